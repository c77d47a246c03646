/** The monitor's work over memory: what is found, what is decided, what leaves the house, and that every look is a line. */
import { describe, expect, test } from 'vitest';
import { type EmergencyUse } from '../../shared/domain/consent/declaration.ts';
import { addDays, addMonths, localDate } from '../../shared/kernel/time.ts';
import { decideAnomaly, listAnomalies } from '../../src-main/app/use-cases/logs/anomalies.ts';
import { exportLog } from '../../src-main/app/use-cases/logs/export-log.ts';
import { printLogRefusal, printLogReport } from '../../src-main/app/use-cases/logs/log-report.ts';
import { reviewEmergency } from '../../src-main/app/use-cases/wills/disclosure.ts';
import { checkLog, searchLog } from '../../src-main/app/use-cases/logs/search-log.ts';
import { openPatient } from '../../src-main/app/use-cases/patients/open-patient.ts';
import { type Desk } from '../../src-main/app/session/session.ts';
import { aNurse, aPatient, aPhysician } from '../builders/person.builder.ts';
import { aWorld } from '../fakes/world.fake.ts';

const OFFICER = aPhysician({
  registrationNumber: '00999900112',
  family: 'Turvanen',
  given: ['Vesa'],
  profession: 'dataProtectionOfficer',
  right: null,
});
const deskFor = (professional: Desk['professional']): Desk => ({ professional, cardSerial: 'card', opened: new Map() });

function aDay() {
  const world = aWorld({ others: [OFFICER, aNurse()] });
  const patient = aPatient({ id: 'patient-1' });
  world.store.write(tx => tx.patients.put(patient));
  const nurse = deskFor(aNurse());
  const officer = deskFor(OFFICER);
  const today = world.env.clock.today();
  const period = { from: today, to: today };
  openPatient(world.env, nurse, patient.id, { reason: '1', basis: null, collector: '' });
  return { world, patient, nurse, officer, period };
}

describe('findings', () => {
  test('an opening without a visit is found, decided with grounds, and the decision stays in the log', () => {
    const { world, patient, officer, period } = aDay();
    const { cases } = listAnomalies(world.env, officer, period);
    const found = cases.find(({ kind }) => kind === 'noRelationship');
    expect(found).toMatchObject({ patientId: patient.id, actorName: 'Noora Elina Hoivala', decisions: [] });
    const id = found?.id ?? '';
    expect(decideAnomaly(world.env, officer, id, 'toClarify', ' Kysytty käyttäjältä ')).toMatchObject({
      ok: true,
      value: { decision: 'toClarify', note: 'Kysytty käyttäjältä', by: 'Vesa Turvanen' },
    });
    decideAnomaly(world.env, officer, id, 'checked', 'Puhelu: hoitosuhde oli');
    const again = listAnomalies(world.env, officer, period).cases.find(one => one.id === id);
    expect(again?.decisions.map(({ decision, note }) => [decision, note])).toEqual([
      ['toClarify', 'Kysytty käyttäjältä'],
      ['checked', 'Puhelu: hoitosuhde oli'],
    ]);
    expect(checkLog(world.env, officer).firstBroken).toBeNull();
  });

  test('an emergency is decided on in the list of emergencies alone; what was decided there shows here', () => {
    const { world, patient, nurse, officer, period } = aDay();
    const at = world.env.clock.now();
    const use: EmergencyUse = {
      id: 'use-1',
      patientId: patient.id,
      at,
      until: at,
      by: nurse.professional.registrationNumber,
      byName: 'Noora Hoivala',
      reason: 'Tajuton',
      found: 0,
      opened: [],
      review: null,
    };
    world.store.write(tx => {
      tx.emergencies.put(use);
      tx.audit.append({
        at,
        actor: use.by,
        organisationOid: null,
        act: 'emergency',
        patientId: patient.id,
        subject: use.id,
        reason: '1',
        outcome: 'ok',
      });
    });
    const emergency = () => listAnomalies(world.env, officer, period).cases.find(({ kind }) => kind === 'emergency');
    const id = emergency()?.id ?? '';
    expect(decideAnomaly(world.env, officer, id, 'checked', 'x')).toEqual({ ok: false, error: { code: 'LOG-0003' } });
    expect(reviewEmergency(world.env, officer, use.id, 'Perusteltu').ok).toBe(true);
    expect(emergency()?.decisions).toMatchObject([{ decision: 'checked', note: 'Perusteltu', by: 'Vesa Turvanen' }]);
  });

  test('card and workstation of a line are those of the last signing in before it', () => {
    const { world, nurse, officer, period } = aDay();
    const signIn = (subject: string, reason: string): void =>
      world.store.write(tx =>
        tx.audit.append({
          at: world.env.clock.now(),
          actor: nurse.professional.registrationNumber,
          organisationOid: null,
          act: 'signIn',
          patientId: null,
          subject,
          reason,
          outcome: 'ok',
        }),
      );
    const open = () => openPatient(world.env, nurse, 'patient-1', { reason: '1', basis: null, collector: '' });
    signIn('KORTTI-1', 'Vastaanotto 1');
    open();
    signIn('KORTTI-2', 'Vastaanotto 2');
    open();
    const { rows } = searchLog(world.env, officer, { ...period, person: 'hoiv', patient: '', limit: 50 });
    expect(rows.filter(({ act }) => act === 'open').map(({ card, workstation }) => [card, workstation])).toEqual([
      ['KORTTI-2', 'Vastaanotto 2'],
      ['KORTTI-1', 'Vastaanotto 1'],
      [null, null],
    ]);
  });

  test('what is not in the log is refused, and nobody decides of what they did themselves', () => {
    const { world, nurse, officer, period } = aDay();
    for (const id of ['emergency.999', 'nothing.1', 'emergency', 'emergency.1.2', 'emergency.0', 'emergency.x'])
      expect(decideAnomaly(world.env, officer, id, 'checked', 'x')).toEqual({ ok: false, error: { code: 'LOG-0001' } });
    const { cases } = listAnomalies(world.env, officer, period);
    expect(decideAnomaly(world.env, nurse, cases[0]?.id ?? '', 'checked', 'x')).toEqual({
      ok: false,
      error: { code: 'LOG-0002' },
    });
  });
});

describe('search', () => {
  test('by person, by patient, by time; each look is a line of its own', () => {
    const { world, patient, officer, period } = aDay();
    const all = { ...period, person: '', patient: '', limit: 200 };
    const before = world.audit().length;
    const acts = (change: Partial<typeof all>): readonly string[] =>
      searchLog(world.env, officer, { ...all, ...change }).rows.map(({ act }) => act);
    expect(acts({ person: 'hoiv' })).toEqual(['open']);
    expect(acts({ person: aNurse().registrationNumber })).toEqual(['open']);
    expect(acts({ person: 'ei kukaan' })).toEqual([]);
    expect(acts({ patient: patient.family })).toEqual(['open']);
    expect(acts({ patient: 'Eitällaista' })).toEqual([]);
    expect(acts({ from: localDate('2020-01-01'), to: localDate('2020-12-31') })).toEqual([]);
    expect(world.audit().length).toBe(before + 6);
    const [line] = searchLog(world.env, officer, { ...all, person: 'hoiv' }).rows;
    expect(line).toMatchObject({ basis: 'care', outcome: 'ok', patientId: patient.id });
  });
});

describe('what leaves the house', () => {
  test('an export has every line with its link, what the first stands on, and the head', () => {
    const { world, officer, period } = aDay();
    const json = JSON.parse(exportLog(world.env, officer, period, 'json').text) as {
      rows: { n: number; hash: string }[];
      chain: { head: { n: number; hash: string }; before: string | null; firstBroken: number | null };
    };
    expect(json.rows.map(({ n }) => n)).toEqual(json.rows.map((_, i) => i + 1));
    expect(json.chain).toMatchObject({ before: null, firstBroken: null, head: { n: json.rows.length } });
    expect(json.rows.at(-1)?.hash).toBe(json.chain.head.hash);
    const csv = exportLog(world.env, officer, period, 'csv').text.split('\r\n');
    expect(csv[0]).toBe('n,at,actor,organisationOid,act,patientId,subject,reason,outcome,hash');
    expect(csv.at(-2)).toMatch(/^head,.*,whole,.*,[0-9a-f]{64}$/);
  });

  test('a reason that looks like a formula is text in a spreadsheet; quotes and lines stay in their cell', () => {
    const { world, officer, period } = aDay();
    const { cases } = listAnomalies(world.env, officer, period);
    world.store.write(tx =>
      tx.audit.append({
        at: world.env.clock.now(),
        actor: '1',
        organisationOid: null,
        act: 'logReview',
        patientId: null,
        subject: cases[0]?.id ?? null,
        reason: '=HYPERLINK("x")',
        outcome: 'ok',
      }),
    );
    expect(exportLog(world.env, officer, period, 'csv').text).toContain(`"'=HYPERLINK(""x"")"`);
  });

  test('the report of a person tells who, where, what and on what ground, and that it was made', async () => {
    const { world, patient, officer, period } = aDay();
    expect(await printLogReport(world.env, officer, 'nobody', period, '')).toEqual({
      ok: false,
      error: { code: 'PAT-0002' },
    });
    expect((await printLogReport(world.env, officer, patient.id, period, '')).ok).toBe(true);
    expect(world.printed.at(-1)).toMatchObject({
      lines: [
        { who: 'Noora Elina Hoivala', act: 'open', basis: 'care' },
        { who: 'Vesa Turvanen', act: 'logReport', basis: 'duty' },
      ],
    });
  });

  test('log data older than two years leaves for a special reason only, which stands in the log', async () => {
    const { world, patient, officer, period } = aDay();
    const old = { ...period, from: addMonths(addDays(period.from, -1), -24) };
    const edge = { ...period, from: addMonths(period.from, -24) };
    const refused = { ok: false, error: { code: 'LOG-0004' } };
    expect(await printLogReport(world.env, officer, patient.id, old, ' ')).toEqual(refused);
    expect((await printLogReport(world.env, officer, patient.id, edge, '')).ok).toBe(true);
    expect((await printLogReport(world.env, officer, patient.id, old, 'Rikosepäily ')).ok).toBe(true);
    const reports = world.audit().filter(({ act }) => act === 'logReport');
    expect(reports.map(({ reason }) => reason)).toEqual([null, 'Rikosepäily']);
  });

  test('a refusal is given in writing with its ground and reasons, and stands in the log', async () => {
    const { world, patient, officer, period } = aDay();
    const refuse = (ground: 'danger' | 'old', reason: string, from = period.from) =>
      printLogRefusal(world.env, officer, patient.id, { ...period, from }, { ground, reason });
    expect(await printLogRefusal(world.env, officer, 'nobody', period, { ground: 'danger', reason: 'x' })).toEqual({
      ok: false,
      error: { code: 'PAT-0002' },
    });
    expect(await refuse('danger', ' ')).toEqual({ ok: false, error: { code: 'LOG-0005' } });
    expect(await refuse('old', 'Ei syytä')).toEqual({ ok: false, error: { code: 'LOG-0006' } });
    expect((await refuse('danger', ' Uhka ')).ok).toBe(true);
    expect(world.printed.at(-1)).toMatchObject({ ground: 'danger', reason: 'Uhka', decidedOn: '2026-11-22' });
    expect((await refuse('old', 'Ei syytä', addMonths(addDays(period.from, -1), -24))).ok).toBe(true);
    const refusals = world.audit().filter(({ act }) => act === 'logRefusal');
    expect(refusals.map(({ reason }) => reason)).toEqual(['danger: Uhka', 'old: Ei syytä']);
  });

  test('the technical log holds nothing of it', () => {
    const { world, patient, officer, period } = aDay();
    listAnomalies(world.env, officer, period);
    expect(JSON.stringify(world.logged)).not.toContain(patient.family);
  });
});
