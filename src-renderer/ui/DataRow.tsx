import { memo, type ReactNode } from 'react';
import { Check } from 'lucide-react';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import css from './DataTable.module.css';

export type Column<Row> = Readonly<{
  id: string;
  header: ReactNode;
  /** What the cell shows; null, undefined and '' become an en dash. */
  cell: (row: Row) => ReactNode;
  /** Numbers: `end`. */
  align?: 'start' | 'center' | 'end';
  /** px, or a share such as `2fr`. Default `1fr`. */
  width?: number | `${number}fr`;
  /** px, for shares. */
  minWidth?: number;
  isSortable?: boolean;
  /** The cell that names the row for screen readers; one per table. */
  isRowHeader?: boolean;
}>;

type DataRowProps = Readonly<{
  rowId: string;
  row: unknown;
  index: number;
  columns: readonly Column<unknown>[];
  lines: 'single' | 'double';
  isFolded: boolean;
  top: number | null;
  isActive: boolean;
  activeColumn: number;
  isMarked: boolean | null;
  hasMarks: boolean;
  markLabel: string | null;
  isMuted: boolean;
  measure: ((element: Element | null) => void) | null;
  activate: (index: number, column?: number) => void;
  open: (index: number) => void;
  toggle: (index: number) => void;
}>;

/** Redraws only when something of its own changed: a key press in a table of hundreds touches two rows. */
export const DataRow = memo(function DataRow(props: DataRowProps) {
  const { rowId, row, index, columns, lines, top, isActive, activeColumn, isMarked, markLabel, isMuted, measure } =
    props;
  const { isFolded, activate, open, toggle } = props;
  const offset = props.hasMarks ? 2 : 1;
  return (
    <div
      id={rowId}
      ref={measure}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isMarked ?? isActive}
      data-row={index}
      data-index={index}
      tabIndex={isActive && activeColumn < 0 ? 0 : -1}
      className={cx(
        css.row,
        css[lines],
        isFolded && css.folded,
        isActive && css.active,
        isMuted && css.muted,
        top !== null && css.placed,
      )}
      style={top === null ? undefined : { transform: `translateY(${top}px)` }}
      onPointerDown={() => activate(index)}
      onFocus={event => {
        if (event.target === event.currentTarget && !isActive) activate(index);
      }}
      onDoubleClick={() => open(index)}
    >
      {props.hasMarks && (
        <span role="gridcell" aria-colindex={1} className={css.markCell}>
          {markLabel !== null && (
            <span
              role="checkbox"
              aria-checked={isMarked === true}
              aria-label={markLabel}
              className={css.mark}
              onClick={() => toggle(index)}
            >
              {isMarked === true && <Icon of={Check} size={14} />}
            </span>
          )}
        </span>
      )}
      {columns.map((column, place) => {
        const content = column.cell(row);
        const isEmpty = content === null || content === undefined || content === '';
        return (
          <span
            key={column.id}
            role={column.isRowHeader === true ? 'rowheader' : 'gridcell'}
            aria-colindex={place + offset}
            data-column={place}
            tabIndex={isActive && activeColumn === place ? 0 : -1}
            className={cx(css.cell, css[column.align ?? 'start'], isEmpty && css.none)}
          >
            {isEmpty ? '–' : content}
          </span>
        );
      })}
    </div>
  );
});
