import { CORE_SHAPES, type CoreContent, type CoreEntry, flagOf } from '../../../shared/domain/records/core-data.ts';
import { type CoreField } from '../../../shared/domain/records/core-fields.ts';
import { type Decimal, readDecimal } from '../../../shared/kernel/decimal.ts';
import { type Instant, type LocalDate, instantMs, instantOfMs } from '../../../shared/kernel/time.ts';
import {
  type DiagnosisEntry,
  type MeasurementEntry,
  type MeasurementKind,
  MEASUREMENTS,
  type RecordEntry,
  type RecordForm,
  type RecordHeading,
  type RecordTemplate,
} from '../../../shared/domain/records/record.ts';
import { instantInFinland, readClock, wallOf } from './measurement-time.ts';

export const MEASUREMENT_KINDS = Object.keys(MEASUREMENTS) as readonly MeasurementKind[];

/** What stands in the fields of one measurement. `second` is the diastolic pressure. */
export type TypedValue = Readonly<{ first: string; second: string }>;

/** Measurements taken at one time, as typed. */
export type Series = Readonly<{
  id: number;
  date: LocalDate | null;
  clock: string;
  /** The last readable time: what the entries carry. */
  measuredAt: Instant;
  values: Readonly<Partial<Record<MeasurementKind, TypedValue>>>;
}>;

export type ValueFault = 'notANumber' | 'systolicMissing';
export type TimeFault = 'notATime' | 'noSuchTime';

const EMPTY: TypedValue = { first: '', second: '' };
export const typedValue = (series: Series, kind: MeasurementKind): TypedValue => series.values[kind] ?? EMPTY;

const isTyped = (text: string): boolean => text.trim() !== '';
const unreadable = (text: string): boolean => isTyped(text) && readDecimal(text) === null;

export function valueFault(series: Series, kind: MeasurementKind, part: 'first' | 'second'): ValueFault | null {
  const value = typedValue(series, kind);
  if (unreadable(value[part])) return 'notANumber';
  return part === 'first' && !isTyped(value.first) && isTyped(value.second) ? 'systolicMissing' : null;
}

export function timeFault(series: Series): TimeFault | null {
  const clock = readClock(series.clock);
  if (clock === null || series.date === null) return 'notATime';
  return instantInFinland(series.date, clock) === null ? 'noSuchTime' : null;
}

const isUsed = (series: Series): boolean =>
  MEASUREMENT_KINDS.some(kind => isTyped(typedValue(series, kind).first) || isTyped(typedValue(series, kind).second));

/** Something typed that no entry can carry yet: the note cannot be signed as it stands. */
export const hasFaults = (all: readonly Series[]): boolean =>
  all.some(
    series =>
      isUsed(series) &&
      (timeFault(series) !== null ||
        MEASUREMENT_KINDS.some(kind => valueFault(series, kind, 'first') ?? valueFault(series, kind, 'second'))),
  );

/** The same series at another time; `measuredAt` follows when the time can be read. */
export function atTime(series: Series, change: Partial<Pick<Series, 'date' | 'clock'>>): Series {
  const next = { ...series, ...change };
  const clock = readClock(next.clock);
  const at = clock === null || next.date === null ? null : instantInFinland(next.date, clock);
  return { ...next, measuredAt: at ?? series.measuredAt };
}

/** An empty series of this minute. */
export function seriesAt(id: number, nowMs: number): Series {
  const measuredAt = instantOfMs(Math.floor(nowMs / 60_000) * 60_000);
  const { date, clock } = wallOf(measuredAt);
  return { id, date, clock: clock.replace(':', '.'), measuredAt, values: {} };
}

function entryOf(series: Series, kind: MeasurementKind): readonly MeasurementEntry[] {
  const { first, second } = typedValue(series, kind);
  const value = readDecimal(first);
  if (value === null) return [];
  const secondValue = MEASUREMENTS[kind].parts === null ? null : readDecimal(second);
  return [{ kind: 'measurement', measurement: kind, value, secondValue, measuredAt: series.measuredAt }];
}

export const entriesOf = (all: readonly Series[]): readonly MeasurementEntry[] =>
  all.flatMap(series => MEASUREMENT_KINDS.flatMap(kind => entryOf(series, kind)));

const shown = (value: Decimal | null): string => (value === null ? '' : value.replace('.', ','));

/** The fields that stand for these entries: one series a time; the same kind twice at one time makes two. */
export function seriesOf(entries: readonly RecordEntry[], nowMs: number): readonly Series[] {
  const all: Series[] = [];
  for (const entry of entries) {
    if (entry.kind !== 'measurement') continue;
    const typed = { first: shown(entry.value), second: shown(entry.secondValue) };
    const at = all.findIndex(s => s.measuredAt === entry.measuredAt && s.values[entry.measurement] === undefined);
    const found = all[at];
    if (found !== undefined) {
      all[at] = { ...found, values: { ...found.values, [entry.measurement]: typed } };
      continue;
    }
    const started = { ...seriesAt(all.length, instantMs(entry.measuredAt)), measuredAt: entry.measuredAt };
    all.push({ ...started, values: { [entry.measurement]: typed } });
  }
  return all.length === 0 ? [seriesAt(0, nowMs)] : all;
}

/** Where coded diagnoses stand: physicians have a heading for them, nurses record them as the reason for the visit. */
export const codedHeading = (template: RecordTemplate): RecordHeading | null =>
  template.headings.includes('diagnosis')
    ? 'diagnosis'
    : template.professions.includes('nurse') && template.headings.includes('reasonForArrival')
      ? 'reasonForArrival'
      : null;

export const diagnosesOf = (form: RecordForm): readonly DiagnosisEntry[] =>
  form.sections.flatMap(section => section.entries).filter(entry => entry.kind === 'diagnosis');

export const textOf = (form: RecordForm, heading: RecordHeading): string =>
  form.sections.find(section => section.heading === heading)?.text ?? '';

export const withText = (form: RecordForm, heading: RecordHeading, text: string): RecordForm => ({
  ...form,
  sections: form.sections.map(section => (section.heading === heading ? { ...section, text } : section)),
});

/** The form with these entries under a heading in place of those that `isOld` names; a heading that lacks is made. */
function withEntries(
  form: RecordForm,
  heading: RecordHeading,
  isOld: (entry: RecordEntry) => boolean,
  entries: readonly RecordEntry[],
): RecordForm {
  const known = form.sections.some(section => section.heading === heading);
  const sections = known ? form.sections : [...form.sections, { heading, text: '', entries: [] }];
  return {
    ...form,
    sections: sections.map(section =>
      section.heading === heading
        ? { ...section, entries: [...section.entries.filter(entry => !isOld(entry)), ...entries] }
        : section,
    ),
  };
}

export const withDiagnoses = (form: RecordForm, heading: RecordHeading, diagnoses: readonly DiagnosisEntry[]) =>
  withEntries(form, heading, entry => entry.kind === 'diagnosis', diagnoses);

export const withSeries = (form: RecordForm, all: readonly Series[]) =>
  withEntries(form, 'measurements', entry => entry.kind === 'measurement', entriesOf(all));

/** Structured entries of one content, in the order in which they were added. */
export const coreOf = (form: RecordForm, content: CoreContent): readonly CoreEntry[] =>
  form.sections
    .flatMap(section => section.entries)
    .filter(entry => entry.kind === 'core')
    .filter(entry => entry.content === content);

export const withCore = (form: RecordForm, content: CoreContent, entries: readonly CoreEntry[]) =>
  withEntries(form, CORE_SHAPES[content].heading, entry => entry.kind === 'core' && entry.content === content, entries);

/** A field that is emptied is left out; a result with reference limits beside it says by itself whether it is normal. */
export function withField(entry: CoreEntry, field: CoreField, value: string): CoreEntry {
  const { [field]: _before, ...others } = entry.fields;
  const fields: CoreEntry['fields'] = value === '' ? others : { ...others, [field]: value };
  if (field !== 'result' && field !== 'low' && field !== 'high') return { ...entry, fields };
  const number = (text: string | undefined): number | null => {
    const read = text === undefined ? null : readDecimal(text);
    return read === null ? null : Number(read);
  };
  const result = number(fields.result);
  const flag = result === null ? null : flagOf(result, number(fields.low), number(fields.high));
  return { ...entry, fields: flag === null ? fields : { ...fields, flag } };
}
