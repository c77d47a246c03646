import { type Patient, type Professional } from '../../shared/domain/people/person.ts';
import { type PrescriptionForm } from '../../shared/domain/prescribing/prescription-form.ts';
import { type PrescribingFacts } from '../../shared/domain/prescribing/prescription.rules.ts';
import { type NamedProduct } from '../../shared/domain/prescribing/product.ts';
import { writtenProduct, type WrittenKind } from '../../shared/domain/prescribing/written-product.ts';
import { decimal } from '../../shared/kernel/decimal.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { localDate, type LocalDate } from '../../shared/kernel/time.ts';
import { withPack } from '../builders/knowledge.builder.ts';
import { aChild, aClinic, aPatient, aPhysician } from '../builders/person.builder.ts';
import {
  aPrescription,
  aPrescriptionForm,
  aPrescriptionRow,
  prescribingFacts,
  PRESCRIPTION_OID,
} from '../builders/prescription.builder.ts';
import { aPackage, aProduct, aSubstance } from '../builders/product.builder.ts';
import { type Case } from './domain-rules.case.ts';
import { knowledgeCases } from './domain-rules.knowledge-cases.ts';
import { SPECIAL_CASES } from './domain-rules.special-cases.ts';

const facts = prescribingFacts;
const form = (change: Partial<PrescriptionForm>): PrescribingFacts => facts({ form: aPrescriptionForm(change) });
const patient = (change: Partial<Patient>): PrescribingFacts => facts({ patient: aPatient(change) });
const prescriber = (change: Partial<Professional>): PrescribingFacts => facts({ prescriber: aPhysician(change) });
const child = (change: Partial<PrescriptionForm>): PrescribingFacts =>
  facts({ patient: aChild(), form: aPrescriptionForm(change) });

const NARCOTIC = aProduct({ narcotic: true, controlClass: 'H', atc: 'N02AA01' });
const PKV = aProduct({ controlClass: 'P', atc: 'N05BA01' });
const BIOLOGICAL = aProduct({ biological: true, atc: 'L04AB02' });
const BIOLOGICAL_NOW = aPackage({ biological: true, atc: 'L04AB02', retailPriceCents: 1000 });
const biological = ({
  ground = '',
  cheapestAlike,
}: Readonly<{ ground?: string; cheapestAlike: PrescribingFacts['packageNow'] }>): PrescribingFacts =>
  facts({
    form: aPrescriptionForm({ product: BIOLOGICAL, biologicalJustification: ground }),
    packageNow: BIOLOGICAL_NOW,
    cheapestAlike,
  });
const released = (date: string, invented = false): PrescribingFacts =>
  facts({ release: { id: '2026.022', date: localDate(date), invented } });
const NAMED_FORM = { fi: 'tabletti', sv: 'tablett', en: 'tablet' };
const written = (kind: WrittenKind, change: Partial<NamedProduct>): NamedProduct => ({
  ...writtenProduct(kind, '2026.022'),
  ...change,
});
const document = (id: string, version = 1, setId = id): PrescribingFacts =>
  facts({ document: { oid: oid(id), setId: oid(setId), version } });

export const PRESCRIBING_CASES: readonly Case<PrescribingFacts>[] = [
  {
    rule: 'R01',
    passes: [facts(), patient({ identityCode: null })],
    fails: [
      patient({ identityCode: '230598-904B' }),
      patient({ identityCode: '230598-904a' }),
      patient({ birthDate: localDate('1998-05-24') }),
    ],
  },
  {
    rule: 'R02',
    passes: [facts(), patient({ identityCode: null })],
    fails: [
      patient({ identityCode: null, sex: 'unknown' }),
      patient({ identityCode: null, family: ' ' }),
      patient({ identityCode: null, given: [] }),
    ],
  },
  { rule: 'R03', passes: [facts()], fails: [patient({ deceasedOn: localDate('2026-11-01') })] },
  {
    rule: 'R06',
    passes: [
      facts(),
      document(PRESCRIPTION_OID),
      document('1.2.246.10.88888888.93123.2026.7'),
      document('1.2.246.10.88888888.93.2026.2', 2, PRESCRIPTION_OID),
    ],
    fails: [
      document('1.2.246.10.77777777.93.2026.1'),
      document('1.2.246.10.88888888.14.2026.1'),
      document('1.2.246.10.88888888.93.2026.2', 2),
      document('1.2.246.10.88888888.93.2026.2', 1, PRESCRIPTION_OID),
    ],
  },
  {
    rule: 'R08',
    passes: [facts()],
    fails: [
      prescriber({ identifierNumber: null }),
      prescriber({ registrationNumber: '123' }),
      prescriber({ right: '006' }),
      prescriber({ right: null }),
      prescriber({ family: '' }),
      prescriber({ organisation: aClinic({ phone: '' }) }),
      prescriber({ organisation: aClinic({ street: ' ' }) }),
    ],
  },
  {
    rule: 'R09',
    passes: [
      facts(),
      form({ product: aSubstance() }),
      form({ product: written('6', { tradeName: 'Hopeaside' }) }),
      form({ product: written('7', { preparation: 'Hydrocortison 1 g, vaselin. ad 100 g' }) }),
      form({ product: written('10', { tradeName: 'Verensokeriliuskat' }) }),
      form({ product: written('11', { tradeName: 'Melatonin', form: NAMED_FORM }) }),
      form({ product: written('4', { tradeName: 'Kiniini', form: NAMED_FORM, vnr: '123456' }) }),
    ],
    fails: [
      form({ product: null }),
      form({ product: written('6', {}) }),
      form({ product: written('6', { tradeName: 'Hopeaside', vnr: '123456' }) }),
      form({ product: written('11', { tradeName: 'Melatonin' }) }),
      form({ product: written('4', { tradeName: 'Kiniini', form: NAMED_FORM }) }),
      form({ product: aProduct({ vnr: '12345' }) }),
      form({ product: aProduct({ tradeName: '' }) }),
      form({ product: aProduct({ databaseVersion: '' }) }),
    ],
  },
  {
    rule: 'R10',
    passes: [
      facts(),
      form({ amountMode: '2', totalAmount: '21,5', totalUnit: 'fol' }),
      form({ amountMode: '3', durationDays: '30' }),
    ],
    fails: [
      ...['', '0', '-1', '1,5', '1000', '1000000000', '1e9', 'kaksi', '٣'].map(packages => form({ packages })),
      ...['', '0', '-5', '1000000000', '1e9', '1,2345', 'NaN'].map(totalAmount =>
        form({ amountMode: '2', totalAmount, totalUnit: 'fol' }),
      ),
      form({ amountMode: '2', totalAmount: '21', totalUnit: ' ' }),
      ...['', '0', '-7', '3661', '7.5'].map(durationDays => form({ amountMode: '3', durationDays })),
      form({ product: aSubstance() }),
      form({ product: aProduct({ sizeText: '' }) }),
    ],
  },
  {
    rule: 'R12',
    passes: [facts(), form({ product: aSubstance() })],
    fails: [
      form({ product: aSubstance({ atc: 'J01C' }) }),
      form({ product: aSubstance({ strength: '' }) }),
      form({ product: aSubstance({ form: { fi: '', sv: '', en: '' } }) }),
    ],
  },
  {
    rule: 'R13',
    passes: [
      facts(),
      form({ treatmentKind: 'M' }),
      form({ treatmentKind: 'T', employer: 'Harjoitus Oy', insurer: 'Harjoitusyhtiö' }),
    ],
    fails: [form({ treatmentKind: 'T' }), form({ treatmentKind: 'T', employer: 'Harjoitus Oy', insurer: ' ' })],
  },
  {
    rule: 'R14',
    passes: [
      facts(),
      form({ doseTextOnly: true, doseTyped: 'Annostus erillisen ohjeen mukaan.' }),
      form({ doseTyped: '1-2x3 tarv' }),
    ],
    fails: [
      form({ doseTyped: '' }),
      form({ doseTyped: '1x3 pv' }),
      form({ doseTyped: '5 ml x 3' }),
      form({ doseTextOnly: true, doseTyped: ' \n' }),
    ],
  },
  {
    rule: 'R17',
    passes: [
      facts(),
      form({ renewalProhibited: true, renewalBanCode: '1' }),
      form({ renewalProhibited: true, renewalBanCode: '5', renewalBanText: 'Vain tämä kuuri' }),
    ],
    fails: [
      form({ renewalProhibited: true }),
      form({ renewalProhibited: true, renewalBanCode: '5', renewalBanText: ' ' }),
    ],
  },
  {
    rule: 'R18',
    passes: [facts(), child({ weightKg: '38,5' })],
    fails: [child({}), child({ weightKg: '0' }), child({ weightKg: 'noin 30' })],
  },
  {
    rule: 'R19',
    passes: [
      facts(),
      form({ product: NARCOTIC, narcoticIdentificationCode: '1' }),
      form({ product: NARCOTIC, narcoticIdentificationCode: '9', narcoticIdentificationText: 'Tunnettu' }),
    ],
    fails: [form({ product: NARCOTIC }), form({ product: NARCOTIC, narcoticIdentificationCode: '9' })],
  },
  {
    rule: 'R20',
    passes: [facts(), facts({ packageNow: null }), form({ product: null })],
    fails: [
      form({ product: aProduct({ controlClass: 'P' }) }),
      facts({ packageNow: aPackage({ narcotic: true, controlClass: 'H' }) }),
    ],
  },
  {
    rule: 'R21',
    passes: [
      facts(),
      form({ validUntil: localDate('2026-11-22') }),
      form({ validUntil: localDate('2028-11-22') }),
      form({ product: PKV, validUntil: localDate('2027-11-22') }),
    ],
    fails: [
      form({ validUntil: localDate('2026-11-21') }),
      form({ validUntil: localDate('2028-11-23') }),
      form({ product: PKV, validUntil: localDate('2027-11-23') }),
      form({ product: NARCOTIC, validUntil: localDate('2028-01-01') }),
      form({ product: BIOLOGICAL, validUntil: localDate('2028-01-01') }),
      form({ validUntil: '2027-02-30' as LocalDate }),
    ],
  },
  {
    rule: 'R22',
    passes: [facts(), form({ repeats: '3', repeatIntervalDays: '90' }), form({ repeats: '5' }), form({ repeats: 'x' })],
    fails: [
      form({ repeats: '9', repeatIntervalDays: '90' }),
      form({ product: PKV, repeats: '5', repeatIntervalDays: '90' }),
      form({ validUntil: localDate('2027-01-01'), repeats: '2', repeatIntervalDays: '30' }),
    ],
  },
  {
    rule: 'R23',
    passes: [facts(), form({ repeats: '2' }), form({ product: NARCOTIC })],
    fails: [form({ product: NARCOTIC, repeats: '1' })],
  },
  {
    rule: 'R31',
    passes: [
      facts(),
      form({ product: PKV }),
      facts({ patient: aPatient({ family: 'Harjula', given: ['Aino'] }) }),
      facts({ form: aPrescriptionForm({ product: PKV }), patient: aPatient({ family: 'Harjula', given: ['Eino'] }) }),
    ],
    fails: [
      facts({ form: aPrescriptionForm({ product: PKV }), patient: aPatient({ family: 'HARJULA', given: ['Aino'] }) }),
    ],
  },
  {
    rule: 'R34',
    passes: [
      facts(),
      facts({ active: [aPrescriptionRow({ state: 'fullyDispensed' })] }),
      facts({ active: [aPrescriptionRow({ remaining: { value: decimal('0'), unit: 'kpl' } })] }),
      facts({ active: [aPrescriptionRow({ prescription: aPrescription({ product: PKV }) })] }),
    ],
    fails: [
      facts({ active: [aPrescriptionRow()] }),
      facts({ active: [aPrescriptionRow({ state: 'partlyDispensed', remaining: null })] }),
      [facts({ active: null }), 'notChecked'],
    ],
  },
  {
    rule: 'R36',
    passes: [facts(), form({ sic: true, messageToPharmacy: 'Annos tarkoituksella suuri.' })],
    fails: [form({ sic: true })],
  },
  {
    rule: 'R37',
    passes: [
      facts(),
      biological({ cheapestAlike: BIOLOGICAL_NOW }),
      biological({ cheapestAlike: aPackage({ retailPriceCents: 900 }), ground: 'Allergia apuaineelle' }),
    ],
    fails: [
      biological({ cheapestAlike: aPackage({ retailPriceCents: 900 }) }),
      [biological({ cheapestAlike: null }), 'warn'],
      [form({ product: BIOLOGICAL }), 'warn'],
    ],
  },
  {
    rule: 'R39',
    passes: [facts(), facts({ form: aPrescriptionForm({ product: aSubstance() }), packageNow: null })],
    fails: [facts({ packageNow: null }), facts({ packageNow: aPackage({ marketed: false }) })],
  },
  {
    rule: 'R40',
    passes: [facts(), released('2026-11-16'), released('2026-12-01')],
    fails: [
      released('2026-11-14'),
      released('2026-10-15'),
      [released('2026-10-14'), 'block'],
      [released('2023-08-01'), 'block'],
      [released('2023-08-01', true), 'inform'],
    ],
  },
  {
    rule: 'R41',
    passes: [facts(), child({ minorDisclosure: '4' })],
    fails: [child({}), facts({ patient: aPatient({ identityCode: null, birthDate: localDate('2008-11-23') }) })],
  },
  {
    rule: 'F01',
    passes: [facts(), form({ messageToPharmacy: 'Ålands hälso- och sjukvård 😀\n\tä' })],
    fails: [
      form({ messageToPharmacy: 'a\u0000b' }),
      form({ indication: '\u{fffe}' }),
      form({ doseTextOnly: true, doseTyped: 'x\ud800' }),
      form({ renewalBanText: '\u0008' }),
    ],
  },
  {
    rule: 'F02',
    passes: [facts(), form({ messageToPharmacy: 'x'.repeat(1000) })],
    fails: [form({ messageToPharmacy: 'x'.repeat(1001) }), form({ indication: 'x'.repeat(301) })],
  },
  {
    rule: 'F03',
    passes: [facts(), form({ repeats: '3', repeatIntervalDays: '7' }), form({ repeats: '0' }), form({ repeats: '99' })],
    fails: [
      form({ repeats: '-1' }),
      form({ repeats: '100' }),
      form({ repeats: 'ter' }),
      form({ repeats: '3', repeatIntervalDays: '0' }),
      form({ repeats: '3', repeatIntervalDays: '1000' }),
      form({ repeatIntervalDays: '7' }),
    ],
  },
  {
    rule: 'F04',
    passes: [facts(), form({ weightKg: '72,5' })],
    fails: [form({ weightKg: '-3' }), form({ weightKg: '501' }), form({ weightKg: '70 kg' })],
  },
  {
    rule: 'F05',
    passes: [facts(), form({ indication: '', indicationNotStated: true })],
    fails: [form({ indication: ' ' })],
  },
  {
    rule: 'F06',
    passes: [facts(), form({ amountMode: '3', durationDays: '30' })],
    fails: [
      form({ amountMode: '3', durationDays: '30', doseTextOnly: true, doseTyped: 'Ohjeen mukaan' }),
      form({
        amountMode: '3',
        durationDays: '30',
        doseTyped: '1x2',
        product: aProduct({
          form: { fi: 'emulsiovoide', sv: 'kräm', en: 'cream' },
          packageSize: { value: decimal('100'), unit: 'g' },
        }),
      }),
    ],
  },
  {
    rule: 'F07',
    passes: [
      facts(),
      form({ correction: { reasonCode: '7', reasonText: '' } }),
      form({ correction: { reasonCode: '5', reasonText: 'Sovittu potilaan kanssa' } }),
    ],
    fails: [
      form({ correction: { reasonCode: '', reasonText: '' } }),
      form({ correction: { reasonCode: '5', reasonText: ' ' } }),
    ],
  },
  {
    rule: 'F08',
    passes: [facts(), facts({ before: aPrescriptionForm({ messageToPharmacy: 'Viikoittain' }) })],
    fails: [facts({ before: aPrescriptionForm() })],
  },
  ...SPECIAL_CASES,
  ...knowledgeCases(({ atc, strength, unitsPerDay, sic, patient: who, knowledge }) =>
    facts({
      form: aPrescriptionForm({ product: aProduct({ atc, strength }), doseTyped: `1x${unitsPerDay}`, sic }),
      patient: who,
      knowledge,
    }),
  ),
  {
    rule: 'K00',
    passes: [form({ product: null }), facts({ knowledge: withPack() })],
    fails: [facts(), form({ product: aSubstance() })],
  },
  { rule: 'K02', passes: [facts()], fails: [patient({ identityCode: null })] },
];
