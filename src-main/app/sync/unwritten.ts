import { type Log } from '../ports/platform.port.ts';
import { type OutboxItem } from '../ports/store/outbox.port.ts';
import { StoreFault } from '../ports/store.port.ts';

/** Outcomes that the disk refused to keep: they are written before anything else is begun. */
export function createUnwritten(log: Log, announce: (item: OutboxItem) => void) {
  const waiting = new Map<string, () => void>();

  /** Runs `work`; a refusal of the disk is noted and leaves it to be tried again. */
  function tried(work: () => void, refused: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof StoreFault)) throw error;
      log.error('queue.notStored', { code: error.code });
      refused();
    }
  }

  function writeAll(): void {
    for (const again of [...waiting.values()]) again();
  }

  return {
    has: (key: string): boolean => waiting.has(key),
    /** Writes and tells; when the disk refuses, it is kept for later and nothing is told. */
    keep(key: string, write: () => OutboxItem | null): void {
      const again = (): void => {
        const item = write();
        waiting.delete(key);
        if (item !== null) announce(item);
      };
      tried(again, () => waiting.set(key, again));
    },
    /** @throws StoreFault while the disk refuses still */
    writeAll,
    /** The last chance before the store is closed; what the disk refuses is asked for at the next start. */
    writeLast: (): void => tried(writeAll, () => undefined),
  };
}
