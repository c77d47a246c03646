import { type LocalDate, addDays } from '../../shared/kernel/time.ts';

/** Texts of a release's files, in the form of the Fimea basic register. */
export type ReleaseTexts = Readonly<{ packages: string; substances: string; prices: string }>;

/** Of the packages whose price stands alone, one in so many gets a new one at each change. */
const PRICE_EVERY = 211;
const PRICE_FACTOR = 1.05;
/** Steps through the register, so that each change meets other products. */
const [OFF_MARKET_STEP, GROUP_STEP] = [389, 521];
/** Practice releases are numbered from 900 within their year. */
const NUMBERED_FROM = 900;

const isChangeDay = (day: LocalDate): boolean => day.endsWith('-01') || day.endsWith('-15');

/** The day of change that is in force on a day. */
export function changeDayOn(day: LocalDate): LocalDate {
  let at = day;
  while (!isChangeDay(at)) at = addDays(at, -1);
  return at;
}

/** The days of change (the 1st and the 15th, kanta.fi) after the first day, up to the first one after the second day. */
export function changeDays(after: LocalDate, until: LocalDate): readonly LocalDate[] {
  const days: LocalDate[] = [];
  for (let day = addDays(after, 1); ; day = addDays(day, 1)) {
    if (!isChangeDay(day)) continue;
    days.push(day);
    if (day > until) return days;
  }
}

/** `YYYY.NNN` of the practice release of a day of change. */
export function releaseIdOf(day: LocalDate): string {
  const half = (Number(day.slice(5, 7)) - 1) * 2 + (day.endsWith('-01') ? 1 : 2);
  return `${day.slice(0, 4)}.${NUMBERED_FROM + half}`;
}

type Table = Readonly<{ notes: readonly string[]; head: readonly string[]; rows: string[][] }>;

function tableOf(text: string): Table {
  const lines = text.split('\r\n').filter(line => line !== '');
  const notes = lines.filter(line => line.startsWith('#'));
  const [head = '', ...rows] = lines.filter(line => !line.startsWith('#'));
  return { notes, head: head.split(';'), rows: rows.map(row => row.split(';')) };
}

const textOf = ({ notes, head, rows }: Table): string =>
  [...notes, head.join(';'), ...rows.map(row => row.join(';'))].join('\r\n') + '\r\n';

/**
 * The release of a day of change, made of the one before: some prices are new, one product has left the market, and one has
 * moved from its substitution group to a new one. Invented like the rest; the same day of the same base gives the same bytes.
 * @param round how many days of change lie between the first release and this one, from 1
 */
export function changedRelease(before: ReleaseTexts, day: LocalDate, round: number): ReleaseTexts {
  const packages = tableOf(before.packages);
  const prices = tableOf(before.prices);
  const column = (name: string): number => packages.head.indexOf(name);
  const [vnr, name, group, marketed, offMarketOn] = [
    column('VNRNRO'),
    column('LAAKENIMI'),
    column('SUBSTITUUTIORYHMA'),
    column('KAUPAN'),
    column('KAUPASTAPOISPVM'),
  ] as const;
  const onMarket = packages.rows.filter(row => row[marketed] === '1');
  const leaver = onMarket[(round * OFF_MARKET_STEP) % Math.max(1, onMarket.length)]?.[name];
  const grouped = onMarket.filter(row => row[group] !== '' && row[name] !== leaver);
  const mover = grouped[(round * GROUP_STEP) % Math.max(1, grouped.length)];
  const [left, moved] = [new Set<string>(), new Set<string>()];
  const from = mover?.[group];
  for (const row of packages.rows) {
    if (leaver !== undefined && row[name] === leaver && row[marketed] === '1') {
      row[marketed] = '0';
      row[offMarketOn] = day;
      left.add(row[vnr] ?? '');
    }
    if (from !== undefined && row[name] === mover?.[name] && row[group] === from) {
      row[group] = `98${String(round).padStart(3, '0')}`;
      moved.add(row[vnr] ?? '');
    }
  }
  const kept = prices.rows.filter(([number = '']) => !left.has(number));
  for (const row of kept) if (moved.has(row[0] ?? '')) row[2] = '';
  // A price that stands alone moves no reference price.
  const alone = kept.filter(([, retail = '', reference]) => reference === '' && /^\d+$/.test(retail));
  for (const [at, row] of alone.entries())
    if (at % PRICE_EVERY === round % PRICE_EVERY) row[1] = String(Math.round(Number(row[1]) * PRICE_FACTOR));
  return {
    packages: textOf(packages),
    substances: before.substances,
    prices: textOf({ ...prices, rows: kept }),
  };
}
