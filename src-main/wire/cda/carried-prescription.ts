import { type Oid } from '../../../shared/kernel/oid.ts';
import { multiply, decimal } from '../../../shared/kernel/decimal.ts';
import { type PatientLanguage } from '../../../shared/kernel/language.ts';
import { type Instant, dateInHelsinki, instantMs } from '../../../shared/kernel/time.ts';
import { type CodedWord } from '../../../shared/domain/coded.ts';
import { type DosePlan, type DoseSeason, type PlannedDose } from '../../../shared/domain/prescribing/dose-plan.ts';
import {
  type Ingredient,
  type PrescribedProduct,
  type Stated,
  isOutsideDatabase,
} from '../../../shared/domain/prescribing/product.ts';
import { durationDays, repeatsInWords } from '../../../shared/domain/prescribing/written-amounts.ts';
import {
  type DosingInstruction,
  type Iteration,
  type NarcoticIdentification,
  type PrescribedAmount,
  type Prescription,
  type RenewalBan,
  type SpecialClarification,
} from '../../../shared/domain/prescribing/prescription.ts';
import { codeOf, inLanguage, names, patient, place, professional, quantity, saying, text } from './carried-parts.ts';
import { bothForms } from './dose.read.ts';
import { doseId, planFor, seasonId } from './dose.write.ts';
import { samePlace } from './header.read.ts';
import { iterationText } from './prescription-text.write.ts';
import { wholeSecond } from './times.ts';

function carriedIngredient({ name, atc, atcName, amount }: Ingredient): Ingredient {
  const worded = amount?.kind === 'worded' ? text(amount.text) : '';
  return {
    name: text(name),
    atc,
    atcName: atc === '' ? '' : text(atcName),
    amount:
      amount?.kind === 'measured'
        ? { kind: 'measured', quantity: quantity(amount.quantity) }
        : worded === ''
          ? null
          : { kind: 'worded', text: worded },
  };
}

const says = ({ name, atc, amount }: Ingredient): boolean => name !== '' || atc !== '' || amount !== null;
const isPlain = ({ name, atc, amount }: Ingredient): boolean => name !== '' && atc === '' && amount === null;

function carriedIngredients(of: PrescribedProduct) {
  const active = (of.ingredients ?? []).map(carriedIngredient).filter(says);
  const measured = active.filter(each => !isPlain(each));
  const other = (of.otherIngredients ?? []).map(carriedIngredient).filter(says);
  return {
    substances: [...names(of.substances), ...active.filter(isPlain).map(each => each.name)],
    ...(measured.length === 0 ? {} : { ingredients: measured }),
    ...(other.length === 0 ? {} : { otherIngredients: other }),
  };
}

const stated = <K extends string>(key: K, value: Stated | undefined): { [P in K]?: Stated } =>
  value === undefined || value === 'no' ? {} : ({ [key]: value } as { [P in K]?: Stated });

function carriedPackage(of: Exclude<PrescribedProduct, { kind: '9' }>, outside: boolean) {
  const [tradeName, second] = [text(of.tradeName), outside || !of.vnr ? '' : text(of.uncodedName ?? '')];
  return {
    tradeName: tradeName || second,
    ...(second === '' || tradeName === '' || second === tradeName ? {} : { uncodedName: second }),
    holder: text(of.holder),
    container: text(of.container),
    sizeText: text(of.sizeText),
    packageSize: of.packageSize && quantity(of.packageSize),
    substitutionGroup: null,
  };
}

/** See `carried`. */
export function carriedProductOf(of: PrescribedProduct, language: PatientLanguage): PrescribedProduct {
  const outside = isOutsideDatabase(of);
  const atcName = outside ? '' : text(of.atcName[language]);
  const ingredients = carriedIngredients(of);
  const hasVersion =
    !outside || ingredients.substances.length > 0 || ingredients.ingredients || ingredients.otherIngredients;
  const facts = {
    atc: of.atc,
    atcName: { fi: atcName, sv: atcName },
    strength: text(of.strength),
    form: inLanguage(of.form, language),
    ...ingredients,
    controlClass: of.controlClass,
    narcotic: of.narcotic,
    biological: of.biologicalUnknown ? false : of.biological,
    ...(of.biologicalUnknown ? { biologicalUnknown: of.biologicalUnknown } : {}),
    databaseVersion: hasVersion ? of.databaseVersion : '',
    ...saying('preparation', of.preparation),
    ...saying('extraInformation', of.extraInformation),
    ...saying('medicineGroup', of.medicineGroup),
    ...stated('additionalMonitoring', of.additionalMonitoring),
    ...stated('biosimilar', of.biosimilar),
    ...stated('bloodProduct', of.bloodProduct),
  };
  if (of.kind === '9') return { ...facts, kind: of.kind };
  const named = { ...facts, ...carriedPackage(of, outside) };
  return of.kind === '1' ? { ...named, kind: of.kind, vnr: of.vnr } : { ...named, kind: of.kind, vnr: of.vnr || null };
}

function carriedAmount(of: PrescribedAmount): PrescribedAmount {
  switch (of.mode) {
    case '1': {
      const { packedAs, packageSize, ...rest } = of;
      const each = packedAs && quantity(packedAs.each);
      const [one, several] = [{ ...rest, sizeText: text(of.sizeText) }, packedAs && packedAs.count > 1];
      if (!packedAs || !each) return { ...one, packageSize: packageSize && quantity(packageSize) };
      if (!several) return { ...one, packageSize: each };
      const value = multiply(each.value, decimal(String(packedAs.count)));
      return { ...one, packageSize: { value, unit: each.unit }, packedAs: { each, count: packedAs.count } };
    }
    case '2':
      return { mode: '2', total: quantity(of.total) };
    case '3': {
      const startAt = of.startAt && wholeSecond(of.startAt);
      const start = startAt ? dateInHelsinki(instantMs(startAt)) : of.start;
      const lengthDays = of.length ? (durationDays(start, of.length) ?? of.lengthDays) : of.lengthDays;
      return { ...of, start, lengthDays, ...(startAt ? { startAt } : {}) };
    }
    case '9':
      return of;
  }
}

const INTERVAL_DAYS = { wk: 7, mo: 30, a: 365 } as const;

function carriedIteration(of: Iteration): Iteration | null {
  const { text: _, ...numbers } = of;
  const words = text(iterationText(of));
  const { interval } = of;
  const intervalDays = interval ? interval.count * INTERVAL_DAYS[interval.unit] : of.intervalDays;
  const repeats = of.repeats === 0 ? repeatsInWords(words) : of.repeats;
  if (repeats === 0 && words === '' && intervalDays === null) return null;
  const plain: Iteration = { ...numbers, repeats, intervalDays };
  return words === '' || words === iterationText(plain) ? plain : { ...plain, text: words };
}

function word(of: CodedWord | null): CodedWord | null {
  if (of === null) return null;
  const name = text(of.name);
  return of.code === null && name === '' ? null : { code: of.code, name };
}

const own = (id: string | undefined, usual: string): Readonly<{ id?: string }> =>
  id === undefined || id === usual ? {} : { id };

function carriedDose(of: PlannedDose, usual: string): PlannedDose {
  const { id, ...rest } = of;
  const clock = text(of.clock ?? '');
  return {
    ...own(id, usual),
    ...rest,
    unit: word(of.unit),
    timeOfDay: word(of.timeOfDay),
    weekday: word(of.weekday),
    clock: clock === '' ? null : clock,
  };
}

const carriedPlan = (oid: Oid, { seasons }: DosePlan): DosePlan => ({
  seasons: seasons.map(({ id, ...season }, index): DoseSeason => ({
    ...own(id, seasonId(oid, index)),
    ...season,
    doses: season.doses.map((dose, at) => carriedDose(dose, doseId(oid, index, at))),
  })),
});

function carriedInstruction(of: Prescription): DosingInstruction {
  const plan = planFor(of);
  const { route } = of.dose;
  return {
    text: text(of.dose.text),
    ...bothForms(plan && carriedPlan(of.oid, plan), of.language),
    ...(route ? { route: codeOf(route) } : {}),
    ...saying('extraInstruction', of.dose.extraInstruction),
  };
}

const carriedBan = (of: RenewalBan): RenewalBan =>
  of.code === '5' ? { code: '5', text: text(of.text) } : { code: of.code, ...saying('text', of.text) };

const carriedIdentification = (of: NarcoticIdentification): NarcoticIdentification =>
  of.code === '9' ? { code: '9', text: text(of.text) } : { code: of.code, ...saying('text', of.text) };

const carriedClarification = (of: SpecialClarification): SpecialClarification => ({
  code: of.code && codeOf(of.code),
  text: text(of.text),
  date: of.date,
});

const moment = (at: Instant | null): Instant | null => at && wholeSecond(at);

function carriedTimes(of: Prescription): Pick<Prescription, 'prescribedAt' | 'createdAt' | 'signedIn'> {
  const prescribedAt = wholeSecond(of.prescribedAt);
  const createdAt = of.createdAt && wholeSecond(of.createdAt);
  const signedIn = of.signedIn && { header: moment(of.signedIn.header), body: moment(of.signedIn.body) };
  return {
    prescribedAt,
    ...(createdAt && createdAt !== prescribedAt ? { createdAt } : {}),
    ...(signedIn && !(signedIn.header === prescribedAt && signedIn.body === prescribedAt) ? { signedIn } : {}),
  };
}

function carriedParties(of: Prescription): Pick<Prescription, 'patient' | 'prescriber' | 'recorder' | 'writtenAt'> {
  const { language, recorder } = of;
  const prescriber = professional(of.prescriber, language, 'clinic');
  const unit = of.writtenAt && place(of.writtenAt, language);
  return {
    patient: patient(of.patient, language),
    prescriber,
    ...(recorder
      ? {
          recorder: {
            professional: professional(recorder.professional, language, 'pharmacy'),
            at: moment(recorder.at),
          },
        }
      : {}),
    ...(unit && !samePlace(unit, prescriber.organisation) ? { writtenAt: unit } : {}),
  };
}

function carriedTreatment(of: Prescription): Pick<Prescription, 'treatmentKind' | 'otherTreatmentKinds'> {
  const others = [...new Set(of.otherTreatmentKinds ?? [])].filter(kind => kind !== of.treatmentKind);
  return { treatmentKind: of.treatmentKind, ...(others.length === 0 ? {} : { otherTreatmentKinds: others }) };
}

function carriedExtras(of: Prescription) {
  const { hospitalPharmacy, pharmacyStorage: storage } = of;
  const clarifications = (of.specialClarifications ?? [])
    .map(carriedClarification)
    .filter(each => each.code !== null || each.text !== '' || each.date !== null);
  return {
    ...(of.prescriptionKind === undefined || of.prescriptionKind === '1'
      ? {}
      : { prescriptionKind: of.prescriptionKind }),
    ...(hospitalPharmacy ? { hospitalPharmacy: { ...hospitalPharmacy, name: text(hospitalPharmacy.name) } } : {}),
    ...saying('employer', of.employer),
    ...saying('insurer', of.insurer),
    ...(clarifications.length === 0 ? {} : { specialClarifications: clarifications }),
    ...(storage && (storage.kind !== null || storage.reason !== null)
      ? {
          pharmacyStorage: {
            kind: storage.kind,
            reason: storage.reason && { code: storage.reason.code, text: text(storage.reason.text) },
          },
        }
      : {}),
    ...(of.physicianFee === undefined ? {} : { physicianFee: of.physicianFee }),
    ...(of.feeAsSpecialist === undefined ? {} : { feeAsSpecialist: of.feeAsSpecialist }),
    ...(of.communicableDisease ? { communicableDisease: of.communicableDisease } : {}),
    ...saying('biologicalJustification', of.biologicalJustification),
    ...(of.medicineId === undefined || of.medicineId === `${of.setId}.0` ? {} : { medicineId: of.medicineId }),
    ...(of.medicineIdPart === undefined || of.medicineIdPart === 1 ? {} : { medicineIdPart: of.medicineIdPart }),
  };
}

/** See `carried`. */
export function carriedPrescription(of: Prescription): Prescription {
  const amount = carriedAmount(of.amount);
  const product = carriedProductOf(of.product, of.language);
  const packed =
    amount.mode === '1' ? { sizeText: amount.sizeText, packageSize: amount.packageSize } : { packageSize: null };
  return {
    oid: of.oid,
    setId: of.setId,
    version: of.version,
    language: of.language,
    ...carriedParties(of),
    serviceEventOid: of.serviceEventOid,
    ...carriedTimes(of),
    validUntil: of.validUntil,
    product: product.kind === '9' ? product : { ...product, ...packed },
    amount,
    iteration: of.iteration && carriedIteration(of.iteration),
    dose: carriedInstruction(of),
    sic: of.sic,
    indication: text(of.indication),
    ...carriedTreatment(of),
    permanentMedication: of.permanentMedication,
    renewalProhibited: of.renewalProhibited,
    renewalBan: of.renewalBan && carriedBan(of.renewalBan),
    substitutionProhibited: of.substitutionProhibited,
    doseDispensing: of.doseDispensing,
    startOfUse: of.startOfUse,
    weightKg: of.weightKg,
    messageToPharmacy: text(of.messageToPharmacy),
    narcoticIdentification: of.narcoticIdentification && carriedIdentification(of.narcoticIdentification),
    minorDisclosure: of.minorDisclosure,
    ...carriedExtras(of),
  };
}
