import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { aFolder, openIn, removeFolders } from '../builders/sqlite.builder.ts';

afterAll(removeFolders);

const CHILD = new URL('./sqlite-crash.child.ts', import.meta.url).pathname;

/** Runs the child for a while, kills it and gives the last act that it called saved. */
function killedAfter(folder: string, ms: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CHILD, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    let timer: NodeJS.Timeout | undefined;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      // The clock starts with the first act: before it there is nothing to lose.
      timer ??= setTimeout(() => child.kill('SIGKILL'), ms);
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (signal !== 'SIGKILL') return reject(new Error(`the child ended by itself with ${code}`));
      resolve(Number(said.slice(0, said.lastIndexOf('\n')).split('\n').at(-1)));
    });
  });
}

type Found = Readonly<{
  count: number;
  numbersWhole: boolean;
  bodies: boolean;
  link: number | null;
  row: number | null;
  log: number;
}>;

function found(folder: string): Found {
  const store = openIn(folder);
  try {
    return store.read(tx => {
      const items = [...tx.outbox.list('all', 1_000_000)].reverse();
      return {
        count: items.length,
        numbersWhole: items.every(
          (item, i) =>
            item.id === `${i + 1}` &&
            item.orderNo === Math.floor((i + 1 - ((i + 1) % 7)) / 7) + ((i + 1) % 7 === 0 ? 0 : 1),
        ),
        bodies: items
          .slice(-20)
          .every(
            item =>
              tx.outbox.body(item.id) !== null && tx.documents.get(item.documentOid)?.digest === item.documentDigest,
          ),
        link: tx.outbox.firstBrokenLink(),
        row: tx.audit.firstBrokenRow(),
        log: tx.audit.latest(1_000_000).length,
      };
    });
  } finally {
    store.close();
  }
}

describe('killed at any moment', () => {
  test(
    'what was called saved is there after twenty kills, whole, in order and once',
    { timeout: 120_000 },
    async () => {
      const folder = aFolder();
      let saved = 0;
      for (let round = 0; round < 20; round += 1) {
        // Spread over the time of many commits; the moments differ from run to run by themselves.
        saved = await killedAfter(folder, 3 + ((round * 37) % 90));
        const after = found(folder);
        expect(after).toMatchObject({ numbersWhole: true, bodies: true, link: null, row: null, log: after.count });
        expect(after.count).toBeGreaterThanOrEqual(saved);
        // At most the one act whose commit was done but not yet told.
        expect(after.count).toBeLessThanOrEqual(saved + 1);
      }
      expect(saved).toBeGreaterThan(100);
    },
  );

  test(
    'a copy taken in the middle of work, with its log, opens with everything that was saved',
    { timeout: 60_000 },
    async () => {
      const folder = aFolder();
      const saved = await killedAfter(folder, 200);
      const copy = aFolder();
      cpSync(folder, copy, { recursive: true });
      expect(found(copy).count).toBeGreaterThanOrEqual(saved);
    },
  );
});

/** A file system of its own of some megabytes; null where this user may not mount one. */
function smallDisk(megabytes: number): { folder: string; release(): void } | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const folder = join(aFolder(), 'disk');
  mkdirSync(folder);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  if (mounted.status !== 0) return null;
  return { folder, release: () => void execFileSync('umount', ['-l', folder]) };
}

describe('full disk', () => {
  test(
    'the act that does not fit is refused with its code, nothing saved is lost, and work goes on when there is room',
    { timeout: 60_000 },
    () => {
      const disk = smallDisk(12);
      // Without the right to mount, the limit of the process on the size of a file stands in: the write fails in the same place.
      const folder = disk?.folder ?? aFolder();
      const command = disk === null ? `ulimit -f 6000; trap '' XFSZ; exec "$0" "$@"` : 'exec "$0" "$@"';
      try {
        const said = execFileSync('bash', ['-c', command, process.execPath, CHILD, folder, '20000'], {
          encoding: 'utf8',
        });
        const lines = said.trim().split('\n');
        const [code = '', stillThere] = (lines.at(-1) ?? '').split(' ');
        const saved = lines.at(-2);
        expect(disk === null ? ['DB-0004', 'DB-0005'] : ['DB-0004']).toContain(code);
        expect(stillThere).toBe(saved);

        // The write-ahead log could not be folded into the full disk: it belongs to the database and moves with it.
        const roomy = aFolder();
        cpSync(folder, roomy, { recursive: true });
        const after = found(roomy);
        expect(after).toMatchObject({ count: Number(saved), numbersWhole: true, bodies: true, link: null, row: null });
        const store = openIn(roomy);
        store.write(tx => tx.settings.put('room', true));
        expect(store.read(tx => tx.settings.get('room'))).toBe(true);
        store.close();
      } finally {
        disk?.release();
      }
    },
  );
});
