import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type Sourced } from '../../../shared/contract/signing.contract.ts';
import { type ReadableBlock } from '../../../shared/domain/readable.ts';
import { type ImagingPaper, type ImagingStudy, type KeyObjects } from '../../../shared/domain/records/imaging.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Instant } from '../../../shared/kernel/time.ts';

/** A study with whose register it stands in. */
export type ListedStudy = ImagingStudy & Readonly<{ isOwn: boolean }>;

export type Opened =
  | Readonly<{ at: 'nothing' }>
  | Readonly<{ at: 'opening' }>
  | Readonly<{ at: 'paper'; paper: ImagingPaper; readable: readonly ReadableBlock[] }>
  | Readonly<{ at: 'images'; keys: KeyObjects }>
  | Readonly<{ at: 'refused'; failure: Failure }>;

export type ImagingView = Readonly<{
  phase: Readonly<{ at: 'loading' }> | Readonly<{ at: 'shown' }> | Readonly<{ at: 'failed'; failure: Failure }>;
  studies: readonly ListedStudy[];
  source: Sourced | null;
  /** Until when the disclosure at this desk is open, and whether the registry answered it; null without one. */
  disclosure: Readonly<{ until: Instant; isKnown: boolean }> | null;
  activeUid: string | null;
  opened: Opened;
  load(): Promise<void>;
  activate(uid: string): void;
  read(study: ImagingStudy, paper: ImagingPaper): Promise<void>;
  openImages(study: ImagingStudy): Promise<void>;
}>;
export type ImagingStore = StoreApi<ImagingView>;

const newestFirst = (a: ListedStudy, b: ListedStudy): number => b.startedAt.localeCompare(a.startedAt);

export const createImagingStore = (client: Pick<ApiClient, 'imaging'>, patientId: string): ImagingStore =>
  createStore<ImagingView>()((set, get) => {
    /** An answer for a study that is not the one in sight any more is not shown. */
    const show = (uid: string, opened: Opened): void => {
      if (get().activeUid === uid) set({ opened });
    };
    return {
      phase: { at: 'loading' },
      studies: [],
      source: null,
      disclosure: null,
      activeUid: null,
      opened: { at: 'nothing' },
      async load() {
        set({ phase: { at: 'loading' } });
        const reply = await client.imaging.list({ patientId });
        if (!reply.ok) return set({ phase: { at: 'failed', failure: reply.error } });
        const { own, source, disclosed } = reply.value;
        const studies = [
          ...own.map(study => ({ ...study, isOwn: true })),
          ...(disclosed?.studies ?? []).map(study => ({ ...study, isOwn: false })),
        ].sort(newestFirst);
        const { activeUid } = get();
        const isThere = studies.some(({ uid }) => uid === activeUid);
        set({
          phase: { at: 'shown' },
          studies,
          source,
          disclosure: disclosed === null ? null : { until: disclosed.until, isKnown: disclosed.studies !== null },
          activeUid: isThere ? activeUid : (studies[0]?.uid ?? null),
          ...(isThere ? {} : { opened: { at: 'nothing' } }),
        });
      },
      activate: uid => set(get().activeUid === uid ? {} : { activeUid: uid, opened: { at: 'nothing' } }),
      async read({ uid }, paper) {
        set({ activeUid: uid, opened: { at: 'opening' } });
        const reply = await client.imaging.read({ patientId, studyUid: uid, documentOid: paper.oid });
        show(
          uid,
          reply.ok ? { at: 'paper', paper, readable: reply.value.readable } : { at: 'refused', failure: reply.error },
        );
      },
      async openImages({ uid }) {
        set({ activeUid: uid, opened: { at: 'opening' } });
        const reply = await client.imaging.open({ patientId, studyUid: uid });
        show(uid, reply.ok ? { at: 'images', keys: reply.value } : { at: 'refused', failure: reply.error });
      },
    };
  });
