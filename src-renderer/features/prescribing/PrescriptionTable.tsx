import { type ReactNode, useMemo } from 'react';
import { Clock, Lock } from 'lucide-react';
import { fullName } from '../../../shared/domain/people/person.ts';
import { type PrescriptionRow } from '../../../shared/domain/prescribing/prescription.ts';
import { productName } from '../../../shared/domain/prescribing/product.ts';
import { strengthAndForm, strengthOf, unitWord } from '../../i18n/product-words.ts';
import { type Formats, useFormats } from '../../i18n/formats.ts';
import { useLanguage, useTexts, type Translate } from '../../i18n/texts.ts';
import { Amount, type Column, DataTable, ItemName, Tag, TwoLines } from '../../ui/index.ts';
import { isActive, rowId } from './list.store.ts';
import { prescribingTexts } from './prescribing.texts.ts';

type T = Translate<keyof (typeof prescribingTexts)['byLanguage']['fi']>;

/** Who holds it and what it waits for come before its state: they say what can be done now. Nothing here is green. */
export function StateTag({ row, t, formats }: Readonly<{ row: PrescriptionRow; t: T; formats: Formats }>) {
  if (row.acceptance !== 'accepted')
    return (
      <Tag
        tone={row.acceptance === 'queued' ? 'info' : 'stop'}
        look="plain"
        {...(row.acceptance === 'queued' ? { icon: Clock } : {})}
      >
        {t(row.acceptance)}
      </Tag>
    );
  if (row.change !== undefined)
    return (
      <TwoLines
        top={
          <Tag
            tone={row.change.acceptance === 'queued' ? 'info' : 'stop'}
            look="plain"
            {...(row.change.acceptance === 'queued' ? { icon: Clock } : {})}
          >
            {t(row.change.kind === 'correction' ? 'correctionWaits' : 'cancellationWaits')}
          </Tag>
        }
        below={t(row.change.acceptance === 'queued' ? 'changeQueued' : 'changeRejected')}
      />
    );
  if (row.holder !== null)
    return (
      <TwoLines
        top={
          <Tag tone="warn" look="plain" icon={Lock}>
            {t(row.holder.kind, { who: row.holder.mine ? t('mine') : row.holder.organisationName })}
          </Tag>
        }
        below={t('since', { when: formats.dateTime(row.holder.since) })}
      />
    );
  return t(row.state);
}

const isOver = (row: PrescriptionRow): boolean => !isActive(row);

type PrescriptionTableProps = Readonly<{
  rows: readonly PrescriptionRow[];
  /** `narrow`: beside a detail; `compact`: beside the form, medicine and what is left only. */
  shape: 'full' | 'narrow' | 'compact';
  label: string;
  activeId: string | null;
  onActive: (row: PrescriptionRow) => void;
  onOpen: (row: PrescriptionRow) => void;
  empty: ReactNode;
  pending: string | undefined;
  autoFocus: boolean;
}>;

/** A patient's prescriptions, dense: the name largest, the dose sentence below, what is left at the right. */
export function PrescriptionTable(props: PrescriptionTableProps) {
  const { rows, shape, label, activeId, onActive, onOpen, empty, pending, autoFocus } = props;
  const t = useTexts(prescribingTexts);
  const language = useLanguage();
  const formats = useFormats();
  const columns = useMemo<readonly Column<PrescriptionRow>[]>(() => {
    const medicine: Column<PrescriptionRow> = {
      id: 'medicine',
      header: t('medicine'),
      isRowHeader: true,
      width: '5fr',
      minWidth: shape === 'compact' ? 150 : 260,
      cell: ({ prescription: { product, dose } }) => (
        <ItemName
          name={productName(product, language)}
          rest={shape === 'compact' ? strengthOf(product, language) : strengthAndForm(product, language)}
          below={dose.text}
        />
      ),
    };
    const left: Column<PrescriptionRow> = {
      id: 'left',
      header: t('left'),
      align: 'end',
      width: shape === 'compact' ? 80 : 96,
      cell: ({ remaining }) =>
        remaining === null ? null : (
          <Amount value={formats.decimal(remaining.value)} unit={unitWord(remaining.unit, language)} />
        ),
    };
    const until: Column<PrescriptionRow> = {
      id: 'until',
      header: t('until'),
      align: 'end',
      width: 108,
      cell: row => formats.date(row.expiresOn),
    };
    const prescriber: Column<PrescriptionRow> = {
      id: 'prescriber',
      header: t('prescriber'),
      width: '2fr',
      minWidth: 150,
      cell: ({ prescription: { prescriber: by, prescribedAt } }) => (
        <TwoLines top={fullName(by)} below={formats.dateOf(prescribedAt)} />
      ),
    };
    const state: Column<PrescriptionRow> = {
      id: 'state',
      header: t('state'),
      width: '2fr',
      minWidth: 168,
      cell: row => <StateTag row={row} t={t} formats={formats} />,
    };
    if (shape === 'compact') return [medicine, left];
    return shape === 'narrow' ? [medicine, left, until, state] : [medicine, left, until, prescriber, state];
  }, [t, language, formats, shape]);
  return (
    <DataTable
      key={shape === 'compact' ? 'compact' : 'list'}
      label={label}
      columns={columns}
      rows={rows}
      rowKey={rowId}
      lines="double"
      activeKey={activeId}
      onActiveChange={onActive}
      onOpen={onOpen}
      isMuted={isOver}
      empty={empty}
      pending={pending}
      autoFocus={autoFocus}
    />
  );
}
