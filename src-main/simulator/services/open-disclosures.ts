import { type Caller } from '../trust/token.ts';

/** Why the documents were disclosed; asked again at each opening. */
export type DisclosureWish = Readonly<{
  purpose: 'care' | 'emergency';
  because: string;
  instead: string;
  event: string;
  /** The authorisation of a purchased service that is used; empty without one. */
  authorisation: string;
}>;

export interface OpenDisclosures {
  open(caller: Caller, patientId: string, wish: DisclosureWish, untilMs: number): void;
  of(caller: Caller, patientId: string, nowMs: number): DisclosureWish | null;
}

const keyOf = ({ organisation, person }: Caller, patientId: string): string =>
  [organisation, person, patientId].join('|');

/** Disclosure searches that were answered lately: by person, organisation and patient. A new start of the service forgets them. */
export function createOpenDisclosures(): OpenDisclosures {
  const kept = new Map<string, Readonly<{ wish: DisclosureWish; untilMs: number }>>();
  return {
    open(caller, patientId, wish, untilMs) {
      kept.set(keyOf(caller, patientId), { wish, untilMs });
    },
    of(caller, patientId, nowMs) {
      const found = kept.get(keyOf(caller, patientId));
      return found !== undefined && nowMs <= found.untilMs ? found.wish : null;
    },
  };
}
