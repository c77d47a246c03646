/** What a shell tells the host at its start, and how a start is refused. */
import { type Clock, type Timers } from '../shared/kernel/clock.ts';
import { type ErrorCode } from '../shared/kernel/error-codes.ts';
import { type SignatureHash } from '../shared/codes/signature-hash.ts';
import { type Secrets } from './app/ports/platform.port.ts';
import { type StartCardProcess } from './adapters/card/pkcs11/card-process.ts';
import { type ProfileFault } from './adapters/system/profile-words.ts';

/** A process of the product beside the host, as a shell starts it. */
export type StartService = (
  service: 'simulator',
  args: readonly string[],
  hear: Readonly<{ line(text: string): void; exit(): void }>,
) => Readonly<{ stop(): Promise<void> }>;

export type HostOptions = Readonly<{
  shell: 'electron' | 'node' | 'direct';
  resourcesDir: string;
  dataDir: string;
  /** A simulator that runs already, with the token of its control interface where it is known; null starts the embedded one. */
  simulator: Readonly<{ url: string; controlToken: string | null }> | null;
  /** Folder of a release in the basic register's text form; null takes the practice release. */
  medicinesDir?: string | null;
  workstation: string;
  /** File of a real environment; without one the host is the practice profile. Its values stand before those given here. */
  profilePath?: string | null;
  startService: StartService;
  /** Starts the process that holds the PKCS#11 module; without one there are practice cards only. */
  startCard?: StartCardProcess;
  /** Library of the card software, before what is set in the settings. */
  cardModule?: string | null;
  /** Hash of new signatures; null or absent: the strongest that the card's key offers. */
  signatureHash?: SignatureHash | null;
  /** The shell's own keystore; without one the key lies in a file that only this user can read. */
  secrets?: Secrets;
  /** How long a practice card takes for one signature; real ones need 500 to 2000 ms. */
  cardDelayMs?: number;
  /** Covers the desk when nobody has pressed a key for so long; default ten minutes. */
  idleLockMs?: number;
  /** How old an answer of the role service may be when its line is down; default 24 hours. */
  rightMaxAgeMs?: number;
  /** How long a signed prescription waits before it is sent; default ten seconds. */
  takeBackSeconds?: number;
  /** The time of everything that the host does; default the machine's. */
  clock?: Clock;
  timers?: Timers;
}>;

/** The host cannot start; the code says what a person is told. Nothing was overwritten. */
export class StartRefused extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode) {
    super(code);
    this.code = code;
  }
}

/** The profile file cannot be used: every fault of it at once. Nothing was started. */
export class ProfileRefused extends Error {
  readonly faults: readonly ProfileFault[];
  constructor(faults: readonly ProfileFault[]) {
    super('the profile cannot be used');
    this.faults = faults;
  }
}
