import { useEffect } from 'react';
import { useStore } from 'zustand';
import { clockState } from '../../../shared/domain/clock-drift.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Banner } from '../../ui/index.ts';
import { type StatusStore } from './status.store.ts';
import { statusTexts } from './status.texts.ts';

/** A clock that is off is said before it stops anything, with how much and which way. */
export function ClockBanner({ store, nowMs }: Readonly<{ store: StatusStore; nowMs: number }>) {
  const t = useTexts(statusTexts);
  const { clockDriftMs, lookAtClock } = useStore(store);
  useEffect(() => void lookAtClock(), [nowMs, lookAtClock]);
  const state = clockState(clockDriftMs);
  if (state === 'right' || clockDriftMs === null) return null;
  const seconds = Math.round(Math.abs(clockDriftMs) / 1000);
  const by = seconds < 120 ? t('seconds', { count: seconds }) : t('minutes', { count: Math.round(seconds / 60) });
  const says = t(clockDriftMs > 0 ? 'clockFast' : 'clockSlow', { by });
  return (
    <Banner
      kind={state === 'wrong' ? 'error' : 'partial'}
    >{`${says} ${t(state === 'wrong' ? 'clockStops' : 'clockFix')}`}</Banner>
  );
}
