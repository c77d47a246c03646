/** Kela and the verification service at the counter, each down by itself while the Centre answers: what is marked, and what is settled later. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type SaleHere } from '../../shared/contract/sale.values.ts';
import { isEstimate } from '../../shared/domain/dispensing/counter-sale.ts';
import { type PackFate } from '../../shared/domain/dispensing/pack-return.ts';
import { type PackState } from '../../shared/domain/dispensing/pack-state.ts';
import { owedToCustomer } from '../../shared/domain/dispensing/purchase-report.ts';
import { localDate } from '../../shared/kernel/time.ts';
import { type Oid } from '../../shared/kernel/oid.ts';
import { type TwoDesks, twoDesks } from './at-hand.ts';
import { type DirectHost } from './direct.ts';
import { accepted, dispense, openPatient, PIN2, practiceGtin, prescribe, signIn, until, valueOf } from './story.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const CUSTOMER = 'Esimerkki Kaisa';
let both: TwoDesks;
let counter: DirectHost;
/** Another pharmacy. */
let elsewhere: DirectHost;
let patientId = '';

beforeAll(async () => {
  both = await twoDesks();
  [counter, elsewhere] = both.desks;
  await signIn(counter.client, 'leena-apaja');
  patientId = await openPatient(counter.client, CUSTOMER, true);
});
afterAll(() => both?.end());

async function line(service: 'suorakorvaus' | 'laakevarmennus', state: 'up' | 'down'): Promise<void> {
  const reply = await fetch(`${both.simulator.url}/control`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${both.control}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ service, line: state }),
  });
  expect(reply.status).toBe(200);
}
async function prescribed(packages: string): Promise<Oid> {
  const { client } = elsewhere;
  await signIn(client, 'aino-harjula');
  const setId = await prescribe(client, await openPatient(client, CUSTOMER), { packages });
  await accepted(client, setId);
  return setId;
}
const saleOf = async (oid: Oid): Promise<SaleHere | undefined> =>
  valueOf(await counter.client.dispensing.sales({ patientId })).find(({ sale }) => sale.dispensingOid === oid);
const settled = (oid: Oid): Promise<SaleHere> =>
  until(
    async () => {
      const sale = await saleOf(oid);
      return sale !== undefined && sale.state !== 'waiting' && sale.packs.waiting === 0 ? sale : null;
    },
    `${oid} settled`,
    60_000,
  );
const basis = async () => valueOf(await counter.client.dispensing.saleBasis({ patientId, again: true }));

test('Kela alone is down: dispensings go to the Centre, their sums are marked as estimates and settled in order when it answers', async () => {
  const { client } = counter;
  const setId = await prescribed('3');
  const before = await basis();
  expect([before.fault, before.basis.kela?.sums]).toEqual([null, before.basis.sums]);

  await line('suorakorvaus', 'down');
  const without = await basis();
  expect([without.fault, without.basis.kela]).toEqual(['NET-0004', null]);
  const first = await dispense(client, patientId, setId);
  await accepted(client, first);
  const second = await dispense(client, patientId, setId);
  await accepted(client, second);
  const guesses = [await saleOf(first), await saleOf(second)];
  for (const guess of guesses) {
    if (guess === undefined) throw new Error('the sale is kept');
    expect([guess.state, guess.settled, isEstimate(guess.sale.line)]).toEqual(['waiting', null, true]);
  }
  // Nothing has reached Kela: whoever asks there knows of no purchase.
  await line('suorakorvaus', 'up');
  const [one, two] = [await settled(first), await settled(second)];
  if (one.settled === null || two.settled === null) throw new Error('Kela counted both');
  expect([one.state, two.state]).toEqual(['done', 'done']);
  // The deductible was used up long ago: the estimate took it from the customer, and that is owed back.
  expect(owedToCustomer(one.sale, one.settled)).toBeGreaterThan(0);
  const left =
    (before.basis.kela?.sums.ceilingLeftCents ?? 0) - one.settled.receipt.ownCents - two.settled.receipt.ownCents;
  expect((await basis()).basis.kela?.sums.ceilingLeftCents).toBe(left);
});

test('packs that the service refuses: each in words before, and after an outage without a second effect', async () => {
  const { client } = counter;
  const setId = await prescribed('3');
  const { draft, choices } = valueOf(await client.dispensing.openForm({ patientId, prescriptionSetId: setId }));
  const vnr = choices[0]?.package.vnr ?? '';
  const pack = (serial: string, expiresOn: string | null = null) => ({
    gtin: practiceGtin(vnr),
    serial,
    batch: 'E1',
    expiresOn: expiresOn === null ? null : localDate(expiresOn),
  });
  const packs: readonly (readonly [PackState, ReturnType<typeof pack>])[] = [
    ['supplied', pack('MUUALLA01')],
    ['recalled', pack('RECALLED01')],
    ['withdrawn', pack('WITHDRAWN01')],
    ['stolen', pack('STOLEN01')],
    ['destroyed', pack('DESTROYED01')],
    ['locked', pack('LOCKED01')],
    ['mismatch', pack('MISMATCH01')],
    ['unknown', pack('UNKNOWN01')],
    ['expired', pack('VANHA01', '2020-01-31')],
  ];
  // Another pharmacy has handed the first one over.
  await signIn(elsewhere.client, 'sofia-lindgren');
  const [, taken] = packs[0] ?? [];
  if (taken === undefined) throw new Error('the table has rows');
  const theirs = await openPatient(elsewhere.client, CUSTOMER, true);
  await client.dispensing.discardDraft({ draftId: draft.draftId });
  const given = { packs: [{ ...taken, vnr, verified: true }] };
  await accepted(elsewhere.client, await dispense(elsewhere.client, theirs, setId, '1', given));
  await until(
    async () => {
      const [sale] = valueOf(await elsewhere.client.dispensing.sales({ patientId: theirs }));
      return sale?.packs.done === 1;
    },
    'the pack is out of trade',
    60_000,
  );

  for (const [state, one] of packs)
    expect([state, valueOf(await client.dispensing.verifyPack(one)).state]).toEqual([state, state]);

  await line('laakevarmennus', 'down');
  for (const [, one] of packs)
    expect(valueOf(await client.dispensing.verifyPack(one))).toEqual({ state: null, vnr, fault: 'NET-0004' });
  const good = pack('HYVA01');
  const all = [...packs.map(([, one]) => one), good].map(one => ({ ...one, vnr, verified: false }));
  const oid = await dispense(client, patientId, setId, '1', { packs: all });
  await accepted(client, oid);
  expect((await saleOf(oid))?.packs).toEqual({ waiting: 10, refused: 0, done: 0, told: [] });

  await line('laakevarmennus', 'up');
  const sale = await settled(oid);
  expect(sale.packs).toMatchObject({ waiting: 0, refused: 9, done: 1 });
  expect([...sale.packs.told].sort()).toEqual(packs.map(([state]) => state).sort());
  // The dispensing and its sale stand; no refused pack has changed its state, the good one is handed over once.
  expect(sale.state).toBe('done');
  for (const [state, one] of packs)
    expect([state, valueOf(await client.dispensing.verifyPack(one)).state]).toEqual([state, state]);
  expect(valueOf(await client.dispensing.verifyPack(good)).state).toBe('supplied');
});

test('a cancelled dispensing: a pack that never left is sold again when the service answers, one that the customer had is not', async () => {
  const { client } = counter;
  const setId = await prescribed('3');
  const { draft, choices } = valueOf(await client.dispensing.openForm({ patientId, prescriptionSetId: setId }));
  const vnr = choices[0]?.package.vnr ?? '';
  await client.dispensing.discardDraft({ draftId: draft.draftId });
  const pack = (serial: string) => ({ gtin: practiceGtin(vnr), serial, batch: 'E1', expiresOn: null });
  const sell = async (serials: readonly string[]): Promise<Oid> => {
    const packs = serials.map(serial => ({ ...pack(serial), vnr, verified: true }));
    const oid = await dispense(client, patientId, setId, '1', { packs });
    await accepted(client, oid);
    await settled(oid);
    return oid;
  };
  const stateOf = async (serial: string) => valueOf(await client.dispensing.verifyPack(pack(serial))).state;
  const packsOf = async (oid: Oid) =>
    valueOf(await client.dispensing.made({ patientId })).find(({ dispensing }) => dispensing.setId === oid)?.packs;
  const prepare = async (oid: Oid, packs: PackFate | null) =>
    valueOf(
      await client.dispensing.prepareAct({
        patientId,
        act: { kind: 'dispensingCancellation', setId: oid, reason: 'Ei noudettu', packs },
      }),
    );
  const cancel = async (oid: Oid, packs: PackFate): Promise<void> => {
    const { preview } = await prepare(oid, packs);
    if (preview === null) throw new Error('nothing blocks it');
    const items = [{ draftId: preview.draftId, digest: preview.digest }];
    valueOf(await client.dispensing.sign({ items, pin2: PIN2 }));
    await accepted(client, preview.documentOid);
  };
  const out = (serial: string) => ({ serial, standing: 'out', stop: null });

  const first = await sell(['PALAA01', 'THEN-RECALLED01']);
  expect(await packsOf(first)).toEqual([out('PALAA01'), out('THEN-RECALLED01')]);
  expect((await prepare(first, null)).findings.map(({ rule }) => rule)).toContain('RA7');

  await line('laakevarmennus', 'down');
  await cancel(first, 'inPharmacy');
  expect((await packsOf(first))?.map(({ standing }) => standing)).toEqual(['returning', 'returning']);
  await line('laakevarmennus', 'up');
  await until(
    async () => (await packsOf(first))?.every(({ standing }) => standing !== 'returning'),
    'the returns are settled',
    60_000,
  );
  expect(await packsOf(first)).toEqual([
    { serial: 'PALAA01', standing: 'returned', stop: null },
    { serial: 'THEN-RECALLED01', standing: 'stays', stop: 'recalled' },
  ]);
  expect([await stateOf('PALAA01'), await stateOf('THEN-RECALLED01')]).toEqual(['active', 'supplied']);

  // Sold again, and this time the customer had it in the hand.
  const second = await sell(['PALAA01']);
  expect(await stateOf('PALAA01')).toBe('supplied');
  await cancel(second, 'handedOver');
  expect([await packsOf(second), await stateOf('PALAA01')]).toEqual([[out('PALAA01')], 'supplied']);
});
