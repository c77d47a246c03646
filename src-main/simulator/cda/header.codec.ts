import { isOid } from '../../../shared/kernel/oid.ts';
import { type Result, fail, ok } from '../../../shared/kernel/result.ts';
import { type XmlDoc, type XmlNode } from '../../wire/xml/xml.ts';
import { readCdaTime } from '../time.ts';
import { attribute, author, code, person, text } from './cda-node.ts';
import { type CdaBinding, type CdaHeader } from './cda-types.ts';

/** Element paths that are missing or unreadable. */
export type HeaderFault = Readonly<{ paths: readonly string[] }>;

const GENDERS = '1.2.246.537.5.1';

/** Reads the header of any Kanta document (HL7 Finland CDA R2 header; element order and names from Kela's schema). */
export function readHeader(doc: XmlDoc): Result<CdaHeader, HeaderFault> {
  const root = doc.root;
  if (root.name !== 'ClinicalDocument' || root.namespace !== 'urn:hl7-org:v3')
    return fail({ paths: ['ClinicalDocument'] });
  const documentOid = attribute(root, 'v3:id', 'root') ?? '';
  const setId = attribute(root, 'v3:setId', 'root') ?? '';
  const version = Number(attribute(root, 'v3:versionNumber', 'value') ?? '');
  const type = code(root.find('v3:code'));
  const createdAt = readCdaTime(attribute(root, 'v3:effectiveTime', 'value'));
  const faults = [
    isOid(documentOid) ? null : 'id',
    isOid(setId) ? null : 'setId',
    Number.isSafeInteger(version) && version > 0 ? null : 'versionNumber',
    type ? null : 'code',
    createdAt ? null : 'effectiveTime',
    root.findAll('v3:recordTarget').length === 1 ? null : 'recordTarget',
  ].filter(path => path !== null);
  if (faults.length > 0 || !type || !createdAt) return fail({ paths: faults });
  const related = root.find('v3:relatedDocument');
  const encounter = root.find('v3:componentOf/v3:encompassingEncounter');
  return ok({
    documentOid,
    setId,
    version,
    type,
    title: text(root, 'v3:title') ?? type.name ?? '',
    createdAt,
    confidentiality: attribute(root, 'v3:confidentialityCode', 'code'),
    language: attribute(root, 'v3:languageCode', 'code') ?? 'fi',
    patient: readPatient(root),
    authors: root.findAll('v3:author').map(author),
    custodian: attribute(root, 'v3:custodian/v3:assignedCustodian/v3:representedCustodianOrganization/v3:id', 'root'),
    related: related
      ? {
          kind: related.attribute('typeCode') ?? '',
          oid: attribute(related, 'v3:parentDocument/v3:id', 'root'),
          setId: attribute(related, 'v3:parentDocument/v3:setId', 'root'),
        }
      : null,
    encounter: encounter ? attribute(encounter, 'v3:id', 'root') : null,
    eventTime: encounter
      ? readCdaTime(
          attribute(encounter, 'v3:effectiveTime', 'value') ?? attribute(encounter, 'v3:effectiveTime/v3:low', 'value'),
        )
      : null,
    minorDisclosure:
      root
        .find('v3:authorization/v3:consent/v3:code[starts-with(@codeSystem,"1.2.246.537.5.40202")]')
        ?.attribute('code') ?? null,
  });
}

function readPatient(root: XmlNode): CdaHeader['patient'] {
  const role = root.find('v3:recordTarget/v3:patientRole');
  const patient = role?.find('v3:patient') ?? null;
  const gender =
    patient?.find(`v3:administrativeGenderCode[starts-with(@codeSystem,"${GENDERS}")]`)?.attribute('code') ?? null;
  return {
    hetu: role?.find('v3:id[@root="1.2.246.21"]')?.attribute('extension') ?? null,
    name: person(patient?.find('v3:name') ?? null),
    gender,
    birthDate: readCdaTime(patient ? attribute(patient, 'v3:birthTime', 'value') : null)?.date ?? null,
  };
}

/** What the signed body repeats of the header. */
export function readBinding(body: XmlNode): CdaBinding {
  const dates = body
    .findAll('.//v3:relatedSubject/v3:subject/v3:birthTime')
    .map(n => readCdaTime(n.attribute('value'))?.date);
  return {
    sectionIds: body.findAll('v3:component/v3:section/v3:id').map(n => n.attribute('root') ?? ''),
    patientCodes: body
      .findAll('.//v3:relatedSubject/v3:code[@codeSystem="1.2.246.21"]')
      .map(n => n.attribute('code') ?? ''),
    patientBirthDates: dates.filter(date => date !== undefined),
    selfReferences: body.findAll('.//v3:reference[@typeCode="SPRT"]/v3:externalDocument').map(n => ({
      oid: attribute(n, 'v3:id', 'root') ?? '',
      setId: attribute(n, 'v3:setId', 'root'),
    })),
    authorNumbers: body
      .findAll('.//v3:author/v3:assignedAuthor/v3:id[@root="1.2.246.537.26"]')
      .map(n => n.attribute('extension') ?? ''),
  };
}
