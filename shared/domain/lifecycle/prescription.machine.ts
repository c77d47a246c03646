import { assertNever, fail, ok, type Result } from '../../kernel/result.ts';
import { type PrescriptionHolder, type PrescriptionState } from '../prescribing/prescription.ts';

/** What the Prescription Centre keeps of a prescription besides its content: how far it is dispensed and who holds it. */
export type Status = Readonly<{ dispensing: PrescriptionState; holder: PrescriptionHolder['kind'] | null }>;

/**
 * Who acts, and how they stand to the prescription.
 * `covered`: the medicine is within the prescriber's rights (always for physicians; a nurse's order may not cover it).
 * `holds`: the holder of the status is this pharmacy. `dispensed`: this pharmacy made the dispensing that is spoken of.
 */
export type Actor =
  | Readonly<{ kind: 'prescriber'; writer: boolean; covered: boolean }>
  | Readonly<{ kind: 'pharmacy'; holds: boolean; dispensed: boolean }>
  | Readonly<{ kind: 'centre' }>;

/**
 * What may happen to a stored prescription. Message types of 1.2.246.537.5.40105.2006: correct 3, cancel 2, lock 4, unlock 5,
 * reserve 6 and 7, dispense 10, correct or cancel a dispensing 12 and 11, dose dispensing 16 and 17, release of a hold 18.
 * `left` of a dispensing: what is dispensed after the event, by the valid dispensings alone.
 */
export type LifeEvent =
  | Readonly<{ kind: 'correct'; content: 'technical' | 'medical' | 'medicine'; prescriberConsents: boolean }>
  | Readonly<{ kind: 'cancel'; type: 'medical' | 'technical' | 'patientCaused'; patientAgrees: boolean }>
  | Readonly<{ kind: 'take'; as: PrescriptionHolder['kind'] }>
  | Readonly<{ kind: 'release' }>
  | Readonly<{ kind: 'dispense'; left: 'some' | 'nothing' }>
  | Readonly<{ kind: 'undoDispensing'; left: 'all' | 'some' | 'nothing' }>
  | Readonly<{ kind: 'expire' }>
  | Readonly<{ kind: 'death' }>
  | Readonly<{ kind: 'timeOut' }>;

/** Why an event is refused; each is a row of the permitted actions in the words of this program. */
export type Refusal =
  | 'cancelled'
  | 'expired'
  | 'fullyDispensed'
  | 'heldByOther'
  | 'locked'
  | 'otherHolderKind'
  | 'notHeld'
  | 'alreadyDispensed'
  | 'nothingDispensed'
  | 'notTheWriter'
  | 'notTheDispenser'
  | 'notCovered'
  | 'notThisRole'
  | 'noAgreement'
  | 'noConsent';

export type Step = Result<Status, Refusal>;

const closed = ({ dispensing }: Status): Refusal | null => {
  switch (dispensing) {
    case 'notDispensed':
    case 'partlyDispensed':
      return null;
    case 'fullyDispensed':
    case 'cancelled':
    case 'expired':
      return dispensing;
    default:
      return assertNever(dispensing);
  }
};

const isHolder = (actor: Actor): boolean => actor.kind === 'pharmacy' && actor.holds;

/** Somebody is working on it: a lock is no work, it waits for the prescriber. */
const busyElsewhere = ({ holder }: Status, actor: Actor): Refusal | null =>
  holder !== null && holder !== 'locked' && !isHolder(actor) ? 'heldByOther' : null;

/** Treating prescriber: any dispensable one. Pharmacy: technical alone, more with the prescriber's oral consent, never the medicine. */
function correct(status: Status, event: Extract<LifeEvent, { kind: 'correct' }>, actor: Actor): Step {
  if (actor.kind === 'centre') return fail('notThisRole');
  const against = closed(status) ?? busyElsewhere(status, actor);
  if (against !== null) return fail(against);
  if (actor.kind === 'prescriber' && !actor.covered) return fail('notCovered');
  if (actor.kind === 'pharmacy') {
    if (event.content === 'medicine') return fail('notThisRole');
    if (event.content === 'medical' && !event.prescriberConsents) return fail('noConsent');
  }
  // A correction is how a lock ends.
  return ok({ ...status, holder: status.holder === 'locked' ? null : status.holder });
}

function cancel(status: Status, event: Extract<LifeEvent, { kind: 'cancel' }>, actor: Actor): Step {
  if (actor.kind === 'centre') return fail('notThisRole');
  const against = closed(status) ?? busyElsewhere(status, actor);
  if (against !== null) return fail(against);
  if (status.holder === 'locked' && actor.kind === 'pharmacy' && !actor.holds) return fail('locked');
  if (actor.kind === 'prescriber' && !actor.covered) return fail('notCovered');
  switch (event.type) {
    case 'medical':
      if (!event.patientAgrees) return fail('noAgreement');
      break;
    case 'technical':
      if (actor.kind === 'pharmacy' && status.dispensing !== 'notDispensed') return fail('alreadyDispensed');
      break;
    case 'patientCaused':
      if (actor.kind !== 'prescriber' || !actor.writer) return fail('notTheWriter');
      break;
    default:
      return assertNever(event.type);
  }
  return ok({ dispensing: 'cancelled', holder: null });
}

/** A hold may grow into a reservation, dose dispensing or a lock; those three are given back before another is taken. */
function take(status: Status, as: PrescriptionHolder['kind'], actor: Actor): Step {
  if (actor.kind !== 'pharmacy') return fail('notThisRole');
  const against = closed(status);
  if (against !== null) return fail(against);
  const { holder } = status;
  if (holder === null) return ok({ ...status, holder: as });
  if (!actor.holds) return fail(holder === 'locked' ? 'locked' : 'heldByOther');
  if (holder === as || holder === 'hold') return ok({ ...status, holder: as });
  return fail('otherHolderKind');
}

/** The holder gives back what it holds; a prescriber may end a lock when there is nothing to correct. */
function release(status: Status, actor: Actor): Step {
  if (status.holder === null) return fail('notHeld');
  if (actor.kind === 'prescriber' && status.holder === 'locked')
    return actor.covered ? ok({ ...status, holder: null }) : fail('notCovered');
  if (actor.kind !== 'pharmacy') return fail('notThisRole');
  return actor.holds ? ok({ ...status, holder: null }) : fail('heldByOther');
}

function dispense(status: Status, left: 'some' | 'nothing', actor: Actor): Step {
  if (actor.kind !== 'pharmacy') return fail('notThisRole');
  const against = closed(status);
  if (against !== null) return fail(against);
  const { holder } = status;
  // A locked one waits for the correction, also at the pharmacy that locked it.
  if (holder === 'locked') return fail('locked');
  if (holder !== null && !actor.holds) return fail('heldByOther');
  const dispensing = left === 'nothing' ? 'fullyDispensed' : 'partlyDispensed';
  return ok({ dispensing, holder: holder === 'doseDispensing' && left === 'some' ? holder : null });
}

function undoDispensing(status: Status, left: 'all' | 'some' | 'nothing', actor: Actor): Step {
  if (actor.kind !== 'pharmacy') return fail('notThisRole');
  if (!actor.dispensed) return fail('notTheDispenser');
  if (status.dispensing === 'notDispensed') return fail('nothingDispensed');
  // The amount comes back, but neither what was cancelled nor what has expired comes back to life.
  if (status.dispensing === 'cancelled' || status.dispensing === 'expired') return ok(status);
  const dispensing = ({ all: 'notDispensed', some: 'partlyDispensed', nothing: 'fullyDispensed' } as const)[left];
  return ok({ ...status, dispensing });
}

/** The Centre's own acts: the daily batch and the end of a hold's time. */
function byCentre(status: Status, kind: 'expire' | 'death' | 'timeOut', actor: Actor): Step {
  if (actor.kind !== 'centre') return fail('notThisRole');
  if (kind === 'timeOut') return status.holder === null ? fail('notHeld') : ok({ ...status, holder: null });
  const against = closed(status);
  if (against !== null) return fail(against);
  return ok({ dispensing: kind === 'expire' ? 'expired' : 'cancelled', holder: null });
}

/**
 * The next status, or why the event may not happen. Amounts, versions and signatures are judged elsewhere.
 * Sources: kanta.fi for professionals, correcting, locking and cancelling a prescription; decree 436/2010; Kela CDA library
 * (message types). The matrix of overlaps is not public: that a hold of one pharmacy keeps everybody else from correcting and
 * cancelling, and what may follow a hold, are our own reading.
 */
export function step(status: Status, event: LifeEvent, actor: Actor): Step {
  switch (event.kind) {
    case 'correct':
      return correct(status, event, actor);
    case 'cancel':
      return cancel(status, event, actor);
    case 'take':
      return take(status, event.as, actor);
    case 'release':
      return release(status, actor);
    case 'dispense':
      return dispense(status, event.left, actor);
    case 'undoDispensing':
      return undoDispensing(status, event.left, actor);
    case 'expire':
    case 'death':
    case 'timeOut':
      return byCentre(status, event.kind, actor);
    default:
      return assertNever(event);
  }
}
