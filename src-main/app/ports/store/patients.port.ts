/** Patients, and what is written of them here. */
import { type MedicationEvent } from '../../../../shared/domain/medication/medication-list.ts';
import { type Patient } from '../../../../shared/domain/people/person.ts';
import { type ServiceEvent } from '../../../../shared/domain/records/record.ts';
import { type SocialItem } from '../../../../shared/domain/social/social-item.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { type Instant } from '../../../../shared/kernel/time.ts';

export interface Patients {
  put(patient: Patient): void;
  putMany(patients: readonly Patient[]): void;
  get(id: string): Patient | null;
  byIdentityCode(code: string): Patient | null;
  /**
   * Folded prefixes of names in any order, or the beginning of an identity code or birth date (ddmmyy). Ordered by family
   * and given names. Text without a letter or digit finds nothing.
   */
  search(text: string, limit: number): Readonly<{ hits: readonly Patient[]; total: number }>;
  recent(owner: string, limit: number): readonly Patient[];
  markOpened(owner: string, patientId: string, at: Instant): void;
  count(): number;
}

/** `own`: goes through the queue; `local`: from before the first day in the repository, stays here; `told`: fetched. */
export type KeptSocialItem = Readonly<{
  patientId: string;
  origin: 'own' | 'local' | 'told';
  item: SocialItem;
  /** The author's signature over the document's bytes (detached JWS), of what was signed personally at this workstation. */
  signature?: string;
}>;

export interface SocialItems {
  /** Documents never change: one that is known stays as it is. */
  add(kept: KeptSocialItem): void;
  ofPatient(patientId: string): readonly KeptSocialItem[];
  /** All client relationships that are known here, every version. */
  relationships(): readonly KeptSocialItem[];
}

/** Lines of patients' medication lists, written here; added, never changed. */
export interface Medication {
  add(patientId: string, event: MedicationEvent): void;
  /** Oldest first. */
  ofPatient(patientId: string): readonly MedicationEvent[];
}

export interface ServiceEvents {
  put(event: ServiceEvent): void;
  get(oid: Oid): ServiceEvent | null;
  ofPatient(patientId: string): readonly ServiceEvent[];
  /** Those of a unit that began after the moment and have not ended, oldest first. */
  openIn(unitOid: Oid, after: Instant): readonly ServiceEvent[];
}
