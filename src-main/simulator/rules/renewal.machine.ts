/**
 * Renewal requests as the Prescription Centre keeps them, read from Kela's page on renewal: for each state what may be done by
 * whom and what it becomes. What is not in the table is refused.
 */
export type RequestState = 'none' | 'sent' | 'received' | 'renewed' | 'rejected' | 'returned' | 'expired' | 'withdrawn';
export type RequestAct = 'create' | 'withdraw' | 'receive' | 'renewed' | 'rejected' | 'returned' | 'too-old';
export type RequestParty = 'asker' | 'asked' | 'centre' | 'other';

/** How long a received request waits for its answer. */
export const ANSWER_DAYS = 8;

const TABLE: Readonly<Record<RequestState, readonly (readonly [RequestAct, RequestParty, RequestState])[]>> = {
  none: [['create', 'asker', 'sent']],
  sent: [
    ['withdraw', 'asker', 'withdrawn'],
    ['receive', 'asked', 'received'],
  ],
  received: [
    ['receive', 'asked', 'received'],
    ['renewed', 'asked', 'renewed'],
    ['rejected', 'asked', 'rejected'],
    ['returned', 'asked', 'returned'],
    ['too-old', 'centre', 'expired'],
  ],
  // A rejected prescription cannot be asked for again; the others can.
  rejected: [],
  renewed: [['create', 'asker', 'sent']],
  returned: [['create', 'asker', 'sent']],
  expired: [['create', 'asker', 'sent']],
  withdrawn: [['create', 'asker', 'sent']],
};

/** What the request becomes, or null where the act is refused. */
export const requestAfter = (state: RequestState, act: RequestAct, party: RequestParty): RequestState | null =>
  TABLE[state].find(([a, p]) => a === act && p === party)?.[2] ?? null;
