import type { ReactNode } from 'react';
import {
  CloudOff,
  GraduationCap,
  History,
  Info,
  type LucideIcon,
  OctagonAlert,
  Timer,
  TriangleAlert,
} from 'lucide-react';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import type { Tone } from './tone.ts';
import css from './Banner.module.css';
import tones from './tones.module.css';

export type BannerKind = 'offline' | 'stale' | 'slow' | 'error' | 'partial' | 'note' | 'practice';
const LOOKS: Readonly<Record<BannerKind, Readonly<{ tone: Tone; icon: LucideIcon }>>> = {
  offline: { tone: 'stop', icon: CloudOff },
  stale: { tone: 'warn', icon: History },
  slow: { tone: 'warn', icon: Timer },
  error: { tone: 'stop', icon: OctagonAlert },
  partial: { tone: 'warn', icon: TriangleAlert },
  note: { tone: 'info', icon: Info },
  practice: { tone: 'practice', icon: GraduationCap },
};
export type BannerProps = Readonly<{
  kind: BannerKind;
  /** What happened; what is safe; what to press. */
  children: ReactNode;
  action?: ReactNode;
}>;

/** A strip above the content it speaks of. It does not speak by itself: announce the event once with `useAnnouncer`. */
export function Banner({ kind, children, action }: BannerProps) {
  const { tone, icon } = LOOKS[kind];
  return (
    <div className={cx(css.banner, tones[tone])}>
      <span className={css.icon}>
        <Icon of={icon} />
      </span>
      <div className={css.words}>{children}</div>
      {action}
    </div>
  );
}
