import { type ApiClient } from '../../../shared/contract/api.ts';
import { type MedicineRelease } from '../../../shared/domain/medicine.ts';
import {
  type LineGroup,
  linesOf,
  type MedicineLines,
  type TablePackage,
} from '../../../shared/domain/medicine-lines.ts';
import { IndexBuilder } from '../../../shared/domain/medicine-search/index-builder.ts';
import { MedicineSearch } from '../../../shared/domain/medicine-search/medicine-search.ts';

export type MedicineQuestion = Readonly<{ text: string; limit: number; offset?: number; group: LineGroup }>;
export type MedicineAnswer = Readonly<{ lines: MedicineLines; release: MedicineRelease }>;

export type NearSearch = Readonly<{
  /** Takes over the table of the host's present release, unless it is held already or too large. */
  follow(): Promise<void>;
  /** Whether `search` answers. */
  isReady(): boolean;
  /** The host's own answer, at once; null as long as the host must be asked. */
  search(question: MedicineQuestion): MedicineAnswer | null;
}>;

/** Up to so many packages the table is kept here, some 15 MB; of larger releases the host is asked. */
export const MOST_PACKAGES = 20_000;
/** Products taken in one moment of rest: they are decoded and indexed well within a frame. */
const PORTION = 60;

export const ASKS_THE_HOST: NearSearch = { follow: async () => undefined, isReady: () => false, search: () => null };

const isSame = (a: MedicineRelease, b: MedicineRelease): boolean =>
  a.id === b.id && a.date === b.date && a.rows === b.rows && a.source === b.source;

/**
 * The search of medicines beside the keys. A question to the host is answered within two milliseconds, but the page reads the
 * answer only after it has painted the letter; here letter and rows are drawn together.
 * @param atRest resolves when the page has nothing else to do
 */
export function createNearSearch(client: Pick<ApiClient, 'medicines'>, atRest: () => Promise<void>): NearSearch {
  let held: Readonly<{ release: MedicineRelease; search: MedicineSearch<TablePackage> }> | null = null;
  let coming: Readonly<{ release: MedicineRelease; taken: Promise<void> }> | null = null;

  async function take(release: MedicineRelease): Promise<void> {
    const isAwaited = (): boolean => coming?.release === release;
    const builder = new IndexBuilder<TablePackage>();
    for (let total = Infinity; builder.size < total;) {
      await atRest();
      const part = await client.medicines.table({ offset: builder.size, limit: PORTION });
      if (!isAwaited() || !part.ok || !isSame(part.value.release, release)) return;
      if (part.value.products.length === 0) return;
      part.value.products.forEach(product => builder.add(product));
      total = part.value.total;
    }
    await atRest();
    if (isAwaited()) held = { release, search: new MedicineSearch(builder.build()) };
  }

  return {
    async follow() {
      const reply = await client.medicines.release({});
      if (!reply.ok) return;
      const release = reply.value;
      if (held !== null && !isSame(held.release, release)) held = null;
      if (held !== null || release.rows > MOST_PACKAGES) return;
      if (coming === null || !isSame(coming.release, release)) {
        const taken = Promise.resolve().then(() => take(release));
        coming = { release, taken };
      }
      const { taken } = coming;
      await taken;
      if (coming?.taken === taken) coming = null;
    },
    isReady: () => held !== null,
    search({ group, ...question }) {
      if (held === null) return null;
      return { lines: linesOf(held.search.search(question.text, question), group), release: held.release };
    },
  };
}
