import { type Needs } from '../../shared/contract/define.ts';
import { aDispensingForm } from './dispensing.builder.ts';
import { aPrescriptionForm, PRESCRIPTION_OID } from './prescription.builder.ts';
import { aRecordForm, SERVICE_EVENT_OID } from './record.builder.ts';

type CallSample = Readonly<{ needs: Needs; params: unknown }>;

const DRAFTS = { draftIds: ['draft-1'] };
const SIGN = { items: [{ draftId: 'draft-1', digest: 'd'.repeat(64) }], pin2: '123456' };
const PATIENT = { patientId: 'patient-1' };
const DRAFT = { draftId: 'draft-1' };

/**
 * Every call of the contract, written down a second time: who may make it, and parameters that decode. A new call that
 * nobody has thought about here fails the tests.
 */
export const CALLS: Readonly<Record<string, CallSample>> = {
  'covid.read': { needs: 'signedIn', params: { text: 'HC1:' } },
  'covid.trust': { needs: 'signedIn', params: {} },
  'covid.refresh': { needs: 'signedIn', params: {} },
  'covid.practiceCertificates': { needs: 'signedIn', params: {} },
  'dispensing.list': { needs: 'dispense', params: PATIENT },
  'dispensing.openForm': { needs: 'dispense', params: { ...PATIENT, prescriptionSetId: PRESCRIPTION_OID } },
  'dispensing.saveDraft': { needs: 'dispense', params: { ...DRAFT, form: aDispensingForm() } },
  'dispensing.drafts': { needs: 'dispense', params: PATIENT },
  'dispensing.discardDraft': { needs: 'dispense', params: DRAFT },
  'dispensing.check': { needs: 'dispense', params: { ...DRAFT, form: aDispensingForm() } },
  'dispensing.preview': { needs: 'dispense', params: DRAFTS },
  'dispensing.sign': { needs: 'dispense', params: SIGN },
  'dispensing.made': { needs: 'dispense', params: PATIENT },
  'dispensing.prepareAct': {
    needs: 'dispense',
    params: { ...PATIENT, act: { kind: 'lock', setId: PRESCRIPTION_OID, reason: 'Lääkäriä ei tavoiteta' } },
  },
  'documents.examine': { needs: 'readPatients', params: { base64: 'bm8gZG9jdW1lbnQ=' } },
  'knowledge.packs': { needs: 'anyone', params: {} },
  'knowledge.health': { needs: 'readPatients', params: PATIENT },
  'knowledge.saveHealth': {
    needs: 'readPatients',
    params: { ...PATIENT, facts: { egfr: { value: 71, on: '2026-11-01' }, pregnant: null, breastFeeding: null } },
  },
  'medicines.search': { needs: 'signedIn', params: { text: 'amox', limit: 5 } },
  'medicines.bySubstance': {
    needs: 'signedIn',
    params: { atc: 'J01CA04', form: 'tabletti', strength: '500 mg' },
  },
  'medicines.byVnr': { needs: 'signedIn', params: { vnr: '900101' } },
  'patients.search': { needs: 'readPatients', params: { text: 'koivu', limit: 5 } },
  'patients.recent': { needs: 'readPatients', params: {} },
  'patients.open': { needs: 'readPatients', params: { ...PATIENT, reason: '1', basis: null, collector: '' } },
  'queue.proof': { needs: 'seeQueue', params: { itemId: 'item-1' } },
  'system.backUp': { needs: 'signedIn', params: {} },
  'rescue.state': { needs: 'anyone', params: {} },
  'rescue.exportUnsent': { needs: 'anyone', params: {} },
  'patients.openServiceEvent': { needs: 'recordEntry', params: { ...PATIENT, kind: 'visit' } },
  'patients.endServiceEvent': { needs: 'recordEntry', params: { serviceEventOid: SERVICE_EVENT_OID } },
  'prescribing.list': { needs: 'prescribe', params: PATIENT },
  'prescribing.openForm': { needs: 'prescribe', params: PATIENT },
  'prescribing.openCorrection': { needs: 'prescribe', params: { ...PATIENT, setId: PRESCRIPTION_OID } },
  'prescribing.previewCancellation': {
    needs: 'prescribe',
    params: {
      ...PATIENT,
      setId: PRESCRIPTION_OID,
      choice: { type: 'technical', reasonCode: '7', reasonText: '', consent: '5' },
    },
  },
  'prescribing.saveDraft': { needs: 'prescribe', params: { ...DRAFT, form: aPrescriptionForm() } },
  'prescribing.drafts': { needs: 'prescribe', params: PATIENT },
  'prescribing.discardDraft': { needs: 'prescribe', params: DRAFT },
  'prescribing.check': { needs: 'prescribe', params: { ...DRAFT, form: aPrescriptionForm() } },
  'prescribing.preview': { needs: 'prescribe', params: DRAFTS },
  'prescribing.sign': { needs: 'prescribe', params: SIGN },
  'prints.label': { needs: 'dispense', params: { documentOid: PRESCRIPTION_OID } },
  'prints.patientSheet': {
    needs: 'readPatients',
    params: { ...PATIENT, prescriptionSetIds: [PRESCRIPTION_OID], largePrint: false },
  },
  'queue.attention': { needs: 'seeQueue', params: {} },
  'queue.endOfDay': { needs: 'seeQueue', params: {} },
  'queue.endOfDayPrint': { needs: 'seeQueue', params: { language: 'sv' } },
  'queue.conflict': { needs: 'seeQueue', params: { itemId: 'item-1' } },
  'queue.note': { needs: 'seeQueue', params: { itemId: 'item-1', note: 'kysytty' } },
  'queue.makeAgain': { needs: 'dispense', params: { itemId: 'item-1', reason: 'muuttunut' } },
  'queue.list': { needs: 'seeQueue', params: { show: 'open' } },
  'queue.counts': { needs: 'anyone', params: {} },
  'queue.tryNow': { needs: 'seeQueue', params: {} },
  'queue.decide': { needs: 'seeQueue', params: { itemId: 'item-1', decision: 'cancel', reason: 'ei tarvita' } },
  'records.templates': { needs: 'recordEntry', params: {} },
  'records.list': { needs: 'recordEntry', params: PATIENT },
  'records.read': { needs: 'recordEntry', params: { ...PATIENT, documentOid: PRESCRIPTION_OID } },
  'records.openForm': {
    needs: 'recordEntry',
    params: { ...PATIENT, serviceEventOid: SERVICE_EVENT_OID, templateId: 'visit-physician' },
  },
  'records.saveDraft': { needs: 'recordEntry', params: { ...DRAFT, form: aRecordForm() } },
  'records.drafts': { needs: 'recordEntry', params: PATIENT },
  'records.discardDraft': { needs: 'recordEntry', params: DRAFT },
  'records.check': { needs: 'recordEntry', params: { ...DRAFT, form: aRecordForm() } },
  'records.preview': { needs: 'recordEntry', params: DRAFTS },
  'records.sign': { needs: 'recordEntry', params: SIGN },
  'records.diagnoses': { needs: 'recordEntry', params: { text: 'j06', limit: 5 } },
  'renewals.list': { needs: 'prescribe', params: {} },
  'renewals.prepare': { needs: 'prescribe', params: { id: 'task-1' } },
  'renewals.preview': { needs: 'prescribe', params: DRAFTS },
  'renewals.reject': {
    needs: 'prescribe',
    params: { id: 'task-1', outcome: 'rejected', reason: 'Vastaanotto tarpeen' },
  },
  'system.cardSoftware': { needs: 'anyone', params: {} },
  'system.chooseCardModule': { needs: 'anyone', params: { path: '/usr/lib/example.so' } },
  'system.testCardSoftware': { needs: 'anyone', params: {} },
  'session.state': { needs: 'anyone', params: {} },
  'session.practiceCards': { needs: 'anyone', params: {} },
  'session.insertPracticeCard': { needs: 'anyone', params: { cardId: 'aino-harjula' } },
  'session.resetPracticeCard': { needs: 'anyone', params: { cardId: 'aino-harjula' } },
  'session.signIn': { needs: 'anyone', params: { pin1: '1234' } },
  'session.desk': { needs: 'signedIn', params: {} },
  'session.keepDesk': { needs: 'signedIn', params: { area: 'home', patient: null, notes: {} } },
  'session.lock': { needs: 'signedIn', params: {} },
  'session.signOut': { needs: 'anyone', params: {} },
  'signing.shown': { needs: 'signedIn', params: { ...DRAFT, digest: 'd'.repeat(64) } },
  'signing.sign': { needs: 'signedIn', params: SIGN },
  'signing.waiting': { needs: 'signedIn', params: {} },
  'signing.leave': { needs: 'signedIn', params: DRAFTS },
  'system.about': { needs: 'anyone', params: {} },
  'system.settings': { needs: 'anyone', params: {} },
  'system.saveSettings': { needs: 'anyone', params: { language: 'fi', theme: 'light', density: 'compact' } },
  'system.health': { needs: 'anyone', params: {} },
  'system.practiceFault': { needs: 'anyone', params: { fault: 'none' } },
};
