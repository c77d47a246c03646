import { describe, expect, test } from 'vitest';
import { fixerOf, isComparable, isForSigningAgain } from '../../shared/domain/attention.ts';
import { differingFields, factsOfDispensing, factsOfRow } from '../../shared/domain/conflict.ts';
import { ACTS, OUTBOX_STATES, type QueueRow } from '../../shared/domain/queue.ts';
import { ERROR_CODES, type ErrorCode } from '../../shared/kernel/error-codes.ts';
import { decimal } from '../../shared/kernel/decimal.ts';
import { instant } from '../../shared/kernel/time.ts';
import { type OutboxItem } from '../../src-main/app/ports/store/outbox.port.ts';
import { waitingFor } from '../../src-main/app/use-cases/queue/attention.ts';
import { aDispensing } from '../builders/dispensing.builder.ts';
import { aPrescription, aPrescriptionRow } from '../builders/prescription.builder.ts';

const AT = instant('2026-11-22T08:00:00.000Z');
const stopped = (
  state: QueueRow['state'],
  code: ErrorCode | null,
  act: QueueRow['act'] = 'prescription',
  givenUp = false,
): Pick<QueueRow, 'state' | 'act' | 'lastAnswer' | 'givenUp'> => ({
  state,
  act,
  givenUp,
  lastAnswer: code === null ? null : { code, at: AT },
});

describe('who can mend it', () => {
  test.each([
    ['content refused', stopped('rejected', 'NET-0007'), 'author'],
    ['changed there', stopped('held', 'NET-0008'), 'author'],
    ['changed there, a dispensing', stopped('held', 'NET-0008', 'dispensing'), 'cardHolder'],
    ['too old, a service event', stopped('held', 'QUE-0003', 'serviceEventEnded'), 'cardHolder'],
    ['ran out before it left', stopped('held', 'QUE-0008'), 'author'],
    ['signature refused, a dispensing', stopped('rejected', 'NET-0010', 'dispensing'), 'author'],
    ['given up, a copy may be on its way', stopped('rejected', 'NET-0007', 'prescription', true), 'service'],
    ['no right', stopped('rejected', 'NET-0006'), 'workplace'],
    ['put back from a backup', stopped('held', 'QUE-0006'), 'workplace'],
    ['other bytes under the identifier', stopped('held', 'NET-0009', 'dispensing'), 'support'],
    ['fails alone', stopped('held', 'QUE-0004'), 'support'],
    ['parked by what parks nothing', stopped('held', 'NET-0001'), 'support'],
    ['parked without an answer', stopped('held', null), 'support'],
    ['the line is down', stopped('queued', 'NET-0001'), 'service'],
    ['the answer was lost', stopped('unknown', 'NET-0004'), 'service'],
    ['on its ordinary way', stopped('queued', null), null],
    ['done', stopped('accepted', 'NET-0001'), null],
  ] as const)('%s', (_, row, fixer) => {
    expect(fixerOf(row)).toBe(fixer);
  });

  test('every parked act has somebody, whatever stopped it; nothing that is done or under way has', () => {
    for (const code of Object.keys(ERROR_CODES) as ErrorCode[]) {
      for (const act of ACTS) {
        for (const state of OUTBOX_STATES) {
          const fixer = fixerOf(stopped(state, code, act));
          if (state === 'held' || state === 'rejected') expect(fixer).not.toBeNull();
          if (state === 'accepted' || state === 'cancelled' || state === 'sending') expect(fixer).toBeNull();
          if (fixer === 'service') expect(['queued', 'unknown']).toContain(state);
        }
      }
    }
  });

  test('only what was refused for its object, and has one in the service, is compared', () => {
    expect(isComparable(stopped('held', 'NET-0008', 'dispensing'))).toBe(true);
    expect(isComparable(stopped('held', 'NET-0008', 'serviceEventOpened'))).toBe(false);
    expect(isComparable(stopped('held', 'QUE-0004', 'dispensing'))).toBe(false);
    expect(isComparable(stopped('queued', 'NET-0008', 'dispensing'))).toBe(false);
    expect(isComparable(stopped('held', null))).toBe(false);
  });
});

test('only a document whose signature was refused, and that nobody gave up, is signed again', () => {
  expect(isForSigningAgain(stopped('rejected', 'NET-0010', 'dispensing'))).toBe(true);
  expect(isForSigningAgain(stopped('held', 'NET-0010'))).toBe(true);
  expect(isForSigningAgain(stopped('queued', 'NET-0010'))).toBe(false);
  expect(isForSigningAgain(stopped('rejected', 'NET-0007'))).toBe(false);
  expect(isForSigningAgain(stopped('rejected', 'NET-0010', 'serviceEventOpened'))).toBe(false);
  expect(isForSigningAgain(stopped('rejected', 'NET-0010', 'prescription', true))).toBe(false);
});

describe('the three sides', () => {
  const base = aPrescriptionRow({ state: 'notDispensed', dispensedLots: 0, lastDispensedAt: null });
  const left = { value: decimal('10'), unit: 'kpl' };
  const theirs = aPrescriptionRow({ state: 'partlyDispensed', dispensedLots: 1, lastDispensedAt: AT, remaining: left });
  const ours = factsOfDispensing(aDispensing());
  const named = (rows: ReturnType<typeof differingFields>, changed: boolean) =>
    rows.filter(row => row.changedElsewhere === changed).map(({ field }) => field);

  test('what changed elsewhere stands first; what is alike is left out; what was dispensed here is always told', () => {
    const rows = differingFields(factsOfRow(base), ours, factsOfRow(theirs));
    expect(named(rows, true)).toEqual(['state', 'remaining', 'lots', 'lastDispensed']);
    expect(rows.slice(0, 4).every(row => row.changedElsewhere)).toBe(true);
    expect(rows.map(({ field }) => field)).toContain('dispensedNow');
    expect(rows.map(({ field }) => field)).not.toContain('validUntil');
    expect(rows.find(({ field }) => field === 'remaining')?.theirs).toEqual({ kind: 'quantity', ...left });
  });

  test('a corrected dose and a cancelled state are seen as theirs, whatever ours says', () => {
    const corrected = aPrescriptionRow({
      state: 'cancelled',
      prescription: aPrescription({ version: 2, dose: { text: '1 tabletti päivässä.', structured: null } }),
    });
    const changed = named(differingFields(factsOfRow(base), ours, factsOfRow(corrected)), true);
    expect(changed).toEqual(expect.arrayContaining(['state', 'dose', 'version']));
  });

  test('a side that is not known makes nothing differ by itself', () => {
    expect(named(differingFields(null, ours, factsOfRow(theirs)), true)).toEqual([]);
    const withoutTheirs = differingFields(factsOfRow(base), ours, null);
    expect(withoutTheirs.every(({ theirs: value }) => value === null)).toBe(true);
    expect(differingFields(null, {}, factsOfRow(theirs))).toEqual([]);
  });
});

test('what waits for an item: its lane behind it, what names it, and what waits for those, each once', () => {
  const item = (id: string, orderKey: string, orderNo: number, after: readonly string[] = []): OutboxItem =>
    ({ id, orderKey, orderNo, after }) as unknown as OutboxItem;
  const open = [
    item('before', 'lane', 1),
    item('head', 'lane', 2),
    item('behind', 'lane', 3),
    item('other', 'elsewhere', 1),
    item('declared', 'third', 1, ['behind']),
    item('behindDeclared', 'third', 2, ['head']),
  ];
  const found = waitingFor({ id: 'head' }, open);
  expect(found.map(({ item: { id }, why }) => [id, why])).toEqual([
    ['behind', 'lane'],
    ['behindDeclared', 'declared'],
    ['declared', 'declared'],
  ]);
  expect(waitingFor({ id: 'other' }, open)).toEqual([]);
  expect(waitingFor({ id: 'gone' }, open)).toEqual([]);
});
