import { useMemo } from 'react';
import { MEASUREMENTS } from '../../../shared/domain/records/record.ts';
import { type WellbeingKind } from '../../../shared/domain/records/wellbeing.ts';
import { instantMs, instantOfMs } from '../../../shared/kernel/time.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import {
  type Column,
  DataTable,
  EmptyState,
  Panel,
  Quiet,
  Split,
  Tag,
  TrendChart,
  type TrendPoint,
  TwoLines,
} from '../../ui/index.ts';
import { type MeasuredRow } from './wellbeing.store.ts';
import { wellbeingTexts } from './wellbeing.texts.ts';

const rowKey = ({ key }: MeasuredRow): string => key;
const pointOf = ({ measuredAt, value, secondValue }: MeasuredRow): TrendPoint => ({
  atMs: instantMs(measuredAt),
  value: Number(value),
  second: secondValue === null ? null : Number(secondValue),
});

/** One kind of measurement: the numbers in a table, the same beside it over time, the patient's and the clinic's apart. */
export function KindView({ kind, rows }: Readonly<{ kind: WellbeingKind; rows: readonly MeasuredRow[] }>) {
  const t = useTexts(wellbeingTexts);
  const formats = useFormats();
  const { shown: unit } = MEASUREMENTS[kind];
  const columns = useMemo<readonly Column<MeasuredRow>[]>(
    () => [
      { id: 'time', header: t('time'), width: 164, isRowHeader: true, cell: row => formats.dateTime(row.measuredAt) },
      {
        id: 'value',
        header: `${t('value')} ${unit}`,
        width: 96,
        isNumeric: true,
        cell: row =>
          [row.value, row.secondValue].flatMap(value => (value === null ? [] : formats.decimal(value))).join('/'),
      },
      {
        id: 'source',
        header: t('source'),
        width: '1fr',
        minWidth: 190,
        cell: row => (
          <TwoLines
            top={
              <Tag tone={row.from === 'patient' ? 'info' : 'neutral'} look="plain">
                {t(row.from)}
              </Tag>
            }
            below={row.by === '' ? t('unknownApplication') : row.by}
          />
        ),
      },
    ],
    [t, formats, unit],
  );
  const of = (from: MeasuredRow['from']): readonly TrendPoint[] => rows.filter(row => row.from === from).map(pointOf);
  return (
    <Split
      share="1:1"
      list={
        <DataTable
          label={t(kind)}
          columns={columns}
          rows={rows}
          rowKey={rowKey}
          lines="double"
          empty={<EmptyState title={t('noneOfKind')}>{t('noneOfKindMore')}</EmptyState>}
        />
      }
      detail={
        <Panel title={t('chartTitle')} meta={unit} grows isPane>
          <TrendChart
            label={t('chart', { kind: t(kind), unit })}
            formatDay={ms => formats.dateOf(instantOfMs(ms))}
            formatValue={value => formats.decimal(String(value))}
            series={[
              { id: 'clinic', label: t('clinic'), look: 'own', points: of('clinic') },
              { id: 'patient', label: t('patient'), look: 'other', points: of('patient') },
            ]}
          />
          <Quiet>{t('notMixed')}</Quiet>
        </Panel>
      }
    />
  );
}
