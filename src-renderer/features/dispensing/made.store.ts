import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type MadeDispensing } from '../../../shared/contract/values.ts';
import { type QueueRow } from '../../../shared/domain/queue.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { savePdf } from './save-pdf.ts';

/** A dispensing made here in its newest version, with the word of the queue; null: the queue does not know it any more. */
export type MadeRow = MadeDispensing & Readonly<{ queued: QueueRow | null }>;

export type MadeView = Readonly<{
  rows: readonly MadeRow[];
  /** Document whose print is being made. */
  printing: string | null;
  load(): Promise<void>;
  /** The labels of the named dispensings, each as its own file. */
  printLabels(documents: readonly Oid[]): Promise<Failure | null>;
  printSheet(setIds: readonly Oid[], largePrint: boolean): Promise<Failure | null>;
}>;
export type MadeStore = StoreApi<MadeView>;

/** What was dispensed to this customer at this desk, and its prints. */
export const createMadeStore = (
  client: Pick<ApiClient, 'dispensing' | 'queue' | 'prints'>,
  patientId: string,
  save: typeof savePdf = savePdf,
): MadeStore =>
  createStore<MadeView>()(set => ({
    rows: [],
    printing: null,
    async load() {
      const [made, queue] = await Promise.all([
        client.dispensing.made({ patientId }),
        client.queue.list({ show: 'all' }),
      ]);
      if (!made.ok) return;
      const queued = new Map((queue.ok ? queue.value.rows : []).map(row => [row.documentOid, row]));
      set({
        rows: made.value.map(made => ({ ...made, queued: queued.get(made.dispensing.oid) ?? null })),
      });
    },
    async printLabels(documents) {
      let failure: Failure | null = null;
      for (const documentOid of documents) {
        set({ printing: documentOid });
        const reply = await client.prints.label({ documentOid });
        if (reply.ok) save(reply.value);
        else failure ??= reply.error;
      }
      set({ printing: null });
      return failure;
    },
    async printSheet(setIds, largePrint) {
      set({ printing: 'sheet' });
      const reply = await client.prints.patientSheet({ patientId, prescriptionSetIds: [...setIds], largePrint });
      set({ printing: null });
      if (!reply.ok) return reply.error;
      save(reply.value);
      return null;
    },
  }));
