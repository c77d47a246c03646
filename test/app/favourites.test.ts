import { expect, test } from 'vitest';
import { type PrescriptionForm } from '../../shared/domain/prescribing/prescription-form.ts';
import { rankAfterUse, rankUnused } from '../../shared/domain/prescribing/favourite.ts';
import { instantOfMs } from '../../shared/kernel/time.ts';
import { aPrescriptionForm } from '../builders/prescription.builder.ts';
import { aPhysician } from '../builders/person.builder.ts';
import { aProduct } from '../builders/product.builder.ts';
import { aWorld, type World } from '../fakes/world.fake.ts';

const valueOf = <T>(reply: Readonly<{ ok: true; value: T } | { ok: false; error: unknown }>): T => {
  if (!reply.ok) throw new Error(`refused: ${JSON.stringify(reply.error)}`);
  return reply.value;
};
const other = { ...aPhysician(), registrationNumber: '00999900777' };

async function aDesk(): Promise<World> {
  const world = aWorld({ others: [other] });
  await world.signIn(world.people.physician);
  const opening = { patientId: 'patient-1', reason: '1' as const, basis: null, collector: '' };
  valueOf(await world.application.handlers.patients.open(opening, world.caller()));
  return world;
}

/** A form as it stands before its page is shown. @returns its draft */
async function written(world: World, change: Partial<PrescriptionForm>): Promise<string> {
  const { prescribing } = world.application.handlers;
  const { draftId } = valueOf(await prescribing.openForm({ patientId: 'patient-1' }, world.caller()));
  const form = aPrescriptionForm(change);
  const { findings } = valueOf(await prescribing.check({ draftId, form }, world.caller()));
  const confirmations = findings
    .filter(f => f.severity === 'confirm' || f.severity === 'notChecked')
    .map(f => ({ rule: f.rule, reason: 'tarkistettu' }));
  valueOf(await prescribing.saveDraft({ draftId, form: { ...form, confirmations } }, world.caller()));
  return draftId;
}

/** Signed in one batch. */
async function signed(world: World, ...changes: readonly Partial<PrescriptionForm>[]): Promise<void> {
  const { prescribing } = world.application.handlers;
  const draftIds: string[] = [];
  for (const change of changes) draftIds.push(await written(world, change));
  const shown = valueOf(await prescribing.preview({ draftIds }, world.caller()));
  const items = shown.map(({ draftId, digest }) => ({ draftId, digest }));
  for (const item of items) valueOf(await world.application.handlers.signing.shown(item, world.caller()));
  const { left } = valueOf(await prescribing.sign({ items, pin2: '123456' }, world.caller()));
  expect(left).toEqual([]);
}

const rows = async (world: World) => valueOf(await world.application.handlers.favourites.list({}, world.caller())).rows;

test('what is signed three times in the same words is suggested; nothing of the patient stays in it', async () => {
  const world = await aDesk();
  const personal = { weightKg: '71', messageToPharmacy: 'Soittakaa', startOfUse: true } as const;
  await signed(world, personal);
  await signed(world, { indication: 'KEUHKOKUUME ' });
  expect(await rows(world)).toEqual([]);
  await signed(world, {});
  const [suggestion] = await rows(world);
  expect(suggestion).toMatchObject({ kept: false, uses: 3, name: '', gone: false });
  expect(suggestion?.form).toMatchObject({ weightKg: '', messageToPharmacy: '', startOfUse: false, confirmations: [] });
  expect(suggestion?.form).toMatchObject({ doseTyped: '1x3 10pv', packages: '1' });
});

test('a batch counts each of its prescriptions, as if they had been signed one by one', async () => {
  const world = await aDesk();
  await signed(world, {}, { indication: 'Korvatulehdus' }, {}, {});
  const [suggestion, ...others] = await rows(world);
  expect([suggestion?.uses, suggestion?.form.indication, others]).toEqual([3, aPrescriptionForm().indication, []]);
  await signed(world, { indication: 'Korvatulehdus' }, { indication: 'Korvatulehdus' });
  expect((await rows(world)).map(({ uses }) => uses)).toEqual([3, 3]);
});

test('kept, renamed and removed by its owner alone; the one used last stands first', async () => {
  const world = await aDesk();
  const { favourites } = world.application.handlers;
  const keep = async (name: string, indication: string) =>
    valueOf(await favourites.keep({ form: aPrescriptionForm({ indication }), name }, world.caller())).rows;
  await keep('Korva', 'Korvatulehdus');
  await keep('Keuhko', 'Keuhkokuume');
  expect((await keep('Keuhkot', 'keuhkokuume')).map(({ name }) => name).sort()).toEqual(['Keuhkot', 'Korva']);
  await signed(world, {});
  const [first, second] = await rows(world);
  expect([first?.name, first?.uses, second?.name]).toEqual(['Keuhkot', 1, 'Korva']);

  await world.signIn(other);
  expect(await rows(world)).toEqual([]);
  await favourites.remove({ id: first?.id ?? '' }, world.caller());
  await favourites.rename({ id: second?.id ?? '', name: 'Toisen' }, world.caller());
  await world.signIn(world.people.physician);
  const renamed = valueOf(await favourites.rename({ id: second?.id ?? '', name: 'Korvakipu' }, world.caller())).rows;
  expect(renamed.map(({ name }) => name)).toEqual(['Keuhkot', 'Korvakipu']);
  const left = valueOf(await favourites.remove({ id: first?.id ?? '' }, world.caller())).rows;
  expect(left.map(({ name }) => name)).toEqual(['Korvakipu']);
});

test('a package that the database has no more is told, and a form without a medicine is no favourite', async () => {
  const world = await aDesk();
  const { favourites } = world.application.handlers;
  const gone = aPrescriptionForm({ product: { ...aProduct(), vnr: '999999' } });
  const kept = valueOf(await favourites.keep({ form: gone, name: '' }, world.caller())).rows;
  expect(kept.map(row => row.gone)).toEqual([true]);
  const nothing = await favourites.keep({ form: aPrescriptionForm({ product: null }), name: '' }, world.caller());
  expect(nothing).toEqual({ ok: false, error: { code: 'FORM-0003', detail: ['product'] } });
  const again = valueOf(await favourites.renewed({ form: aPrescriptionForm({ weightKg: '9' }) }, world.caller()));
  expect([again.gone, again.form.weightKg]).toEqual([false, '']);
});

test('use fades: ten times last spring stand behind three times this week', () => {
  const day = 86_400_000;
  const used = (days: readonly number[]): number =>
    days.reduce<number | null>((rank, at) => rankAfterUse(rank, instantOfMs(at * day)), null) ?? 0;
  const spring = used([100, 101, 102, 103, 104, 105, 106, 107, 108, 109]);
  const week = used([300, 301, 302]);
  expect(week).toBeGreaterThan(spring);
  expect(used([300, 300, 300])).toBeGreaterThan(used([300, 300]));
  expect(rankUnused(instantOfMs(300 * day))).toBeLessThan(used([300]));
});
