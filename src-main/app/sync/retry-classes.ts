import { type OutboxState } from '../../../shared/domain/queue.ts';
import { type ErrorCode } from '../../../shared/kernel/error-codes.ts';
import { type SendReply } from '../ports/kanta.port.ts';

/** What an answer says of the service itself, for its circuit breaker. */
export type ServiceSign = 'answered' | 'failed' | 'locked';

type RetryClass = Readonly<{
  leadsTo: OutboxState;
  /** Whether it may be the item's own failure, when others pass. */
  counts: boolean;
  service: ServiceSign;
  /** Where the rule stands: HL7 FHIR R4 (http), RFC 9110 (status codes), or our own decision. */
  source: string;
}>;

/**
 * How each kind of reply is taken. Which status, loss or outcome makes which kind stands in the adapter
 * (`adapters/kanta/reply-table.ts`); here is what the kind does to an item.
 */
export const RETRY_CLASSES = {
  accepted: { leadsTo: 'accepted', counts: false, service: 'answered', source: 'FHIR R4 http, transaction-response' },
  conflict: { leadsTo: 'held', counts: false, service: 'answered', source: 'RFC 9110 15.5.10, FHIR R4 http 3.1.0.5' },
  refused: {
    leadsTo: 'rejected',
    counts: false,
    service: 'answered',
    source: 'RFC 9110 15.5.1, FHIR R4 http 3.1.0.4.4',
  },
  notSent: { leadsTo: 'queued', counts: true, service: 'failed', source: 'RFC 9110 15.6.4, RFC 6585 4' },
  unknown: { leadsTo: 'unknown', counts: true, service: 'failed', source: 'own decision: a lost answer is asked for' },
  unauthorised: { leadsTo: 'queued', counts: false, service: 'locked', source: 'RFC 9110 15.5.2' },
} as const satisfies Record<SendReply['kind'], RetryClass>;

/** Answers after which only a person can go on: an item that carries one of them is not sent without a decision. */
export const RESTING_CODES: ReadonlySet<ErrorCode> = new Set([
  'NET-0006', // the service does not allow it
  'NET-0007', // the service refuses the content
  'NET-0008', // the state or version there is another one
  'NET-0009', // other bytes under the same identifier
  'QUE-0002', // what it depends on was cancelled
  'QUE-0003', // too old
  'QUE-0004', // fails alone
  'QUE-0005', // given up while a copy may still be on its way
  'QUE-0006', // put back from a backup, unknown to the service
  'QUE-0008', // past the day up to which it made sense
  'NET-0010', // its signature is not accepted
  'DB-0003', // the stored bytes changed
] as const satisfies readonly ErrorCode[]);
