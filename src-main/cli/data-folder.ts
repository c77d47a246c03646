import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ERROR_CODES, type ErrorCode } from '../../shared/kernel/error-codes.ts';
import { type Store } from '../app/ports/store.port.ts';
import { openStoreToRead, type ReadOptions } from '../adapters/sqlite/open-to-read.ts';
import { fileSecrets } from '../adapters/system/file-secrets.ts';
import { sha256 } from '../adapters/system/identity.ts';
import { defaultDataDir } from '../node/arguments.ts';
import { Unusable } from './document-files.ts';

/** The words of a refusal as a command says them. */
export const refusalText = (code: ErrorCode): string =>
  `${code} ${ERROR_CODES[code].says.en} ${ERROR_CODES[code].todo.en}`;

/** Options of every command that reads a data folder. */
export const DATA_OPTIONS = { data: { type: 'string' }, real: { type: 'boolean', default: false } } as const;
/** `real`: the data of a real environment; practice and real data are never taken for each other. */
export type DataValues = Readonly<{ data?: string | undefined; real: boolean }>;

export const profileOf = ({ real }: DataValues): ReadOptions['profile'] => (real ? 'real' : 'practice');
export const folderOf = (values: DataValues): string => resolve(values.data ?? defaultDataDir(profileOf(values)));

/**
 * Where the database of a data folder lies, and its key. The key of the desktop shell lies in the keystore of the operating
 * system, where a command cannot reach it.
 * @throws Unusable when there is no database or no key file
 */
export function databaseOf(values: DataValues): ReadOptions {
  const folder = folderOf(values);
  const path = join(folder, 'kantele.db');
  if (!existsSync(path)) throw new Unusable(`no database in ${folder}`);
  if (!existsSync(join(folder, 'kantele.key'))) {
    throw new Unusable(`the key of ${path} lies in the keystore of the desktop program: use its window`);
  }
  return { path, key: fileSecrets(folder).databaseKey(), profile: profileOf(values), sha256 };
}

/** @throws Unusable with the words of the refusal */
export function readStore(options: ReadOptions): Store {
  const opened = openStoreToRead(options);
  if (!opened.ok) throw new Unusable(refusalText(opened.error.code));
  return opened.value;
}
