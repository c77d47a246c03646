import { PROFESSIONAL_RIGHTS } from '../../../../shared/codes/professional-rights.ts';
import { type Finding } from '../../../../shared/domain/finding.ts';
import { STORAGE_RULES } from '../../../../shared/domain/lifecycle/stored.rules.ts';
import { type Professional } from '../../../../shared/domain/people/person.ts';
import { type PrescriptionForm, type StorageChoice } from '../../../../shared/domain/prescribing/prescription-form.ts';
import { type Prescription } from '../../../../shared/domain/prescribing/prescription.ts';
import { findingsBy } from '../../../../shared/domain/rule.ts';
import { storedText } from '../../../../shared/kernel/text.ts';
import { type Instant } from '../../../../shared/kernel/time.ts';
import { type Desk } from '../../session/session.ts';

const trimmed = (typed: string): string => storedText(typed).trim();

/** What the pharmacy has recorded of the paper or the call; null for a prescriber's own form, whatever it says. */
export const storageOf = ({ professional }: Desk, form: PrescriptionForm): StorageChoice | null =>
  professional.organisation.kind === 'pharmacy' ? (form.storage ?? null) : null;

/**
 * Who prescribes: whoever is signed in, or the person on the paper or the telephone. The paper names a person and their
 * numbers, not always a unit of the register: the document then bears the unit in which it was recorded.
 */
export function prescriberOf(desk: Desk, form: PrescriptionForm): Professional {
  const storage = storageOf(desk, form);
  if (storage === null) return desk.professional;
  return {
    registrationNumber: storage.registrationNumber.trim(),
    identifierNumber: storage.identifierNumber.trim(),
    family: trimmed(storage.family),
    given: trimmed(storage.given).split(/\s+/u).filter(Boolean),
    profession: 'physician',
    right: PROFESSIONAL_RIGHTS.physician,
    title: { fi: 'Lääkäri', sv: 'Läkare', en: 'Physician' },
    organisation: desk.professional.organisation,
  };
}

/** What a pharmacy has to record beside the prescription itself. */
export function storageFindings(desk: Desk, form: PrescriptionForm): readonly Finding[] {
  const storage = storageOf(desk, form);
  if (storage === null) return [];
  const { registrationNumber, identifierNumber } = prescriberOf(desk, form);
  return findingsBy(STORAGE_RULES, {
    form: storage.kind,
    reason: storage.reason,
    reasonText: storage.reasonText,
    recorder: desk.professional.registrationNumber,
    prescriber: { registrationNumber, identifierNumber: identifierNumber ?? '' },
  });
}

/** The prescription with how it came to the pharmacy and who recorded it. */
export function asStored(desk: Desk, form: PrescriptionForm, written: Prescription, at: Instant): Prescription {
  const storage = storageOf(desk, form);
  if (storage === null || storage.kind === '' || storage.reason === '') return written;
  return {
    ...written,
    recorder: { professional: desk.professional, at },
    pharmacyStorage: {
      kind: storage.kind,
      reason: { code: storage.reason, text: trimmed(storage.reasonText) },
    },
  };
}
