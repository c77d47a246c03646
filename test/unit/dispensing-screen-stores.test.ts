import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createBasketStore, itemState, SAVE_AFTER_MS } from '../../src-renderer/features/dispensing/basket.store.ts';
import { createListStore, hiddenCount, shownRows } from '../../src-renderer/features/dispensing/list.store.ts';
import { notNow } from '../../shared/domain/dispensing/dispensable-now.ts';
import { type ApiClient } from '../../shared/contract/api.ts';
import { packageChoices } from '../../shared/domain/dispensing/package-choices.ts';
import { type DispensingForm } from '../../shared/domain/dispensing/dispensing.ts';
import { checkDispensing, dispensingFigures } from '../../shared/domain/dispensing/dispensing.rules.ts';
import { type PrescriptionRow } from '../../shared/domain/prescribing/prescription.ts';
import { fail, ok } from '../../shared/kernel/result.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { instant, localDate } from '../../shared/kernel/time.ts';
import { aDispensingForm, DISPENSING_OID, dispensingFacts, lookupsOf, SHELF } from '../builders/dispensing.builder.ts';
import { aPrescription, aPrescriptionRow, NOW, PRESCRIPTION_OID, TODAY } from '../builders/prescription.builder.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const SOURCE = { from: 'service', asOf: NOW, fault: null } as const;
const OTHER = oid('1.2.246.10.88888888.93.2026.2');
const holder = (mine: boolean) => ({
  kind: 'hold' as const,
  organisationOid: oid('1.2.246.10.99999999.10.1'),
  organisationName: 'Satamakulman apteekki',
  since: NOW,
  mine,
});

/** The real rules behind the real shapes; what was asked is kept. */
function host(row: PrescriptionRow = aPrescriptionRow(), form: DispensingForm = aDispensingForm()) {
  const saved: DispensingForm[] = [];
  const shelf = { packages: SHELF };
  const choices = () => packageChoices(row.prescription, lookupsOf(shelf.packages));
  const refusals: { open?: 'RX-0002'; preview?: 'RX-0003' } = {};
  const dispensing = {
    list: async () => ok({ rows: [row], source: SOURCE }),
    openForm: async () =>
      refusals.open === undefined
        ? ok({
            draft: {
              draftId: 'd1',
              documentOid: DISPENSING_OID,
              patientId: 'p1',
              prescriptionSetId: PRESCRIPTION_OID,
              form,
              savedAt: NOW,
            },
            row,
            choices: [...choices()],
            held: true,
            source: SOURCE,
          })
        : fail({ code: refusals.open }),
    check: async ({ form: asked }: { form: DispensingForm }) => {
      const facts = dispensingFacts({ form: asked, row, choices: choices() });
      return ok({ findings: [...checkDispensing(facts)], ...dispensingFigures(facts) });
    },
    saveDraft: async ({ form: asked }: { form: DispensingForm }) => {
      saved.push(asked);
      return ok({ savedAt: NOW });
    },
    drafts: async () => ok([]),
    discardDraft: async () => ok({}),
    preview: async () =>
      refusals.preview === undefined
        ? ok([
            {
              draftId: 'd1',
              documentOid: DISPENSING_OID,
              title: 'x',
              readable: [],
              findings: [],
              digest: 'a'.repeat(64),
            },
          ])
        : fail({ code: refusals.preview }),
  };
  const client = {
    dispensing,
    queue: {
      counts: async () =>
        ok({ counts: { unsent: 0, needsPerson: 0, givenUp: 0, acceptedToday: 0, oldestUnsentAt: null }, lines: [] }),
    },
  } as unknown as ApiClient;
  return { client, saved, refusals, shelf };
}
const opened = async (given = host()) => {
  const store = createBasketStore(given.client, 'p1');
  await store.getState().open(PRESCRIPTION_OID);
  return { ...given, store, item: () => store.getState().items[0] };
};

test('a form that nothing stops goes into the basket by one act', async () => {
  const { store, item } = await opened();
  expect(itemState(item()!)).toBe('look');
  expect(await store.getState().accept(PRESCRIPTION_OID)).toEqual([]);
  expect(itemState(item()!)).toBe('ready');
});
test('figures follow each key at once; the draft is saved after a short pause, and only the last of it', async () => {
  const { store, item, saved } = await opened();
  store.getState().change(PRESCRIPTION_OID, { packages: '' });
  store.getState().change(PRESCRIPTION_OID, { packages: '2' });
  expect(item()).toMatchObject({ figures: { remaining: { value: '0' }, priceCents: 2000 }, findings: null });
  expect(saved).toEqual([]);
  await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
  expect(SAVE_AFTER_MS).toBeLessThanOrEqual(500);
  expect(saved.map(form => form.packages)).toEqual(['2']);
  expect(item()).toMatchObject({ save: { at: 'saved' } });
});
test('what stops it is given gravest first, and a change takes an acceptance back', async () => {
  const { store, item } = await opened();
  await store.getState().accept(PRESCRIPTION_OID);
  store.getState().change(PRESCRIPTION_OID, { vnr: '900101' });
  expect(item()?.isAccepted).toBe(false);
  const stops = await store.getState().accept(PRESCRIPTION_OID);
  expect(stops).toMatchObject([{ rule: 'R58', severity: 'block', field: 'substitutionRefusal' }]);
  store.getState().change(PRESCRIPTION_OID, { substitutionRefusal: 'buyerRefuses' });
  expect(await store.getState().accept(PRESCRIPTION_OID)).toEqual([]);
});
test('a pack in the hand chooses its package; one that is not among them changes nothing', async () => {
  const { store, item } = await opened();
  expect(store.getState().readPack(PRESCRIPTION_OID, '900104')).toBe(true);
  expect(item()).toMatchObject({ form: { vnr: '900104' }, readVnr: '900104' });
  expect(store.getState().readPack(PRESCRIPTION_OID, '123456')).toBe(false);
  expect(item()).toMatchObject({ form: { vnr: '900104' }, readVnr: '900104' });
  store.getState().change(PRESCRIPTION_OID, { vnr: '900103' });
  expect(item()?.readVnr).toBeNull();
});
test('a preview that is refused keeps what was typed and says why', async () => {
  const { store, item, refusals } = await opened();
  store.getState().change(PRESCRIPTION_OID, { remark: 'soitettu lääkärille' });
  await store.getState().accept(PRESCRIPTION_OID);
  refusals.preview = 'RX-0003';
  expect(await store.getState().prepare()).toEqual([]);
  expect(item()).toMatchObject({
    form: { remark: 'soitettu lääkärille' },
    refused: { code: 'RX-0003' },
    isAccepted: false,
  });
  expect(itemState(item()!)).toBe('refused');
});
test('of a signed batch the failed one stays; a pulled card leaves it ready', async () => {
  const { store, item } = await opened();
  await store.getState().accept(PRESCRIPTION_OID);
  store.getState().signed({ signed: [], left: [{ draftId: 'd1', failure: { code: 'CARD-0104' } }] });
  expect(itemState(item()!)).toBe('ready');
  store.getState().signed({ signed: [], left: [{ draftId: 'd1', failure: { code: 'RX-0002' } }] });
  expect(item()).toMatchObject({ refused: { code: 'RX-0002' } });
  store.getState().signed({ signed: [{ draftId: 'd1', documentOid: DISPENSING_OID, queueItemId: 'q1' }], left: [] });
  expect(store.getState()).toMatchObject({ items: [], openId: null });
});
test('another pharmacy’s hold is told and opens nothing', async () => {
  const given = host();
  given.refusals.open = 'RX-0002';
  const store = createBasketStore(given.client, 'p1');
  expect(await store.getState().open(PRESCRIPTION_OID)).toBe('refused');
  expect(store.getState()).toMatchObject({ items: [], refusal: { failure: { code: 'RX-0002' } } });
});

test('the default filter hides what cannot be dispensed now and counts it', () => {
  const rows = [
    aPrescriptionRow(),
    aPrescriptionRow({ holder: holder(true) }),
    aPrescriptionRow({ holder: holder(false) }),
    aPrescriptionRow({ state: 'fullyDispensed' }),
    aPrescriptionRow({ expiresOn: localDate('2026-11-21') }),
    aPrescriptionRow({
      lastDispensedAt: instant('2026-11-02T10:00:00.000Z'),
      prescription: aPrescription({ iteration: { repeats: 1, intervalDays: 21 } }),
    }),
    aPrescriptionRow({
      lastDispensedAt: instant('2026-11-01T10:00:00.000Z'),
      prescription: aPrescription({ iteration: { repeats: 1, intervalDays: 21 } }),
    }),
  ];
  expect(rows.map(row => notNow(row, TODAY)?.because ?? null)).toEqual([
    null,
    null,
    'held',
    'fullyDispensed',
    'expired',
    'interval',
    null,
  ]);
  expect(shownRows({ rows, show: 'now' }, TODAY)).toHaveLength(3);
  expect(shownRows({ rows, show: 'all' }, TODAY)).toHaveLength(7);
  expect(hiddenCount(rows, TODAY)).toBe(4);
});
test('a watched row is told once when it is free', async () => {
  const row = aPrescriptionRow({ holder: holder(false) });
  const held = host(row);
  const store = createListStore(held.client, 'p1');
  await store.getState().load();
  expect(store.getState().watch(PRESCRIPTION_OID)).toBe(true);
  expect(store.getState().takeFreed()).toEqual([]);
  store.setState({ rows: [aPrescriptionRow()] });
  expect(store.getState().takeFreed()).toHaveLength(1);
  expect(store.getState().takeFreed()).toEqual([]);
});
test('a mark on a prescription that is gone goes with it', async () => {
  const store = createListStore(host().client, 'p1');
  store.getState().toggle(OTHER);
  store.getState().toggle(PRESCRIPTION_OID);
  await store.getState().load();
  expect([...store.getState().marked]).toEqual([PRESCRIPTION_OID]);
});

/** A host whose answers come when the test says so, in the order in which it says so. */
function slowHost() {
  const given = host();
  const waiting: (() => void)[] = [];
  const openForm = (params: { prescriptionSetId: string }) =>
    new Promise(resolve => {
      const { draft, ...rest } = {
        draft: { draftId: `d ${params.prescriptionSetId}`, form: aDispensingForm(), savedAt: NOW },
        row: aPrescriptionRow(),
        choices: [],
        held: true,
        source: SOURCE,
      };
      waiting.push(() => resolve(ok({ draft, ...rest })));
    });
  const discarded: string[] = [];
  const discardDraft = async ({ draftId }: { draftId: string }) => {
    discarded.push(draftId);
    return ok({});
  };
  const dispensing = { ...given.client.dispensing, openForm, discardDraft };
  return { client: { ...given.client, dispensing } as unknown as ApiClient, waiting, discarded };
}
test('answers that come turned round: the row that was opened last stays on the screen, both are in the basket', async () => {
  const { client, waiting } = slowHost();
  const store = createBasketStore(client, 'p1');
  const both = [store.getState().open(PRESCRIPTION_OID), store.getState().open(OTHER)];
  waiting[1]?.();
  await both[1];
  expect(store.getState().openId).toBe(OTHER);
  waiting[0]?.();
  await both[0];
  expect(store.getState()).toMatchObject({ openId: OTHER, openingId: null });
  expect(store.getState().items.map(({ setId }) => setId)).toEqual([OTHER, PRESCRIPTION_OID]);
});
test('whoever went back to the list is not drawn into a form by a late answer', async () => {
  const { client, waiting } = slowHost();
  const store = createBasketStore(client, 'p1');
  const opening = store.getState().open(PRESCRIPTION_OID);
  store.getState().leave();
  waiting[0]?.();
  await opening;
  expect(store.getState()).toMatchObject({ openId: null, items: [{ setId: PRESCRIPTION_OID }] });
});

test('what another window saved is not written over: a person chooses which of the two stays', async () => {
  const given = host();
  const later = instant('2026-11-22T09:00:00.000Z');
  let stored = { form: aDispensingForm({ remark: 'Toinen ikkuna' }), savedAt: later };
  const dispensing = {
    ...given.client.dispensing,
    saveDraft: async ({ form, knownAt }: { form: DispensingForm; knownAt: string }) => {
      if (knownAt !== stored.savedAt) return fail({ code: 'FORM-0007' });
      stored = { form, savedAt: instant('2026-11-22T09:00:05.000Z') };
      return ok({ savedAt: stored.savedAt });
    },
    drafts: async () => ok([{ draftId: 'd1', ...stored }]),
  };
  const store = createBasketStore({ ...given.client, dispensing } as unknown as ApiClient, 'p1');
  await store.getState().open(PRESCRIPTION_OID);
  store.getState().change(PRESCRIPTION_OID, { remark: 'Tämä ikkuna' });
  expect(await store.getState().accept(PRESCRIPTION_OID)).toEqual({ code: 'FORM-0007' });
  const item = () => store.getState().items[0];
  expect([item()?.form.remark, stored.form.remark]).toEqual(['Tämä ikkuna', 'Toinen ikkuna']);
  await store.getState().settle(PRESCRIPTION_OID, 'theirs');
  expect(item()).toMatchObject({ form: { remark: 'Toinen ikkuna' }, save: { at: 'saved' } });
  store.getState().change(PRESCRIPTION_OID, { remark: 'Tämä ikkuna' });
  stored = { ...stored, savedAt: later };
  expect(await store.getState().accept(PRESCRIPTION_OID)).toEqual({ code: 'FORM-0007' });
  await store.getState().settle(PRESCRIPTION_OID, 'mine');
  expect([item()?.form.remark, stored.form.remark]).toEqual(['Tämä ikkuna', 'Tämä ikkuna']);
});
test('a pack that is read while the form before it is accepted comes to the front', async () => {
  const { client, waiting } = slowHost();
  const store = createBasketStore(client, 'p1');
  const first = store.getState().open(PRESCRIPTION_OID);
  waiting[0]?.();
  await first;
  const second = store.getState().open(OTHER);
  expect(store.getState().finish(PRESCRIPTION_OID)).toBe(false);
  waiting[1]?.();
  await second;
  expect(store.getState().openId).toBe(OTHER);
  expect(store.getState().finish(OTHER)).toBe(true);
  expect(store.getState().openId).toBeNull();
});

test('another database under an open form: packages and prices are its own, the form stays and is accepted anew', async () => {
  const { shelf, store, item } = await opened();
  store.getState().change(PRESCRIPTION_OID, { remark: 'Neuvottu' });
  await store.getState().accept(PRESCRIPTION_OID);
  shelf.packages = SHELF.map(one => ({ ...one, retailPriceCents: 4000 }));
  await store.getState().lookAgain();
  expect(item()).toMatchObject({
    form: { remark: 'Neuvottu' },
    figures: { priceCents: 4000 },
    isAccepted: false,
    refused: null,
  });
  expect(item()?.findings).not.toBeNull();
});
test('what cannot be opened on the other database says why and leaves what was typed', async () => {
  const { store, item, refusals } = await opened();
  store.getState().change(PRESCRIPTION_OID, { remark: 'Neuvottu' });
  refusals.open = 'RX-0002';
  await store.getState().lookAgain();
  expect(item()).toMatchObject({ form: { remark: 'Neuvottu' }, refused: { code: 'RX-0002' }, isAccepted: false });
});

test('what is given back while the forms are looked at again is held by nobody afterwards', async () => {
  const { client, waiting, discarded } = slowHost();
  const store = createBasketStore(client, 'p1');
  for (const setId of [PRESCRIPTION_OID, OTHER]) {
    const opening = store.getState().open(setId);
    waiting.shift()?.();
    await opening;
  }
  const looking = store.getState().lookAgain();
  // The first is being asked about, the second waits for its turn.
  await Promise.all([store.getState().giveBack(PRESCRIPTION_OID), store.getState().giveBack(OTHER)]);
  waiting.shift()?.();
  await looking;
  expect(waiting).toEqual([]);
  expect(discarded).toEqual([`d ${PRESCRIPTION_OID}`, `d ${OTHER}`, `d ${PRESCRIPTION_OID}`]);
  expect(store.getState().items).toEqual([]);
});
test('what is given back and opened again while the forms are looked at keeps its draft', async () => {
  const { client, waiting, discarded } = slowHost();
  const store = createBasketStore(client, 'p1');
  const first = store.getState().open(PRESCRIPTION_OID);
  waiting.shift()?.();
  await first;
  const looking = store.getState().lookAgain();
  await store.getState().giveBack(PRESCRIPTION_OID);
  const again = store.getState().open(PRESCRIPTION_OID);
  waiting.shift()?.();
  await looking;
  waiting.shift()?.();
  await again;
  // The one act of giving back, and no other.
  expect(discarded).toEqual([`d ${PRESCRIPTION_OID}`]);
  expect(store.getState()).toMatchObject({ openId: PRESCRIPTION_OID, items: [{ setId: PRESCRIPTION_OID }] });
});
test('a dose that was corrected meanwhile is carried over into the form and kept in the draft', async () => {
  const given = host();
  const before = aPrescription();
  const text = '1 kapseli 3 kertaa, 7 päivän ajan';
  const corrected = aPrescription({ version: 2, dose: { ...before.dose, text } });
  const shown = { row: aPrescriptionRow() };
  const openForm = async (params: Parameters<ApiClient['dispensing']['openForm']>[0]) => {
    const opened = await given.client.dispensing.openForm(params);
    return opened.ok ? ok({ ...opened.value, row: shown.row }) : opened;
  };
  const client = { ...given.client, dispensing: { ...given.client.dispensing, openForm } };
  const store = createBasketStore(client, 'p1');
  await store.getState().open(PRESCRIPTION_OID);
  shown.row = aPrescriptionRow({ prescription: corrected });
  await store.getState().lookAgain();
  const item = () => store.getState().items[0];
  expect(item()).toMatchObject({ form: { labelDoseText: text }, save: { at: 'waiting' } });
  await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
  expect(given.saved.map(({ labelDoseText }) => labelDoseText)).toEqual([text]);
  expect(item()?.save).toMatchObject({ at: 'saved' });
});
