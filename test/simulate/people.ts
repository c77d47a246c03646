import { type Dispensing } from '../../shared/domain/dispensing/dispensing.ts';
import { type Prescription } from '../../shared/domain/prescribing/prescription.ts';
import { type RecordDocument } from '../../shared/domain/records/record.ts';
import { oid, type Oid } from '../../shared/kernel/oid.ts';
import { ok } from '../../shared/kernel/result.ts';
import { type DocumentContent } from '../../src-main/app/ports/documents.port.ts';
import { type Draft, type DraftKind } from '../../src-main/app/ports/store/drafts.port.ts';
import { type OutboxItem } from '../../src-main/app/ports/store/outbox.port.ts';
import { StoreFault, type Tx } from '../../src-main/app/ports/store.port.ts';
import { listPrescriptions } from '../../src-main/app/use-cases/prescribing/prescription-list.ts';
import { endServiceEvent, openServiceEvent } from '../../src-main/app/use-cases/patients/service-events.ts';
import { draftsOf, openDraft, saveDraft } from '../../src-main/app/use-cases/signing/drafts.ts';
import { freeze } from '../../src-main/app/use-cases/signing/freeze.ts';
import { beginReview } from '../../src-main/app/use-cases/signing/review.ts';
import { signAgain, toSignAgain } from '../../src-main/app/use-cases/signing/sign-again.ts';
import { signDocuments } from '../../src-main/app/use-cases/signing/sign-documents.ts';
import { type Signable } from '../../src-main/app/use-cases/signing/signable.ts';
import { aDispensing } from '../builders/dispensing.builder.ts';
import { aPrescription } from '../builders/prescription.builder.ts';
import { aRecord } from '../builders/record.builder.ts';
import { PIN2 } from '../fakes/signing-card.fake.ts';
import { type History } from './history.ts';
import { type Flaw, type Plan, type Action } from './plan.ts';
import { type VirtualTime } from './virtual-time.ts';
import { keyOf, patients, type Running, type Workstation } from './workstation.ts';

/** One thing that somebody means to do, once, whatever happens on the way. */
type Intent = Readonly<{
  id: string;
  kind: DraftKind;
  patientId: string;
  set: string | null;
  event: string | null;
  version: number;
  amount: number;
  flaw: Flaw;
  dependsOn: number | null;
}>;

const ALL = 10_000;
const items = (at: Running): readonly OutboxItem[] => at.store.read(tx => tx.outbox.list('all', ALL)).toReversed();
const at = <T>(values: readonly T[], pick: number): T | undefined => values[pick % Math.max(1, values.length)];

/** The persons of one workstation. They know what they meant, and after every trouble they look at what is there. */
export interface People {
  act(action: Action): void;
  /** After a start: takes up what was not told as saved. */
  resume(): void;
  /** Everything is well again: what waits for a person is looked after. */
  tidyUp(): void;
  readonly intents: ReadonlyMap<string, string>;
  intentOf(item: Pick<OutboxItem, 'id'>): string;
  idle(): boolean;
}

export function people(
  plan: Plan,
  mine: () => Workstation,
  time: VirtualTime,
  history: History,
  /** Prescriptions that anybody may know of: what two desks meet on. */
  known: { sets: { set: string; patientId: string }[] },
): People {
  const open = new Map<string, readonly Intent[]>();
  const draftIntents = new Map<string, string>();
  /** Intentions whose document was told as saved: nobody writes those again, not even where a restored copy lacks them. */
  const toldSaved = new Set<string>();
  const corrected = new Set<string>();
  let made = 0;
  let busy = 0;

  /** A disk that refuses is an answer; whoever was told so tries again later. */
  function quietly<T>(work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      if (error instanceof StoreFault) return null;
      throw error;
    }
  }

  function contentOf(running: Running, intent: Intent, draft: Draft): DocumentContent {
    const now = running.env.clock.now();
    const patient = patients.find(({ id }) => id === intent.patientId) as (typeof patients)[number];
    const own = draft.documentOid;
    const set = oid(intent.kind === 'prescription' ? (intent.set ?? own) : (intent.set ?? intent.event ?? own));
    const sim = {
      key: own,
      kind: intent.kind,
      patient: intent.patientId,
      set,
      version: intent.version,
      event: intent.event,
      amount: intent.amount,
      flaw: intent.flaw,
    };
    const base = { oid: own, version: intent.version, patient, sim };
    switch (intent.kind) {
      case 'prescription':
        return {
          kind: 'prescription',
          content: { ...aPrescription({ prescribedAt: now }), ...base, setId: set } as Prescription,
        };
      case 'dispensing': {
        const prescription = { oid: set, setId: set, version: 1 };
        return {
          kind: 'dispensing',
          content: { ...aDispensing({ dispensedAt: now, prescription }), ...base, setId: own } as Dispensing,
        };
      }
      case 'record': {
        const serviceEventOid = intent.event as Oid;
        return {
          kind: 'record',
          content: { ...aRecord({ createdAt: now, serviceEventOid }), ...base, setId: own } as RecordDocument,
        };
      }
    }
  }

  const signable = (kind: DraftKind): Signable => ({
    kind,
    act: kind === 'record' ? 'recordDocument' : kind,
    service: kind === 'record' ? 'potilastieto' : 'resepti',
    reason: '1',
    refusal: () => null,
    confirmations: () => [],
    orderKey: content =>
      kind === 'record'
        ? (content as RecordDocument).serviceEventOid
        : kind === 'dispensing'
          ? (content as Dispensing).prescription.setId
          : (content as Prescription).setId,
    summary: () => '',
  });

  function told(running: Running, item: OutboxItem): void {
    const key = keyOf(item);
    const lane = `${mine().name}/${item.orderKey}`;
    const deps = item.after.flatMap(id =>
      items(running)
        .filter(one => one.id === id)
        .map(keyOf),
    );
    history.add({ t: 'ack', desk: mine().name, key, lane, no: item.orderNo, digest: item.documentDigest, deps });
    const intent = draftIntents.get(item.id);
    if (intent !== undefined) toldSaved.add(intent);
    if (item.act === 'prescription' && !known.sets.some(({ set }) => set === item.orderKey))
      known.sets.push({ set: item.orderKey, patientId: item.patientId });
  }

  /** The draft of this intent, found or made; null when the document stands there already ("saved 12:04"). */
  function draftFor(running: Running, intent: Intent): Draft | null {
    const { env, desk, store } = running;
    const signed = items(running).find(item => draftIntents.get(item.id) === intent.id);
    if (signed !== undefined) {
      told(running, signed);
      return null;
    }
    const mineAlready = draftsOf(env, desk, intent.kind, intent.patientId).find(
      draft => (draft.form as { intent?: string }).intent === intent.id,
    );
    const subjectOid = intent.set === null ? (intent.event as Oid | null) : oid(intent.set);
    const draft =
      mineAlready ??
      openDraft(env, desk, { kind: intent.kind, patientId: intent.patientId, subjectOid, form: { intent: intent.id } });
    draftIntents.set(draft.id, intent.id);
    const others = store.read(tx => tx.outbox.list('open', ALL));
    const other = intent.dependsOn === null ? undefined : at(others, intent.dependsOn);
    // Of a form that is taken up again too: what it was to wait for may be gone with a restored copy.
    mine().dependsOn.set(draft.documentOid, other === undefined ? [] : [other.id]);
    return draft;
  }

  /** One turn at the form: fill in, look, sign. @returns whether all of it was told as saved */
  async function turn(running: Running, intents: readonly Intent[], twice: boolean): Promise<boolean> {
    const { env, desk } = running;
    const alive = (): boolean => mine().running() === running;
    const chosen: { draftId: string; digest: string }[] = [];
    for (const intent of intents) {
      if (toldSaved.has(intent.id)) continue;
      const draft = draftFor(running, intent);
      if (draft === null) continue;
      await time.sleep(300);
      if (!alive()) return false;
      saveDraft(env, desk, intent.kind, draft.id, { intent: intent.id, typed: 'valmis' });
      await time.sleep(300);
      if (!alive()) return false;
      const now = env.store.read(tx => tx.drafts.get(draft.id));
      if (now === null) continue;
      const shown = freeze(env, now, contentOf(running, intent, now), '', []);
      beginReview(env, desk, intent.kind, ok([shown]));
      chosen.push({ draftId: draft.id, digest: shown.digest });
    }
    if (chosen.length === 0) return true;
    const kind = (intents[0] as Intent).kind;
    const press = () => signDocuments(env, desk, signable(kind), chosen, PIN2);
    const signatures = { before: items(running).length };
    const [first, second] = await Promise.all([press(), twice ? press() : null]);
    if (!alive()) return false;
    const added = items(running).length - signatures.before;
    if (added > 0)
      history.add({
        t: 'signed',
        desk: mine().name,
        aheadMs: mine().wallAheadMs(),
        known: env.queue.driftMs() !== null,
      });
    if (!first.ok || (second !== null && !second.ok)) return false;
    for (const { queueItemId } of first.value.signed) {
      const item = env.store.read(tx => tx.outbox.get(queueItemId));
      if (item !== null) told(running, item);
    }
    return first.value.left.length === 0;
  }

  async function pursue(intents: readonly Intent[], twice: boolean): Promise<void> {
    const name = (intents[0] as Intent).id;
    open.set(name, intents);
    busy += 1;
    try {
      for (let tries = 0; tries < 4; tries += 1) {
        const running = mine().running();
        if (running === null) return;
        const done = await turn(running, intents, twice).catch((error: unknown) => {
          if (error instanceof StoreFault) return false;
          throw error;
        });
        if (done) return void open.delete(name);
        if (mine().running() !== running) return;
        await time.sleep(60_000);
      }
    } finally {
      busy -= 1;
    }
  }

  const eventsOf = (tx: Tx): readonly { oid: Oid; patientId: string }[] =>
    patients.flatMap(({ id }) => tx.serviceEvents.ofPatient(id)).filter(({ endedAt }) => endedAt === null);

  /** What a writing is about: a new prescription, a correction, a lot of one, an entry in an open visit. */
  function intentFor(running: Running, action: Extract<Action, { do: 'write' }>): Intent | null {
    made += 1;
    const id = `${mine().name}-${made}`;
    const patientId = `patient-${action.patient}`;
    const common = { id, patientId, flaw: action.flaw, dependsOn: action.dependsOn, event: null, version: 1 };
    switch (action.kind) {
      case 'prescription':
        return { ...common, kind: 'prescription', set: null, amount: 3 };
      case 'version': {
        const own = items(running).filter(item => item.act === 'prescription' && !corrected.has(item.orderKey));
        const item = at(own, action.pick);
        if (item === undefined) return null;
        corrected.add(item.orderKey);
        return {
          ...common,
          kind: 'prescription',
          patientId: item.patientId,
          set: item.orderKey,
          amount: 3,
          version: 2,
        };
      }
      case 'dispensing': {
        const set = at(known.sets, action.pick);
        if (set === undefined) return null;
        return { ...common, kind: 'dispensing', patientId: set.patientId, set: set.set, amount: action.amount };
      }
      case 'record': {
        const event = at(running.store.read(eventsOf), action.pick);
        if (event === undefined) return null;
        return { ...common, kind: 'record', patientId: event.patientId, set: null, event: event.oid, amount: 0 };
      }
    }
  }

  function decide(running: Running, action: Extract<Action, { do: 'decide' }>): void {
    const all = items(running);
    const chosen = at(
      {
        any: all,
        parked: all.filter(({ state }) => state === 'held' || state === 'rejected'),
        queued: all.filter(({ state }) => state === 'queued'),
        sent: all.filter(({ state, attempts }) => attempts > 0 && state !== 'accepted' && state !== 'cancelled'),
      }[action.whose],
      action.pick,
    );
    if (chosen !== undefined) settle(running, chosen, action.decision);
  }

  function settle(running: Running, item: OutboxItem, decision: 'cancel' | 'sendAgain'): void {
    const decided = running.pump.decide(item.id, decision, '00999900101', 'koe');
    if (decided.ok) history.add({ t: 'decision', desk: mine().name, key: keyOf(item), decision });
  }

  /** Its author signs once more what was refused for its signature; whatever the program answers to that is an answer. */
  async function signItAgain(running: Running, { id }: OutboxItem): Promise<void> {
    const { env, desk, pump } = running;
    const alive = (): boolean => mine().running() === running;
    busy += 1;
    try {
      const shown = toSignAgain(env, desk, id);
      if (!shown.ok) return;
      await time.sleep(300);
      if (!alive()) return;
      const { digest } = shown.value.preview;
      const signed = await signAgain(env, desk, pump.decide, { itemId: id, digest, pin2: PIN2 });
      if (!alive() || !signed.ok) return;
      const known = env.queue.driftMs() !== null;
      history.add({ t: 'signed', desk: mine().name, aheadMs: mine().wallAheadMs(), known });
    } catch (error) {
      if (!(error instanceof StoreFault)) throw error;
    } finally {
      busy -= 1;
    }
  }

  function look(running: Running): void {
    const counts = running.store.read(tx => tx.outbox.counts(running.env.clock.now()));
    const { unsent, needsPerson: parked, givenUp } = counts;
    history.add({ t: 'counts', desk: mine().name, unsent, parked, givenUp });
  }

  async function refresh(running: Running, patient: number): Promise<void> {
    const about = patients[patient] as (typeof patients)[number];
    const { source } = await listPrescriptions(running.env, running.desk, about, '1', '');
    if (mine().running() !== running || source.from !== 'service') return;
    const cached = running.store.read(tx => tx.cache.prescriptions(about.id));
    const seen = (cached?.rows ?? []) as unknown as readonly { revision: number; sets: readonly string[] }[];
    const sets = [...new Set(seen.flatMap(row => row.sets))].sort();
    history.add({
      t: 'cached',
      desk: mine().name,
      patient: about.id,
      revision: Math.max(0, ...seen.map(row => row.revision)),
      sets,
    });
  }

  return {
    intents: draftIntents,
    intentOf: item => draftIntents.get(item.id) ?? '',
    idle: () => busy === 0 && open.size === 0,
    act(action) {
      const running = mine().running();
      if (running === null) return;
      quietly(() => {
        switch (action.do) {
          case 'write': {
            const intents: Intent[] = [];
            for (let n = 0; n < action.batch; n += 1) {
              const intent = intentFor(running, action);
              if (intent !== null) intents.push(intent);
            }
            for (const { id } of intents) history.add({ t: 'intent', intent: id, desk: mine().name });
            if (intents.length > 0) void pursue(intents, action.twice);
            return;
          }
          case 'openEvent': {
            const opened = openServiceEvent(running.env, running.desk, `patient-${action.patient}`, 'visit');
            if (opened.ok) tellEvents(running, opened.value.oid);
            return;
          }
          case 'endEvent': {
            const event = at(running.store.read(eventsOf), action.pick);
            if (event !== undefined && endServiceEvent(running.env, running.desk, event.oid).ok)
              tellEvents(running, event.oid);
            return;
          }
          case 'decide':
            return decide(running, action);
          case 'signAgain': {
            const refused = items(running).filter(({ lastAnswer }) => lastAnswer?.code === 'NET-0010');
            const chosen = at(refused, action.pick);
            if (chosen !== undefined) void signItAgain(running, chosen);
            return;
          }
          case 'tryNow':
            history.add({ t: 'tryNow', desk: mine().name });
            return running.pump.tryNow();
          case 'look':
            return look(running);
          case 'refresh':
            // Once and soon again, as people do: the two answers may overtake each other.
            for (const inMs of [0, 3000])
              time.after(inMs, () => {
                if (mine().running() !== running) return;
                void refresh(running, action.patient).catch((error: unknown) => {
                  if (!(error instanceof StoreFault)) throw error;
                });
              });
            return;
          default:
            return;
        }
      });
    },
    resume() {
      const running = mine().running();
      if (running === null) return;
      quietly(() => {
        // What was saved without anybody being told is found in the lists.
        for (const item of items(running))
          if (!item.id.includes('#') && item.act.startsWith('serviceEvent')) told(running, item);
      });
      for (const intents of [...open.values()]) void pursue(intents, false);
    },
    tidyUp() {
      const running = mine().running();
      if (running === null) return;
      for (const item of items(running)) {
        const code = item.lastAnswer?.code;
        // Decided on twice already: a person leaves it where it is and calls support.
        if (item.decisions.length > 2) continue;
        if (item.state === 'held' && (code === 'QUE-0003' || code === 'QUE-0006')) settle(running, item, 'sendAgain');
        if (code === 'NET-0010') void signItAgain(running, item);
        if (item.state === 'held' && code === 'QUE-0002') settle(running, item, 'cancel');
      }
      look(running);
    },
  };

  function tellEvents(running: Running, event: string): void {
    for (const item of items(running)) if (item.documentOid === event) told(running, item);
  }
}
