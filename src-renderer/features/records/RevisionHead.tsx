import { useState } from 'react';
import { useStore } from 'zustand';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Banner, DateField, TextField } from '../../ui/index.ts';
import { instantInFinland, readClock, wallOf } from './measurement-time.ts';
import { type NoteStore } from './note.store.ts';
import { structuredTexts } from './structured.texts.ts';
import { versionTexts } from './versions.texts.ts';
import css from './versions.module.css';

type RevisionHeadProps = Readonly<{ note: NoteStore; today: LocalDate }>;

/** What a note is that is no plain first version: why it is changed or annulled, when that happened which is written of. */
export function RevisionHead({ note, today }: RevisionHeadProps) {
  const t = useTexts(versionTexts);
  const coded = useTexts(structuredTexts);
  const revision = useStore(note, state => state.form.revision);
  const isLate = useStore(note, state => state.form.happenedAt !== undefined);
  const isJudged = useStore(note, state => state.isJudged);
  if (revision === undefined && !isLate) return null;
  return (
    <div className={css.head} data-heading="revision">
      {revision !== undefined && (
        <>
          <Banner kind={revision.act === 'annulment' ? 'error' : 'partial'}>
            {t(revision.act === 'annulment' ? 'annulmentMore' : 'newVersionMore', { version: revision.base.version })}
          </Banner>
          <TextField
            label={t(revision.act === 'annulment' ? 'annulmentReason' : 'newVersionReason')}
            width="full"
            isRequired
            autoFocus
            maxLength={500}
            value={revision.reason}
            onChange={reason => note.getState().setReason(reason)}
            error={isJudged && revision.reason.trim() === '' ? coded('fault-missing') : undefined}
          />
        </>
      )}
      {isLate && <HappenedAt note={note} today={today} />}
    </div>
  );
}

function HappenedAt({ note, today }: RevisionHeadProps) {
  const t = useTexts(versionTexts);
  const coded = useTexts(structuredTexts);
  const happenedAt = useStore(note, state => state.form.happenedAt);
  const begun = happenedAt === undefined ? { date: today, clock: '' } : wallOf(happenedAt);
  const [date, setDate] = useState<string | null>(begun.date);
  const [clock, setClock] = useState(begun.clock.replace(':', '.'));
  const read = readClock(clock);
  const at = date === null || read === null ? null : instantInFinland(date as LocalDate, read);
  const take = (nextDate: string | null, nextClock: string): void => {
    setDate(nextDate);
    setClock(nextClock);
    const nextRead = readClock(nextClock);
    const next = nextDate === null || nextRead === null ? null : instantInFinland(nextDate as LocalDate, nextRead);
    if (next !== null) note.getState().setHappenedAt(next);
  };
  return (
    <div className={css.when} role="group" aria-label={t('happenedAt')}>
      <DateField label={t('happenedOn')} value={date} max={today} onChange={next => take(next, clock)} />
      <TextField
        label={t('happenedTime')}
        width="number"
        value={clock}
        onChange={next => take(date, next)}
        error={at === null ? coded('notATime') : undefined}
      />
    </div>
  );
}
