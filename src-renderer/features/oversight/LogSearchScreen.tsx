import { type FormEvent, useEffect, useMemo, useState } from 'react';
import { Download, FileText, Link } from 'lucide-react';
import { useStore } from 'zustand';
import { type LogLine } from '../../../shared/contract/logs.contract.ts';
import { isOlderThanReported } from '../../../shared/domain/oversight/log-row.ts';
import { isLocalDate, type LocalDate } from '../../../shared/kernel/time.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { saveBlob, saveFile } from '../../api/save-file.ts';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import {
  Banner,
  Button,
  type Column,
  DataTable,
  DateField,
  EmptyState,
  Gap,
  Quiet,
  Screen,
  TextField,
  useAnnouncer,
} from '../../ui/index.ts';
import { areDatesRight, createLogSearchStore } from './log-search.store.ts';
import { useLogWords } from './log-words.ts';
import { logTexts } from './logs.texts.ts';
import { RefusalDialog } from './RefusalDialog.tsx';
import css from './oversight.module.css';

const lineKey = ({ n }: LogLine): string => String(n);
const dateOrNull = (text: string | null): LocalDate | null => (text !== null && isLocalDate(text) ? text : null);

/** The log by person, patient and time, with the person's report, the export and the check of the chain. */
export function LogSearchScreen({ today }: Readonly<{ today: LocalDate }>) {
  const t = useTexts(logTexts);
  const words = useLogWords();
  const formats = useFormats();
  const client = useClient();
  const { announce } = useAnnouncer();
  const [store] = useState(() => createLogSearchStore(client, today));
  const view = useStore(store);
  const { from, to, person, patient, specialReason, phase, rows, total, activeN, chain, search } = view;
  useEffect(() => void search(), [search]);
  const columns = useMemo<readonly Column<LogLine>[]>(
    () => [
      {
        id: 'when',
        header: t('whenCol'),
        width: 152,
        cell: line => <span className={css.oneLine}>{formats.dateTime(line.at)}</span>,
      },
      {
        id: 'what',
        header: t('what'),
        isRowHeader: true,
        width: '2fr',
        minWidth: 150,
        cell: line => words.act(line.act),
      },
      { id: 'who', header: t('who'), width: '2fr', minWidth: 140, cell: line => words.actor(line) },
      { id: 'patient', header: t('patient'), width: '2fr', minWidth: 176, cell: line => line.patientName || '–' },
      { id: 'basis', header: t('basis'), width: 132, cell: line => t(`basis_${line.basis}`) },
      {
        id: 'outcome',
        header: t('outcome'),
        width: 96,
        cell: line => <span className={css.oneLine}>{line.outcome === 'ok' ? t('okWord') : line.outcome}</span>,
      },
      {
        id: 'card',
        header: t('card'),
        width: 204,
        cell: line => <span className={css.oneLine}>{line.card ?? '–'}</span>,
      },
      { id: 'workstation', header: t('workstation'), width: 120, cell: line => line.workstation ?? '–' },
      { id: 'number', header: t('number'), width: 64, isNumeric: true, cell: line => line.n },
    ],
    [t, words, formats],
  );
  const [isRefusing, setRefusing] = useState(false);
  const isRight = areDatesRight(view);
  const active = rows.find(row => lineKey(row) === activeN);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void search();
  };
  const save = (format: 'csv' | 'json'): void => {
    void view.exportAs(format).then(file => {
      if (file === null) return;
      saveBlob(file.fileName, new Blob([file.text], { type: file.mediaType }));
      announce(t('exported', { count: file.lines }));
    });
  };
  const report = (patientId: string): void => {
    void view.report(patientId).then(file => {
      if (file !== null) saveFile(file);
    });
  };
  const banner =
    phase.at === 'failed' ? (
      <FailureBanner failure={phase.failure} />
    ) : chain === null ? null : chain.firstBroken === null ? (
      <Banner kind="note">{t('whole', { lines: chain.lines, head: chain.head.slice(0, 16) })}</Banner>
    ) : (
      <Banner kind="error">{t('broken', { n: chain.firstBroken })}</Banner>
    );
  const bothDates = isRight ? undefined : t('datesWrong');
  const needsReason = from !== null && isOlderThanReported(from, today);
  const lacksReason = needsReason && specialReason.trim() === '' ? t('reasonMissing') : undefined;
  const patientId = active?.patientId ?? null;
  return (
    <Screen
      title={t('searchTitle')}
      meta={phase.at === 'shown' ? t('found', { shown: rows.length, total }) : undefined}
      tools={
        <>
          <Button icon={Link} onPress={() => void view.check()}>
            {t('check')}
          </Button>
          <Button icon={Download} disabledBecause={bothDates} onPress={() => save('csv')}>
            {t('exportCsv')}
          </Button>
          <Button icon={Download} disabledBecause={bothDates} onPress={() => save('json')}>
            {t('exportJson')}
          </Button>
        </>
      }
      banner={banner}
      fill="flush"
      foot={
        <>
          <Quiet>
            {bothDates ?? (active?.patientName ? t('reportFor', { name: active.patientName }) : t('reportWhy'))}
          </Quiet>
          <Gap />
          <Button
            disabledBecause={bothDates ?? (patientId === null ? t('reportWhy') : undefined)}
            onPress={() => setRefusing(true)}
          >
            {t('refuse')}
          </Button>
          <Button
            variant="primary"
            icon={FileText}
            disabledBecause={bothDates ?? (patientId === null ? t('reportWhy') : lacksReason)}
            onPress={() => {
              if (patientId !== null) report(patientId);
            }}
          >
            {t('report')}
          </Button>
        </>
      }
    >
      <div className={css.found}>
        <form className={css.search} onSubmit={submit}>
          <DateField
            label={t('from')}
            value={from}
            max={today}
            onChange={value => view.change({ from: dateOrNull(value) })}
          />
          <DateField
            label={t('to')}
            value={to}
            max={today}
            onChange={value => view.change({ to: dateOrNull(value) })}
          />
          <TextField
            label={t('person')}
            value={person}
            onChange={text => view.change({ person: text })}
            autoFocus
            width="full"
          />
          <TextField
            label={t('patientField')}
            value={patient}
            onChange={text => view.change({ patient: text })}
            width="full"
          />
          <Button type="submit" disabledBecause={bothDates} onPress={() => undefined}>
            {t('search')}
          </Button>
          {needsReason && (
            <div className={css.whole}>
              <TextField
                label={t('specialReason')}
                help={t('specialReasonHelp')}
                value={specialReason}
                onChange={text => view.change({ specialReason: text })}
                maxLength={1000}
                width="full"
              />
            </div>
          )}
        </form>
        <DataTable
          label={t('lines')}
          columns={columns}
          rows={rows}
          rowKey={lineKey}
          activeKey={activeN}
          onActiveChange={line => view.activate(lineKey(line))}
          pending={phase.at === 'loading' && rows.length === 0 ? t('loading') : undefined}
          empty={<EmptyState title={t('nothing')}>{t('nothingMore')}</EmptyState>}
        />
      </div>
      {isRefusing && patientId !== null && from !== null && to !== null ? (
        <RefusalDialog
          patient={{ id: patientId, name: active?.patientName ?? '' }}
          period={{ from, to }}
          today={today}
          onRefused={() => {
            setRefusing(false);
            announce(t('refused'));
          }}
          onClose={() => setRefusing(false)}
        />
      ) : null}
    </Screen>
  );
}
