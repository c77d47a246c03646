import type { DocumentReference, Encounter, FhirResource } from 'fhir/r4.js';
import { type RecordRow, type SeriesVisit, type ServiceEvent } from '../../../shared/domain/records/record.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { instantOf } from './fhir-time.ts';
import { ofType, oidOf, oidUnder } from './resources.ts';
import { PRIMARY_DOCUMENT, SERIES_TYPE, SYSTEM } from './systems.ts';

/** OIDs of organisations by their address `Organization/<id>`, for references that carry no identifier. */
export type Units = ReadonlyMap<string, Oid>;

/** Service events of the own patient among Encounters of the service, each series with its visits. */
export function readServiceEvents(
  encounters: readonly Encounter[],
  patientId: string,
  units: Units = new Map(),
): readonly ServiceEvent[] {
  const visits = new Map<Oid | null, SeriesVisit[]>();
  for (const encounter of encounters) {
    const visit = encounter.partOf === undefined ? null : readVisit(encounter);
    if (visit === null) continue;
    const series = oidOf(encounter.partOf?.identifier);
    visits.set(series, [...(visits.get(series) ?? []), visit]);
  }
  return encounters.flatMap(encounter => {
    const event = readServiceEvent(encounter, patientId, units);
    if (event === null) return [];
    const name = seriesName(encounter);
    if (name === null) return [event];
    const below = (visits.get(event.oid) ?? []).sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
    return [{ ...event, series: { name, visits: below } }];
  });
}

const seriesName = ({ type }: Encounter): string | null =>
  type?.find(({ coding }) =>
    coding?.some(({ system, code }) => system === SERIES_TYPE.system && code === SERIES_TYPE.code),
  )?.text ?? null;

function readVisit({ identifier, period, status }: Encounter): SeriesVisit | null {
  const oid = oidUnder(identifier, SYSTEM.uri);
  const startedAt = instantOf(period?.start);
  if (oid === null || startedAt === null || status === 'entered-in-error') return null;
  return { oid, startedAt, endedAt: instantOf(period?.end) };
}

/** An Encounter as a service event; null when it is none (a visit below one). */
function readServiceEvent(encounter: Encounter, patientId: string, units: Units): ServiceEvent | null {
  const official = encounter.identifier?.filter(({ use }) => use === 'official');
  const oid = oidUnder(official, SYSTEM.uri);
  const startedAt = instantOf(encounter.period?.start);
  const provider = encounter.serviceProvider;
  const unitOid = oidOf(provider?.identifier) ?? units.get(provider?.reference ?? '') ?? null;
  if (!oid || !startedAt || !unitOid || encounter.status === 'entered-in-error') return null;
  return {
    oid,
    patientId,
    kind: encounter.class.code === 'VR' ? 'remoteContact' : 'visit',
    unitOid,
    startedAt,
    endedAt: instantOf(encounter.period?.end),
    acceptance: 'accepted',
  };
}

/** Providers whose OID is not told on the spot: the caller asks for them. */
export const providersToAsk = (resources: readonly FhirResource[]): readonly string[] => [
  ...new Set(
    ofType(resources, 'Encounter').flatMap(({ serviceProvider }) =>
      serviceProvider?.reference !== undefined && serviceProvider.identifier === undefined
        ? [serviceProvider.reference]
        : [],
    ),
  ),
];

const setOf = (document: DocumentReference): Oid | null =>
  oidUnder(document.identifier, SYSTEM.documentSet) ?? oidOf(document.masterIdentifier);

/** The place of each document in its set by the chain of `replaces`; documents of which nothing is replaced are version 1. */
function versionOf(document: DocumentReference, byOid: ReadonlyMap<Oid, DocumentReference>): number {
  let version = 1;
  for (let current = document; version <= byOid.size; version += 1) {
    const replaced = current.relatesTo?.find(({ code }) => code === 'replaces')?.target;
    if (!replaced) return version;
    const before = byOid.get(oidOf(replaced.identifier) ?? ('' as Oid));
    if (!before) return version + 1; // the replaced one is not shown to us
    current = before;
  }
  return version;
}

const STATES: Readonly<Partial<Record<DocumentReference['status'], RecordRow['state']>>> = {
  current: 'current',
  superseded: 'replaced',
};

/** Rows of the newest versions, newest first. An annulled document stays in the list: that it was annulled is told. */
export const readRecordRows = (resources: readonly FhirResource[]): readonly RecordRow[] =>
  readRecordVersions(resources).filter(({ state }) => state !== 'replaced');

/** Rows of all versions, newest first. What the service marks as entered in error is not shown. */
export function readRecordVersions(resources: readonly FhirResource[]): readonly RecordRow[] {
  const documents = ofType(resources, 'DocumentReference');
  const byOid = new Map(
    documents.flatMap(document => {
      const oid = oidOf(document.masterIdentifier);
      return oid === null ? [] : [[oid, document] as const];
    }),
  );
  const rows = documents.flatMap((document): readonly RecordRow[] => {
    const oid = oidOf(document.masterIdentifier);
    const serviceEventOid = oidOf(document.context?.encounter?.[0]?.identifier);
    const createdAt = instantOf(document.date);
    const state = STATES[document.status];
    const setId = setOf(document);
    if (state === undefined || !oid || !serviceEventOid || !createdAt || setId === null) return [];
    return [
      {
        oid,
        serviceEventOid,
        title: document.type?.text ?? document.description ?? '',
        authorName: document.author?.[0]?.display ?? '',
        createdAt,
        version: versionOf(document, byOid),
        acceptance: 'accepted',
        setId,
        view: document.context?.practiceSetting?.text ?? '',
        headings: (document.context?.event ?? []).flatMap(({ text }) => (text === undefined ? [] : [text])),
        state: state === 'current' && document.docStatus === 'entered-in-error' ? 'annulled' : state,
        ...(isPrimary(document) ? { isPrimary: true as const } : {}),
      },
    ];
  });
  return rows.sort((a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0));
}

const isPrimary = ({ category }: DocumentReference): boolean =>
  category?.some(({ coding }) =>
    coding?.some(({ system, code }) => system === PRIMARY_DOCUMENT.system && code === PRIMARY_DOCUMENT.code),
  ) ?? false;

/** Where the bytes of a document are and their SHA-1 in base64. */
export function attachmentOf(document: DocumentReference): Readonly<{ url: string; hash: string }> | null {
  const { url, hash } = document.content[0]?.attachment ?? {};
  return url === undefined || hash === undefined ? null : { url, hash };
}
