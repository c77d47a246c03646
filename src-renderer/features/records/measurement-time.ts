import { type Instant, type LocalDate, helsinkiTime, instantMs, instantOfMs } from '../../../shared/kernel/time.ts';

/** A time of day as people type it: `9.05`, `09:05`, `905`. @returns `HH:MM`, or null when it is none */
export function readClock(typed: string): string | null {
  const match = /^(\d{1,2})(?:[.:]\s?(\d{2})|(\d{2}))$/.exec(typed.trim());
  if (match === null) return null;
  const [hours, minutes] = [Number(match[1]), Number(match[2] ?? match[3])];
  return hours < 24 && minutes < 60 ? `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}` : null;
}

/**
 * The moment at which Finnish clocks showed this. Of the hour that is lived twice in autumn the second one is taken.
 * @param clock `HH:MM`
 * @returns null for the hour that spring leaves out
 */
export function instantInFinland(date: LocalDate, clock: string): Instant | null {
  const wallMs = instantMs(`${date}T${clock}:00.000Z` as Instant);
  const candidates = [120, 180]
    .map(offset => instantOfMs(wallMs - offset * 60_000))
    .filter(at => {
      const shown = helsinkiTime(at);
      return shown.date === date && shown.time === `${clock}:00`;
    });
  return candidates[0] ?? null;
}

/** Finnish date and time of day of a moment, the seconds left out. */
export function wallOf(at: Instant): Readonly<{ date: LocalDate; clock: string }> {
  const { date, time } = helsinkiTime(at);
  return { date, clock: time.slice(0, 5) };
}
