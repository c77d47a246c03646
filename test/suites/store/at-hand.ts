import { test } from 'vitest';
import { type Store } from '../../../src-main/app/ports/store.port.ts';

/** The kind of store that a suite runs on. `open` gives a fresh, empty one each time. */
export type StoreAtHand = Readonly<{ name: string; open: () => Store }>;

/** A test over a store of its own, which is closed after it. */
export const usingOf =
  (open: () => Store) =>
  (title: string, work: (store: Store) => void): void =>
    test(title, () => {
      const store = open();
      try {
        work(store);
      } finally {
        store.close();
      }
    });
