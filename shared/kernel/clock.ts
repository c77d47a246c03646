import { type Instant, type LocalDate } from './time.ts';

/** The only way to know the time. `today` is the calendar date in Europe/Helsinki. */
export interface Clock {
  /** Wall clock, milliseconds since 1970-01-01T00:00Z. */
  nowMs(): number;
  now(): Instant;
  today(): LocalDate;
  /** Never goes back; for time-outs and idle times only. */
  monotonicMs(): number;
}

/** Evenly distributed in [0, 1). */
export type Random = () => number;

/** A random UUID (version 4), lower case, without a prefix. */
export type NewUuid = () => string;

/** Runs `work` once after `delayMs`; the returned function cancels it. */
export interface Timers {
  after(delayMs: number, work: () => void): () => void;
}

/** SHA-256 of the bytes in lower-case hexadecimal; passed in, because the kernel has no cryptography of its own. */
export type Sha256 = (bytes: Uint8Array) => string;
