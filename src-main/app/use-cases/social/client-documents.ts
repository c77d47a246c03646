import { SERVICE_TASKS, STRUCTURES } from '../../../../shared/codes/social-welfare.ts';
import { type SocialRow } from '../../../../shared/contract/social.contract.ts';
import { type ReadableBlock } from '../../../../shared/domain/readable.ts';
import { isShowing, missingFields, signatureOf, writtenFields } from '../../../../shared/domain/social/social.rules.ts';
import { type SocialDraft, type SocialItem } from '../../../../shared/domain/social/social-item.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { Sensitive } from '../../../../shared/kernel/sensitive.ts';
import { type LocalDate } from '../../../../shared/kernel/time.ts';
import { encodeUtf8 } from '../../../../shared/kernel/utf8.ts';
import { auditIn, audited } from '../../audit/audited.ts';
import { type Environment } from '../../environment.ts';
import { type Tx } from '../../ports/store.port.ts';
import { type Desk } from '../../session/session.ts';
import { clockForbidsSigning } from '../../sync/service-clock.ts';
import { signingCertificate } from '../signing/signing-certificate.ts';
import { type Person } from '../patients/known-person.ts';
import { act, clientOf, type Known, knownIn, logGround, type NotOpen } from './client-act.ts';
import { CLIENT_WORK, keepItem, newItem, type NewItem } from './social-items.ts';

/** A document of a case, or a new version of the newest one. */
function drafted(
  { items }: Known,
  { patient }: Person,
  draft: SocialDraft,
  today: LocalDate,
): Result<NewItem, Failure<'SOC-0003' | 'SOC-0005' | 'SOC-0008' | 'SOC-0009'>> {
  const aCase = items.find(({ kind, setId }) => kind === 'case' && setId === draft.caseSet);
  if (aCase === undefined) return fail({ code: 'SOC-0003' });
  const replaces = draft.replaces === null ? null : (items.find(({ oid }) => oid === draft.replaces) ?? null);
  const isBase = replaces?.kind === 'document' && replaces.caseSet === aCase.setId;
  if (draft.replaces !== null && (!isBase || replaces.structure !== draft.structure)) return fail({ code: 'SOC-0005' });
  if (replaces?.annulled === true) return fail({ code: 'SOC-0008' });
  if (!isShowing(draft, today)) return fail({ code: 'SOC-0009' });
  const { controllerOid, serviceTask, relationship, setId: caseSet } = aCase;
  return ok({
    kind: 'document',
    controllerOid,
    serviceTask,
    relationship,
    caseSet,
    structure: draft.structure,
    title: STRUCTURES[draft.structure].name[patient.language],
    fields: writtenFields(draft, patient.language),
    access: [],
    replaces,
    citizen: draft.citizen?.showing ?? 'now',
    annulled: false,
    because: draft.citizen?.reason ?? '',
  });
}

const digestOf = (
  env: Environment,
  patientId: string,
  { title, fields, caseSet, replaces, citizen }: NewItem,
): string =>
  env.sha256(encodeUtf8(JSON.stringify([patientId, caseSet, replaces?.oid ?? null, title, fields, citizen])));

/** The display form: what a reader sees beside the structure. */
const displayOf = ({ title, serviceTask, fields }: NewItem, language: 'fi' | 'sv'): ReadableBlock[] => [
  { kind: 'heading', level: 1, text: title },
  { kind: 'paragraph', spans: [{ text: SERVICE_TASKS[serviceTask][language] }] },
  ...fields.flatMap(({ label, text }): ReadableBlock[] => [
    { kind: 'heading', level: 2, text: label },
    ...text.split('\n').map((line): ReadableBlock => ({ kind: 'paragraph', spans: [{ text: line }] })),
  ]),
];

type Previewed = Readonly<{ readable: ReadableBlock[]; missing: string[]; digest: string }>;

export function previewDocument(
  env: Environment,
  desk: Desk,
  patientId: string,
  draft: SocialDraft,
): Result<Previewed, Failure<NotOpen | 'SOC-0003' | 'SOC-0005' | 'SOC-0008' | 'SOC-0009'>> {
  const person = clientOf(env, desk, patientId);
  if (!person.ok) return person;
  const wanted = drafted(
    env.store.read(tx => knownIn(tx, patientId)),
    person.value,
    draft,
    env.clock.today(),
  );
  if (!wanted.ok) return wanted;
  return ok({
    readable: displayOf(wanted.value, person.value.patient.language),
    missing: [...missingFields(draft)],
    digest: digestOf(env, patientId, wanted.value),
  });
}

/** Exactly what was previewed, or why not: a field was emptied, the case or the base has changed since. */
function asPreviewed(
  env: Environment,
  patientId: string,
  known: Known,
  person: Person,
  draft: SocialDraft,
  digest: string,
): Result<NewItem, Failure<'SOC-0003' | 'SOC-0004' | 'SOC-0005' | 'SOC-0007' | 'SOC-0008' | 'SOC-0009'>> {
  if (missingFields(draft).length > 0) return fail({ code: 'SOC-0004', detail: [...missingFields(draft)] });
  const wanted = drafted(known, person, draft, env.clock.today());
  if (!wanted.ok) return wanted;
  return digestOf(env, patientId, wanted.value) === digest ? wanted : fail({ code: 'SOC-0007' });
}

/** What was previewed goes to the archive under the system signature: nothing else, and nothing that a person has to sign. */
export const archiveDocument = (env: Environment, desk: Desk, patientId: string, draft: SocialDraft, digest: string) =>
  act<'SOC-0003' | 'SOC-0004' | 'SOC-0005' | 'SOC-0007' | 'SOC-0008' | 'SOC-0009' | 'SOC-0010'>(
    env,
    desk,
    patientId,
    (known, person) =>
      signatureOf(draft) === 'system'
        ? asPreviewed(env, patientId, known, person, draft, digest)
        : fail({ code: 'SOC-0010' }),
  );

/** Has the card sign the bytes of a document and checks what it made before anything is kept. */
async function signedByCard(
  env: Environment,
  desk: Desk,
  document: Uint8Array,
  pin2: string | null,
): Promise<Result<string, Failure>> {
  const certificate = signingCertificate(env, desk.professional);
  if (!certificate.ok) return certificate;
  const author = desk.professional.registrationNumber;
  const toSign = env.documents.toBeSignedBeside(document, certificate.value, author);
  const session = await env.card.openSigning(pin2 === null ? null : new Sensitive(pin2));
  if (!session.ok) return session;
  try {
    const signature = await session.value.sign(toSign.digest, toSign.hash);
    if (!signature.ok) return signature;
    const checked = await toSign.check(signature.value);
    if (checked.ok) return ok(toSign.finish(signature.value));
    env.log.error('sign.verify', { finding: checked.error.finding });
    return fail({ code: 'CARD-0112' });
  } finally {
    await session.value.close();
  }
}

/**
 * What was previewed, signed with the professional's own card and kept with its signature. The client's documents may change
 * while the card works: then nothing is kept, and it is previewed anew.
 */
export async function signDocument(
  env: Environment,
  desk: Desk,
  patientId: string,
  draft: SocialDraft,
  digest: string,
  pin2: string | null,
): Promise<Result<SocialRow, Failure>> {
  if (signatureOf(draft) !== 'personal') return fail({ code: 'SOC-0010' });
  if (clockForbidsSigning(env.queue.driftMs())) return fail({ code: 'SES-0010' });
  const person = clientOf(env, desk, patientId);
  if (!person.ok) return person;
  const stillWanted = (tx: Tx): Result<NewItem, Failure> =>
    asPreviewed(env, patientId, knownIn(tx, patientId), person.value, draft, digest);
  const made = env.store.write((tx): Result<SocialItem, Failure> => {
    const wanted = stillWanted(tx);
    return wanted.ok ? ok(newItem(env, tx, desk, person.value, wanted.value)) : wanted;
  });
  if (!made.ok) return made;
  const item = made.value;
  const document = env.messages.socialDocument(item);
  const signature = await signedByCard(env, desk, document, pin2);
  const logged = { act: 'sign', patientId, subject: item.oid, reason: CLIENT_WORK } as const;
  if (!signature.ok) {
    audited(env, desk.professional, { ...logged, outcome: signature.error.code });
    return signature;
  }
  const done = env.store.write((tx): Result<SocialRow, Failure> => {
    const wanted = stillWanted(tx);
    if (!wanted.ok) return wanted;
    auditIn(tx, env, desk.professional, { ...logged, outcome: 'ok' });
    logGround(env, tx, desk, patientId, item, wanted.value.because);
    return ok(keepItem(env, tx, desk, patientId, item, { document, signature: signature.value }));
  });
  if (done.ok) env.queue.wake();
  return done;
}

/**
 * A last version with nothing in it but why. The emptied document takes the place of the one before it everywhere, in MyKanta
 * too; what it said stays only in the archive's history.
 */
export const annulDocument = (env: Environment, desk: Desk, patientId: string, documentOid: Oid, reason: string) =>
  act<'SOC-0004' | 'SOC-0005' | 'SOC-0008'>(env, desk, patientId, ({ items }, { patient }) => {
    const replaces = items.find(({ oid, kind }) => oid === documentOid && kind === 'document');
    if (replaces === undefined) return fail({ code: 'SOC-0005' });
    if (replaces.annulled) return fail({ code: 'SOC-0008' });
    if (reason.trim() === '') return fail({ code: 'SOC-0004' });
    const label = patient.language === 'sv' ? 'Orsak till makuleringen' : 'Mitätöinnin syy';
    return ok({
      ...replaces,
      fields: [{ id: 'annulled', label, text: reason.trim() }],
      annulled: true,
      replaces,
      because: reason.trim(),
    });
  });
