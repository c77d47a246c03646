import { type ErrorCode } from '../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Result } from '../../../shared/kernel/result.ts';
import { type Instant, type LocalDate } from '../../../shared/kernel/time.ts';
import { type Limitation } from '../../../shared/domain/people/limitation.ts';
import { type Patient, type Professional } from '../../../shared/domain/people/person.ts';
import { type PrescriptionRow } from '../../../shared/domain/prescribing/prescription.ts';
import { type RenewalInboxItem } from '../../../shared/domain/prescribing/renewal.ts';
import { type DeclarationRow, type DisclosedRow } from '../../../shared/domain/consent/declaration.ts';
import { type Service } from '../../../shared/domain/queue.ts';
import { type Authorisation } from '../../../shared/domain/records/authorisation.ts';
import { type ImagingStudy, type KeyObjects } from '../../../shared/domain/records/imaging.ts';
import { type RecordDocument, type RecordRow, type ServiceEvent } from '../../../shared/domain/records/record.ts';
import { type ToldDelivery } from '../../../shared/domain/records/delivery.ts';
import { type SocialItem } from '../../../shared/domain/social/social-item.ts';
import { type ReadableBlock } from '../../../shared/domain/readable.ts';

export type NetCode = Extract<ErrorCode, `NET-${string}`>;
export type NetFailure = Readonly<{ code: NetCode; detail?: readonly string[] }>;

/** Who asks and why; travels in the token of every request and is logged by the service. */
export type QueryContext = Readonly<{
  actor: Pick<Professional, 'registrationNumber' | 'right'>;
  organisationOid: Oid;
  unitOid: Oid;
  /** Code of 1.2.246.537.5.40110.2006. */
  reason: string;
  relation: string;
  /** One id for everything that one press of a key caused. */
  correlationId: string;
}>;

/** What became of a message. `retryAfterMs` is the service's own wish. */
export type SendReply =
  | Readonly<{
      kind: 'accepted';
      reference: string;
      at: Instant;
      replayed: boolean;
      verified: boolean;
      bytes: Uint8Array;
    }>
  /** The service holds other bytes under this key, or the state does not allow it: a person decides. */
  | Readonly<{ kind: 'conflict'; code: NetCode; detail: string | null }>
  | Readonly<{ kind: 'refused'; code: NetCode; detail: string | null }>
  /** Nothing was stored for sure: it may be sent again later. */
  | Readonly<{ kind: 'notSent'; code: NetCode; retryAfterMs: number | null }>
  /** The answer was lost: ask before sending again. */
  | Readonly<{ kind: 'unknown'; code: NetCode }>
  | Readonly<{ kind: 'unauthorised'; code: NetCode }>;

/** What the service says it holds. */
export type Held =
  | Readonly<{ known: false }>
  | Readonly<{
      known: true;
      same: boolean;
      reference: string;
      at: Instant;
      receipt: Readonly<{ verified: boolean; bytes: Uint8Array }> | null;
    }>;

export interface KantaLine {
  /** Sends the exact bytes; the same message id on each retry. */
  send(
    message: Readonly<{ service: Service; messageId: string; body: Uint8Array; context: QueryContext }>,
  ): Promise<SendReply>;
  /**
   * Does the service hold this document, has this service event been opened, or ended? What is held as it was sent comes with
   * the service's signed answer to the message; null when the service no longer keeps that answer.
   */
  ask(
    question: Readonly<{
      service: Service;
      act:
        | 'document'
        | 'serviceEventOpened'
        | 'serviceEventEnded'
        | 'willGiven'
        | 'willWithdrawn'
        | 'deliveryAsked'
        | 'deliveryWithdrawn';
      oid: Oid;
      digest: string;
      /** Under which the message was sent. */
      messageId: string;
      context: QueryContext;
    }>,
  ): Promise<Result<Held, NetFailure>>;
  /** A cheap question that shows whether the service answers, with the drift of its clock. */
  probe(service: Service): Promise<Result<Readonly<{ tookMs: number; driftMs: number | null }>, NetFailure>>;
}

/** A lot of a prescription that any pharmacy handed over, and that was not cancelled. */
export type GivenLot = Readonly<{
  prescriptionSetId: Oid;
  givenAt: Instant;
  /** Null where none is told: what was made at a pharmacy, what the database does not have. */
  vnr: string | null;
  /** Trade name as the dispensing has it. */
  name: string;
}>;

export interface PrescriptionCentre {
  /**
   * All prescriptions of the patient with their states and legal documents read into the domain.
   * @param named set ids that the customer has shown on an instruction or a summary: these are found although the patient has
   *   denied them, or has no identity code; those of somebody else are left out
   */
  ofPatient(
    patient: Patient,
    context: QueryContext,
    named?: readonly Oid[],
  ): Promise<Result<readonly PrescriptionRow[], NetFailure>>;
  /** What was handed over on these prescriptions of the patient by every pharmacy, in any order. */
  lots(
    patient: Patient,
    setIds: ReadonlySet<Oid>,
    context: QueryContext,
  ): Promise<Result<readonly GivenLot[], NetFailure>>;
  /**
   * The document as it is stored, byte for byte, by its own OID: what a cancellation or a correction of it is written on, so
   * that nothing in it is lost that this program does not know. RX-0001: the Centre does not show it.
   */
  document(oid: Oid, context: QueryContext): Promise<Result<Uint8Array, NetFailure | Readonly<{ code: 'RX-0001' }>>>;
  /**
   * Takes the dispensing hold; taking one's own again gives the same answer. `row`: the prescription as it was listed last, when
   * the answer tells that nothing has happened to it since; null when it has to be asked for.
   */
  hold(
    setId: Oid,
    context: QueryContext,
  ): Promise<
    Result<
      Readonly<{ secret: string; row: PrescriptionRow | null }>,
      NetFailure | Readonly<{ code: 'RX-0002' | 'RX-0003' | 'RX-0001' }>
    >
  >;
  release(setId: Oid, secret: string, context: QueryContext): Promise<Result<null, NetFailure>>;
}

/** Renewal requests of the own unit. Online only: nothing here is queued. */
export interface RenewalInbox {
  /** Requests that wait: new ones and those taken into work. */
  list(context: QueryContext): Promise<Result<readonly RenewalInboxItem[], NetFailure>>;
  /** Takes a request into work, which starts its eight days. Taken again it gives the same answer. */
  receive(
    id: string,
    context: QueryContext,
  ): Promise<Result<RenewalInboxItem, NetFailure | Readonly<{ code: 'RNW-0001' }>>>;
}

/** `content` is null where the document is not taken apart: it is still read as text. */
export type ArchivedRecord = Readonly<{ readable: readonly ReadableBlock[]; content: RecordDocument | null }>;

/** What is known so far: each further page tells all rows anew, because a version's number follows from those behind it. */
export type RecordPage = Readonly<{
  rows: readonly RecordRow[];
  serviceEvents: readonly ServiceEvent[];
  /** Null when this is all there is. */
  more: (() => Promise<Result<RecordPage, NetFailure>>) | null;
}>;

export interface PatientDataRepository {
  /** The newest documents and service events first; `more` goes on from there. */
  ofPatient(patient: Patient, context: QueryContext): Promise<Result<RecordPage, NetFailure>>;
  /** One archived document: its readable text as blocks, and what it says where it is of a kind that is understood. */
  read(documentOid: Oid, context: QueryContext): Promise<Result<ArchivedRecord, NetFailure>>;
  /** All versions of a document that the archive knows, the replaced ones too, newest first. */
  versions(patient: Patient, setId: Oid, context: QueryContext): Promise<Result<readonly RecordRow[], NetFailure>>;
  findPatient(identityCode: string, context: QueryContext): Promise<Result<Patient | null, NetFailure>>;
}

/** The Patient Data Management Service: declarations of will. Writing goes through the queue. */
export interface WillService {
  /** All declarations of the patient, denials too: for keeping them together with the person. */
  ofPatient(patient: Patient, context: QueryContext): Promise<Result<readonly DeclarationRow[], NetFailure>>;
}

/** The Client Data Repository for Social Welfare. Writing goes through the queue. */
export interface SocialRepository {
  /** Documents of a client, of the own register and of those opened to this unit, that are not among the known ones. */
  ofClient(
    identityCode: string,
    known: ReadonlySet<Oid>,
    context: QueryContext,
  ): Promise<Result<readonly SocialItem[], NetFailure>>;
}

/** What became of certificates that were sent on at the client's request. Asking for it goes through the queue. */
export interface CertificateDelivery {
  /** Forwardings that the own organisation has asked for. */
  ofPatient(identityCode: string, context: QueryContext): Promise<Result<readonly ToldDelivery[], NetFailure>>;
}

/** Authorisations of purchased services. Granting and ending go through the queue. */
export interface PurchasedServices {
  /** Those of the patient that name the own controller as organiser or producer, newest first. */
  ofPatient(identityCode: string, context: QueryContext): Promise<Result<readonly Authorisation[], NetFailure>>;
}

export type DisclosureQuestion = Readonly<{
  identityCode: string;
  purpose: 'care' | 'emergency';
  reason: string;
  serviceEventOid: Oid | null;
  /** The organiser's authorisation that is used; null asks by the person's own permission. */
  authorisationOid: Oid | null;
}>;

/** Documents of other registers: asked online each time, decided by the service, what is left out is not told. */
export interface DisclosureSearch {
  search(
    question: DisclosureQuestion,
    context: QueryContext,
  ): Promise<Result<readonly DisclosedRow[], NetFailure | Readonly<{ code: 'DIS-0001' | 'DIS-0005' }>>>;
}

/** The Imaging Data Repository: its registry and key-object references, read only; images are for viewers. */
export interface ImagingRepository {
  /** Studies of the own register with what was written about them. */
  ofPatient(patient: Patient, context: QueryContext): Promise<Result<readonly ImagingStudy[], NetFailure>>;
  /** Studies of other registers, by the same decision as documents. */
  disclosed(
    question: DisclosureQuestion,
    context: QueryContext,
  ): Promise<Result<readonly ImagingStudy[], NetFailure | Readonly<{ code: 'DIS-0001' | 'DIS-0005' }>>>;
  /** IMG-0001: there is none, or it is not shown any more; IMG-0002: it is not the reference of this study. */
  keyObjects(
    study: Pick<ImagingStudy, 'uid' | 'manifestOid'>,
    context: QueryContext,
  ): Promise<Result<KeyObjects, NetFailure | Readonly<{ code: 'IMG-0001' | 'IMG-0002' }>>>;
}

export type RoleAnswer = Readonly<{
  registrationNumber: string;
  right: string | null;
  inForce: boolean;
  from: LocalDate;
  until: LocalDate | null;
  organisationOid: Oid;
  /** Restrictions of the right; left out by answers that an older version of the product kept. */
  limitations?: readonly Limitation[];
}>;

/** Who controls a register: a provider that stands under no other. */
export type Controller = Readonly<{ oid: Oid; name: string }>;

export interface RoleService {
  /** Providers of health care and social welfare, by name. */
  controllers(context: QueryContext): Promise<Result<readonly Controller[], NetFailure>>;
  /** Null when the register does not know the professional in this organisation. */
  rightOf(
    registrationNumber: string,
    organisationOid: Oid,
    context: QueryContext,
  ): Promise<Result<RoleAnswer | null, NetFailure>>;
}
