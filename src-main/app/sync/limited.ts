import { type Timers } from '../../../shared/kernel/clock.ts';

/** A throw before the first await is a failed attempt like any other. */
export const started = async <T>(work: () => Promise<T>): Promise<T> => work();

/** Work that fails or takes longer than `limitMs` gives what `onLimit` says; what comes later is not heard here. */
export const limitedTo =
  (timers: Timers, limitMs: number) =>
  <T>(work: Promise<T>, onLimit: () => T): Promise<T> =>
    new Promise(resolve => {
      const cancel = timers.after(limitMs, () => resolve(onLimit()));
      work.then(
        value => {
          cancel();
          resolve(value);
        },
        () => {
          cancel();
          resolve(onLimit());
        },
      );
    });
