import { type Caller } from '../trust/token.ts';

/** How long a prescription that was asked for by its identifier stays open to whoever asked. Own choice: one visit of a customer. */
const OPEN_MS = 60 * 60_000;
const MOST = 2000;

export interface NamedPrescriptions {
  note(caller: Caller, setId: string, nowMs: number): void;
  has(caller: Caller, setId: string, nowMs: number): boolean;
}

const keyOf = ({ organisation, person }: Caller, setId: string): string => [organisation, person, setId].join('|');

/**
 * Denied prescriptions that a professional has lately asked for by their own identifiers: what was found so can also be opened.
 * A new start of the service forgets them.
 */
export function createNamedPrescriptions(): NamedPrescriptions {
  const kept = new Map<string, number>();
  return {
    note(caller, setId, nowMs) {
      for (const [key, untilMs] of kept) if (untilMs < nowMs || kept.size >= MOST) kept.delete(key);
      kept.set(keyOf(caller, setId), nowMs + OPEN_MS);
    },
    has: (caller, setId, nowMs) => nowMs <= (kept.get(keyOf(caller, setId)) ?? 0),
  };
}
