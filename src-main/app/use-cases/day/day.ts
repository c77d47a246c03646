import { eventUnderWay } from '../../../../shared/domain/records/service-event.ts';
import { type Day } from '../../../../shared/contract/day.contract.ts';
import { may } from '../../../../shared/domain/people/capabilities.ts';
import { type PrescriptionForm } from '../../../../shared/domain/prescribing/prescription-form.ts';
import { medicineWords } from '../../../../shared/domain/prescribing/product.ts';
import { type Localized } from '../../../../shared/kernel/language.ts';
import { instantMs, instantOfMs } from '../../../../shared/kernel/time.ts';
import { type Environment } from '../../environment.ts';
import { type Draft } from '../../ports/store/drafts.port.ts';
import { type Desk } from '../../session/session.ts';
import { holdingsHere } from '../dispensing/holdings.ts';
import { hitOf } from '../patients/open-patient.ts';
import { isCancellation } from '../prescribing/change-ground.ts';
import { inboxOf, lookIntoInbox } from '../renewals/inbox.ts';
import { renewalGround } from '../renewals/renewal-ground.ts';
import { rejectionOf } from '../renewals/rejection.ts';

/** Lines of one kind on the home screen; the count tells of the others. */
const SHOWN = 5;
/** Drafts that are looked through: what is older belongs to nobody's day. */
const MOST_DRAFTS = 200;
/** A visit that nobody ended stays in sight for a week. */
const VISIT_MS = 7 * 24 * 3_600_000;
const MOST_ATTENTION = 1000;

/** Answers to requests have their place in the inbox, and a cancellation is no unfinished work. */
function isUnfinished(env: Environment, draft: Draft): boolean {
  if (draft.kind !== 'prescription') return true;
  const { subjectOid } = draft;
  const answers = subjectOid !== null && env.store.read(tx => renewalGround(tx, subjectOid)) !== null;
  return !answers && !isCancellation(draft) && rejectionOf(draft) === null;
}

function medicineOf({ kind, form }: Draft): Localized | null {
  const product = kind === 'prescription' ? (form as PrescriptionForm).product : null;
  return product === null ? null : medicineWords(product);
}

function draftsOfDesk(env: Environment, { professional }: Desk): NonNullable<Day['drafts']> {
  const found = env.store.read(tx => tx.drafts.ofOwner(professional.registrationNumber, MOST_DRAFTS));
  const unfinished = found.filter(draft => isUnfinished(env, draft));
  const latest = unfinished.slice(0, SHOWN).flatMap(draft => {
    const patient = env.store.read(tx => tx.patients.get(draft.patientId));
    return patient === null
      ? []
      : [
          {
            draftId: draft.id,
            kind: draft.kind,
            hit: hitOf(patient),
            medicine: medicineOf(draft),
            savedAt: draft.savedAt,
          },
        ];
  });
  return { count: unfinished.length, latest };
}

function openVisits(env: Environment, { professional }: Desk): NonNullable<Day['visits']> {
  const after = instantOfMs(instantMs(env.clock.now()) - VISIT_MS);
  // A treatment series between its visits is no visit that somebody forgot.
  const events = env.store
    .read(tx => tx.serviceEvents.openIn(professional.organisation.oid, after))
    .filter(event => eventUnderWay([event], event.unitOid) !== null);
  // The visit that began last is the one at hand.
  const open = [...events]
    .reverse()
    .slice(0, SHOWN)
    .flatMap(({ oid, patientId, startedAt }) => {
      const patient = env.store.read(tx => tx.patients.get(patientId));
      return patient === null ? [] : [{ serviceEventOid: oid, hit: hitOf(patient), startedAt }];
    });
  return { count: events.length, open };
}

function queueOf(env: Environment, { professional }: Desk): NonNullable<Day['queue']> {
  return env.store.read(tx => {
    const { needsPerson, unsent } = tx.outbox.counts(env.clock.now());
    const mine = tx.outbox
      .list('needsPerson', MOST_ATTENTION)
      .filter(({ author }) => author.registrationNumber === professional.registrationNumber).length;
    return { mine, all: needsPerson, unsent };
  });
}

/**
 * What the day of this person begins with, by what the role does. Everything is of the own store; only the number of renewal
 * requests may be asked for, and stays as it was told last when there is no line.
 */
export async function dayOf(env: Environment, desk: Desk, ask: boolean): Promise<Day> {
  const { professional } = desk;
  const writes = (['prescribe', 'dispense', 'recordEntry'] as const).some(one => may(professional, one));
  const answers = may(professional, 'prescribe');
  const fault = answers && ask ? await lookIntoInbox(env, desk) : null;
  return {
    renewals: answers ? { ...inboxOf(env, desk), fault } : null,
    drafts: writes ? draftsOfDesk(env, desk) : null,
    holdings: may(professional, 'dispense') ? holdingsHere(env, desk) : null,
    visits: may(professional, 'arrangeVisits') ? openVisits(env, desk) : null,
    queue: may(professional, 'seeQueue') ? queueOf(env, desk) : null,
  };
}
