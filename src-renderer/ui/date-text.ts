/**
 * A date as people write it: `22.11.2026`, `22-11-2026`, `2026-11-22`. Day before month, as in Finland.
 * @returns `YYYY-MM-DD`, or null when it is not a date of the calendar
 */
export function readDate(text: string): string | null {
  const bare = text.trim();
  const dayFirst = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(bare);
  const yearFirst = /^(\d{4})-(\d{2})-(\d{2})$/.exec(bare);
  const parts = dayFirst === null ? yearFirst?.slice(1) : dayFirst.slice(1).reverse();
  if (parts === undefined) return null;
  const [year = 0, month = 0, day = 0] = parts.map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.toISOString().slice(0, 10) : null;
}
