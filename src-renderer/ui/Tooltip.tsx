import type { ReactElement } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components';
import { cx } from './cx.ts';
import { KeyHint } from './KeyHint.tsx';
import css from './Tooltip.module.css';

export type TooltipProps = Readonly<{
  text: string;
  keys?: string;
  /** One focusable part of this kit: Button or IconButton. */
  children: ReactElement;
}>;

export function Tooltip({ text, keys, children }: TooltipProps) {
  return (
    <TooltipTrigger delay={400} closeDelay={0}>
      {children}
      <AriaTooltip className={cx(css.tooltip)} offset={6}>
        {text}
        {keys !== undefined && <KeyHint keys={keys} />}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
