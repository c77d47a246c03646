import { type NetCode } from '../../app/ports/kanta.port.ts';
import { type Family, type Refusal } from '../../wire/fhir/outcome.ts';
import { type Exchange } from './http.ts';

/** What a refusal means for a message of the queue, and which code a person reads. */
export type Meaning = Readonly<{
  kind: 'notSent' | 'unknown' | 'unauthorised' | 'refused' | 'conflict';
  code: NetCode;
}>;

const row = (kind: Meaning['kind'], code: NetCode): Meaning => ({ kind, code });

/** No answer at all. */
export const BY_LOSS = {
  unreachable: row('notSent', 'NET-0001'),
  connectTimeout: row('notSent', 'NET-0001'),
  timeout: row('unknown', 'NET-0004'),
  reset: row('unknown', 'NET-0004'),
  truncated: row('unknown', 'NET-0003'),
  tooLarge: row('unknown', 'NET-0003'),
} as const satisfies Record<string, Meaning>;

/** Something answered that is not the service: a proxy's page, a portal, broken JSON. Whether it passed the message on is open. */
export const NOT_THE_SERVICE = row('unknown', 'NET-0003');
/** A status that no table knows parks the message: nothing is guessed. */
export const UNKNOWN_STATUS = row('refused', 'NET-0003');

/**
 * Statuses that mean the same whoever says it, an OperationOutcome or not. 500, 502 and 504 leave the outcome open; 429 and
 * 503 come before any work. A redirect is a portal or a fault of configuration; nothing was taken.
 */
export const BY_BARE_STATUS: ReadonlyMap<number, Meaning> = new Map([
  [301, row('notSent', 'NET-0003')],
  [302, row('notSent', 'NET-0003')],
  [303, row('notSent', 'NET-0003')],
  [307, row('notSent', 'NET-0003')],
  [308, row('notSent', 'NET-0003')],
  [401, row('unauthorised', 'NET-0005')],
  [407, row('notSent', 'NET-0001')],
  [408, row('unknown', 'NET-0004')],
  [429, row('notSent', 'NET-0002')],
  [500, row('unknown', 'NET-0004')],
  [502, row('unknown', 'NET-0004')],
  [503, row('notSent', 'NET-0002')],
  [504, row('unknown', 'NET-0004')],
]);

/** Refusals that only the service itself can speak, with an OperationOutcome. */
export const BY_STATUS: ReadonlyMap<number, Meaning> = new Map([
  [400, row('refused', 'NET-0007')],
  [403, row('refused', 'NET-0006')],
  [404, row('refused', 'NET-0003')],
  [405, row('refused', 'NET-0003')],
  [406, row('refused', 'NET-0003')],
  [409, row('conflict', 'NET-0008')],
  [410, row('refused', 'NET-0003')],
  [412, row('conflict', 'NET-0008')],
  [413, row('refused', 'NET-0007')],
  [415, row('refused', 'NET-0003')],
  [422, row('refused', 'NET-0007')],
  [428, row('refused', 'NET-0003')],
]);

/** Where the family says more than the status does. */
export const BY_FAMILY: Readonly<Partial<Record<Family, Meaning>>> = {
  'E-DUP': row('conflict', 'NET-0009'),
  'E-STATE': row('conflict', 'NET-0008'),
  'E-REF': row('conflict', 'NET-0008'),
};

/** FHIR issue type `security` with a 422: the signature or its certificate, not the content (R4 IssueType). */
export const SIGNATURE_REFUSED = row('refused', 'NET-0010');

export function meaningOfLoss(exchange: Exclude<Exchange, { at: 'answered' }>): Meaning {
  if (exchange.at === 'notSent') return exchange.why === 'timeout' ? BY_LOSS.connectTimeout : BY_LOSS.unreachable;
  return BY_LOSS[exchange.why];
}

/** @param refusal the OperationOutcome of the answer, null when it carried none */
export function meaningOfStatus(status: number, refusal: Refusal | null): Meaning {
  const bare = BY_BARE_STATUS.get(status);
  if (bare) return bare;
  if (!refusal) return NOT_THE_SERVICE;
  const byStatus = BY_STATUS.get(status);
  if (!byStatus) return UNKNOWN_STATUS;
  if (status === 422 && refusal.issues.includes('security')) return SIGNATURE_REFUSED;
  return (refusal.family === null ? undefined : BY_FAMILY[refusal.family]) ?? byStatus;
}

const DELTA_SECONDS = /^\d{1,6}$/;

/** Retry-After in milliseconds (RFC 9110, 10.2.3): seconds or a date. Null when absent or not understood. */
export function retryAfterMs(header: string | undefined, nowMs: number): number | null {
  if (header === undefined) return null;
  if (DELTA_SECONDS.test(header)) return Number(header) * 1000;
  const untilMs = Date.parse(header);
  return Number.isNaN(untilMs) ? null : Math.max(0, untilMs - nowMs);
}
