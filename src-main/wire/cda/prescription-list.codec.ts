import {
  type ListedPrescription,
  type PatientInstruction,
  type PrescriptionSummary,
} from '../../../shared/domain/documents/prescription-list.ts';
import { type Xml, element } from '../xml/write.ts';
import { type XmlNode } from '../xml/xml.ts';
import { actDocument, actEntry, actor } from './act-document.write.ts';
import { ACT_WORDS } from './act-words.ts';
import { Unreadable, attributeAt, demand } from './fields.ts';
import { type Header, authorWith } from './header.read.ts';
import { type WriteOptions, author } from './header.write.ts';
import { listedEntry, listedRows, readListed } from './listed-prescription.codec.ts';
import { readActor } from './pharmacy-message.codec.ts';
import { reference, relatedDocument } from './references.write.ts';
import { cdaDate, readCdaDate, readCdaTime, shownDate } from './times.ts';

type Listing = PatientInstruction & Partial<Pick<PrescriptionSummary, 'from' | 'until'>>;

/** The time that a summary covers, beside the listing of it: an observation of its own would need a code that is not known. */
const period = (of: Listing): Xml | null =>
  of.from || of.until
    ? element(
        'entry',
        {},
        element(
          'act',
          { classCode: 'ACT', moodCode: 'DEF' },
          element('code', { nullFlavor: 'NI' }),
          element(
            'effectiveTime',
            {},
            of.from ? element('low', { value: cdaDate(of.from), inclusive: 'true' }) : null,
            of.until ? element('high', { value: cdaDate(of.until), inclusive: 'true' }) : null,
          ),
        ),
      )
    : null;

function listingDocument(of: Listing, type: '13' | '14', options: WriteOptions): Xml {
  const { language: l, prescriptions } = of;
  return actDocument(
    of,
    {
      type,
      at: of.at,
      ...actor(of, of.by, of.at, options),
      related: prescriptions.map(each => relatedDocument('APND', each.reference, '1', l)),
      rows: [
        [ACT_WORDS.from[l], of.from ? shownDate(of.from) : null],
        [ACT_WORDS.until[l], of.until ? shownDate(of.until) : null],
        ...prescriptions.flatMap(each => listedRows(each, l)),
      ],
      entries: [
        actEntry(of, {
          type,
          at: of.at,
          author: author(of.by, null, of.at, l),
          references: prescriptions.map(each => reference('REFR', each.reference, '1', l)),
        }),
        ...[period(of)].filter(each => each !== null),
        ...prescriptions.map(each => listedEntry(each, l)),
      ],
    },
    options,
  );
}

/** Patient instruction, type 13, and summary, type 14. Their forms are not confirmed (see forms.ts). */
export const patientInstructionDocument = (of: PatientInstruction, options: WriteOptions): Xml =>
  listingDocument(of, '13', options);
export const summaryDocument = (of: PrescriptionSummary, options: WriteOptions): Xml =>
  listingDocument(of, '14', options);

export function readPatientInstruction(root: XmlNode, body: XmlNode, header: Header): PatientInstruction {
  const act = demand(body.find('.//v3:entry/v3:act'), 'act-missing');
  const prescriptions: readonly ListedPrescription[] = body
    .findAll('.//v3:entry/v3:substanceAdministration')
    .map(readListed);
  if (prescriptions.length === 0) throw new Unreadable('listed-prescription-missing');
  return {
    oid: header.oid,
    setId: header.setId,
    version: header.version,
    language: header.language,
    patient: header.patient,
    by: readActor(authorWith(root, [])),
    at: readCdaTime(attributeAt(act, 'v3:effectiveTime', 'value')) ?? header.createdAt,
    prescriptions,
  };
}

export function readSummary(root: XmlNode, body: XmlNode, header: Header): PrescriptionSummary {
  const covered = body.find('.//v3:entry/v3:act[@moodCode="DEF"]/v3:effectiveTime');
  return {
    ...readPatientInstruction(root, body, header),
    from: readCdaDate(covered && attributeAt(covered, 'v3:low', 'value')),
    until: readCdaDate(covered && attributeAt(covered, 'v3:high', 'value')),
  };
}
