import { createReadStream, existsSync, readFileSync, readdirSync, statSync, type ReadStream } from 'node:fs';
import { join } from 'node:path';
import { dateOf } from '../../shared/kernel/time.ts';

/** One release of the Pharmaceutical Database; releases are named `YYYY.NNN` as in document versions. */
export type Release = Readonly<{ id: string; date: string; files: Readonly<Partial<Record<Part, number>>> }>;

/** Parts of a release and their files, in the form of the Fimea basic register (`;` between columns, ISO-8859-1). */
const FILES = { packages: /^pakkaus.*\.txt$/, substances: /^laakeaine\.txt$/, prices: /^prices\.txt$/ } as const;
export type Part = keyof typeof FILES;
export const isPart = (text: string): text is Part => Object.hasOwn(FILES, text);
const PARTS = Object.keys(FILES).filter(isPart);

export interface MedicineReleases {
  /** Oldest first. */
  list(): readonly Release[];
  open(id: string, part: Part): Readonly<{ bytes: number; stream: ReadStream }> | null;
}

/** Accompanying letter of a release: `Ajopvm: 1.11.2026  Aineistoerä: 2026/901`. */
const LETTER = /Ajopvm:\s*(\d{1,2})\.(\d{1,2})\.(\d{4})[\s\S]*?(\d{4})\/(\d{1,3})/;

type Found = Readonly<{ id: string; date: string; folder: string; names: readonly string[] }>;

/** Looks at the folder at each question, so a new release is there as soon as its files are. Holds products, never patients. */
export function medicineReleases(medicinesDir: string | null): MedicineReleases {
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
  const fileOf = ({ folder, names }: Found, part: Part): string | null => {
    const name = names.find(n => FILES[part].test(n));
    return name === undefined ? null : join(folder, name);
  };
  return {
    list: () =>
      find().map(found => {
        const sizes = PARTS.flatMap(part => {
          const path = fileOf(found, part);
          return path === null ? [] : [[part, statSync(path).size] as const];
        });
        return { id: found.id, date: found.date, files: Object.fromEntries(sizes) };
      }),
    open(id, part) {
      const found = find().find(f => f.id === id);
      const path = found ? fileOf(found, part) : null;
      return path === null ? null : { bytes: statSync(path).size, stream: createReadStream(path) };
    },
  };
}
