import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type KnowledgePack } from '../../../shared/domain/knowledge/knowledge-pack.ts';
import { type KnowledgeShelf, type RefusedPack } from '../../app/ports/knowledge.port.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { readKnowledgePack, readTariffs } from './knowledge-file.ts';

/** Folder of installed packs in the data folder. */
export const installedIn = (dataDir: string): string => join(dataDir, 'knowledge');

const versionParts = ({ version }: KnowledgePack): readonly number[] => version.split('.').map(Number);
function isNewer(a: KnowledgePack, b: KnowledgePack): boolean {
  const [x, y] = [versionParts(a), versionParts(b)];
  return (x[0] ?? 0) !== (y[0] ?? 0) ? (x[0] ?? 0) > (y[0] ?? 0) : (x[1] ?? 0) > (y[1] ?? 0);
}

const jsonFiles = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter(name => name.endsWith('.json'))
        .sort()
        .map(name => join(folder, name))
    : [];

/** Every pack of the folders, the newest version of each, and what could not be read. */
export function readShelf(
  folders: readonly string[],
): Readonly<{ packs: readonly KnowledgePack[]; refused: readonly RefusedPack[] }> {
  const packs = new Map<string, KnowledgePack>();
  const refused: RefusedPack[] = [];
  for (const path of folders.flatMap(jsonFiles)) {
    const read = readKnowledgePack(readFileSync(path));
    if (!read.ok) {
      refused.push({ file: basename(path).slice(0, 80), fault: read.error });
      continue;
    }
    const known = packs.get(read.value.id);
    if (known === undefined || isNewer(read.value, known)) packs.set(read.value.id, read.value);
  }
  return { packs: [...packs.values()], refused };
}

/**
 * The packs that come with the program and those that were installed into the data folder. In a real environment a pack that
 * was made for practice is as good as none.
 */
export function openKnowledgeShelf(
  resourcesDir: string,
  dataDir: string,
  profile: 'practice' | 'real' = 'practice',
): KnowledgeShelf {
  const read = readShelf([join(resourcesDir, 'knowledge'), installedIn(dataDir)]);
  const shelf = { ...read, packs: read.packs.filter(pack => profile === 'practice' || !pack.practice) };
  const tariffFile = join(resourcesDir, 'tariffs', 'reimbursement.json');
  const tariffs = existsSync(tariffFile) ? readTariffs(readFileSync(tariffFile)) : fail('missing');
  return {
    packs: () => shelf.packs,
    refused: () => [...shelf.refused, ...(tariffs.ok ? [] : [{ file: basename(tariffFile), fault: tariffs.error }])],
    tariffs: () => (tariffs.ok ? tariffs.value : null),
  };
}

/**
 * Puts a pack into the data folder: read and judged first, then moved into place whole, so that a cut never leaves half a pack.
 * @returns the fault in words where the file is no pack, or is not newer than what is installed
 */
export function installKnowledgePack(path: string, dataDir: string): Result<KnowledgePack, string> {
  if (!existsSync(path)) return fail(`no such file: ${basename(path)}`);
  const bytes = readFileSync(path);
  const read = readKnowledgePack(bytes);
  if (!read.ok) return read;
  const folder = installedIn(dataDir);
  const installed = readShelf([folder]).packs.find(({ id }) => id === read.value.id);
  if (installed !== undefined && !isNewer(read.value, installed))
    return fail(`version ${installed.version} is installed; ${read.value.version} is not newer`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const target = join(folder, `${read.value.id}-${read.value.version}.json`);
  writeFileSync(`${target}.part`, bytes, { mode: 0o600, flush: true });
  renameSync(`${target}.part`, target);
  return ok(read.value);
}
