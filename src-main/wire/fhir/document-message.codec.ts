/** Messages that file a document: it travels as it is, in a Binary that its DocumentReference points to. */
import type { Binary, DocumentReference, Reference } from 'fhir/r4.js';
import { type DocumentContent } from '../../../shared/domain/documents/content.ts';
import { type SocialItem } from '../../../shared/domain/social/social-item.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { base64, base64Bytes } from '../xml/utf8.ts';
import { contentsOf, factsOf, ids, replacedBy, statusOf } from './document-facts.ts';
import {
  byUri,
  idIn,
  logical,
  type MessageTools,
  organisation,
  post,
  practitioner,
  provenance,
  type Sent,
  serviceEventReference,
  signatureBeside,
  subject,
  submission,
} from './submission.ts';
import { oidUri, profileUrl, SYSTEM } from './systems.ts';

export type DocumentSubmission = Sent &
  Readonly<{
    /** The signed CDA document; travels as it is. */
    signed: Uint8Array;
    document: DocumentContent;
  }>;

export type SocialSubmission = Sent &
  Readonly<{
    item: SocialItem;
    document: Uint8Array;
    /** Detached JWS of the author over `document`; null: the organisation's system signs. */
    signature: string | null;
  }>;

/** What a DocumentReference says of the document it stands for. */
type Described = Readonly<{
  oid: Oid;
  identifier: NonNullable<DocumentReference['identifier']>;
  docStatus: NonNullable<DocumentReference['docStatus']>;
  type: NonNullable<DocumentReference['type']>;
  category?: NonNullable<DocumentReference['category']>;
  subject: Reference;
  date: string;
  custodian: string;
  replaced: Oid | null;
  language: string;
  securityLabel?: NonNullable<DocumentReference['securityLabel']>;
  context?: NonNullable<DocumentReference['context']>;
}>;

/** The confidentiality of prescriptions and records: restricted, in the national code confidential. */
const CONFIDENTIAL: NonNullable<DocumentReference['securityLabel']> = [
  {
    coding: [
      { system: SYSTEM.confidentiality, code: 'R' },
      { system: SYSTEM.finnishConfidentiality, code: '5' },
    ],
  },
];

/** DocumentReference (created once for its OID) + Binary + Provenance. @param jws signature beside the document; null where it carries its own */
function filing(
  tools: MessageTools,
  sent: Sent,
  bytes: Uint8Array,
  described: Described,
  jws: Readonly<{ text: string; signer: Reference }> | null = null,
): Uint8Array {
  const [referenceId, binaryId, provenanceId] = (['DocumentReference', 'Binary', 'Provenance'] as const).map(name =>
    idIn(sent.messageId, name, tools.sha1),
  ) as [string, string, string];
  const { category, securityLabel, context, replaced } = described;
  const base = replaced === null ? undefined : logical('DocumentReference', SYSTEM.uri, oidUri(replaced));
  const reference: DocumentReference = {
    resourceType: 'DocumentReference',
    meta: { profile: [profileUrl('sim-document-reference')] },
    masterIdentifier: { system: SYSTEM.uri, value: oidUri(described.oid) },
    identifier: described.identifier,
    status: 'current',
    docStatus: described.docStatus,
    type: described.type,
    ...(category === undefined ? {} : { category }),
    subject: described.subject,
    date: described.date,
    author: [practitioner(sent.author)],
    custodian: organisation(described.custodian),
    ...(base === undefined ? {} : { relatesTo: [{ code: 'replaces', target: base }] }),
    ...(securityLabel === undefined ? {} : { securityLabel }),
    content: [
      {
        attachment: {
          contentType: 'text/xml',
          language: described.language,
          url: binaryId,
          size: bytes.length,
          hash: base64(tools.sha1(bytes)),
        },
      },
    ],
    ...(context === undefined ? {} : { context }),
  };
  const binary: Binary = { resourceType: 'Binary', contentType: 'text/xml', data: '' };
  const said = provenance(referenceId, sent, base === undefined ? 'CREATE' : 'UPDATE', base);
  const entry = [
    post(referenceId, reference, byUri(described.oid)),
    post(binaryId, binary),
    post(provenanceId, jws === null ? said : { ...said, signature: [signatureBeside(jws.text, jws.signer, sent.at)] }),
  ];
  return submission(sent, entry, (tools.base64 ?? base64Bytes)(bytes));
}

/** A signed legal document. @throws RangeError when a record has no service event. */
export function documentMessage(tools: MessageTools, { signed, document, ...sent }: DocumentSubmission): Uint8Array {
  const { type, register, createdAt, serviceEventOid, custodian, identifier } = factsOf(document);
  const { content } = document;
  if (document.kind === 'record' && serviceEventOid === null) throw new RangeError('a record needs a service event');
  const { identityCode, id } = content.patient;
  return filing(tools, sent, signed, {
    oid: content.oid,
    identifier,
    docStatus: statusOf(document),
    type,
    ...(register === undefined ? {} : { category: [{ coding: [{ system: SYSTEM.patientRegister, code: register }] }] }),
    subject: subject(identityCode, id, sent.author.organisation, createdAt),
    date: createdAt,
    custodian,
    replaced: replacedBy(document),
    language: content.language,
    securityLabel: CONFIDENTIAL,
    ...(serviceEventOid === null
      ? {}
      : {
          context: {
            encounter: [serviceEventReference(serviceEventOid)],
            ...(document.kind === 'record' ? contentsOf(document.content) : {}),
          },
        }),
  });
}

/** A document of social welfare, in the controller's client register. */
export function socialMessage(
  tools: MessageTools,
  { item, document, signature, ...sent }: SocialSubmission,
): Uint8Array {
  const { oid } = sent.author.organisation;
  const jws = signature ?? tools.seal?.(document, oid) ?? null;
  const described: Described = {
    oid: item.oid,
    identifier: ids(SYSTEM.uri, SYSTEM.documentSet, item),
    docStatus: item.version === 1 ? 'final' : 'amended',
    type: { text: item.title },
    subject: logical('Patient', SYSTEM.identityCode, item.identityCode),
    date: item.createdAt,
    custodian: item.controllerOid,
    replaced: item.replaces,
    language: item.language,
  };
  const signer = signature === null ? organisation(oid) : practitioner(sent.author);
  return filing(tools, sent, document, described, jws === null ? null : { text: jws, signer });
}
