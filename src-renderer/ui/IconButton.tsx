import { type Ref, useId } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { cx } from './cx.ts';
import { Icon, type IconShape } from './Icon.tsx';
import { Spinner } from './Spinner.tsx';
import { Tooltip } from './Tooltip.tsx';
import css from './IconButton.module.css';

export type IconButtonProps = Readonly<{
  icon: IconShape;
  /** The word: accessible name and tooltip. */
  label: string;
  onPress?: () => void;
  keys?: string;
  disabledBecause?: string | undefined;
  isPending?: boolean;
  buttonRef?: Ref<HTMLButtonElement>;
}>;

/** For table cells and field ends only; elsewhere an icon has its word beside it. */
export function IconButton({
  icon,
  label,
  onPress,
  keys,
  disabledBecause,
  isPending = false,
  buttonRef,
}: IconButtonProps) {
  const reasonId = useId();
  const isRefusing = disabledBecause !== undefined;
  return (
    <>
      <Tooltip text={isRefusing ? `${label}: ${disabledBecause}` : label} {...(keys === undefined ? {} : { keys })}>
        <AriaButton
          {...(buttonRef === undefined ? {} : { ref: buttonRef })}
          className={cx(css.button)}
          aria-label={label}
          isPending={isPending}
          {...(isRefusing ? { 'aria-describedby': reasonId } : {})}
          onPress={() => {
            if (!isRefusing) onPress?.();
          }}
          render={dom => <button {...dom} aria-disabled={isRefusing || isPending ? true : undefined} />}
        >
          {isPending ? <Spinner /> : <Icon of={icon} />}
        </AriaButton>
      </Tooltip>
      {isRefusing && (
        <span id={reasonId} hidden>
          {disabledBecause}
        </span>
      )}
    </>
  );
}
