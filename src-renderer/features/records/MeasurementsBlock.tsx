import { useRef, useState } from 'react';
import { Plus, X } from 'lucide-react';
import { useStore } from 'zustand';
import { type MeasurementKind, MEASUREMENTS } from '../../../shared/domain/records/record.ts';
import { isLocalDate, type LocalDate } from '../../../shared/kernel/time.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Button, DateField, IconButton, TextField } from '../../ui/index.ts';
import { MEASUREMENT_KINDS, type Series, timeFault, typedValue, valueFault } from './note-form.ts';
import { type NoteStore } from './note.store.ts';
import { structuredTexts } from './structured.texts.ts';
import css from './records.module.css';

type MeasurementsBlockProps = Readonly<{ note: NoteStore; today: LocalDate }>;

/** All kinds lie open: the hand goes through them with Tab and fills what was measured. */
export function MeasurementsBlock({ note, today }: MeasurementsBlockProps) {
  const all = useStore(note, state => state.series);
  const block = useRef<HTMLDivElement>(null);
  return (
    <div className={css.block} ref={block}>
      {all.map((series, index) => (
        <SeriesFields
          key={series.id}
          note={note}
          series={series}
          number={index + 1}
          isOnly={all.length === 1}
          today={today}
          onRemove={() => {
            note.getState().removeSeries(series.id);
            block.current?.querySelector('input')?.focus();
          }}
        />
      ))}
    </div>
  );
}

/** A later round, with the time of the press. */
export function AddSeries({ note, nowMs }: Readonly<{ note: NoteStore; nowMs: number }>) {
  const t = useTexts(structuredTexts);
  return (
    <Button variant="quiet" icon={Plus} onPress={() => note.getState().addSeries(nowMs)}>
      {t('addSeries')}
    </Button>
  );
}

type SeriesFieldsProps = Readonly<{
  note: NoteStore;
  series: Series;
  number: number;
  isOnly: boolean;
  today: LocalDate;
  onRemove: () => void;
}>;

function SeriesFields({ note, series, number, isOnly, today, onRemove }: SeriesFieldsProps) {
  const t = useTexts(structuredTexts);
  const { setTime } = note.getState();
  const [isTiming, setTiming] = useState(false);
  const fault = isTiming ? null : timeFault(series);
  return (
    <fieldset className={css.series} aria-label={t('series', { n: number })}>
      {!isOnly && <legend className={css.seriesName}>{t('series', { n: number })}</legend>}
      {MEASUREMENT_KINDS.map(kind =>
        MEASUREMENTS[kind].parts === null ? (
          <ValueField key={kind} note={note} series={series} kind={kind} part="first" label={t(kind)} />
        ) : (
          <div key={kind} className={css.pair}>
            <ValueField note={note} series={series} kind={kind} part="first" label={t('systolic')} hidesUnit />
            <span className={css.slash}>/</span>
            <ValueField note={note} series={series} kind={kind} part="second" label={t('diastolic')} />
          </div>
        ),
      )}
      <DateField
        label={t('measuredOn')}
        value={series.date}
        max={today}
        onChange={date => setTime(series.id, { date: date !== null && isLocalDate(date) ? date : null })}
      />
      <div onFocusCapture={() => setTiming(true)} onBlurCapture={() => setTiming(false)}>
        <TextField
          label={t('measuredTime')}
          width="number"
          value={series.clock}
          onChange={clock => setTime(series.id, { clock })}
          error={fault === null ? undefined : t(fault)}
        />
      </div>
      {!isOnly && <IconButton icon={X} label={t('removeSeries', { n: number })} onPress={onRemove} />}
    </fieldset>
  );
}

type ValueFieldProps = Readonly<{
  note: NoteStore;
  series: Series;
  kind: MeasurementKind;
  part: 'first' | 'second';
  label: string;
  hidesUnit?: boolean;
}>;

/** What is half typed is no fault yet: the field speaks when the hand has left it. */
function ValueField({ note, series, kind, part, label, hidesUnit = false }: ValueFieldProps) {
  const t = useTexts(structuredTexts);
  const [isTyping, setTyping] = useState(false);
  const fault = isTyping ? null : valueFault(series, kind, part);
  return (
    <div className={css.value} onFocusCapture={() => setTyping(true)} onBlurCapture={() => setTyping(false)}>
      <TextField
        label={label}
        width="full"
        {...(hidesUnit ? {} : { unit: MEASUREMENTS[kind].shown })}
        value={typedValue(series, kind)[part]}
        onChange={typed => note.getState().measure(series.id, kind, { [part]: typed })}
        error={fault === null ? undefined : t(fault)}
      />
    </div>
  );
}
