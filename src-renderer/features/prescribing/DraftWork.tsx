import { useEffect } from 'react';
import { useStore } from 'zustand';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { useTexts } from '../../i18n/texts.ts';
import { type OpenPatient } from '../patients/index.ts';
import { type DraftItem } from './drafts.store.ts';
import { FindingsRail } from './FindingsRail.tsx';
import { formTexts } from './form.texts.ts';
import { PrescriptionEditor } from './PrescriptionEditor.tsx';
import { type PrescribingStores } from './use-prescribing-stores.ts';
import css from './prescribing.module.css';

type DraftWorkProps = Readonly<{
  stores: Pick<PrescribingStores, 'drafts' | 'flow'>;
  item: DraftItem;
  open: OpenPatient;
  today: LocalDate;
}>;

/** The form of the prescription that is being written, with what the rules say of it beside. */
export function DraftWork({ stores: { drafts, flow }, item, open, today }: DraftWorkProps) {
  const f = useTexts(formTexts);
  const { latestWeightKg } = open;
  useEffect(() => drafts.getState().weigh(), [drafts, latestWeightKg]);
  const { showsAll, openRule, toSearch, showRule, reachField } = useStore(flow);
  return (
    <>
      <div className={css.middle}>
        <PrescriptionEditor
          item={item}
          store={drafts}
          open={open}
          today={today}
          showsAll={showsAll}
          onChangeMedicine={() => toSearch(item.key)}
        />
      </div>
      <aside className={css.findings} aria-label={f('findings')} data-pane="" tabIndex={0}>
        <FindingsRail
          item={item}
          openRule={openRule}
          onOpenRule={showRule}
          onConfirm={(rule, reason) => {
            drafts.getState().confirm(item.key, rule, reason);
            showRule(null);
          }}
          onField={reachField}
        />
      </aside>
    </>
  );
}
