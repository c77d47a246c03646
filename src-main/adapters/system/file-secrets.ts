import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Secrets } from '../../app/ports/platform.port.ts';

const KEY_LENGTH = 32;
const KEY_TEXT = /^[0-9a-f]{64}\n?$/;
const OTHERS = 0o077;

/** The key file is not as it must be; it was not touched. */
export class SecretsFault extends Error {
  readonly reason: 'loose-permissions' | 'not-a-key';
  constructor(reason: SecretsFault['reason']) {
    super(`key file: ${reason}`);
    this.reason = reason;
  }
}

function syncFolder(folder: string): void {
  // Windows gives no handle to a folder; NTFS journals the name itself.
  if (process.platform === 'win32') return;
  const handle = openSync(folder, constants.O_RDONLY);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Written whole and synced under another name first, then linked: a key file is never half a key, and never replaced. */
function makeKeyFile(folder: string, path: string): void {
  const draft = `${path}.${process.pid}.new`;
  rmSync(draft, { force: true });
  const file = openSync(draft, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o600);
  try {
    writeSync(file, `${randomBytes(KEY_LENGTH).toString('hex')}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  syncFolder(folder);
}

function readKeyFile(path: string): Uint8Array {
  const file = openSync(path, constants.O_RDONLY);
  try {
    // Windows has no such bits: there the folder of the user protects the file.
    if (process.platform !== 'win32' && (fstatSync(file).mode & OTHERS) !== 0)
      throw new SecretsFault('loose-permissions');
    const text = readFileSync(file, 'utf8');
    if (!KEY_TEXT.test(text)) throw new SecretsFault('not-a-key');
    return new Uint8Array(Buffer.from(text.trim(), 'hex'));
  } finally {
    closeSync(file);
  }
}

/**
 * The key of the database in a file that only this user can read. It protects a backup or a copied database, not a stolen
 * disk: the settings screen says so. Electron uses the keystore of the operating system instead.
 * @throws SecretsFault when the file is open to others or holds no key
 */
export function fileSecrets(folder: string): Secrets {
  const path = join(folder, 'kantele.key');
  let key: Uint8Array | null = null;
  return {
    kind: 'keyFile',
    databaseKey() {
      if (key === null) {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        if (!existsSync(path)) makeKeyFile(folder, path);
        key = readKeyFile(path);
      }
      return new Uint8Array(key);
    },
  };
}
