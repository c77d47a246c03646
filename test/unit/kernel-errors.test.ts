import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ERROR_CODES, isErrorCode, type ErrorCode } from '../../shared/kernel/error-codes.ts';
import { LANGUAGES } from '../../shared/kernel/language.ts';

const root = join(import.meta.dirname, '..', '..');
const ROWS = Object.entries(ERROR_CODES) as [ErrorCode, (typeof ERROR_CODES)[ErrorCode]][];

function sources(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const folder of ['shared', 'src-main', 'src-renderer'])
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      // The table itself is no use of its codes.
      if (entry.isFile() && /\.tsx?$/.test(entry.name) && !path.includes(join('kernel', 'refusals')))
        files.set(path, readFileSync(path, 'utf8'));
    }
  return files;
}
const FILES = sources();
const FAMILIES = [...new Set(ROWS.map(([code]) => code.replace(/-\d+$/, '')))];
const CODE = new RegExp(`'((?:${FAMILIES.join('|')})-\\d{4})'`, 'g');
const used = new Set([...FILES.values()].flatMap(text => [...text.matchAll(CODE)].map(match => match[1] ?? '')));

describe('error codes', () => {
  test.each(ROWS)('%s says in three languages what happened and what to do', (_code, row) => {
    for (const part of [row.says, row.todo]) {
      for (const language of LANGUAGES) {
        const text = part[language];
        expect(text).toBe(text.trim());
        expect(text.length).toBeGreaterThan(5);
        expect(text.length).toBeLessThan(250);
        // Whole sentences, and nothing that a program should have filled in.
        expect(text).toMatch(/^[A-ZÅÄÖ].*[.!?]$/s);
        expect(text).not.toMatch(/[{}<>$%\\]|undefined|null|NaN|\[object|TODO|XXX|\n/);
      }
      expect(new Set(LANGUAGES.map(language => part[language])).size).toBe(LANGUAGES.length);
    }
    for (const language of LANGUAGES) expect(row.says[language]).not.toBe(row.todo[language]);
  });

  test('no two say the same', () => {
    for (const language of LANGUAGES) {
      const all = ROWS.map(([, row]) => row.says[language]);
      expect(all.filter((text, i) => all.indexOf(text) !== i)).toEqual([]);
    }
  });

  test('each is used somewhere, and none is used that is not there', () => {
    expect(ROWS.map(([code]) => code).filter(code => !used.has(code))).toEqual([]);
    expect([...used].filter(code => !isErrorCode(code))).toEqual([]);
  });

  test('names that every object has are no codes', () => {
    for (const text of ['toString', '__proto__', 'constructor', '', 'CALL-9999']) expect(isErrorCode(text)).toBe(false);
  });
});
