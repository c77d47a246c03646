import { type RecordDraft } from '../../../../shared/contract/records.contract.ts';
import { may } from '../../../../shared/domain/people/capabilities.ts';
import { RECORD_TEMPLATES } from '../../../../shared/domain/records/record-templates.ts';
import { type RecordForm, type RecordTemplate } from '../../../../shared/domain/records/record.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { type Draft } from '../../ports/store/drafts.port.ts';
import { type Desk } from '../../session/session.ts';

export const shownDraft = (draft: Draft): RecordDraft => ({
  draftId: draft.id,
  documentOid: draft.documentOid,
  patientId: draft.patientId,
  serviceEventOid: draft.subjectOid as Oid,
  form: draft.form as RecordForm,
  savedAt: draft.savedAt,
});

const templateKind = (desk: Desk): 'physician' | 'nurse' =>
  desk.professional.profession === 'nurse' ? 'nurse' : 'physician';

/** Templates of the own profession; none for those who write no entries. */
export const recordTemplates = (desk: Desk): RecordTemplate[] =>
  may(desk.professional, 'recordEntry') ? RECORD_TEMPLATES.filter(t => t.professions.includes(templateKind(desk))) : [];

export const mayWrite = (desk: Desk, templateId: string): boolean =>
  recordTemplates(desk).some(({ id }) => id === templateId);
