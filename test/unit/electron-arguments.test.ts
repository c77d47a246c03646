import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readShellArguments } from '../../src-main/electron/arguments.ts';

describe('what the desktop program is started with', () => {
  test('nothing said: the module of the settings, the strongest hash, the usual time of taking back', () => {
    expect(readShellArguments([])).toEqual({
      ok: true,
      value: { profilePath: null, cardModule: null, signatureHash: null },
    });
  });

  test.each([[['--card-module', 'cards.so']], [['--card-module=cards.so', '--force-color-profile=srgb', 'main.mjs']]])(
    'a module beside switches that are not ours: %j',
    args => {
      expect(readShellArguments(args)).toEqual({
        ok: true,
        value: { profilePath: null, cardModule: resolve('cards.so'), signatureHash: null },
      });
    },
  );

  test('a real environment by its file', () => {
    expect(readShellArguments(['--profile', 'ward.json'])).toMatchObject({
      ok: true,
      value: { profilePath: resolve('ward.json') },
    });
  });

  test('hash and time of taking back', () => {
    expect(readShellArguments(['--signature-hash=SHA-384', '--take-back', '0'])).toEqual({
      ok: true,
      value: { profilePath: null, cardModule: null, signatureHash: 'SHA-384', takeBackSeconds: 0 },
    });
  });

  test.each([
    ['--signature-hash=SHA-1', /SHA-1 verifies old documents only/],
    ['--signature-hash=MD5', /not a hash for signatures: MD5/],
    ['--take-back=61', /not between 0 and 60 seconds: 61/],
    ['--take-back=', /not between 0 and 60/],
    ['--take-back=1.5', /not between 0 and 60 seconds: 1.5/],
    ['--card-module', /wants the path/],
    ['--profile', /--profile wants the path/],
  ])('%s is refused in words', (arg, words) => {
    const read = readShellArguments([arg]);
    expect(read.ok ? '' : read.error).toMatch(words);
  });
});
