import { type PrescriptionDraft } from '../../../../shared/contract/prescribing.contract.ts';
import { type Preview, type SignResult } from '../../../../shared/contract/signing.contract.ts';
import { type Finding } from '../../../../shared/domain/finding.ts';
import { fullName, type Patient } from '../../../../shared/domain/people/person.ts';
import { doseSentence, doseUnitFor, readDose } from '../../../../shared/domain/prescribing/dose-language.ts';
import {
  EMPTY_PRESCRIPTION_FORM,
  type PrescriptionForm,
} from '../../../../shared/domain/prescribing/prescription-form.ts';
import {
  checkPrescription,
  prescriptionFromForm,
  signingStops,
} from '../../../../shared/domain/prescribing/prescription.rules.ts';
import { renewedDose, type RenewalGround } from '../../../../shared/domain/prescribing/renewal.ts';
import { type Prescription, type PrescriptionRow } from '../../../../shared/domain/prescribing/prescription.ts';
import { productName } from '../../../../shared/domain/prescribing/product.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Localized, type PatientLanguage } from '../../../../shared/kernel/language.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { ageInYears, dateInHelsinki, instantMs, localDate, type LocalDate } from '../../../../shared/kernel/time.ts';
import { type Environment } from '../../environment.ts';
import { type DocumentContent } from '../../ports/documents.port.ts';
import { type Draft } from '../../ports/store.port.ts';
import { type Desk } from '../../session/session.ts';
import { knowledgeContextOf } from '../knowledge/knowledge-context.ts';
import { answerRenewal, renewalGround } from '../renewals/renewal-ground.ts';
import { openedPatient } from '../patients/open-patient.ts';
import { allKeptPrescriptions } from '../offline/kept-lists.ts';
import { draftOf, draftsOf, openDraft } from '../signing/drafts.ts';
import { freeze } from '../signing/freeze.ts';
import { signDocuments, type Signable } from '../signing/sign-documents.ts';

const shownDraft = (draft: Draft): PrescriptionDraft => ({
  draftId: draft.id,
  documentOid: draft.documentOid,
  patientId: draft.patientId,
  form: draft.form as PrescriptionForm,
  savedAt: draft.savedAt,
});

export function openPrescriptionForm(
  env: Environment,
  desk: Desk,
  patientId: string,
): Result<PrescriptionDraft, Failure<'PAT-0002' | 'PAT-0003'>> {
  const opened = openedPatient(env, desk, patientId);
  if (!opened.ok) return fail({ code: 'PAT-0002' });
  const { patient } = opened.value;
  if (patient.deceasedOn !== null) return fail({ code: 'PAT-0003' });
  const age = ageInYears(patient.birthDate, env.clock.today());
  // The proposed default for a minor is the careful one: ability not known, not disclosed (THL 1.2.246.537.5.40202.201901, code 4).
  const form: PrescriptionForm = { ...EMPTY_PRESCRIPTION_FORM, minorDisclosure: age < 18 ? '4' : null };
  return ok(shownDraft(openDraft(env, desk, { kind: 'prescription', patientId, subjectOid: null, form })));
}

export const prescriptionDrafts = (env: Environment, desk: Desk, patientId: string): PrescriptionDraft[] =>
  draftsOf(env, desk, 'prescription', patientId).map(shownDraft);

/** Active prescriptions as last known, and null when nothing is known: then the duplicate check could not run. */
function activeRows(
  env: Environment,
  desk: Desk,
  patientId: string,
  ground: RenewalGround | null,
): readonly PrescriptionRow[] | null {
  const cached = env.store.read(tx => allKeptPrescriptions(tx, desk, patientId));
  return cached === null
    ? null
    : cached.rows.filter(
        row =>
          // What is renewed is no second prescription of the same medicine.
          row.prescription.setId !== ground?.renewed.setId &&
          (row.state === 'notDispensed' || row.state === 'partlyDispensed'),
      );
}

/** Day of the latest visit at this unit, as this workstation knows it. */
function lastSeenOn(env: Environment, desk: Desk, patientId: string): LocalDate | null {
  const visits = env.store
    .read(tx => tx.serviceEvents.ofPatient(patientId))
    .filter(event => event.unitOid === desk.professional.organisation.oid)
    .map(event => event.startedAt)
    .sort();
  const last = visits.at(-1);
  return last === undefined ? null : dateInHelsinki(instantMs(last));
}

/** @param ground what the draft renews: that prescription is no duplicate and no other medicine */
export function findingsOf(
  env: Environment,
  desk: Desk,
  patient: Patient,
  draft: Pick<Draft, 'id' | 'patientId'>,
  form: PrescriptionForm,
  ground: RenewalGround | null = null,
): readonly Finding[] {
  const release = env.catalogue().release();
  return checkPrescription({
    form,
    patient,
    prescriber: desk.professional,
    today: env.clock.today(),
    release: { id: release.id, date: localDate(release.date), invented: release.invented },
    packageNow: form.product?.kind === '1' ? env.catalogue().byVnr(form.product.vnr) : null,
    active: activeRows(env, desk, patient.id, ground),
    knowledge: knowledgeContextOf(env, desk, {
      id: draft.id,
      patientId: draft.patientId,
      // The prescription that is renewed is not another one.
      subjectOid: ground?.renewed.setId ?? null,
    }),
    lastSeenOn: lastSeenOn(env, desk, patient.id),
  });
}

function liveSentence(env: Environment, form: PrescriptionForm): Localized | null {
  if (form.doseTextOnly || form.product === null) return null;
  const packageUnit = form.product.kind === '9' ? null : (form.product.packageSize?.unit ?? null);
  const dose = readDose(form.doseTyped, {
    unit: doseUnitFor(form.product.form, packageUnit),
    today: env.clock.today(),
  });
  if (!dose.ok) return null;
  return { fi: doseSentence(dose.value, 'fi'), sv: doseSentence(dose.value, 'sv'), en: doseSentence(dose.value, 'en') };
}

type Checked = Readonly<{ findings: Finding[]; doseSentence: Localized | null; language: PatientLanguage }>;

export function checkPrescriptionForm(
  env: Environment,
  desk: Desk,
  draftId: string,
  form: PrescriptionForm,
): Result<Checked, Failure<'FORM-0004'>> {
  const draft = draftOf(env, desk, 'prescription', draftId);
  if (!draft.ok) return draft;
  const patient = env.store.read(tx => tx.patients.get(draft.value.patientId));
  if (patient === null) return fail({ code: 'FORM-0004' });
  return ok({
    findings: [...findingsOf(env, desk, patient, draft.value, form, renewalGroundOf(env, draft.value))],
    doseSentence: liveSentence(env, form),
    language: patient.language,
  });
}

export function previewPrescriptions(
  env: Environment,
  desk: Desk,
  draftIds: readonly string[],
): Result<Preview[], Failure<'FORM-0003' | 'FORM-0004' | 'PAT-0003'>> {
  const previews: Preview[] = [];
  for (const draftId of draftIds) {
    const draft = draftOf(env, desk, 'prescription', draftId);
    if (!draft.ok) return draft;
    const patient = env.store.read(tx => tx.patients.get(draft.value.patientId));
    if (patient === null) return fail({ code: 'FORM-0004' });
    if (patient.deceasedOn !== null) return fail({ code: 'PAT-0003' });
    const form = draft.value.form as PrescriptionForm;
    const ground = renewalGroundOf(env, draft.value);
    const findings = findingsOf(env, desk, patient, draft.value, form, ground);
    const blocks = findings.filter(f => f.severity === 'block');
    if (blocks.length > 0) return fail({ code: 'FORM-0003', detail: blocks.map(f => f.rule) });
    const serviceEvent = env.store.read(tx =>
      tx.serviceEvents
        .ofPatient(patient.id)
        .find(e => e.endedAt === null && e.unitOid === desk.professional.organisation.oid),
    );
    const written = prescriptionFromForm(form, {
      oid: draft.value.documentOid,
      setId: draft.value.documentOid,
      version: 1,
      patient,
      prescriber: desk.professional,
      serviceEventOid: serviceEvent?.oid ?? null,
      at: env.clock.now(),
      today: env.clock.today(),
    });
    if (!written.ok) return fail({ code: 'FORM-0003', detail: written.error.map(f => f.rule) });
    const document = ground === null ? asPrescription(written.value) : asRenewal(written.value, form, ground);
    const product = productTitle(written.value);
    // A batch of renewals holds many patients: each page and each line says whose it is.
    const title = ground === null ? product : `${fullName(patient)}: ${product}`;
    previews.push(freeze(env, draft.value, document, title, findings));
  }
  return ok(previews);
}

/** What a draft renews; null for a prescription that begins something. */
const renewalGroundOf = (env: Environment, { subjectOid }: Draft): RenewalGround | null =>
  subjectOid === null ? null : env.store.read(tx => renewalGround(tx, subjectOid));

const asPrescription = (content: Prescription): DocumentContent => ({ kind: 'prescription', content });

/** The new prescription with the request that it answers; an untouched dose keeps its structure. */
function asRenewal(written: Prescription, form: PrescriptionForm, ground: RenewalGround): DocumentContent {
  const { oid } = ground.request;
  const renewal = { renewed: null, request: { oid, setId: oid, version: 1 } };
  return { kind: 'renewal', content: { ...written, dose: renewedDose(form, ground) ?? written.dose, renewal } };
}

export const productTitle = ({ product }: Prescription): string =>
  [productName(product, 'fi'), product.strength].filter(part => part !== '').join(' ');

/** How a new prescription is signed: rules once more, lane of its set. */
export const prescriptionSignable = (env: Environment, desk: Desk): Signable => ({
  kind: 'prescription',
  kindOf: content => ('renewal' in content ? 'renewal' : 'prescription'),
  act: 'prescription',
  service: 'resepti',
  reason: '1',
  refusal(draft) {
    const patient = env.store.read(tx => tx.patients.get(draft.patientId));
    if (patient === null) return { code: 'FORM-0004' };
    if (patient.deceasedOn !== null) return { code: 'PAT-0003' };
    const form = draft.form as PrescriptionForm;
    const findings = findingsOf(env, desk, patient, draft, form, renewalGroundOf(env, draft));
    const stops = signingStops(findings, form.confirmations);
    return stops.length === 0 ? null : { code: 'FORM-0005', detail: stops.map(f => f.rule) };
  },
  confirmations: draft => (draft.form as PrescriptionForm).confirmations,
  orderKey: content => content.setId,
  summary: content => productTitle(content as Prescription),
  alsoStore(tx, { subjectOid, documentOid }) {
    if (subjectOid !== null) answerRenewal(tx, subjectOid, documentOid);
  },
});

export const signPrescriptions = (
  env: Environment,
  desk: Desk,
  items: readonly Readonly<{ draftId: string; digest: string }>[],
  pin2: string | null,
): Promise<Result<SignResult, Failure>> => signDocuments(env, desk, prescriptionSignable(env, desk), items, pin2);
