import { createHash } from 'node:crypto';
import type { DocumentReference } from 'fhir/r4.js';
import { type Result, fail, ok } from '../../../shared/kernel/result.ts';
import { readXml } from '../../wire/xml/xml.ts';
import {
  type CdaAuthor,
  type CdaBinding,
  type CdaDispensing,
  type CdaHeader,
  type CdaPrescription,
  type CdaRenewalAnswer,
  type CdaRenewalRequest,
} from '../cda/cda-types.ts';
import { readDispensing } from '../cda/dispensing.codec.ts';
import { readBinding, readHeader } from '../cda/header.codec.ts';
import { type CdaRecord, readRecordDocument } from '../cda/record.codec.ts';
import { readPrescription } from '../cda/prescription.codec.ts';
import { readRenewalAnswer } from '../cda/renewal-answer.codec.ts';
import { readRenewalRequest } from '../cda/renewal-request.codec.ts';
import { SYSTEM, type ServiceName } from '../names.ts';
import { type Problem } from '../rest/refusal.ts';
import { DISPENSING_RULES } from '../rules/dispensing.rules.ts';
import { CENTRE_RULES, DOCUMENT_RULES, RECORD_RULES } from '../rules/document.rules.ts';
import { CANCELLATION_RULES, CORRECTION_RULES, PRESCRIPTION_RULES } from '../rules/prescription.rules.ts';
import { PRESCRIBER_RIGHT_RULES } from '../rules/prescriber-right.rules.ts';
import { RENEWAL_ANSWER_RULES } from '../rules/renewal-answer.rules.ts';
import { RENEWAL_REQUEST_RULES } from '../rules/renewal-request.rules.ts';
import { RECORD_CONTENT_RULES } from '../rules/record.rules.ts';
import { broken } from '../rules/rule.ts';
import { SIGNING } from '../rules/state.ts';
import { type VerifiedSignature, verifySignature } from '../signature.ts';
import { type Call, type World } from '../world.ts';
import {
  PHARMACIST_RIGHTS,
  NO_CONTROLLED,
  NO_PRESCRIBING,
  PRESCRIBER_RIGHTS,
  belongsTo,
  isPharmacy,
  rightsAt,
} from './rights.ts';

/** Document types of 1.2.246.537.5.40105 that travel in submissions to the Prescription Centre. */
export type CentreType = '1' | '2' | '3' | '8' | '9' | '10' | '11' | '12';
const CENTRE_TYPES: ReadonlySet<string> = new Set(['1', '2', '3', '8', '9', '10', '11', '12']);
/** Types 4-7 and 16-18 come with the task operations, or as submissions of their own. */
export type HoldDocumentType = '4' | '5' | '6' | '7' | '16' | '17' | '18';
const HOLD_TYPES: ReadonlySet<string> = new Set(['4', '5', '6', '7', '16', '17', '18']);

export type Content =
  | Readonly<{ kind: 'prescription'; type: '1' | '2' | '3'; body: CdaPrescription }>
  | Readonly<{ kind: 'dispensing'; type: '10' | '11' | '12'; body: CdaDispensing }>
  | Readonly<{ kind: 'renewalRequest'; body: CdaRenewalRequest }>
  | Readonly<{ kind: 'renewalAnswer'; body: CdaRenewalAnswer }>
  | Readonly<{ kind: 'record'; body: CdaRecord }>
  | Readonly<{ kind: 'hold'; type: HoldDocumentType; reason: string | null }>;

/** A document that is right in itself; what the state says about it is asked later, in the transaction. */
export type Examined = Readonly<{
  header: CdaHeader;
  content: Content;
  responsible: CdaAuthor;
  signature: VerifiedSignature;
  bytes: Uint8Array;
  sha256: string;
}>;

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

type Read = Readonly<{
  header: CdaHeader;
  binding: CdaBinding;
  content: Content;
  signature: ReturnType<typeof verifySignature>;
}>;

/** Everything that can be said about a document without looking at other documents; all problems in one answer. */
export function examine(world: World, call: Call, bytes: Uint8Array): Result<Examined, readonly Problem[]> {
  const read = readXml(bytes, (doc): Result<Read, readonly Problem[]> => {
    const header = readHeader(doc);
    if (!header.ok) return fail(header.error.paths.map(path => ({ ...SIGNING.header, diagnostics: path })));
    const body = doc.root.find('v3:component/v3:structuredBody');
    if (!body) return fail([{ ...SIGNING.header, diagnostics: 'structuredBody' }]);
    const type = header.value.type.code;
    const isCentre = call.service === 'resepti';
    if (isCentre !== header.value.type.system.startsWith('1.2.246.537.5.40105')) return fail([SIGNING.notAllowed]);
    // Printouts, states of requests and logs (13-15, 19, 20) are readings: no document of theirs is taken.
    if (isCentre && !isCentreType(type)) return fail([SIGNING.notAllowed]);
    const content = !isCentre
      ? ({ kind: 'record', body: readRecordDocument(doc) } as const)
      : type === '1' || type === '2' || type === '3'
        ? ({ kind: 'prescription', type, body: readPrescription(body) } as const)
        : type === '10' || type === '11' || type === '12'
          ? ({ kind: 'dispensing', type, body: readDispensing(body) } as const)
          : type === '9'
            ? ({ kind: 'renewalAnswer', body: readRenewalAnswer(doc, body) } as const)
            : type === '8'
              ? ({ kind: 'renewalRequest', body: readRenewalRequest(doc, body) } as const)
              : ({
                  kind: 'hold',
                  type: type as HoldDocumentType,
                  reason: body.find('.//v3:entry/v3:act/v3:text')?.text().trim() || null,
                } as const);
    const signature = verifySignature(doc, header.value.documentOid, world.trust, call.nowMs);
    return ok({ header: header.value, binding: readBinding(body), content, signature });
  });
  if (!read.ok)
    return fail([
      { ...SIGNING.notXml, diagnostics: `${read.error.code}${read.error.line ? ` line ${read.error.line}` : ''}` },
    ]);
  if (!read.value.ok) return read.value;
  const { header, binding, content, signature } = read.value.value;
  if (!signature.ok) return fail([{ ...SIGNING.signature, diagnostics: `SIM-SG-001 ${signature.error}` }]);
  const responsible = responsibleAuthor(header, content, signature.value);
  const document = { header, binding, responsible, organisation: call.caller.organisation };
  const problems = [
    ...broken(DOCUMENT_RULES, document),
    ...broken(content.kind === 'record' ? RECORD_RULES : CENTRE_RULES, document).filter(
      p => content.kind !== 'hold' || p.diagnostics !== 'SIM-RX-003',
    ),
    ...contentProblems(header, content),
    ...(responsible && content.kind === 'prescription'
      ? broken(PRESCRIBER_RIGHT_RULES, { header, body: content.body, type: content.type, responsible })
      : []),
    ...(responsible ? signerProblems(world, call, content, responsible, signature.value) : []),
  ];
  if (problems.length > 0 || !responsible) return fail(problems);
  return ok({ header, content, responsible, signature: signature.value, bytes, sha256: sha256(bytes) });
}

/** May a document of this type be submitted to the Centre at all? */
const isCentreType = (type: string): type is CentreType | HoldDocumentType =>
  CENTRE_TYPES.has(type) || HOLD_TYPES.has(type);

const ROLES: Readonly<Record<string, readonly string[]>> = {
  '1': ['KIR', 'LAL'],
  '2': ['MIT'],
  '3': ['KOR'],
  '10': ['LTE'],
  '11': ['MIT', 'LTE'],
  '12': ['KOR', 'LTE'],
};

/** Whose act the document is: by author role (1.2.246.537.5.40006), in records and small messages the author who signed. */
function responsibleAuthor(header: CdaHeader, content: Content, signature: VerifiedSignature): CdaAuthor | null {
  if (content.kind === 'prescription' || content.kind === 'dispensing') {
    for (const role of ROLES[content.type] ?? []) {
      const author = header.authors.find(a => a.role === role);
      if (author) return author;
    }
    return null;
  }
  return (
    header.authors.find(a => a.registrationNumber === signature.signer.serialNumber) ?? header.authors.at(-1) ?? null
  );
}

function contentProblems(header: CdaHeader, content: Content): readonly Problem[] {
  const by = (role: string) => header.authors.find(a => a.role === role) ?? null;
  if (content.kind === 'prescription') {
    const subject = { header, body: content.body, prescriber: by('LAL'), recorder: by('KIR') };
    return [
      ...broken(PRESCRIPTION_RULES, subject),
      ...(content.type === '2'
        ? broken(CANCELLATION_RULES, subject)
        : content.type === '3'
          ? broken(CORRECTION_RULES, subject)
          : []),
    ];
  }
  if (content.kind === 'renewalRequest') return broken(RENEWAL_REQUEST_RULES, { header, body: content.body });
  if (content.kind === 'renewalAnswer') return broken(RENEWAL_ANSWER_RULES, { header, body: content.body });
  if (content.kind === 'record') return broken(RECORD_CONTENT_RULES, { header, body: content.body });
  return content.kind === 'dispensing'
    ? broken(DISPENSING_RULES, { header, body: content.body, dispenser: by('LTE') })
    : [];
}

/** Who signed, who sends, and whether the right was in force when it was signed. */
function signerProblems(
  world: World,
  call: Call,
  content: Content,
  author: CdaAuthor,
  { kind, signer, signedAtMs }: VerifiedSignature,
): readonly Problem[] {
  const { store } = world;
  const { caller } = call;
  const problems: Problem[] = [];
  const registration = author.registrationNumber ?? '';
  if (kind === '4') {
    if (isPrescribers(content) || isCertificate(content)) problems.push(SIGNING.personNeeded);
    if (signer.serialNumber !== caller.organisation || caller.person !== registration)
      problems.push(SIGNING.otherSender);
  } else {
    if (signer.serialNumber !== registration) problems.push(SIGNING.otherSigner);
    if (isPrescribers(content) && caller.person !== registration) problems.push(SIGNING.otherSender);
  }
  if (author.unit !== null && !belongsTo(store, author.unit, caller.organisation)) problems.push(SIGNING.otherSender);
  const rights = rightsAt(store, registration, signedAtMs);
  const held =
    content.kind === 'record' && author.right === null ? rights : rights.filter(r => r.code === author.right);
  const carries =
    !isPrescribers(content) ||
    held.some(
      ({ limitation }) => limitation !== NO_PRESCRIBING && (limitation !== NO_CONTROLLED || !isOfControlled(content)),
    );
  if (held.length === 0 || !carries || !maySign(content, author)) problems.push(SIGNING.noRightThen);
  if (content.kind === 'dispensing' || content.kind === 'hold' || author.role === 'KIR') {
    if (!isPharmacy(store, caller.organisation)) problems.push(SIGNING.noRightThen);
  }
  const prescribes = content.kind === 'prescription' && PRESCRIBER_RIGHTS.has(author.right ?? '');
  if (prescribes && kind !== '4' && (signer.pseudonym === null || signer.pseudonym !== author.identifierNumber))
    problems.push(SIGNING.noIdentifier);
  return [...new Set(problems)];
}

/** Certificates bear the signature of the physician or dentist in person, as prescriptions do. */
const isCertificate = (content: Content): boolean => content.kind === 'record' && content.body.forms.length > 0;

/** A prescription of a narcotic or PKV medicine, or a change of one. */
const isOfControlled = (content: Content): boolean =>
  content.kind === 'prescription' && (content.body.narcotic === true || content.body.pkv !== null);

/** Acts of a prescriber in person, by nobody's system. */
const isPrescribers = ({ kind }: Content): boolean => kind === 'prescription' || kind === 'renewalAnswer';

function maySign(content: Content, author: CdaAuthor): boolean {
  const right = author.right ?? '';
  if (content.kind === 'record') return !isCertificate(content) || PRESCRIBER_RIGHTS.has(right);
  if (content.kind === 'renewalAnswer') return PRESCRIBER_RIGHTS.has(right);
  if (content.kind === 'renewalRequest') return PRESCRIBER_RIGHTS.has(right) || PHARMACIST_RIGHTS.has(right);
  if (content.kind !== 'prescription') return PHARMACIST_RIGHTS.has(right);
  if (content.type === '1') return author.role === 'KIR' ? PHARMACIST_RIGHTS.has(right) : PRESCRIBER_RIGHTS.has(right);
  return PRESCRIBER_RIGHTS.has(right) || PHARMACIST_RIGHTS.has(right);
}

/** Does the DocumentReference say what the document says? */
export function envelopeProblems(
  service: ServiceName,
  reference: DocumentReference,
  binaryUrl: string,
  examined: Examined,
): readonly Problem[] {
  const { header, responsible, bytes } = examined;
  const urn = (oid: string) => `urn:oid:${oid}`;
  const wrong: string[] = [];
  const expect = (path: string, holds: boolean) => holds || wrong.push(path);
  const identifiers = (reference.identifier ?? []).map(i => `${i.system}|${i.value}`);
  const attachment = reference.content[0]?.attachment;
  expect(
    'masterIdentifier',
    reference.masterIdentifier?.system === SYSTEM.uri && reference.masterIdentifier.value === urn(header.documentOid),
  );
  if (service === 'resepti') {
    expect(
      'identifier',
      identifiers.includes(`${SYSTEM.prescriptionId}|${urn(header.documentOid)}`) &&
        identifiers.includes(`${SYSTEM.prescriptionSetId}|${urn(header.setId)}`),
    );
    expect(
      'type',
      (reference.type?.coding ?? []).some(
        c => c.system?.startsWith('urn:oid:1.2.246.537.5.40105') && c.code === header.type.code,
      ),
    );
  } else {
    expect('identifier', identifiers.includes(`${SYSTEM.uri}|${urn(header.documentOid)}`));
    expect('identifier', header.version === 1 || identifiers.includes(`${SYSTEM.documentSet}|${urn(header.setId)}`));
    expect(
      'category',
      (reference.category ?? []).every(c =>
        (c.coding ?? []).every(k => !k.system?.includes('.40150') || k.code === header.type.code),
      ),
    );
  }
  expect(
    'subject',
    reference.subject?.identifier?.system === SYSTEM.hetu
      ? reference.subject.identifier.value === header.patient.hetu
      : header.patient.hetu === null || reference.subject?.reference !== undefined,
  );
  expect(
    'author',
    (reference.author ?? []).some(
      a => a.identifier?.system === SYSTEM.registrationNumber && a.identifier.value === responsible.registrationNumber,
    ),
  );
  expect('custodian', reference.custodian?.identifier?.value === urn(header.custodian ?? ''));
  const events = (reference.context?.encounter ?? []).map(e => e.identifier?.value);
  expect('context.encounter', header.encounter === null ? events.length === 0 : events.includes(urn(header.encounter)));
  const replaced = (reference.relatesTo ?? []).filter(r => r.code === 'replaces').map(r => r.target.identifier?.value);
  expect(
    'relatesTo',
    header.version === 1
      ? replaced.length === 0
      : replaced.length === 1 && replaced[0] === urn(header.related?.oid ?? ''),
  );
  expect('status', reference.status === 'current');
  expect('content[0].attachment.contentType', attachment?.contentType === 'text/xml');
  expect('content[0].attachment.url', attachment?.url === binaryUrl);
  if (examined.content.kind === 'record')
    expect('docStatus', (reference.docStatus === 'entered-in-error') === examined.content.body.annulled);
  const problems: Problem[] = wrong.map(path => ({ ...SIGNING.envelope, expression: path }));
  if (attachment?.size !== bytes.length || attachment.hash !== createHash('sha1').update(bytes).digest('base64'))
    problems.push(SIGNING.integrity);
  return problems;
}
