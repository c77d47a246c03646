/** Acts of a pharmacy on what is stored, against the real host and the real simulator with its own rules. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { correctionFormOf, prescriptionFormOf, type PharmacyAct } from '../../shared/domain/dispensing/pharmacy-act.ts';
import { type PrescriptionRow } from '../../shared/domain/prescribing/prescription.ts';
import { type Oid } from '../../shared/kernel/oid.ts';
import { type ClinicAtHand, clinicAtHand } from './at-hand.ts';
import { type DirectHost } from './direct.ts';
import {
  accepted,
  amoxicillin,
  confirmed,
  dispense as dispenseOf,
  openPatient,
  PIN2,
  prescribe,
  signIn,
  until,
  valueOf,
} from './story.ts';

describe('acts of a pharmacy', () => {
  let clinic: ClinicAtHand;
  let host: DirectHost;
  let patientId = '';

  beforeAll(async () => {
    clinic = await clinicAtHand();
    ({ host, patientId } = clinic);
  }, 90_000);
  afterAll(() => clinic?.end());

  const rowOf = async (setId: Oid): Promise<PrescriptionRow> => {
    const { rows } = valueOf(await host.client.dispensing.list({ patientId }));
    const row = rows.find(({ prescription }) => prescription.setId === setId);
    if (row === undefined) throw new Error('the prescription is not in the list');
    return row;
  };
  /** Prepared, seen and signed. */
  async function signed(wanted: PharmacyAct): Promise<Oid> {
    const { preview, findings } = valueOf(await host.client.dispensing.prepareAct({ patientId, act: wanted }));
    expect(findings.filter(({ severity }) => severity === 'block')).toEqual([]);
    const items = [{ draftId: preview?.draftId ?? '', digest: preview?.digest ?? '' }];
    const answer = valueOf(await host.client.dispensing.sign({ items, pin2: PIN2 }));
    expect(answer.left).toEqual([]);
    return answer.signed[0]?.documentOid as Oid;
  }
  /** The same, and taken by the Centre. */
  const act = async (wanted: PharmacyAct): Promise<void> => void (await accepted(host.client, await signed(wanted)));
  /** What the home screen tells of a prescription. */
  const heldHere = async (setId: Oid) =>
    (valueOf(await host.client.day.view({ ask: false })).holdings?.oldest ?? [])
      .filter(({ prescriptionSetId }) => prescriptionSetId === setId)
      .map(({ kind, step }) => [kind, step]);
  const blocked = async (wanted: PharmacyAct): Promise<readonly string[]> => {
    const { preview, findings } = valueOf(await host.client.dispensing.prepareAct({ patientId, act: wanted }));
    expect(preview).toBeNull();
    return findings.filter(({ severity }) => severity === 'block').map(({ rule }) => rule);
  };
  async function toCounter(packages: string): Promise<Oid> {
    await signIn(host.client, 'aino-harjula');
    await openPatient(host.client, 'Kokemäki');
    const oid = await prescribe(host.client, patientId, { packages });
    await accepted(host.client, oid);
    await signIn(host.client, 'leena-apaja');
    await openPatient(host.client, 'Kokemäki', true);
    return oid;
  }
  const dispense = async (setId: Oid, packages: string): Promise<void> =>
    void (await accepted(host.client, await dispenseOf(host.client, patientId, setId, packages)));
  const madeFor = async (setId: Oid) =>
    valueOf(await host.client.dispensing.made({ patientId })).filter(
      ({ dispensing }) => dispensing.prescription.setId === setId,
    );

  test('a dispensing is corrected, corrected again and cancelled; what is left follows each', async () => {
    const setId = await toCounter('3');
    const whole = Number((await rowOf(setId)).remaining?.value);
    await dispense(setId, '2');
    const [made] = await madeFor(setId);
    if (made === undefined) throw new Error('nothing was dispensed');
    const lot = Number(made.dispensing.amount.value);
    expect(Number((await rowOf(setId)).remaining?.value)).toBe(whole - lot);

    const form = { ...correctionFormOf(made.dispensing), packages: '1', amount: String(lot / 2) };
    const correction = {
      kind: 'dispensingCorrection',
      setId: made.dispensing.setId,
      reason: 'Yksi pakkaus jäi',
    } as const;
    expect(await blocked({ ...correction, reason: ' ', form })).toEqual(['RA1']);
    expect(await blocked({ ...correction, form: correctionFormOf(made.dispensing) })).toEqual(['RA3']);
    expect(await blocked({ ...correction, form: { ...form, amount: String(whole * 2) } })).toEqual(['RA4']);
    await act({ ...correction, form });
    expect(Number((await rowOf(setId)).remaining?.value)).toBe(whole - lot / 2);
    await act({ ...correction, form: { ...form, remark: 'Neuvottu' } });
    const [corrected] = await madeFor(setId);
    expect(corrected).toMatchObject({
      dispensing: { version: 3, packages: 1, remark: 'Neuvottu' },
      change: { kind: 'correction', reason: 'Yksi pakkaus jäi' },
    });
    // The label of the correction can be printed, under the number of the first.
    const { oid } = corrected?.dispensing ?? made.dispensing;
    expect(valueOf(await host.client.prints.label({ documentOid: oid })).pages).toBeGreaterThan(0);

    const cancellation = {
      kind: 'dispensingCancellation',
      setId: made.dispensing.setId,
      reason: 'Ei noudettu',
      packs: null,
    } as const;
    await act(cancellation);
    expect(await rowOf(setId)).toMatchObject({ state: 'notDispensed', dispensedLots: 0 });
    expect(Number((await rowOf(setId)).remaining?.value)).toBe(whole);
    expect(await madeFor(setId)).toMatchObject([{ change: { kind: 'cancellation', reason: 'Ei noudettu' } }]);
    expect(await host.client.dispensing.prepareAct({ patientId, act: cancellation })).toMatchObject({
      ok: false,
      error: { code: 'RX-0003' },
    });
    await dispense(setId, '1');
    expect(Number((await rowOf(setId)).remaining?.value)).toBe(whole - lot / 2);
  }, 120_000);

  test('the correction of an earlier lot is counted into what is left after the later one', async () => {
    const setId = await toCounter('3');
    const whole = Number((await rowOf(setId)).remaining?.value);
    await dispense(setId, '1');
    await dispense(setId, '1');
    const [, first] = await madeFor(setId);
    if (first === undefined) throw new Error('two lots were made');
    await act({ kind: 'dispensingCancellation', setId: first.dispensing.setId, reason: 'Palautettu', packs: null });
    expect(Number((await rowOf(setId)).remaining?.value)).toBe(whole - whole / 3);
    await dispense(setId, '1');
    expect(Number((await rowOf(setId)).remaining?.value)).toBe(whole / 3);
  }, 120_000);

  test('lock, reservation and dose dispensing: taken, known to be ours, not taken twice, given back', async () => {
    const setId = await toCounter('2');
    for (const [take, release, kind] of [
      ['lock', 'unlock', 'locked'],
      ['reservation', 'reservationRelease', 'reserved'],
      ['doseDispensing', 'doseDispensingRelease', 'doseDispensing'],
    ] as const) {
      expect(await blocked({ kind: release, setId, reason: 'Turhaan' })).toEqual(['RA6']);
      await act({ kind: take, setId, reason: 'Annos epäselvä' });
      expect(await rowOf(setId)).toMatchObject({ holder: { kind, mine: true } });
      expect(await heldHere(setId)).toEqual(kind === 'doseDispensing' ? [] : [[kind, 'held']]);
      if (kind === 'locked')
        expect(await host.client.dispensing.openForm({ patientId, prescriptionSetId: setId })).toMatchObject({
          ok: false,
        });
      await act({ kind: release, setId, reason: 'Asia selvisi' });
      expect((await rowOf(setId)).holder).toBeNull();
      expect(await heldHere(setId)).toEqual([]);
    }
  }, 120_000);

  test('the home screen remembers what is held without a line, until the Centre has the release', async () => {
    const setId = await toCounter('1');
    await rowOf(setId);
    valueOf(await host.client.system.practiceFault({ fault: 'errors' }));
    const reserve = await signed({ kind: 'reservation', setId, reason: 'Tilattu' });
    expect(await heldHere(setId)).toEqual([['reserved', 'taking']]);
    valueOf(await host.client.system.practiceFault({ fault: 'none' }));
    await host.client.queue.tryNow({});
    await accepted(host.client, reserve);
    expect(await heldHere(setId)).toEqual([['reserved', 'held']]);
    await rowOf(setId);
    valueOf(await host.client.system.practiceFault({ fault: 'errors' }));
    const release = await signed({ kind: 'reservationRelease', setId, reason: 'Noudettu' });
    expect(await heldHere(setId)).toEqual([['reserved', 'releasing']]);
    valueOf(await host.client.system.practiceFault({ fault: 'none' }));
    await host.client.queue.tryNow({});
    await accepted(host.client, release);
    expect(await heldHere(setId)).toEqual([]);
  }, 120_000);

  test('a pharmacy corrects a prescription: technically alone, else with the prescriber’s consent; a lock ends by it', async () => {
    const setId = await toCounter('2');
    const { prescription } = await rowOf(setId);
    const form = { ...prescriptionFormOf(prescription), doseText: '1 kapseli aamulla ja illalla 7 päivän ajan.' };
    const correction = { kind: 'prescriptionCorrection', setId, reason: 'Annos', form, consent: null } as const;
    expect(await blocked({ ...correction, consent: { prescriber: '', at: '', phone: '' } })).toEqual(['R63']);
    expect(await blocked({ ...correction, form: prescriptionFormOf(prescription) })).toEqual(['RA3']);
    await act({ kind: 'lock', setId, reason: 'Annos epäselvä' });
    await act({ ...correction, consent: { prescriber: 'Aino Harjula', at: '22.11. klo 9.15', phone: '0100000001' } });
    const after = await rowOf(setId);
    expect(after).toMatchObject({
      holder: null,
      prescription: { version: 2, dose: { text: form.doseText, structured: null } },
    });
    await act({ ...correction, form: { ...form, indication: 'Keuhkoputkentulehdukseen.' } });
    expect(await rowOf(setId)).toMatchObject({
      prescription: { version: 3, indication: 'Keuhkoputkentulehdukseen.' },
    });
  }, 120_000);

  test('renewal is requested at the counter, once, and waits in the inbox of the unit that prescribed', async () => {
    const setId = await toCounter('2');
    await dispense(setId, '1');
    const form = { consent: '3', smsPhone: '', smsConfirmed: false } as const;
    const request = { kind: 'renewalRequest', setId, reason: 'Lääke loppuu viikon päästä', form } as const;
    const unconfirmed = { ...request, form: { ...form, smsPhone: '0401234567' } };
    const { preview: none, findings } = valueOf(
      await host.client.dispensing.prepareAct({ patientId, act: unconfirmed }),
    );
    expect([none, findings.map(({ rule }) => rule)]).toEqual([null, ['R48']]);
    await act({ ...unconfirmed, form: { ...unconfirmed.form, smsConfirmed: true } });
    expect(await blocked(request)).toEqual(['R46']);
    expect((await rowOf(setId)).renewal).toMatchObject({ state: 'sent', endsAt: null, ground: '' });

    await signIn(host.client, 'aino-harjula');
    const { rows } = valueOf(await host.client.renewals.list({}));
    const asked = rows.find(({ row }) => row?.prescription.setId === setId);
    expect(asked).toMatchObject({ patientId, message: request.reason });
    const id = asked?.id ?? '';
    valueOf(await host.client.renewals.prepare({ id, asItIs: true }));
    const atCounter = async (): Promise<PrescriptionRow['renewal']> => {
      await signIn(host.client, 'leena-apaja');
      await openPatient(host.client, 'Kokemäki', true);
      return (await rowOf(setId)).renewal;
    };
    expect(await atCounter()).toMatchObject({ state: 'received', endsAt: expect.any(String) });

    await signIn(host.client, 'aino-harjula');
    const ground = 'Aika varattava ennen uusimista';
    const { draftId } = valueOf(await host.client.renewals.reject({ id, outcome: 'rejected', reason: ground }));
    const [shown] = valueOf(await host.client.renewals.preview({ draftIds: [draftId] }));
    const items = [{ draftId, digest: shown?.digest ?? '' }];
    const { signed } = valueOf(await host.client.prescribing.sign({ items, pin2: PIN2 }));
    await accepted(host.client, signed[0]?.documentOid as Oid);
    expect(await atCounter()).toMatchObject({ state: 'rejected', ground });
    // What was rejected cannot be asked for again, by this pharmacy or another.
    expect(await blocked(request)).toEqual(['R46']);
  }, 120_000);

  test('with the line down the act waits in the queue, and goes when it is back', async () => {
    const setId = await toCounter('2');
    await rowOf(setId);
    valueOf(await host.client.system.practiceFault({ fault: 'lineDown' }));
    const { preview } = valueOf(
      await host.client.dispensing.prepareAct({
        patientId,
        act: { kind: 'reservation', setId, reason: 'Tilattu valmiste' },
      }),
    );
    const items = [{ draftId: preview?.draftId ?? '', digest: preview?.digest ?? '' }];
    const { signed } = valueOf(await host.client.dispensing.sign({ items, pin2: PIN2 }));
    valueOf(await host.client.system.practiceFault({ fault: 'none' }));
    valueOf(await host.client.queue.tryNow({}));
    await accepted(host.client, signed[0]?.documentOid as Oid);
    expect(await rowOf(setId)).toMatchObject({ holder: { kind: 'reserved', mine: true } });
  }, 120_000);

  /** A paper prescription of the physician, recorded and signed by the pharmacist at the counter. */
  async function storePaper(): Promise<Oid> {
    const { storing } = host.client;
    const { draftId, documentOid, form: empty } = valueOf(await storing.openForm({ patientId }));
    const form = { ...(await amoxicillin(host.client)), storage: empty.storage };
    const checked = valueOf(await storing.check({ draftId, form }));
    expect(checked.findings.filter(({ severity }) => severity === 'block').map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['R65', 'R08']),
    );
    const storage = {
      kind: '1',
      reason: '1',
      reasonText: '',
      family: 'Harjula',
      given: 'Aino Maria',
      registrationNumber: '00999900101',
      identifierNumber: '999901',
    } as const;
    const { findings } = valueOf(await storing.check({ draftId, form: { ...form, storage } }));
    expect(findings.filter(({ severity }) => severity === 'block')).toEqual([]);
    const whole = { ...form, storage, confirmations: confirmed(findings) };
    valueOf(await storing.saveDraft({ draftId, form: whole }));
    const [shown] = valueOf(await storing.preview({ draftIds: [draftId] }));
    const result = valueOf(await storing.sign({ items: [{ draftId, digest: shown?.digest ?? '' }], pin2: PIN2 }));
    expect(result.left).toEqual([]);
    return documentOid;
  }

  test('a paper prescription is stored by the pharmacy, taken by the Centre and dispensed', async () => {
    await signIn(host.client, 'leena-apaja');
    await openPatient(host.client, 'Kokemäki', true);
    const setId = await storePaper();
    await accepted(host.client, setId);
    expect(await rowOf(setId)).toMatchObject({
      acceptance: 'accepted',
      prescription: {
        prescriber: { family: 'Harjula', registrationNumber: '00999900101', identifierNumber: '999901' },
        recorder: { professional: { family: 'Apaja', registrationNumber: '00999900103' } },
        pharmacyStorage: { kind: '1', reason: { code: '1' } },
      },
    });
    await dispense(setId, '1');
    expect(await rowOf(setId)).toMatchObject({ state: 'fullyDispensed' });
  }, 120_000);

  test('in an outage the amount is limited and the judgement recorded; paper is stored and dispensed; all goes afterwards', async () => {
    const known = await toCounter('20');
    await rowOf(known);
    valueOf(await host.client.system.practiceFault({ fault: 'lineDown' }));
    await until(async () => {
      const { source } = valueOf(await host.client.dispensing.list({ patientId }));
      return source.from === 'cache';
    }, 'the line known to be down');
    const { draft, held } = valueOf(await host.client.dispensing.openForm({ patientId, prescriptionSetId: known }));
    expect(held).toBe(false);
    const { draftId } = draft;
    const outage = async (packages: string): Promise<readonly string[]> => {
      const { findings } = valueOf(await host.client.dispensing.check({ draftId, form: { ...draft.form, packages } }));
      return findings.filter(({ rule }) => rule.startsWith('O')).map(({ rule, severity }) => `${rule} ${severity}`);
    };
    expect(await outage('20')).toEqual(['O01 confirm', 'O02 block']);
    expect(await outage('1')).toEqual(['O01 confirm']);
    valueOf(await host.client.dispensing.saveDraft({ draftId, form: { ...draft.form, packages: '20' } }));
    expect(await host.client.dispensing.preview({ draftIds: [draftId] })).toMatchObject({
      ok: false,
      error: { code: 'FORM-0003', detail: expect.arrayContaining(['O02']) },
    });
    const given = await dispenseOf(host.client, patientId, known, '1');
    const paper = await storePaper();
    expect(await rowOf(paper)).toMatchObject({ acceptance: 'queued' });
    const onPaper = valueOf(await host.client.dispensing.openForm({ patientId, prescriptionSetId: paper }));
    const { findings } = valueOf(
      await host.client.dispensing.check({ draftId: onPaper.draft.draftId, form: onPaper.draft.form }),
    );
    expect(findings.filter(({ rule }) => rule.startsWith('O'))).toEqual([]);
    const givenOnPaper = await dispenseOf(host.client, patientId, paper, '1');
    valueOf(await host.client.system.practiceFault({ fault: 'none' }));
    valueOf(await host.client.queue.tryNow({}));
    for (const oid of [given, paper, givenOnPaper]) await accepted(host.client, oid);
    expect(await rowOf(known)).toMatchObject({ state: 'partlyDispensed', dispensedLots: 1 });
    expect(await rowOf(paper)).toMatchObject({ acceptance: 'accepted', state: 'fullyDispensed' });
  }, 120_000);
});
