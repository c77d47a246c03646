import { type Instant, instantMs, instantOfMs } from '../../kernel/time.ts';

const HOUR_MS = 3_600_000;
/** Entries are made and archived at the latest 5 days (vuorokautta) from the end of the service event. */
const LIMIT_MS = 5 * 24 * HOUR_MS;
/** Our own steps on the way: look at it, hurry, alarm. */
const SOON_MS = 24 * HOUR_MS;
const LATE_MS = 72 * HOUR_MS;
const ALARM_MS = 96 * HOUR_MS;

export type DeadlineStep = 'inTime' | 'soon' | 'late' | 'alarm' | 'over';
export type ArchivingDeadline = Readonly<{ dueAt: Instant; step: DeadlineStep; leftMs: number }>;

/**
 * Until when what belongs to an ended service event has to be in the archive. Source of the limit: hoitopaikanvalinta.fi
 * and Kela's practice of five days; the steps of 24, 72 and 96 hours are ours.
 * @param endedAt null while the event is open: there is no limit yet
 */
export function archivingDeadline(endedAt: Instant | null, nowMs: number): ArchivingDeadline | null {
  if (endedAt === null) return null;
  const endMs = instantMs(endedAt);
  const goneMs = nowMs - endMs;
  const step: DeadlineStep =
    goneMs >= LIMIT_MS
      ? 'over'
      : goneMs >= ALARM_MS
        ? 'alarm'
        : goneMs >= LATE_MS
          ? 'late'
          : goneMs >= SOON_MS
            ? 'soon'
            : 'inTime';
  return { dueAt: instantOfMs(endMs + LIMIT_MS), step, leftMs: LIMIT_MS - goneMs };
}
