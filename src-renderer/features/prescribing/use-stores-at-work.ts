import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useHostEvent } from '../../api/ClientProvider.tsx';
import { useDatabaseChange } from '../catalogue/index.ts';
import { noteOf, noteOnDesk } from '../session/index.ts';
import { type PrescribingStores } from './use-prescribing-stores.ts';

/** Where this screen notes on the desk which form stands open. */
const OPEN_FORM = 'prescribing.form';

/** Fetches what the screen shows, hears what changes it, and keeps on the desk which form stands open. */
export function useStoresAtWork({ list, drafts, flow }: PrescribingStores, patientId: string): void {
  useEffect(() => {
    void list.getState().load();
    void list.getState().loadLine();
    void drafts
      .getState()
      .restore()
      .then(() => {
        // Back at a desk that was covered: the form that stood open stands open.
        const left = noteOf(OPEN_FORM);
        if (left !== null && drafts.getState().items.some(item => item.key === left)) flow.getState().toForm(left);
      });
    return () => void drafts.getState().flush();
  }, [list, drafts, flow]);
  const isForm = useStore(flow, view => view.mode === 'form');
  const currentDraftId = useStore(
    drafts,
    ({ items, currentKey }) => items.find(item => item.key === currentKey)?.draftId ?? null,
  );
  const openDraftId = isForm ? currentDraftId : null;
  const wasOpen = useRef<string | null>(null);
  useEffect(() => {
    if (openDraftId === wasOpen.current) return;
    wasOpen.current = openDraftId;
    noteOnDesk(OPEN_FORM, openDraftId);
  }, [openDraftId]);
  useHostEvent('prescriptionsChanged', event => {
    if (event.patientId !== patientId) return;
    void list
      .getState()
      .load()
      .then(() => drafts.getState().recheck());
  });
  useHostEvent('healthChanged', event => {
    if (event.patientId === patientId) void drafts.getState().recheck();
  });
  useDatabaseChange(() => {
    void drafts.getState().recheck();
    return drafts.getState().items.length;
  });
  useHostEvent('takeBackChanged', () => void drafts.getState().restore());
  useHostEvent('queueChanged', event => list.getState().hearQueue(event.counts, event.lines));
}
