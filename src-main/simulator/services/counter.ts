/**
 * The two services beside Kanta that a pharmacy asks at the counter: Kela's direct reimbursement and the medicines-verification
 * service. The forms of the real ones are not public: addresses, members and codes are the simulator's own.
 */
import { dateInHelsinki, instantOfMs, isLocalDate } from '../../../shared/kernel/time.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { hetuFault } from '../hetu.ts';
import { type Answer, refusalAnswer } from '../rest/answer.ts';
import { refuse, type Outcome } from '../rest/refusal.ts';
import { TEXTS } from '../rest/texts.ts';
import { type Class, countPurchase, isClass, type Sums, sumsOfYear } from '../rules/reimbursement.ts';
import { type SeedReimbursement } from '../seed/reimbursement.ts';
import { type Caller } from '../trust/token.ts';
import { type World } from '../world.ts';
import { isPharmacy, knownCaller, mayActNow, PHARMACIST_RIGHTS } from './rights.ts';
import { type Language } from '../../../shared/kernel/language.ts';

/** Query reason of 1.2.246.537.5.40110.2006: sickness-insurance reimbursement. */
const REIMBURSEMENT = '8';
/** Of the same: correcting or cancelling a dispensing. */
const CHANGING = '7';
const MOST_CENTS = 100_000_000;

type Body = Readonly<Record<string, unknown>>;
export type CounterCall = Readonly<{ caller: Caller; body: Uint8Array; language: Language; nowMs: number }>;

const json = (status: number, body: unknown): Answer => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify(body),
});
/** A no of the service itself, in its own word. */
const no = (refused: string): Answer => json(422, { refused });

function bodyOf({ body }: CounterCall): Body | null {
  try {
    const read: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as Body) : null;
  } catch {
    return null;
  }
}

/** A pharmacist of a pharmacy, with the right in force today. */
function mayAsk(world: World, { caller, nowMs }: CounterCall): Outcome<null> {
  const known = knownCaller(world.store, caller);
  if (!known.ok) return known;
  const isPharmacist = PHARMACIST_RIGHTS.has(caller.right ?? '') && isPharmacy(world.store, caller.organisation);
  return isPharmacist ? mayActNow(world.store, caller, nowMs) : refuse(403, TEXTS.noRight);
}

const cents = (value: unknown): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= MOST_CENTS ? value : null;

const CENTURIES: Readonly<Record<string, number>> = {
  '+': 1800,
  '-': 1900,
  Y: 1900,
  X: 1900,
  W: 1900,
  V: 1900,
  U: 1900,
};
const bornYear = (hetu: string): number => (CENTURIES[hetu[6] ?? ''] ?? 2000) + Number(hetu.slice(4, 6));

export interface CounterServices {
  /** Null: there is no such address. */
  answer(path: readonly string[], call: CounterCall): Answer | null;
}

export function createCounterServices(world: World, seed: readonly SeedReimbursement[]): CounterServices {
  const seeded = new Map(seed.map(person => [person.identityCode, person]));

  function left(person: string, year: number): Sums {
    const whole = sumsOfYear(year, bornYear(person));
    const { deductible, own } = world.store.counter.used(person, year);
    const before = seeded.get(person);
    // What the seed says was used, was used in the year in which the simulator is looked at.
    const nowYear = Number(dateInHelsinki(world.clock.nowMs()).slice(0, 4));
    const [usedDeductible, usedCeiling] =
      before === undefined || year !== nowYear ? [0, 0] : [before.deductibleUsedCents, before.ceilingUsedCents];
    return {
      deductible: Math.max(0, whole.deductible - deductible - usedDeductible),
      ceiling: Math.max(0, whole.ceiling - own - usedCeiling),
    };
  }
  const granted = (person: string, atc: string, wanted: Class): Class =>
    wanted !== 'lowerSpecial' && wanted !== 'upperSpecial'
      ? wanted
      : (seeded.get(person)?.rights ?? []).some(right => right.reimbursement === wanted && atc.startsWith(right.atc))
        ? wanted
        : 'basic';

  function query(body: Body, { nowMs }: CounterCall): Answer {
    const { identityCode, day } = body;
    if (typeof identityCode !== 'string' || hetuFault(identityCode) !== null) return no('PERSON');
    if (typeof day !== 'string' || !isLocalDate(day)) return no('DAY');
    const sums = left(identityCode, Number(day.slice(0, 4)));
    return json(200, {
      asOf: instantOfMs(nowMs),
      deductibleLeftCents: sums.deductible,
      ceilingLeftCents: sums.ceiling,
      rights: seeded.get(identityCode)?.rights ?? [],
    });
  }

  function purchase(body: Body, { caller }: CounterCall): Answer {
    const { dispensingOid, identityCode, day, atc, reimbursement } = body;
    if (typeof dispensingOid !== 'string' || !/^[\d.]{5,100}$/.test(dispensingOid)) return no('DISPENSING');
    const [price, fee, paid] = [cents(body['priceCents']), cents(body['feeCents']), cents(body['paidCents'])];
    const reference = body['referenceCents'] === null ? null : cents(body['referenceCents']);
    const known = world.store.counter.purchase(dispensingOid);
    const written = JSON.stringify(body);
    if (known !== null) return known.body === written ? json(200, JSON.parse(known.answer)) : no('OTHER-CONTENT');
    if (typeof identityCode !== 'string' || hetuFault(identityCode) !== null) return no('PERSON');
    if (typeof day !== 'string' || !isLocalDate(day)) return no('DAY');
    if (price === null || fee === null || paid === null || typeof atc !== 'string') return no('SUMS');
    if (body['referenceCents'] !== null && reference === null) return no('SUMS');
    if (!isClass(reimbursement) || reimbursement === 'none') return no('CLASS');
    if (paid > price + fee) return no('PAID-ABOVE-PRICE');
    const year = Number(day.slice(0, 4));
    const counts = granted(identityCode, atc, reimbursement);
    const receipt = countPurchase({ class: counts, price, reference, fee }, left(identityCode, year));
    const answer = { reimbursement: counts, receipt };
    world.store.counter.addPurchase({
      dispensing: dispensingOid,
      person: identityCode,
      organisation: caller.organisation,
      year,
      deductible: receipt.deductibleCents,
      own: receipt.ownCents,
      body: written,
      answer: JSON.stringify(answer),
    });
    return json(200, answer);
  }

  function cancellation({ dispensingOid }: Body, { caller }: CounterCall): Answer {
    const known = typeof dispensingOid === 'string' ? world.store.counter.purchase(dispensingOid) : null;
    if (known === null) return no('UNKNOWN-PURCHASE');
    if (known.organisation !== caller.organisation) return no('OTHER-PHARMACY');
    world.store.counter.cancelPurchase(known.dispensing);
    return json(200, { cancelled: known.dispensing });
  }

  /**
   * Practice packs carry numbers of GS1's restricted circulation (prefix 2), so that none is a real pack: `02`, five zeros,
   * the VNR, the check digit. The beginning of the serial plays the state; after `THEN-` it is the state that the holder gives
   * the pack once it has been supplied.
   */
  const PRACTICE_GTIN = /^0200000(\d{6})\d$/;
  const PLAYED = ['RECALLED', 'WITHDRAWN', 'STOLEN', 'DESTROYED', 'LOCKED', 'MISMATCH', 'SUPPLIED', 'UNKNOWN'] as const;
  function stateOf(body: Body, nowMs: number): Readonly<{ state: string; vnr: string | null; by: string | null }> {
    const { gtin, serial, expiresOn } = body;
    const vnr = typeof gtin === 'string' ? (PRACTICE_GTIN.exec(gtin)?.[1] ?? null) : null;
    if (vnr === null || typeof gtin !== 'string' || typeof serial !== 'string' || serial === '')
      return { state: 'UNKNOWN', vnr: null, by: null };
    const supplied = world.store.counter.pack(gtin, serial);
    if (supplied !== null && supplied.returnedMs === null) return { state: 'SUPPLIED', vnr, by: supplied.dispensing };
    const played = PLAYED.find(word => serial.startsWith(word));
    if (played !== undefined) return { state: played, vnr, by: null };
    const expired = typeof expiresOn === 'string' && expiresOn < dateInHelsinki(nowMs);
    return { state: expired ? 'EXPIRED' : 'ACTIVE', vnr, by: null };
  }
  function supply(body: Body, { caller, nowMs }: CounterCall): Answer {
    const { dispensingOid, gtin, serial } = body;
    if (typeof dispensingOid !== 'string') return no('DISPENSING');
    const { state, by } = stateOf(body, nowMs);
    if (by === dispensingOid) return json(200, { state });
    if (state !== 'ACTIVE') return no(state);
    const pack = { gtin: String(gtin), serial: String(serial), dispensing: dispensingOid };
    world.store.counter.supply({ ...pack, organisation: caller.organisation, atMs: nowMs });
    return json(200, { state: 'SUPPLIED' });
  }

  /** Article 13 of the Delegated Regulation: who took a pack out puts it back, within ten days, and not every pack. */
  const RETURN_WITHIN_MS = 10 * 86_400_000;
  function giveBack(body: Body, { caller, nowMs }: CounterCall): Answer {
    const { dispensingOid, gtin, serial, expiresOn } = body;
    if (typeof dispensingOid !== 'string') return no('DISPENSING');
    const supplied = world.store.counter.pack(String(gtin), String(serial));
    if (supplied === null || supplied.returnedMs !== null) {
      const { state } = stateOf(body, nowMs);
      return state === 'ACTIVE' ? json(200, { state }) : no(state);
    }
    if (supplied.organisation !== caller.organisation) return no('OTHER-PREMISES');
    if (supplied.dispensing !== dispensingOid) return no('SUPPLIED');
    if (nowMs - supplied.atMs > RETURN_WITHIN_MS) return no('TOO-LATE');
    if (typeof expiresOn === 'string' && expiresOn < dateInHelsinki(nowMs)) return no('EXPIRED');
    const since = PLAYED.find(word => supplied.serial.startsWith(`THEN-${word}`));
    if (since !== undefined) return no(since);
    world.store.counter.returnPack(supplied.gtin, supplied.serial, nowMs);
    return json(200, { state: 'ACTIVE' });
  }

  const WORK: Readonly<
    Record<string, Readonly<{ reason: string | null; work(body: Body, call: CounterCall): Answer }>>
  > = {
    'suorakorvaus/kysely': { reason: REIMBURSEMENT, work: query },
    'suorakorvaus/osto': { reason: REIMBURSEMENT, work: purchase },
    'suorakorvaus/peruutus': { reason: REIMBURSEMENT, work: cancellation },
    'laakevarmennus/tarkistus': {
      reason: null,
      work(body, { nowMs }) {
        const { state, vnr } = stateOf(body, nowMs);
        return json(200, { state, vnr });
      },
    },
    'laakevarmennus/luovutus': { reason: null, work: supply },
    'laakevarmennus/palautus': { reason: CHANGING, work: giveBack },
  };

  return {
    answer(path, call) {
      const door = WORK[path.join('/')];
      if (door === undefined) return null;
      const allowed = mayAsk(world, call);
      if (!allowed.ok) return refusalAnswer(allowed.error, call.language);
      if (door.reason !== null && call.caller.reason !== door.reason)
        return refusalAnswer({ status: 403, problems: [TEXTS.noRight] }, call.language);
      const body = bodyOf(call);
      if (body === null) return refusalAnswer({ status: 400, problems: [TEXTS.notJson] }, call.language);
      const done = world.store.attempt<Answer, Answer>(() => {
        const answer = door.work(body, call);
        return answer.status === 200 ? ok(answer) : fail(answer);
      });
      return done.ok ? done.value : done.error;
    },
  };
}
