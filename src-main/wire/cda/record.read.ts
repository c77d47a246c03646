import { CODE_SYSTEMS } from '../../../shared/codes/code-systems.ts';
import { RECORD_HEADING_CODES } from '../../../shared/codes/record-headings.ts';
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
import { Unreadable, attributeAt, codedOf, demand, oidAt, oneOf, quantityOf, textAt, trimmed } from './fields.ts';
import { type Header, authorWith, readProfessional } from './header.read.ts';
import { textBlocks } from './readable.ts';
import { readCdaTime } from './times.ts';

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
  const read = observation && (readMeasurement(observation) ?? readDiagnosis(observation));
  return demand(read, 'record-entry-unknown');
}

const readSection = (section: XmlNode): RecordSection => ({
  heading: readHeading(section),
  text: writtenText(section),
  entries: section.findAll('v3:entry').map(readEntry),
});

/** A visit note: view, one phase, headings. Notes of several phases or views keep their readable text, but are not taken apart. */
export function readRecord(root: XmlNode, body: XmlNode, header: Header): RecordDocument {
  const views = body.findAll('v3:component/v3:section');
  const view = demand(views.length === 1 ? views[0] : null, 'record-view-not-single');
  const phases = view.findAll('v3:component/v3:section');
  const phase = demand(phases.length === 1 ? phases[0] : null, 'record-phase-not-single');
  if (phase.findAll('v3:component/v3:section/v3:component').length > 0) throw new Unreadable('record-nesting-unknown');
  const author = readProfessional(authorWith(root, []), 'clinic', 'physician');
  return {
    oid: header.oid,
    setId: header.setId,
    version: header.version,
    language: header.language,
    patient: header.patient,
    author,
    serviceEventOid: demand(oidAt(root, 'v3:componentOf/v3:encompassingEncounter/v3:id'), 'service-event-missing'),
    templateId: attributeAt(view, 'v3:templateId', 'extension') ?? '',
    title: header.title,
    createdAt: header.createdAt,
    sections: phase.findAll('v3:component/v3:section').map(readSection),
  };
}
