import { type ReactNode, useId } from 'react';
import { Switch as AriaSwitch } from 'react-aria-components';
import { cx } from './cx.ts';
import css from './Switch.module.css';

export type SwitchProps = Readonly<{
  children: ReactNode;
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  disabledBecause?: string | undefined;
}>;

/** For settings that act at once; a choice that waits for a button is a CheckBox. */
export function Switch({ children, isSelected, onChange, disabledBecause }: SwitchProps) {
  const footId = useId();
  return (
    <div>
      <AriaSwitch
        className={cx(css.switch)}
        isSelected={isSelected}
        onChange={onChange}
        isDisabled={disabledBecause !== undefined}
        {...(disabledBecause === undefined ? {} : { 'aria-describedby': footId })}
      >
        <span className={css.track} aria-hidden="true" />
        <span>{children}</span>
      </AriaSwitch>
      {disabledBecause !== undefined && (
        <span id={footId} className={css.foot}>
          {disabledBecause}
        </span>
      )}
    </div>
  );
}
