import { CODE_SYSTEMS } from '../../../shared/codes/code-systems.ts';
import { PHASE_SYSTEM_NAME, RECORD_HEADING_CODES } from '../../../shared/codes/record-headings.ts';
import {
  MEASUREMENTS,
  type MeasurementKind,
  RECORD_HEADINGS,
  type RecordDocument,
  type RecordEntry,
  type RecordHeading,
  type RecordSection,
} from '../../../shared/domain/records/record.ts';
import { type ReadableBlock } from '../../../shared/domain/readable.ts';
import { type XmlNode } from '../xml/xml.ts';
import {
  Unreadable,
  attributeAt,
  codedOf,
  countOf,
  demand,
  oidAt,
  oneOf,
  quantityOf,
  textAt,
  trimmed,
} from './fields.ts';
import { type Header, readProfessional } from './header.read.ts';
import { readCore } from './record-core.codec.ts';
import { ACT_WORDS } from './act-words.ts';
import { textBlocks } from './readable.ts';
import { readCdaDate, readCdaTime } from './times.ts';

/** By code where it is confirmed, else by the name it travels under. */
function readHeading(section: XmlNode): RecordHeading {
  const code = section.find('v3:code');
  const name = code ? textAt(code, 'v3:originalText') : '';
  const found = RECORD_HEADINGS.find(heading => {
    const known = RECORD_HEADING_CODES[heading];
    return known.code === null ? name === known.fi || name === known.sv : code?.attribute('code') === known.code;
  });
  return demand(found, 'record-heading-unknown');
}

const spansText = (spans: readonly Readonly<{ text: string }>[]): string => spans.map(span => span.text).join('');

function blockText(block: ReadableBlock): string {
  switch (block.kind) {
    case 'heading':
      return block.text;
    case 'paragraph':
      return spansText(block.spans);
    case 'list':
      return block.items.map(item => `- ${spansText(item)}`).join('\n');
    case 'table':
      return [block.head, ...block.rows]
        .filter(row => row.length > 0)
        .map(row => row.map(spansText).join(' | '))
        .join('\n');
  }
}

/** The list whose every item is what an entry points at is the entries in words; all other text is the writer's. */
function writtenText(section: XmlNode): string {
  const text = section.find('v3:text');
  if (!text) return '';
  const pointed = new Set(section.findAll('v3:entry//v3:text/v3:reference').map(node => node.attribute('value')));
  const blocks = textBlocks(text);
  const lists = text.findAll('v3:list');
  const ofEntries = lists.map(list => list.elements().every(item => pointed.has(`#${item.attribute('ID') ?? ''}`)));
  let list = -1;
  const own = blocks.filter(block => {
    if (block.kind !== 'list') return true;
    list += 1;
    return ofEntries[list] !== true;
  });
  return trimmed(own.map(blockText).join('\n'));
}

const valueOf = (node: XmlNode, system: (typeof CODE_SYSTEMS)[keyof typeof CODE_SYSTEMS]): string | null =>
  node
    .findAll('v3:entryRelationship/v3:observation/v3:value')
    .map(value => codedOf(value, system).code)
    .find(code => code !== null) ?? null;

function readDiagnosis(observation: XmlNode): RecordEntry | null {
  const { code, name } = codedOf(observation.find('v3:value'), CODE_SYSTEMS.icd10);
  if (code === null) return null;
  return {
    kind: 'diagnosis',
    code,
    name: name ?? '',
    primacy: oneOf(valueOf(observation, CODE_SYSTEMS.diagnosisPrimacy), ['PAA', 'SIVU'] as const) ?? 'SIVU',
    permanence: oneOf(valueOf(observation, CODE_SYSTEMS.diagnosisPermanence), ['PYS'] as const),
  };
}

const KINDS = Object.keys(MEASUREMENTS) as readonly MeasurementKind[];

function readMeasurement(observation: XmlNode): RecordEntry | null {
  const { code } = codedOf(observation.find('v3:code'), CODE_SYSTEMS.loinc);
  const measurement = KINDS.find(kind => MEASUREMENTS[kind].loinc === code);
  const measuredAt = readCdaTime(attributeAt(observation, 'v3:effectiveTime', 'value'));
  if (measurement === undefined || measuredAt === null) return null;
  const { parts, unit } = MEASUREMENTS[measurement];
  const inUnit = (node: XmlNode | null | undefined) => {
    const amount = quantityOf(node);
    return amount?.unit === unit ? amount.value : null;
  };
  const part = (loinc: string) =>
    inUnit(
      observation
        .findAll('v3:entryRelationship/v3:observation')
        .find(each => attributeAt(each, 'v3:code', 'code') === loinc)
        ?.find('v3:value'),
    );
  const value = parts === null ? inUnit(observation.find('v3:value')) : part(parts[0]);
  return value === null
    ? null
    : { kind: 'measurement', measurement, value, secondValue: parts === null ? null : part(parts[1]), measuredAt };
}

function readEntry(entry: XmlNode): RecordEntry {
  const observation = entry.find('v3:observation');
  const read = observation && (readCore(observation) ?? readMeasurement(observation) ?? readDiagnosis(observation));
  return demand(read, 'record-entry-unknown');
}

const readSection = (section: XmlNode): RecordSection => ({
  heading: readHeading(section),
  text: writtenText(section),
  entries: section.findAll('v3:entry').map(readEntry),
});

const REVISERS = ['KOR', 'MIT'] as const;
const roleOf = (author: XmlNode): string | null => attributeAt(author, 'v3:functionCode', 'code');

/** Who wrote the first version: the author without a role; a document of somebody else may name one author with any. */
function firstAuthor(root: XmlNode): XmlNode {
  const authors = root.findAll('v3:author');
  const plain = authors.find(author => !REVISERS.some(role => role === roleOf(author)));
  return demand(plain ?? authors[0], 'author-missing');
}

/** The reason stands in the readable text alone: the header has no place for it. */
function reasonIn(view: XmlNode): string {
  const labels = [ACT_WORDS.newVersionReason, ACT_WORDS.annulmentReason].flatMap(({ fi, sv }) => [fi, sv]);
  const blocks = view.find('v3:text');
  for (const block of blocks ? textBlocks(blocks) : []) {
    const says = blockText(block);
    const label = labels.find(each => says.startsWith(`${each}: `));
    if (label !== undefined) return trimmed(says.slice(label.length + 2));
  }
  return '';
}

function readRevision(root: XmlNode, view: XmlNode): NonNullable<RecordDocument['revision']> | null {
  const parent = root.find('v3:relatedDocument[@typeCode="RPLC"]/v3:parentDocument');
  const by = root.findAll('v3:author').find(author => REVISERS.some(role => role === roleOf(author)));
  if (!parent || by === undefined) return null;
  const oid = demand(oidAt(parent, 'v3:id'), 'replaced-version-missing');
  return {
    act: roleOf(by) === 'MIT' ? 'annulment' : 'newVersion',
    base: {
      oid,
      setId: oidAt(parent, 'v3:setId') ?? oid,
      version: countOf(attributeAt(parent, 'v3:versionNumber', 'value')) ?? 1,
    },
    reason: reasonIn(view),
    by: readProfessional(by, 'clinic', 'physician'),
  };
}

/** A note: view, phases, headings. Notes of several views keep their readable text, but are not taken apart. */
export function readRecord(root: XmlNode, body: XmlNode, header: Header): RecordDocument {
  const views = body.findAll('v3:component/v3:section');
  const view = demand(views.length === 1 ? views[0] : null, 'record-view-not-single');
  const phases = view.findAll('v3:component/v3:section');
  // A form of the archive has fields where a note has phases: it is read as text.
  const isNote = phases.every(phase => attributeAt(phase, 'v3:code', 'codeSystemName') === PHASE_SYSTEM_NAME);
  if (phases.length === 0 || (phases.length > 1 && !isNote)) throw new Unreadable('record-phase-not-single');
  const headings = phases.flatMap(phase => phase.findAll('v3:component/v3:section'));
  if (headings.some(heading => heading.findAll('v3:component/v3:section').length > 0))
    throw new Unreadable('record-nesting-unknown');
  const revision = readRevision(root, view);
  const happened = readCdaTime(attributeAt(root, 'v3:componentOf/v3:encompassingEncounter/v3:effectiveTime', 'value'));
  return {
    oid: header.oid,
    setId: header.setId,
    version: header.version,
    language: header.language,
    patient: header.patient,
    author: readProfessional(firstAuthor(root), 'clinic', 'physician'),
    serviceEventOid: demand(oidAt(root, 'v3:componentOf/v3:encompassingEncounter/v3:id'), 'service-event-missing'),
    ...readPlace(root),
    ...readPurchased(root, header.code),
    templateId: attributeAt(view, 'v3:templateId', 'extension') ?? '',
    title: header.title,
    createdAt: header.createdAt,
    sections: headings.map(readSection),
    ...(happened === null || happened === header.createdAt ? {} : { happenedAt: happened }),
    ...(revision === null ? {} : { revision }),
    ...readCitizen(root),
  };
}

/** What the document is in its service event: primary or not, and written in which visit of a series. */
function readPlace(root: XmlNode): Pick<RecordDocument, 'isPrimary' | 'series'> {
  const episode = root.find('hl7fi:localHeader/hl7fi:episodeLink');
  const visitOid = oidAt(root, 'hl7fi:localHeader/hl7fi:secondaryEncompassingEncounterId');
  return {
    ...(root.find('hl7fi:localHeader/hl7fi:encompassingEncounterMasterCode') ? { isPrimary: true as const } : {}),
    ...(episode === null ? {} : { series: { name: textAt(episode, 'hl7fi:episodeLinkName'), visitOid } }),
  };
}

/** The organiser in whose register a document of a purchased service stands. */
function readPurchased(root: XmlNode, register: string): Pick<RecordDocument, 'purchased'> {
  const organiserOid = oidAt(root, 'hl7fi:localHeader/hl7fi:outsourcingServiceCustomer');
  const known = oneOf(register, ['2', '3'] as const);
  if (organiserOid === null || known === null) return {};
  const organiserName = textAt(root, 'hl7fi:localHeader/hl7fi:outsourcingServiceCustomerName');
  return { purchased: { organiserOid, organiserName, register: known } };
}

/** The ground of a delay is not in the document: it stays with whoever delayed. */
function readCitizen(root: XmlNode): Pick<RecordDocument, 'citizen'> {
  const until = readCdaDate(attributeAt(root, 'hl7fi:localHeader/hl7fi:releaseDateForPatientViewing', 'value'));
  const minorDisclosure = oneOf(
    codedOf(root.find('v3:authorization/v3:consent/v3:code'), CODE_SYSTEMS.minorDisclosure).code,
    ['1', '2', '3', '4'] as const,
  );
  if (until === null && minorDisclosure === null) return {};
  return { citizen: { delay: until === null ? null : { until, reason: '' }, minorDisclosure } };
}
