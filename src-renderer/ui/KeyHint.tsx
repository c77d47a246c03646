import { cx } from './cx.ts';
import css from './KeyHint.module.css';

export type KeyHintProps = Readonly<{
  /** As in the key table: `F12`, `Ctrl+Enter`. */
  keys: string;
  /** `held`: shown only while Alt is held down. */
  show?: 'always' | 'held';
  /** On a filled accent or a coloured ground. */
  onFill?: boolean;
}>;

/** The key of a control, as a chip beside its word. Screen readers get it from `aria-keyshortcuts` instead. */
export function KeyHint({ keys, show = 'always', onFill = false }: KeyHintProps) {
  return (
    <kbd className={cx(css.hint, show === 'held' && css.held, onFill && css.onFill)} aria-hidden="true">
      {keys}
    </kbd>
  );
}
