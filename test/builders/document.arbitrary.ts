import fc from 'fast-check';
import { type Decimal, add, decimal } from '../../shared/kernel/decimal.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { dateOfDayNumber, instantOfMs } from '../../shared/kernel/time.ts';
import { type Dispensing, SUBSTITUTION_REFUSALS } from '../../shared/domain/dispensing/dispensing.ts';
import { type Organisation, type Patient, type Professional } from '../../shared/domain/people/person.ts';
import {
  DOSE_UNITS,
  type DoseRange,
  type DoseTiming,
  type StructuredDose,
  type Weekday,
} from '../../shared/domain/prescribing/dose.ts';
import {
  type PrescribedProduct,
  type Prescription,
  type Quantity,
} from '../../shared/domain/prescribing/prescription.ts';
import {
  MEASUREMENTS,
  type MeasurementKind,
  RECORD_HEADINGS,
  type RecordDocument,
  type RecordEntry,
} from '../../shared/domain/records/record.ts';
import {
  aClinic,
  aDocumentPatient,
  aLegalDispensing,
  aLegalPrescription,
  aPharmacist,
  aPharmacy,
  aPhysician,
  aRecordDocument,
  aTradeProduct,
} from './document.builder.ts';
import { anyText } from './hostile-text.ts';

const text = anyText();
const someText = anyText(1);
const localized = fc.record({ fi: text, sv: text, en: text });
const language = fc.constantFrom('fi', 'sv');
const count = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });
const amount: fc.Arbitrary<Decimal> = fc
  .tuple(count(0, 99_999), fc.constantFrom('', '.5', '.10', '.125', '.000000001'))
  .map(([whole, rest]) => decimal(`${whole}${rest}`));
export const anyDay = count(-20_000, 40_000).map(dateOfDayNumber);
// 1980 to 2060, to the millisecond; both changes of the clock are hit by their hours below.
export const anyMoment = fc
  .oneof(
    fc.integer({ min: 315_532_800_000, max: 2_840_140_800_000 }),
    fc
      .constantFrom('2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-03-29T00:59:59Z', '2026-03-29T01:00:00Z')
      .map(at => Date.parse(at)),
  )
  .map(instantOfMs);
export const someDocumentOid = count(1, 999_999).map(serial => oid(`1.2.246.10.88888888.93001.2026.${serial}`));
export const anyVersion = count(1, 99);
const given = fc.array(someText, { maxLength: 3 });
const quantity: fc.Arbitrary<Quantity> = fc.record({
  value: amount,
  unit: fc.oneof(fc.constantFrom('fol', 'ml', 'kpl', 'g'), someText),
});
const flag = fc.boolean();

export const anyPatient: fc.Arbitrary<Patient> = fc.record({
  id: fc.uuid(),
  identityCode: fc.constantFrom(null, '010190-999W', '010190Y999W', '030810A9996'),
  family: someText,
  given,
  callName: text,
  sex: fc.constantFrom('male', 'female', 'unknown', 'unspecified'),
  birthDate: anyDay,
  language,
  phone: text,
  street: text,
  postalCode: text,
  city: text,
  deceasedOn: fc.constant(null),
  allergies: fc.constant(aDocumentPatient.allergies),
});

const organisation = (base: Organisation): fc.Arbitrary<Organisation> =>
  fc
    .record({
      name: localized,
      street: text,
      postalCode: text,
      city: text,
      phone: fc.constantFrom('', '0100000001', '+358 9 123 4567'),
      alone: flag,
      whole: localized,
    })
    .map(({ alone, whole, ...change }) => ({
      ...base,
      ...change,
      provider: alone ? { oid: base.oid, name: change.name } : { oid: oid('1.2.246.10.88888888.10.0'), name: whole },
    }));

export const aProfessional = (base: Professional, unit: Organisation): fc.Arbitrary<Professional> =>
  fc
    .record({
      family: someText,
      given,
      title: localized,
      organisation: organisation(unit),
      identifierNumber: fc.constantFrom(null, '999901'),
    })
    .map(change => ({ ...base, ...change }));

const facts = {
  atc: fc.constantFrom('', 'M01AE01', 'N05BA01'),
  atcName: fc.record({ fi: text, sv: text }),
  strength: text,
  form: localized,
  substances: fc.array(someText, { maxLength: 3 }),
  controlClass: fc.constantFrom(null, 'H', 'P', 'Z'),
  narcotic: flag,
  biological: flag,
  databaseVersion: fc.constantFrom('2026.021', '2025.001'),
} as const;
const tradeProduct: fc.Arbitrary<Extract<PrescribedProduct, { kind: '1' }>> = fc
  .record({
    ...facts,
    tradeName: someText,
    holder: text,
    container: text,
    sizeText: text,
    packageSize: fc.option(quantity),
  })
  .map(change => ({ ...aTradeProduct, ...change }));
const product: fc.Arbitrary<PrescribedProduct> = fc.oneof(
  tradeProduct,
  fc.record({ ...facts, kind: fc.constant('9') }),
);

const range = (): fc.Arbitrary<DoseRange> =>
  fc.tuple(amount, amount).map(([low, more]) => ({ low, high: add(low, more) }));
const counts = fc.tuple(count(0, 6), count(1, 6)).map(([low, more]) => ({ low, high: low + more }));
const same = count(1, 12).map(n => ({ low: n, high: n }));
export const anyTiming: fc.Arbitrary<DoseTiming> = fc.oneof(
  fc.oneof(counts, same).map(n => ({ kind: 'timesPerDay', ...n }) as const),
  fc.oneof(counts, same).map(n => ({ kind: 'timesPerWeek', ...n }) as const),
  fc.tuple(count(1, 24), count(0, 12)).map(([low, more]) => ({ kind: 'everyHours', low, high: low + more }) as const),
  fc.record({ kind: fc.constant('everyDays'), days: count(1, 90), times: count(1, 5) }),
  fc.record({
    kind: fc.constant('weekdays'),
    days: fc.uniqueArray(fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7), { minLength: 1 }),
    times: count(1, 4),
  }),
  fc
    .record({ morning: range(), noon: range(), evening: range(), night: range() }, { requiredKeys: [] })
    .filter(amounts => Object.keys(amounts).length > 0)
    .map(amounts => ({ kind: 'timesOfDay', amounts }) as const),
);
const structuredDose: fc.Arbitrary<StructuredDose> = fc
  .record({
    single: range(),
    unit: fc.constantFrom(...DOSE_UNITS),
    timing: anyTiming,
    asNeeded: flag,
    maxPerDay: fc.option(amount),
    lengthDays: fc.option(count(1, 999)),
    startsOn: fc.option(anyDay),
  })
  .map(({ single, ...rest }) => ({ ...single, ...rest }));

const ban = fc.oneof(
  fc.constant({ code: '1' } as const),
  text.map(says => ({ code: '5', text: says }) as const),
);
export const anyPrescription: fc.Arbitrary<Prescription> = fc
  .record({
    oid: someDocumentOid,
    setId: someDocumentOid,
    version: anyVersion,
    prescriptionKind: fc.constantFrom('1', '2', '3'),
    language,
    patient: anyPatient,
    prescriber: aProfessional(aPhysician, aClinic),
    serviceEventOid: fc.constantFrom(null, oid('1.2.246.10.88888888.14001.2026.1')),
    prescribedAt: anyMoment,
    validUntil: fc.option(anyDay),
    product,
    amount: fc.oneof(
      fc.record({ mode: fc.constant('1'), packages: count(1, 99), sizeText: text, packageSize: fc.option(quantity) }),
      fc.record({ mode: fc.constant('2'), total: quantity }),
      fc.record({ mode: fc.constant('3'), start: anyDay, lengthDays: count(1, 999) }),
    ),
    iteration: fc.option(fc.record({ repeats: count(1, 20), intervalDays: fc.option(count(1, 365)) })),
    dose: fc.record({ text: someText, structured: fc.option(structuredDose) }),
    sic: flag,
    indication: text,
    treatmentKind: fc.constantFrom('S', 'M'),
    permanentMedication: flag,
    renewalProhibited: flag,
    renewalBan: fc.option(ban),
    substitutionProhibited: flag,
    doseDispensing: flag,
    startOfUse: flag,
    weightKg: fc.option(amount),
    messageToPharmacy: text,
    narcoticIdentification: fc.option(
      fc.oneof(
        fc.constantFrom({ code: '1' }, { code: '2' }, { code: '3' }),
        text.map(says => ({ code: '9', text: says })),
      ),
    ),
    minorDisclosure: fc.constantFrom(null, '1', '2', '3', '4'),
  })
  .map(change => aLegalPrescription(change as Partial<Prescription>));

export const anyDispensing: fc.Arbitrary<Dispensing> = fc
  .record({
    oid: someDocumentOid,
    version: anyVersion,
    language,
    patient: anyPatient,
    dispenser: aProfessional(aPharmacist, aPharmacy),
    prescription: fc.record({ oid: someDocumentOid, setId: someDocumentOid, version: anyVersion }),
    dispensedAt: anyMoment,
    product: tradeProduct,
    packages: count(0, 99),
    split: flag,
    preparedBy: fc.option(
      fc.record({
        registrationNumber: fc.constantFrom('00999900199', '22345567789'),
        family: someText,
        given,
        right: fc.constantFrom(null, '907'),
      }),
    ),
    pharmacyMade: flag,
    doseDispensed: flag,
    copayments: fc.option(count(0, 9)),
    noteToKela: text,
    amount: quantity,
    remaining: fc.option(quantity),
    substituted: flag,
    substitutionRefusal: fc.constantFrom(null, ...SUBSTITUTION_REFUSALS),
    substitutionRefusalText: text,
    priceCents: fc.option(count(0, 99_999_999)),
    fullyDispensed: flag,
    labelDoseText: text,
    remark: text,
  })
  .map(change => aLegalDispensing(change));

const kinds = Object.keys(MEASUREMENTS) as MeasurementKind[];
const entry: fc.Arbitrary<RecordEntry> = fc.oneof(
  fc.record({
    kind: fc.constant('diagnosis'),
    code: fc.constantFrom('J02.9', 'I10', 'F32.1'),
    name: someText,
    primacy: fc.constantFrom('PAA', 'SIVU'),
    permanence: fc.constantFrom(null, 'PYS'),
  }),
  fc
    .record({ measurement: fc.constantFrom(...kinds), value: amount, second: fc.option(amount), measuredAt: anyMoment })
    .map(
      ({ second, ...rest }) =>
        ({ kind: 'measurement', ...rest, secondValue: rest.measurement === 'bloodPressure' ? second : null }) as const,
    ),
);
export const anyRecord: fc.Arbitrary<RecordDocument> = fc
  .record({
    oid: someDocumentOid,
    version: anyVersion,
    language,
    patient: anyPatient,
    author: aProfessional(aPhysician, aClinic),
    templateId: fc.constantFrom('visit', 'nurse-visit'),
    title: someText,
    createdAt: anyMoment,
    sections: fc.array(
      fc.record({ heading: fc.constantFrom(...RECORD_HEADINGS), text, entries: fc.array(entry, { maxLength: 3 }) }),
      { maxLength: 4 },
    ),
  })
  .map(change => aRecordDocument(change));
