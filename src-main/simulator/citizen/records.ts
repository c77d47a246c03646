import type { DocumentReference } from 'fhir/r4.js';
import { dateInHelsinki } from '../../../shared/kernel/time.ts';
import { readXml, type XmlNode } from '../../wire/xml/xml.ts';
import { type DeliveryState } from '../store/deliveries.ts';
import { fhirSpan, readCdaTime } from '../time.ts';
import { type World } from '../world.ts';
import { type Acting, mayShow } from './people.ts';

/** One piece of the readable text of a document, in the few forms that are shown. */
export type TextPart =
  | Readonly<{ kind: 'heading' | 'paragraph'; text: string }>
  | Readonly<{ kind: 'list'; items: readonly string[] }>
  | Readonly<{ kind: 'table'; rows: readonly (readonly string[])[] }>;

export type CitizenRecord = Readonly<{
  referenceId: string;
  oid: string;
  eventOid: string | null;
  title: string;
  at: number;
  controller: string;
  controllerOid: string;
  author: string;
  /** First day on which the citizen may see it; null without a delay. */
  releasedOn: string | null;
  minorCode: string | null;
  parts: readonly TextPart[];
  /** Where the person had a certificate sent, and whether it has arrived. */
  sentTo: readonly Readonly<{ receiver: string; state: DeliveryState }>[];
}>;

type Content = Pick<CitizenRecord, 'releasedOn' | 'minorCode' | 'parts'>;
/** What a document says never changes: read once. */
const contents = new WeakMap<World, Map<string, Content>>();

function partsOf(section: XmlNode): readonly TextPart[] {
  const title = section.find('v3:title')?.text().trim() ?? '';
  const text = section.find('v3:text');
  const own = text === null ? [] : text.elements().length === 0 ? plain(text) : text.elements().flatMap(blockOf);
  const below = section.findAll('v3:component/v3:section').flatMap(partsOf);
  return [...(title === '' ? [] : [{ kind: 'heading' as const, text: title }]), ...own, ...below];
}
const plain = (node: XmlNode): readonly TextPart[] => {
  const text = node.text().trim();
  return text === '' ? [] : [{ kind: 'paragraph', text }];
};
/** An item of several pieces is read one below the other. */
function itemText(item: XmlNode): string {
  const pieces = item.elements().filter(({ name }) => name === 'content');
  return pieces.length < 2 ? item.text().trim() : pieces.map(piece => piece.text().trim()).join('\n');
}
function blockOf(node: XmlNode): readonly TextPart[] {
  if (node.name === 'list') return [{ kind: 'list', items: node.findAll('v3:item').map(itemText) }];
  if (node.name === 'table')
    return [
      { kind: 'table', rows: node.findAll('.//v3:tr').map(row => row.elements().map(cell => cell.text().trim())) },
    ];
  return plain(node);
}

function contentOf(world: World, oid: string): Content {
  const known = contents.get(world) ?? new Map<string, Content>();
  contents.set(world, known);
  const before = known.get(oid);
  if (before !== undefined) return before;
  const bytes = world.store.documents.bytes(oid);
  const read = readXml(bytes ?? new Uint8Array(), ({ root }): Content => ({
    releasedOn:
      readCdaTime(root.find('hl7fi:localHeader/hl7fi:releaseDateForPatientViewing')?.attribute('value') ?? null)
        ?.date ?? null,
    minorCode:
      root
        .find('v3:authorization/v3:consent/v3:code[starts-with(@codeSystem,"1.2.246.537.5.40202")]')
        ?.attribute('code') ?? null,
    parts: root.findAll('v3:component/v3:structuredBody/v3:component/v3:section').flatMap(partsOf),
  }));
  const content: Content = read.ok ? read.value : { releasedOn: null, minorCode: null, parts: [] };
  known.set(oid, content);
  return content;
}

/** Receivers of certificates by their OID. */
const RECEIVER_NAMES: Readonly<Record<string, string>> = {
  '1.2.246.10.2462460': 'Kela',
  '1.2.246.10.29247533': 'Traficom',
};

const bare = (value: string | undefined): string => value?.replace(/^urn:oid:/, '') ?? '';

function recordOf(world: World, reference: DocumentReference & { id: string }): CitizenRecord {
  const oid = bare(reference.masterIdentifier?.value);
  return {
    referenceId: reference.id,
    oid,
    eventOid: bare(reference.context?.encounter?.[0]?.identifier?.value) || null,
    title: reference.type?.text ?? reference.description ?? '',
    at: fhirSpan(reference.date ?? '')?.fromMs ?? 0,
    controller: reference.custodian?.display ?? '',
    controllerOid: bare(reference.custodian?.identifier?.value),
    author: reference.author?.[0]?.display ?? '',
    ...contentOf(world, oid),
    sentTo: world.store.deliveries
      .ofDocument(oid)
      .map(({ receiver, state }) => ({ receiver: RECEIVER_NAMES[receiver] ?? receiver, state })),
  };
}

/** What the citizen's service shows of the records: current versions, delays kept, a minor's choice kept; newest first. */
export function recordsFor(world: World, acting: Acting): readonly CitizenRecord[] {
  const today = dateInHelsinki(world.clock.nowMs());
  return world.store.documents
    .ofPatient('potilastieto', acting.subject.id)
    .flatMap(({ referenceId }) => world.repository.read<DocumentReference>('DocumentReference', referenceId) ?? [])
    .filter(({ status }) => status === 'current')
    .map(reference => recordOf(world, reference))
    .filter(record => (record.releasedOn === null || record.releasedOn <= today) && mayShow(acting, record.minorCode))
    .sort((a, b) => b.at - a.at);
}
