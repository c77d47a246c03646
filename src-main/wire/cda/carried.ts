import { type PatientLanguage } from '../../../shared/kernel/language.ts';
import { compare } from '../../../shared/kernel/decimal.ts';
import { type Dispensing } from '../../../shared/domain/dispensing/dispensing.ts';
import { type DoseTiming, type StructuredDose } from '../../../shared/domain/prescribing/dose.ts';
import { type PrescribedProduct, type Prescription } from '../../../shared/domain/prescribing/prescription.ts';
import { type RecordDocument } from '../../../shared/domain/records/record.ts';
import { dosePeriod } from './dose.write.ts';
import { carriedMessage } from './carried-messages.ts';
import { inLanguage, names, patient, professional, quantity, text } from './carried-parts.ts';
import { type DocumentContent } from './content.ts';
import { wholeSecond } from './times.ts';

function timing(of: DoseTiming): DoseTiming {
  if (of.kind === 'everyDays' && of.days === 1) return { kind: 'timesPerDay', low: of.times, high: of.times };
  if (of.kind === 'weekdays') return { ...of, days: [...new Set(of.days)].sort((a, b) => a - b) };
  return of;
}

function dose(of: StructuredDose | null): StructuredDose | null {
  const period = of && dosePeriod(of);
  if (!of || !period) return null;
  const lows = period.doses.map(each => each.amount.low).sort(compare);
  const highs = period.doses.map(each => each.amount.high).sort(compare);
  return { ...of, low: lows[0] ?? of.low, high: highs.at(-1) ?? of.high, timing: timing(of.timing) };
}

function product(of: PrescribedProduct, language: PatientLanguage): PrescribedProduct {
  const atcName = text(of.atcName[language]);
  const facts = {
    ...of,
    atcName: { fi: atcName, sv: atcName },
    strength: text(of.strength),
    form: inLanguage(of.form, language),
    substances: names(of.substances),
    databaseVersion: of.kind === '9' && of.atc === '' ? '' : of.databaseVersion,
  };
  return facts.kind === '9'
    ? facts
    : {
        ...facts,
        tradeName: text(facts.tradeName),
        holder: text(facts.holder),
        container: text(facts.container),
        sizeText: text(facts.sizeText),
        packageSize: facts.packageSize && quantity(facts.packageSize),
        substitutionGroup: null,
      };
}

function prescription(of: Prescription): Prescription {
  const { prescriptionKind, ...rest } = of;
  const amount: Prescription['amount'] =
    of.amount.mode === '1'
      ? {
          ...of.amount,
          sizeText: text(of.amount.sizeText),
          packageSize: of.amount.packageSize && quantity(of.amount.packageSize),
        }
      : of.amount.mode === '2'
        ? { ...of.amount, total: quantity(of.amount.total) }
        : of.amount;
  const carriedProduct = product(of.product, of.language);
  return {
    ...rest,
    ...(prescriptionKind === undefined || prescriptionKind === '1' ? {} : { prescriptionKind }),
    patient: patient(of.patient, of.language),
    prescriber: professional(of.prescriber, of.language, 'clinic'),
    prescribedAt: wholeSecond(of.prescribedAt),
    product:
      carriedProduct.kind === '9'
        ? carriedProduct
        : {
            ...carriedProduct,
            sizeText: amount.mode === '1' ? amount.sizeText : carriedProduct.sizeText,
            packageSize: amount.mode === '1' ? amount.packageSize : null,
          },
    amount,
    dose: { text: text(of.dose.text), structured: dose(of.dose.structured) },
    indication: text(of.indication),
    messageToPharmacy: text(of.messageToPharmacy),
    renewalBan: of.renewalBan?.code === '5' ? { code: '5', text: text(of.renewalBan.text) } : of.renewalBan,
    narcoticIdentification:
      of.narcoticIdentification?.code === '9'
        ? { code: '9', text: text(of.narcoticIdentification.text) }
        : of.narcoticIdentification,
  };
}

function dispensing(of: Dispensing): Dispensing {
  const carriedProduct = product(of.product, of.language) as Dispensing['product'];
  return {
    ...of,
    patient: patient(of.patient, of.language),
    dispenser: professional(of.dispenser, of.language, 'pharmacy'),
    dispensedAt: wholeSecond(of.dispensedAt),
    product: { ...carriedProduct, substances: [], container: '', biological: false },
    preparedBy: of.preparedBy && {
      ...of.preparedBy,
      family: text(of.preparedBy.family),
      given: names(of.preparedBy.given),
    },
    noteToKela: text(of.noteToKela),
    amount: quantity(of.amount),
    remaining: of.remaining && quantity(of.remaining),
    substitutionRefusalText: text(of.substitutionRefusalText),
    labelDoseText: text(of.labelDoseText),
    remark: text(of.remark),
  };
}

const record = (of: RecordDocument): RecordDocument => ({
  ...of,
  patient: patient(of.patient, of.language),
  author: professional(of.author, of.language, 'clinic'),
  title: text(of.title),
  createdAt: wholeSecond(of.createdAt),
  sections: of.sections.map(section => ({
    ...section,
    text: text(section.text),
    entries: section.entries.map(entry =>
      entry.kind === 'diagnosis'
        ? { ...entry, name: text(entry.name) }
        : { ...entry, measuredAt: wholeSecond(entry.measuredAt) },
    ),
  })),
});

/**
 * What a document carries of its content: `read(write(x))` equals `carried(x)`, and a caller who reads a document of his
 * own re-attaches the rest. Not carried:
 * - of the patient: local id (read as ''), phone, address, day of death, allergies (null); the language is the document's;
 * - of texts in three languages: all but the document's (the others read the same); white space at the ends of texts;
 * - of times: parts of a second; of an organisation: its kind beyond pharmacy and clinic, spaces of the phone number;
 * - the profession, where the professional right says another one;
 * - of a product: its substitution group; in a prescription by amount or duration the size of one package in numbers; in a
 *   dispensing substances, container and the biological mark (the dispensing document has no fields for them);
 * - a structured dose with more than 60 doses in a period, or none (the sentence stands); `everyDays` of 1 reads `timesPerDay`;
 * - of messages about a prescription: what `carriedMessage` says.
 */
export function carried(document: DocumentContent): DocumentContent {
  switch (document.kind) {
    case 'prescription':
      return { kind: 'prescription', content: prescription(document.content) };
    case 'dispensing':
      return { kind: 'dispensing', content: dispensing(document.content) };
    case 'record':
      return { kind: 'record', content: record(document.content) };
    default:
      return carriedMessage(document, { prescription, dispensing });
  }
}
