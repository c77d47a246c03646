import { type CardShown, type OwnRights, type SessionState } from '../../../shared/contract/session.contract.ts';
import { isRightYoung, RIGHT_RULE } from '../../../shared/domain/people/access.rules.ts';
import { capabilitiesOf, type Limitation } from '../../../shared/domain/people/limitation.ts';
import { type Professional } from '../../../shared/domain/people/person.ts';
import { type AccessBasis } from '../../../shared/domain/dispensing/dispensing.ts';
import { type Needs } from '../../../shared/contract/define.ts';
import { type ErrorCode, type Failure } from '../../../shared/kernel/error-codes.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { instantMs, type Instant } from '../../../shared/kernel/time.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { Sensitive } from '../../../shared/kernel/sensitive.ts';
import { type Environment } from '../environment.ts';
import { type RoleAnswer } from '../ports/kanta.port.ts';
import { type PresentCard } from '../ports/signing-card.port.ts';
import { StoreFault } from '../ports/store.port.ts';
import { audited } from '../audit/audited.ts';
import { clearDesk } from './kept-desk.ts';
import { ownRightsOf } from './own-rights.ts';
import { contextOf } from './query-context.ts';

/** Why and on whose word the data of a patient were opened at this desk. */
export type Opening = Readonly<{
  reason: '1' | '2' | '6';
  basis: AccessBasis | null;
  collector: string;
  at: Instant;
  /** Prescriptions that the customer has shown by their identifiers since, by set id. */
  named?: readonly Oid[];
}>;

/** What was found out about the person when the desk was opened, and how old it is. */
export type Checked = Readonly<{
  right: 'fresh' | 'stored';
  /** When the role service gave the answer that counts. */
  rightAsOf: Instant;
  /** Restrictions of the right in that answer. */
  limitations: readonly Limitation[];
  /** `unknown`: no list in force says anything about the certificate. */
  revocation: 'checked' | 'unknown';
}>;

/**
 * The desk of one professional. It is kept while covered and while others work at theirs, and ends when its owner signs out.
 * Where its owner was is in the store (`kept-desk.ts`), so that it outlives the process.
 */
export type Desk = Readonly<{
  professional: Professional;
  cardSerial: string;
  opened: Map<string, Opening>;
}>;

/** The caller of every handler. `desk` is null when nobody is signed in or the screen is covered. */
export type Caller = Readonly<{ desk: Desk | null }>;

export interface Session {
  state(): SessionState;
  caller(): Caller;
  refusal(needs: Needs, caller: Caller): Failure | null;
  /** What is known of the person's right and card; `again` asks the service, whose word holds at once. */
  ownRights(desk: Desk, again: boolean): Promise<OwnRights>;
  signIn(pin1: string | null): Promise<Result<SessionState, Failure>>;
  lock(): SessionState;
  signOut(): SessionState;
  /** Any key or call of the person at the desk: puts the idle lock off. */
  touch(): void;
  close(): void;
}

/**
 * How old the role service's word may grow at an open desk before it is asked again; a stored answer is replaced as soon as the
 * line is there. Our own choice.
 */
const RIGHT_DUE_MS = { fresh: 3_600_000, stored: 300_000 } as const satisfies Record<Checked['right'], number>;

/** The challenge that the authentication key signs at sign-in. */
const CHALLENGE_BYTES = 32;

const shown = (card: PresentCard): CardShown => ({
  serial: card.serial,
  holderName: card.holderName,
  registrationNumber: card.registrationNumber,
  practice: card.practice,
  pin1: card.pin1,
  pin2: card.pin2,
  pinScope: card.pinScope,
  pinEntry: card.pinEntry,
});

export function createSession(env: Environment): Session {
  /** Every desk of this run whose owner has not signed out, by registration number. */
  const desks = new Map<string, Desk>();
  let desk: Desk | null = null;
  let checked: Checked | null = null;
  let covered = false;
  let cancelIdle: () => void = () => undefined;
  let cancelDue: () => void = () => undefined;
  let signingIn = 0;
  let states = 0;

  const capabilitiesNow = ({ professional }: Desk) => capabilitiesOf(professional, checked?.limitations ?? []);

  const state = (): SessionState => {
    const card = env.card.present();
    const at = desk === null ? 'signedOut' : covered ? 'locked' : 'signedIn';
    states += 1;
    return {
      order: states,
      at,
      card: card === null ? null : shown(card),
      professional: desk?.professional ?? null,
      capabilities: desk !== null && !covered ? [...capabilitiesNow(desk)] : [],
      rightChecked: checked?.right ?? 'none',
      rightAsOf: checked?.rightAsOf ?? null,
      revocation: checked?.revocation ?? 'none',
    };
  };

  const tell = (): SessionState => {
    const now = state();
    env.emit({ type: 'sessionChanged', state: now });
    return now;
  };

  const log = (act: 'signIn' | 'signOut' | 'lock', who: Professional | null, outcome: 'ok' | ErrorCode): void =>
    // Which card and which workstation: every line of this person until the next signing in is of these.
    audited(env, who, {
      act,
      patientId: null,
      subject: act === 'signIn' ? (env.card.present()?.serial ?? null) : null,
      reason: act === 'signIn' ? env.configuration.workstation : null,
      outcome,
    });

  const cover = (): SessionState => {
    if (desk === null || covered) return state();
    covered = true;
    cancelIdle();
    cancelDue();
    log('lock', desk.professional, 'ok');
    return tell();
  };

  /** What opened this desk holds no more: its owner comes back only with a new answer about them. */
  const withdraw = (code: ErrorCode): void => {
    env.log.warn('session.withdrawn', { code });
    checked = null;
    cover();
  };

  const touch = (): void => {
    cancelIdle();
    if (desk !== null && !covered) cancelIdle = env.timers.after(env.configuration.idleLockMs, cover);
  };

  const end = (): SessionState => {
    cancelIdle();
    cancelDue();
    if (desk !== null) {
      const { professional } = desk;
      log('signOut', professional, 'ok');
      desks.delete(professional.registrationNumber);
      env.store.write(tx => clearDesk(tx, professional.registrationNumber));
    }
    desk = null;
    checked = null;
    covered = false;
    return tell();
  };

  const stopWatching = env.card.watch(card => {
    signingIn += 1;
    if (card === null || (desk !== null && card.serial !== desk.cardSerial)) cover();
    tell();
  });

  const ageMs = (at: Instant): number => env.clock.nowMs() - instantMs(at);

  /** The desk that this card left here, or an empty one: nobody gets another person's, and no other card's. */
  function ownDesk(professional: Professional, cardSerial: string): Desk {
    const left = desks.get(professional.registrationNumber);
    if (left?.cardSerial === cardSerial) return left;
    const fresh: Desk = { professional, cardSerial, opened: new Map() };
    desks.set(professional.registrationNumber, fresh);
    return fresh;
  }

  /** The right now if the role service answers, else the stored answer while it is young enough. */
  async function rightOf(
    professional: Professional,
  ): Promise<Result<Pick<Checked, 'right' | 'rightAsOf' | 'limitations'>, Failure<'SES-0003' | 'SES-0004'>>> {
    const organisationOid = professional.organisation.oid;
    const answer = await env.roles.rightOf(
      professional.registrationNumber,
      organisationOid,
      contextOf(env, professional, '99', ''),
    );
    if (answer.ok) {
      const found = answer.value;
      const at = env.clock.now();
      env.store.write(tx => tx.cache.putRight(professional.registrationNumber, found, at));
      return found !== null && found.inForce
        ? ok({ right: 'fresh', rightAsOf: at, limitations: found.limitations ?? [] })
        : fail({ code: 'SES-0003' });
    }
    const stored = env.store.read(tx => tx.cache.right(professional.registrationNumber));
    const rightAgeMs = stored === null ? null : ageMs(stored.at);
    const { rightMaxAgeMs } = env.configuration;
    // Of an answer from the future the clock was put back, and its age is not known.
    if (stored === null || rightAgeMs === null || !isRightYoung(rightAgeMs, rightMaxAgeMs))
      return fail({ code: 'SES-0004' });
    const known = stored.answer as RoleAnswer | null;
    const today = env.clock.today();
    const rightInForce =
      known !== null && known.inForce && known.from <= today && (known.until === null || known.until >= today);
    return RIGHT_RULE.holds({ rightAgeMs, rightInForce, rightMaxAgeMs })
      ? ok({ right: 'stored', rightAsOf: stored.at, limitations: known?.limitations ?? [] })
      : fail({ code: 'SES-0003' });
  }

  /** Asks the service anew. What it takes away is gone at once, and the desk of a right that has ended is covered. */
  async function askAgain(own: Desk): Promise<ErrorCode | null> {
    const { professional } = own;
    const answer = await env.roles.rightOf(
      professional.registrationNumber,
      professional.organisation.oid,
      contextOf(env, professional, '99', ''),
    );
    if (!answer.ok) return answer.error.code;
    const at = env.clock.now();
    const found = answer.value;
    env.store.write(tx => tx.cache.putRight(professional.registrationNumber, found, at));
    if (desk !== own || checked === null) return null;
    if (found === null || !found.inForce) withdraw('SES-0003');
    else checked = { ...checked, right: 'fresh', rightAsOf: at, limitations: found.limitations ?? [] };
    tell();
    return null;
  }

  /** Certificate and right of somebody who has been at the desk for long, judged as at a sign-in of this moment. */
  async function lookAgain(own: Desk): Promise<void> {
    const certificate = env.card.present()?.certificates.find(({ purpose }) => purpose === 'authentication');
    if (certificate === undefined) return;
    const judged = env.trust.judge(certificate.der, 'authentication', env.clock.nowMs());
    const right = judged.ok ? await rightOf(own.professional) : judged;
    if (desk !== own || covered) return;
    if (!judged.ok) return withdraw(judged.error.code);
    if (!right.ok) return withdraw(right.error.code);
    checked = { ...right.value, revocation: judged.value.revocation };
    tell();
  }

  function watchRight(): void {
    cancelDue();
    if (desk === null || covered || checked === null) return;
    const own = desk;
    const again = (): void => {
      if (desk === own) watchRight();
    };
    cancelDue = env.timers.after(RIGHT_DUE_MS[checked.right], () => {
      lookAgain(own).then(again, (error: unknown) => {
        if (!(error instanceof StoreFault)) throw error;
        env.log.warn('session.right', { code: error.code });
        again();
      });
    });
  }

  async function ownRights(own: Desk, again: boolean): Promise<OwnRights> {
    const fault = again ? await askAgain(own) : null;
    const stored = env.store.read(tx => tx.cache.right(own.professional.registrationNumber));
    return {
      ...ownRightsOf(env, stored),
      professional: own.professional,
      fault,
      capabilities: desk === own && !covered ? [...capabilitiesNow(own)] : [],
    };
  }

  async function signIn(pin1: string | null): Promise<Result<SessionState, Failure>> {
    signingIn += 1;
    const turn = signingIn;
    const card = env.card.present();
    if (card === null) return fail({ code: 'CARD-0104' });
    const certificate = card.certificates.find(c => c.purpose === 'authentication');
    const professional = card.registrationNumber === null ? null : env.directory.professional(card.registrationNumber);
    if (certificate === undefined || professional === null) return fail({ code: 'CARD-0108' });

    const challenge = env.randomBytes(CHALLENGE_BYTES);
    const proof = await env.card.authenticate(challenge, pin1 === null ? null : new Sensitive(pin1));
    if (!proof.ok) {
      log('signIn', professional, proof.error.code);
      tell();
      return proof;
    }
    const judged = env.trust.judge(certificate.der, 'authentication', env.clock.nowMs());
    if (!judged.ok) {
      log('signIn', professional, judged.error.code);
      return judged;
    }
    if (!env.trust.verify(certificate.der, challenge, 'SHA-256', proof.value)) {
      log('signIn', professional, 'CARD-0108');
      return fail({ code: 'CARD-0108' });
    }
    // Going back to one's own covered desk needs no new answer of the role service while the one that opened it is young.
    const returning = desk !== null && checked !== null && desk.cardSerial === card.serial;
    const young = returning && checked !== null && ageMs(checked.rightAsOf) <= env.configuration.rightMaxAgeMs;
    const right = young && checked !== null ? ok(checked) : await rightOf(professional);
    if (!right.ok) {
      log('signIn', professional, right.error.code);
      return right;
    }
    if (turn !== signingIn || env.card.present()?.serial !== card.serial) return fail({ code: 'CARD-0105' });
    desk = ownDesk(professional, card.serial);
    checked = {
      right: right.value.right,
      rightAsOf: right.value.rightAsOf,
      limitations: right.value.limitations,
      revocation: judged.value.revocation,
    };
    covered = false;
    log('signIn', professional, 'ok');
    env.log.info('session.signIn', { state: checked.right });
    touch();
    watchRight();
    return ok(tell());
  }

  return {
    state,
    caller: () => ({ desk: covered ? null : desk }),
    refusal(needs, caller) {
      if (needs === 'anyone') return null;
      if (caller.desk === null) return { code: 'SES-0001' };
      return needs === 'signedIn' || capabilitiesNow(caller.desk).includes(needs) ? null : { code: 'SES-0002' };
    },
    ownRights,
    signIn,
    lock: cover,
    signOut: end,
    touch,
    close() {
      cancelIdle();
      cancelDue();
      stopWatching();
    },
  };
}
