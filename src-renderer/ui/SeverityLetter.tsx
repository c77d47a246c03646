import { cx } from './cx.ts';
import type { Tone } from './tone.ts';
import css from './SeverityLetter.module.css';
import tones from './tones.module.css';

/** A to D as medicine databases grade; `?` is a check that could not be done. */
export type Grade = 'A' | 'B' | 'C' | 'D' | '?';
export const GRADE_TONES: Readonly<Record<Grade, Tone>> = {
  A: 'neutral',
  B: 'info',
  C: 'warn',
  D: 'stop',
  '?': 'stop',
};

export type SeverityLetterProps = Readonly<{
  grade: Grade;
  /** The grade in words, for screen readers and hover. */
  label: string;
}>;

export function SeverityLetter({ grade, label }: SeverityLetterProps) {
  const isFilled = grade === 'D' || grade === 'C';
  return (
    <span
      className={cx(css.letter, isFilled && css.filled, tones[GRADE_TONES[grade]])}
      role="img"
      aria-label={label}
      title={label}
    >
      {grade}
    </span>
  );
}
