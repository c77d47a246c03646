import { event, type HostEvent } from '../../shared/contract/api.ts';

export type EventHub = Readonly<{
  /** Decoded before it leaves: an event that does not fit the contract is a bug of ours. */
  emit(fact: HostEvent): void;
  on(hear: (fact: HostEvent) => void): () => void;
}>;

export function createEventHub(): EventHub {
  const hearers = new Set<(fact: HostEvent) => void>();
  return {
    emit(fact) {
      const decoded = event.parse(fact);
      for (const hear of [...hearers]) hear(decoded);
    },
    on(hear) {
      hearers.add(hear);
      return () => void hearers.delete(hear);
    },
  };
}
