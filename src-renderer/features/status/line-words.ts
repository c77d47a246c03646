import { type Line } from '../../../shared/domain/queue.ts';
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
