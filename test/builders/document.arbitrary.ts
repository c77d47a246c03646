import fc from 'fast-check';
import { type Decimal, add, decimal } from '../../shared/kernel/decimal.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { dateOfDayNumber, instantOfMs, localDate } from '../../shared/kernel/time.ts';
import { type Dispensing, SUBSTITUTION_REFUSALS } from '../../shared/domain/dispensing/dispensing.ts';
import { type Organisation, type Patient, type Professional } from '../../shared/domain/people/person.ts';
import { type Coded, type CodedWord } from '../../shared/domain/coded.ts';
import {
  type DosePlan,
  type PlannedDose,
  type Span,
  type SpanUnit,
} from '../../shared/domain/prescribing/dose-plan.ts';
import { type Ingredient, type NamedProductKind, type Stated } from '../../shared/domain/prescribing/product.ts';
import {
  type ClockTime,
  DOSE_UNITS,
  type DoseRange,
  type DoseTiming,
  type StructuredDose,
  type Weekday,
} from '../../shared/domain/prescribing/dose.ts';
import {
  type DosingInstruction,
  type Iteration,
  type NarcoticIdentification,
  type PharmacyStorage,
  type PrescribedAmount,
  type PrescribedProduct,
  type Prescription,
  type Quantity,
  type RenewalBan,
  type TreatmentKind,
} from '../../shared/domain/prescribing/prescription.ts';
import {
  MEASUREMENTS,
  type MeasurementKind,
  RECORD_HEADINGS,
  type RecordDocument,
  type RecordEntry,
  type CitizenView,
} from '../../shared/domain/records/record.ts';
import { isCertificate } from '../../shared/domain/records/certificate-forms.ts';
import { CORE_CONTENTS, CORE_SHAPES, type CoreContent } from '../../shared/domain/records/core-data.ts';
import { type CoreField, FIELD_SHAPES } from '../../shared/domain/records/core-fields.ts';
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

const coded: fc.Arbitrary<Coded> = fc.record({
  code: fc.constantFrom('1055', 'E005', '86173-680'),
  system: fc.constantFrom('1.2.246.537.6.1403.202001', '1.2.246.537.6.148.2011', '1.2.246.537.6.850.202001'),
  name: text,
});
/** Fields that are absent where nothing is said. */
const maybe = <T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<Partial<T>> =>
  fc.record(model, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;

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
      ofWhole: maybe({
        phone: fc.constantFrom('', '0100000009', '09 1234'),
        street: text,
        postalCode: text,
        city: text,
      }),
      exchange: maybe({ switchboard: fc.constant(true as const) }),
    })
    .map(({ alone, whole, ofWhole, exchange, ...change }) => ({
      ...base,
      ...change,
      ...exchange,
      provider: alone
        ? { oid: base.oid, name: change.name }
        : { oid: oid('1.2.246.10.88888888.10.0'), name: whole, ...ofWhole },
    }));

export const aProfessional = (base: Professional, unit: Organisation): fc.Arbitrary<Professional> =>
  fc
    .record({
      family: someText,
      given,
      title: localized,
      organisation: organisation(unit),
      identifierNumber: fc.constantFrom(null, '999901'),
      more: maybe({ speciality: coded, callName: text, suffix: text }),
    })
    .map(({ more, ...change }) => ({ ...base, ...change, ...more }));

const ingredient: fc.Arbitrary<Ingredient> = fc.record({
  name: text,
  atc: fc.constantFrom('', 'D07AC03'),
  atcName: text,
  amount: fc.option(
    fc.oneof(
      quantity.map(each => ({ kind: 'measured', quantity: each }) as const),
      text.map(says => ({ kind: 'worded', text: says }) as const),
    ),
  ),
});
const stated = fc.constantFrom<Stated>('yes', 'no', 'unknown');
const extras = maybe({
  ingredients: fc.array(ingredient, { maxLength: 3 }),
  otherIngredients: fc.array(ingredient, { maxLength: 3 }),
  preparation: text,
  uncodedName: text,
  extraInformation: text,
  additionalMonitoring: stated,
  biologicalUnknown: fc.constant(true as const),
  biosimilar: stated,
  medicineGroup: text,
  bloodProduct: stated,
});
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
const packageFacts = {
  tradeName: fc.oneof(someText, text),
  holder: text,
  container: text,
  sizeText: text,
  packageSize: fc.option(quantity),
} as const;
const tradeProduct: fc.Arbitrary<Extract<PrescribedProduct, { kind: '1' }>> = fc
  .record({ ...facts, ...packageFacts, tradeName: someText })
  .map(change => ({ ...aTradeProduct, ...change }));
const NAMED_KINDS: readonly NamedProductKind[] = ['2', '3', '4', '5', '6', '7', '8', '10', '11'];
const namedProduct = fc.record({
  ...facts,
  ...packageFacts,
  kind: fc.constantFrom(...NAMED_KINDS),
  vnr: fc.constantFrom(null, '', '002296'),
  substitutionGroup: fc.constant(null),
});
/** Kinds besides authorised products, as a dispensing names them: in the database by number, else by name. */
const dispensedByName = namedProduct.map(each => ({ ...each, vnr: each.vnr === '' ? null : each.vnr }));
const product: fc.Arbitrary<PrescribedProduct> = fc
  .tuple(
    fc.oneof(
      tradeProduct,
      tradeProduct.map(each => ({ ...each, vnr: '' })),
      fc.record({ ...facts, kind: fc.constant('9' as const) }),
      { arbitrary: namedProduct, weight: 4 },
    ),
    extras,
  )
  .map(([plain, more]) => ({ ...plain, ...more }) as PrescribedProduct);

const range = (): fc.Arbitrary<DoseRange> =>
  fc.tuple(amount, amount).map(([low, more]) => ({ low, high: add(low, more) }));
const counts = fc.tuple(count(0, 6), count(1, 6)).map(([low, more]) => ({ low, high: low + more }));
const same = count(1, 12).map(n => ({ low: n, high: n }));
const CLOCK_TIMES = ['0000', '0800', '1230', '2359'] as ClockTime[];
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
  fc
    .array(fc.record({ at: fc.constantFrom(...CLOCK_TIMES), amount: range() }), { minLength: 1, maxLength: 4 })
    .map(amounts => ({ kind: 'clockTimes', amounts }) as const),
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

const word = (codes: readonly string[]): fc.Arbitrary<CodedWord> =>
  fc.record({ code: fc.constantFrom(null, ...codes), name: text });
const spanUnit = fc.constantFrom<SpanUnit>('h', 'd', 'wk', 'mo', 'a', 'min');
const timeSpan: fc.Arbitrary<Span> = fc.tuple(range(), spanUnit).map(([bounds, unit]) => ({ ...bounds, unit }));
const own = (id: string): fc.Arbitrary<Readonly<{ id?: string }>> => fc.constantFrom({}, { id });
const plannedDose: fc.Arbitrary<PlannedDose> = fc
  .tuple(
    own('1.2.246.10.88888888.14001.2026.860.1.1'),
    fc.record({
      amount: fc.option(range()),
      unit: fc.option(word(['18', '39', '77'])),
      physical: fc.option(range().map(bounds => ({ ...bounds, unit: 'mg' }))),
      asNeeded: fc.option(flag),
      timeOfDay: fc.option(word(['a', 'zz'])),
      clock: fc.option(fc.constantFrom(...CLOCK_TIMES)),
      weekday: fc.option(word(['ma', 'xx'])),
      most: fc.option(fc.record({ amount, per: amount, unit: spanUnit })),
    }),
  )
  .map(([id, dose]) => ({ ...id, ...dose }));
const dosePlan: fc.Arbitrary<DosePlan> = fc.record({
  seasons: fc.array(
    fc
      .tuple(
        own('1.2.246.10.88888888.14001.2026.860.1'),
        fc.record({
          start: fc.option(anyDay),
          end: fc.option(anyDay),
          length: fc.option(timeSpan),
          pauses: fc.array(fc.record({ from: fc.option(anyDay), to: fc.option(anyDay) }), { maxLength: 2 }),
          asNeeded: fc.option(flag),
          period: fc.option(timeSpan),
          doses: fc.array(plannedDose, { maxLength: 4 }),
        }),
      )
      .map(([id, season]) => ({ ...id, ...season })),
    { maxLength: 3 },
  ),
});
const dose: fc.Arbitrary<DosingInstruction> = fc
  .tuple(
    fc.record({ text: someText, structured: fc.option(structuredDose) }),
    maybe({ plan: dosePlan, route: coded, extraInstruction: text }),
  )
  .map(([plain, more]) => ({ ...plain, ...more }));

const longLength = fc.record({ count: count(1, 52), unit: fc.constantFrom('wk', 'mo', 'a') });
const amountOfRx: fc.Arbitrary<PrescribedAmount> = fc.oneof(
  fc
    .tuple(
      fc.record({ mode: fc.constant('1'), packages: count(1, 99), sizeText: text, packageSize: fc.option(quantity) }),
      maybe({ packedAs: fc.record({ each: quantity, count: count(1, 30) }) }),
    )
    .map(([plain, more]) => ({ ...plain, ...more })),
  fc.record({ mode: fc.constant('2'), total: quantity }),
  fc
    .tuple(
      fc.record({ mode: fc.constant('3'), start: anyDay, lengthDays: count(1, 999) }),
      maybe({ length: longLength, startAt: anyMoment }),
    )
    .map(([plain, more]) => ({ ...plain, ...more })),
  fc.record({ mode: fc.constant('9') }),
) as fc.Arbitrary<PrescribedAmount>;

const iteration: fc.Arbitrary<Iteration> = fc
  .tuple(
    fc.record({ repeats: count(0, 20), intervalDays: fc.option(count(1, 365)) }),
    maybe({ interval: longLength, text: fc.oneof(text, fc.constantFrom('iter ter 7 pv', 'toistaiseksi')) }),
  )
  .map(([plain, more]) => ({ ...plain, ...more }) as Iteration);

const ban: fc.Arbitrary<RenewalBan> = fc.oneof(
  fc
    .tuple(fc.constantFrom('1', '2', '3', '4', '6', '7', '8'), maybe({ text }))
    .map(([code, more]) => ({ code, ...more }) as RenewalBan),
  text.map(says => ({ code: '5', text: says }) as const),
);
const identified: fc.Arbitrary<NarcoticIdentification> = fc.oneof(
  fc
    .tuple(fc.constantFrom('1', '2', '3'), maybe({ text }))
    .map(([code, more]) => ({ code, ...more }) as NarcoticIdentification),
  text.map(says => ({ code: '9', text: says }) as const),
);
const treatment = fc.constantFrom<TreatmentKind>('S', 'T', 'M');
const moreOfRx = maybe<Partial<Prescription>>({
  hospitalPharmacy: fc.record({
    oid: fc.constant(oid('1.2.246.10.3213213.10.1')),
    name: text,
    unitOid: fc.constantFrom(null, oid('1.2.246.10.1231234.10.1')),
  }),
  recorder: fc.record({ professional: aProfessional(aPharmacist, aPharmacy), at: fc.option(anyMoment) }),
  writtenAt: organisation({ ...aClinic, oid: oid('1.2.246.10.88888888.10.7') }),
  createdAt: anyMoment,
  signedIn: fc.record({ header: fc.option(anyMoment), body: fc.option(anyMoment) }),
  otherTreatmentKinds: fc.array(treatment, { maxLength: 3 }),
  employer: text,
  insurer: text,
  specialClarifications: fc.array(fc.record({ code: fc.option(coded), text, date: fc.option(anyDay) }), {
    maxLength: 3,
  }),
  pharmacyStorage: fc.record({
    kind: fc.constantFrom(null, '1', '2', '3'),
    reason: fc.option(fc.record({ code: fc.constantFrom('1', '2', '3', '4'), text })),
  }) as fc.Arbitrary<PharmacyStorage>,
  physicianFee: amount,
  feeAsSpecialist: flag,
  communicableDisease: fc.constant(true as const),
  biologicalJustification: text,
  medicineId: fc.constant(oid('1.2.246.10.88888888.93001.2025.5.0')),
  medicineIdPart: count(1, 9),
});

export const anyPrescription: fc.Arbitrary<Prescription> = fc
  .tuple(
    fc.record({
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
      amount: amountOfRx,
      iteration: fc.option(iteration),
      dose,
      sic: flag,
      indication: text,
      treatmentKind: treatment,
      permanentMedication: flag,
      renewalProhibited: flag,
      renewalBan: fc.option(ban),
      substitutionProhibited: flag,
      doseDispensing: flag,
      startOfUse: flag,
      weightKg: fc.option(amount),
      messageToPharmacy: text,
      narcoticIdentification: fc.option(identified),
      minorDisclosure: fc.constantFrom(null, '1', '2', '3', '4'),
    }),
    moreOfRx,
  )
  .map(([change, more]) => aLegalPrescription({ ...change, ...more } as Partial<Prescription>));

export const anyDispensing: fc.Arbitrary<Dispensing> = fc
  .record({
    oid: someDocumentOid,
    version: anyVersion,
    language,
    patient: anyPatient,
    dispenser: aProfessional(aPharmacist, aPharmacy),
    prescription: fc.record({ oid: someDocumentOid, setId: someDocumentOid, version: anyVersion }),
    dispensedAt: anyMoment,
    product: fc.oneof(tradeProduct, dispensedByName),
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
const fieldValue = (field: CoreField): fc.Arbitrary<string> => {
  const shape = FIELD_SHAPES[field];
  switch (shape.type) {
    case 'date':
      return anyDay;
    case 'number':
      return amount;
    case 'choice':
      return fc.constantFrom(...Object.keys(shape.choices));
    case 'text':
      return text;
  }
};
function coreEntry(content: CoreContent): fc.Arbitrary<RecordEntry> {
  const fields = Object.fromEntries(CORE_SHAPES[content].fields.map(field => [field, fieldValue(field)]));
  return fc.record({
    kind: fc.constant('core'),
    content: fc.constant(content),
    code: isCertificate(content)
      ? fc.constant(null)
      : fc.constantFrom(...(CORE_SHAPES[content].inWords ? [null] : []), 'R74', 'NA1BG', '1552'),
    name: someText,
    fields: fc.record(fields, { requiredKeys: [] }),
  }) as fc.Arbitrary<RecordEntry>;
}
const revision = fc.record({
  act: fc.constantFrom('newVersion', 'annulment'),
  base: fc.record({ oid: someDocumentOid, setId: someDocumentOid, version: anyVersion }),
  reason: someText,
  by: aProfessional(aPhysician, aClinic),
});
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
  fc.constantFrom(...CORE_CONTENTS).chain(coreEntry),
);
/** Something that the document has to say; shown at once it says nothing. */
const anyCitizenView: fc.Arbitrary<CitizenView> = fc
  .record({
    delay: fc.option(
      fc.record({ until: fc.constantFrom(localDate('2026-12-01'), localDate('2027-02-28')), reason: text }),
    ),
    minorDisclosure: fc.option(fc.constantFrom('1' as const, '2' as const, '3' as const, '4' as const)),
  })
  .filter(({ delay, minorDisclosure }) => delay !== null || minorDisclosure !== null);
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
    late: maybe({ happenedAt: anyMoment, revision }),
    place: maybe({
      isPrimary: fc.constant(true as const),
      series: fc.record({
        name: someText,
        visitOid: fc.constantFrom(null, oid('1.2.246.10.88888888.14001.2026.2')),
      }),
    }),
    citizen: fc.option(anyCitizenView),
    bought: maybe({
      purchased: fc.record({
        organiserOid: fc.constant(oid('1.2.246.10.55555555.10.0')),
        organiserName: someText,
        register: fc.constantFrom('2' as const, '3' as const),
      }),
    }),
    sections: fc.array(
      fc.record({ heading: fc.constantFrom(...RECORD_HEADINGS), text, entries: fc.array(entry, { maxLength: 3 }) }),
      { maxLength: 4 },
    ),
  })
  .map(({ late, place, citizen, bought, ...change }) =>
    aRecordDocument({
      ...change,
      ...late,
      ...place,
      ...bought,
      ...(citizen === null ? {} : { citizen }),
    } as Partial<RecordDocument>),
  );
