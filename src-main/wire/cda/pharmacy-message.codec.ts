import { type DocumentTypeCode } from '../../../shared/codes/document-types.ts';
import { PRESCRIBING_RIGHTS } from '../../../shared/codes/professional-rights.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import {
  PHARMACY_MESSAGE_TYPES,
  type PharmacyMessage,
  type PharmacyMessageKind,
} from '../../../shared/domain/documents/pharmacy-message.ts';
import { type Professional } from '../../../shared/domain/people/person.ts';
import { type Xml } from '../xml/write.ts';
import { type XmlNode } from '../xml/xml.ts';
import { actDocument, actEntry, actor } from './act-document.write.ts';
import { ACT_WORDS } from './act-words.ts';
import { attributeAt, demand, textAt } from './fields.ts';
import { type Header, authorWith, readProfessional } from './header.read.ts';
import { type WriteOptions, author } from './header.write.ts';
import { readReference, readRelated } from './references.read.ts';
import { reference, relatedDocument } from './references.write.ts';
import { WORDS } from './words.ts';
import { readCdaTime } from './times.ts';

/** What a message of each kind undoes; a dispensing hold has no document of its own. */
export const UNDONE_TYPE: Readonly<Record<PharmacyMessageKind, DocumentTypeCode | null>> = {
  lock: null,
  unlock: '4',
  reservation: null,
  reservationRelease: '6',
  doseDispensing: null,
  doseDispensingRelease: '16',
  holdRelease: null,
};

const named = (of: Readonly<{ oid: Oid; setId: Oid; version: number }>, word: string): string =>
  `${of.oid}, ${word} ${of.version} (${of.setId})`;

/**
 * Lock, unlock, reservation, dose dispensing and their releases: document types 4 to 7, 16, 17, 18. The prescription is
 * named by APND, what is undone by RPLC (Kela CDA library: unlocking).
 */
export function pharmacyMessageDocument(kind: PharmacyMessageKind, of: PharmacyMessage, options: WriteOptions): Xml {
  const { language: l } = of;
  const type = PHARMACY_MESSAGE_TYPES[kind];
  const undone = UNDONE_TYPE[kind];
  const undoes = undone === null ? null : of.undoes;
  const pointer = (write: typeof reference | typeof relatedDocument): readonly Xml[] =>
    undoes === null || undone === null ? [] : [write('RPLC', undoes, undone, l)];
  return actDocument(
    of,
    {
      type,
      at: of.at,
      ...actor(of, of.by, of.at, options),
      related: [relatedDocument('APND', of.prescription, '1', l), ...pointer(relatedDocument)],
      rows: [
        [ACT_WORDS.reason[l], of.reason],
        [ACT_WORDS.prescription[l], named(of.prescription, WORDS.version[l])],
        [ACT_WORDS.undoes[l], undoes && named(undoes, WORDS.version[l])],
      ],
      entries: [
        actEntry(of, {
          type,
          text: of.reason,
          at: of.at,
          author: author(of.by, null, of.at, l),
          references: [reference('REFR', of.prescription, '1', l), ...pointer(reference)],
        }),
      ],
    },
    options,
  );
}

/** Where somebody with this right works, as far as a document tells: prescribers may unlock, all others are of a pharmacy. */
export const unitKindOf = ({ right }: Pick<Professional, 'right'>): 'clinic' | 'pharmacy' =>
  PRESCRIBING_RIGHTS.includes(right ?? '') ? 'clinic' : 'pharmacy';

/** The professional of a message, in a unit of the kind that the right tells. */
export function readActor(node: XmlNode): Professional {
  const who = readProfessional(node, 'pharmacy', 'bachelorPharmacist');
  return unitKindOf(who) === 'clinic' ? readProfessional(node, 'clinic', 'physician') : who;
}

export function readPharmacyMessage(
  kind: PharmacyMessageKind,
  root: XmlNode,
  body: XmlNode,
  header: Header,
): PharmacyMessage {
  const act = demand(body.find('.//v3:entry/v3:act'), 'act-missing');
  const undone = UNDONE_TYPE[kind];
  const prescription = demand(
    readRelated(root, 'APND', ['1', '3']) ?? readReference(act, 'REFR', ['1', '3']),
    'prescription-missing',
  );
  const undoes = undone === null ? null : readRelated(root, 'RPLC', [undone]);
  return {
    oid: header.oid,
    setId: header.setId,
    version: header.version,
    language: header.language,
    patient: header.patient,
    by: readActor(authorWith(root, [])),
    at: readCdaTime(attributeAt(act, 'v3:effectiveTime', 'value')) ?? header.createdAt,
    prescription: { oid: prescription.oid, setId: prescription.setId, version: prescription.version },
    reason: textAt(act, 'v3:text'),
    undoes: undoes && { oid: undoes.oid, setId: undoes.setId, version: undoes.version },
  };
}
