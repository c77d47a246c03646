import { compare, isPositive, type Decimal } from '../../kernel/decimal.ts';
import { dateOf, type LocalDate } from '../../kernel/time.ts';
import { type ClockTime, type DoseRange, isClockTime } from './dose.ts';
import { type DoseExpectation, type DoseFault, type DoseFaultCode } from './dose-fault.ts';
import { noParts, type DoseParts, type Place, type Said, type Whole } from './dose-parts.ts';
import { type Token } from './dose-tokens.ts';
import { meaningOf, type Meaning } from './dose-words.ts';

/** Thrown inside the reader only, and caught where it was started: the first fault ends the reading. */
export class DoseStop {
  readonly fault: DoseFault;
  constructor(code: DoseFaultCode, place: Place, expected: readonly DoseExpectation[] = []) {
    this.fault = { code, at: place.at, length: place.end - place.at, expected };
  }
}

const LARGEST_DOSE = '9999' as Decimal;
const FINEST_DOSE = /^\d+(\.\d{1,3})?$/;

/** Collects what the tokens say, left to right. Which parts go together is decided afterwards. */
export class DoseReader {
  readonly #tokens: readonly Token[];
  readonly #today: LocalDate;
  readonly #parts: DoseParts = noParts();
  #next = 0;

  constructor(tokens: readonly Token[], today: LocalDate) {
    this.#tokens = tokens;
    this.#today = today;
  }

  /** @throws DoseStop at the first thing that is not understood */
  read(): DoseParts {
    while (this.#next < this.#tokens.length) this.#phrase();
    return this.#parts;
  }

  #peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#next + ahead];
  }

  #meaning(ahead = 0): (Readonly<{ meaning: Meaning; words: number }> & Place) | null {
    const words: string[] = [];
    for (let i = this.#next + ahead; i < this.#tokens.length && words.length < 4; i += 1) {
      const token = this.#tokens[i];
      if (token?.kind !== 'word') break;
      words.push(token.text);
    }
    const known = words.length === 0 ? null : meaningOf(words);
    const [first, last] = [this.#peek(ahead), known ? this.#peek(ahead + known.words - 1) : undefined];
    return known && first && last ? { ...known, at: first.at, end: last.end } : null;
  }

  /** The place after the last token read: where something is missing. */
  #gap(): Place {
    const end = this.#tokens[this.#next - 1]?.end ?? 0;
    return { at: end, end };
  }

  #stop(code: DoseFaultCode, place: Place | undefined, ...expected: DoseExpectation[]): never {
    throw new DoseStop(code, place ?? this.#gap(), expected);
  }

  #once<K extends keyof DoseParts>(field: K, value: NonNullable<DoseParts[K]> & Place): void {
    if (this.#parts[field] !== null) this.#stop('said-twice', value);
    (this.#parts as Record<K, unknown>)[field] = value;
  }

  #sign(sign: string, ahead = 0): boolean {
    const token = this.#peek(ahead);
    return token?.kind === 'sign' && token.sign === sign;
  }

  #phrase(): void {
    const token = this.#peek();
    if (!token) return;
    if (this.#number() !== null) return this.#numberPhrase();
    if (token.kind === 'date') return this.#datePhrase();
    if (token.kind === 'word') return this.#wordPhrase(token);
    if (token.kind === 'sign') return this.#signPhrase(token);
    this.#stop('not-understood', token, 'amount', 'timing');
  }

  /** A number at the present token, as digits or as a word, and how many tokens it takes. */
  #number(ahead = 0): (Said<Decimal> & { tokens: number }) | null {
    const token = this.#peek(ahead);
    if (token?.kind === 'number') return { value: token.value, at: token.at, end: token.end, tokens: 1 };
    const known = this.#meaning(ahead);
    return known?.meaning.is === 'number'
      ? { value: known.meaning.value as Decimal, at: known.at, end: known.end, tokens: known.words }
      : null;
  }

  #range(): Said<DoseRange> {
    const low = this.#number();
    if (low === null) return this.#stop('missing', this.#peek() ?? this.#gap(), 'number');
    this.#next += low.tokens;
    if (!this.#sign('dash')) return { value: { low: low.value, high: low.value }, at: low.at, end: low.end };
    this.#next += 1;
    const high = this.#number();
    if (high === null) return this.#stop('missing', this.#peek() ?? this.#gap(), 'number');
    this.#next += high.tokens;
    const place = { at: low.at, end: high.end };
    if (this.#sign('dash'))
      return this.#stop('ambiguous', { at: low.at, end: this.#peek()?.end ?? high.end }, 'fourParts');
    if (compare(low.value, high.value) > 0) return this.#stop('range-reversed', place);
    return { value: { low: low.value, high: high.value }, ...place };
  }

  #dose(range: Said<DoseRange>): Said<DoseRange> {
    const bad = [range.value.low, range.value.high].some(
      value => !isPositive(value) || compare(value, LARGEST_DOSE) > 0 || !FINEST_DOSE.test(value),
    );
    return bad ? this.#stop('out-of-range', range, 'amount') : range;
  }

  #whole(range: Said<DoseRange>, least: number, most: number): Said<Whole> {
    const [low, high] = [Number(range.value.low), Number(range.value.high)];
    if (!Number.isInteger(low) || !Number.isInteger(high)) return this.#stop('not-whole', range, 'number');
    if (low < least || high > most) return this.#stop('out-of-range', range, 'number');
    return { value: { low, high }, at: range.at, end: range.end };
  }

  #single(whole: Said<Whole>): number {
    return whole.value.low === whole.value.high ? whole.value.low : this.#stop('cannot-combine', whole, 'number');
  }

  #numberPhrase(): void {
    const range = this.#range();
    if (this.#sign('plus')) return this.#plusPhrase(range);
    if (this.#sign('times') || this.#meaning()?.meaning.is === 'times') return this.#timesPhrase(range);
    const known = this.#meaning();
    if (known?.meaning.is === 'span') return this.#spanPhrase(range, known.meaning.span, known);
    if (known?.meaning.is === 'mass') return this.#stop('mass-unit', { at: range.at, end: known.end }, 'unit');
    this.#addAmount(range);
  }

  /** `1 x 3` is a dose and its times; `3 x päivässä` and `3 kertaa` are times alone. */
  #timesPhrase(range: Said<DoseRange>): void {
    const isCross = this.#sign('times');
    const crossEnd = this.#peek()?.end ?? range.end;
    this.#next += isCross ? 1 : (this.#meaning()?.words ?? 1);
    if (isCross && this.#number() !== null) {
      this.#addAmount(range);
      return this.#countAfterCross();
    }
    this.#once('count', { ...this.#whole(range, 1, 48), end: crossEnd });
  }

  #countAfterCross(): void {
    const count = this.#whole(this.#range(), 1, 48);
    this.#once('count', count);
    const known = this.#meaning();
    if (this.#sign('times') || known?.meaning.is === 'times') {
      this.#stop('ambiguous', this.#peek(), 'times');
    }
    // `1x3 pv`: three times a day, or once a day for three days? Only a slash or a number of days can tell.
    if (known?.meaning.is === 'span') this.#stop('ambiguous', known, 'perDay', 'days');
  }

  #addAmount(range: Said<DoseRange>): void {
    const last = this.#parts.amounts.at(-1);
    if (this.#parts.parts !== null || (last && last.times.length === 0))
      this.#stop('said-twice', range, 'days', 'times');
    const known = this.#meaning();
    const unit = known?.meaning.is === 'unit' ? { value: known.meaning.unit, at: known.at, end: known.end } : null;
    if (known && unit) this.#next += known.words;
    this.#parts.amounts.push({ amount: this.#dose(range), unit, times: [] });
  }

  #plusPhrase(first: Said<DoseRange>): void {
    const parts = [first];
    while (this.#sign('plus')) {
      this.#next += 1;
      parts.push(this.#range());
    }
    const place = { at: first.at, end: parts.at(-1)?.end ?? first.end };
    if (parts.length < 3 || parts.length > 4) this.#stop('ambiguous', place, 'fourParts');
    if (this.#parts.amounts.length > 0) this.#stop('said-twice', place);
    const taken = parts.filter(part => part.value.high !== '0');
    if (taken.length === 0) this.#stop('out-of-range', place, 'amount');
    for (const part of taken) this.#dose(part);
    this.#once('parts', { value: parts.map(part => part.value), ...place });
    const known = this.#meaning();
    if (known?.meaning.is !== 'unit') return;
    this.#next += known.words;
    this.#parts.amounts.push({
      amount: { value: first.value, ...place },
      unit: { value: known.meaning.unit, at: known.at, end: known.end },
      times: [],
    });
  }

  #spanPhrase(range: Said<DoseRange>, span: 'hour' | 'day' | 'week' | 'month', known: Place & { words: number }): void {
    this.#next += known.words;
    const place = { at: range.at, end: known.end };
    const apart = this.#meaning();
    if (apart?.meaning.is === 'apart') {
      this.#next += apart.words;
      return this.#interval(range, span, { at: range.at, end: apart.end });
    }
    if (span === 'hour') return this.#stop('missing', this.#gap(), 'interval');
    const count = this.#single(this.#whole(range, 1, span === 'day' ? 3660 : span === 'week' ? 520 : 120));
    this.#once('length', { value: { count, span }, ...place });
  }

  #interval(range: Said<DoseRange>, span: 'hour' | 'day' | 'week' | 'month', place: Place): void {
    switch (span) {
      case 'hour':
        return this.#once('hours', { ...this.#whole(range, 1, 240), ...place });
      case 'day':
        return this.#everyDays(this.#single(this.#whole(range, 1, 366)), place);
      case 'week':
        return this.#everyDays(7 * this.#single(this.#whole(range, 1, 52)), place);
      case 'month':
        return this.#stop('ambiguous', place, 'interval');
    }
  }

  /** `tunnin välein`, `viikon välein`: one of it goes without saying. */
  #bareInterval(span: 'hour' | 'day' | 'week' | 'month', place: Place): void {
    const apart = this.#meaning();
    if (apart?.meaning.is !== 'apart') return this.#stop('not-understood', place, 'amount', 'timing');
    this.#next += apart.words;
    this.#interval(asRange(1, place), span, { at: place.at, end: apart.end });
  }

  #everyDays(days: number, place: Place): void {
    this.#once('everyDays', { value: days, ...place });
  }

  #wordPhrase(token: Token): void {
    const known = this.#meaning();
    if (known === null) return this.#stop('not-understood', token, 'timing', 'days', 'freeText');
    const { meaning, words, ...place } = known;
    this.#next += words;
    switch (meaning.is) {
      case 'silent':
        return;
      case 'timesSaid':
        return this.#once('count', { value: { low: meaning.count, high: meaning.count }, ...place });
      case 'per':
        return this.#once('per', { value: meaning.per, ...place });
      case 'slash':
        return this.#slashPhrase(place);
      case 'daily':
        return this.#once('daily', place);
      case 'each':
        return this.#eachPhrase(meaning.every, place);
      case 'timeOfDay':
        return this.#timeOfDay({ value: meaning.time, ...place });
      case 'clock':
        return this.#clockPhrase();
      case 'weekdays':
        return this.#weekdays({ value: meaning.days, ...place });
      case 'asNeeded':
        return this.#once('asNeeded', place);
      case 'max':
        return this.#maxPhrase(place);
      case 'from':
        return this.#from(place);
      case 'until':
        return this.#until(place);
      case 'furtherNotice':
        return this.#once('furtherNotice', place);
      case 'span':
        return this.#bareInterval(meaning.span, place);
      default:
        // Units, spans, ordinals and the like that stand where nothing asks for them.
        return this.#stop('not-understood', place, 'amount', 'timing');
    }
  }

  #signPhrase(token: Token & { kind: 'sign' }): void {
    this.#next += 1;
    if (token.sign === 'stop') return;
    if (token.sign === 'slash') return this.#slashPhrase(token);
    if (token.sign === 'times' && this.#parts.amounts.length > 0 && this.#number() !== null)
      return this.#countAfterCross();
    // `x3`: the times are there, the amount is not.
    if (token.sign === 'times') this.#stop('missing', { at: token.at, end: token.at }, 'amount');
    this.#stop('not-understood', token, 'amount', 'times');
  }

  /** After a slash or `per`. */
  #slashPhrase(before: Place): void {
    const known = this.#meaning();
    if (known?.meaning.is !== 'span') return this.#stop('missing', this.#peek() ?? this.#gap(), 'perDay');
    const { span } = known.meaning;
    if (span !== 'day' && span !== 'week') return this.#stop('not-understood', known, 'perDay');
    this.#next += known.words;
    this.#once('per', { value: span, at: before.at, end: known.end });
  }

  /** After `joka`, `var`, `every`: `joka toinen pv`, `var 6:e timme`, `every 4-6 hours`. */
  #eachPhrase(every: number | null, before: Place): void {
    const known = this.#meaning();
    let range: Said<DoseRange>;
    if (every !== null) range = asRange(every, before);
    else if (known?.meaning.is === 'ordinal') {
      range = asRange(known.meaning.every, known);
      this.#next += known.words;
    } else if (this.#number() !== null) {
      range = this.#range();
      if (this.#sign('stop')) this.#next += 1;
    } else range = asRange(1, before);
    const span = this.#meaning();
    if (span?.meaning.is !== 'span') return this.#stop('missing', this.#peek() ?? this.#gap(), 'interval');
    this.#next += span.words;
    this.#interval(range, span.meaning.span, { at: before.at, end: span.end });
  }

  #timeOfDay(time: Said<DoseParts['loose'][number]['value']>): void {
    const list = this.#parts.amounts.at(-1)?.times ?? this.#parts.loose;
    const all = [...this.#parts.loose, ...this.#parts.amounts.flatMap(part => part.times)];
    if (all.some(other => other.value === time.value)) this.#stop('said-twice', time);
    list.push(time);
  }

  /** `klo 8 ja 20`: the word may stand once before several. */
  #clockPhrase(): void {
    const first = this.#clockAt(0);
    if (first === null) return this.#stop('missing', this.#peek() ?? this.#gap(), 'timing');
    this.#next += 1;
    this.#timeOfDay(first);
    for (;;) {
      let ahead = 0;
      for (let known = this.#meaning(ahead); known?.meaning.is === 'silent'; known = this.#meaning(ahead))
        ahead += known.words;
      const time = this.#clockAt(ahead);
      if (time === null || this.#isCounted(ahead + 1)) return;
      this.#next += ahead + 1;
      this.#timeOfDay(time);
    }
  }

  #clockAt(ahead: number): Said<ClockTime> | null {
    const token = this.#peek(ahead);
    if (token?.kind === 'clock') return { value: token.value, at: token.at, end: token.end };
    if (token?.kind !== 'number') return null;
    const value = token.clock ?? `${token.value.padStart(2, '0')}00`;
    return isClockTime(value) ? { value, at: token.at, end: token.end } : null;
  }

  /** What follows makes the number before it a count of something: `klo 8 ja 2 klo 20`, `klo 8, 7 pv`. */
  #isCounted(ahead: number): boolean {
    if (this.#peek(ahead)?.kind === 'sign' && !this.#sign('stop', ahead)) return true;
    const said = this.#meaning(ahead)?.meaning.is;
    return ['unit', 'mass', 'span', 'times', 'clock', 'timeOfDay'].includes(said ?? '');
  }

  #weekdays(days: Said<NonNullable<DoseParts['weekdays']>['value']>): void {
    let value = days.value;
    let end = days.end;
    if (this.#sign('dash')) {
      const to = this.#meaning(1);
      const [first, last] = [days.value[0], to?.meaning.is === 'weekdays' ? to.meaning.days[0] : undefined];
      if (!to || first === undefined || last === undefined || last <= first)
        return this.#stop('missing', this.#peek(1) ?? this.#gap(), 'timing');
      value = ([1, 2, 3, 4, 5, 6, 7] as const).filter(day => day >= first && day <= last);
      end = to.end;
      this.#next += 1 + to.words;
    }
    const before = this.#parts.weekdays;
    if (before?.value.some(day => value.includes(day))) this.#stop('said-twice', { at: days.at, end });
    const merged = [...(before?.value ?? []), ...value].sort((a, b) => a - b);
    this.#parts.weekdays = { value: merged, at: before?.at ?? days.at, end };
  }

  #maxPhrase(before: Place): void {
    const range = this.#dose(this.#range());
    if (range.value.low !== range.value.high) this.#stop('cannot-combine', range, 'number');
    let known = this.#meaning();
    if (known?.meaning.is === 'mass') this.#stop('mass-unit', known, 'unit');
    if (known?.meaning.is === 'unit') {
      this.#next += known.words;
      known = this.#meaning();
    }
    if (this.#sign('slash') || known?.meaning.is === 'slash') {
      this.#next += known?.meaning.is === 'slash' ? known.words : 1;
      const span = this.#meaning();
      if (span?.meaning.is !== 'span' || span.meaning.span !== 'day')
        return this.#stop('missing', this.#peek() ?? this.#gap(), 'perDay');
      this.#next += span.words;
    } else if (known && (known.meaning.is === 'daily' || (known.meaning.is === 'per' && known.meaning.per === 'day'))) {
      this.#next += known.words;
    } else this.#stop('missing', this.#gap(), 'perDay');
    this.#once('max', { value: range.value.high, at: before.at, end: this.#gap().end });
  }

  #date(): Said<LocalDate> {
    const token = this.#peek();
    if (token?.kind !== 'date') return this.#stop('missing', token ?? this.#gap(), 'date');
    const thisYear = Number(this.#today.slice(0, 4));
    const inYear = dateOf(token.year ?? thisYear, token.month, token.day);
    // Without a year the next such day is meant; a date is never in the past.
    const date =
      token.year === null && (inYear === null || inYear < this.#today)
        ? dateOf(thisYear + 1, token.month, token.day)
        : inYear;
    if (date === null) return this.#stop('no-such-date', token, 'date');
    if (date < this.#today) return this.#stop('past-date', token, 'date');
    this.#next += 1;
    return { value: date, at: token.at, end: token.end };
  }

  #from(place: Place): void {
    const date = this.#date();
    this.#once('from', { value: date.value, at: place.at, end: date.end });
  }

  #until(place: Place): void {
    const date = this.#date();
    this.#once('until', { value: date.value, at: place.at, end: date.end });
  }

  /** `1.12. alkaen`, `31.12. asti`: the word follows the date. */
  #datePhrase(): void {
    const date = this.#date();
    const known = this.#meaning();
    if (known?.meaning.is !== 'from' && known?.meaning.is !== 'until')
      return this.#stop('not-understood', date, 'amount');
    this.#next += known.words;
    this.#once(known.meaning.is, { value: date.value, at: date.at, end: known.end });
  }
}

const asRange = (value: number, place: Place): Said<DoseRange> => {
  const text = String(value) as Decimal;
  return { value: { low: text, high: text }, at: place.at, end: place.end };
};
