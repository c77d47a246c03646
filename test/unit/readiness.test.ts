import { describe, expect, test } from 'vitest';
import { readinessRows, readinessVerdict, type ReadinessFacts } from '../../shared/domain/oversight/readiness.ts';
import { readinessWords } from '../../shared/domain/oversight/readiness-words.ts';
import { PROFESSIONS } from '../../shared/domain/people/person.ts';
import { LANGUAGES } from '../../shared/kernel/language.ts';

const READY: ReadinessFacts = {
  profile: 'real',
  certificates: [{ name: 'service', kind: 'service', daysLeft: 300, revocation: 'checked' }],
  lines: [{ service: 'rooli', answers: true }],
  clockDriftMs: -200,
  professions: PROFESSIONS,
  medicines: { ageDays: 1, stale: false },
  cardSoftware: { state: 'ready', path: '/usr/lib/card.so', software: 'Maker 4.5', readers: 1 },
  registers: 3,
  database: {
    firstBrokenLog: null,
    cipher: 'aegis',
    secrets: 'osKeystore',
    backupAgeDays: 0,
    unsent: 0,
    needsPerson: 0,
  },
  jointTests: [{ id: 'ownRight', passed: true, code: null }],
};
const database = (change: Partial<NonNullable<ReadinessFacts['database']>>): Partial<ReadinessFacts> => ({
  database: { ...(READY.database as NonNullable<ReadinessFacts['database']>), ...change },
});
const certificate = (daysLeft: number, revocation: 'checked' | 'unknown' | 'revoked' | 'untrusted') => ({
  certificates: [{ name: 'service', kind: 'service' as const, daysLeft, revocation }],
});
const statesOf = (change: Partial<ReadinessFacts>): readonly string[] =>
  readinessRows({ ...READY, ...change })
    .filter(({ state }) => state !== 'ready')
    .map(({ check, state }) => `${check} ${state}`);

describe('readiness', () => {
  test('all is ready', () => {
    expect(statesOf({})).toEqual([]);
    expect(readinessVerdict(readinessRows(READY))).toBe('ready');
  });

  test.each<readonly [string, Partial<ReadinessFacts>]>([
    ['profile attention', { profile: 'practice' }],
    ['cardSoftware unknown', { cardSoftware: null }],
    ['cardSoftware lacking', { cardSoftware: { state: 'missing', path: '', software: '', readers: 0 } }],
    ['cardSoftware lacking', { cardSoftware: { state: 'failed', path: '/x.so', software: '', readers: 0 } }],
    ['cardSoftware attention', { cardSoftware: { state: 'ready', path: '/x.so', software: 'M 1', readers: 0 } }],
    // The practice reads its own cards.
    ['profile attention', { profile: 'practice', cardSoftware: null }],
    ['certificate attention', certificate(89, 'checked')],
    ['certificate lacking', certificate(-1, 'checked')],
    ['certificate lacking', certificate(300, 'revoked')],
    ['certificate lacking', certificate(300, 'untrusted')],
    ['certificate attention', certificate(300, 'unknown')],
    ['certificate lacking', certificate(-1, 'unknown')],
    ['line lacking', { lines: [{ service: 'rooli', answers: false }] }],
    ['line unknown', { lines: [{ service: 'rooli', answers: null }] }],
    ['clock unknown', { clockDriftMs: null }],
    ['clock attention', { clockDriftMs: -1001 }],
    ['clock lacking', { clockDriftMs: 30_001 }],
    ['role lacking', { professions: PROFESSIONS.filter(role => role !== 'archivist') }],
    ['medicines attention', { medicines: { ageDays: 40, stale: true } }],
    ['registers lacking', { registers: 0 }],
    ['logChain lacking', database({ firstBrokenLog: 4 })],
    ['encryption attention', database({ secrets: 'keyFile' })],
    ['backup lacking', database({ backupAgeDays: null })],
    ['backup attention', database({ backupAgeDays: 2 })],
    ['queue attention', database({ unsent: 1 })],
    ['queue lacking', database({ unsent: 1, needsPerson: 1 })],
    ['jointTest lacking', { jointTests: [{ id: 'ownRight', passed: false, code: 'NET-0001' }] }],
    ['jointTest unknown', { jointTests: null }],
  ])('%s', (expected, change) => {
    expect(statesOf(change)).toEqual([expected]);
  });

  test('the worst says whether one may begin', () => {
    const verdict = (change: Partial<ReadinessFacts>) => readinessVerdict(readinessRows({ ...READY, ...change }));
    expect(verdict({ ...database({ unsent: 1 }) })).toBe('attention');
    expect(verdict({ ...database({ unsent: 1 }), clockDriftMs: null })).toBe('unknown');
    expect(verdict({ registers: 0, clockDriftMs: null })).toBe('lacking');
  });

  test('every row has words in every language, and no figure is left open', () => {
    const rows = [
      ...readinessRows({ ...READY, jointTests: null, database: null, medicines: null }),
      ...readinessRows({ ...READY, profile: 'practice', jointTests: [{ id: 'x', passed: false, code: 'NET-0001' }] }),
    ];
    for (const language of LANGUAGES)
      for (const row of rows) {
        const { name, says, todo } = readinessWords(row, language, role => role);
        expect(name).not.toBe('');
        expect(`${name}${says}${todo ?? ''}`).not.toMatch(/[{}]/);
        expect(todo === null).toBe(row.state === 'ready');
      }
  });

  test('no code of the program stands in a row', () => {
    const rows = [...readinessRows(READY), ...readinessRows({ ...READY, profile: 'practice' })];
    for (const row of rows) {
      const { name, says } = readinessWords(row, 'sv', role => role);
      for (const code of ['practice', 'real', 'checked', 'osKeystore', 'resepti', 'ownRight'])
        expect(`${name} ${says}`).not.toMatch(new RegExp(`\\b${code}\\b`, 'u'));
    }
  });
});
