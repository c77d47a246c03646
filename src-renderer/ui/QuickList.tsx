import { memo, type ReactNode, type SyntheticEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { cx } from './cx.ts';
import { createQuickRows, type QuickRows, rowsOf } from './quick-rows.ts';
import { ROW_HEIGHTS, useDensity } from './Settings.tsx';
import css from './QuickList.module.css';

export type QuickListProps<Item extends Readonly<{ id: string }>> = Readonly<{
  /** DOM id: the input that drives the list names it in `aria-controls`. */
  id: string;
  label: string;
  items: readonly Item[];
  activeId: string | null;
  onActiveChange: (id: string) => void;
  onPick: (item: Item) => void;
  /** What stands in every row, its places empty. Must be stable: another one draws all rows anew. */
  blank: ReactNode;
  /** Puts the words of an item into the places of a row. Must be stable: another one writes all rows anew. */
  write: (row: HTMLElement, item: Item) => void;
  isDisabled: (item: Item) => boolean;
  /** More can be had: called when what is drawn comes near the last item, once for each longer list. */
  onNearEnd?: (() => void) | undefined;
  /** Something else stands in the place of the list, which keeps its rows ready. */
  isAway?: boolean;
}>;

const Rows = memo(function Rows({ count, blank }: Readonly<{ count: number; blank: ReactNode }>) {
  return Array.from({ length: count }, (_, place) => (
    <div key={place} role="option" aria-selected={false} aria-hidden className={css.row}>
      {blank}
    </div>
  ));
});

/**
 * A listbox for answers that change with every key press; like `ResultList` it never takes the focus. Its rows are made once, as
 * many as fit, and are written from then on: only words that differ change, and no node is made or thrown away while someone
 * types. It takes the height of its place.
 */
export function QuickList<Item extends Readonly<{ id: string }>>(props: QuickListProps<Item>) {
  const { id, label, items, activeId, onActiveChange, onPick, blank, write, isDisabled, onNearEnd } = props;
  const { isAway = false } = props;
  const frame = useRef<HTMLDivElement>(null);
  const pane = useRef<HTMLDivElement>(null);
  const rows = useRef<QuickRows<Item> | null>(null);
  const row = ROW_HEIGHTS[useDensity()].single;
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null || pane.current === null) return;
    rows.current = createQuickRows<Item>(element, pane.current);
    setHeight(element.clientHeight);
    const watch = new ResizeObserver(() => setHeight(element.clientHeight));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  const [count, setCount] = useState(0);
  const wanted = height === 0 ? 0 : rowsOf({ row, frame: height });
  // Rows that were made once stay, however small the window becomes.
  if (wanted > count) setCount(wanted);

  const hasMore = onNearEnd !== undefined;
  const [isNearEnd, setNearEnd] = useState(false);
  useLayoutEffect(() => {
    const content = { listId: id, items, activeId, hasMore, isDisabled, write };
    setNearEnd(rows.current?.show(content, { row, frame: height }) ?? false);
  }, [id, items, activeId, hasMore, isDisabled, write, row, height, count, blank]);
  const fillsView = items.length * row >= height;
  useEffect(() => {
    if (!isNearEnd || onNearEnd === undefined) return;
    if (!fillsView) return onNearEnd();
    // What is in sight is drawn first; the rows below it can wait for the next frame.
    const next = window.requestAnimationFrame(() => onNearEnd());
    return () => window.cancelAnimationFrame(next);
  }, [isNearEnd, fillsView, onNearEnd, items]);

  const itemOf = (event: SyntheticEvent): Item | null => rows.current?.itemAt(event.target) ?? null;
  return (
    <div
      ref={frame}
      id={isAway ? undefined : id}
      className={cx(css.list, isAway && css.away)}
      role="listbox"
      aria-label={label}
      tabIndex={-1}
      onScroll={() => setNearEnd(rows.current?.follow() ?? false)}
      onPointerMove={event => {
        const item = itemOf(event);
        if (item !== null && item.id !== activeId) onActiveChange(item.id);
      }}
      onPointerDown={event => {
        if (itemOf(event) !== null) event.preventDefault();
      }}
      onClick={event => {
        const item = itemOf(event);
        if (item !== null && !isDisabled(item)) onPick(item);
      }}
    >
      <div role="presentation" className={css.sizer} style={{ height: items.length * row }}>
        <div role="presentation" ref={pane} className={css.pane}>
          <Rows count={count} blank={blank} />
        </div>
      </div>
    </div>
  );
}
