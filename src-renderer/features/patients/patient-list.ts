import { type Sourced } from '../../../shared/contract/signing.contract.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Result } from '../../../shared/kernel/result.ts';

/** A document that a service keeps, or that is on its way there. */
type Row = Readonly<{ oid: Oid; state: string }>;

/** What a service keeps about the open patient, with what of ours has not arrived there yet. */
export type PatientList<R extends Row> = Readonly<{
  phase: Readonly<{ at: 'loading' }> | Readonly<{ at: 'shown' }> | Readonly<{ at: 'failed'; failure: Failure }>;
  rows: readonly R[];
  source: Sourced | null;
  activeOid: Oid | null;
  /** Reading it is written to the log each time: asked by a person, or when something of ours is on its way. */
  load(): Promise<void>;
  loadIfWaiting(): Promise<void>;
  activate(oid: Oid): void;
}>;

type Answer<R> = Result<Readonly<{ rows: readonly R[]; source: Sourced }>, Failure>;

/** The list in a store of its screen. The row in hand stays so while it is listed. @param ask rows in the order of the screen */
export function patientList<R extends Row>(
  set: (part: Partial<PatientList<R>>) => void,
  get: () => PatientList<R>,
  ask: () => Promise<Answer<R>>,
): PatientList<R> {
  const fetch = async (): Promise<void> => {
    const reply = await ask();
    if (!reply.ok) return set({ phase: { at: 'failed', failure: reply.error } });
    const { rows, source } = reply.value;
    const { activeOid } = get();
    const isThere = rows.some(({ oid }) => oid === activeOid);
    set({ phase: { at: 'shown' }, rows, source, activeOid: isThere ? activeOid : (rows[0]?.oid ?? null) });
  };
  return {
    phase: { at: 'loading' },
    rows: [],
    source: null,
    activeOid: null,
    async load() {
      set({ phase: { at: 'loading' } });
      await fetch();
    },
    async loadIfWaiting() {
      if (get().rows.some(({ state }) => state === 'queued')) await fetch();
    },
    activate: activeOid => set({ activeOid }),
  };
}
