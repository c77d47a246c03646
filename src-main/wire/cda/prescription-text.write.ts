import { type Oid } from '../../../shared/kernel/oid.ts';
import { assertNever } from '../../../shared/kernel/result.ts';
import { type PatientLanguage } from '../../../shared/kernel/language.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { type Stated } from '../../../shared/domain/prescribing/product.ts';
import { fullName } from '../../../shared/domain/people/person.ts';
import {
  type Iteration,
  type PrescribedAmount,
  type Prescription,
  type SpecialClarification,
} from '../../../shared/domain/prescribing/prescription.ts';
import { CODE_NAMES, WORDS } from './words.ts';
import { shownDate, shownTime } from './times.ts';
import { type Row, shownNumber, shownQuantity } from './narrative.write.ts';
import { planInWords } from './dose-text.write.ts';
import { planFor } from './dose.write.ts';
import { productRows } from './product.write.ts';

const LENGTH_WORDS = { wk: WORDS.weeks, mo: WORDS.months, a: WORDS.years } as const;

/** Packages with their word: one is not many. */
export const counted = (packages: number, l: PatientLanguage): string =>
  `${packages} ${(packages === 1 ? WORDS.package : WORDS.packages)[l]}`;

function packageInWords(
  { packageSize, packedAs }: Extract<PrescribedAmount, { mode: '1' }>,
  l: PatientLanguage,
): string {
  if (packedAs) return ` (${packedAs.count} ${WORDS.parts[l]} à ${shownQuantity(packedAs.each)})`;
  return packageSize === null ? '' : ` (${shownQuantity(packageSize)})`;
}

function amountInWords(amount: PrescribedAmount, l: PatientLanguage): string {
  switch (amount.mode) {
    case '1':
      return `${counted(amount.packages, l)} à ${amount.sizeText}${packageInWords(amount, l)}`;
    case '2':
      return `${WORDS.total[l]} ${shownQuantity(amount.total)}`;
    case '3': {
      const { length, lengthDays, start, startAt } = amount;
      const long = length ? `${length.count} ${LENGTH_WORDS[length.unit][l]}` : `${lengthDays} ${WORDS.days[l]}`;
      return `${WORDS.forDuration[l]} ${long}, ${WORDS.from[l]} ${startAt ? shownTime(startAt, l) : shownDate(start)}`;
    }
    case '9':
      return WORDS.nothingToDispense[l];
    default:
      return assertNever(amount);
  }
}

/** `iter 3, 7 pv`: how the iteration reads as text (LL 121), which the documents carry beside the numbers. */
export const iterationText = ({ repeats, intervalDays, text }: Omit<Iteration, 'interval'>): string =>
  text ?? (intervalDays === null ? `iter ${repeats}` : `iter ${repeats}, ${intervalDays} pv`);

/** The text and, where it is not made of the numbers, the numbers too. */
function iterationInWords(iteration: Iteration, l: PatientLanguage): string {
  const { text, repeats, intervalDays, interval } = iteration;
  if (text === undefined && !interval) return iterationText(iteration);
  const gap = interval
    ? `${interval.count} ${LENGTH_WORDS[interval.unit][l]}`
    : intervalDays === null
      ? ''
      : `${intervalDays} ${WORDS.days[l]}`;
  const numbers = [repeats === 0 ? '' : String(repeats), gap].filter(each => each !== '').join(', ');
  return numbers === '' ? iterationText(iteration) : `${iterationText(iteration)} (${numbers})`;
}

const clarificationInWords = ({ code, text, date }: SpecialClarification): string =>
  [code ? `${code.code} ${code.name}`.trim() : '', text, date ? shownDate(date) : '']
    .filter(each => each !== '')
    .join(', ');

const statedInWords = (stated: Stated, l: PatientLanguage): string =>
  ({ yes: WORDS.yes, no: WORDS.no, unknown: WORDS.unknown })[stated][l];

function hospitalInWords({ hospitalPharmacy }: Prescription, l: PatientLanguage): string | null {
  if (!hospitalPharmacy) return null;
  const { name, oid, unitOid } = hospitalPharmacy;
  return [name, oid, unitOid === null ? '' : `${WORDS.orderingUnit[l]} ${unitOid}`]
    .filter(part => part !== '')
    .join(', ');
}

function storageRows({ pharmacyStorage, language: l }: Prescription): readonly Row[] {
  if (!pharmacyStorage) return [];
  const { kind, reason } = pharmacyStorage;
  return [
    [WORDS.pharmacyStorage[l], kind && CODE_NAMES.pharmacyStorage[kind][l]],
    [
      WORDS.pharmacyStorageReason[l],
      reason && [CODE_NAMES.pharmacyStorageReason[reason.code][l], reason.text].filter(part => part !== '').join(': '),
    ],
  ];
}

/** Biological medicines and what else package 4.00 asks of the product. */
function productMarkRows({ product, biologicalJustification, language: l }: Prescription): readonly Row[] {
  const biological: Stated = product.biologicalUnknown ? 'unknown' : product.biological ? 'yes' : 'no';
  return [
    [WORDS.biological[l], statedInWords(biological, l)],
    [WORDS.biosimilar[l], statedInWords(product.biosimilar ?? 'no', l)],
    [WORDS.biologicalJustification[l], biologicalJustification ?? null],
    [WORDS.medicineGroup[l], product.medicineGroup ?? null],
    [WORDS.additionalMonitoring[l], statedInWords(product.additionalMonitoring ?? 'no', l)],
    [WORDS.bloodProduct[l], statedInWords(product.bloodProduct ?? 'no', l)],
  ];
}

const withText = (name: string, text: string | undefined): string =>
  text === undefined || text === '' ? name : `${name}: ${text}`;

function treatmentRows(rx: Prescription): readonly Row[] {
  const { language: l } = rx;
  const kinds = [rx.treatmentKind, ...(rx.otherTreatmentKinds ?? [])];
  return [
    [WORDS.treatmentKind[l], kinds.map(kind => CODE_NAMES.treatmentKind[kind][l]).join(', ')],
    [WORDS.employer[l], rx.employer ?? null],
    [WORDS.insurer[l], rx.insurer ?? null],
    [WORDS.specialClarification[l], (rx.specialClarifications ?? []).map(clarificationInWords).join('; ')],
  ];
}

function otherRows(rx: Prescription): readonly Row[] {
  const { language: l, renewalBan: ban, narcoticIdentification: narcotic } = rx;
  const yesNo = (flag: boolean): string => (flag ? WORDS.yes[l] : WORDS.no[l]);
  return [
    [WORDS.sic[l], rx.sic ? WORDS.sicMeaning[l] : null],
    [WORDS.indication[l], rx.indication],
    ...treatmentRows(rx),
    [WORDS.permanentMedication[l], yesNo(rx.permanentMedication)],
    [WORDS.startOfUse[l], yesNo(rx.startOfUse)],
    [WORDS.substitutionProhibited[l], yesNo(rx.substitutionProhibited)],
    [
      WORDS.renewalProhibited[l],
      withText(yesNo(rx.renewalProhibited), ban ? withText(CODE_NAMES.changeReason[ban.code][l], ban.text) : undefined),
    ],
    [WORDS.doseDispensing[l], yesNo(rx.doseDispensing)],
    ...productMarkRows(rx),
    [WORDS.communicable[l], yesNo(rx.communicableDisease === true)],
    [WORDS.weight[l], rx.weightKg && `${shownNumber(rx.weightKg)} kg`],
    [WORDS.messageToPharmacy[l], rx.messageToPharmacy],
    [WORDS.identification[l], narcotic && withText(CODE_NAMES.identification[narcotic.code][l], narcotic.text)],
    [WORDS.minorDisclosure[l], rx.minorDisclosure && CODE_NAMES.minorDisclosure[rx.minorDisclosure][l]],
    [WORDS.prescriptionKind[l], CODE_NAMES.prescriptionKind[rx.prescriptionKind ?? '1'][l]],
    [WORDS.hospitalPharmacy[l], hospitalInWords(rx, l)],
    ...storageRows(rx),
    [WORDS.physicianFee[l], rx.physicianFee === undefined ? null : `${shownNumber(rx.physicianFee)} EUR`],
    [WORDS.feeAsSpecialist[l], rx.feeAsSpecialist === undefined ? null : yesNo(rx.feeAsSpecialist)],
    [WORDS.medicineId[l], `${medicineIdOf(rx)}, ${rx.medicineIdPart ?? 1}`],
  ];
}

export const medicineIdOf = (rx: Prescription): Oid => rx.medicineId ?? (`${rx.setId}.0` as Oid);

/** The whole prescription in words: nothing stands in the structure that does not stand here. */
export function prescriptionRows(rx: Prescription): readonly Row[] {
  const { language: l, dose, product } = rx;
  const plan = planFor(rx);
  return [
    ...productRows(product, l),
    [WORDS.packageSize[l], product.kind !== '9' && rx.amount.mode !== '1' ? product.sizeText : null],
    [WORDS.amount[l], amountInWords(rx.amount, l)],
    [WORDS.iteration[l], rx.iteration && iterationInWords(rx.iteration, l)],
    [WORDS.dose[l], dose.text],
    [WORDS.structuredDose[l], plan && planInWords(plan, l)],
    [WORDS.route[l], dose.route ? `${dose.route.code} ${dose.route.name}`.trim() : null],
    [WORDS.extraInstruction[l], dose.extraInstruction ?? null],
    ...otherRows(rx),
  ];
}

/** Who else stands in the header, and times that are not the usual: rows after prescriber and patient. */
export function partyRows(rx: Prescription): readonly Row[] {
  const { language: l, recorder, writtenAt, createdAt, signedIn } = rx;
  const shown = (at: Instant | null): string => (at === null ? '–' : shownTime(at, l));
  const who = recorder?.professional;
  const place = writtenAt && [writtenAt.name[l], writtenAt.street, writtenAt.postalCode, writtenAt.city, writtenAt.oid];
  return [
    [
      WORDS.recorder[l],
      who && recorder
        ? `${fullName(who)}, ${who.registrationNumber}, ${who.organisation.name[l]}, ${shown(recorder.at)}`
        : null,
    ],
    [WORDS.writtenAt[l], place ? place.filter(part => part !== '').join(', ') : null],
    [WORDS.createdAt[l], createdAt ? shown(createdAt) : null],
    [WORDS.signedIn[l], signedIn ? `${shown(signedIn.header)} / ${shown(signedIn.body)}` : null],
  ];
}
