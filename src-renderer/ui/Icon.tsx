import type { LucideIcon } from 'lucide-react';
import { cx } from './cx.ts';
import css from './Icon.module.css';

export type IconShape = LucideIcon;
export type IconProps = Readonly<{
  of: IconShape;
  /** Only where no word stands beside the icon (table cells): accessible name and hover text. */
  label?: string;
  /** 16 unless it stands inside a small mark. */
  size?: 12 | 14 | 16;
}>;

/** A lucide icon at our weight. Hidden from screen readers unless it carries the meaning alone. */
export function Icon({ of: Shape, label, size = 16 }: IconProps) {
  const shape = <Shape size={size} strokeWidth={1.75} className={cx(css.icon)} aria-hidden="true" focusable="false" />;
  if (label === undefined) return shape;
  return (
    <span className={css.alone} role="img" aria-label={label} title={label}>
      {shape}
    </span>
  );
}
