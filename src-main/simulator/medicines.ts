import { createReadStream, existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type LocalDate, dateInHelsinki, dateOf } from '../../shared/kernel/time.ts';
import { changeDayOn, changeDays, changedRelease, releaseIdOf, type ReleaseTexts } from './medicine-changes.ts';

/** One release of the Pharmaceutical Database; releases are named `YYYY.NNN` as in document versions. */
export type Release = Readonly<{
  id: string;
  date: string;
  /** Bytes of each part, where the files lie ready. */
  files?: Readonly<Partial<Record<Part, number>>>;
}>;

/** Parts of a release and their files, in the form of the Fimea basic register (`;` between columns, ISO-8859-1). */
const FILES = { packages: /^pakkaus.*\.txt$/, substances: /^laakeaine\.txt$/, prices: /^prices\.txt$/ } as const;
export type Part = keyof typeof FILES;
export const isPart = (text: string): text is Part => Object.hasOwn(FILES, text);
const PARTS = Object.keys(FILES).filter(isPart);

export interface MedicineReleases {
  /** Oldest first. */
  list(nowMs: number): readonly Release[];
  open(id: string, part: Part, nowMs: number): Readonly<{ bytes: number; stream: Readable }> | null;
}

/** Accompanying letter of a release: `Ajopvm: 1.11.2026  Aineistoerä: 2026/901`. */
const LETTER = /Ajopvm:\s*(\d{1,2})\.(\d{1,2})\.(\d{4})[\s\S]*?(\d{4})\/(\d{1,3})/;
/** Made releases that are kept in memory: who fetches one asks for its parts one after the other. */
const MADE_KEPT = 2;
/** Of the releases since the Centre began so many are offered; each holds the changes of as many days. */
const LATEST = 4;

type Found = Readonly<{ id: string; date: LocalDate; folder: string; names: readonly string[] }>;
type Coming = Readonly<{ id: string; date: LocalDate; base: Found; round: number }>;

/**
 * Looks at the folder at each question, so a new release is there as soon as its files are. Beside what lies there stand the
 * releases of the days of change since this Centre began, and the next one ahead of its day: the newest release of the folder
 * with a few changes each time. A Centre that is new has the folder's release in force and one to come.
 * Holds products, never patients.
 * @param since the first day of this Centre
 */
export function medicineReleases(medicinesDir: string | null, since: LocalDate): MedicineReleases {
  const find = (): readonly Found[] => {
    if (medicinesDir === null || !existsSync(medicinesDir)) return [];
    const folders = readdirSync(medicinesDir, { withFileTypes: true }).filter(entry => entry.isDirectory());
    return folders
      .flatMap(({ name }): Found[] => {
        const folder = join(medicinesDir, name);
        const letter = join(folder, 'saate.txt');
        const match = existsSync(letter) ? LETTER.exec(readFileSync(letter, 'latin1')) : null;
        const date = match ? dateOf(Number(match[3]), Number(match[2]), Number(match[1])) : null;
        const names = readdirSync(folder);
        if (!match || date === null || !names.some(n => FILES.packages.test(n))) return [];
        return [{ id: `${match[4]}.${(match[5] ?? '').padStart(3, '0')}`, date, folder, names }];
      })
      .sort((a, b) => a.date.localeCompare(b.date));
  };
  const pathOf = ({ folder, names }: Found, part: Part): string | null => {
    const name = names.find(n => FILES[part].test(n));
    return name === undefined ? null : join(folder, name);
  };
  /** A practice release whose files are all there: its products are invented, and so may its day and its changes be. */
  const isWhole = (one: Found): boolean => PARTS.every(part => pathOf(one, part) !== null);
  /** The newest practice release stands for the day of change on which the Centre began, its cover being older. */
  const dayOf = (one: Found, found: readonly Found[]): LocalDate => {
    const began = changeDayOn(since);
    return one === found.at(-1) && isWhole(one) && one.date < began ? began : one.date;
  };
  const comingAfter = (found: readonly Found[], nowMs: number): readonly Coming[] => {
    const base = found.at(-1);
    if (base === undefined || !isWhole(base)) return [];
    const from = base.date > since ? base.date : since;
    return changeDays(from, dateInHelsinki(nowMs)).map((date, index) => ({
      id: releaseIdOf(date),
      date,
      base,
      round: index + 1,
    }));
  };

  const made = new Map<string, ReleaseTexts>();
  function textsOf({ id, base }: Coming, all: readonly Coming[]): ReleaseTexts {
    const known = made.get(id);
    if (known !== undefined) return known;
    const text = (part: Part): string => readFileSync(pathOf(base, part) ?? '', 'latin1');
    const at = all.findIndex(one => one.id === id);
    const texts = all
      .slice(Math.max(0, at + 1 - LATEST), at + 1)
      .reduce<ReleaseTexts>((before, { date, round }) => changedRelease(before, date, round), {
        packages: text('packages'),
        substances: text('substances'),
        prices: text('prices'),
      });
    const [oldest] = made.keys();
    if (made.size >= MADE_KEPT && oldest !== undefined) made.delete(oldest);
    made.set(id, texts);
    return texts;
  }

  return {
    list(nowMs) {
      const found = find();
      const coming = comingAfter(found, nowMs);
      return [
        ...found.map(one => {
          const sizes = PARTS.flatMap(part => {
            const path = pathOf(one, part);
            return path === null ? [] : [[part, statSync(path).size] as const];
          });
          return { id: one.id, date: dayOf(one, found), files: Object.fromEntries(sizes) };
        }),
        ...coming.slice(-LATEST).map(({ id, date }) => ({ id, date })),
      ];
    },
    open(id, part, nowMs) {
      const found = find();
      const path = found.flatMap(one => (one.id === id ? [pathOf(one, part)] : []))[0] ?? null;
      if (path !== null) return { bytes: statSync(path).size, stream: createReadStream(path) };
      const coming = comingAfter(found, nowMs);
      const wanted = coming.find(one => one.id === id);
      if (wanted === undefined) return null;
      const bytes = Buffer.from(textsOf(wanted, coming)[part], 'latin1');
      return { bytes: bytes.length, stream: Readable.from([bytes]) };
    },
  };
}
