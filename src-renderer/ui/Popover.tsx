import type { ReactElement, ReactNode } from 'react';
import { Dialog as AriaDialog, DialogTrigger, Popover as AriaPopover } from 'react-aria-components';
import { cx } from './cx.ts';
import css from './Popover.module.css';

export type PopoverProps = Readonly<{
  label: string;
  /** A Button or IconButton of this kit. */
  trigger: ReactElement;
  children: ReactNode;
  placement?: 'bottom start' | 'bottom end' | 'top start' | 'right top' | 'left top';
}>;

/** A small panel that floats beside its button; Esc closes it and gives the focus back. */
export function Popover({ label, trigger, children, placement = 'bottom start' }: PopoverProps) {
  return (
    <DialogTrigger>
      {trigger}
      <AriaPopover className={cx(css.popover)} placement={placement} offset={4}>
        <AriaDialog className={cx(css.dialog)} aria-label={label}>
          {children}
        </AriaDialog>
      </AriaPopover>
    </DialogTrigger>
  );
}
