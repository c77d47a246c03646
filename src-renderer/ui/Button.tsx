import { type ReactNode, type Ref, useId } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { cx } from './cx.ts';
import { Icon, type IconShape } from './Icon.tsx';
import { KeyHint } from './KeyHint.tsx';
import { Spinner } from './Spinner.tsx';
import { Tooltip } from './Tooltip.tsx';
import css from './Button.module.css';

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';
export type ButtonProps = Readonly<{
  children: ReactNode;
  onPress?: () => void;
  variant?: ButtonVariant;
  icon?: IconShape;
  /** Key shown as a chip; the key itself is registered with `useKeys`. */
  keys?: string;
  /** When the chip shows; quiet and dense places use `held` (while Alt is down). */
  keysShow?: 'always' | 'held';
  /** Set: the button refuses and says why, on focus, hover and to screen readers. It stays reachable by Tab. */
  disabledBecause?: string | undefined;
  /** Work is under way: the button keeps its width and its focus and refuses a second press. */
  isPending?: boolean;
  type?: 'button' | 'submit';
  autoFocus?: boolean;
  /** Extra words for screen readers, when the visible word is not enough out of context. */
  describedBy?: string;
  label?: string;
  buttonRef?: Ref<HTMLButtonElement>;
}>;

export function Button(props: ButtonProps) {
  const { children, onPress, variant = 'secondary', icon, keys, keysShow = 'always', disabledBecause } = props;
  const { isPending = false, type = 'button', autoFocus = false, describedBy, label, buttonRef } = props;
  const reasonId = useId();
  const isRefusing = disabledBecause !== undefined;
  const button = (
    <AriaButton
      {...(buttonRef === undefined ? {} : { ref: buttonRef })}
      className={cx(css.button, css[variant])}
      type={isRefusing ? 'button' : type}
      isPending={isPending}
      autoFocus={autoFocus}
      onPress={() => {
        if (!isRefusing && !isPending) onPress?.();
      }}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(isRefusing
        ? { 'aria-describedby': reasonId }
        : describedBy === undefined
          ? {}
          : { 'aria-describedby': describedBy })}
      render={dom => (
        <button
          {...dom}
          aria-disabled={isRefusing || isPending ? true : undefined}
          aria-keyshortcuts={keys === undefined ? undefined : ariaKeys(keys)}
        />
      )}
    >
      {isPending ? <Spinner /> : icon !== undefined && <Icon of={icon} />}
      <span className={css.word}>{children}</span>
      {keys !== undefined && (
        <KeyHint keys={keys} show={keysShow} onFill={variant === 'primary' || variant === 'danger'} />
      )}
    </AriaButton>
  );
  if (!isRefusing) return button;
  return (
    <>
      <Tooltip text={disabledBecause}>{button}</Tooltip>
      <span id={reasonId} hidden>
        {disabledBecause}
      </span>
    </>
  );
}

/** `Ctrl+Enter` as the ARIA attribute writes it. */
function ariaKeys(keys: string): string {
  return keys.replace('Ctrl', 'Control').replace('Esc', 'Escape').replaceAll(' ', '');
}
