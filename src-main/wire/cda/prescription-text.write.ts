import { assertNever } from '../../../shared/kernel/result.ts';
import {
  type PrescribedAmount,
  type Prescription,
  type Quantity,
} from '../../../shared/domain/prescribing/prescription.ts';
import { CODE_NAMES, WORDS } from './words.ts';
import { shownDate } from './times.ts';
import { type Row } from './narrative.write.ts';
import { doseInWords, dosePeriod } from './dose.write.ts';
import { productRows } from './product.write.ts';

const shownQuantity = (amount: Quantity): string => `${amount.value.replace('.', ',')} ${amount.unit}`;

function amountInWords(amount: PrescribedAmount, language: 'fi' | 'sv'): string {
  switch (amount.mode) {
    case '1': {
      const size = amount.packageSize === null ? '' : ` (${shownQuantity(amount.packageSize)})`;
      return `${amount.packages} ${WORDS.packages[language]} à ${amount.sizeText}${size}`;
    }
    case '2':
      return `${WORDS.total[language]} ${shownQuantity(amount.total)}`;
    case '3':
      return `${WORDS.forDuration[language]} ${amount.lengthDays} ${WORDS.days[language]}, ${WORDS.from[language]} ${shownDate(amount.start)}`;
    default:
      return assertNever(amount);
  }
}

/** `iter 3, 7 pv`: how the iteration reads as text (LL 121), which the documents carry beside the numbers. */
export const iterationText = ({ repeats, intervalDays }: NonNullable<Prescription['iteration']>): string =>
  intervalDays === null ? `iter ${repeats}` : `iter ${repeats}, ${intervalDays} pv`;

function otherRows(rx: Prescription): readonly Row[] {
  const { language: l } = rx;
  const yesNo = (flag: boolean): string => (flag ? WORDS.yes[l] : WORDS.no[l]);
  const ban =
    rx.renewalBan &&
    `${CODE_NAMES.changeReason[rx.renewalBan.code][l]}${rx.renewalBan.code === '5' ? `: ${rx.renewalBan.text}` : ''}`;
  const narcotic = rx.narcoticIdentification;
  return [
    [WORDS.sic[l], rx.sic ? WORDS.sicMeaning[l] : null],
    [WORDS.indication[l], rx.indication],
    [WORDS.treatmentKind[l], CODE_NAMES.treatmentKind[rx.treatmentKind][l]],
    [WORDS.permanentMedication[l], yesNo(rx.permanentMedication)],
    [WORDS.startOfUse[l], yesNo(rx.startOfUse)],
    [WORDS.substitutionProhibited[l], yesNo(rx.substitutionProhibited)],
    [WORDS.renewalProhibited[l], ban ?? yesNo(rx.renewalProhibited)],
    [WORDS.doseDispensing[l], yesNo(rx.doseDispensing)],
    [WORDS.biological[l], yesNo(rx.product.biological)],
    [WORDS.communicable[l], WORDS.no[l]],
    [WORDS.weight[l], rx.weightKg && `${rx.weightKg.replace('.', ',')} kg`],
    [WORDS.messageToPharmacy[l], rx.messageToPharmacy],
    [
      WORDS.identification[l],
      narcotic && `${CODE_NAMES.identification[narcotic.code][l]}${narcotic.code === '9' ? `: ${narcotic.text}` : ''}`,
    ],
    [WORDS.minorDisclosure[l], rx.minorDisclosure && CODE_NAMES.minorDisclosure[rx.minorDisclosure][l]],
    [WORDS.prescriptionKind[l], CODE_NAMES.prescriptionKind[rx.prescriptionKind ?? '1'][l]],
  ];
}

/** The whole prescription in words: nothing stands in the structure that does not stand here. */
export function prescriptionRows(rx: Prescription): readonly Row[] {
  const { language: l, dose } = rx;
  const each = dose.structured && dosePeriod(dose.structured);
  return [
    ...productRows(rx.product, l),
    [WORDS.packageSize[l], rx.product.kind === '1' && rx.amount.mode !== '1' ? rx.product.sizeText : null],
    [WORDS.amount[l], amountInWords(rx.amount, l)],
    [WORDS.iteration[l], rx.iteration && iterationText(rx.iteration)],
    [WORDS.dose[l], dose.text],
    [WORDS.structuredDose[l], dose.structured && each && doseInWords(dose.structured, each, l)],
    ...otherRows(rx),
  ];
}
