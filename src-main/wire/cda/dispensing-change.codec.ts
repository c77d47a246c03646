import {
  type DispensingCancellation,
  type DispensingChange,
  type DispensingCorrection,
} from '../../../shared/domain/documents/dispensing-change.ts';
import { type Dispensing } from '../../../shared/domain/dispensing/dispensing.ts';
import { fullName } from '../../../shared/domain/people/person.ts';
import { type Xml } from '../xml/write.ts';
import { type XmlNode } from '../xml/xml.ts';
import { actEntry } from './act-document.write.ts';
import { ACT_WORDS } from './act-words.ts';
import { readDispensing } from './dispensing.read.ts';
import { dispensingDocument } from './dispensing.write.ts';
import { demand, textAt } from './fields.ts';
import { type Header, authorWith } from './header.read.ts';
import { type WriteOptions, author } from './header.write.ts';
import { readActor } from './pharmacy-message.codec.ts';
import { changeRoles, versionInWords } from './prescription-change.write.ts';
import { readRelated } from './references.read.ts';
import { reference, relatedDocument } from './references.write.ts';
import { shownTime } from './times.ts';

type Changed = Dispensing & Readonly<{ change: DispensingChange }>;

/**
 * A dispensing that replaces an earlier version of itself: types 11 and 12. That the header names LTE and then MIT or KOR is
 * in Kela's CDA library; where the reason stands is not confirmed (see forms.ts).
 */
function changeDocument(of: Changed, type: '11' | '12', options: WriteOptions): Xml {
  const { change, language: l } = of;
  const cancels = type === '11';
  return dispensingDocument(of, options, {
    type,
    at: change.at,
    authors: [author(change.by, changeRoles[cancels ? 'cancellation' : 'correction'], change.at, l)],
    related: [relatedDocument('RPLC', change.replaces, change.replaces.type, l)],
    entries: [
      actEntry(of, {
        type,
        text: change.reason,
        at: change.at,
        author: author(change.by, null, change.at, l),
        references: [reference('RPLC', change.replaces, change.replaces.type, l)],
      }),
    ],
    rows: [
      [
        cancels ? ACT_WORDS.cancelledBy[l] : ACT_WORDS.correctedBy[l],
        `${change.by.title[l]} ${fullName(change.by)}`.trim(),
      ],
      [cancels ? ACT_WORDS.cancelledAt[l] : ACT_WORDS.correctedAt[l], shownTime(change.at, l)],
      [cancels ? ACT_WORDS.cancellationReason[l] : ACT_WORDS.correctionReason[l], change.reason],
      [ACT_WORDS.replaces[l], versionInWords(change.replaces, l)],
    ],
  });
}

export const dispensingCorrectionDocument = (of: DispensingCorrection, options: WriteOptions): Xml =>
  changeDocument(of, '12', options);
export const dispensingCancellationDocument = (of: DispensingCancellation, options: WriteOptions): Xml =>
  changeDocument(of, '11', options);

export function readDispensingChange(root: XmlNode, body: XmlNode, header: Header, role: 'KOR' | 'MIT'): Changed {
  const act = body.find('.//v3:entry/v3:act');
  return {
    ...readDispensing(root, body, header),
    change: {
      replaces: demand(
        readRelated(root, 'RPLC', ['10', '12'], Math.max(1, header.version - 1)),
        'replaced-document-missing',
      ),
      by: readActor(authorWith(root, [role])),
      at: header.createdAt,
      reason: act ? textAt(act, 'v3:text') : '',
    },
  };
}
