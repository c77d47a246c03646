import { type ReactNode } from 'react';
import { CircleCheck, CircleHelp, RefreshCw } from 'lucide-react';
import { isEstimate, type SaleBasis, type SaleLine } from '../../../shared/domain/dispensing/counter-sale.ts';
import { chosenOf } from '../../../shared/domain/dispensing/dispensing-facts.ts';
import { useFormats } from '../../i18n/formats.ts';
import { DatabaseVersion } from '../catalogue/index.ts';
import { useTexts } from '../../i18n/texts.ts';
import { IconButton, Quiet, Tag } from '../../ui/index.ts';
import { type Item } from './basket.store.ts';
import { type SaleFault } from './sale.store.ts';
import { saleTexts } from './sale.texts.ts';
import css from './dispensing.module.css';

type SalePanelProps = Readonly<{
  item: Item;
  line: SaleLine | null;
  basis: SaleBasis | null;
  fault: SaleFault | null;
  isAsking: boolean;
  onAsk: () => void;
}>;

const MINUS = '\u2212';

/** What the customer pays for this lot, step by step as the law counts it; without Kela it says that it is an estimate. */
export function SalePanel({ item, line, basis, fault, isAsking, onAsk }: SalePanelProps) {
  const t = useTexts(saleTexts);
  const formats = useFormats();
  const guess = line !== null && isEstimate(line);
  const kela = basis?.kela ?? null;
  return (
    <section className={css.sale} aria-label={t('title')}>
      <div className={css.saleHead}>
        <span className={css.figureLabel}>{t('pay')}</span>
        {isAsking || (basis === null && fault === null) ? (
          <Quiet>{t('asking')}</Quiet>
        ) : (
          <span className={css.saleSource}>
            {kela === null || guess ? (
              <Tag look="plain" tone="warn" icon={CircleHelp}>
                {t('estimate')}
              </Tag>
            ) : (
              <Tag look="plain" tone="info" icon={CircleCheck}>
                {t('kela', { time: formats.time(kela.asOf) })}
              </Tag>
            )}
            <IconButton icon={RefreshCw} label={t('askAgain')} onPress={onAsk} />
          </span>
        )}
      </div>
      <Sums item={item} line={line} basis={basis} />
      {!isAsking && kela === null && fault !== null && (
        <p className={css.saleNote}>{t(fault === 'noIdentityCode' ? 'noIdentityCode' : 'down')}</p>
      )}
    </section>
  );
}

/** Why there is no sum yet; null while it is only on its way. */
function whatLacks(
  basis: SaleBasis | null,
  chosen: ReturnType<typeof chosenOf>,
): 'noTariff' | 'choose' | 'writePrice' | 'noPrice' | null {
  if (basis !== null && basis.tariff === null) return 'noTariff';
  if (chosen === null) return 'choose';
  if (chosen.package.retailPriceCents !== null) return null;
  return chosen.relation === 'written' ? 'writePrice' : 'noPrice';
}

function Sums({ item, line, basis }: Pick<SalePanelProps, 'item' | 'line' | 'basis'>) {
  const t = useTexts(saleTexts);
  const formats = useFormats();
  if (line === null || basis === null || basis.tariff === null) {
    const lacking = whatLacks(basis, chosenOf(item));
    return lacking === null ? null : <p>{t(lacking)}</p>;
  }
  const { receipt, reimbursement } = line;
  const { tariff, kela } = basis;
  const wanted = chosenOf(item)?.package.reimbursement ?? 'none';
  const right = kela?.rights.find(
    one => one.reimbursement === reimbursement && (chosenOf(item)?.package.atc ?? '').startsWith(one.atc),
  );
  const percent = reimbursement === 'basic' ? tariff.basicPercent : tariff.lowerSpecialPercent;
  const row = (label: string, cents: number, sign = '', look = css.sumRow): ReactNode => (
    <div className={look}>
      <dt>{label}</dt>
      <dd>{`${sign}${formats.money(cents)}`}</dd>
    </div>
  );
  const byClass = receipt.kelaCents - receipt.additionalCents;
  return (
    <>
      <p className={css.saleTotal}>{formats.money(receipt.payCents)}</p>
      <dl className={css.sums}>
        {row(t('price'), line.priceCents)}
        {row(t('fee'), line.feeCents)}
        {line.invoiced ? null : reimbursement === 'none' ? (
          <div className={css.sumRow}>
            <dt>{t('none')}</dt>
            <dd />
          </div>
        ) : (
          row(t(reimbursement, { percent }), byClass, byClass === 0 ? '' : MINUS)
        )}
        {receipt.additionalCents > 0 && row(t('additional'), receipt.additionalCents, MINUS)}
        {receipt.deductibleCents > 0 && row(t('deductible'), receipt.deductibleCents, '', css.sumPart)}
        {receipt.excessCents > 0 &&
          row(t('excess', { money: formats.money(line.referenceCents ?? 0) }), receipt.excessCents, '', css.sumPart)}
      </dl>
      {line.invoiced && <p className={css.saleNote}>{t('invoiced')}</p>}
      {kela !== null && wanted !== reimbursement && reimbursement === 'basic' && (
        <p className={css.saleNote}>{t('notGranted')}</p>
      )}
      {right !== undefined && right.code !== '' && <p className={css.saleNote}>{t('right', { code: right.code })}</p>}
      {kela !== null && reimbursement !== 'none' && (
        <p className={css.saleNote}>
          {t('left', {
            deductible: formats.money(receipt.after.deductibleLeftCents),
            ceiling: formats.money(receipt.after.ceilingLeftCents),
          })}
        </p>
      )}
      <DatabaseVersion className={css.saleNote} />
      {line.assumes.includes('feeUnconfirmed') && <p className={css.saleNote}>{t('feeUnconfirmed')}</p>}
    </>
  );
}
