/** Products besides authorised ones from prescription to accepted dispensing, against the simulator's own rules. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DispensingForm } from '../../shared/domain/dispensing/dispensing.ts';
import { type PrescriptionForm } from '../../shared/domain/prescribing/prescription-form.ts';
import { writtenProduct } from '../../shared/domain/prescribing/written-product.ts';
import { type Oid } from '../../shared/kernel/oid.ts';
import { type ClinicAtHand, clinicAtHand } from './at-hand.ts';
import { type DirectHost } from './direct.ts';
import { accepted, amoxicillin, dispense, openPatient, prescribe, signIn, valueOf } from './story.ts';

describe('other kinds of products at the counter', () => {
  let clinic: ClinicAtHand;
  let host: DirectHost;
  let patientId = '';

  beforeAll(async () => {
    clinic = await clinicAtHand();
    ({ host, patientId } = clinic);
  }, 90_000);
  afterAll(() => clinic?.end());

  async function toCounter(change: Partial<PrescriptionForm>): Promise<Oid> {
    await signIn(host.client, 'aino-harjula');
    await openPatient(host.client, 'Kokemäki');
    const oid = await prescribe(host.client, patientId, change);
    await accepted(host.client, oid);
    await signIn(host.client, 'leena-apaja');
    await openPatient(host.client, 'Kokemäki', true);
    return oid;
  }
  const opened = async (prescriptionSetId: Oid): Promise<DispensingForm> =>
    valueOf(await host.client.dispensing.openForm({ patientId, prescriptionSetId })).draft.form;
  const madeFor = async (setId: Oid) =>
    valueOf(await host.client.dispensing.made({ patientId })).find(
      ({ dispensing }) => dispensing.prescription.setId === setId,
    )?.dispensing;
  const rowOf = async (setId: Oid) =>
    valueOf(await host.client.dispensing.list({ patientId })).rows.find(
      ({ prescription }) => prescription.setId === setId,
    );

  test('a pharmacy-made cream is written by hand and dispensed in two lots', async () => {
    const setId = await toCounter({
      product: {
        ...writtenProduct('7', ''),
        tradeName: 'Hydrokortisonivoide 1 %',
        form: { fi: 'emulsiovoide', sv: 'emulsiovoide', en: 'emulsiovoide' },
        preparation: 'Hydrocortisonum 1 g, Cremor ad 100 g',
      },
      amountMode: '2',
      totalAmount: '100',
      totalUnit: 'g',
      doseTyped: 'Ohut kerros kerran päivässä.',
      doseTextOnly: true,
    });
    const { written } = await opened(setId);
    if (written === null) throw new Error('nothing to write');
    expect(written).toMatchObject({ name: 'Hydrokortisonivoide 1 %', size: '100', unit: 'g', price: '' });

    const first = { ...written, size: '60', price: '24,50' };
    await accepted(host.client, await dispense(host.client, patientId, setId, '1', { written: first }));
    expect(await madeFor(setId)).toMatchObject({
      product: { kind: '7', tradeName: 'Hydrokortisonivoide 1 %', vnr: null },
      pharmacyMade: true,
      amount: { value: '60', unit: 'g' },
      remaining: { value: '40', unit: 'g' },
      priceCents: 2450,
      fullyDispensed: false,
    });
    expect(await rowOf(setId)).toMatchObject({ state: 'partlyDispensed', remaining: { value: '40', unit: 'g' } });

    const rest = (await opened(setId)).written;
    expect(rest).toMatchObject({ size: '40', unit: 'g' });
    await accepted(host.client, await dispense(host.client, patientId, setId, '1', { written: rest }));
    expect(await rowOf(setId)).toMatchObject({ state: 'fullyDispensed' });
  }, 90_000);

  test('a base ointment of the database keeps its kind', async () => {
    const { product: pack } = await amoxicillin(host.client);
    if (pack?.kind !== '1') throw new Error('no package');
    const setId = await toCounter({ product: { ...pack, kind: '2' } });
    const form = await opened(setId);
    expect(form).toMatchObject({ vnr: pack.vnr, written: null });
    await accepted(host.client, await dispense(host.client, patientId, setId));
    expect(await madeFor(setId)).toMatchObject({ product: { kind: '2', vnr: pack.vnr }, pharmacyMade: false });
  }, 60_000);
});
