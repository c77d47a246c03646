/** Declarations of will and data of other registers at the desk: order, protection, silence, review. */
import { beforeEach, describe, expect, test } from 'vitest';
import { type Attestation, type Declaration, withoutControls } from '../../shared/domain/consent/declaration.ts';
import { fail, ok } from '../../shared/kernel/result.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { instant } from '../../shared/kernel/time.ts';
import { type Desk } from '../../src-main/app/session/session.ts';
import { openPatient } from '../../src-main/app/use-cases/patients/open-patient.ts';
import { openServiceEvent } from '../../src-main/app/use-cases/patients/service-events.ts';
import {
  giveDeclaration,
  listDeclarations,
  withdrawDeclaration,
} from '../../src-main/app/use-cases/wills/declarations.ts';
import {
  listEmergencies,
  readDisclosed,
  reviewEmergency,
  searchDisclosures,
} from '../../src-main/app/use-cases/wills/disclosure.ts';
import { denialChoices } from '../../src-main/app/use-cases/wills/denial-choices.ts';
import { printDeclaration } from '../../src-main/app/use-cases/wills/print-declaration.ts';
import { aNurse, aPatient, aPhysician } from '../builders/person.builder.ts';
import { aWorld, type World } from '../fakes/world.fake.ts';

const PATIENT = aPatient().id;
let world: World;
let desk: Desk;
beforeEach(async () => {
  world = aWorld();
  desk = await world.signIn(aPhysician());
  openPatient(world.env, desk, PATIENT, { reason: '1', basis: null, collector: '' });
});

const INFORMING = { kind: 'informing', version: '2.0' } as const;
const CONSENT = { kind: 'consent', sector: 'health' } as const;
const DENIAL = { kind: 'denial', scope: { at: 'allHealth' }, emergencyUse: false } as const;
const SAID = { saidBy: 'person', representative: '', identifiedBy: 'document' } as const;
const give = (declaration: Declaration, attestation: Attestation = SAID) =>
  giveDeclaration(world.env, desk, PATIENT, declaration, attestation);
const queued = () => world.store.read(tx => tx.outbox.list('all', 50)).map(({ act }) => act);

describe('declarations', () => {
  test('informing first; the same twice is refused; what was withdrawn may be given again', () => {
    expect(give(CONSENT)).toEqual({ ok: false, error: { code: 'WIL-0001' } });
    expect(give(INFORMING).ok).toBe(true);
    const consent = give(CONSENT);
    expect(consent).toMatchObject({ ok: true, value: { state: 'queued', withdrawnAt: null } });
    expect(give(CONSENT)).toEqual({ ok: false, error: { code: 'WIL-0002' } });
    if (!consent.ok) return;
    expect(withdrawDeclaration(world.env, desk, PATIENT, consent.value.oid, SAID).ok).toBe(true);
    expect(withdrawDeclaration(world.env, desk, PATIENT, consent.value.oid, SAID)).toEqual({
      ok: false,
      error: { code: 'WIL-0003' },
    });
    expect(give(CONSENT).ok).toBe(true);
    expect(queued()).toEqual(['willGiven', 'willWithdrawn', 'willGiven', 'willGiven']);
  });

  test('each waits for what has to arrive before it', () => {
    give(INFORMING);
    const denial = give(DENIAL);
    const items = world.store.read(tx => tx.outbox.list('open', 50));
    const informing = items.find(({ act }) => act === 'willGiven');
    expect(denial.ok && items.find(({ act }) => act === 'denialGiven')?.after).toEqual([informing?.id]);
  });

  test('the log has kinds and ids, never the words of a will; invisible characters go', () => {
    const given = give({ kind: 'livingWill', text: 'Ei\u0007 elvytystä\u200b\r\nkotona' });
    expect(given).toMatchObject({ ok: true, value: { declaration: { text: 'Ei elvytystä\nkotona' } } });
    expect(JSON.stringify(world.audit())).not.toContain('elvytystä');
    expect(give({ kind: 'livingWill', text: ' \u0000 ' })).toMatchObject({ ok: false, error: { code: 'WIL-0004' } });
    expect(withoutControls('a\tb\u0085c')).toBe('a\tb\nc');
  });

  test('without a line the last answer is shown with its time, and the acts of this desk over it', async () => {
    const told = oid('1.2.246.10.2462460.14.2026.1');
    const row = { oid: told, declaration: INFORMING, givenAt: world.env.clock.now(), withdrawnAt: null } as const;
    world.answers.wills = () => ok([{ ...row, state: 'accepted', attested: null }]);
    await listDeclarations(world.env, desk, PATIENT);
    world.answers.wills = () => fail({ code: 'NET-0001' });
    give(DENIAL);
    const shown = await listDeclarations(world.env, desk, PATIENT);
    expect(shown).toMatchObject({ ok: true, value: { source: { from: 'cache', fault: 'NET-0001' } } });
    expect(shown.ok && shown.value.rows.map(({ declaration }) => declaration.kind).sort()).toEqual([
      'denial',
      'informing',
    ]);
  });
});

describe('whose word it was', () => {
  const FOR = { saidBy: 'representative', representative: ' Maija Malli ', identifiedBy: 'known' } as const;

  test('a representative has a name; who recorded stands with the row, the name of nobody in the log', () => {
    expect(give(INFORMING, { ...FOR, representative: ' ' })).toMatchObject({ error: { code: 'WIL-0007' } });
    expect(give(INFORMING, FOR)).toMatchObject({
      value: {
        attested: { saidBy: 'representative', representative: 'Maija Malli', recordedBy: 'Aino Maria Harjula' },
      },
    });
    expect(JSON.stringify(world.audit())).not.toContain('Malli');
  });

  test('a withdrawal has a word of its own', () => {
    give(INFORMING);
    const denial = give(DENIAL);
    if (!denial.ok) throw new Error('a denial after informing is taken');
    const ended = withdrawDeclaration(world.env, desk, PATIENT, denial.value.oid, FOR);
    expect(ended).toMatchObject({ value: { attested: { representative: 'Maija Malli' } } });
    expect(withdrawDeclaration(world.env, desk, PATIENT, oid('2.999.1'), { ...FOR, representative: '' })).toMatchObject(
      {
        error: { code: 'WIL-0007' },
      },
    );
  });

  test('the form prints what is named, and printing stands in the log; an unknown one is refused', async () => {
    give(INFORMING);
    const scope = { at: 'provider', controllerOid: oid('1.2.246.10.55555555.10.0') } as const;
    const denial = give({ kind: 'denial', scope, emergencyUse: false });
    if (!denial.ok) throw new Error('a denial after informing is taken');
    expect((await printDeclaration(world.env, desk, PATIENT, denial.value.oid)).ok).toBe(true);
    expect(world.printed.at(-1)).toMatchObject({
      target: scope.controllerOid,
      row: { declaration: { kind: 'denial' } },
    });
    expect(world.audit().at(-1)).toMatchObject({ act: 'print', subject: denial.value.oid });
    expect(await printDeclaration(world.env, desk, PATIENT, oid('2.999.1'))).toMatchObject({
      error: { code: 'WIL-0003' },
    });
  });

  test('a denial can name what was disclosed just now and own service events, nothing that was left out', async () => {
    openServiceEvent(world.env, desk, PATIENT, 'visit');
    const before = await denialChoices(world.env, desk, PATIENT);
    expect(before.ok && before.value.serviceEvents).toHaveLength(1);
    const event = oid('1.2.246.10.55555555.14.2026.1');
    world.answers.disclosed = () =>
      ok([
        {
          oid: oid('1.2.246.10.55555555.11.2026.1'),
          title: 'Päivystyskäynti',
          authorName: 'Koe-Lääkäri Ilona',
          createdAt: instant('2026-10-12T08:00:00.000Z'),
          controllerOid: oid('1.2.246.10.55555555.10.0'),
          controllerName: 'Koejärven hyvinvointialue',
          registerKind: 'publicHealth',
          serviceEventOid: event,
        },
      ]);
    await searchDisclosures(world.env, desk, PATIENT, 'care', '');
    const after = await denialChoices(world.env, desk, PATIENT);
    expect(after.ok && after.value.serviceEvents.map(one => one.oid)).toContain(event);
    await world.time.pass(31 * 60_000);
    const later = await denialChoices(world.env, desk, PATIENT);
    expect(later.ok && later.value.serviceEvents).toHaveLength(1);
  });
});

describe('other registers', () => {
  const ROW = {
    oid: oid('1.2.246.10.55555555.11.2026.1'),
    title: 'Päivystyskäynti',
    authorName: 'Koe-Lääkäri Ilona',
    createdAt: instant('2026-10-12T08:00:00.000Z'),
    controllerOid: oid('1.2.246.10.55555555.10.0'),
    controllerName: 'Koejärven hyvinvointialue',
    registerKind: 'publicHealth' as const,
    serviceEventOid: null,
  };

  test('without a service event nothing is asked, and the attempt is logged', async () => {
    expect(await searchDisclosures(world.env, desk, PATIENT, 'care', '')).toEqual({
      ok: false,
      error: { code: 'DIS-0001' },
    });
    expect(world.audit().at(-1)).toMatchObject({ act: 'denied', outcome: 'DIS-0001' });
  });

  test('the answer opens its documents for half an hour', async () => {
    openServiceEvent(world.env, desk, PATIENT, 'visit');
    world.answers.disclosed = () => ok([ROW]);
    expect(await searchDisclosures(world.env, desk, PATIENT, 'care', '')).toMatchObject({
      ok: true,
      value: { rows: [ROW], conditions: { relationship: true, informed: false } },
    });
    expect(await readDisclosed(world.env, desk, PATIENT, ROW.oid)).toMatchObject({ error: { code: 'NET-0001' } });
    expect(await readDisclosed(world.env, desk, PATIENT, oid('2.999.1'))).toMatchObject({
      error: { code: 'REC-0002' },
    });
    await world.time.pass(31 * 60_000);
    expect(await readDisclosed(world.env, desk, PATIENT, ROW.oid)).toMatchObject({ error: { code: 'DIS-0003' } });
  });

  test('an emergency stands in the review list before the answer, with what was opened; nobody reviews an own one', async () => {
    expect(await searchDisclosures(world.env, desk, PATIENT, 'emergency', '  ')).toMatchObject({
      error: { code: 'DIS-0002' },
    });
    world.answers.disclosed = () => fail({ code: 'NET-0001' });
    await searchDisclosures(world.env, desk, PATIENT, 'emergency', 'tajuton');
    world.answers.disclosed = () => ok([ROW]);
    await searchDisclosures(world.env, desk, PATIENT, 'emergency', 'tajuton');
    await readDisclosed(world.env, desk, PATIENT, ROW.oid);
    const uses = listEmergencies(world.env, desk);
    expect(uses.map(({ found, opened }) => [found, opened])).toEqual(
      expect.arrayContaining([
        [null, []],
        [1, [ROW.oid]],
      ]),
    );
    expect(JSON.stringify(world.audit())).not.toContain('tajuton');
    const [use] = uses;
    expect(reviewEmergency(world.env, desk, use?.id ?? '', 'ok')).toMatchObject({ error: { code: 'DIS-0004' } });
    const nurse = { ...desk, professional: aNurse() };
    expect(reviewEmergency(world.env, nurse, use?.id ?? '', 'Perusteltu')).toMatchObject({
      ok: true,
      value: { review: { note: 'Perusteltu' } },
    });
    expect(reviewEmergency(world.env, nurse, use?.id ?? '', 'uudelleen')).toMatchObject({
      error: { code: 'DIS-0004' },
    });
  });
});
