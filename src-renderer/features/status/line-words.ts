import { type Line, type LineState } from '../../../shared/domain/queue.ts';
import { type Formats } from '../../i18n/formats.ts';
import { type Translate } from '../../i18n/texts.ts';
import { type Tone } from '../../ui/index.ts';
import { type statusTexts } from './status.texts.ts';

type StatusKey = keyof (typeof statusTexts)['byLanguage']['fi'];

/** The state of a line in words; since when, where it is not well. */
export function lineWords(line: Line, t: Translate<StatusKey>, formats: Formats): string {
  switch (line.state) {
    case 'up':
      return t('up');
    case 'unknown':
      return t('unknown');
    case 'slow':
      return t('slowSince', { time: formats.time(line.since) });
    case 'down':
      return t('downSince', { time: formats.time(line.since) });
    default:
      return line.state satisfies never;
  }
}

/** A working line is not green: green is for what a service has accepted. */
export const lineTone = (line: Line): Tone =>
  line.state === 'down' ? 'stop' : line.state === 'slow' ? 'warn' : 'neutral';

/** What the strip shows of the lines: a service by name, or several in one word. */
export type ShownLine = Readonly<{ name: Line['service'] | 'kanta' | 'others'; line: Line }>;

const is =
  (...states: readonly LineState[]) =>
  (line: Line): boolean =>
    states.includes(line.state);

/**
 * The lines folded into few words: all of one state are "Kanta", since when the first of them was so; of unlike ones each that
 * is not well, or was never tried, stands by itself, and the working ones are "the others".
 */
export function shownLines(lines: readonly Line[]): readonly ShownLine[] {
  const first = [...lines].sort((a, b) => (a.since < b.since ? -1 : 1))[0];
  if (first === undefined) return [];
  if (lines.every(is(first.state))) return [{ name: 'kanta', line: first }];
  const working = lines.find(is('up'));
  return [
    ...lines.filter(is('down', 'slow', 'unknown')).map(line => ({ name: line.service, line })),
    ...(working === undefined ? [] : [{ name: 'others' as const, line: working }]),
  ];
}
