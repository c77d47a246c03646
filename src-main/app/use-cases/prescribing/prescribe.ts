import { type PrescriptionDraft } from '../../../../shared/contract/prescribing.contract.ts';
import { type Preview, type SignResult } from '../../../../shared/contract/signing.contract.ts';
import { formChanges, type FormChange } from '../../../../shared/domain/prescribing/form-changes.ts';
import { formOfCorrection } from '../../../../shared/domain/prescribing/correction.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { type Finding } from '../../../../shared/domain/finding.ts';
import { cheapestAlike } from '../../../../shared/domain/dispensing/package-choices.ts';
import { type MedicinePackage } from '../../../../shared/domain/medicine.ts';
import { fullName, type Patient } from '../../../../shared/domain/people/person.ts';
import { phasesSentence } from '../../../../shared/domain/prescribing/dose-language.ts';
import { doseOf } from '../../../../shared/domain/prescribing/prescribing-facts.ts';
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
import { expiresOn } from '../../../../shared/domain/prescribing/validity.ts';
import { eventUnderWay } from '../../../../shared/domain/records/service-event.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Localized, type PatientLanguage } from '../../../../shared/kernel/language.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { ageInYears, dateInHelsinki, instantMs, localDate, type LocalDate } from '../../../../shared/kernel/time.ts';
import { type Environment } from '../../environment.ts';
import { type DocumentContent } from '../../ports/documents.port.ts';
import { type RoleAnswer } from '../../ports/kanta.port.ts';
import { type Draft } from '../../ports/store/drafts.port.ts';
import { withDatabase } from '../../medicine-release.ts';
import { type Desk } from '../../session/session.ts';
import { knowledgeContextOf } from '../knowledge/knowledge-context.ts';
import {
  changeGround,
  changeStops,
  correctionBasis,
  correctionContent,
  isCancellation,
  isCorrection,
} from './change-ground.ts';
import { countUses } from './favourites.ts';
import { answerRenewal, renewalGround } from '../renewals/renewal-ground.ts';
import {
  HANDLE,
  isRenewalAnswer,
  previewRejection,
  rejectionOf,
  rejectionRefusal,
  titleOfRejection,
} from '../renewals/rejection.ts';
import { openedPatient } from '../patients/open-patient.ts';
import { allKeptPrescriptions } from '../offline/kept-lists.ts';
import { draftOf, draftsOf, openDraft } from '../signing/drafts.ts';
import { freeze } from '../signing/freeze.ts';
import { signDocuments } from '../signing/sign-documents.ts';
import { type Signable } from '../signing/signable.ts';
import { takeBackSeconds } from '../signing/take-back.ts';
import { asStored, prescriberOf, storageFindings, storageOf } from './storage-facts.ts';
import { storedVersion } from './stored-version.ts';

/** A draft as screens see it. */
export function shownDraft(env: Environment, draft: Draft): PrescriptionDraft {
  const renews = renewalGroundOf(env, draft)?.form;
  return {
    draftId: draft.id,
    documentOid: draft.documentOid,
    patientId: draft.patientId,
    form: draft.form as PrescriptionForm,
    savedAt: draft.savedAt,
    ...(isCorrection(draft) ? { before: correctionBasis(env, draft)?.before } : {}),
    ...(renews === undefined ? {} : { renews }),
  };
}

/** @param start what the form says at first: a pharmacy records how the prescription came */
export function openPrescriptionForm(
  env: Environment,
  desk: Desk,
  patientId: string,
  start: Partial<PrescriptionForm> = {},
): Result<PrescriptionDraft, Failure<'PAT-0002' | 'PAT-0003'>> {
  const opened = openedPatient(env, desk, patientId);
  if (!opened.ok) return fail({ code: 'PAT-0002' });
  const { patient } = opened.value;
  if (patient.deceasedOn !== null) return fail({ code: 'PAT-0003' });
  const age = ageInYears(patient.birthDate, env.clock.today());
  // The proposed default for a minor is the careful one: ability not known, not disclosed (THL 1.2.246.537.5.40202.201901, code 4).
  const form: PrescriptionForm = { ...EMPTY_PRESCRIPTION_FORM, minorDisclosure: age < 18 ? '4' : null, ...start };
  return ok(shownDraft(env, openDraft(env, desk, { kind: 'prescription', patientId, subjectOid: null, form })));
}

export const prescriptionDrafts = (env: Environment, desk: Desk, patientId: string): PrescriptionDraft[] =>
  draftsOf(env, desk, 'prescription', patientId)
    .filter(draft => !isCancellation(draft) && rejectionOf(draft) === null)
    .map(draft => shownDraft(env, draft));

/** Active prescriptions as last known, and null when nothing is known: then the duplicate check could not run. */
function activeRows(
  env: Environment,
  desk: Desk,
  patientId: string,
  basis: Basis | null,
): readonly PrescriptionRow[] | null {
  const cached = env.store.read(tx => allKeptPrescriptions(tx, desk, patientId));
  return cached === null
    ? null
    : cached.rows.filter(
        row =>
          // What is renewed or corrected is no second prescription of the same medicine.
          row.prescription.setId !== basis?.setId && (row.state === 'notDispensed' || row.state === 'partlyDispensed'),
      );
}

/** Codes of the restrictions that the role service last told of the right of whoever is at the desk. */
function limitationsOf(env: Environment, { professional }: Desk): readonly string[] {
  const stored = env.store.read(tx => tx.cache.right(professional.registrationNumber));
  const known = (stored?.answer ?? null) as RoleAnswer | null;
  return (known?.limitations ?? []).map(({ code }) => code);
}

/** Day of the latest visit at this unit, as this workstation knows it. */
export function lastSeenOn(env: Environment, desk: Desk, patientId: string): LocalDate | null {
  const visits = env.store
    .read(tx => tx.serviceEvents.ofPatient(patientId))
    .filter(event => event.unitOid === desk.professional.organisation.oid)
    .map(event => event.startedAt)
    .sort();
  const last = visits.at(-1);
  return last === undefined ? null : dateInHelsinki(instantMs(last));
}

/** What a draft renews or corrects; `before` is what a corrected prescription says now. */
export type Basis = Readonly<{ setId: Oid; before?: PrescriptionForm }>;

/** The cheapest of a biological's group; null where it has none, or no price. */
function cheapestOf(env: Environment, medicine: MedicinePackage): MedicinePackage | null {
  const { substitutionGroup: group } = medicine;
  return group === null ? null : cheapestAlike(medicine, env.catalogue().byGroup(group));
}

/** @param basis what the draft renews or corrects: that prescription is no duplicate and no other medicine */
export function findingsOf(
  env: Environment,
  desk: Desk,
  patient: Patient,
  draft: Pick<Draft, 'id' | 'patientId'>,
  form: PrescriptionForm,
  basis: Basis | null = null,
): readonly Finding[] {
  const release = env.catalogue().release();
  const packageNow = form.product?.kind === '1' ? env.catalogue().byVnr(form.product.vnr) : null;
  const found = checkPrescription({
    form,
    patient,
    prescriber: prescriberOf(desk, form),
    today: env.clock.today(),
    release: { id: release.id, date: localDate(release.date), invented: release.invented },
    packageNow,
    ...(packageNow?.biological === true ? { cheapestAlike: cheapestOf(env, packageNow) } : {}),
    active: activeRows(env, desk, patient.id, basis),
    knowledge: knowledgeContextOf(env, desk, {
      id: draft.id,
      patientId: draft.patientId,
      // The prescription that is renewed or corrected is not another one.
      subjectOid: basis?.setId ?? null,
    }),
    // A pharmacy receives nobody as a patient.
    ...(storageOf(desk, form) === null
      ? { lastSeenOn: lastSeenOn(env, desk, patient.id), limitations: limitationsOf(env, desk) }
      : {}),
    before: basis?.before,
  });
  return withDatabase([...storageFindings(desk, form), ...found], release);
}

function liveSentence(env: Environment, form: PrescriptionForm): Localized | null {
  const dose = doseOf({ form, today: env.clock.today() });
  if (dose?.ok !== true) return null;
  const { value } = dose;
  return { fi: phasesSentence(value, 'fi'), sv: phasesSentence(value, 'sv'), en: phasesSentence(value, 'en') };
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
    findings: [...findingsOf(env, desk, patient, draft.value, form, basisOf(env, draft.value))],
    doseSentence: liveSentence(env, form),
    language: patient.language,
  });
}

/** The pages of a batch, in the order asked for: prescriptions, and answers to renewal requests that say why there is none. */
export async function previewPrescriptions(
  env: Environment,
  desk: Desk,
  draftIds: readonly string[],
): Promise<Result<Preview[], Failure<'FORM-0003' | 'FORM-0004' | 'PAT-0003'>>> {
  const previews: Preview[] = [];
  for (const draftId of draftIds) {
    const draft = draftOf(env, desk, 'prescription', draftId);
    if (!draft.ok) return draft;
    const patient = env.store.read(tx => tx.patients.get(draft.value.patientId));
    if (patient === null) return fail({ code: 'FORM-0004' });
    const rejection = rejectionOf(draft.value);
    if (rejection !== null) {
      previews.push(previewRejection(env, desk, patient, draft.value, rejection));
      continue;
    }
    if (patient.deceasedOn !== null) return fail({ code: 'PAT-0003' });
    const form = draft.value.form as PrescriptionForm;
    const findings = findingsOf(env, desk, patient, draft.value, form, basisOf(env, draft.value));
    const blocks = findings.filter(f => f.severity === 'block');
    if (blocks.length > 0) return fail({ code: 'FORM-0003', detail: blocks.map(f => f.rule) });
    const document = documentOf(env, desk, patient, draft.value, form);
    if (!document.ok) return document;
    const { replaces } = document.value;
    const stored = replaces === null ? null : await storedVersion(env, desk, replaces, '4');
    previews.push(
      freeze(
        env,
        draft.value,
        document.value.document,
        document.value.title,
        findings,
        form.correction === undefined && document.value.changes.length === 0 ? undefined : document.value.changes,
        stored ?? undefined,
      ),
    );
  }
  return ok(previews);
}

type Written = Readonly<{
  document: DocumentContent;
  title: string;
  changes: readonly FormChange[];
  /** Of a correction: the document of the version before. */
  replaces: Oid | null;
}>;

/** The document that a draft stands for: a new prescription, a renewal or a correction. */
function documentOf(
  env: Environment,
  desk: Desk,
  patient: Patient,
  draft: Draft,
  form: PrescriptionForm,
): Result<Written, Failure<'FORM-0003' | 'FORM-0004'>> {
  const correction = isCorrection(draft) ? changeGround(env, draft) : null;
  if (isCorrection(draft) && correction === null) return fail({ code: 'FORM-0004' });
  const serviceEvent = env.store.read(tx =>
    eventUnderWay(tx.serviceEvents.ofPatient(patient.id), desk.professional.organisation.oid),
  );
  const written = prescriptionFromForm(form, {
    oid: draft.documentOid,
    setId: correction?.before.setId ?? draft.documentOid,
    version: (correction?.before.version ?? 0) + 1,
    patient,
    prescriber: prescriberOf(desk, form),
    serviceEventOid: serviceEvent?.oid ?? null,
    at: env.clock.now(),
    today: env.clock.today(),
  });
  if (!written.ok) return fail({ code: 'FORM-0003', detail: written.error.map(f => f.rule) });
  if (correction !== null) {
    const content = correctionContent(env, desk, correction.before, written.value, form);
    const changes = formChanges(formOfCorrection(correction.before), form);
    const document: DocumentContent = { kind: 'prescriptionCorrection', content };
    return ok({ document, title: summaryOf(content), changes, replaces: correction.before.oid });
  }
  const ground = renewalGroundOf(env, draft);
  const product = productTitle(written.value);
  return ok({
    document:
      ground === null
        ? asPrescription(asStored(desk, form, written.value, env.clock.now()))
        : asRenewal(written.value, form, ground),
    // A batch of renewals holds many patients: each page and each line says whose it is.
    title: ground === null ? product : `${fullName(patient)}: ${product}`,
    // What is renewed as it is has none to look at.
    changes: ground?.form === undefined ? [] : formChanges(ground.form, form),
    replaces: null,
  });
}

/** What a draft renews; null for a prescription that begins something. */
const renewalGroundOf = (env: Environment, { subjectOid }: Draft): RenewalGround | null =>
  subjectOid === null ? null : env.store.read(tx => renewalGround(tx, subjectOid));

function basisOf(env: Environment, draft: Draft): Basis | null {
  if (isCorrection(draft)) return correctionBasis(env, draft);
  const ground = renewalGroundOf(env, draft);
  return ground === null ? null : { setId: ground.renewed.setId };
}

const asPrescription = (content: Prescription): DocumentContent => ({ kind: 'prescription', content });

/** The new prescription with the request that it answers; an untouched dose keeps its structure. */
function asRenewal(written: Prescription, form: PrescriptionForm, ground: RenewalGround): DocumentContent {
  const { oid } = ground.request;
  const renewal = { renewed: null, request: { oid, setId: oid, version: 1 } };
  return { kind: 'renewal', content: { ...written, dose: renewedDose(form, ground) ?? written.dose, renewal } };
}

export const productTitle = ({ product }: Prescription): string =>
  [productName(product, 'fi'), product.strength].filter(part => part !== '').join(' ');

/** The queue names what is done besides the medicine; it is kept in Finnish as the documents' own titles are. */
export function summaryOf(content: Prescription): string {
  const title = productTitle(content);
  if ('correction' in content) return `Korjaus: ${title}`;
  return 'cancellation' in content ? `Mitätöinti: ${title}` : title;
}

/** How a prescription, its correction and its cancellation are signed: rules once more, lane of its set. */
export const prescriptionSignable = (env: Environment, desk: Desk): Signable => ({
  kind: 'prescription',
  kindOf: content =>
    isRenewalAnswer(content)
      ? 'renewalAnswer'
      : 'correction' in content
        ? 'prescriptionCorrection'
        : 'cancellation' in content
          ? 'prescriptionCancellation'
          : 'renewal' in content
            ? 'renewal'
            : 'prescription',
  act: 'prescription',
  service: 'resepti',
  signsAsPrescriber: draft => storageOf(desk, draft.form as PrescriptionForm) === null,
  reason: '1',
  // A pharmacy stores under its own reason, dispensing.
  reasonOf: draft =>
    rejectionOf(draft) !== null ? HANDLE : desk.professional.organisation.kind === 'pharmacy' ? '6' : '1',
  refusal(draft) {
    const patient = env.store.read(tx => tx.patients.get(draft.patientId));
    if (patient === null) return { code: 'FORM-0004' };
    if (rejectionOf(draft) !== null) return rejectionRefusal(env, draft);
    if (patient.deceasedOn !== null) return { code: 'PAT-0003' };
    const against = changeStops(env, desk, patient, draft);
    if (against !== null) return against;
    if (isCancellation(draft)) return null;
    const form = draft.form as PrescriptionForm;
    const findings = findingsOf(env, desk, patient, draft, form, basisOf(env, draft));
    const stops = signingStops(findings, form.confirmations);
    return stops.length === 0 ? null : { code: 'FORM-0005', detail: stops.map(f => f.rule) };
  },
  confirmations: draft =>
    isCancellation(draft) || rejectionOf(draft) !== null ? [] : (draft.form as PrescriptionForm).confirmations,
  // An answer goes in the lane of the prescription that it is about.
  orderKey: content => (isRenewalAnswer(content) ? content.prescription.setId : content.setId),
  summary(content, draft) {
    const rejection = rejectionOf(draft);
    return rejection === null ? summaryOf(content as Prescription) : titleOfRejection(rejection);
  },
  // What takes a prescription back is as right after its last day as before; so is an answer that gives none.
  validUntil: content =>
    'cancellation' in content || isRenewalAnswer(content) ? null : expiresOn(content as Prescription),
  takeBackSeconds: () => takeBackSeconds(env, desk.professional.registrationNumber),
  alsoStore(tx, draft) {
    const { subjectOid, documentOid } = draft;
    if (subjectOid !== null) answerRenewal(tx, subjectOid, documentOid, rejectionOf(draft)?.outcome ?? 'renewed');
  },
  alsoStoreTogether(tx, drafts) {
    // What is renewed, corrected or cancelled was chosen by somebody before.
    const chosen = drafts.filter(draft => draft.subjectOid === null && !isCancellation(draft) && !isCorrection(draft));
    const forms = chosen.map(({ form }) => form as PrescriptionForm).filter(({ storage }) => storage === undefined);
    countUses(tx, env, desk.professional.registrationNumber, forms);
  },
});

export const signPrescriptions = (
  env: Environment,
  desk: Desk,
  items: readonly Readonly<{ draftId: string; digest: string }>[],
  pin2: string | null,
): Promise<Result<SignResult, Failure>> => signDocuments(env, desk, prescriptionSignable(env, desk), items, pin2);
