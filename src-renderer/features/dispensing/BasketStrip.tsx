import { isEstimate, type SaleLine, totalsOf } from '../../../shared/domain/dispensing/counter-sale.ts';
import { nameAndStrength } from '../../i18n/product-words.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { Quiet, Tag } from '../../ui/index.ts';
import { type Item, itemState } from './basket.store.ts';
import { listTexts } from './list.texts.ts';
import { saleTexts } from './sale.texts.ts';
import css from './dispensing.module.css';

type BasketStripProps = Readonly<{
  items: readonly Item[];
  /** Receipts by draft. */
  receipts: ReadonlyMap<string, SaleLine>;
  markedCount: number;
  hint: string;
}>;

const TONES = { ready: 'info', look: 'neutral', blocked: 'stop', checking: 'neutral', refused: 'stop' } as const;

/** What is in the making, each with its state, and the sum of what is ready. */
export function BasketStrip({ items, receipts, markedCount, hint }: BasketStripProps) {
  const t = useTexts(listTexts);
  const language = useLanguage();
  const formats = useFormats();
  const s = useTexts(saleTexts);
  const ready = items.filter(item => item.isAccepted).flatMap(item => receipts.get(item.draftId) ?? []);
  const { payCents, grossCents } = totalsOf(ready);
  return (
    <div className={css.basket} aria-label={t('basket')} role="group">
      {items.length === 0 && <Quiet>{markedCount === 0 ? hint : t('markedCount', { count: markedCount })}</Quiet>}
      {items.map(item => {
        const state = itemState(item);
        return (
          <Tag key={item.setId} tone={TONES[state]}>
            {`${nameAndStrength(item.row.prescription.product, language)}: ${t(state)}`}
          </Tag>
        );
      })}
      {grossCents > 0 && (
        <strong>{s(ready.some(isEstimate) ? 'totalEstimate' : 'total', { money: formats.money(payCents) })}</strong>
      )}
    </div>
  );
}
