import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Icon, type IconShape } from './Icon.tsx';
import { TONE_ICONS } from './tone-icons.ts';
import { Check } from 'lucide-react';
import type { Tone } from './tone.ts';
import css from './StatusBar.module.css';
import tones from './tones.module.css';

export type StatusItemProps = Readonly<{
  label: string;
  /** The state in words: "toimii", "hidas", "poikki 14.02 alkaen". */
  value: ReactNode;
  tone?: Tone;
  icon?: IconShape;
  onPress?: () => void;
}>;

/** One line or device: icon, name, state in words. */
export function StatusItem({ label, value, tone = 'neutral', icon, onPress }: StatusItemProps) {
  const content = (
    <>
      <Icon of={icon ?? (tone === 'neutral' ? Check : TONE_ICONS[tone])} />
      <span className={css.label}>{label}</span>
      <span className={css.value}>{value}</span>
    </>
  );
  const look = cx(css.item, tones[tone], tone !== 'neutral' && css.toned);
  if (onPress === undefined) return <span className={look}>{content}</span>;
  return (
    <button type="button" className={look} onClick={onPress}>
      {content}
    </button>
  );
}

/** Content of AppFrame's `statusBar`: lines at the left, user and data dates at the right. */
export function StatusBar({ children, end }: Readonly<{ children: ReactNode; end?: ReactNode }>) {
  return (
    <div className={css.bar}>
      {children}
      {end !== undefined && <span className={css.end}>{end}</span>}
    </div>
  );
}
