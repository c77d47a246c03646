import { CODE_SYSTEMS, ID_ROOTS } from '../../../shared/codes/code-systems.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { CONSENT_CODES } from '../../../shared/domain/documents/prescription-change.ts';
import {
  type RenewalRequest,
  type RequestRecipient,
  type Requester,
} from '../../../shared/domain/documents/renewal-request.ts';
import { type Xml, element } from '../xml/write.ts';
import { type XmlNode } from '../xml/xml.ts';
import { actDocument, actEntry, actor, serviceParties } from './act-document.write.ts';
import { ACT_CODE_NAMES, ACT_WORDS } from './act-words.ts';
import { Fields, attributeAt, demand, oidAt, oneOf, textAt, textOf } from './fields.ts';
import { type Header, authorWith, phoneIn } from './header.read.ts';
import { type WriteOptions, address, author, bodySubject, telecom } from './header.write.ts';
import { coded, field, id, part, textValue, value } from './hl7.ts';
import { readRenewable, renewableEntry, renewableRows } from './listed-prescription.codec.ts';
import { readActor } from './pharmacy-message.codec.ts';
import { readRelated } from './references.read.ts';
import { reference, relatedDocument } from './references.write.ts';
import { cdaTime, readCdaTime } from './times.ts';

/** A request of a citizen's service has no person: the author is its organisation alone (sample of MyKanta). */
const serviceAuthor = (organisation: Readonly<{ oid: Oid; name: string }>): Xml =>
  element(
    'author',
    { nullFlavor: 'NA' },
    element('time', { nullFlavor: 'NA' }),
    element(
      'assignedAuthor',
      {},
      element('id', { nullFlavor: 'NA' }),
      element(
        'representedOrganization',
        {},
        id(organisation.oid),
        organisation.name === '' ? null : element('name', {}, organisation.name),
      ),
    ),
  );

const serviceEncounter = (organisation: Readonly<{ oid: Oid; name: string }>, of: RenewalRequest): Xml =>
  element(
    'componentOf',
    {},
    element(
      'encompassingEncounter',
      {},
      value('effectiveTime', cdaTime(of.at)),
      element(
        'location',
        {},
        element(
          'healthCareFacility',
          {},
          id(organisation.oid),
          element('location', {}, element('name', {}, organisation.name)),
        ),
      ),
    ),
  );

const informationRecipient = (of: RequestRecipient): Xml =>
  element(
    'informationRecipient',
    {},
    element(
      'intendedRecipient',
      {},
      element('receivedOrganization', {}, id(of.oid), of.name === '' ? null : element('name', {}, of.name)),
    ),
  );

const recipientPart = (of: RequestRecipient): Xml =>
  element(
    'participant',
    { typeCode: 'DIR' },
    element(
      'participantRole',
      { classCode: 'ROL' },
      address(of),
      telecom(of.phone),
      element('playingEntity'),
      element('scopingEntity', { classCode: 'ORG' }, id(of.oid), of.name === '' ? null : element('desc', {}, of.name)),
    ),
  );

const recipientInWords = (of: RequestRecipient): string =>
  [of.name, of.street, `${of.postalCode} ${of.city}`.trim(), of.phone, of.oid].filter(each => each !== '').join(', ');

function requesterParts(of: RenewalRequest, options: WriteOptions) {
  if (of.requester.kind === 'professional') return actor(of, of.requester.professional, of.at, options);
  const { organisation } = of.requester;
  const name = [organisation.name, organisation.oid].filter(each => each !== '').join(', ');
  return {
    author: serviceAuthor(organisation),
    componentOf: serviceEncounter(organisation, of),
    parties: serviceParties(of, name, of.at, options),
  };
}

/** A renewal request: type 8 (Kela CDA library, samples of Kelain and MyKanta; the mobile number stands by the patient). */
export function renewalRequestDocument(of: RenewalRequest, options: WriteOptions): Xml {
  const { language: l, prescription, recipient, requester } = of;
  const who = requester.kind === 'professional' ? requester.professional : null;
  return actDocument(
    of,
    {
      type: '8',
      at: of.at,
      ...requesterParts(of, options),
      recipient: informationRecipient(recipient),
      related: [relatedDocument('APND', prescription.reference, '1', l)],
      rows: [
        ...renewableRows(prescription, l),
        [ACT_WORDS.recipient[l], recipientInWords(recipient)],
        [ACT_WORDS.message[l], of.message],
        [ACT_WORDS.consent[l], of.consent && ACT_CODE_NAMES.consent[of.consent][l]],
        [ACT_WORDS.smsPhone[l], of.smsPhone],
      ],
      entries: [
        actEntry(of, {
          type: '8',
          at: of.at,
          subject: bodySubject(of.patient, of.smsPhone === '' ? null : telecom(of.smsPhone, 'MC')),
          author: who && author(who, null, of.at, l),
          participant: recipientPart(recipient),
          parts: [
            part(field(113, textValue(of.message))),
            of.consent &&
              part(
                field(
                  120,
                  coded('value', CODE_SYSTEMS.consent, of.consent, ACT_CODE_NAMES.consent[of.consent][l], {
                    type: 'CE',
                  }),
                ),
              ),
          ],
          references: [reference('REFR', prescription.reference, '1', l)],
        }),
        renewableEntry(prescription),
      ],
    },
    options,
  );
}

function readRecipient(root: XmlNode, act: XmlNode): RequestRecipient {
  const role = act.find('v3:participant[@typeCode="DIR"]/v3:participantRole');
  const received = root.find('v3:informationRecipient/v3:intendedRecipient/v3:receivedOrganization');
  return {
    oid: demand(
      (role && oidAt(role, 'v3:scopingEntity/v3:id')) ?? (received && oidAt(received, 'v3:id')),
      'recipient-missing',
    ),
    name: (role && textAt(role, 'v3:scopingEntity/v3:desc')) || (received ? textAt(received, 'v3:name') : ''),
    phone: phoneIn(role?.findAll('v3:telecom').find(each => each.attribute('value')?.startsWith('tel:'))),
    street: (role?.findAll('v3:addr/v3:streetAddressLine') ?? []).map(textOf).join(', '),
    postalCode: role ? textAt(role, 'v3:addr/v3:postalCode') : '',
    city: role ? textAt(role, 'v3:addr/v3:city') : '',
  };
}

function readRequester(root: XmlNode): Requester {
  const node = authorWith(root, []);
  const who = demand(node.find('v3:assignedAuthor'), 'author-missing');
  if (who.find(`v3:assignedPerson | v3:id[@root="${ID_ROOTS.registrationNumber}"]`) !== null)
    return { kind: 'professional', professional: readActor(node) };
  const unit = demand(who.find('v3:representedOrganization'), 'organisation-missing');
  // MyKanta names itself as the place only.
  const place = textAt(
    root,
    'v3:componentOf/v3:encompassingEncounter/v3:location/v3:healthCareFacility/v3:location/v3:name',
  );
  return {
    kind: 'service',
    organisation: { oid: demand(oidAt(unit, 'v3:id'), 'organisation-missing'), name: textAt(unit, 'v3:name') || place },
  };
}

export function readRenewalRequest(root: XmlNode, body: XmlNode, header: Header): RenewalRequest {
  const act = demand(body.find('.//v3:entry/v3:act'), 'act-missing');
  const about = demand(readRelated(root, 'APND', ['1', '3']), 'prescription-missing');
  const fields = new Fields(body);
  return {
    oid: header.oid,
    setId: header.setId,
    version: header.version,
    language: header.language,
    patient: header.patient,
    at: readCdaTime(attributeAt(act, 'v3:effectiveTime', 'value')) ?? header.createdAt,
    requester: readRequester(root),
    recipient: readRecipient(root, act),
    prescription: readRenewable(demand(body.find('.//v3:entry/v3:substanceAdministration'), 'prescription-missing'), {
      oid: about.oid,
      setId: about.setId,
      version: about.version,
    }),
    message: fields.text(113),
    consent: oneOf(fields.coded(120, CODE_SYSTEMS.consent).code, CONSENT_CODES),
    smsPhone: phoneIn(act.find('v3:subject/v3:relatedSubject/v3:telecom[@use="MC"]')),
  };
}
