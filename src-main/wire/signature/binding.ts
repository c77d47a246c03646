import { CODE_SYSTEMS, ID_ROOTS, isVersionOf } from '../../../shared/codes/code-systems.ts';
import { type XmlNode } from '../xml/xml.ts';

/** Who acts in a document of each message type, by role code of 1.2.246.537.5.40006.2003 (Kela CDA library). */
const ACTING_ROLES: Readonly<Record<string, readonly string[]>> = {
  '1': ['KIR', 'LAL'],
  '2': ['MIT'],
  '3': ['KOR'],
  '10': ['LTE'],
  '11': ['MIT', 'LTE'],
  '12': ['KOR', 'LTE'],
};

/** Who corrects or annuls a record; its first version names no role. */
const RECORD_ROLES: readonly string[] = ['KOR', 'MIT'];

const numberOf = (author: XmlNode, root: string): string | null =>
  author.find(`v3:assignedAuthor/v3:id[@root="${root}"]`)?.attribute('extension') ?? null;
const registrationOf = (author: XmlNode): string | null => numberOf(author, ID_ROOTS.registrationNumber);

/** Who acts in the document, as its header says it. */
export type ActingAuthor = Readonly<{
  registrationNumber: string | null;
  /** SV number; pharmacists have none. */
  identifierNumber: string | null;
  family: string;
}>;

/** The author whose act the document is; `null` when the header names none. */
export function actingAuthor(root: XmlNode): ActingAuthor | null {
  const authors = root.findAll('v3:author');
  const code = root.find('v3:code');
  const isRecord = isVersionOf(code?.attribute('codeSystem') ?? '', CODE_SYSTEMS.patientRegister);
  const roles = isRecord ? RECORD_ROLES : (ACTING_ROLES[code?.attribute('code') ?? ''] ?? []);
  const withRole = roles.flatMap(role =>
    authors.filter(each => each.find('v3:functionCode')?.attribute('code') === role),
  );
  const acting = withRole[0] ?? (authors.length === 1 ? authors[0] : undefined);
  if (!acting) return null;
  return {
    registrationNumber: registrationOf(acting),
    identifierNumber: numberOf(acting, ID_ROOTS.identifierNumber),
    family: acting.find('v3:assignedAuthor/v3:assignedPerson/v3:name/v3:family')?.text().trim() ?? '',
  };
}

export type BindingFault =
  'header-document-differs' | 'section-ids-differ' | 'header-patient-differs' | 'header-author-differs';

const birthDate = (node: XmlNode | null): string | null => node?.attribute('value')?.slice(0, 8) ?? null;

/** The reference to itself that the body carries binds best; ids of sections and of the body stand in for it. */
function documentFault(root: XmlNode, body: XmlNode): BindingFault | null {
  const documentOid = root.find('v3:id')?.attribute('root') ?? '';
  const own = body.attribute('ID') === `OID${documentOid}.body`;
  const references = body
    .findAll('.//v3:reference[@typeCode="SPRT"]/v3:externalDocument/v3:id')
    .map(n => n.attribute('root'));
  const sections = body.findAll('v3:component/v3:section/v3:id').map(n => n.attribute('root') ?? '');
  const ofIt = sections.every(each => each === documentOid || each.startsWith(`${documentOid}.`));
  const named = references.length > 0 || own || (sections.length > 0 && ofIt);
  if (documentOid === '' || !named || references.some(each => each !== documentOid)) return 'header-document-differs';
  if (ofIt) return null;
  return references.length > 0 ? 'section-ids-differ' : 'header-document-differs';
}

function patientAgrees(root: XmlNode, body: XmlNode): boolean {
  const patients = body.findAll('.//v3:relatedSubject[@classCode="PAT"]');
  const role = root.find('v3:recordTarget/v3:patientRole');
  const code = role?.find(`v3:id[@root="${ID_ROOTS.identityCode}"]`)?.attribute('extension') ?? null;
  const born = birthDate(role?.find('v3:patient/v3:birthTime') ?? null);
  const family = role?.find('v3:patient/v3:name/v3:family')?.text().trim() ?? '';
  const given = (node: XmlNode | null): string =>
    (node?.findAll('v3:given[not(@qualifier)]') ?? []).map(each => each.text().trim()).join(' ');
  const same = patients.every(each => {
    const person = each.find('v3:subject');
    return (
      (each.find('v3:code')?.attribute('code') ?? null) === code &&
      birthDate(person?.find('v3:birthTime') ?? null) === born &&
      (person?.find('v3:name/v3:family')?.text().trim() ?? '') === family &&
      given(person?.find('v3:name') ?? null) === given(role?.find('v3:patient/v3:name') ?? null)
    );
  });
  return root.findAll('v3:recordTarget').length === 1 && patients.length > 0 && same;
}

function authorAgrees(root: XmlNode, body: XmlNode): boolean {
  const acting = actingAuthor(root)?.registrationNumber ?? null;
  return acting !== null && body.findAll('.//v3:author').map(registrationOf).includes(acting);
}

/**
 * The signature covers the body only, so what the header says of document, patient and author must be what the body says.
 * Empty when they agree; a body that repeats nothing of one of them cannot be bound, and that is a finding as well.
 */
export function bindingFaults(root: XmlNode, body: XmlNode): readonly BindingFault[] {
  const faults: BindingFault[] = [];
  const ofDocument = documentFault(root, body);
  if (ofDocument) faults.push(ofDocument);
  if (!patientAgrees(root, body)) faults.push('header-patient-differs');
  if (!authorAgrees(root, body)) faults.push('header-author-differs');
  return faults;
}
