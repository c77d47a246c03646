/** What goes wrong at a counter between opening and signing: the right words, no second effect, nothing typed is lost. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { prescriptionFormOf } from '../../shared/domain/dispensing/pharmacy-act.ts';
import { type PrescriptionRow } from '../../shared/domain/prescribing/prescription.ts';
import { type Oid } from '../../shared/kernel/oid.ts';
import { type TwoDesks, twoDesks } from './at-hand.ts';
import { type DirectHost } from './direct.ts';
import {
  accepted,
  type Made,
  openPatient,
  parked,
  PIN2,
  prepareDispensing,
  prescribe,
  signDispensing,
  signIn,
  until,
  valueOf,
} from './story.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const PATIENT = '120468-912X';
const TYPED = { remark: 'Neuvottu inhalaattori' } as const;
const NEW_DOSE = '1 kapseli kahdesti päivässä 7 päivän ajan.';
let both: TwoDesks;
let counter: DirectHost;
/** The clinic, or another pharmacy. */
let elsewhere: DirectHost;
let patientId = '';

beforeAll(async () => {
  both = await twoDesks();
  [counter, elsewhere] = both.desks;
  await signIn(counter.client, 'leena-apaja');
  patientId = await openPatient(counter.client, PATIENT, true);
});
afterAll(() => both?.end());

async function atClinic(): Promise<string> {
  await signIn(elsewhere.client, 'aino-harjula');
  return openPatient(elsewhere.client, PATIENT);
}
async function newPrescription(packages: string): Promise<Oid> {
  const setId = await prescribe(elsewhere.client, await atClinic(), { packages });
  await accepted(elsewhere.client, setId);
  return setId;
}
const rowIn = async ({ client }: DirectHost, id: string, setId: Oid): Promise<PrescriptionRow> => {
  const { rows } = valueOf(await client.dispensing.list({ patientId: id }));
  const row = rows.find(({ prescription }) => prescription.setId === setId);
  if (row === undefined) throw new Error('the prescription is not in the list');
  return row;
};

/** As in an outage: forms are opened and filled on what is known, without a hold. */
async function preparedWithoutHold(setIds: readonly Oid[]): Promise<Made[]> {
  const { client } = counter;
  const sourceIs = (from: 'cache' | 'service') =>
    until(
      async () => valueOf(await client.dispensing.list({ patientId })).source.from === from,
      `the list from ${from}`,
    );
  await sourceIs('service');
  valueOf(await client.system.practiceFault({ fault: 'lineDown' }));
  await sourceIs('cache');
  const made: Made[] = [];
  for (const setId of setIds) made.push(await prepareDispensing(client, patientId, setId, '1', TYPED));
  valueOf(await client.system.practiceFault({ fault: 'none' }));
  valueOf(await client.queue.tryNow({}));
  await sourceIs('service');
  return made;
}

/** Another pharmacy does what a pharmacy may do without the hold. */
async function atOtherPharmacy(kind: 'lock' | 'prescriptionCorrection', setId: Oid): Promise<void> {
  const { client } = elsewhere;
  await signIn(client, 'sofia-lindgren');
  const id = await openPatient(client, PATIENT, true);
  const { prescription } = await rowIn(elsewhere, id, setId);
  const form = { ...prescriptionFormOf(prescription), doseText: NEW_DOSE };
  const consent = { prescriber: 'Aino Harjula', at: '22.11. klo 9.15', phone: '0100000001' };
  const reason = 'Annos epäselvä';
  const act = kind === 'lock' ? { kind, setId, reason } : { kind, setId, reason, form, consent };
  const { preview } = valueOf(await client.dispensing.prepareAct({ patientId: id, act }));
  const items = [{ draftId: preview?.draftId ?? '', digest: preview?.digest ?? '' }];
  const { signed } = valueOf(await client.dispensing.sign({ items, pin2: PIN2 }));
  await accepted(client, signed[0]?.documentOid as Oid);
}

async function cancelledByClinic(setId: Oid): Promise<void> {
  const { client } = elsewhere;
  const id = await atClinic();
  valueOf(await client.prescribing.list({ patientId: id }));
  const choice = { type: 'medical', reasonCode: '3', reasonText: 'Ihottuma', consent: '1' } as const;
  const [shown] = valueOf(await client.prescribing.previewCancellation({ patientId: id, setId, choice }));
  const items = [{ draftId: shown?.draftId ?? '', digest: shown?.digest ?? '' }];
  const { signed } = valueOf(await client.prescribing.sign({ items, pin2: PIN2 }));
  await accepted(client, signed[0]?.documentOid as Oid);
}

const EVENTS = [
  {
    what: 'corrected',
    happens: (setId: Oid) => atOtherPharmacy('prescriptionCorrection', setId),
    now: { prescription: { version: 2 } },
    code: 'RX-0007',
  },
  {
    what: 'locked',
    happens: (setId: Oid) => atOtherPharmacy('lock', setId),
    now: { holder: { kind: 'locked', mine: false } },
    code: 'RX-0002',
  },
  { what: 'cancelled', happens: cancelledByClinic, now: { state: 'cancelled' }, code: 'RX-0003' },
] as const;

test.each(EVENTS)(
  '$what after the form was filled: refused by the Centre, or at the card when the desk has heard; nothing is dispensed',
  async ({ happens, now, code }) => {
    const { client } = counter;
    const [unheard, heard] = [await newPrescription('2'), await newPrescription('2')];
    const [blind, told] = await preparedWithoutHold([unheard, heard]);
    if (blind === undefined || told === undefined) throw new Error('two forms were filled');
    for (const setId of [unheard, heard]) await happens(setId);

    await signDispensing(client, blind);
    const refused = await parked(client, blind.documentOid);
    expect(refused.lastAnswer?.code).toBe('NET-0008');
    expect(await rowIn(counter, patientId, unheard)).toMatchObject({ ...now, dispensedLots: 0 });

    // The list has been fetched since: the card is not asked, and the form stays as it was typed.
    const items = [{ draftId: told.draftId, digest: told.digest }];
    const { signed, left } = valueOf(await client.dispensing.sign({ items, pin2: PIN2 }));
    expect([signed, left.map(({ failure }) => failure.code)]).toEqual([[], [code]]);
    const drafts = valueOf(await client.dispensing.drafts({ patientId }));
    expect(drafts.find(({ draftId }) => draftId === told.draftId)?.form).toMatchObject(TYPED);
  },
);

test('fetched again, a corrected prescription brings its dose to the label and leaves what was typed', async () => {
  const setId = await newPrescription('2');
  const [made] = await preparedWithoutHold([setId]);
  await atOtherPharmacy('prescriptionCorrection', setId);
  const { draft, row } = valueOf(await counter.client.dispensing.openForm({ patientId, prescriptionSetId: setId }));
  expect(draft.draftId).toBe(made?.draftId);
  expect(row.prescription).toMatchObject({ version: 2, dose: { text: NEW_DOSE } });
  expect(draft.form).toMatchObject({ ...TYPED, labelDoseText: NEW_DOSE, confirmations: [] });
  const remade = await prepareDispensing(counter.client, patientId, setId);
  await signDispensing(counter.client, remade);
  await accepted(counter.client, remade.documentOid);
});

test('two windows at one form: the later one is told, and neither loses a word', async () => {
  const setId = await newPrescription('2');
  const { dispensing } = counter.client;
  const open = async () => valueOf(await dispensing.openForm({ patientId, prescriptionSetId: setId })).draft;
  const [one, other] = [await open(), await open()];
  const { draftId } = one;
  const save = (draft: typeof one, remark: string) =>
    dispensing.saveDraft({ draftId, form: { ...draft.form, remark }, knownAt: draft.savedAt });
  await until(async () => (await open()).savedAt < new Date().toISOString(), 'the clock has moved');
  const { savedAt } = valueOf(await save(one, 'Ensimmäinen'));
  expect(await save(other, 'Toinen')).toMatchObject({ ok: false, error: { code: 'FORM-0007' } });
  expect((await open()).form.remark).toBe('Ensimmäinen');
  valueOf(await save({ ...other, savedAt }, 'Toinen'));
  expect((await open()).form.remark).toBe('Toinen');
  valueOf(await dispensing.discardDraft({ draftId }));
});

test('Enter pressed twice at once opens one form with one hold, and signs one dispensing with one label number', async () => {
  const setId = await newPrescription('2');
  const { client } = counter;
  const open = async () => valueOf(await client.dispensing.openForm({ patientId, prescriptionSetId: setId }));
  const [one, other] = await Promise.all([open(), open()]);
  expect([other.draft.draftId, one.held, other.held]).toEqual([one.draft.draftId, true, true]);
  const made = await prepareDispensing(client, patientId, setId);
  const items = [{ draftId: made.draftId, digest: made.digest }];
  const sign = async () => valueOf(await client.dispensing.sign({ items, pin2: PIN2 }));
  const answers = await Promise.all([sign(), sign()]);
  for (const { signed, left } of answers)
    expect([signed.map(({ documentOid }) => documentOid), left]).toEqual([[made.documentOid], []]);
  await accepted(client, made.documentOid);
  const { rows } = valueOf(await client.queue.list({ show: 'all' }));
  expect(rows.filter(({ documentOid }) => documentOid === made.documentOid)).toHaveLength(1);
  expect(await rowIn(counter, patientId, setId)).toMatchObject({ dispensedLots: 1 });
});

test('a pack of another product and an amount above what is left stop the form, and every key of it stays', async () => {
  const setId = await newPrescription('1');
  const { client } = counter;
  const { draft } = valueOf(await client.dispensing.openForm({ patientId, prescriptionSetId: setId }));
  const { draftId } = draft;
  const rulesOf = async (form: typeof draft.form): Promise<readonly string[]> => {
    const { findings } = valueOf(await client.dispensing.check({ draftId, form }));
    return findings.filter(({ severity }) => severity === 'block').map(({ rule }) => rule);
  };
  expect(await rulesOf({ ...draft.form, vnr: '000001' })).toContain('D01');
  expect(await rulesOf({ ...draft.form, departureReason: ' ' })).toContain('R62');
  expect(await rulesOf({ ...draft.form, departureReason: 'Saatavuushäiriö' })).not.toContain('R62');
  const form = { ...draft.form, packages: '2', remark: 'Asiakas pyysi kaksi', substitutionRefusal: 'buyerRefuses' };
  const typed = form as typeof draft.form;
  expect(await rulesOf(typed)).toContain('R53');
  valueOf(await client.dispensing.saveDraft({ draftId, form: typed }));
  expect(await client.dispensing.preview({ draftIds: [draftId] })).toMatchObject({
    ok: false,
    error: { code: 'FORM-0003', detail: expect.arrayContaining(['R53']) },
  });
  const again = valueOf(await client.dispensing.openForm({ patientId, prescriptionSetId: setId }));
  expect(again.draft.form).toEqual(typed);
  valueOf(await client.dispensing.discardDraft({ draftId }));
});
