import { type ReactNode, useMemo } from 'react';
import { Printer, ReceiptText } from 'lucide-react';
import { type SaleHere } from '../../../shared/contract/sale.values.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { dateInHelsinki, instantMs, type LocalDate } from '../../../shared/kernel/time.ts';
import { strengthAndForm, unitWord } from '../../i18n/product-words.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import {
  Amount,
  Button,
  type Column,
  DataTable,
  IconButton,
  ItemName,
  Row,
  StepRow,
  TwoLines,
} from '../../ui/index.ts';
import { signingTexts, stepsOf } from '../signing/index.ts';
import { actTexts } from './acts.texts.ts';
import { listTexts } from './list.texts.ts';
import { type MadeRow } from './made.store.ts';
import { packReturnTexts } from './pack-return.texts.ts';
import { returnWords, saleWords } from './sale-words.ts';
import { saleTexts } from './sale.texts.ts';

export type MadeTableHandlers = Readonly<{ onPrint: (row: MadeRow) => void; onReceipt: (row: MadeRow) => void }>;
type MadeTableProps = MadeTableHandlers &
  Readonly<{
    rows: readonly MadeRow[];
    /** By the first version of the dispensing. */
    sales: ReadonlyMap<Oid, SaleHere>;
    activeId: string | null;
    today: LocalDate;
    printing: string | null;
    empty: ReactNode;
    onActive: (row: MadeRow) => void;
    autoFocus: boolean;
  }>;
export const MADE_KEYS = 'dispensing-made';
/** A correction takes the place of what it corrects: the row stays, and the focus in it. */
export const madeKey = ({ dispensing }: MadeRow): string => dispensing.setId;

export const isCancelled = ({ change }: MadeRow): boolean => change?.kind === 'cancellation';

/** What was dispensed here, and how far it has come: green is what the Centre has acknowledged. */
export function MadeTable(props: MadeTableProps) {
  const { rows, sales, activeId, today, printing, empty, onActive, onPrint, onReceipt, autoFocus } = props;
  const t = useTexts(listTexts);
  const s = useTexts(signingTexts);
  const a = useTexts(actTexts);
  const m = useTexts(saleTexts);
  const p = useTexts(packReturnTexts);
  const language = useLanguage();
  const formats = useFormats();
  const columns = useMemo<readonly Column<MadeRow>[]>(
    () => [
      {
        id: 'product',
        header: t('product'),
        isRowHeader: true,
        width: '5fr',
        minWidth: 300,
        cell: row => {
          const { product, labelDoseText, substituted } = row.dispensing;
          const { change, packs } = row;
          const words = [
            strengthAndForm(product, language),
            product.sizeText,
            substituted ? `(${t('substituted')})` : '',
          ];
          const changed =
            change === null
              ? []
              : [
                  `${a(isCancelled(row) ? 'cancelled' : 'corrected', { time: formats.moment(change.at) })}, ${change.by}: ${change.reason}`,
                  isCancelled(row) ? returnWords(packs, p) : '',
                ];
          return (
            <ItemName
              name={product.tradeName}
              rest={words.filter(word => word !== '').join(' ')}
              below={change === null ? labelDoseText : changed.filter(part => part !== '').join(' · ')}
            />
          );
        },
      },
      {
        id: 'at',
        header: t('signedAt'),
        width: 100,
        align: 'end',
        cell: ({ dispensing: { dispensedAt } }) =>
          dateInHelsinki(instantMs(dispensedAt)) === today ? formats.time(dispensedAt) : formats.dateOf(dispensedAt),
      },
      {
        id: 'amount',
        header: t('amount'),
        width: 110,
        align: 'end',
        cell: ({ dispensing: { amount, packages, product } }) => (
          <TwoLines
            top={<Amount value={formats.decimal(amount.value)} unit={unitWord(amount.unit, language)} look="strong" />}
            below={`${formats.count(packages)} × ${product.sizeText}`}
          />
        ),
      },
      {
        id: 'paid',
        header: m('paid'),
        width: 132,
        align: 'end',
        cell: row => {
          const { setId, priceCents } = row.dispensing;
          const sold = sales.get(setId);
          if (sold === undefined) return priceCents === null ? null : formats.money(priceCents);
          const paid = formats.money(sold.sale.line.receipt.payCents);
          return (
            <TwoLines
              top={<strong>{paid}</strong>}
              below={isCancelled(row) ? m('cancelled') : saleWords(sold, m, formats)}
            />
          );
        },
      },
      {
        id: 'left',
        header: t('left'),
        width: 104,
        align: 'end',
        cell: ({ dispensing: { remaining, fullyDispensed } }) =>
          remaining === null ? null : (
            <TwoLines
              top={<Amount value={formats.decimal(remaining.value)} unit={unitWord(remaining.unit, language)} />}
              below={fullyDispensed ? t('fullyDispensed') : ''}
            />
          ),
      },
      {
        id: 'state',
        header: t('state'),
        width: '3fr',
        minWidth: 236,
        cell: ({ queued }) =>
          queued === null ? null : (
            <StepRow
              label={t('state')}
              steps={stepsOf(queued, {
                signed: s('signed'),
                queued: s('queued'),
                sending: s('sending'),
                sent: s('sent'),
                unknown: s('unknown'),
                accepted: s('accepted'),
                rejected: s('rejected'),
                held: s('held'),
                cancelled: s('cancelled'),
              })}
            />
          ),
      },
      {
        id: 'label',
        header: t('label'),
        width: 236,
        cell: row =>
          isCancelled(row) ? null : (
            <Row>
              <Button
                variant="quiet"
                icon={Printer}
                keys="F9"
                keysShow="held"
                isPending={printing === row.dispensing.oid}
                onPress={() => onPrint(row)}
              >
                {t('printLabel')}
              </Button>
              <IconButton icon={ReceiptText} label={m('receipt')} onPress={() => onReceipt(row)} />
            </Row>
          ),
      },
    ],
    [t, s, a, m, p, language, formats, printing, onPrint, onReceipt, sales, today],
  );
  return (
    <DataTable
      label={t('made', { count: rows.length })}
      columns={columns}
      rows={rows}
      rowKey={madeKey}
      lines="double"
      activeKey={activeId}
      onActiveChange={onActive}
      onOpen={onPrint}
      empty={empty}
      isMuted={isCancelled}
      keyList={MADE_KEYS}
      autoFocus={autoFocus}
    />
  );
}
