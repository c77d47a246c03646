import { settings as settingsDecoder } from '../../../../shared/contract/system.contract.ts';
import { type TakeBackResult, type TakeBackWindow } from '../../../../shared/contract/signing.contract.ts';
import { fullName } from '../../../../shared/domain/people/person.ts';
import { type Language } from '../../../../shared/kernel/language.ts';
import { type Instant, instantMs, instantOfMs } from '../../../../shared/kernel/time.ts';
import { auditIn } from '../../audit/audited.ts';
import { type Environment } from '../../environment.ts';
import { newOid } from '../../identifiers.ts';
import { type Draft } from '../../ports/store/drafts.port.ts';
import { type TakeBack } from '../../ports/store/outbox.port.ts';
import { type Tx } from '../../ports/store.port.ts';
import { type Desk } from '../../session/session.ts';
import { changeGroundIn, isCancellation, isCorrection, keepChangeGround } from '../prescribing/change-ground.ts';
import { type QueueDecision } from '../queue/decision.ts';
import { rejectionOf } from '../renewals/rejection.ts';

/** What the queue keeps as the reason of the withdrawal, in the language of the one who withdrew. */
const REASON: Readonly<Record<Language, string>> = {
  fi: 'Otettu takaisin ennen lähettämistä',
  sv: 'Återtagen före sändning',
  en: 'Taken back before sending',
};

const settingsOf = (tx: Tx, owner: string) => settingsDecoder.safeParse(tx.settings.get(`settings.${owner}`));

/** Seconds that a signed prescription of this person waits before it is sent: the own setting, else that of the installation. */
export function takeBackSeconds(env: Environment, owner: string): number {
  const own = env.store.read(tx => settingsOf(tx, owner));
  return (own.success ? own.data.takeBackSeconds : undefined) ?? env.configuration.takeBackSeconds;
}

/** Keeps the form of a signed act for as long as the act waits, in the transaction that stores the act. */
export function keepForTakeBack(tx: Tx, itemId: string, draft: Draft, at: Instant, seconds: number): void {
  tx.takeBacks.dropPast(at);
  if (seconds > 0) tx.takeBacks.put({ itemId, until: instantOfMs(instantMs(at) + seconds * 1000), draft });
}

/** What this person signed and the queue has not sent yet, the first to go first. */
export function takeBackWindow(env: Environment, desk: Desk): TakeBackWindow {
  const owner = desk.professional.registrationNumber;
  const now = env.clock.now();
  const items = env.store.read(tx =>
    tx.takeBacks.ofOwner(owner, now).flatMap(({ itemId, until }) => {
      const item = tx.outbox.get(itemId);
      if (item === null || item.state !== 'queued' || item.attempts > 0) return [];
      const patient = tx.patients.get(item.patientId);
      const patientName = patient === null ? '' : fullName(patient);
      const leftMs = Math.max(0, instantMs(until) - instantMs(now));
      return [{ itemId, summary: item.summary, patientId: item.patientId, patientName, leftMs }];
    }),
  );
  return { seconds: takeBackSeconds(env, owner), items };
}

/**
 * The form is a draft again, under identifiers of its own: those of the signed document are used up. A cancellation and a
 * rejection were no more than a choice in a dialog and come back as nothing; a renewal request is open again by itself,
 * because its answer was cancelled.
 */
function reopened(tx: Tx, env: Environment, desk: Desk, { draft }: TakeBack): void {
  if (isCancellation(draft) || rejectionOf(draft) !== null) return;
  const documentOid = newOid(draft.kind, desk.professional.organisation, env.clock.today(), tx, env.random);
  const ground = isCorrection(draft) ? changeGroundIn(tx, draft) : null;
  if (ground !== null) keepChangeGround(tx, documentOid, ground);
  tx.drafts.put({
    ...draft,
    id: env.newUuid(),
    documentOid,
    messageId: env.newUuid(),
    frozen: null,
    savedAt: env.clock.now(),
  });
}

/**
 * Withdraws what the queue has not begun to send. The signed document stays in the store, its place in the queue says
 * cancelled and by whom, and the form lies on the desk again: all in one transaction for each act.
 */
export function takeBack(
  env: Environment,
  desk: Desk,
  decide: QueueDecision,
  itemIds: readonly string[],
): TakeBackResult {
  const owner = desk.professional.registrationNumber;
  const taken: string[] = [];
  const gone: string[] = [];
  const now = env.clock.now();
  for (const itemId of itemIds) {
    const { kept, language } = env.store.read(tx => {
      const settings = settingsOf(tx, owner);
      return { kept: tx.takeBacks.get(itemId), language: settings.success ? settings.data.language : 'fi' };
    });
    if (kept === null || kept.draft.owner !== owner || kept.until <= now) {
      gone.push(itemId);
      continue;
    }
    const decided = decide(itemId, 'cancel', owner, REASON[language], tx => {
      reopened(tx, env, desk, kept);
      tx.takeBacks.remove(itemId);
      auditIn(tx, env, desk.professional, {
        act: 'takeBack',
        patientId: kept.draft.patientId,
        subject: kept.draft.documentOid,
        reason: null,
        outcome: 'ok',
      });
    });
    if (!decided.ok) {
      gone.push(itemId);
      continue;
    }
    taken.push(itemId);
    env.emit({ type: 'prescriptionsChanged', patientId: kept.draft.patientId });
  }
  env.emit({ type: 'takeBackChanged' });
  return { taken, gone };
}
