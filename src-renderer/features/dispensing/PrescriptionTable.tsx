import { type ReactNode, useMemo } from 'react';
import { type PrescriptionRow } from '../../../shared/domain/prescribing/prescription.ts';
import { notNow } from '../../../shared/domain/dispensing/dispensable-now.ts';
import { dateInHelsinki, instantMs, type LocalDate } from '../../../shared/kernel/time.ts';
import { productName } from '../../../shared/domain/prescribing/product.ts';
import { nameAndStrength, strengthAndForm, unitWord } from '../../i18n/product-words.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { Amount, type Column, DataTable, ItemName, Tag, TwoLines } from '../../ui/index.ts';
import { type Item } from './basket.store.ts';
import { setIdOf } from './list.store.ts';
import { listTexts } from './list.texts.ts';
import { marksOf, renewalWords, situationOf } from './row-words.ts';
import css from './dispensing.module.css';

type PrescriptionTableProps = Readonly<{
  rows: readonly PrescriptionRow[];
  items: readonly Item[];
  draftIds: ReadonlySet<string>;
  watched: ReadonlySet<string>;
  marked: ReadonlySet<string>;
  activeId: string | null;
  today: LocalDate;
  empty: ReactNode;
  pending: string | undefined;
  onActive: (row: PrescriptionRow) => void;
  onOpen: (row: PrescriptionRow) => void;
  onToggle: (row: PrescriptionRow) => void;
  autoFocus: boolean;
}>;

export const ROW_KEYS = 'dispensing-rows';

/** The customer's prescriptions: the medicine first, what is left at the right, what is in the way in words. */
export function PrescriptionTable(props: PrescriptionTableProps) {
  const { rows, items, draftIds, watched, marked, activeId, today, empty, pending, autoFocus } = props;
  const { onActive, onOpen, onToggle } = props;
  const t = useTexts(listTexts);
  const language = useLanguage();
  const formats = useFormats();
  const columns = useMemo<readonly Column<PrescriptionRow>[]>(
    () => [
      {
        id: 'medicine',
        header: t('medicine'),
        isRowHeader: true,
        width: '10fr',
        minWidth: 320,
        cell: ({ prescription: { product, dose } }) => (
          <ItemName name={productName(product, language)} rest={strengthAndForm(product, language)} below={dose.text} />
        ),
      },
      {
        id: 'purpose',
        header: t('purpose'),
        width: '3fr',
        minWidth: 152,
        cell: row => {
          const marks = marksOf(row, t);
          const { indication } = row.prescription;
          return marks.length === 0 ? (
            <span className={css.purpose}>{indication}</span>
          ) : (
            <TwoLines top={<strong className={css.marks}>{marks.join(' · ')}</strong>} below={indication} />
          );
        },
      },
      {
        id: 'prescriber',
        header: t('prescriber'),
        width: 120,
        cell: ({ prescription: { prescriber, prescribedAt } }) => (
          <TwoLines
            top={[prescriber.family, prescriber.given[0] ?? ''].join(' ')}
            below={formats.dateOf(prescribedAt)}
          />
        ),
      },
      {
        id: 'validTo',
        header: t('validTo'),
        width: 90,
        align: 'end',
        cell: row => formats.date(row.expiresOn),
      },
      {
        id: 'last',
        header: t('last'),
        width: 104,
        align: 'end',
        cell: row =>
          row.lastDispensedAt === null ? null : (
            <TwoLines
              top={formats.date(dateInHelsinki(instantMs(row.lastDispensedAt)))}
              below={t('lots', { count: row.dispensedLots })}
            />
          ),
      },
      {
        id: 'left',
        header: t('left'),
        width: 96,
        align: 'end',
        cell: ({ remaining, prescription: { iteration } }) =>
          remaining === null ? null : (
            <TwoLines
              top={
                <Amount
                  value={formats.decimal(remaining.value)}
                  unit={unitWord(remaining.unit, language)}
                  look="strong"
                />
              }
              below={iteration === null ? '' : t('iteration', { count: iteration.repeats })}
            />
          ),
      },
      {
        id: 'situation',
        header: t('situation'),
        width: 200,
        cell: row => {
          const id = setIdOf(row);
          const situation = situationOf(
            row,
            items.find(item => item.setId === id),
            draftIds.has(id),
            watched.has(id),
            today,
            t,
            formats,
          );
          const tag = (
            <Tag look="plain" tone={situation.tone} icon={situation.icon}>
              {situation.word}
            </Tag>
          );
          const below = [situation.below, renewalWords(row, t, formats)].filter(part => part !== '').join(' · ');
          return below === '' ? tag : <TwoLines top={tag} below={<span className={css.under}>{below}</span>} />;
        },
      },
    ],
    [t, language, formats, today, items, draftIds, watched],
  );
  const isMuted = useMemo(
    () => (row: PrescriptionRow) => {
      const cause = notNow(row, today);
      return cause !== null && cause.because !== 'interval';
    },
    [today],
  );
  return (
    <DataTable
      label={t('title')}
      columns={columns}
      rows={rows}
      rowKey={setIdOf}
      lines="double"
      unfolds
      activeKey={activeId}
      onActiveChange={onActive}
      onOpen={onOpen}
      selectedKeys={marked}
      onToggle={onToggle}
      toggleLabel={row => t('choose', { name: nameAndStrength(row.prescription.product, language) })}
      isMuted={isMuted}
      empty={empty}
      pending={pending}
      keyList={ROW_KEYS}
      autoFocus={autoFocus}
    />
  );
}
