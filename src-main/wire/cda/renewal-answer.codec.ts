import { CODE_SYSTEMS } from '../../../shared/codes/code-systems.ts';
import {
  RENEWAL_OUTCOMES,
  RENEWAL_STATES,
  type RenewalAnswer,
  type RenewalState,
  type RenewalStatus,
} from '../../../shared/domain/documents/renewal-request.ts';
import { type Xml } from '../xml/write.ts';
import { type XmlNode } from '../xml/xml.ts';
import { actDocument, actEntry, actor } from './act-document.write.ts';
import { ACT_CODE_NAMES, ACT_WORDS } from './act-words.ts';
import { Fields, attributeAt, demand } from './fields.ts';
import { type Header, authorWith } from './header.read.ts';
import { type WriteOptions, author } from './header.write.ts';
import { field, part, textValue, uncoded } from './hl7.ts';
import { readActor } from './pharmacy-message.codec.ts';
import { versionInWords } from './prescription-change.write.ts';
import { readReference, readRelated } from './references.read.ts';
import { reference, relatedDocument } from './references.write.ts';
import { readCdaTime } from './times.ts';

/** LL 111: the system exists, its values are not confirmed. */
const statePart = (state: RenewalState, language: RenewalAnswer['language']): Xml =>
  part(
    field(
      111,
      uncoded('value', CODE_SYSTEMS.renewalState, ACT_CODE_NAMES.renewalState[state][language], { type: 'CE' }),
    ),
  );

type Told = RenewalAnswer | RenewalStatus;

const base = (of: Told, type: '9' | '15', options: WriteOptions) => ({
  type,
  at: of.at,
  ...actor(of, of.by, of.at, options),
  related: [
    relatedDocument('APND', of.request, '8', of.language),
    relatedDocument('APND', of.prescription, '1', of.language),
  ],
});

const rowsOf = (of: Told, state: RenewalState): readonly (readonly [string, string])[] => [
  [ACT_WORDS.outcome[of.language], ACT_CODE_NAMES.renewalState[state][of.language]],
  [ACT_WORDS.request[of.language], versionInWords(of.request, of.language)],
  [ACT_WORDS.prescription[of.language], versionInWords(of.prescription, of.language)],
];

const references = (of: Told): readonly Xml[] => [
  reference('REFR', of.request, '8', of.language),
  reference('REFR', of.prescription, '1', of.language),
];

/** The answer to a renewal request: type 9. Its form is not confirmed (see forms.ts). */
export function renewalAnswerDocument(of: RenewalAnswer, options: WriteOptions): Xml {
  const { language: l } = of;
  const renewed = of.outcome === 'renewed' ? of.renewed : null;
  return actDocument(
    of,
    {
      ...base(of, '9', options),
      rows: [
        ...rowsOf(of, of.outcome),
        [ACT_WORDS.newPrescription[l], renewed && versionInWords(renewed, l)],
        [ACT_WORDS.ground[l], of.ground],
        [ACT_WORDS.instruction[l], of.instruction],
      ],
      entries: [
        actEntry(of, {
          type: '9',
          at: of.at,
          author: author(of.by, null, of.at, l),
          parts: [
            statePart(of.outcome, l),
            of.ground === '' ? null : part(field(114, textValue(of.ground))),
            of.instruction === '' ? null : part(field(115, textValue(of.instruction))),
          ],
          // What replaces the old prescription is pointed at as what it is: its replacement.
          references: [...references(of), ...(renewed === null ? [] : [reference('RPLC', renewed, '1', l)])],
        }),
      ],
    },
    options,
  );
}

/** How far the handling of a renewal request is: type 15. Its form is not confirmed (see forms.ts). */
export const renewalStatusDocument = (of: RenewalStatus, options: WriteOptions): Xml =>
  actDocument(
    of,
    {
      ...base(of, '15', options),
      rows: rowsOf(of, of.state),
      entries: [
        actEntry(of, {
          type: '15',
          at: of.at,
          author: author(of.by, null, of.at, of.language),
          parts: [statePart(of.state, of.language)],
          references: references(of),
        }),
      ],
    },
    options,
  );

function readTold(root: XmlNode, body: XmlNode, header: Header) {
  const act = demand(body.find('.//v3:entry/v3:act'), 'act-missing');
  const request = demand(readRelated(root, 'APND', ['8']), 'request-missing');
  const prescription = demand(readRelated(root, 'APND', ['1', '3']), 'prescription-missing');
  const fields = new Fields(body);
  const { text, name } = fields.coded(111, CODE_SYSTEMS.renewalState);
  const said = text ?? name;
  const state = RENEWAL_STATES.find(each => {
    const names = ACT_CODE_NAMES.renewalState[each];
    return said === names.fi || said === names.sv;
  });
  return {
    act,
    fields,
    state,
    common: {
      oid: header.oid,
      setId: header.setId,
      version: header.version,
      language: header.language,
      patient: header.patient,
      at: readCdaTime(attributeAt(act, 'v3:effectiveTime', 'value')) ?? header.createdAt,
      by: readActor(authorWith(root, [])),
      request: { oid: request.oid, setId: request.setId, version: request.version },
      prescription: { oid: prescription.oid, setId: prescription.setId, version: prescription.version },
    },
  };
}

export function readRenewalAnswer(root: XmlNode, body: XmlNode, header: Header): RenewalAnswer {
  const { act, fields, state, common } = readTold(root, body, header);
  const renewed = readReference(act, 'RPLC', ['1', '3']);
  return {
    ...common,
    outcome: demand(
      RENEWAL_OUTCOMES.find(each => each === state),
      'renewal-outcome-unknown',
    ),
    renewed: renewed && { oid: renewed.oid, setId: renewed.setId, version: renewed.version },
    ground: fields.text(114),
    instruction: fields.text(115),
  };
}

export function readRenewalStatus(root: XmlNode, body: XmlNode, header: Header): RenewalStatus {
  const { state, common } = readTold(root, body, header);
  return { ...common, state: demand(state, 'renewal-state-unknown') };
}
