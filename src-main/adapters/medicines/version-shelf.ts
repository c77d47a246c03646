import { rmSync } from 'node:fs';
import { type ErrorCode } from '../../../shared/kernel/error-codes.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { type MedicineCatalogue, type OpenCatalogueResult } from '../../app/ports/medicine-catalogue.port.ts';
import {
  type MedicineVersion,
  type MedicineVersionFiles,
  type MedicineVersions,
  type MedicineVersionSource,
} from '../../app/ports/medicine-versions.port.ts';
import { openCatalogue } from './catalogue.ts';
import { type RegisterFiles } from './register-text.ts';
import { storedVersions, versionIn, type VersionFolder, writeVersion } from './version-folder.ts';

/** A year of changes, two a month: older ones are thrown away (own choice). */
const MOST_KEPT = 26;

export type ShelfOptions = Readonly<{
  /** The version that came with the product, or that the user chose. */
  first: RegisterFiles;
  /** Folder of the versions that were fetched. */
  directory: string;
  /** Of the practice release: the day that it stands for, where that is later than the one on its cover. */
  firstFrom?: LocalDate;
  /** Null: the first is the only one. */
  source: MedicineVersionSource | null;
  today(): LocalDate;
}>;

const byDay = (a: VersionFolder, b: VersionFolder): number => a.version.from.localeCompare(b.version.from);

/** The newest whose day has come; where none has, the oldest. */
const inForce = (folders: readonly VersionFolder[], day: LocalDate): VersionFolder | undefined =>
  folders.findLast(({ version }) => version.from <= day) ?? folders[0];
const nextAfter = (folders: readonly VersionFolder[], day: LocalDate): VersionFolder | undefined =>
  folders.find(({ version }) => version.from > day);

/** A version in force from that day on, if its own is earlier. */
const datedFrom = (found: VersionFolder | null, from: LocalDate | undefined): VersionFolder | null =>
  found === null || from === undefined || from <= found.version.from
    ? found
    : { ...found, version: { ...found.version, from } };

type Opened = Readonly<{ folder: VersionFolder; catalogue: MedicineCatalogue }>;

/**
 * The versions of the Pharmaceutical Database on a disk: the one in force and the coming one are in memory, so that the change
 * at midnight is the next look-up.
 * @returns the refusal of the catalogue when not even one version can be opened
 */
export async function openVersionShelf({
  first,
  directory,
  firstFrom,
  source,
  today,
}: ShelfOptions): Promise<Result<MedicineVersions, Extract<OpenCatalogueResult, { ok: false }>['error']>> {
  const given = datedFrom(versionIn(first.directory), firstFrom);
  let folders: readonly VersionFolder[] = [];
  const setFolders = (found: readonly VersionFolder[]): void => {
    // A fetched version stands for the given one of the same day.
    const days = new Map([...(given === null ? [] : [given]), ...found].map(one => [one.version.from, one]));
    folders = [...days.values()].sort(byDay);
  };
  setFolders(source === null ? [] : storedVersions(directory));

  const open = (place: string, from?: LocalDate): Promise<OpenCatalogueResult> =>
    openCatalogue({ ...first, directory: place }, from);
  const loaded = new Map<string, Opened>();
  async function load(folder: VersionFolder | undefined): Promise<MedicineCatalogue | null> {
    if (folder === undefined) return null;
    const known = loaded.get(folder.version.id);
    if (known !== undefined) return known.catalogue;
    const opened = await open(folder.directory, folder.version.from);
    if (!opened.ok) return null;
    const { catalogue } = opened.value;
    loaded.set(folder.version.id, { folder, catalogue });
    return catalogue;
  }

  // A stored version that was spoilt since is passed over: the work goes on with the one before.
  let start = inForce(folders, today());
  while (start !== undefined && start !== given && (await load(start)) === null) {
    const spoilt = start;
    folders = folders.filter(one => one !== spoilt);
    start = inForce(folders, today());
  }
  let last: MedicineCatalogue;
  const inForceNow = start === undefined ? null : await load(start);
  if (inForceNow === null) {
    const opened = await open(first.directory);
    if (!opened.ok) return opened;
    last = opened.value.catalogue;
  } else last = inForceNow;

  /** Keeps in memory what is in force and what comes next. */
  async function loadAround(): Promise<void> {
    const wanted = [inForce(folders, today()), nextAfter(folders, today())];
    for (const folder of wanted) await load(folder);
    for (const [id, { folder }] of loaded) if (!wanted.includes(folder)) loaded.delete(id);
  }
  if (source !== null) await load(nextAfter(folders, today()));

  async function take(version: MedicineVersion): Promise<Result<null, ErrorCode>> {
    const files = await source?.files(version.id);
    if (files === undefined) return fail('NET-0003');
    if (!files.ok) return files;
    try {
      return await store(version, files.value);
    } catch (error) {
      // The version in force goes on, and is warned of when it grows old.
      const why = (error as NodeJS.ErrnoException).code;
      if (why === undefined) throw error;
      return fail(why === 'ENOSPC' || why === 'EDQUOT' ? 'DB-0004' : 'DB-0005');
    }
  }

  async function store(version: MedicineVersion, files: MedicineVersionFiles): Promise<Result<null, ErrorCode>> {
    const written = writeVersion(directory, version, files);
    const opened = await open(written.draft);
    const isWhole = opened.ok && opened.value.findings.every(({ severity }) => severity !== 'error');
    if (!isWhole || opened.value.catalogue.release().id !== version.id) {
      written.drop();
      return fail('NET-0003');
    }
    const folder = written.keep();
    loaded.set(version.id, { folder, catalogue: opened.value.catalogue });
    setFolders([...folders.filter(one => one !== given), folder]);
    for (const old of folders.filter(one => one !== given).slice(0, -MOST_KEPT)) {
      rmSync(old.directory, { recursive: true, force: true });
      folders = folders.filter(one => one !== old);
    }
    return ok(null);
  }

  return ok({
    current() {
      const folder = inForce(folders, today());
      const known = folder === undefined ? undefined : loaded.get(folder.version.id);
      if (known !== undefined) last = known.catalogue;
      return last;
    },
    coming() {
      const folder = nextAfter(folders, today());
      return folder !== undefined && loaded.has(folder.version.id) ? folder.version : null;
    },
    kept: () => folders.map(({ version }) => version),
    async asOf(day) {
      // A chosen release without a cover is the only one there is.
      if (folders.length === 0) return day >= last.release().date ? last : null;
      if (folders[0] !== undefined && day < folders[0].version.from) return null;
      const folder = inForce(folders, day);
      const known = folder === undefined ? undefined : loaded.get(folder.version.id);
      if (known !== undefined) return known.catalogue;
      // Of a past day: read for this question and not kept in memory.
      const opened = folder === undefined ? null : await open(folder.directory, folder.version.from);
      return opened?.ok === true ? opened.value.catalogue : null;
    },
    async renew() {
      if (source === null) return null;
      await loadAround();
      const offered = await source.list();
      if (!offered.ok) return offered;
      const here = folders.at(-1)?.version.from ?? '';
      const newer = offered.value.filter(({ from }) => from > here).sort((a, b) => a.from.localeCompare(b.from));
      const stored: MedicineVersion[] = [];
      for (const version of newer) {
        const taken = await take(version);
        if (!taken.ok) return taken;
        stored.push(version);
      }
      await loadAround();
      return ok({ stored });
    },
  });
}
