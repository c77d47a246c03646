/** Two desks of one pharmacy at the same prescription, and one whose line is cut: what a person is shown, and what each choice does. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type ApiClient } from '../../shared/contract/api.ts';
import { type DispensingForm } from '../../shared/domain/dispensing/dispensing.ts';
import { type Conflict } from '../../shared/domain/attention.ts';
import { type QueueRow } from '../../shared/domain/queue.ts';
import { type Oid } from '../../shared/kernel/oid.ts';
import { productOfPackage } from '../../shared/domain/prescribing/product-of-package.ts';
import { type TwoDesks, twoDesks } from './at-hand.ts';
import { type DirectHost } from './direct.ts';
import {
  accepted,
  amoxicillin,
  dispense,
  openPatient,
  parked,
  practiceGtin,
  prepareDispensing,
  prescribe,
  queueRow,
  signDispensing,
  signIn,
  until,
  valueOf,
} from './story.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const PATIENT = '120468-912X';
let both: TwoDesks;
let ours: DirectHost;
let theirs: DirectHost;

beforeAll(async () => {
  both = await twoDesks();
  [ours, theirs] = both.desks;
});
afterAll(() => both?.end());

async function newPrescription(): Promise<Oid> {
  await signIn(ours.client, 'aino-harjula');
  const oid = await prescribe(ours.client, await openPatient(ours.client, PATIENT), { packages: '2' });
  await accepted(ours.client, oid);
  return oid;
}

const choices = ({ offers }: Conflict): string[] =>
  offers.map(({ choice, refusedBy }) => (refusedBy === null ? choice : `${choice}: ${refusedBy}`));

/** A copy may be on its way for a while after a refusal: until then nothing can be replaced, and it says until when. */
const landed = (client: ApiClient, itemId: string): Promise<Conflict> =>
  until(async () => {
    const now = valueOf(await client.queue.conflict({ itemId }));
    const { landsAt } = now.attention;
    // Until then it is refused for that, or for what stands against it anyway; everything else may be decided.
    const refused = now.offers.filter(({ refusedBy }) => refusedBy !== null).map(({ choice }) => choice);
    if (landsAt !== null) expect(refused).toEqual(['makeAgain']);
    return landsAt === null ? now : null;
  }, `${itemId} landed`);

/** Ours signs on what it saw; meanwhile the colleague's desk dispensed. @returns our refused act */
async function collide(
  oursPackages: string,
  theirsPackages: string,
  change: Partial<DispensingForm> = {},
): Promise<QueueRow> {
  const setId = await newPrescription();
  await signIn(ours.client, 'leena-apaja');
  const made = await prepareDispensing(
    ours.client,
    await openPatient(ours.client, PATIENT, true),
    setId,
    oursPackages,
    change,
  );
  await signIn(theirs.client, 'otto-virtala');
  const theirPatient = await openPatient(theirs.client, PATIENT, true);
  await accepted(theirs.client, await dispense(theirs.client, theirPatient, setId, theirsPackages));
  await signDispensing(ours.client, made);
  return parked(ours.client, made.documentOid);
}

test('what the colleague left is shown beside ours and beside what both began from; made again on it, it is accepted', async () => {
  await signIn(ours.client, 'aino-harjula');
  const { product } = await amoxicillin(ours.client);
  const vnr = product?.kind === '1' ? product.vnr : '';
  const pack = { gtin: practiceGtin(vnr), serial: 'KOE0001', batch: 'E1', expiresOn: null, vnr, verified: true };
  const row = await collide('1', '1', { packs: [pack] });
  expect(row.lastAnswer?.code).toBe('NET-0008');
  const early = await ours.client.queue.makeAgain({ itemId: row.id, reason: 'heti' });
  expect(early).toMatchObject({ ok: false, error: { code: 'QUE-0005' } });
  const conflict = await landed(ours.client, row.id);
  expect(conflict.theirs).toMatchObject({ found: true, fault: null });
  expect(choices(conflict)).toEqual(['makeAgain', 'sendAgain', 'giveUp', 'keep']);
  const byField = new Map(conflict.fields.map(field => [field.field, field]));
  expect(byField.get('state')).toMatchObject({
    base: { kind: 'state', state: 'notDispensed' },
    theirs: { kind: 'state', state: 'partlyDispensed' },
    changedElsewhere: true,
  });
  expect(byField.get('remaining')?.base).toMatchObject({ kind: 'quantity' });
  expect(byField.get('remaining')?.base).not.toEqual(byField.get('remaining')?.theirs);
  expect(byField.get('lots')).toMatchObject({ base: { count: 0 }, theirs: { count: 1 }, changedElsewhere: true });
  expect(byField.get('dose')).toBeUndefined();

  const reason = 'Työtoveri toimitti ensin';
  const again = valueOf(await ours.client.queue.makeAgain({ itemId: row.id, reason }));
  expect((await queueRow(ours.client, row.documentOid))?.state).toBe('cancelled');
  const drafts = valueOf(await ours.client.dispensing.drafts({ patientId: again.patientId }));
  expect(drafts.map(({ draftId, form }) => [draftId, form.packages, form.packs, form.confirmations])).toEqual([
    [again.draftId, '1', [pack], []],
  ]);
  const { patientId, prescriptionSetId } = again;
  const remade = await prepareDispensing(ours.client, patientId, prescriptionSetId, '1');
  expect(remade.documentOid).not.toBe(row.documentOid);
  await signDispensing(ours.client, remade);
  await accepted(ours.client, remade.documentOid);
  // One purchase counts and one pack is out of trade, not two.
  const sales = valueOf(await ours.client.dispensing.sales({ patientId }));
  const saleOf = (oid: Oid) => sales.find(({ sale }) => sale.dispensingOid === oid);
  expect(saleOf(row.documentOid)).toMatchObject({ cancelled: true });
  expect(saleOf(remade.documentOid)).toMatchObject({ cancelled: false, packs: { waiting: 0, refused: 0, done: 1 } });
});

test('nothing is left to dispense: making it again is refused by its cause and nothing is cancelled; it can wait with a note', async () => {
  const row = await collide('1', '2');
  const conflict = await landed(ours.client, row.id);
  expect(choices(conflict)).toEqual(['makeAgain: RX-0003', 'sendAgain', 'giveUp', 'keep']);
  const again = await ours.client.queue.makeAgain({ itemId: row.id, reason: 'yritetään' });
  expect(again).toMatchObject({ ok: false, error: { code: 'RX-0003' } });
  expect((await queueRow(ours.client, row.documentOid))?.state).toBe(row.state);
  const noted = valueOf(await ours.client.queue.note({ itemId: row.id, note: ' Kysytty Ottolta ' }));
  expect(noted).toMatchObject({
    fixer: 'cardHolder',
    mine: true,
    comparable: true,
    notes: [{ authorName: 'Leena Apaja', text: 'Kysytty Ottolta' }],
  });
  const cancelled = await ours.client.queue.decide({ itemId: row.id, decision: 'cancel', reason: 'jo toimitettu' });
  expect(cancelled).toMatchObject({ ok: true, value: { state: 'cancelled' } });
  const day = valueOf(await ours.client.queue.endOfDay({}));
  expect(day.authors.flatMap(({ rows }) => rows.map(({ id, state }) => [id, state]))).toContainEqual([
    row.id,
    'cancelled',
  ]);
});

test('with the line down the comparison says what is missing, and somebody of another unit sees nothing of it', async () => {
  const row = await collide('1', '2');
  valueOf(await ours.client.system.practiceFault({ fault: 'lineDown' }));
  const cut = valueOf(await ours.client.queue.conflict({ itemId: row.id }));
  expect(cut.theirs).toMatchObject({ at: null, found: false });
  expect(cut.theirs.fault).toMatch(/^NET-/);
  expect(cut.fields.every(({ theirs: value }) => value === null)).toBe(true);
  expect(choices(cut)[0]).toMatch(/^makeAgain: NET-/);
  valueOf(await ours.client.system.practiceFault({ fault: 'none' }));
  await signIn(ours.client, 'aino-harjula');
  expect(await ours.client.queue.conflict({ itemId: row.id })).toMatchObject({
    ok: false,
    error: { code: 'QUE-0007' },
  });
});

test('between opening and signing the hold keeps the prescription as it is: a cancellation is refused in words', async () => {
  const setId = await newPrescription();
  await signIn(ours.client, 'leena-apaja');
  const patientId = await openPatient(ours.client, PATIENT, true);
  const made = await prepareDispensing(ours.client, patientId, setId, '1');

  await signIn(theirs.client, 'aino-harjula');
  const theirPatient = await openPatient(theirs.client, PATIENT);
  valueOf(await theirs.client.prescribing.list({ patientId: theirPatient }));
  const choice = { type: 'medical', reasonCode: '3', reasonText: 'Ihottuma', consent: '1' } as const;
  const cancel = () => theirs.client.prescribing.previewCancellation({ patientId: theirPatient, setId, choice });
  const refused = { ok: false, error: { code: 'RX-0006', detail: ['heldByOther'] } };
  expect(await cancel()).toMatchObject(refused);

  await signDispensing(ours.client, made);
  await accepted(ours.client, made.documentOid);
  const { rows } = valueOf(await ours.client.dispensing.list({ patientId }));
  expect(rows.find(({ prescription }) => prescription.setId === setId)).toMatchObject({ dispensedLots: 1 });
  // The hold ended with the dispensing: now the rest may be cancelled.
  valueOf(await theirs.client.prescribing.list({ patientId: theirPatient }));
  expect((await cancel()).ok).toBe(true);
});

test('a biological that the other desk gave counts in the clock of this one: the same product goes on', async () => {
  await signIn(ours.client, 'aino-harjula');
  const patientId = await openPatient(ours.client, PATIENT);
  const { lines, release } = valueOf(await ours.client.medicines.search({ text: 'glargin 100', limit: 20 }));
  const vnr = lines.products
    .flatMap(({ strengths }) => strengths)
    .flatMap(({ packages }) => packages)
    .find(({ marketed, vnr: number }) => marketed && number !== null)?.vnr;
  const pack = valueOf(await ours.client.medicines.byVnr({ vnr: vnr ?? '' }));
  const dear = { product: productOfPackage(pack, release.id), doseTyped: '10 yks x1', packages: '4' };
  const setId = await prescribe(ours.client, patientId, { ...dear, biologicalJustification: 'Tuttu laite' });
  await accepted(ours.client, setId);

  await signIn(theirs.client, 'otto-virtala');
  const theirPatient = await openPatient(theirs.client, PATIENT, true);
  await accepted(theirs.client, await dispense(theirs.client, theirPatient, setId));

  await signIn(ours.client, 'leena-apaja');
  await openPatient(ours.client, PATIENT, true);
  valueOf(await ours.client.dispensing.list({ patientId }));
  const { draft, choices: packs } = valueOf(
    await ours.client.dispensing.openForm({ patientId, prescriptionSetId: setId }),
  );
  const checked = async (form: typeof draft.form) =>
    valueOf(await ours.client.dispensing.check({ draftId: draft.draftId, form }));
  const { clock } = await checked(draft.form);
  expect(clock).toMatchObject({ now: 'keep', because: 'withinSixMonths', lots: [{ name: pack.tradeName }] });
  const other = packs.find(({ relation }) => relation === 'interchangeable');
  expect(other).toBeDefined();
  const { findings } = await checked({ ...draft.form, vnr: other?.package.vnr ?? null });
  expect(findings.filter(({ rule }) => rule === 'R59').map(({ severity }) => severity)).toEqual(['block']);
  await ours.client.dispensing.discardDraft({ draftId: draft.draftId });
});
