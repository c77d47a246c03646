import { useEffect, useMemo, useState } from 'react';
import { CircleDot, ScanBarcode } from 'lucide-react';
import { biologicalProduct } from '../../../shared/domain/dispensing/sale.rules.ts';
import { type PackageChoice } from '../../../shared/domain/dispensing/package-choices.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Code, type Column, DataTable, EmptyState, Icon, Quiet, screenKeys, Tag, useKeys } from '../../ui/index.ts';
import { formTexts } from './form.texts.ts';
import css from './dispensing.module.css';

export const CHOICE_KEYS = 'dispensing-choices';
/** A choice with its place: digits choose the first nine. */
const bind = screenKeys('dispensing', CHOICE_KEYS);

export type NumberedChoice = Readonly<{ number: number; choice: PackageChoice }>;

type ChoiceTableProps = Readonly<{
  choices: readonly PackageChoice[];
  vnr: string | null;
  readVnr: string | null;
  /** The biological that the patient got last (`biologicalProduct`); null for other medicines. */
  lastProduct: string | null;
  onChoose: (choice: PackageChoice) => void;
  /** Runs a bare key's act when no scan follows. */
  afterPause: (event: KeyboardEvent, act: () => void) => void;
}>;

const RELATIONS = {
  prescribed: 'prescribedOne',
  sameProduct: 'sameProduct',
  interchangeable: 'interchangeable',
  sameSubstance: 'sameSubstance',
  written: 'written',
} as const;
const keyOf = ({ number }: NumberedChoice): string => String(number);

/** What may be dispensed: the prescribed package first, then from the cheapest on. */
export function ChoiceTable({ choices, vnr, readVnr, lastProduct, onChoose, afterPause }: ChoiceTableProps) {
  const t = useTexts(formTexts);
  const formats = useFormats();
  const rows = useMemo(() => choices.map((choice, index) => ({ number: index + 1, choice })), [choices]);
  const chosen = rows.find(({ choice }) => choice.package.vnr !== null && choice.package.vnr === vnr);
  const [activeKey, setActiveKey] = useState<string | null>(null);
  // The bar goes with the choice, by whatever way it was made.
  const chosenKey = chosen === undefined ? null : keyOf(chosen);
  useEffect(() => setActiveKey(chosenKey), [chosenKey]);
  const keys = useMemo(
    () =>
      rows
        .slice(0, 9)
        .map(({ number, choice }) =>
          bind(
            `choice.${number}`,
            String(number),
            [choice.package.tradeName, choice.package.sizeText].join(' '),
            event => afterPause(event, () => onChoose(choice)),
            { scope: 'list' },
          ),
        ),
    [rows, onChoose, afterPause],
  );
  useKeys(keys);
  const columns = useMemo<readonly Column<NumberedChoice>[]>(
    () => [
      {
        id: 'number',
        header: '',
        width: 44,
        align: 'end',
        cell: ({ number, choice }) => (
          <span className={css.choiceMark}>
            {choice.package.vnr === vnr && <Icon of={CircleDot} label={t('dispensed')} />}
            {number <= 9 ? number : ''}
          </span>
        ),
      },
      {
        id: 'package',
        header: t('medicine'),
        isRowHeader: true,
        width: '4fr',
        minWidth: 230,
        cell: ({ choice }) => (
          <span className={css.choiceLine}>
            <strong className={css.choiceName}>{choice.package.tradeName}</strong>{' '}
            <Quiet>{choice.package.holder}</Quiet>
          </span>
        ),
      },
      { id: 'size', header: t('size'), width: 88, cell: ({ choice }) => choice.package.sizeText },
      {
        id: 'vnr',
        header: 'VNR',
        width: 112,
        cell: ({ choice }) =>
          choice.package.vnr === null ? null : (
            <span className={css.choiceMark}>
              <Code group={3}>{choice.package.vnr}</Code>
              {choice.package.vnr === readVnr && <Icon of={ScanBarcode} label={t('read')} />}
            </span>
          ),
      },
      {
        id: 'relation',
        header: t('relation'),
        width: 128,
        cell: ({ choice }) =>
          t(biologicalProduct(choice.package) === lastProduct ? 'inUseNow' : RELATIONS[choice.relation]),
      },
      {
        id: 'price',
        header: t('price'),
        width: 76,
        align: 'end',
        cell: ({ choice }) =>
          choice.package.retailPriceCents === null ? null : formats.money(choice.package.retailPriceCents),
      },
      {
        id: 'saving',
        header: t('economy'),
        width: 72,
        align: 'end',
        cell: ({ choice }) => (choice.savingCents === 0 ? null : formats.money(choice.savingCents)),
      },
      {
        id: 'band',
        header: t('band'),
        width: 148,
        cell: ({ choice }) =>
          choice.package.retailPriceCents === null ? (
            t('priceUnknown')
          ) : choice.cheapest ? (
            <Tag look="plain" tone="info">
              {t('cheapest')}
            </Tag>
          ) : choice.inPriceBand ? (
            t('inBand')
          ) : (
            <Tag look="plain" tone="warn">
              {t('outOfBand')}
            </Tag>
          ),
      },
    ],
    [t, formats, vnr, readVnr, lastProduct],
  );
  return (
    <div className={css.choices}>
      <DataTable
        label={t('packagesLabel')}
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        activeKey={activeKey}
        onActiveChange={row => setActiveKey(keyOf(row))}
        onOpen={({ choice }) => onChoose(choice)}
        empty={<EmptyState title={t('noChoices')}>{t('noChoicesMore')}</EmptyState>}
        keyList={CHOICE_KEYS}
      />
    </div>
  );
}
