/** Answers of the services, kept for the time without a line. */
import { type PrescriptionRow } from '../../../../shared/domain/prescribing/prescription.ts';
import { type ImagingStudy } from '../../../../shared/domain/records/imaging.ts';
import { type RecordRow } from '../../../../shared/domain/records/record.ts';
import { type WellbeingMeasurement } from '../../../../shared/domain/records/wellbeing.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { type Instant } from '../../../../shared/kernel/time.ts';

/** A list that a service gave, kept for the time without a line. */
export type KeptList<T> = Readonly<{
  rows: readonly T[];
  /** When the service gave it. */
  at: Instant;
  /** The unit that asked; nobody else is shown it. Null for what an older version of the product kept. */
  unitOid: Oid | null;
  /** `own`: what others made has been taken out, because the reason to see it has ended. */
  part: 'whole' | 'own';
}>;

export type ListKind = 'prescriptions' | 'records' | 'imaging' | 'wellbeing';

/** Answers of the services kept for the time without a line; each with the moment it was fetched. */
export interface Cache {
  putPrescriptions(
    patientId: string,
    rows: readonly PrescriptionRow[],
    at: Instant,
    unitOid?: Oid,
    part?: KeptList<unknown>['part'],
  ): void;
  prescriptions(patientId: string): KeptList<PrescriptionRow> | null;
  putRecords(patientId: string, rows: readonly RecordRow[], at: Instant, unitOid?: Oid): void;
  records(patientId: string): KeptList<RecordRow> | null;
  putImaging(patientId: string, rows: readonly ImagingStudy[], at: Instant, unitOid: Oid): void;
  imaging(patientId: string): KeptList<ImagingStudy> | null;
  putWellbeing(patientId: string, rows: readonly WellbeingMeasurement[], at: Instant, unitOid: Oid): void;
  wellbeing(patientId: string): KeptList<WellbeingMeasurement> | null;
  /** All kept lists, oldest first; `bytes` as stored. */
  lists(): readonly Readonly<{ kind: ListKind; patientId: string; bytes: number } & Omit<KeptList<unknown>, 'rows'>>[];
  drop(kind: ListKind, patientId: string): void;
  putRight(registrationNumber: string, answer: unknown, at: Instant): void;
  right(registrationNumber: string): Readonly<{ answer: unknown; at: Instant }> | null;
}
