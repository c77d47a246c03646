import { memo, type ReactNode, useEffect, useRef } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { cx } from './cx.ts';
import { ROW_HEIGHTS, useDensity } from './Settings.tsx';
import css from './ResultList.module.css';

export type ResultListProps<Item extends Readonly<{ id: string }>> = Readonly<{
  /** DOM id: the input that drives the list names it in `aria-controls`. */
  id: string;
  label: string;
  items: readonly Item[];
  activeId: string | null;
  onActiveChange: (id: string) => void;
  onPick: (item: Item) => void;
  /** Must be stable (declared outside the component or memoised): rows redraw only when it or their item changes. */
  renderItem: (item: Item) => ReactNode;
  isDisabled?: (item: Item) => boolean;
  lines?: 'single' | 'double';
  /** Shown instead of rows. */
  empty?: ReactNode;
}>;

/** Above this many results only the visible ones are in the page. */
const VIRTUAL_ABOVE = 60;
/** Rows drawn above and below what is in view. */
const OVERSCAN = 3;
export const optionId = (listId: string, itemId: string): string => `${listId}-${itemId}`;

/**
 * A listbox that never takes the focus: the input keeps it and names the active option (`aria-activedescendant`,
 * `optionId`). Plain elements, so that thirty rows are drawn within one frame.
 */
export function ResultList<Item extends Readonly<{ id: string }>>(props: ResultListProps<Item>) {
  const { id, label, items, activeId, onActiveChange, onPick, renderItem, isDisabled, lines = 'single', empty } = props;
  const frame = useRef<HTMLDivElement>(null);
  const height = ROW_HEIGHTS[useDensity()][lines];
  const isVirtual = items.length > VIRTUAL_ABOVE;
  const activeIndex = items.findIndex(item => item.id === activeId);
  const virtualizer = useVirtualizer({
    count: items.length,
    enabled: isVirtual,
    getScrollElement: () => frame.current,
    estimateSize: () => height,
    overscan: OVERSCAN,
    initialRect: { width: 400, height: 360 },
  });
  const handlers = useRef({ onActiveChange, onPick });
  useEffect(() => {
    handlers.current = { onActiveChange, onPick };
  });
  const stable = useRef({
    activate: (itemId: string) => handlers.current.onActiveChange(itemId),
    pick: (item: Item) => handlers.current.onPick(item),
  });

  const first = items[0];
  const shown = useRef<Readonly<{ index: number; first: Item | undefined }>>({ index: 0, first: undefined });
  useEffect(() => {
    const { index: before, first: firstBefore } = shown.current;
    if (activeIndex === before && first === firstBefore) return;
    shown.current = { index: activeIndex, first };
    if (activeIndex < 0) return;
    if (!isVirtual) {
      // Looking where a row stands costs a layout: only when the active one has moved, never for fresh results.
      if (activeIndex !== before)
        frame.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
      return;
    }
    const [top, offset] = [activeIndex * height, virtualizer.scrollOffset ?? 0];
    const isInView = top >= offset && top + height <= offset + (virtualizer.scrollRect?.height ?? 0);
    if (!isInView) virtualizer.scrollToIndex(activeIndex, { align: 'auto' });
  }, [activeIndex, first, height, isVirtual, virtualizer]);

  const row = (item: Item, index: number, top: number | null) => (
    <ResultRow
      key={item.id}
      listId={id}
      item={item}
      index={index}
      count={items.length}
      top={top}
      height={height}
      isActive={item.id === activeId}
      isDisabled={isDisabled?.(item) ?? false}
      renderItem={renderItem as (item: Readonly<{ id: string }>) => ReactNode}
      activate={stable.current.activate}
      pick={stable.current.pick as (item: Readonly<{ id: string }>) => void}
    />
  );
  if (items.length === 0 && empty !== undefined) return <div className={css.empty}>{empty}</div>;
  return (
    <div ref={frame} id={id} className={css.list} role="listbox" aria-label={label} tabIndex={-1}>
      {isVirtual ? (
        <div role="presentation" className={css.sizer} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(virtual => {
            const item = items[virtual.index];
            return item === undefined ? null : row(item, virtual.index, virtual.start);
          })}
        </div>
      ) : (
        items.map((item, index) => row(item, index, null))
      )}
    </div>
  );
}

type RowProps = Readonly<{
  listId: string;
  item: Readonly<{ id: string }>;
  index: number;
  count: number;
  top: number | null;
  height: number;
  isActive: boolean;
  isDisabled: boolean;
  renderItem: (item: Readonly<{ id: string }>) => ReactNode;
  activate: (id: string) => void;
  pick: (item: Readonly<{ id: string }>) => void;
}>;

const ResultRow = memo(function ResultRow(props: RowProps) {
  const { listId, item, index, count, top, height, isActive, isDisabled, renderItem, activate, pick } = props;
  return (
    <div
      id={optionId(listId, item.id)}
      role="option"
      aria-selected={isActive}
      aria-disabled={isDisabled || undefined}
      aria-setsize={count}
      aria-posinset={index + 1}
      className={cx(css.row, top !== null && css.placed)}
      style={top === null ? { minHeight: height } : { height, transform: `translateY(${top}px)` }}
      onPointerMove={() => {
        if (!isActive) activate(item.id);
      }}
      onPointerDown={event => event.preventDefault()}
      onClick={() => {
        if (!isDisabled) pick(item);
      }}
    >
      {renderItem(item)}
    </div>
  );
});
