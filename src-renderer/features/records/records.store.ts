import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type RecordDraft } from '../../../shared/contract/records.contract.ts';
import { type Sourced } from '../../../shared/contract/signing.contract.ts';
import { type ReadableBlock } from '../../../shared/domain/readable.ts';
import {
  type RecordRow,
  type RecordTemplate,
  type Revision,
  type ServiceEvent,
} from '../../../shared/domain/records/record.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Result } from '../../../shared/kernel/result.ts';
import { type Filter, filtered, isFiltering, NO_FILTER } from './record-filter.ts';
import { listRows, type ListRow } from './record-rows.ts';

export type Reading =
  | Readonly<{ at: 'nothing' }>
  | Readonly<{ at: 'fetching'; oid: string }>
  | Readonly<{ at: 'shown'; oid: string; row: RecordRow; readable: readonly ReadableBlock[] }>
  | Readonly<{ at: 'refused'; oid: string; failure: Failure }>;

export type PrintedFile = Readonly<{ fileName: string; mediaType: string; base64: string }>;

export type RecordsView = Readonly<{
  phase: Readonly<{ at: 'loading' }> | Readonly<{ at: 'shown' }> | Readonly<{ at: 'failed'; failure: Failure }>;
  rows: readonly ListRow[];
  events: readonly ServiceEvent[];
  documents: readonly RecordRow[];
  drafts: readonly RecordDraft[];
  /** Empty until the host has told them. */
  templates: readonly RecordTemplate[];
  source: Sourced | null;
  /** More of the list is on its way, or could not be fetched. */
  isPartial: boolean;
  partialFault: Failure | null;
  filter: Filter;
  /** Documents that the filter leaves. */
  shownCount: number;
  activeId: string | null;
  reading: Reading;
  /** Asked twice at the same time it asks once more afterwards: the last answer is never older than the last question. */
  load(): Promise<void>;
  loadDrafts(): Promise<void>;
  setFilter(filter: Filter): void;
  activate(id: string): void;
  revise(documentOid: RecordRow['oid'], act: Revision['act']): Promise<Result<RecordDraft, Failure>>;
  read(row: RecordRow): Promise<void>;
  print(documentOid: RecordRow['oid']): Promise<Result<PrintedFile, Failure>>;
  /** @param late a note of an event that has ended */
  openForm(
    templateId: string,
    serviceEventOid: ServiceEvent['oid'],
    late?: boolean,
  ): Promise<Result<RecordDraft, Failure>>;
  discard(draftId: string): Promise<Failure | null>;
}>;
export type RecordsStore = StoreApi<RecordsView>;

export const createRecordsStore = (client: Pick<ApiClient, 'records'>, patientId: string): RecordsStore =>
  createStore<RecordsView>()((set, get) => {
    let running = false;
    let again = false;
    let round = 0;
    const arrange = (change: Partial<Pick<RecordsView, 'events' | 'documents' | 'drafts' | 'filter'>>): void => {
      const { events, documents, drafts, activeId, filter } = { ...get(), ...change };
      const left = filtered(documents, filter);
      const withLeft = new Set(left.map(document => document.serviceEventOid));
      const rows = isFiltering(filter)
        ? listRows(
            events.filter(({ oid }) => withLeft.has(oid)),
            left,
            [],
          )
        : listRows(events, documents, drafts);
      const still = rows.some(row => row.id === activeId);
      const first = rows.find(row => row.kind !== 'event') ?? rows[0];
      set({ ...change, rows, shownCount: left.length, activeId: still ? activeId : (first?.id ?? null) });
    };
    const fetchAll = async (): Promise<void> => {
      // A note can be begun while a slow service is still asked for the list.
      const templatesTold = client.records.templates({}).then(reply => {
        if (reply.ok) set({ templates: reply.value });
        return reply;
      });
      const [list, drafts, templates] = await Promise.all([
        client.records.list({ patientId }),
        client.records.drafts({ patientId }),
        templatesTold,
      ]);
      const failed = [list, drafts, templates].find(reply => !reply.ok);
      arrange({
        ...(list.ok ? { events: list.value.serviceEvents, documents: list.value.rows } : {}),
        ...(drafts.ok ? { drafts: drafts.value } : {}),
      });
      if (list.ok) round += 1;
      if (list.ok) set({ source: list.value.source, isPartial: list.value.more, partialFault: null });
      set({ phase: failed === undefined || failed.ok ? { at: 'shown' } : { at: 'failed', failure: failed.error } });
      if (list.ok && list.value.more) void fetchRest(++round);
    };
    /** The rest of a long list comes behind what is shown already; a new list ends the fetching of the old one. */
    const fetchRest = async (own: number): Promise<void> => {
      for (let goesOn = true; goesOn && own === round;) {
        const reply = await client.records.more({ patientId });
        if (own !== round) return;
        if (!reply.ok) return set({ partialFault: reply.error });
        const { rows, serviceEvents, more } = reply.value;
        const again = new Set(rows.map(({ oid }) => oid));
        goesOn = more;
        arrange({
          documents: [...get().documents.filter(({ oid }) => !again.has(oid)), ...rows],
          events: [...get().events, ...serviceEvents],
        });
        set({ isPartial: more });
      }
    };
    return {
      phase: { at: 'loading' },
      rows: [],
      events: [],
      documents: [],
      drafts: [],
      templates: [],
      source: null,
      isPartial: false,
      partialFault: null,
      filter: NO_FILTER,
      shownCount: 0,
      activeId: null,
      reading: { at: 'nothing' },
      async load() {
        if (running) {
          again = true;
          return;
        }
        running = true;
        set({ phase: { at: 'loading' } });
        do {
          again = false;
          await fetchAll();
        } while (again);
        running = false;
      },
      async loadDrafts() {
        const reply = await client.records.drafts({ patientId });
        if (reply.ok) arrange({ drafts: reply.value });
      },
      setFilter: filter => arrange({ filter }),
      activate: id => set({ activeId: id }),
      async revise(documentOid, act) {
        const reply = await client.records.revise({ patientId, documentOid, act });
        if (reply.ok) await get().loadDrafts();
        return reply;
      },
      print: documentOid => client.records.print({ patientId, documentOid }),
      async read(row) {
        set({ reading: { at: 'fetching', oid: row.oid } });
        const reply = await client.records.read({ patientId, documentOid: row.oid });
        const { reading } = get();
        if (reading.at === 'nothing' || reading.oid !== row.oid) return;
        set({
          reading: reply.ok
            ? { at: 'shown', oid: row.oid, row: reply.value.row, readable: reply.value.readable }
            : { at: 'refused', oid: row.oid, failure: reply.error },
        });
      },
      openForm: (templateId, serviceEventOid, late = false) =>
        client.records.openForm({ patientId, serviceEventOid, templateId, late }),
      async discard(draftId) {
        const reply = await client.records.discardDraft({ draftId });
        await get().loadDrafts();
        return reply.ok ? null : reply.error;
      },
    };
  });
