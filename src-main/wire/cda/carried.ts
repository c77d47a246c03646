import { type Dispensing } from '../../../shared/domain/dispensing/dispensing.ts';
import { type CoreEntry } from '../../../shared/domain/records/core-data.ts';
import { type RecordDocument } from '../../../shared/domain/records/record.ts';
import { carriedMessage } from './carried-messages.ts';
import { names, patient, professional, quantity, text } from './carried-parts.ts';
import { carriedPrescription as prescription, carriedProductOf } from './carried-prescription.ts';
import { type DocumentContent } from './content.ts';
import { wholeSecond } from './times.ts';

function dispensing(of: Dispensing): Dispensing {
  // Before what is carried is told: the version of the database travels with a code or an ingredient only.
  const carriedProduct = carriedProductOf({ ...of.product, substances: [] }, of.language) as Dispensing['product'];
  return {
    ...of,
    patient: patient(of.patient, of.language),
    dispenser: professional(of.dispenser, of.language, 'pharmacy'),
    dispensedAt: wholeSecond(of.dispensedAt),
    product: { ...carriedProduct, container: '', biological: false },
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

/** Fields that say nothing are not written. */
const carriedFields = (fields: CoreEntry['fields']): CoreEntry['fields'] =>
  Object.fromEntries(
    Object.entries(fields)
      .map(([field, value]) => [field, text(value)] as const)
      .filter(([, value]) => value !== ''),
  );

const record = ({ happenedAt, revision, citizen, series, purchased, ...of }: RecordDocument): RecordDocument => ({
  ...of,
  patient: patient(of.patient, of.language),
  author: professional(of.author, of.language, 'clinic'),
  title: text(of.title),
  createdAt: wholeSecond(of.createdAt),
  sections: of.sections.map(section => ({
    ...section,
    text: text(section.text),
    entries: section.entries.map(entry =>
      entry.kind === 'measurement'
        ? { ...entry, measuredAt: wholeSecond(entry.measuredAt) }
        : entry.kind === 'core'
          ? { ...entry, name: text(entry.name), fields: carriedFields(entry.fields) }
          : { ...entry, name: text(entry.name) },
    ),
  })),
  ...(happenedAt === undefined || wholeSecond(happenedAt) === wholeSecond(of.createdAt)
    ? {}
    : { happenedAt: wholeSecond(happenedAt) }),
  ...(revision === undefined
    ? {}
    : {
        revision: {
          ...revision,
          reason: text(revision.reason),
          by: professional(revision.by, of.language, 'clinic'),
        },
      }),
  ...(series === undefined ? {} : { series: { ...series, name: text(series.name) } }),
  ...(purchased === undefined ? {} : { purchased: { ...purchased, organiserName: text(purchased.organiserName) } }),
  ...(citizen === undefined
    ? {}
    : { citizen: { ...citizen, delay: citizen.delay === null ? null : { ...citizen.delay, reason: '' } } }),
});

/**
 * What a document carries of its content: `read(write(x))` equals `carried(x)`, and a caller who reads a document of his
 * own re-attaches the rest. Not carried:
 * - of the patient: local id (read as ''), phone, address, day of death, allergies (null); the language is the document's;
 * - of texts in three languages: all but the document's (the others read the same); white space at the ends of texts;
 * - of times: parts of a second; of an organisation: its kind beyond pharmacy and clinic, spaces of the phone number;
 * - the profession, where the professional right says another one; the ground of a delay in the citizens' service;
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
