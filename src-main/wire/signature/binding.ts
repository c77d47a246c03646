import { ID_ROOTS } from '../../../shared/codes/code-systems.ts';
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

const registrationOf = (author: XmlNode): string | null =>
  author.find(`v3:assignedAuthor/v3:id[@root="${ID_ROOTS.registrationNumber}"]`)?.attribute('extension') ?? null;

/** Registration number of the author whose act the document is; `null` when the header names none. */
export function actingAuthor(root: XmlNode): string | null {
  const authors = root.findAll('v3:author');
  const roles = ACTING_ROLES[root.find('v3:code')?.attribute('code') ?? ''] ?? [];
  const withRole = roles.flatMap(role =>
    authors.filter(each => each.find('v3:functionCode')?.attribute('code') === role),
  );
  const acting = withRole[0] ?? (authors.length === 1 ? authors[0] : undefined);
  return acting ? registrationOf(acting) : null;
}

export type BindingFault = 'header-document-differs' | 'header-patient-differs' | 'header-author-differs';

const birthDate = (node: XmlNode | null): string | null => node?.attribute('value')?.slice(0, 8) ?? null;

/**
 * The signature covers the body only, so what the header says of document, patient and author must be what the body says.
 * `null` when they agree; a body that repeats nothing of one of them cannot be bound, and that is a finding as well.
 */
export function bindingFault(root: XmlNode, body: XmlNode): BindingFault | null {
  const documentOid = root.find('v3:id')?.attribute('root') ?? '';
  const own = body.attribute('ID');
  const references = body
    .findAll('.//v3:reference[@typeCode="SPRT"]/v3:externalDocument/v3:id')
    .map(n => n.attribute('root'));
  const sections = body.findAll('v3:component/v3:section/v3:id').map(n => n.attribute('root') ?? '');
  const namesIt =
    references.every(each => each === documentOid) &&
    sections.every(each => each === documentOid || each.startsWith(`${documentOid}.`)) &&
    (references.length > 0 || sections.length > 0 || own === `OID${documentOid}.body`);
  if (documentOid === '' || !namesIt) return 'header-document-differs';

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
  if (root.findAll('v3:recordTarget').length !== 1 || patients.length === 0 || !same) return 'header-patient-differs';

  const numbers = body.findAll('.//v3:author').map(registrationOf);
  const acting = actingAuthor(root);
  return acting !== null && numbers.includes(acting) ? null : 'header-author-differs';
}
