import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import css from './DefinitionList.module.css';

export type Definition = Readonly<{ id?: string; label: string; value: ReactNode; isChanged?: boolean }>;
export type DefinitionListProps = Readonly<{
  items: readonly Definition[];
  columns?: 1 | 2 | 3;
  /** `wide`: labels are whole phrases, values short. */
  labels?: 'narrow' | 'wide';
  changedLabel?: string;
}>;

/** Labels and values on one edge; an empty value is an en dash. Changed fields carry a bar and `changedLabel`. */
export function DefinitionList({ items, columns = 1, labels = 'narrow', changedLabel }: DefinitionListProps) {
  return (
    <dl className={cx(css.list, css[`columns${columns}`], labels === 'wide' && css.wide)}>
      {items.map(item => {
        const isEmpty = item.value === null || item.value === undefined || item.value === '';
        return (
          <div key={item.id ?? item.label} className={cx(css.pair, item.isChanged === true && css.changed)}>
            <dt className={css.label}>{item.label}</dt>
            <dd className={cx(css.value, isEmpty && css.none)}>
              {isEmpty ? '–' : item.value}
              {item.isChanged === true && changedLabel !== undefined && (
                <span className={css.mark}> {changedLabel}</span>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
