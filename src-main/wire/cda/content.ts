import { type Dispensing } from '../../../shared/domain/dispensing/dispensing.ts';
import { type Prescription } from '../../../shared/domain/prescribing/prescription.ts';
import { type RecordDocument } from '../../../shared/domain/records/record.ts';

/** What a legal document of ours is about. */
export type DocumentContent =
  | Readonly<{ kind: 'prescription'; content: Prescription }>
  | Readonly<{ kind: 'dispensing'; content: Dispensing }>
  | Readonly<{ kind: 'record'; content: RecordDocument }>;
