import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type Sourced } from '../../../shared/contract/signing.contract.ts';
import {
  type ClinicMeasurement,
  type WellbeingKind,
  type WellbeingMeasurement,
  type WellbeingPermission,
} from '../../../shared/domain/records/wellbeing.ts';
import { type Decimal } from '../../../shared/kernel/decimal.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Instant } from '../../../shared/kernel/time.ts';

/** One line of the table: whose it is stands in it, and never changes. */
export type MeasuredRow = Readonly<{
  key: string;
  kind: WellbeingKind;
  measuredAt: Instant;
  value: Decimal;
  secondValue: Decimal | null;
  /** `patient`: measured by the citizen; `clinic`: of the unit's own notes. */
  from: 'patient' | 'clinic';
  /** Application of the citizen, or who wrote the note. */
  by: string;
}>;

export type WellbeingView = Readonly<{
  phase: Readonly<{ at: 'loading' }> | Readonly<{ at: 'shown' }> | Readonly<{ at: 'failed'; failure: Failure }>;
  permission: WellbeingPermission | null;
  waiting: Readonly<{ address: string; until: Instant }> | null;
  rows: readonly MeasuredRow[];
  skipped: number;
  source: Sourced | null;
  /** What is known to lack among the clinic's own. */
  clinicLacks: 'archive' | 'older' | null;
  /** Why the last request or permission came to nothing. */
  refused: Failure | null;
  isAsking: boolean;
  load(): Promise<void>;
  ask(): Promise<void>;
  /** Takes a request back, or ends the use of a permission here. */
  end(): Promise<void>;
  hear(refused: Failure | null): void;
}>;
export type WellbeingStore = StoreApi<WellbeingView>;

const rowsOf = (own: readonly WellbeingMeasurement[], clinic: readonly ClinicMeasurement[]): readonly MeasuredRow[] =>
  [
    ...own.map(({ id, application, ...one }) => ({ ...one, key: id, from: 'patient' as const, by: application })),
    ...clinic.map((one, at) => ({ ...one, key: `clinic-${at}`, from: 'clinic' as const })),
  ].sort((a, b) => b.measuredAt.localeCompare(a.measuredAt));

export const createWellbeingStore = (client: Pick<ApiClient, 'wellbeing'>, patientId: string): WellbeingStore =>
  createStore<WellbeingView>()((set, get) => ({
    phase: { at: 'loading' },
    permission: null,
    waiting: null,
    rows: [],
    skipped: 0,
    source: null,
    clinicLacks: null,
    refused: null,
    isAsking: false,
    async load() {
      set({ phase: { at: 'loading' } });
      const reply = await client.wellbeing.list({ patientId });
      if (!reply.ok) {
        if (reply.error.code !== 'PHR-0001') return set({ phase: { at: 'failed', failure: reply.error } });
        // The permission has ended: what it gave is gone, the rest is told beside why.
        set({ refused: reply.error, permission: null, rows: [] });
        return get().load();
      }
      const { permission, waiting, measurements, clinic, clinicFault, clinicOlder, skipped, source } = reply.value;
      const clinicLacks = clinicFault !== null ? 'archive' : clinicOlder ? 'older' : null;
      const rows = rowsOf(measurements, clinic);
      set({ phase: { at: 'shown' }, permission, waiting, skipped, source, clinicLacks, rows });
    },
    async ask() {
      set({ isAsking: true, refused: null });
      const reply = await client.wellbeing.ask({ patientId });
      set(reply.ok ? { isAsking: false, waiting: reply.value } : { isAsking: false, refused: reply.error });
    },
    async end() {
      const reply = await client.wellbeing.end({ patientId });
      if (!reply.ok) return set({ refused: reply.error });
      set({ refused: null });
      await get().load();
    },
    hear(refused) {
      set({ refused, waiting: null });
      void get().load();
    },
  }));
