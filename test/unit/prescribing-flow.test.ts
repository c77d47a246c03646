import { expect, test } from 'vitest';
import { type ApiClient } from '../../shared/contract/api.ts';
import { type Preview, type SignResult } from '../../shared/contract/signing.contract.ts';
import { type Finding, type Severity } from '../../shared/domain/finding.ts';
import { type Line, type QueueCounts } from '../../shared/domain/queue.ts';
import { type Failure } from '../../shared/kernel/error-codes.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { createFlowStore } from '../../src-renderer/features/prescribing/flow.store.ts';
import { proposedReason, readingOf } from '../../src-renderer/features/prescribing/form-judgement.ts';
import { createListStore, shownRows } from '../../src-renderer/features/prescribing/list.store.ts';
import { createSigningStore, documentBlocks } from '../../src-renderer/features/signing/index.ts';
import {
  aPrescription,
  aPrescriptionForm,
  aPrescriptionRow,
  NOW,
  PRESCRIPTION_OID,
  TODAY,
} from '../builders/prescription.builder.ts';
import { instant } from '../../shared/kernel/time.ts';
import { oid } from '../../shared/kernel/oid.ts';

const aFinding = (
  rule: string,
  severity: Severity,
  field: string | null,
  inputs: Record<string, string> = {},
): Finding => ({
  rule,
  severity,
  field,
  says: { fi: rule, sv: rule, en: rule },
  source: 'test',
  inputs,
});

function aFlow(findings: readonly Finding[]) {
  let key: string | null = 'k1';
  const flow = createFlowStore({
    currentKey: () => key,
    openDraft: next => {
      key = next;
    },
    judged: async () => ({ findings, form: { confirmations: [] } }),
    preview: async () => ok([]),
    clearSearch: () => undefined,
  });
  flow.getState().toForm('k1');
  return flow;
}

test('Ctrl+Enter leads to the first block, then to the first reason, then to the next medicine', async () => {
  const blocked = aFlow([aFinding('K00', 'notChecked', null), aFinding('F05', 'block', 'indication')]);
  expect(await blocked.getState().toBasket()).toBe(false);
  expect(blocked.getState()).toMatchObject({
    mode: 'form',
    showsAll: true,
    openRule: null,
    jump: { fields: ['indication'] },
  });

  const asks = aFlow([aFinding('R33', 'warn', null), aFinding('K00', 'notChecked', null)]);
  expect(await asks.getState().toBasket()).toBe(false);
  expect(asks.getState()).toMatchObject({ mode: 'form', openRule: 'K00' });

  const ready = aFlow([aFinding('R33', 'warn', null)]);
  expect(await ready.getState().toBasket()).toBe(true);
  expect(ready.getState()).toMatchObject({ mode: 'search', replacing: null });
});

test('a block on the medicine leads to the search for another, and Esc leads back to the form', async () => {
  const flow = aFlow([aFinding('R09', 'block', 'product')]);
  await flow.getState().settle();
  expect(flow.getState()).toMatchObject({ mode: 'search', replacing: 'k1' });
  expect(flow.getState().back()).toBe(true);
  expect(flow.getState().mode).toBe('form');
  expect(flow.getState().back()).toBe(true);
  expect(flow.getState().mode).toBe('list');
  expect(flow.getState().back()).toBe(false);
});

test('a check that did not run is taken on by one key only where nothing on record speaks against it', () => {
  const proposed = (inputs: Record<string, string>): string =>
    proposedReason(aFinding('K00', 'notChecked', null, inputs), 'ok');
  expect(proposed({ allergies: '' })).toBe('ok');
  expect(proposed({ allergies: 'not recorded' })).toBe('ok');
  expect(proposed({ allergies: 'Penisilliini' })).toBe('');
  expect(proposedReason(aFinding('R23', 'confirm', 'repeats'), 'ok')).toBe('');
});

test('the dose line: nothing, read with its sentence in three languages, or a fault with its place', () => {
  expect(readingOf(aPrescriptionForm({ doseTyped: ' ' }), TODAY)).toEqual({ at: 'none' });
  expect(readingOf(aPrescriptionForm({ doseTyped: 'x', doseTextOnly: true }), TODAY)).toEqual({ at: 'text' });
  const read = readingOf(aPrescriptionForm({ doseTyped: '1x3 7pv' }), TODAY);
  expect(read.at === 'read' && read.sentence.sv).toBe('1 tablett 3 gånger om dagen i 7 dagar.');
  expect(readingOf(aPrescriptionForm({ doseTyped: '1x3 foo' }), TODAY)).toMatchObject({
    at: 'fault',
    fault: { at: 4, length: 3 },
  });
});

const COUNTS: QueueCounts = { unsent: 0, needsPerson: 0, givenUp: 0, acceptedToday: 0, oldestUnsentAt: null };
const aLine = (state: Line['state']): Line => ({
  service: 'resepti',
  state,
  since: NOW,
  lastOkAt: NOW,
  lastFault: null,
});

test('the list is fetched anew when the queue moved or the line came back, not when fetching itself moved the line', async () => {
  let asked = 0;
  const list = createListStore(
    {
      prescribing: {
        list: async () => {
          asked += 1;
          return ok({ rows: [aPrescriptionRow()], source: { from: 'service', asOf: NOW, fault: null } });
        },
      } as unknown as ApiClient['prescribing'],
      queue: {} as ApiClient['queue'],
    },
    'p1',
  );
  list.getState().hearQueue(COUNTS, [aLine('up')]);
  list.getState().hearQueue(COUNTS, [aLine('slow')]);
  expect(asked).toBe(0);
  list.getState().hearQueue({ ...COUNTS, unsent: 1 }, [aLine('slow')]);
  list.getState().hearQueue({ ...COUNTS, unsent: 1 }, [aLine('down')]);
  list.getState().hearQueue({ ...COUNTS, unsent: 1 }, [aLine('down')]);
  expect(asked).toBe(2);
  expect(list.getState().line?.state).toBe('down');
});

test('what waits in the own queue stands first, then the newest; over and done is hidden unless asked for', () => {
  const row = (setId: string, at: string, change = {}) =>
    aPrescriptionRow({
      prescription: aPrescription({ setId: oid(setId), prescribedAt: instant(at) }),
      ...change,
    });
  const rows = [
    row('1.2.1', '2026-01-01T10:00:00.000Z'),
    row('1.2.2', '2026-03-01T10:00:00.000Z'),
    row('1.2.3', '2026-02-01T10:00:00.000Z', { acceptance: 'queued' }),
    row('1.2.4', '2026-04-01T10:00:00.000Z', { state: 'expired' }),
  ];
  const ids = (filter: 'active' | 'all') => shownRows(rows, filter).map(r => r.prescription.setId);
  expect(ids('active')).toEqual(['1.2.3', '1.2.2', '1.2.1']);
  expect(ids('all')).toEqual(['1.2.3', '1.2.4', '1.2.2', '1.2.1']);
});

const aPreview = (draftId: string): Preview => ({
  draftId,
  documentOid: PRESCRIPTION_OID,
  title: draftId,
  readable: [],
  findings: [],
  digest: 'a'.repeat(64),
});
function aSigning(answers: Result<SignResult, Failure>[]) {
  const asked: string[][] = [];
  const told: string[] = [];
  const store = createSigningStore(
    {
      queue: { list: async () => fail({ code: 'DB-0003' as const }) } as unknown as ApiClient['queue'],
      signing: {
        shown: async ({ draftId }: Readonly<{ draftId: string }>) => (told.push(draftId), ok({})),
      } as unknown as ApiClient['signing'],
    },
    [aPreview('a'), aPreview('b'), aPreview('c')],
    async items => {
      asked.push(items.map(item => item.draftId));
      return answers.shift() ?? fail({ code: 'CARD-0104' });
    },
  );
  return { store, asked, told };
}
const signed = (draftId: string) => ({ draftId, documentOid: PRESCRIPTION_OID, queueItemId: `q-${draftId}` });

test('nothing is signed before every page was on the screen', async () => {
  const { store, asked, told } = aSigning([ok({ signed: ['a', 'b', 'c'].map(signed), left: [] })]);
  expect(await store.getState().sign('123456')).toBeNull();
  store.getState().show(1);
  expect(await store.getState().sign('123456')).toBeNull();
  store.getState().show(2);
  await store.getState().sign('123456');
  expect(asked).toEqual([['a', 'b', 'c']]);
  // The first page is shown by the preview itself; the host is told of each other one, once.
  expect(told).toEqual(['b', 'c']);
});

test('a card that asks its PIN each time: the next document is there with an empty field, nothing is seen anew', async () => {
  const asks: Failure = { code: 'CARD-0114' };
  const { store, asked } = aSigning([
    ok({ signed: [signed('a')], left: ['b', 'c'].map(draftId => ({ draftId, failure: asks })) }),
    ok({ signed: [signed('b')], left: [{ draftId: 'c', failure: asks }] }),
    ok({ signed: [signed('c')], left: [] }),
  ]);
  store.getState().show(1);
  store.getState().show(2);
  for (const rest of [2, 1]) {
    await store.getState().sign('123456');
    expect([store.getState().phase, store.getState().previews.length]).toEqual([
      { at: 'reviewing', failure: null },
      rest,
    ]);
  }
  await store.getState().sign('123456');
  expect(store.getState().phase).toMatchObject({
    at: 'done',
    signed: [{ title: 'a' }, { title: 'b' }, { title: 'c' }],
    left: [],
  });
  expect(asked).toEqual([['a', 'b', 'c'], ['b', 'c'], ['c']]);
});

test('the host tells how far the batch is', async () => {
  const { store } = aSigning([ok({ signed: ['a', 'b', 'c'].map(signed), left: [] })]);
  store.getState().show(1);
  store.getState().show(2);
  const signing = store.getState().sign('123456');
  store.getState().hearProgress(2, 3);
  expect(store.getState().phase).toEqual({ at: 'signing', signed: 2, of: 3 });
  await signing;
  store.getState().hearProgress(3, 3);
  expect(store.getState().phase.at).toBe('done');
});

test('a wrong PIN keeps the batch; a card pulled half way keeps what was signed and offers the rest', async () => {
  const pulled: Failure = { code: 'CARD-0105' };
  const { store, asked } = aSigning([
    fail({ code: 'CARD-0101', triesLeft: 4 }),
    ok({ signed: [signed('a')], left: ['b', 'c'].map(draftId => ({ draftId, failure: pulled })) }),
    ok({ signed: ['b', 'c'].map(signed), left: [] }),
  ]);
  store.getState().show(1);
  store.getState().show(2);
  await store.getState().sign('000000');
  expect(store.getState().phase).toEqual({ at: 'reviewing', failure: { code: 'CARD-0101', triesLeft: 4 } });
  await store.getState().sign('123456');
  expect(store.getState().phase).toMatchObject({ at: 'done', left: [{ failure: pulled }, { failure: pulled }] });
  store.getState().again();
  await store.getState().sign('123456');
  expect(asked).toEqual([
    ['a', 'b', 'c'],
    ['a', 'b', 'c'],
    ['b', 'c'],
  ]);
  expect([...store.getState().items]).toEqual([
    ['a', 'q-a'],
    ['b', 'q-b'],
    ['c', 'q-c'],
  ]);
});

test('a document left out of the batch is not signed', async () => {
  const { store, asked } = aSigning([ok({ signed: ['a', 'c'].map(signed), left: [] })]);
  store.getState().show(2);
  store.getState().show(1);
  store.getState().takeOut('b');
  await store.getState().sign('123456');
  expect(asked).toEqual([['a', 'c']]);
});

test('readable text: raised, lowered and struck text cannot be read as plain', () => {
  expect(
    documentBlocks([
      {
        kind: 'paragraph',
        spans: [{ text: '10' }, { text: '6', styles: ['sup'] }, { text: 'pois', styles: ['deleted'] }],
      },
      {
        kind: 'table',
        head: [[{ text: 'a' }]],
        rows: [[[{ text: 'b', styles: ['bold', 'italic', 'deleted'] }]]],
      },
    ]),
  ).toEqual([
    {
      kind: 'paragraph',
      content: [
        { kind: 'text', text: '10' },
        { kind: 'text', text: '^6' },
        { kind: 'text', text: '[– pois –]' },
      ],
    },
    {
      kind: 'table',
      head: [[{ kind: 'text', text: 'a' }]],
      rows: [[[{ kind: 'text', text: '[– b –]', emphasis: ['strong', 'italic'] }]]],
    },
  ]);
});
