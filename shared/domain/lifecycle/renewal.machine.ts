import { assertNever, fail, ok, type Result } from '../../kernel/result.ts';
import { addDays, type Instant, type LocalDate } from '../../kernel/time.ts';

/** State of the request to renew a prescription; `none` before the first. Code system 1.2.246.537.5.40106.2006. */
export const RENEWAL_STATES = [
  'none',
  'sent',
  'received',
  'renewed',
  'rejected',
  'returned',
  'expired',
  'withdrawn',
] as const;
export type RenewalState = (typeof RENEWAL_STATES)[number];

/** The newest request to renew a prescription, as the Centre tells it. */
export type RenewalAsked = Readonly<{
  state: Exclude<RenewalState, 'none'>;
  requestedAt: Instant;
  /** When a received request ends unanswered; null before it was taken into work. */
  endsAt: Instant | null;
  /** Why it was rejected or returned, in the prescriber's words; empty without one. */
  ground: string;
}>;

/** Requester: the pharmacy, unit or citizen that asked. Recipient: the unit that was asked. */
export const RENEWAL_ROLES = ['requester', 'recipient', 'centre', 'stranger'] as const;
export type RenewalRole = (typeof RENEWAL_ROLES)[number];

export const RENEWAL_EVENTS = ['request', 'withdraw', 'fetch', 'renew', 'reject', 'return', 'expire'] as const;
export type RenewalEvent = (typeof RENEWAL_EVENTS)[number];

export type RenewalRefusal =
  'pending' | 'rejectedBefore' | 'notPending' | 'notReceived' | 'alreadyReceived' | 'notThisRole';
export type RenewalStep = Result<RenewalState, RenewalRefusal>;

/** Days after the recipient's system received a request, after which the Centre ends it. Source: kanta.fi, renewal at a pharmacy. */
export const RENEWAL_DAYS = 8;

/** The day on which an unhandled request expires. */
export const renewalEndsOn = (receivedOn: LocalDate): LocalDate => addDays(receivedOn, RENEWAL_DAYS);

/** @returns the refusal where the state does not take another request */
function againstRequest(state: RenewalState): RenewalRefusal | null {
  switch (state) {
    case 'sent':
    case 'received':
      return 'pending';
    case 'rejected':
      return 'rejectedBefore';
    case 'none':
    case 'renewed':
    case 'returned':
    case 'expired':
    case 'withdrawn':
      return null;
    default:
      return assertNever(state);
  }
}

const answered = (state: RenewalState, role: RenewalRole, next: RenewalState): RenewalStep => {
  if (role !== 'recipient') return fail('notThisRole');
  return state === 'received' ? ok(next) : fail(state === 'sent' ? 'notReceived' : 'notPending');
};

/**
 * The next state of a request, or why not. What the prescription itself must allow (no ban, window of 28 or 16 months, a unit
 * that takes requests) are rules R46 and R47. Source: kanta.fi, renewing a prescription at a pharmacy.
 */
export function renewalStep(state: RenewalState, event: RenewalEvent, role: RenewalRole): RenewalStep {
  switch (event) {
    case 'request': {
      if (role !== 'requester') return fail('notThisRole');
      const against = againstRequest(state);
      return against === null ? ok('sent') : fail(against);
    }
    case 'withdraw':
      if (role !== 'requester') return fail('notThisRole');
      return state === 'sent' ? ok('withdrawn') : fail(state === 'received' ? 'alreadyReceived' : 'notPending');
    case 'fetch':
      if (role !== 'recipient') return fail('notThisRole');
      return state === 'sent' || state === 'received' ? ok('received') : fail('notPending');
    case 'renew':
      return answered(state, role, 'renewed');
    case 'reject':
      return answered(state, role, 'rejected');
    case 'return':
      return answered(state, role, 'returned');
    case 'expire':
      if (role !== 'centre') return fail('notThisRole');
      return state === 'received' ? ok('expired') : fail('notReceived');
    default:
      return assertNever(event);
  }
}
