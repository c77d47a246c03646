import { keptSuite } from './store/kept.suite.ts';
import { outboxSuite } from './store/outbox.suite.ts';
import { peopleSuite } from './store/people.suite.ts';
import { transactionsSuite } from './store/transactions.suite.ts';
import { type StoreAtHand } from './store/at-hand.ts';

/** What every store promises. */
export function storeSuite(name: string, open: StoreAtHand['open']): void {
  for (const suite of [transactionsSuite, outboxSuite, peopleSuite, keptSuite]) suite({ name, open });
}
