import {
  Fragment,
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { cx } from './cx.ts';
import { type Column, DataRow } from './DataRow.tsx';
import { Icon } from './Icon.tsx';
import { ROW_HEIGHTS, useDensity } from './Settings.tsx';
import { Skeleton } from './Skeleton.tsx';
import { moveInGrid, type GridPlace } from './grid-move.ts';
import css from './DataTable.module.css';

export type { Column } from './DataRow.tsx';
export type Sort = Readonly<{ column: string; direction: 'ascending' | 'descending' }>;
export type DataTableProps<Row> = Readonly<{
  label: string;
  /** Must be stable (outside the component or memoised): rows redraw only when it or their row changes. */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  lines?: 'single' | 'double';
  /** Long texts (`ItemName`, `TwoLines`) are cut to one line each; the active row shows them whole. */
  unfolds?: boolean;
  /** The row with the accent bar. Leave out to let the table keep it. */
  activeKey?: string | null;
  onActiveChange?: (row: Row) => void;
  /** Enter or double press. */
  onOpen?: (row: Row) => void;
  /** With `onToggle`: rows can be marked with Space or their box. */
  selectedKeys?: ReadonlySet<string>;
  onToggle?: (row: Row) => void;
  /** Null for a row that cannot be marked: it has no box. */
  toggleLabel?: (row: Row) => string | null;
  isMuted?: (row: Row) => boolean;
  /** Heading over each run of rows that gives the same words; rows must come in that order. Long tables stand without. */
  groupOf?: (row: Row) => string;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  /** Stands in place of rows when there are none: an EmptyState that says why and what next. */
  empty: ReactNode;
  /** Rows are on their way: what is fetched, in words. */
  pending?: string | undefined;
  /** Name for keys of scope `list` (`where`): bare letters work while the focus is in this table. */
  keyList?: string;
  autoFocus?: boolean;
}>;

/** Above this many rows only those in sight are in the page; columns never are cut. */
const VIRTUAL_ABOVE = 200;
const HEAD_PX = 28;

export function DataTable<Row>(props: DataTableProps<Row>) {
  const {
    label,
    columns,
    rows,
    rowKey,
    lines = 'single',
    activeKey,
    onActiveChange,
    onOpen,
    selectedKeys,
    onToggle,
  } = props;
  const {
    unfolds = false,
    toggleLabel,
    isMuted,
    groupOf,
    sort,
    onSort,
    empty,
    pending,
    keyList,
    autoFocus = false,
  } = props;
  const tableId = useId();
  const frame = useRef<HTMLDivElement>(null);
  const wantsFocus = useRef(autoFocus);
  const height = ROW_HEIGHTS[useDensity()][lines];
  const isVirtual = rows.length > VIRTUAL_ABOVE;
  const hasMarks = onToggle !== undefined;

  const [ownKey, setOwnKey] = useState<string | null>(null);
  const [column, setColumn] = useState(-1);
  const wantedKey = activeKey === undefined ? ownKey : activeKey;
  const indexOfKey = useMemo(() => new Map(rows.map((row, index) => [rowKey(row), index])), [rows, rowKey]);
  const lastIndex = useRef(0);
  const found = wantedKey === null ? undefined : indexOfKey.get(wantedKey);
  const activeIndex = rows.length === 0 ? -1 : (found ?? Math.min(lastIndex.current, rows.length - 1));
  useEffect(() => {
    if (activeIndex >= 0) lastIndex.current = activeIndex;
  }, [activeIndex]);

  const virtualizer = useVirtualizer({
    count: rows.length,
    enabled: isVirtual,
    getScrollElement: () => frame.current,
    estimateSize: () => height,
    overscan: 8,
    scrollPaddingStart: HEAD_PX,
    paddingStart: 0,
    initialRect: { width: 1000, height: 600 },
    // The active row stays in the page wherever the wheel goes: it holds the focus.
    rangeExtractor: range => {
      const shown = defaultRangeExtractor(range);
      if (activeIndex < 0 || shown.includes(activeIndex)) return shown;
      return [...shown, activeIndex].sort((a, b) => a - b);
    },
  });

  const latest = useRef({ rows, onActiveChange, onOpen, onToggle });
  useLayoutEffect(() => {
    latest.current = { rows, onActiveChange, onOpen, onToggle };
  });
  const activate = useCallback(
    (index: number, toColumn = -1) => {
      const row = latest.current.rows[index];
      if (row === undefined) return;
      setOwnKey(rowKey(row));
      setColumn(toColumn);
      latest.current.onActiveChange?.(row);
    },
    [rowKey],
  );
  const open = useCallback((index: number) => {
    const row = latest.current.rows[index];
    if (row !== undefined) latest.current.onOpen?.(row);
  }, []);
  const toggle = useCallback((index: number) => {
    const row = latest.current.rows[index];
    if (row !== undefined) latest.current.onToggle?.(row);
  }, []);

  useLayoutEffect(() => {
    if (activeIndex < 0 || !(wantsFocus.current || isFocusInOtherRow(frame.current, activeIndex))) return;
    wantsFocus.current = false;
    if (isVirtual) virtualizer.scrollToIndex(activeIndex, { align: 'auto' });
    focusPlace(frame.current, activeIndex, column, !isVirtual);
  }, [activeIndex, column, isVirtual, virtualizer]);

  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    // A banner above took room: the row that has the focus stays in sight.
    const watch = new ResizeObserver(() => {
      const row = document.activeElement?.closest<HTMLElement>('[data-row]') ?? null;
      if (row !== null && element.contains(row)) row.scrollIntoView({ block: 'nearest' });
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, []);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const target = event.target as HTMLElement;
    if (target.closest('[role="columnheader"]') !== null || event.altKey || event.metaKey) return;
    const isInControl = target.closest('button, a, input, textarea, select') !== null;
    if ((event.key === ' ' || event.key === 'Enter') && !isInControl) {
      if (event.key === ' ') toggle(activeIndex);
      else if (!event.ctrlKey && onOpen !== undefined) open(activeIndex);
      else return;
      event.preventDefault();
      return;
    }
    const pageRows = Math.max(1, Math.floor(((frame.current?.clientHeight ?? 0) - HEAD_PX) / height) - 1);
    const here: GridPlace = { row: activeIndex, column };
    const next = moveInGrid(here, event.key, { rows: rows.length, columns: columns.length, pageRows });
    if (next === null) return;
    event.preventDefault();
    if (next.row === here.row && next.column === here.column) return;
    wantsFocus.current = true;
    activate(next.row, next.column);
  };

  const template = `${hasMarks ? '40px ' : ''}${columns.map(track).join(' ')}`;
  const minWidth =
    (hasMarks ? 40 : 0) +
    columns.reduce((sum, one) => sum + (typeof one.width === 'number' ? one.width : (one.minWidth ?? 80)), 0);
  const heading = (index: number): string | null => {
    const [data, before] = [rows[index], rows[index - 1]];
    if (groupOf === undefined || data === undefined) return null;
    const group = groupOf(data);
    return before !== undefined && groupOf(before) === group ? null : group;
  };
  const inGroup = (group: string): number => rows.filter(data => groupOf?.(data) === group).length;
  const row = (index: number, top: number | null) => {
    const data = rows[index];
    if (data === undefined) return null;
    const key = rowKey(data);
    return (
      <DataRow
        key={key}
        rowId={`${tableId}-${key}`}
        row={data}
        index={index}
        columns={columns as readonly Column<unknown>[]}
        lines={lines}
        isFolded={unfolds}
        top={top}
        isActive={index === activeIndex}
        activeColumn={index === activeIndex ? column : -1}
        isMarked={selectedKeys?.has(key) ?? null}
        hasMarks={hasMarks}
        markLabel={hasMarks ? (toggleLabel === undefined ? key : toggleLabel(data)) : null}
        isMuted={isMuted?.(data) ?? false}
        measure={isVirtual ? virtualizer.measureElement : null}
        activate={activate}
        open={open}
        toggle={toggle}
      />
    );
  };
  return (
    <div
      ref={frame}
      className={css.frame}
      // A row takes the focus and is scrolled by it; without rows the heads still may be wider than the window.
      {...(rows.length === 0 ? { tabIndex: 0 } : {})}
      onKeyDown={onKeyDown}
      {...(keyList === undefined ? {} : { 'data-key-list': keyList })}
    >
      <div
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + (hasMarks ? 1 : 0)}
        aria-multiselectable={hasMarks || undefined}
        aria-busy={pending === undefined ? undefined : true}
        className={css.grid}
        style={{ '--columns': template, minWidth } as Record<string, string | number>}
      >
        <div role="rowgroup" className={css.head}>
          <div role="row" aria-rowindex={1} className={css.headRow}>
            {hasMarks && <span role="columnheader" aria-label={label} aria-colindex={1} />}
            {columns.map((one, index) => (
              <span
                key={one.id}
                role="columnheader"
                aria-colindex={index + 1 + (hasMarks ? 1 : 0)}
                aria-sort={sort?.column === one.id ? sort.direction : undefined}
                className={cx(css.headCell, css[one.align ?? 'start'])}
              >
                {one.isSortable === true && onSort !== undefined ? (
                  <SortButton column={one} sort={sort} onSort={onSort} />
                ) : (
                  one.header
                )}
              </span>
            ))}
          </div>
        </div>
        {rows.length > 0 && (
          <div
            role="rowgroup"
            className={css.body}
            style={isVirtual ? { height: virtualizer.getTotalSize() } : undefined}
          >
            {isVirtual
              ? virtualizer.getVirtualItems().map(virtual => row(virtual.index, virtual.start))
              : rows.map((data, index) => {
                  const group = heading(index);
                  if (group === null) return row(index, null);
                  return (
                    <Fragment key={`group ${rowKey(data)}`}>
                      <div role="row" className={css.group}>
                        <span role="rowheader" aria-colspan={columns.length}>
                          {group}
                          <span className={css.groupCount}>{inGroup(group)}</span>
                        </span>
                      </div>
                      {row(index, null)}
                    </Fragment>
                  );
                })}
          </div>
        )}
      </div>
      {rows.length === 0 && (pending === undefined ? <div className={css.empty}>{empty}</div> : null)}
      {pending !== undefined && (
        <div className={css.pending}>
          <Skeleton label={pending} lines={rows.length === 0 ? 6 : 1} />
        </div>
      )}
    </div>
  );
}

function SortButton<Row>({
  column,
  sort,
  onSort,
}: Readonly<{ column: Column<Row>; sort: Sort | undefined; onSort: (sort: Sort) => void }>) {
  const direction = sort?.column === column.id ? sort.direction : undefined;
  return (
    <button
      type="button"
      className={css.sort}
      onClick={() => onSort({ column: column.id, direction: direction === 'ascending' ? 'descending' : 'ascending' })}
    >
      {column.header}
      {direction !== undefined && <Icon of={direction === 'ascending' ? ArrowUp : ArrowDown} size={12} />}
    </button>
  );
}

function track<Row>({ width, minWidth = 80 }: Column<Row>): string {
  if (typeof width === 'number') return `${width}px`;
  return `minmax(${minWidth}px, ${width ?? '1fr'})`;
}

/** A key of the screen made another row the active one: the focus that was in the table goes with it, and the row into sight. */
function isFocusInOtherRow(frame: HTMLElement | null, activeIndex: number): boolean {
  const row = document.activeElement?.closest<HTMLElement>('[data-row]') ?? null;
  return row !== null && frame?.contains(row) === true && row.dataset['row'] !== String(activeIndex);
}

/** Row focus when `column` is -1; else the cell, or the first control in it. */
function focusPlace(frame: HTMLElement | null, rowIndex: number, column: number, scroll: boolean): void {
  const row = frame?.querySelector<HTMLElement>(`[data-row="${rowIndex}"]`);
  if (row === null || row === undefined) return;
  const cell = column < 0 ? null : row.querySelector<HTMLElement>(`[data-column="${column}"]`);
  const place = cell?.querySelector<HTMLElement>('button, a[href], input, select') ?? cell ?? row;
  place.focus({ preventScroll: true });
  if (scroll) row.scrollIntoView({ block: 'nearest' });
}
