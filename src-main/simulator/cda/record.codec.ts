import { type XmlDoc, type XmlNode } from '../../wire/xml/xml.ts';
import { KNOWN_FORMS } from '../rules/certificate.rules.ts';
import { attribute, text } from './cda-node.ts';

/** What the rules of versions and of structured entries look at in a record document. */
export type CdaRecord = Readonly<{
  /** State of the document, 1.2.246.537.5.40154: annulled by its name, because its code is not confirmed. */
  annulled: boolean;
  /** Version of the document that the header says is replaced. */
  replacedVersion: number | null;
  headings: number;
  entries: number;
  /** Entries without a readable text that says the same. */
  unreadableEntries: number;
  /** Characters of the readable text below the headings. */
  textLength: number;
  /** Forms of certificates in it, by the Finnish names that they carry. */
  forms: readonly string[];
  /** The certificate that it is, with its filled fields by name (dates as `YYYY-MM-DD`); null when it is none, or several. */
  certificate: Readonly<{ form: string; fields: ReadonlyMap<string, string> }> | null;
  hasDiagnosis: boolean;
  /** It stands for the data of its service event: told by name, the code list is not public. */
  primary: boolean;
  /** The visit of a series that it names. */
  visit: string | null;
  /** Of a purchased service: who organised it, and who produced it. */
  organiser: string | null;
  producer: string | null;
}>;

const ANNULLED = 'Mitätöity';
const PRIMARY = 'Ensisijainen asiakirja';
/** ICD-10, Finnish edition. */
const ICD10 = '1.2.246.537.6.1.';

/** The readable text that an entry points at; not there when it points at nothing, or at nothing that can be read. */
function saysSomething(doc: XmlDoc, entry: XmlNode): boolean {
  const target = attribute(entry, './/v3:text/v3:reference', 'value') ?? '';
  return target.startsWith('#') && doc.byId(target.slice(1)).some(node => node.text().trim() !== '');
}

/** Dates are compared, everything else is only there or not. */
function fieldValue(value: XmlNode): string {
  const date = /^(\d{4})(\d{2})(\d{2})/.exec(value.attribute('value') ?? '');
  return date === null
    ? (value.attribute('value') ?? value.text()).trim()
    : `${date[1] ?? ''}-${date[2] ?? ''}-${date[3] ?? ''}`;
}

function fieldsOf(observation: XmlNode): ReadonlyMap<string, string> {
  return new Map(
    observation.findAll('v3:entryRelationship/v3:observation').flatMap(field => {
      const name = text(field, 'v3:code/v3:originalText');
      const value = field.find('v3:value');
      const says = value === null ? '' : fieldValue(value);
      return name === null || says === '' ? [] : [[name, says] as const];
    }),
  );
}

/** A second reading of the record documents (HL7 Finland, archive documents: view, phase, heading). */
export function readRecordDocument(doc: XmlDoc): CdaRecord {
  const { root } = doc;
  const views = 'v3:component/v3:structuredBody/v3:component/v3:section';
  const headings = root.findAll(`${views}/v3:component/v3:section/v3:component/v3:section`);
  const entries = root.findAll(`${views}//v3:entry`);
  const observations = root.findAll(`${views}//v3:entry/v3:observation`);
  const forms = observations.flatMap(observation => {
    const form = text(observation, 'v3:code/v3:originalText');
    return form !== null && KNOWN_FORMS.has(form) ? [{ form, observation }] : [];
  });
  const [only] = forms;
  const status = root.find('hl7fi:localHeader/hl7fi:recordStatus');
  const replaced = Number(attribute(root, 'v3:relatedDocument/v3:parentDocument/v3:versionNumber', 'value') ?? '');
  return {
    annulled: status !== null && text(status, 'v3:originalText') === ANNULLED,
    primary: text(root, 'hl7fi:localHeader/hl7fi:encompassingEncounterMasterCode/v3:originalText') === PRIMARY,
    visit: attribute(root, 'hl7fi:localHeader/hl7fi:secondaryEncompassingEncounterId', 'root'),
    organiser: attribute(root, 'hl7fi:localHeader/hl7fi:outsourcingServiceCustomer', 'root'),
    producer: attribute(
      root,
      'v3:componentOf/v3:encompassingEncounter/v3:responsibleParty/v3:assignedEntity/v3:representedOrganization/v3:id',
      'root',
    ),
    replacedVersion: Number.isSafeInteger(replaced) && replaced > 0 ? replaced : null,
    headings: headings.length,
    entries: entries.length,
    unreadableEntries: entries.filter(entry => !saysSomething(doc, entry)).length,
    forms: forms.map(({ form }) => form),
    certificate:
      only === undefined || forms.length > 1 ? null : { form: only.form, fields: fieldsOf(only.observation) },
    hasDiagnosis: observations.some(observation =>
      (attribute(observation, 'v3:value', 'codeSystem') ?? '').startsWith(ICD10),
    ),
    textLength: headings.reduce((sum, heading) => sum + (text(heading, 'v3:text')?.length ?? 0), 0),
  };
}
