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

/**
 * Where the database of a data folder lies, and its key. The key of the desktop shell lies in the keystore of the operating
 * system, where a command cannot reach it.
 * @throws Unusable when there is no database or no key file
 */
export function databaseOf(dataDir: string | undefined): ReadOptions {
  const folder = resolve(dataDir ?? defaultDataDir());
  const path = join(folder, 'kantele.db');
  if (!existsSync(path)) throw new Unusable(`no database in ${folder}`);
  if (!existsSync(join(folder, 'kantele.key'))) {
    throw new Unusable(`the key of ${path} lies in the keystore of the desktop program: use its window`);
  }
  return { path, key: fileSecrets(folder).databaseKey(), profile: 'practice', sha256 };
}

/** @throws Unusable with the words of the refusal */
export function readStore(options: ReadOptions): Store {
  const opened = openStoreToRead(options);
  if (!opened.ok) throw new Unusable(refusalText(opened.error.code));
  return opened.value;
}
