import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type MedicinePackage, type MedicineRelease } from '../../../shared/domain/medicine.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';

/** Packages in sight at once; a narrower question shows the rest. */
const SHOWN = 100;

export type AsOfRow = Readonly<{ then: MedicinePackage; now: MedicinePackage | null }>;
type Version = Readonly<{ id: string; from: LocalDate }>;
export type Versions = Readonly<{
  release: MedicineRelease;
  stale: boolean;
  coming: Version | null;
  kept: readonly Version[];
}>;

export type CatalogueView = Readonly<{
  versions: Versions | null;
  text: string;
  day: LocalDate | null;
  phase:
    | Readonly<{ at: 'idle' }>
    | Readonly<{ at: 'loading' }>
    | Readonly<{ at: 'shown'; release: MedicineRelease | null; rows: readonly AsOfRow[] }>
    | Readonly<{ at: 'failed'; failure: Failure }>;
  activeKey: string | null;
  change(fields: Partial<Pick<CatalogueView, 'text' | 'day'>>): void;
  loadVersions(): Promise<void>;
  search(): Promise<void>;
  activate(key: string): void;
}>;
export type CatalogueStore = StoreApi<CatalogueView>;

export const rowKey = ({ then }: AsOfRow): string => then.packageNumber;

/** What is different now. */
export type Difference =
  | Readonly<{ of: 'gone' | 'left' | 'cameBack' }>
  | Readonly<{ of: 'price' | 'reference'; cents: number | null }>
  | Readonly<{ of: 'group'; group: string | null }>;

export function differences({ then, now }: AsOfRow): readonly Difference[] {
  if (now === null) return [{ of: 'gone' }];
  return [
    ...(then.marketed === now.marketed ? [] : [{ of: now.marketed ? ('cameBack' as const) : ('left' as const) }]),
    ...(then.retailPriceCents === now.retailPriceCents || now.retailPriceCents === null
      ? []
      : [{ of: 'price' as const, cents: now.retailPriceCents }]),
    ...(then.referencePriceCents === now.referencePriceCents
      ? []
      : [{ of: 'reference' as const, cents: now.referencePriceCents }]),
    ...(then.substitutionGroup === now.substitutionGroup
      ? []
      : [{ of: 'group' as const, group: now.substitutionGroup }]),
  ];
}

/** The Pharmaceutical Database on any day that is kept. An answer that comes after a later question is dropped. */
export const createCatalogueStore = (client: Pick<ApiClient, 'catalogue'>, today: LocalDate): CatalogueStore =>
  createStore<CatalogueView>()((set, get) => {
    let turn = 0;
    return {
      versions: null,
      text: '',
      day: today,
      phase: { at: 'idle' },
      activeKey: null,
      change: fields => set(fields),
      async loadVersions() {
        const reply = await client.catalogue.versions({});
        if (reply.ok) set({ versions: reply.value });
      },
      async search() {
        const { text, day } = get();
        turn += 1;
        const mine = turn;
        if (text.trim() === '' || day === null) return set({ phase: { at: 'idle' } });
        set({ phase: { at: 'loading' } });
        const reply = await client.catalogue.asOf({ text, day, limit: SHOWN });
        if (mine !== turn) return;
        set(
          reply.ok
            ? { phase: { at: 'shown', ...reply.value }, activeKey: null }
            : { phase: { at: 'failed', failure: reply.error } },
        );
      },
      activate: activeKey => set({ activeKey }),
    };
  });
