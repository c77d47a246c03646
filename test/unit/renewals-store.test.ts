import { expect, test } from 'vitest';
import { type ApiClient } from '../../shared/contract/api.ts';
import { type RenewalRow } from '../../shared/contract/renewals.contract.ts';
import { fail, ok } from '../../shared/kernel/result.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { createRenewalsStore, isForBatch } from '../../src-renderer/features/renewals/renewals.store.ts';
import { aPrescriptionRow, NOW } from '../builders/prescription.builder.ts';

const aRequest = (id: string, change: Partial<RenewalRow> = {}): RenewalRow => ({
  id,
  requestOid: oid('1.2.246.10.1234567.93.2026.5'),
  patientId: `patient-${id}`,
  patientName: `Potilas ${id}`,
  identityCode: null,
  birthDate: '1960-01-01',
  requestedAt: NOW,
  endsAt: null,
  message: '',
  triage: 'routine',
  grounds: [],
  row: aPrescriptionRow(),
  adherence: null,
  lastSeenOn: null,
  egfr: null,
  results: [],
  isReady: true,
  draftId: null,
  answer: null,
  ...change,
});
const begun = { outcome: 'renewed', ground: '', at: 'begun' } as const;

/** A host that refuses as it is what is not ready, and remembers what it was asked. */
function aDesk(rows: readonly RenewalRow[], leftAt: string | null = null) {
  const asked: string[] = [];
  const client = {
    renewals: {
      list: async () => ok({ rows: [...rows], source: { from: 'service', asOf: NOW, fault: null } }),
      prepare: async ({ id, asItIs }: { id: string; asItIs: boolean }) => {
        asked.push(`prepare ${id} ${asItIs ? 'as it is' : 'in the form'}`);
        const row = rows.find(one => one.id === id);
        return asItIs && row?.isReady !== true
          ? fail({ code: 'RNW-0004' as const })
          : ok({ draftId: `draft-${id}`, patientId: `patient-${id}`, findings: [] });
      },
      reject: async ({ id }: { id: string }) => ok({ draftId: `draft-${id}` }),
      preview: async ({ draftIds }: { draftIds: string[] }) => {
        asked.push(`preview ${draftIds.join(' ')}`);
        return ok([]);
      },
      results: async () => ok({ results: [], fault: 'NET-0001' as const, older: false }),
    },
    prescribing: {
      discardDraft: async ({ draftId }: { draftId: string }) => {
        asked.push(`discard ${draftId}`);
        return ok({});
      },
    },
  } as unknown as Pick<ApiClient, 'renewals' | 'prescribing'>;
  return { store: createRenewalsStore(client, leftAt), asked };
}

test('what is ready is marked and left behind; what is not stays before the eyes with its refusal', async () => {
  const { store, asked } = aDesk([aRequest('a'), aRequest('b', { isReady: false }), aRequest('c')]);
  await store.getState().load();
  await store.getState().renew('a');
  expect(store.getState()).toMatchObject({ activeId: 'b', failure: null });
  await store.getState().renew('b');
  expect(store.getState()).toMatchObject({ activeId: 'b', failure: { code: 'RNW-0004' } });
  store.getState().move(1);
  expect(store.getState()).toMatchObject({ activeId: 'c', failure: null });
  expect(
    store
      .getState()
      .rows.filter(isForBatch)
      .map(({ id }) => id),
  ).toEqual(['a']);
  expect(asked).toEqual(['prepare a as it is', 'prepare b as it is']);
});

test('what was begun in the form and not finished is no part of the batch, and no mark taken off throws it away', async () => {
  const { store, asked } = aDesk([
    aRequest('a', { draftId: 'draft-a', answer: begun }),
    aRequest('b', { draftId: 'draft-b', answer: begun, isReady: false }),
  ]);
  await store.getState().load();
  await store.getState().renew('b');
  expect(store.getState().failure).toEqual({ code: 'RNW-0004' });
  await store.getState().review();
  await store.getState().renew('a');
  expect(asked).toEqual(['preview draft-a', 'discard draft-a']);
});

test('back from the form the work goes on at the next request, or at the same one while it is unfinished', async () => {
  const rows = [aRequest('a'), aRequest('b', { draftId: 'draft-b', answer: begun }), aRequest('c')];
  const finished = aDesk(rows, 'b').store;
  await finished.getState().load();
  expect(finished.getState().activeId).toBe('c');
  const unfinished = aDesk([...rows.slice(0, 1), { ...rows[1]!, isReady: false }, ...rows.slice(2)], 'b').store;
  await unfinished.getState().load();
  expect(unfinished.getState().activeId).toBe('b');
});

test('a rejection goes on to the next one, unless the person has gone elsewhere meanwhile', async () => {
  const { store } = aDesk([aRequest('a'), aRequest('b'), aRequest('c')]);
  await store.getState().load();
  await store.getState().reject('a', 'rejected', 'Varaa aika.');
  expect(store.getState().activeId).toBe('b');
  const answering = store.getState().reject('b', 'rejected', 'Varaa aika.');
  store.getState().activate('a');
  await answering;
  expect(store.getState().activeId).toBe('a');
});

test('an archive that does not answer is told at the request, and can be asked again', async () => {
  const { store } = aDesk([aRequest('a')]);
  await store.getState().load();
  await store.getState().fetchResults('a');
  expect(store.getState().fetches['a']).toEqual({ at: 'refused', code: 'NET-0001' });
});
