import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { freeDiskMegabytes } from '../../src-main/adapters/system/disk.ts';
import { fileSecrets, SecretsFault } from '../../src-main/adapters/system/file-secrets.ts';
import { newUuid, sha256, systemRandom } from '../../src-main/adapters/system/identity.ts';
import { createLog, type LogLevel } from '../../src-main/adapters/system/log.ts';
import { systemClock, systemTimers } from '../../src-main/adapters/system/time.ts';
import { isInstant, isLocalDate } from '../../shared/kernel/time.ts';

const folders: string[] = [];
const aFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'kantele-system-'));
  folders.push(folder);
  return folder;
};
afterAll(() => folders.forEach(folder => rmSync(folder, { recursive: true, force: true })));

describe('key file', () => {
  test('made once, with 32 bytes, for this user alone, and the same ever after', () => {
    const folder = join(aFolder(), 'data');
    const key = fileSecrets(folder).databaseKey();
    expect([key.length, fileSecrets(folder).databaseKey()]).toEqual([32, key]);
    expect(statSync(join(folder, 'kantele.key')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['kantele.key']);
    expect(fileSecrets(aFolder()).databaseKey()).not.toEqual(key);
  });

  test('a caller that wipes its copy does not wipe the key', () => {
    const secrets = fileSecrets(aFolder());
    const first = secrets.databaseKey();
    const before = new Uint8Array(first);
    first.fill(0);
    expect(secrets.databaseKey()).toEqual(before);
  });

  test('a file that others may read is refused and not touched', () => {
    const folder = aFolder();
    fileSecrets(folder).databaseKey();
    for (const mode of [0o640, 0o604, 0o660]) {
      chmodSync(join(folder, 'kantele.key'), mode);
      expect(() => fileSecrets(folder).databaseKey()).toThrow(new SecretsFault('loose-permissions'));
      expect(statSync(join(folder, 'kantele.key')).mode & 0o777).toBe(mode);
    }
  });

  test('a file that holds no key is refused and never replaced', () => {
    for (const text of ['', 'abc', 'z'.repeat(64), 'a'.repeat(63)]) {
      const folder = aFolder();
      writeFileSync(join(folder, 'kantele.key'), text, { mode: 0o600 });
      expect(() => fileSecrets(folder).databaseKey()).toThrow(new SecretsFault('not-a-key'));
      expect(readFileSync(join(folder, 'kantele.key'), 'utf8')).toBe(text);
    }
  });

  test('what an interrupted first start left is not taken for a key', () => {
    const folder = aFolder();
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `kantele.key.${process.pid}.new`), 'half', { mode: 0o600 });
    expect(fileSecrets(folder).databaseKey()).toHaveLength(32);
    expect(existsSync(join(folder, `kantele.key.${process.pid}.new`))).toBe(false);
  });
});

describe('log', () => {
  function logged(
    level: LogLevel,
    work: (log: ReturnType<typeof createLog>) => void,
  ): readonly Record<string, unknown>[] {
    const lines: string[] = [];
    work(createLog({ write: text => void lines.push(text) }, level));
    return lines.map(line => JSON.parse(line) as Record<string, unknown>);
  }

  test('an event with its facts, a time and a level; no machine name, no process number', () => {
    const [line] = logged('info', log =>
      log.info('queue.attempt', {
        itemId: '0b9fb5c4-8b47-4d2d-9f4e-0e6c3a6f8a11',
        service: 'resepti',
        state: 'accepted',
        attempts: 2,
      }),
    );
    expect(line).toEqual({
      level: 30,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
      itemId: '0b9fb5c4-8b47-4d2d-9f4e-0e6c3a6f8a11',
      service: 'resepti',
      state: 'accepted',
      attempts: 2,
      msg: 'queue.attempt',
    });
  });

  test('no patient passes: not under an unknown name, not in a known one, not in the event itself, not as a number', () => {
    const secrets = ['Sentinelinen', '010190-999W', 'Burana 400 mg', 'Anna Liisa'];
    const text = JSON.stringify(
      logged('debug', log => {
        for (const secret of secrets) {
          log.error(secret, { name: secret, patientId: secret, summary: secret });
          for (const known of [
            'code',
            'service',
            'itemId',
            'documentOid',
            'version',
            'address',
            'where',
            'errorName',
            'state',
            'at',
            'reason',
            'signal',
            'count',
            'finding',
          ]) {
            log.warn('x.y', { [known]: secret });
          }
        }
        log.info('x.y', { count: 10190999, rows: 1019_0999_9999, __proto__: 1, constructor: 'Sentinelinen' });
      }),
    );
    for (const secret of [...secrets, '101909999999']) expect(text).not.toContain(secret);
  });

  test('levels', () => {
    const all = (log: ReturnType<typeof createLog>): void => {
      log.info('a');
      log.warn('b');
      log.error('c');
    };
    const counts = (['info', 'warn', 'error', 'silent'] as const).map(level => logged(level, all).length);
    expect(counts).toEqual([3, 2, 1, 0]);
  });
});

describe('clock, timers, ids, disk', () => {
  test('the clock tells instants, dates and a time that never goes back', () => {
    const first = systemClock.monotonicMs();
    expect([
      isInstant(systemClock.now()),
      isLocalDate(systemClock.today()),
      systemClock.monotonicMs() >= first,
    ]).toEqual([true, true, true]);
    expect(Math.abs(systemClock.nowMs() - Date.now())).toBeLessThan(1000);
  });

  test('a timer fires once, a cancelled one never, a far one not at once', async () => {
    const fired: string[] = [];
    systemTimers.after(1, () => fired.push('soon'));
    systemTimers.after(1, () => fired.push('cancelled'))();
    const cancelFar = systemTimers.after(10 ** 12, () => fired.push('far'));
    await new Promise(resolve => setTimeout(resolve, 50));
    cancelFar();
    expect(fired).toEqual(['soon']);
  });

  test('ids and digests', () => {
    expect(newUuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(sha256(new TextEncoder().encode('abc'))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    const drawn = Array.from({ length: 100 }, systemRandom);
    expect(drawn.every(value => value >= 0 && value < 1)).toBe(true);
    expect(new Set(drawn).size).toBe(100);
  });

  test('free space in megabytes, or null where there is no such folder', () => {
    expect(freeDiskMegabytes(tmpdir())).toBeGreaterThan(0);
    expect(freeDiskMegabytes(join(tmpdir(), 'no-such-folder-here'))).toBeNull();
  });
});
