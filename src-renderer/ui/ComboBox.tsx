import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useId, useRef, useState } from 'react';
import { cx } from './cx.ts';
import type { FieldProps } from './field.ts';
import { controlClass, inputClass, PlainField } from './FieldFrame.tsx';
import { optionId, ResultList } from './ResultList.tsx';
import { Skeleton } from './Skeleton.tsx';
import { cleanText } from './text.ts';
import css from './ComboBox.module.css';

export type ComboBoxProps<Item extends Readonly<{ id: string }>> = FieldProps &
  Readonly<{
    /** What stands in the field. The caller searches on each change, without delay for local data. */
    query: string;
    onQueryChange: (query: string) => void;
    /** Results of the newest query; the first is active at once, so that Enter takes it. */
    results: readonly Item[];
    onPick: (item: Item) => void;
    renderItem: (item: Item) => ReactNode;
    isDisabled?: (item: Item) => boolean;
    lines?: 'single' | 'double';
    resultsLabel: string;
    /** Set while a slow source is asked: the text for screen readers; a skeleton stands under the results so far. */
    pending?: string | undefined;
    /** Shown when the query has no result. */
    empty: ReactNode;
    /** Line under the results: source and age of the data, or how many more there are. */
    foot?: ReactNode;
    placeholder?: string;
    /** Opens below only when the query is at least this long. 0 opens on focus. */
    minLength?: number;
    inputRef?: Ref<HTMLInputElement>;
  }>;

const PAGE = 8;

/** A search line with results below. Up, Down, Page keys move; Enter takes; Esc closes the results, then empties the line. */
export function ComboBox<Item extends Readonly<{ id: string }>>(props: ComboBoxProps<Item>) {
  const { query, onQueryChange, results, onPick, renderItem, isDisabled, lines, resultsLabel, pending, empty, foot } =
    props;
  const { placeholder, minLength = 1, inputRef } = props;
  const controlId = useId();
  const listId = useId();
  const footId = useId();
  const anchor = `--combo-${controlId.replace(/[^a-z0-9]/gi, '')}`;
  const floating = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [moved, setMoved] = useState<string | null>(null);
  const activeIndex = Math.max(
    0,
    results.findIndex(item => item.id === moved),
  );
  const active = results[activeIndex] ?? null;
  const isShown = isOpen && query.trim().length >= minLength && props.disabledBecause === undefined;

  useEffect(() => {
    const element = floating.current;
    if (element === null || element.matches(':popover-open') === isShown) return;
    if (isShown) element.showPopover();
    else element.hidePopover();
  }, [isShown]);

  const pick = (item: Item) => {
    if (isDisabled?.(item) === true) return;
    setOpen(false);
    setMoved(null);
    onPick(item);
  };
  const moveTo = (index: number) => {
    setOpen(true);
    setMoved(results[Math.min(results.length - 1, Math.max(0, index))]?.id ?? null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: isShown ? 1 : 0,
      ArrowUp: -1,
      PageDown: PAGE,
      PageUp: -PAGE,
    };
    const step = steps[event.key];
    if (step !== undefined) moveTo(activeIndex + step);
    else if (event.key === 'Enter' && isShown && active !== null && !event.ctrlKey) pick(active);
    else if (event.key === 'Escape' && isShown) setOpen(false);
    else if (event.key === 'Escape' && query !== '') onQueryChange('');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <PlainField {...props} controlId={controlId} footId={footId} width={props.width ?? 'long'}>
      <div className={controlClass} style={{ anchorName: anchor }}>
        <input
          ref={inputRef}
          id={controlId}
          className={inputClass}
          type="text"
          role="combobox"
          autoComplete="off"
          spellCheck={false}
          name={props.name}
          autoFocus={props.autoFocus}
          placeholder={placeholder}
          value={query}
          disabled={props.disabledBecause !== undefined}
          required={props.isRequired}
          aria-expanded={isShown}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={isShown && active !== null ? optionId(listId, active.id) : undefined}
          aria-invalid={props.error === undefined ? undefined : true}
          aria-describedby={footId}
          onChange={event => {
            setMoved(null);
            setOpen(true);
            onQueryChange(cleanText(event.currentTarget.value, 'one'));
          }}
          onFocus={() => {
            if (minLength === 0) setOpen(true);
          }}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
        />
      </div>
      <div ref={floating} popover="manual" className={cx(css.floating)} style={{ positionAnchor: anchor }}>
        {isShown && (
          <>
            {(results.length > 0 || pending === undefined) && (
              <ResultList
                id={listId}
                label={resultsLabel}
                items={results}
                activeId={active?.id ?? null}
                onActiveChange={setMoved}
                onPick={pick}
                renderItem={renderItem}
                empty={empty}
                {...(lines === undefined ? {} : { lines })}
                {...(isDisabled === undefined ? {} : { isDisabled })}
              />
            )}
            {pending !== undefined && (
              <div className={css.pending}>
                <Skeleton label={pending} lines={results.length === 0 ? 3 : 1} />
              </div>
            )}
            {foot !== undefined && <div className={css.foot}>{foot}</div>}
          </>
        )}
      </div>
    </PlainField>
  );
}
