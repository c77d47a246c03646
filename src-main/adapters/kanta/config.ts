import { type Generation } from '../../../shared/codes/cda-generations.ts';
import { type Clock, type NewUuid } from '../../../shared/kernel/clock.ts';
import { type Language } from '../../../shared/kernel/language.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Result } from '../../../shared/kernel/result.ts';
import { type AnyService } from '../../../shared/domain/queue.ts';
import { type ReadableBlock } from '../../../shared/domain/readable.ts';
import { type DocumentContent } from '../../app/ports/documents.port.ts';

/** The system key of one organisation: signs the tokens of everybody who works there. */
export type SystemKey = Readonly<{
  /** PKCS#8, PEM, EC P-384. */
  key: string;
  /** PEM, the system's certificate first, then its issuers without the root. */
  chain: readonly string[];
}>;

export type Limits = Readonly<{
  /** Until a connection stands, TLS included. */
  connectMs: number;
  /** From then on until the last byte of the answer. */
  answerMs: number;
  /** Longest answer; a longer one is cut and counts as lost. */
  answerBytes: number;
  /** Open connections to one service at a time. */
  connections: number;
  /** Pages of one search that are followed. */
  pages: number;
}>;

export const LIMITS: Limits = {
  connectMs: 5_000,
  answerMs: 30_000,
  answerBytes: 20_000_000,
  connections: 8,
  pages: 20,
};

/** The line to one environment of the services: an address, an identity, and who signs receipts. */
export type KantaConfig = Readonly<{
  /** `http(s)://host:port` without a slash at the end; a service is at `{root}/{service}/baseR4`. */
  root: string;
  /** Full base address of a service that stands elsewhere. */
  bases?: Readonly<Partial<Record<AnyService, string>>>;
  /** Language of refusal texts. */
  language: Language;
  /** How this product names itself in tokens and headers. */
  system: Readonly<{ id: string; name: string; version: string }>;
  /** By organisation OID; a request for another organisation is not sent. */
  systemKeys: ReadonlyMap<Oid, SystemKey>;
  receipts: Readonly<{
    /** PEM; the receipt's certificate has to lead to one of these. */
    roots: readonly string[];
    /** Subject serialNumber of the service's certificate: others of the same authority sign no receipts. */
    signer: string;
  }>;
  /** Client certificate and authorities of TLS, PEM. */
  tls?: Readonly<{ cert?: string; key?: string; ca?: readonly string[] }>;
  /** Token of the simulator's control interface (`{root}/control`); practice profile only. */
  controlToken?: string | null;
  limits?: Partial<Limits>;
  clock: Clock;
  newUuid: NewUuid;
  /** Reads a legal document, its signature included if the caller wants so. */
  readDocument(bytes: Uint8Array): Result<DocumentContent, Readonly<{ finding: string }>>;
  /** How the generation of a document stands to the one that is written here. */
  generationOf(bytes: Uint8Array): Generation;
  readable(bytes: Uint8Array): readonly ReadableBlock[];
}>;

/** Subject serialNumber of the certificate by which the simulator signs receipts. */
export const PRACTICE_RECEIPT_SIGNER = '2.999.246.90';
