import { NURSE_SUBSTANCES } from '../prescribing/nurse-substances.ts';
import { type Professional } from '../people/person.ts';
import { type PrescriptionRow } from '../prescribing/prescription.ts';
import { type LifeEvent, type Refusal } from './prescription.machine.ts';
import { refusalOf } from './row-status.ts';

/** What a prescriber may want to do to a stored prescription; the types of a cancellation are those of LL 96. */
export type Change =
  | Readonly<{ kind: 'correct' }>
  | Readonly<{ kind: 'cancel'; type: 'medical' | 'technical' | 'patientCaused'; patientAgrees: boolean }>;

/**
 * Why a prescriber may not change a prescription: the machine's refusals, and what it does not know of. `notAccepted`: the
 * Centre does not have it. `changeWaits`: an earlier change waits in the own queue. `newerGeneration`: written by a newer
 * content definition, which is shown and cancelled with all that it says, but not corrected (R07). `notKnown`: its generation
 * cannot be told. `notFetched`: the document itself is needed for that and cannot be had now.
 */
export type ChangeRefusal = Refusal | 'notAccepted' | 'changeWaits' | 'newerGeneration' | 'notKnown' | 'notFetched';

const eventOf = (change: Change): LifeEvent =>
  change.kind === 'correct' ? { kind: 'correct', content: 'medicine', prescriberConsents: true } : change;

const isCovered = ({ profession }: Professional, { prescription: { product } }: PrescriptionRow): boolean =>
  profession !== 'nurse' || NURSE_SUBSTANCES.has(product.atc);

/**
 * Why this prescriber may not do it now; null where it may be done. Sources: kanta.fi for professionals, correcting and
 * cancelling; decree 436/2010 (a patient-caused cancellation is the writer's, a nurse cancels what a nurse may prescribe).
 */
export function againstChange(row: PrescriptionRow, change: Change, prescriber: Professional): ChangeRefusal | null {
  if (row.acceptance !== 'accepted') return 'notAccepted';
  if (row.change !== undefined) return 'changeWaits';
  const against = refusalOf(row, eventOf(change), {
    kind: 'prescriber',
    writer: row.prescription.prescriber.registrationNumber === prescriber.registrationNumber,
    covered: isCovered(prescriber, row),
  });
  if (against !== null) return against;
  if (row.generation === 'newer' && change.kind === 'correct') return 'newerGeneration';
  return row.generation === 'unknown' ? 'notKnown' : null;
}
