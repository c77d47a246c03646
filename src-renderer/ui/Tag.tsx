import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Icon, type IconShape } from './Icon.tsx';
import { TONE_ICONS } from './tone-icons.ts';
import type { Tone } from './tone.ts';
import css from './Tag.module.css';
import tones from './tones.module.css';

export type TagProps = Readonly<{
  children: ReactNode;
  tone?: Tone;
  /** Default: the icon of the tone. */
  icon?: IconShape;
  /** `plain`: icon and word without ground, for table cells and running lines. */
  look?: 'filled' | 'plain';
}>;

/** A state as icon, word and colour. `ok` only for what the service accepted. */
export function Tag({ children, tone = 'neutral', icon, look = 'filled' }: TagProps) {
  return (
    <span className={cx(css.tag, css[look], tones[tone])}>
      <Icon of={icon ?? TONE_ICONS[tone]} />
      <span>{children}</span>
    </span>
  );
}
