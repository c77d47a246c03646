/** What the home screen tells each role: of the own store, there without a line, and of nobody who is not theirs. */
import { describe, expect, test } from 'vitest';
import { type RenewalInboxItem } from '../../shared/domain/prescribing/renewal.ts';
import { fail, ok } from '../../shared/kernel/result.ts';
import { type Instant, instant } from '../../shared/kernel/time.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { UNCONFIRMED_RIGHTS } from '../../shared/codes/unconfirmed-rights.ts';
import { aPrescriptionForm } from '../builders/prescription.builder.ts';
import { aNurse, aPhysician } from '../builders/person.builder.ts';
import { aWorld, START, type World } from '../fakes/world.fake.ts';

const valueOf = <T>(reply: Readonly<{ ok: true; value: T } | { ok: false; error: unknown }>): T => {
  if (!reply.ok) throw new Error(`refused: ${JSON.stringify(reply.error)}`);
  return reply.value;
};
const viewed = async (world: World, ask = false) =>
  valueOf(await world.application.handlers.day.view({ ask }, world.caller()));
const colleague = aPhysician({ registrationNumber: '00999900777', identifierNumber: '999977' });
const prescribingNurse = aNurse({
  registrationNumber: '00999900778',
  identifierNumber: '999978',
  right: UNCONFIRMED_RIGHTS.limitedNurse,
});

const request = (n: number, endsAt: Instant | null): RenewalInboxItem => ({
  id: `task-${n}`,
  requestOid: oid(`1.2.246.10.1.93.2026.${n}`),
  prescriptionSetId: oid(`1.2.246.10.1.93.2025.${n}`),
  patientIdentityCode: '230598-904A',
  state: endsAt === null ? 'sent' : 'received',
  requestedAt: START,
  endsAt,
  message: '',
});

async function atDesk(world: World, who = world.people.physician): Promise<void> {
  await world.signIn(who);
  const opening = { patientId: 'patient-1', reason: '1' as const, basis: null, collector: '' };
  valueOf(await world.application.handlers.patients.open(opening, world.caller()));
}

describe('the day of a role', () => {
  test('each sees what is theirs to do', async () => {
    const world = aWorld({ others: [prescribingNurse] });
    const partsOf = async (who: typeof prescribingNurse) => {
      await world.signIn(who);
      return Object.entries(await viewed(world)).flatMap(([part, value]) => (value === null ? [] : [part]));
    };
    expect(await partsOf(world.people.physician)).toEqual(['renewals', 'drafts', 'visits', 'queue']);
    expect(await partsOf(world.people.nurse)).toEqual(['drafts', 'visits', 'queue']);
    expect(await partsOf(prescribingNurse)).toEqual(['renewals', 'drafts', 'visits', 'queue']);
    expect(await partsOf(world.people.pharmacist)).toEqual(['drafts', 'holdings', 'queue']);
  });

  test('requests: asked, kept, and told as they were when there is no line', async () => {
    const world = aWorld();
    await world.signIn(world.people.physician);
    expect((await viewed(world)).renewals).toEqual({ count: 0, endsAt: null, asOf: null, fault: null });

    const [later, sooner] = [instant('2026-11-29T10:00:00.000Z'), instant('2026-11-24T10:00:00.000Z')];
    world.answers.renewals = () => ok([request(1, null), request(2, later), request(3, sooner)]);
    const told = { count: 3, endsAt: sooner, asOf: START };
    expect((await viewed(world, true)).renewals).toEqual({ ...told, fault: null });
    world.answers.renewals = () => fail({ code: 'NET-0001' });
    await world.time.pass(60_000);
    expect((await viewed(world, true)).renewals).toEqual({ ...told, fault: 'NET-0001' });
    expect((await viewed(world)).renewals).toEqual({ ...told, fault: null });
  });

  test('own drafts, what was touched last first; nobody sees another person’s', async () => {
    const world = aWorld({ others: [colleague] });
    const { prescribing } = world.application.handlers;
    await atDesk(world);
    const { draftId } = valueOf(await prescribing.openForm({ patientId: 'patient-1' }, world.caller()));
    await world.time.pass(60_000);
    const second = valueOf(await prescribing.openForm({ patientId: 'patient-1' }, world.caller()));
    await world.time.pass(60_000);
    valueOf(await prescribing.saveDraft({ draftId, form: aPrescriptionForm() }, world.caller()));
    const { drafts } = await viewed(world);
    expect(drafts?.count).toBe(2);
    expect(drafts?.latest.map(one => [one.draftId, one.medicine?.fi ?? null])).toEqual([
      [draftId, 'KUVITELLIN 500 mg'],
      [second.draftId, null],
    ]);
    await world.signIn(colleague);
    expect((await viewed(world)).drafts).toEqual({ count: 0, latest: [] });
  });

  test('visits of the unit that nobody has ended, the latest first', async () => {
    const world = aWorld();
    const { patients } = world.application.handlers;
    await atDesk(world);
    const event = valueOf(await patients.openServiceEvent({ patientId: 'patient-1', kind: 'visit' }, world.caller()));
    expect((await viewed(world)).visits).toMatchObject({
      count: 1,
      open: [{ serviceEventOid: event.oid, startedAt: event.startedAt, hit: { id: 'patient-1' } }],
    });
    valueOf(await patients.endServiceEvent({ serviceEventOid: event.oid }, world.caller()));
    expect((await viewed(world)).visits).toEqual({ count: 0, open: [] });
  });
});
