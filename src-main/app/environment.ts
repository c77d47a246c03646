import { type GoLive } from '../../shared/domain/social/social.rules.ts';
import { type HostEvent } from '../../shared/contract/api.ts';
import { type StaffMember } from '../../shared/domain/oversight/log-row.ts';
import { type Organisation, type Professional } from '../../shared/domain/people/person.ts';
import { type CertificateFact } from '../../shared/domain/oversight/readiness.ts';
import { type Line, type Service } from '../../shared/domain/queue.ts';
import { type Instant } from '../../shared/kernel/time.ts';
import { type Clock, type NewUuid, type Random, type Sha256, type Timers } from '../../shared/kernel/clock.ts';
import { type DocumentExaminer } from './ports/document-examiner.port.ts';
import { type DocumentCodec, type MessageCodec, type ProofWriter } from './ports/documents.port.ts';
import { type CovidCertificates } from './ports/covid.port.ts';
import { type KantaServices } from './ports/kanta-services.port.ts';
import { type LabelPrinter } from './ports/counter.port.ts';
import { type KnowledgeShelf } from './ports/knowledge.port.ts';
import { type MedicineCatalogue } from './ports/medicine-catalogue.port.ts';
import { type MedicineVersions } from './ports/medicine-versions.port.ts';
import { type CodeRegisters, type Log, type PracticeFaults, type Printer } from './ports/platform.port.ts';
import {
  type CardSoftware,
  type CertificateTrust,
  type PracticeTray,
  type SigningCard,
} from './ports/signing-card.port.ts';
import { type Store } from './ports/store.port.ts';

/** The part of the queue's pump that use cases need. */
export interface Queue {
  /** Something was enqueued: look at once. */
  wake(): void;
  /** Forgets waiting times and probes what is down. */
  tryNow(): void;
  /** Somebody waits for a service whose line is down. */
  wanted(service: Service): void;
  lines(): readonly Line[];
  /** Milliseconds until a parked item may be cancelled, because a copy of it may still be on its way; 0 now. */
  cancellableInMs(itemId: string): number;
  /** How far the clock of this machine is ahead of the services', as last measured; null before. */
  driftMs(): number | null;
}

/** Who is known at this workstation: names, rights as printed on the card, and units. */
export interface Directory {
  professional(registrationNumber: string): Professional | null;
  /** Everybody of the employer's list: what a monitor of the log compares with. */
  staff(): readonly StaffMember[];
  /** Units of social welfare, organisers' and producers'. */
  socialUnits(): readonly Organisation[];
  /** First days of controllers in the Client Data Repository, as each was given; others begin on the law's. */
  socialGoLive(): readonly GoLive[];
}

export type Configuration = Readonly<{
  profile: 'practice' | 'real';
  /** Name of the real environment as its profile file says it; null in the practice profile. */
  environment: string | null;
  version: string;
  shell: 'electron' | 'node' | 'direct';
  secrets: 'osKeystore' | 'keyFile' | 'memory';
  simulator: 'embedded' | 'external' | 'none';
  /** Where one is the patient in the practice world; null in the real one. */
  citizenPage: string | null;
  /** Name of this workstation as the log and the services see it. */
  workstation: string;
  idleLockMs: number;
  /** How long a stored answer of the role service may stand in for a fresh one. */
  rightMaxAgeMs: number;
  /** How long an open patient is kept on a desk whose owner is away. */
  deskMaxAgeMs: number;
  /** Several documents under one signature (kind 2): `oneByOneCards` for cards that ask the PIN before each signature. */
  multiSignature: 'never' | 'oneByOneCards';
  /** How long a signed prescription waits before it is sent, where its signer has not chosen another time; 0 to 60. */
  takeBackSeconds: number;
  startedAtMs: number;
}>;

/** Everything the application reaches the world through. */
export type Environment = KantaServices &
  Readonly<{
    clock: Clock;
    random: Random;
    newUuid: NewUuid;
    randomBytes(length: number): Uint8Array;
    timers: Timers;
    sha256: Sha256;
    base64(bytes: Uint8Array): string;
    store: Store;
    card: SigningCard;
    tray: PracticeTray | null;
    /** The driver of cards in readers; null where there are practice cards only. */
    cardSoftware: CardSoftware | null;
    faults: PracticeFaults | null;
    trust: CertificateTrust;
    /** What the organisation depends on beside its cards, as it stands at this moment. */
    certificates(): readonly CertificateFact[];
    queue: Queue;
    labels: LabelPrinter;
    documents: DocumentCodec;
    examiner: DocumentExaminer;
    messages: MessageCodec;
    proofs: ProofWriter;
    covid: CovidCertificates;
    /** The Pharmaceutical Database as it is in force now. */
    catalogue(): MedicineCatalogue;
    medicines: MedicineVersions;
    knowledge: KnowledgeShelf;
    codes: CodeRegisters;
    printer: Printer;
    directory: Directory;
    log: Log;
    emit(fact: HostEvent): void;
    freeDiskMegabytes(): number | null;
    /** Where the backup of a moment goes: a new name each time. */
    backupPath(at: Instant): string;
    memoryMegabytes(): number;
    /** Lets everything that waits have its turn: long work calls it between its pieces. */
    breathe(): Promise<void>;
    configuration: Configuration;
  }>;
