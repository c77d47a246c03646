import { z } from 'zod';
import { MEDICATION_CHOICES } from '../domain/medication/medication-list.ts';
import { call } from './define.ts';
import { sourced } from './signing.contract.ts';
import { id, instant, localDate, text } from './values.ts';

const key = text(400);
const dose = text(2000);
const note = text(500);
const word = z
  .strictObject({
    dose: text(2000),
    inUse: z.boolean(),
    at: instant,
    by: z.string(),
    note,
    isWaiting: z.literal(true).exactOptional(),
  })
  .nullable();
const by = z.strictObject({ registrationNumber: z.string(), name: z.string() });
const written = { id, at: instant, by };
const name = text(200);

export const medicationRow = z.strictObject({
  key,
  name: z.string(),
  national: word,
  local: word,
  patient: word,
  differs: z.boolean(),
  continuum: z.array(
    z.strictObject({
      setId: z.string(),
      dose: text(2000),
      at: instant,
      by: z.string(),
      state: z.enum(['notDispensed', 'partlyDispensed', 'fullyDispensed', 'cancelled', 'expired']),
      expiresOn: localDate,
    }),
  ),
});
export type MedicationRowShown = z.output<typeof medicationRow>;

const medicationEvent = z.discriminatedUnion('type', [
  z.strictObject({
    ...written,
    type: z.literal('said'),
    source: z.enum(['local', 'patient']),
    key,
    name,
    dose,
    inUse: z.boolean(),
    note,
  }),
  z.strictObject({
    ...written,
    type: z.literal('decided'),
    key,
    name,
    choice: z.enum(MEDICATION_CHOICES),
    dose: text(2000),
  }),
  z.strictObject({ ...written, type: z.literal('reconciled'), note }),
]);
export type MedicationEventShown = z.output<typeof medicationEvent>;

export const medicationList = z.strictObject({
  asOf: localDate,
  today: localDate,
  earliest: localDate,
  rows: z.array(medicationRow),
  reconciled: z.strictObject({ at: instant, by: z.string(), note }).nullable(),
  events: z.array(medicationEvent),
  /** Where the national column comes from, and how old it is. */
  source: sourced,
});
export type MedicationListShown = z.output<typeof medicationList>;

const codes = ['PAT-0002', 'PAT-0004'] as const;

/** The patient's medication: the Centre's, the unit's own and the patient's word side by side, of any day. */
export const medication = {
  /** @see medicationListOf; `fetch` asks the Centre anew, else what is kept is enough */
  list: call({
    needs: 'readMedication',
    params: z.strictObject({ patientId: id, asOf: localDate, fetch: z.boolean() }),
    result: medicationList,
    codes,
  }),
  /** What the patient tells, or what the unit itself gives (PAT-0004 for who may not write it). `key` null begins a medicine that has no other column. */
  say: call({
    startsWork: true,
    needs: 'readMedication',
    params: z.strictObject({
      patientId: id,
      source: z.enum(['local', 'patient']),
      key: key.nullable(),
      name: name.refine(words => words.trim() !== ''),
      dose,
      inUse: z.boolean(),
      note,
    }),
    result: medicationList,
    codes,
  }),
  /** Which column is right: its dose goes into the unit's own list, or the medicine ends there. */
  decide: call({
    startsWork: true,
    needs: 'recordEntry',
    params: z.strictObject({ patientId: id, key, choice: z.enum(MEDICATION_CHOICES) }),
    result: medicationList,
    codes: [...codes, 'FORM-0003'],
  }),
  /** Stamps the list of today: gone through with the patient. */
  reconcile: call({
    startsWork: true,
    needs: 'recordEntry',
    params: z.strictObject({ patientId: id, note }),
    result: medicationList,
    codes,
  }),
};
