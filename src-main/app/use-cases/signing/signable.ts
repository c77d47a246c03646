import { type Confirmation } from '../../../../shared/domain/finding.ts';
import { type Act, type Service } from '../../../../shared/domain/queue.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type LocalDate } from '../../../../shared/kernel/time.ts';
import { type Environment } from '../../environment.ts';
import { type DocumentContent } from '../../ports/documents.port.ts';
import { type CardCertificate } from '../../ports/signing-card.port.ts';
import { type Draft, type DraftKind } from '../../ports/store/drafts.port.ts';
import { type Tx } from '../../ports/store.port.ts';
import { type Desk } from '../../session/session.ts';

/** What one kind of document adds to the signing that all share. */
export type Signable = Readonly<{
  kind: DraftKind;
  /** Where one kind of draft becomes several kinds of documents. */
  kindOf?(content: DocumentContent['content'], draft: Draft): DocumentContent['kind'];
  act: Act;
  service: Service;
  /** Query reason that the message is sent under, 1.2.246.537.5.40110.2006. */
  reason: string;
  /** Where one kind of draft goes under several reasons. */
  reasonOf?(draft: Draft): string;
  /** The signer prescribes, so the card must bear a prescriber’s identifier (SV number). */
  signsAsPrescriber?(draft: Draft): boolean;
  /** A last look before the card is asked: rules that stop signing, states that changed since. */
  refusal(draft: Draft): Failure | null;
  /** Findings that the signer took on with a reason. */
  confirmations(draft: Draft): readonly Confirmation[];
  orderKey(content: DocumentContent['content']): string;
  summary(content: DocumentContent['content'], draft: Draft): string;
  /** The last day on which the act still makes sense (`OutboxItem.validUntil`); left out, it always does. */
  validUntil?(content: DocumentContent['content'], draft: Draft): LocalDate | null;
  /** Queue items that must be accepted before this one may go. */
  afterOf?(tx: Tx, content: DocumentContent['content']): readonly string[];
  /** Seconds that the signed act waits before it is sent, and may be taken back meanwhile; 0 where left out. */
  takeBackSeconds?(): number;
  /** Further changes in the transaction that stores the signed document. */
  alsoStore?(tx: Tx, draft: Draft): void;
  /** Further changes in the same transaction, once for all that it stores of this kind. */
  alsoStoreTogether?(tx: Tx, drafts: readonly Draft[]): void;
}>;
/** The kinds that a batch may hold. */
export type Signables = ReadonlyMap<DraftKind, Signable>;

type Frozen = NonNullable<Draft['frozen']>;
/** A document that may be signed now, as it was shown. */
export type Ready = Readonly<{ signable: Signable; draft: Draft; frozen: Frozen }>;
/** What goes under one signature. */
export type Portion = readonly [Ready, ...Ready[]];
/** Whose batch it is, and with what it is signed. */
export type Signing = Readonly<{
  env: Environment;
  desk: Desk;
  certificate: CardCertificate;
  /** Seconds that an act of this kind waits before it is sent: the signer's setting, read once for the batch. */
  holds: ReadonlyMap<Signable, number>;
}>;
