import { type RenewalRow } from '../../../../shared/contract/renewals.contract.ts';
import { type Sourced } from '../../../../shared/contract/signing.contract.ts';
import { type Confirmation, type Finding } from '../../../../shared/domain/finding.ts';
import { fullName, type Patient } from '../../../../shared/domain/people/person.ts';
import {
  formOfRenewal,
  type RenewalGround,
  type RenewalInboxItem,
} from '../../../../shared/domain/prescribing/renewal.ts';
import { copiedProduct } from '../../../../shared/domain/dispensing/renewal-ask.ts';
import { COPIED_PRODUCT_RULE, RENEWABLE_RULE } from '../../../../shared/domain/lifecycle/renewal.rules.ts';
import { adherenceOf } from '../../../../shared/domain/prescribing/adherence.ts';
import { renewableFacts, triageOf } from '../../../../shared/domain/prescribing/renewal-triage.rules.ts';
import { type PrescriptionRow } from '../../../../shared/domain/prescribing/prescription.ts';
import { type PrescriptionForm } from '../../../../shared/domain/prescribing/prescription-form.ts';
import { signingStops } from '../../../../shared/domain/rule.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { audited } from '../../audit/audited.ts';
import { type Environment } from '../../environment.ts';
import { type NetCode } from '../../ports/kanta.port.ts';
import { contextOf } from '../../session/query-context.ts';
import { type Draft } from '../../ports/store/drafts.port.ts';
import { type Desk } from '../../session/session.ts';
import { healthFactsOf } from '../knowledge/health-facts.ts';
import { type Basis, findingsOf, lastSeenOn, productTitle } from '../prescribing/prescribe.ts';
import { draftsOf, openDraft } from '../signing/drafts.ts';
import { productToday } from '../prescribing/product-today.ts';
import { answerOf, keepRequest } from './renewal-ground.ts';
import { FETCH, noteInbox } from './inbox.ts';
import { type FoundResults, resultsAtHand, resultsOfArchive } from './renewal-results.ts';
import { HANDLE, rejectionOf, type Rejection, type RejectionForm } from './rejection.ts';
import { keptPrescriptions } from '../offline/kept-lists.ts';

/** The reason that stands in the log for a check that did not run. */
const AS_IT_IS = 'Uusitaan entisellään';
/** Patients that are fetched at the same time: the line is shared with the queue. */
const AT_ONCE = 4;

/** Everything known about one request. */
type Case = Readonly<{ item: RenewalInboxItem; patient: Patient; row: PrescriptionRow | null }>;

/** Own register first, then the service. */
async function patientOf(env: Environment, desk: Desk, identityCode: string): Promise<Patient | null> {
  const own = env.store.read(tx => tx.patients.byIdentityCode(identityCode));
  if (own !== null) return own;
  const asked = await env.repository.findPatient(identityCode, contextOf(env, desk.professional, HANDLE, ''));
  if (!asked.ok || asked.value === null) return null;
  const found = asked.value;
  return env.store.write(tx => {
    const known = tx.patients.byIdentityCode(identityCode);
    if (known !== null) return known;
    const added = { ...found, id: env.newUuid() };
    tx.patients.put(added);
    return added;
  });
}

/** The prescriptions of the patient, from the Centre, else as last known. */
async function rowOf(
  env: Environment,
  desk: Desk,
  patient: Patient,
  item: RenewalInboxItem,
): Promise<PrescriptionRow | null> {
  const fetched = await env.centre.ofPatient(patient, contextOf(env, desk.professional, HANDLE, ''));
  if (fetched.ok) {
    const at = env.clock.now();
    env.store.write(tx => tx.cache.putPrescriptions(patient.id, fetched.value, at, desk.professional.organisation.oid));
  }
  const rows = fetched.ok ? fetched.value : (env.store.read(tx => keptPrescriptions(tx, desk, patient.id))?.rows ?? []);
  const row = rows.find(({ prescription }) => prescription.setId === item.prescriptionSetId) ?? null;
  return row === null ? null : { ...row, prescription: { ...row.prescription, patient } };
}

async function caseOf(env: Environment, desk: Desk, item: RenewalInboxItem): Promise<Case | null> {
  const received =
    item.state === 'received'
      ? ok(item)
      : await env.renewals.receive(item.id, contextOf(env, desk.professional, FETCH, ''));
  const patient = received.ok ? await patientOf(env, desk, item.patientIdentityCode) : null;
  if (!received.ok || patient === null) return null;
  audited(env, desk.professional, {
    act: 'open',
    patientId: patient.id,
    subject: item.requestOid,
    reason: HANDLE,
    outcome: 'ok',
  });
  return { item: received.value, patient, row: await rowOf(env, desk, patient, item) };
}

const groundOf = ({ item, row }: Case): RenewalGround | null =>
  row === null
    ? null
    : {
        request: { id: item.id, oid: item.requestOid },
        renewed: { oid: row.prescription.oid, setId: row.prescription.setId, version: row.prescription.version },
        dose: row.prescription.dose,
      };

function basisOf(known: Case): Basis | null {
  const ground = groundOf(known);
  return ground === null ? null : { setId: ground.renewed.setId };
}

/** The answer that was begun for this request at this desk: a renewal or a rejection. */
const draftFor = (env: Environment, desk: Desk, { item, patient }: Case): Draft | undefined =>
  draftsOf(env, desk, 'prescription', patient.id).find(({ subjectOid }) => subjectOid === item.requestOid);

/** What the answer says or will say: as it was signed, else as it was begun; null while nobody has decided. */
function decisionOf(env: Environment, draft: Draft | undefined, requestOid: Oid): RenewalRow['answer'] {
  const signed = env.store.read(tx => {
    const answer = answerOf(tx, requestOid);
    const content = answer === null ? null : tx.documents.get(answer.documentOid)?.content;
    return answer === null ? null : { ...answer, ground: (content as { ground?: string } | null)?.ground ?? '' };
  });
  if (signed !== null)
    return { outcome: signed.outcome, ground: signed.ground, at: signed.isAccepted ? 'accepted' : 'signed' };
  if (draft === undefined) return null;
  const rejection = rejectionOf(draft);
  return rejection === null
    ? { outcome: 'renewed', ground: '', at: 'begun' }
    : { outcome: rejection.outcome, ground: rejection.ground, at: 'begun' };
}

function judged(
  env: Environment,
  desk: Desk,
  known: Case,
): Readonly<{ findings: readonly Finding[]; isProductKnown: boolean }> {
  const { patient, row } = known;
  if (row === null) return { findings: [], isProductKnown: false };
  const product = productToday(env, row.prescription.product);
  const form = formOfRenewal(row.prescription, product);
  const draft = { id: draftFor(env, desk, known)?.id ?? '', patientId: patient.id };
  const { product: copied } = row.prescription;
  const packageNow = copied.kind === '1' ? env.catalogue().byVnr(copied.vnr) : undefined;
  const isSame = COPIED_PRODUCT_RULE.holds({
    product: copiedProduct(copied, packageNow),
    releases: { copied: copied.databaseVersion, now: env.catalogue().release().id },
  });
  return {
    findings: findingsOf(env, desk, patient, draft, form, basisOf(known)),
    isProductKnown: product !== null && isSame,
  };
}

/** Renewing as it is takes on what no check has looked at; a finding that asks for judgement stays open. */
const takenAsItIs = (findings: readonly Finding[]): Confirmation[] =>
  findings.filter(({ severity }) => severity === 'notChecked').map(({ rule }) => ({ rule, reason: AS_IT_IS }));

const canRenewAsItIs = (findings: readonly Finding[]): boolean =>
  signingStops(findings, takenAsItIs(findings)).length === 0;

/** Whether the answer that was begun can be signed as its form stands. */
function isSignable(env: Environment, desk: Desk, known: Case, draft: Draft): boolean {
  if (rejectionOf(draft) !== null) return true;
  const form = draft.form as PrescriptionForm;
  return (
    signingStops(findingsOf(env, desk, known.patient, draft, form, basisOf(known)), form.confirmations).length === 0
  );
}

const isRenewable = (env: Environment, row: PrescriptionRow | null): boolean =>
  row !== null && RENEWABLE_RULE.holds(renewableFacts(row, env.clock.today()));

/** Cases of this run by request: what the inbox showed is what is prepared. */
const shown = new WeakMap<Desk, Map<string, Case>>();
const casesOf = (desk: Desk): Map<string, Case> => {
  const known = shown.get(desk) ?? new Map<string, Case>();
  shown.set(desk, known);
  return known;
};

function rowShown(env: Environment, desk: Desk, known: Case): RenewalRow {
  const { item, patient, row } = known;
  const { findings, isProductKnown } = judged(env, desk, known);
  const triage = triageOf({
    row,
    isProductKnown,
    isPatientDead: patient.deceasedOn !== null,
    findings,
    today: env.clock.today(),
  });
  const draft = draftFor(env, desk, known);
  return {
    id: item.id,
    requestOid: item.requestOid,
    patientId: patient.id,
    patientName: fullName(patient),
    identityCode: patient.identityCode,
    birthDate: patient.birthDate,
    requestedAt: item.requestedAt,
    endsAt: item.endsAt,
    message: item.message,
    triage: triage.triage,
    grounds: [...triage.grounds, ...findings.filter(({ severity }) => severity !== 'inform' && severity !== 'warn')],
    row,
    adherence: row === null ? null : adherenceOf(row, env.clock.today()),
    lastSeenOn: lastSeenOn(env, desk, patient.id),
    egfr: healthFactsOf(env, patient.id).egfr,
    results: [...resultsAtHand(env, desk, patient)],
    isReady:
      draft === undefined
        ? isRenewable(env, row) && patient.deceasedOn === null && canRenewAsItIs(findings)
        : isSignable(env, desk, known, draft),
    draftId: draft?.id ?? null,
    answer: decisionOf(env, draft, item.requestOid),
  };
}

/** In portions, in order. */
async function each<T, R>(list: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (let from = 0; from < list.length; from += AT_ONCE)
    done.push(...(await Promise.all(list.slice(from, from + AT_ONCE).map(work))));
  return done;
}

const ORDER = { return: 2, look: 1, routine: 0 } as const;

/**
 * The requests of the own unit that wait, with everything needed to decide: new ones are taken into work, which starts their
 * eight days. Those of another prescriber of the unit are shown too: whoever is there answers.
 */
export async function listRenewals(
  env: Environment,
  desk: Desk,
): Promise<Readonly<{ rows: RenewalRow[]; source: Sourced }>> {
  const found = await env.renewals.list(contextOf(env, desk.professional, FETCH, ''));
  const known = casesOf(desk);
  if (!found.ok) {
    const code: NetCode = found.error.code;
    const rows = [...known.values()].map(one => rowShown(env, desk, one));
    return { rows: sorted(rows), source: { from: rows.length === 0 ? 'none' : 'cache', asOf: null, fault: code } };
  }
  const cases = await each(found.value, item => caseOf(env, desk, item));
  noteInbox(
    env,
    desk,
    cases.flatMap(one => (one === null ? [] : [one.item])),
  );
  // What was answered from this desk stays in sight when the Centre no longer lists it.
  for (const [id, { item }] of known)
    if (env.store.read(tx => answerOf(tx, item.requestOid)) === null) known.delete(id);
  for (const one of cases) if (one !== null) known.set(one.item.id, one);
  const rows = [...known.values()].map(one => rowShown(env, desk, one));
  return { rows: sorted(rows), source: { from: 'service', asOf: env.clock.now(), fault: null } };
}

/** Routine first, because it is quickly done; within a grade what ends first. */
const sorted = (rows: readonly RenewalRow[]): RenewalRow[] =>
  [...rows].sort(
    (a, b) =>
      ORDER[a.triage] - ORDER[b.triage] ||
      (a.endsAt ?? '').localeCompare(b.endsAt ?? '') ||
      a.requestedAt.localeCompare(b.requestedAt),
  );

/** The laboratory results of whoever asks, read from the archive because the person at the desk wants to see them. */
export async function resultsForRenewal(
  env: Environment,
  desk: Desk,
  id: string,
): Promise<Result<FoundResults, Failure<'RNW-0001'>>> {
  const known = casesOf(desk).get(id);
  return known === undefined ? fail({ code: 'RNW-0001' }) : ok(await resultsOfArchive(env, desk, known.patient));
}

type Prepared = Readonly<{ draftId: string; patientId: string; findings: Finding[] }>;

/** A draft that repeats the prescription; a second press finds the first one's draft. `asItIs`: nobody will look at its form. */
export function prepareRenewal(
  env: Environment,
  desk: Desk,
  id: string,
  asItIs: boolean,
): Result<Prepared, Failure<'RNW-0001' | 'RNW-0002' | 'RNW-0003' | 'RNW-0004' | 'PAT-0003'>> {
  const known = casesOf(desk).get(id);
  if (known === undefined || env.store.read(tx => answerOf(tx, known.item.requestOid)) !== null)
    return fail({ code: 'RNW-0001' });
  const { item, patient, row } = known;
  const ground = groundOf(known);
  if (row === null || ground === null) return fail({ code: 'RNW-0002' });
  if (patient.deceasedOn !== null) return fail({ code: 'PAT-0003' });
  if (!isRenewable(env, row)) return fail({ code: 'RNW-0003' });
  const { findings } = judged(env, desk, known);
  const before = draftFor(env, desk, known);
  if (before !== undefined && rejectionOf(before) === null)
    return ok({ draftId: before.id, patientId: patient.id, findings: [...findings] });
  if (asItIs && !canRenewAsItIs(findings)) return fail({ code: 'RNW-0004' });
  const repeated = formOfRenewal(row.prescription, productToday(env, row.prescription.product));
  const form = { ...repeated, confirmations: takenAsItIs(findings) };
  env.store.write(tx => {
    if (before !== undefined) tx.drafts.remove(before.id);
    keepRequest(tx, item.requestOid, { ...ground, form });
  });
  const draft = openDraft(env, desk, {
    kind: 'prescription',
    patientId: patient.id,
    subjectOid: item.requestOid,
    form,
  });
  return ok({ draftId: draft.id, patientId: patient.id, findings: [...findings] });
}

/**
 * A draft of the answer that gives no prescription. It is signed with the batch; a renewal that was begun for the request goes.
 */
export function rejectRenewal(
  env: Environment,
  desk: Desk,
  id: string,
  outcome: Rejection['outcome'],
  ground: string,
): Result<Readonly<{ draftId: string }>, Failure<'RNW-0001'>> {
  const known = casesOf(desk).get(id);
  if (known === undefined || env.store.read(tx => answerOf(tx, known.item.requestOid)) !== null)
    return fail({ code: 'RNW-0001' });
  const { item, patient, row } = known;
  const before = draftFor(env, desk, known);
  env.store.write(tx => {
    if (before !== undefined) tx.drafts.remove(before.id);
    keepRequest(tx, item.requestOid, groundOf(known));
  });
  const { prescriptionSetId: setId } = item;
  const rejection: Rejection = {
    outcome,
    ground,
    // Without the prescription in sight its first version is named, whose identifier is that of the set.
    prescription: groundOf(known)?.renewed ?? { oid: setId, setId, version: 1 },
    medicine: row === null ? '' : productTitle(row.prescription),
  };
  const draft = openDraft(env, desk, {
    kind: 'prescription',
    patientId: patient.id,
    subjectOid: item.requestOid,
    form: { rejection } satisfies RejectionForm,
  });
  return ok({ draftId: draft.id });
}
