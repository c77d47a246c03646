import { type ReactNode } from 'react';
import { Ban, PenLine } from 'lucide-react';
import { type RecordDraft } from '../../../shared/contract/records.contract.ts';
import { type ArchivingDeadline } from '../../../shared/domain/records/archiving-deadline.ts';
import { type RecordRow, type ServiceEvent } from '../../../shared/domain/records/record.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { type Formats } from '../../i18n/formats.ts';
import { type Column, Tag, type Tone } from '../../ui/index.ts';
import { type ListRow } from './record-rows.ts';
import { type ListTranslate } from './list.texts.ts';
import css from './records.module.css';

const TONES: Readonly<Record<RecordRow['acceptance'], Tone>> = { accepted: 'ok', queued: 'info', rejected: 'stop' };

const DEADLINE_TONES: Readonly<Record<ArchivingDeadline['step'], Tone>> = {
  inTime: 'info',
  soon: 'warn',
  late: 'stop',
  alarm: 'stop',
  over: 'stop',
};

const timeOf = (row: ListRow): Instant | null =>
  row.kind === 'event'
    ? (row.event?.startedAt ?? null)
    : row.kind === 'draft'
      ? row.draft.savedAt
      : row.document.createdAt;

function eventName(
  event: ServiceEvent | null,
  t: ListTranslate,
  formats: Formats,
  deadline: ArchivingDeadline | null,
): ReactNode {
  if (event === null) return <span className={css.event}>{t('otherEvent')}</span>;
  return (
    <span className={css.event}>
      {event.series === undefined ? t(event.kind) : t('treatmentSeries', { name: event.series.name })}
      <span className={css.eventState}>
        {', '}
        {stateOfEvent(event, t, formats)}
      </span>
      {deadline !== null && (
        <Tag tone={DEADLINE_TONES[deadline.step]} look="plain">
          {t(deadline.step === 'over' ? 'deadlineOver' : 'deadline', { when: formats.moment(deadline.dueAt) })}
        </Tag>
      )}
    </span>
  );
}

/** A series lasts longer than a day: its end needs the date. */
function stateOfEvent({ series, endedAt }: ServiceEvent, t: ListTranslate, formats: Formats): string {
  const visits = series === undefined ? '' : `${t('seriesVisits', { count: series.visits.length })} `;
  if (endedAt === null) return visits + t('eventOpen');
  return series === undefined
    ? t('eventEnded', { time: formats.time(endedAt) })
    : visits + t('eventEndedOn', { when: formats.dateTime(endedAt) });
}

/** Columns of the list of events and documents. */
export function recordColumns(
  t: ListTranslate,
  formats: Formats,
  templateName: (id: string) => string,
  deadline: (event: ServiceEvent) => ArchivingDeadline | null,
): readonly Column<ListRow>[] {
  return [
    {
      id: 'time',
      header: t('time'),
      cell: row => {
        const at = timeOf(row);
        return at === null ? null : <span className={css.time}>{formats.dateTime(at)}</span>;
      },
      width: 148,
    },
    {
      id: 'name',
      header: t('name'),
      cell: row =>
        row.kind === 'event' ? (
          eventName(row.event, t, formats, row.event === null ? null : deadline(row.event))
        ) : (
          <span className={css.under}>
            {row.kind === 'draft' ? draftName(row.draft, templateName, t) : row.document.title}
            {row.kind === 'document' && row.document.isPrimary && (
              <span className={css.eventState}>{`, ${t('primaryDocument')}`}</span>
            )}
            {row.kind === 'document' && row.document.organiserName !== undefined && (
              <span className={css.eventState}>{`, ${t('purchased')}`}</span>
            )}
          </span>
        ),
      isRowHeader: true,
      width: '3fr',
      minWidth: 160,
    },
    {
      id: 'author',
      header: t('author'),
      cell: row => (row.kind === 'document' ? row.document.authorName : null),
      width: '2fr',
      minWidth: 112,
    },
    {
      id: 'version',
      header: t('version'),
      cell: row => (row.kind === 'document' ? formats.count(row.document.version) : null),
      align: 'end',
      width: 60,
    },
    { id: 'state', header: t('state'), cell: row => stateOf(row, t), width: 132 },
  ];
}

const draftName = ({ form }: RecordDraft, templateName: (id: string) => string, t: ListTranslate): string =>
  form.revision === undefined
    ? templateName(form.templateId)
    : `${templateName(form.templateId)}: ${t(form.revision.act === 'annulment' ? 'annul' : 'newVersion')}`;

function stateOf(row: ListRow, t: ListTranslate): ReactNode {
  if (row.kind === 'draft')
    return (
      <Tag icon={PenLine} look="plain">
        {t('draft')}
      </Tag>
    );
  if (row.kind === 'document' && row.document.state === 'annulled' && row.document.acceptance === 'accepted')
    return (
      <Tag icon={Ban} look="plain">
        {t('annulled')}
      </Tag>
    );
  const acceptance = row.kind === 'document' ? row.document.acceptance : row.event?.acceptance;
  return acceptance === undefined ? null : (
    <Tag tone={TONES[acceptance]} look="plain">
      {t(acceptance)}
    </Tag>
  );
}
