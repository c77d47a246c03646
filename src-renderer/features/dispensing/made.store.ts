import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type MadeDispensing } from '../../../shared/contract/values.ts';
import { type QueueRow } from '../../../shared/domain/queue.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { saveFile } from '../../api/save-file.ts';

/** A dispensing made here in its newest version, with the word of the queue; null: the queue does not know it any more. */
export type MadeRow = MadeDispensing & Readonly<{ queued: QueueRow | null }>;

/** How many went to the printer, how many were saved as PDF, and the first thing that went wrong. */
export type LabelsPrinted = Readonly<{ sent: number; saved: number; failure: Failure | null }>;

export type MadeView = Readonly<{
  rows: readonly MadeRow[];
  /** Document whose print is being made. */
  printing: string | null;
  load(): Promise<void>;
  /** To the label printer where one is set; as PDF where none is, or it does not take them. */
  printLabels(documents: readonly Oid[]): Promise<LabelsPrinted>;
  printSheet(setIds: readonly Oid[], largePrint: boolean): Promise<Failure | null>;
}>;
export type MadeStore = StoreApi<MadeView>;

/** What was dispensed to this customer at this desk, and its prints. */
export const createMadeStore = (
  client: Pick<ApiClient, 'dispensing' | 'queue' | 'prints'>,
  patientId: string,
  save: typeof saveFile = saveFile,
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
      let [sent, saved] = [0, 0];
      for (const documentOid of documents) {
        set({ printing: documentOid });
        const printed = await client.prints.sendLabel({ documentOid });
        if (printed.ok && printed.value.sent) {
          sent += 1;
          continue;
        }
        if (!printed.ok) failure ??= printed.error;
        const reply = await client.prints.label({ documentOid });
        if (reply.ok) {
          save(reply.value);
          saved += 1;
        } else failure ??= reply.error;
      }
      set({ printing: null });
      return { sent, saved, failure };
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
