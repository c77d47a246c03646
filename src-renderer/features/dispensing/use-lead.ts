import { useEffect } from 'react';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { useTexts } from '../../i18n/texts.ts';
import { useAnnouncer } from '../../ui/index.ts';
import { noteOf, noteOnDesk } from '../session/index.ts';
import { actsOfRow, type ActTarget } from './act-choice.ts';
import { type ListStore, setIdOf } from './list.store.ts';
import { listTexts } from './list.texts.ts';

/** Where another screen leads to: a prescription of the customer, to be looked at or to be given back. */
type Lead = Readonly<{ setId: Oid; act: 'open' | 'release' }>;

const LEAD = 'dispensing.lead';

export const leadTo = ({ act, setId }: Lead): void => noteOnDesk(LEAD, `${act} ${setId}`);

/** What the screen was led to, once. */
function takeLead(): Lead | null {
  const [act, setId] = (noteOf(LEAD) ?? '').split(' ');
  noteOnDesk(LEAD, null);
  return (act === 'open' || act === 'release') && setId !== undefined ? { act, setId: setId as Oid } : null;
}

type LeadContext = Readonly<{
  list: ListStore;
  today: LocalDate;
  load: () => Promise<void>;
  begin: (target: ActTarget) => void;
}>;

/** Fetches the list and goes to the prescription that the screen was led to. */
export function useLead({ list, today, load, begin }: LeadContext): void {
  const t = useTexts(listTexts);
  const { announce } = useAnnouncer();
  useEffect(() => {
    void load().then(() => {
      const lead = takeLead();
      if (lead === null) return;
      const row = list.getState().rows.find(one => setIdOf(one) === lead.setId);
      if (row === undefined) return announce(t('leadGone'), 'assertive');
      list.getState().reveal(lead.setId, today);
      if (lead.act === 'open') return;
      const kind = actsOfRow(row).find(one => one === 'unlock' || one === 'reservationRelease');
      if (kind === undefined) return announce(t('leadReleased'), 'assertive');
      begin({ kind, row });
    });
  }, [list, today, load, begin, announce, t]);
}
