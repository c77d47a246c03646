import { type Cancellation, type ChangeReason, type ConsentCode } from '../documents/prescription-change.ts';
import { type TypedReference } from '../documents/reference.ts';
import { type Professional } from '../people/person.ts';
import { type Prescription, type PrescriptionRow } from '../prescribing/prescription.ts';
import { type Instant } from '../../kernel/time.ts';

/**
 * What a prescriber chooses for a cancellation: type (LL 96), reason (LL 95), the patient's agreement (LL 96.2: 1 oral,
 * 2 signed, 5 not needed).
 */
export type CancellationChoice = Readonly<{
  type: 'medical' | 'technical' | 'patientCaused';
  reasonCode: ChangeReason['code'];
  reasonText: string;
  consent: Extract<ConsentCode, '1' | '2' | '5'>;
}>;

export const CANCELLATION_TYPE_CODES = { medical: '1', technical: '2', patientCaused: '3' } as const satisfies Record<
  CancellationChoice['type'],
  Cancellation['type']
>;

/** Only a medical cancellation asks for the patient's agreement (kanta.fi, cancelling a prescription). */
export const patientAgrees = ({ type, consent }: CancellationChoice): boolean => type !== 'medical' || consent !== '5';

/** The version that a change is made on. */
export const newestVersion = ({ oid, setId, version }: Prescription): TypedReference<'1' | '3'> => ({
  oid,
  setId,
  version,
  type: version === 1 ? '1' : '3',
});

/** LL 98 of a cancellation. The party is the physician's confirmed code; other prescribers' are not known and left out. */
export const cancellationOf = (
  { prescription: before, corrected }: Pick<PrescriptionRow, 'prescription' | 'corrected'>,
  choice: CancellationChoice,
  canceller: Professional,
  cancelledAt: Instant,
): Cancellation => ({
  cancels: newestVersion(before),
  canceller,
  cancelledAt,
  reason: { code: choice.reasonCode, text: choice.reasonText.trim() },
  type: CANCELLATION_TYPE_CODES[choice.type],
  party: canceller.profession === 'physician' ? 'physician' : null,
  consent: choice.type === 'medical' ? choice.consent : '5',
  corrected: corrected ?? null,
});
