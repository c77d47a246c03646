import { optionId } from './ResultList.tsx';

/** What a quick list shows at this moment. */
export type QuickContent<Item extends Readonly<{ id: string }>> = Readonly<{
  listId: string;
  items: readonly Item[];
  activeId: string | null;
  /** More items may follow the last one. */
  hasMore: boolean;
  isDisabled: (item: Item) => boolean;
  /** Puts the words of an item into the places of a row. */
  write: (row: HTMLElement, item: Item) => void;
}>;

/** px: how high a row and what is in view are. */
export type QuickView = Readonly<{ row: number; frame: number }>;

export type QuickRows<Item extends Readonly<{ id: string }>> = Readonly<{
  /** @returns whether the last item is among the rows that are written now */
  show(content: QuickContent<Item>, view: QuickView): boolean;
  /** The list has been scrolled. @returns as `show` */
  follow(): boolean;
  /** The item whose row this node stands in. */
  itemAt(target: EventTarget | null): Item | null;
}>;

/** Rows written above what is in view, once the list has been scrolled. */
const ABOVE = 1;
/** Rows written beyond what is in view, above and below. */
const SPARE = 3;
/** How `aria-setsize` says that more rows may follow. */
const UNKNOWN = -1;

type Written<Item> = Readonly<{ item: Item; write: unknown }>;

/** How many rows a view needs. */
export const rowsOf = (view: QuickView): number => Math.ceil(view.frame / view.row) + SPARE;

/** Sets an attribute only where it differs: nothing is laid out anew for a value that stands already. */
function mark(row: HTMLElement, name: string, value: string | null): void {
  if (row.getAttribute(name) === value) return;
  if (value === null) row.removeAttribute(name);
  else row.setAttribute(name, value);
}

/**
 * The rows of a quick list: nodes that are there once and for all, and are written with what stands at their place. Nothing here
 * asks the page where something stands: that would lay it out in the middle of a key press.
 * @param frame scrolls
 * @param pane holds the rows, in order; it is moved to where the first of them belongs
 */
export function createQuickRows<Item extends Readonly<{ id: string }>>(
  frame: HTMLElement,
  pane: HTMLElement,
): QuickRows<Item> {
  const rows = pane.children as HTMLCollectionOf<HTMLElement>;
  const written = new Map<HTMLElement, Written<Item>>();
  let content: QuickContent<Item> | null = null;
  let view: QuickView = { row: 1, frame: 0 };
  let offset = 0;
  let first = 0;

  function scrollTo(top: number): void {
    if (top === offset) return;
    offset = top;
    frame.scrollTop = top;
  }

  /** Fresh results are shown from their head; the active row is always in view. */
  function reveal(activeIndex: number, isFresh: boolean): void {
    if (isFresh) scrollTo(0);
    if (activeIndex < 0 || view.frame === 0) return;
    const top = activeIndex * view.row;
    if (top < offset) scrollTo(top);
    else if (top + view.row > offset + view.frame) scrollTo(top + view.row - view.frame);
  }

  function writeRow(row: HTMLElement, index: number, { listId, items, activeId, hasMore, ...now }: QuickContent<Item>) {
    const item = items[index];
    if (item === undefined) {
      mark(row, 'id', null);
      mark(row, 'aria-selected', 'false');
      mark(row, 'aria-hidden', 'true');
      written.delete(row);
      return;
    }
    const before = written.get(row);
    mark(row, 'aria-hidden', null);
    mark(row, 'id', optionId(listId, item.id));
    mark(row, 'aria-selected', String(item.id === activeId));
    mark(row, 'aria-disabled', now.isDisabled(item) ? 'true' : null);
    mark(row, 'aria-setsize', String(hasMore ? UNKNOWN : items.length));
    mark(row, 'aria-posinset', String(index + 1));
    if (before?.item === item && before.write === now.write) return;
    now.write(row, item);
    written.set(row, { item, write: now.write });
  }

  function draw(): boolean {
    if (content === null) return false;
    const top = Math.floor(offset / view.row) - ABOVE;
    const needed = Math.min(rows.length, rowsOf(view));
    const from = Math.max(0, Math.min(top, content.items.length - needed));
    if (from !== first) {
      first = from;
      pane.style.transform = `translateY(${from * view.row}px)`;
    }
    for (let place = 0; place < rows.length; place += 1) {
      const row = rows[place];
      if (row !== undefined) writeRow(row, place < needed ? from + place : content.items.length, content);
    }
    return content.items.length > 0 && from + needed >= content.items.length;
  }

  return {
    show(next, nextView) {
      const before = content;
      content = next;
      view = nextView;
      const isFresh = before?.items[0] !== next.items[0];
      if (isFresh || before?.activeId !== next.activeId)
        reveal(
          next.items.findIndex(({ id }) => id === next.activeId),
          isFresh,
        );
      return draw();
    },
    follow() {
      offset = frame.scrollTop;
      return draw();
    },
    itemAt(target) {
      const row = target instanceof Element ? target.closest<HTMLElement>('[role="option"]') : null;
      return row === null ? null : (written.get(row)?.item ?? null);
    },
  };
}
