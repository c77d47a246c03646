import { type ErrorCode } from '../kernel/error-codes.ts';
import { type Oid } from '../kernel/oid.ts';
import { type Instant, type LocalDate } from '../kernel/time.ts';
import { type Act, type OutboxState, type QueueRow } from './queue.ts';

/** Who can mend what stopped, in the order in which people are asked. */
export const FIXERS = ['author', 'cardHolder', 'workplace', 'support', 'service'] as const;
/**
 * `author`: who signed it, because its content or its sense is in question. `cardHolder`: anybody here who may do such an
 * act. `workplace`: the pharmacy or clinic (rights, agreements, a restored database). `support`: a fault of the program or
 * of the message. `service`: nobody here; the program goes on by itself.
 */
export type Fixer = (typeof FIXERS)[number];

/** The usual one by the code that stopped the act; the acts of `SHARED` may be taken over by a colleague. */
const BY_CODE: Readonly<Partial<Record<ErrorCode, Fixer>>> = {
  'NET-0001': 'service',
  'NET-0002': 'service',
  'NET-0003': 'support',
  'NET-0004': 'service',
  'NET-0005': 'workplace',
  'NET-0006': 'workplace',
  'NET-0007': 'author',
  'NET-0008': 'author',
  'NET-0009': 'support',
  'NET-0010': 'author',
  'QUE-0002': 'author',
  'QUE-0003': 'author',
  'QUE-0004': 'support',
  'QUE-0006': 'workplace',
  'QUE-0008': 'author',
  'DB-0003': 'support',
};

/** A dispensing may be made again by any colleague of the pharmacy, a service event opened by any of the unit. */
const SHARED: ReadonlySet<Act> = new Set(['dispensing', 'serviceEventOpened', 'serviceEventEnded']);

type Stopped = Pick<QueueRow, 'state' | 'act' | 'lastAnswer' | 'givenUp'>;

const isParked = (state: OutboxState): boolean => state === 'held' || state === 'rejected';

/**
 * Who can mend this item; null for what goes its ordinary way. What waits because the service failed is told too, so that
 * nobody looks for a fault at this desk.
 */
export function fixerOf({ state, act, lastAnswer, givenUp }: Stopped): Fixer | null {
  if (givenUp) return 'service'; // decided already: the program does the rest
  if (isParked(state)) {
    const usual = lastAnswer === null ? 'support' : (BY_CODE[lastAnswer.code] ?? 'support');
    if (usual === 'service') return 'support'; // a fault of the line does not park an act by itself
    // A signature is made again by whom it names.
    return usual === 'author' && SHARED.has(act) && lastAnswer?.code !== 'NET-0010' ? 'cardHolder' : usual;
  }
  return (state === 'queued' || state === 'unknown') && lastAnswer !== null ? 'service' : null;
}

/** Acts that are documents with a signature of their own. */
const SIGNED: ReadonlySet<Act> = new Set(['prescription', 'dispensing', 'recordDocument']);

/**
 * Refused because of its signature or its certificate: the same document may go under a new signature of its author. The
 * service never took it, so its identifier stays.
 */
export const isForSigningAgain = ({ state, act, lastAnswer, givenUp }: Stopped): boolean =>
  isParked(state) && !givenUp && SIGNED.has(act) && lastAnswer?.code === 'NET-0010';

/** Refusals after which both sides are worth a look: the object has changed, the content is in question, or time has passed. */
const COMPARED: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'NET-0007',
  'NET-0008',
  'NET-0009',
  'QUE-0003',
  'QUE-0006',
  'QUE-0008',
]);

/** Whether a parked act has an object in the service that it can be compared with. */
export const isComparable = ({ state, act, lastAnswer }: Stopped): boolean =>
  isParked(state) && (act === 'prescription' || act === 'dispensing') && COMPARED.has(lastAnswer?.code ?? 'QUE-0001');

/** An act that cannot go before another one: behind it in the lane, or by a dependency that was declared. */
export type Waiting = Readonly<{
  id: string;
  act: Act;
  patientName: string;
  summary: string;
  authorName: string;
  why: 'lane' | 'declared';
}>;

export type Note = Readonly<{ at: Instant; authorName: string; text: string }>;

/** An item that needs somebody, with all that is known about it. */
export type AttentionRow = Readonly<{
  row: QueueRow;
  fixer: Fixer;
  /** Signed by whoever asks. */
  mine: boolean;
  comparable: boolean;
  /** A new signature is what mends it; only its author can give that. */
  signAgain: boolean;
  waiting: readonly Waiting[];
  notes: readonly Note[];
  /** Until then a copy of it may still arrive, and it is neither cancelled nor replaced; null when none can. */
  landsAt: Instant | null;
}>;

/** One author's acts that the services have not accepted. */
export type AuthorsUnsent = Readonly<{ name: string; mine: boolean; rows: readonly QueueRow[] }>;

/** The list at the end of the day: what was not accepted, whoever signed it, oldest first; and what was cancelled today. */
export type EndOfDay = Readonly<{
  on: LocalDate;
  at: Instant;
  acceptedToday: number;
  unsent: number;
  authors: readonly AuthorsUnsent[];
}>;

/** What two versions of a prescription are compared by; the words stand in the screens. */
export const CONFLICT_FIELDS = [
  'state',
  'remaining',
  'medicine',
  'dispensedNow',
  'amount',
  'dose',
  'version',
  'holder',
  'lots',
  'lastDispensed',
  'validUntil',
  'substitution',
] as const;
export type ConflictField = (typeof CONFLICT_FIELDS)[number];

/** A value to be worded in the reader's language. */
export type ConflictValue =
  | Readonly<{ kind: 'text'; text: string }>
  | Readonly<{ kind: 'quantity'; value: string; unit: string }>
  | Readonly<{ kind: 'packages'; count: number; size: string }>
  | Readonly<{ kind: 'days'; count: number }>
  | Readonly<{ kind: 'count'; count: number }>
  | Readonly<{ kind: 'at'; at: Instant }>
  | Readonly<{ kind: 'on'; on: LocalDate }>
  | Readonly<{ kind: 'state'; state: 'notDispensed' | 'partlyDispensed' | 'fullyDispensed' | 'cancelled' | 'expired' }>
  | Readonly<{ kind: 'flag'; yes: boolean }>
  /** Nothing stands there: no holder, never dispensed. */
  | Readonly<{ kind: 'nothing' }>;

/** One field in its three forms; null where a side says nothing of it or is not known. */
export type ConflictRow = Readonly<{
  field: ConflictField;
  base: ConflictValue | null;
  ours: ConflictValue | null;
  theirs: ConflictValue | null;
  /** It is another one in the service than it was when the form opened. */
  changedElsewhere: boolean;
}>;

/** The other side: as the service has it now, nothing under this identifier, or why it could not be asked. */
export type Theirs =
  Readonly<{ at: Instant; found: boolean; fault: null }> | Readonly<{ at: null; found: false; fault: ErrorCode }>;

export type Choice = 'makeAgain' | 'sendAgain' | 'giveUp' | 'keep';
/** What a person may do, and why not; nothing is chosen for them. */
export type ChoiceOffer = Readonly<{ choice: Choice; refusedBy: ErrorCode | null }>;

export type Conflict = Readonly<{
  attention: AttentionRow;
  /** The newest version that the act was made on or is itself. */
  objectOid: Oid;
  /** When the base was read; null when none was kept. */
  baseAt: Instant | null;
  theirs: Theirs;
  /** Differing fields first, in the order of `CONFLICT_FIELDS`; fields that are alike everywhere are left out. */
  fields: readonly ConflictRow[];
  offers: readonly ChoiceOffer[];
}>;
