import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import css from './Words.module.css';

/** A medicine (or another thing with a name): name largest, strength and form regular, dose sentence below. */
export function ItemName({ name, rest, below }: Readonly<{ name: ReactNode; rest?: ReactNode; below?: ReactNode }>) {
  return (
    <span className={cx(css.item, css.named)}>
      <span>
        <strong className={css.name}>{name}</strong>
        {rest !== undefined && <span className={css.rest}> {rest}</span>}
      </span>
      {below !== undefined && <span className={css.below}>{below}</span>}
    </span>
  );
}

/** A number with its unit, right-aligned figures. `figure` is for the one number that matters. */
export function Amount({
  value,
  unit,
  look = 'plain',
}: Readonly<{ value: ReactNode; unit?: ReactNode; look?: 'plain' | 'strong' | 'figure' }>) {
  return (
    <span className={cx(css.amount, css[look])}>
      {value}
      {unit !== undefined && (
        <span className={css.unit}>
          {'\u00a0'}
          {unit}
        </span>
      )}
    </span>
  );
}

/** Two lines of a cell: content over its time, place or holder. */
export function TwoLines({ top, below }: Readonly<{ top: ReactNode; below: ReactNode }>) {
  return (
    <span className={css.item}>
      <span>{top}</span>
      <span className={css.below}>{below}</span>
    </span>
  );
}

/** Identity codes, OIDs, VNR and batch numbers: tabular figures, grouped; a long one breaks after a point only. */
export function Code({
  children,
  group,
}: Readonly<{ children: string; /** Characters per group, from the left. */ group?: number }>) {
  const parts =
    group === undefined ? children.split(/(?<=\.)/u) : (children.match(new RegExp(`.{1,${group}}`, 'gu')) ?? []);
  return (
    <span className={cx(css.code, group !== undefined && css.grouped)}>
      {parts.map((part, index) => (
        <span key={index} className={css.part}>
          {part}
        </span>
      ))}
    </span>
  );
}

/** Labels, units, times, help. */
export function Quiet({ children }: Readonly<{ children: ReactNode }>) {
  return <span className={css.quiet}>{children}</span>;
}
