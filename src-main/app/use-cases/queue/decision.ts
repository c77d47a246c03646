import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Result } from '../../../../shared/kernel/result.ts';
import { type OutboxItem, type QueueDecisionKind } from '../../ports/store/outbox.port.ts';
import { type Tx } from '../../ports/store.port.ts';

/** A person's recorded decision on an item, carried out by the queue. */
export type QueueDecision = (
  itemId: string,
  decision: QueueDecisionKind,
  by: string,
  reason: string,
  /** Further changes in the transaction of the decision. */
  also?: (tx: Tx) => void,
) => Result<OutboxItem, Failure<'QUE-0001' | 'QUE-0002' | 'QUE-0005'>>;
