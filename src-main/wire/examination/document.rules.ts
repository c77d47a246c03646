import { CODE_SYSTEMS, ID_ROOTS, isVersionOf } from '../../../shared/codes/code-systems.ts';
import { isOid } from '../../../shared/kernel/oid.ts';
import { isIdentityCode, readIdentityCode } from '../../../shared/domain/people/personal-identity-code.ts';
import { type Severity } from '../documents.ts';
import { type BindingFault, bindingFaults } from '../signature/binding.ts';
import { readCdaDate, readCdaTime } from '../cda/times.ts';
import { type XmlDoc, type XmlNode } from '../xml/xml.ts';
import { type Finding } from './findings.ts';

/** What the schema cannot say of a document. `broken` gives the places where the rule does not hold. */
export type DocumentRule = Readonly<{
  id: string;
  severity: Severity;
  source: string;
  says: string;
  broken(doc: XmlDoc): readonly XmlNode[];
}>;

const KELA = 'Kela CDA library (KantaCDA-API), builders and samples';
const FI_HEADER = 'HL7 Finland CDA R2 header';

const unless = (holds: boolean, place: XmlNode | null | undefined): readonly XmlNode[] =>
  holds || !place ? [] : [place];
const messageType = ({ root }: XmlDoc): string | null => {
  const code = root.find('v3:code');
  return isVersionOf(code?.attribute('codeSystem') ?? '', CODE_SYSTEMS.messageType)
    ? (code?.attribute('code') ?? null)
    : null;
};
const isPrescription = (doc: XmlDoc): boolean => ['1', '3'].includes(messageType(doc) ?? '');

/** Message types whose bodies repeat patient, author and document; locks, reservations and requests repeat them in part. */
const REPEATING: ReadonlySet<string | null> = new Set([null, '1', '2', '3', '10', '11', '12']);

const binding = (fault: BindingFault) => (doc: XmlDoc) => {
  const body = doc.root.find('v3:component/v3:structuredBody');
  if (!body || !REPEATING.has(messageType(doc))) return [];
  return unless(!bindingFaults(doc.root, body).includes(fault), doc.root.find('v3:recordTarget'));
};

export const DOCUMENT_RULES: readonly DocumentRule[] = [
  {
    id: 'DOC-01',
    severity: 'error',
    source: 'XML Signature wrapping; XML Schema, xs:ID',
    says: 'an id stands on more than one element',
    broken: doc => doc.duplicateIds().flatMap(id => doc.byId(id).slice(1)),
  },
  {
    id: 'DOC-02',
    severity: 'error',
    source: FI_HEADER,
    says: 'the id of the document is not an OID',
    broken: ({ root }) => unless(isOid(root.find('v3:id')?.attribute('root') ?? ''), root.find('v3:id') ?? root),
  },
  {
    id: 'DOC-03',
    severity: 'error',
    source: KELA,
    says: 'a first version whose set is not its own id',
    broken: ({ root }) => {
      const first = root.find('v3:versionNumber')?.attribute('value') === '1';
      const set = root.find('v3:setId');
      return unless(!first || !set || set.attribute('root') === root.find('v3:id')?.attribute('root'), set);
    },
  },
  {
    id: 'DOC-04',
    severity: 'error',
    source: FI_HEADER,
    says: 'the time of the document is not a time',
    broken: ({ root }) => {
      const node = root.find('v3:effectiveTime');
      return unless(readCdaTime(node?.attribute('value') ?? null) !== null, node ?? root);
    },
  },
  {
    id: 'DOC-05',
    severity: 'warning',
    source: 'DVV, personal identity code',
    says: 'the identity code of the patient is none',
    broken: ({ root }) =>
      root
        .findAll(`v3:recordTarget/v3:patientRole/v3:id[@root="${ID_ROOTS.identityCode}"]`)
        .filter(node => !isIdentityCode(node.attribute('extension') ?? '')),
  },
  {
    id: 'DOC-06',
    severity: 'warning',
    source: 'DVV, personal identity code',
    says: 'the birth date is not that of the identity code',
    broken: ({ root }) =>
      root.findAll('v3:recordTarget/v3:patientRole').flatMap(role => {
        const code = readIdentityCode(
          role.find(`v3:id[@root="${ID_ROOTS.identityCode}"]`)?.attribute('extension') ?? '',
        );
        const born = role.find('v3:patient/v3:birthTime');
        return unless(!code.ok || !born || readCdaDate(born.attribute('value')) === code.value.birthDate, born);
      }),
  },
  {
    id: 'DOC-07',
    severity: 'error',
    source: 'Kela CDA library: the signature does not cover the header',
    says: 'header and body name different documents',
    broken: binding('header-document-differs'),
  },
  {
    id: 'DOC-08',
    severity: 'warning',
    source: 'Kela CDA library: the signature does not cover the header',
    says: 'header and body name different patients',
    broken: binding('header-patient-differs'),
  },
  {
    id: 'DOC-09',
    severity: 'warning',
    source: 'Kela CDA library: the signature does not cover the header',
    says: 'the acting author of the header is not in the body',
    broken: binding('header-author-differs'),
  },
  {
    id: 'DOC-10',
    severity: 'warning',
    source: 'Kela CDA library: SV number of the prescriber is mandatory',
    says: 'a prescriber without an SV number',
    broken: doc =>
      isPrescription(doc)
        ? doc.root
            .findAll('v3:author[v3:functionCode/@code="LAL"]')
            .filter(author => !author.find(`v3:assignedAuthor/v3:id[@root="${ID_ROOTS.identifierNumber}"]`))
        : [],
  },
  {
    id: 'DOC-11',
    severity: 'warning',
    source: 'HL7 CDA R2: what is attested is the readable text',
    says: 'no readable text',
    broken: ({ root }) =>
      unless(
        root.findAll('.//v3:section/v3:text').some(node => node.text().trim() !== ''),
        root.find('v3:component'),
      ),
  },
  {
    id: 'DOC-12',
    severity: 'error',
    source: FI_HEADER,
    says: 'the version number is not a whole number from 1 on',
    broken: ({ root }) => {
      const node = root.find('v3:versionNumber');
      return unless(!node || /^0*[1-9]\d{0,5}$/.test(node.attribute('value') ?? ''), node);
    },
  },
];

/** Of one rule; more of the same say nothing new. */
const MOST_PLACES = 20;

export const ruleFindings = (doc: XmlDoc): readonly Finding[] =>
  DOCUMENT_RULES.flatMap(({ id, severity, says, broken }) =>
    broken(doc)
      .slice(0, MOST_PLACES)
      .map(node => ({ code: id, severity, where: node.name, line: node.line(), says })),
  );
