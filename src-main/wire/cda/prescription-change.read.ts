import { CODE_SYSTEMS } from '../../../shared/codes/code-systems.ts';
import {
  CANCELLATION_PARTIES,
  CANCELLATION_TYPES,
  CHANGE_REASON_CODES,
  CONSENT_CODES,
  type Cancellation,
  type ChangeReason,
  type PrescriptionCancellation,
  type PrescriptionCorrection,
  type Renewal,
} from '../../../shared/domain/documents/prescription-change.ts';
import { type Prescription } from '../../../shared/domain/prescribing/prescription.ts';
import { type XmlNode } from '../xml/xml.ts';
import { ACT_CODE_NAMES } from './act-words.ts';
import { Fields, codedOf, demand, oneOf, textOf } from './fields.ts';
import { type Header, authorWith, readPersonFacts } from './header.read.ts';
import { readActor } from './pharmacy-message.codec.ts';
import { readPrescription } from './prescription.read.ts';
import { readRelated } from './references.read.ts';

/** LL 95 and LL 97: a code, and a text beside it or inside it. */
function readReason(fields: Fields, which: 95 | 97): ChangeReason | null {
  const values = fields.node(which)?.findAll('v3:value') ?? [];
  const { code, text } = fields.coded(which, CODE_SYSTEMS.changeReason);
  const known = oneOf(code, CHANGE_REASON_CODES);
  if (known === null) return null;
  const words = values.filter(each => each.attribute('code') === null).map(textOf);
  return { code: known, text: words.find(each => each !== '') ?? text ?? '' };
}

const replacedBy = (root: XmlNode, header: Header) =>
  demand(readRelated(root, 'RPLC', ['1', '3'], Math.max(1, header.version - 1)), 'replaced-document-missing');

export function readCorrection(root: XmlNode, body: XmlNode, header: Header): PrescriptionCorrection {
  const fields = new Fields(body);
  return {
    ...readPrescription(root, body, header),
    correction: {
      replaces: replacedBy(root, header),
      corrector: readActor(authorWith(root, ['KOR'])),
      correctedAt: header.createdAt,
      reason: readReason(fields, 97),
    },
  };
}

function readCorrected(fields: Fields): Cancellation['corrected'] {
  const node = fields.node(97);
  if (!node) return null;
  const who = node.find('v3:author/v3:assignedAuthor');
  const { registrationNumber, family, given } = who
    ? readPersonFacts(who)
    : { registrationNumber: '', family: '', given: [] };
  return {
    family,
    given,
    registrationNumber: registrationNumber === '' ? null : registrationNumber,
    reason: readReason(fields, 97),
  };
}

function readParty(type: XmlNode | null | undefined): Cancellation['party'] {
  const qualifier = type?.findAll('v3:qualifier').find(each => each.find('v3:name')?.attribute('code') === '96.1');
  const { code, text } = codedOf(qualifier?.find('v3:value'), CODE_SYSTEMS.cancellationParty);
  if (code === '1') return 'physician';
  return (
    CANCELLATION_PARTIES.find(each => {
      const names = ACT_CODE_NAMES.cancellationParty[each];
      return text !== null && (text === names.fi || text === names.sv);
    }) ?? null
  );
}

export function readCancellation(root: XmlNode, body: XmlNode, header: Header): PrescriptionCancellation {
  const fields = new Fields(body);
  const type = fields.value(96);
  const consent = type?.findAll('v3:qualifier').find(each => each.find('v3:name')?.attribute('code') === '96.2');
  return {
    ...readPrescription(root, body, header),
    cancellation: {
      cancels: replacedBy(root, header),
      canceller: readActor(authorWith(root, ['MIT'])),
      cancelledAt: header.createdAt,
      reason: demand(readReason(fields, 95), 'cancellation-reason-missing'),
      type: demand(
        oneOf(codedOf(type, CODE_SYSTEMS.cancellationType).code, CANCELLATION_TYPES),
        'cancellation-type-missing',
      ),
      party: readParty(type),
      consent: oneOf(codedOf(consent?.find('v3:value'), CODE_SYSTEMS.consent).code, CONSENT_CODES),
      corrected: readCorrected(fields),
    },
  };
}

/** A prescription that answers a request or renews another one; `null` for one that does neither. */
export function readRenewal(root: XmlNode, prescription: Prescription): Renewal | null {
  const request = readRelated(root, 'APND', ['8']);
  const renewed = readRelated(root, 'APND', ['1', '3']);
  if (request === null && renewed === null) return null;
  return {
    ...prescription,
    renewal: {
      renewed,
      request: request && { oid: request.oid, setId: request.setId, version: request.version },
    },
  };
}
