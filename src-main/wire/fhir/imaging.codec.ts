import type { DocumentReference, FhirResource, ImagingStudy as FhirStudy } from 'fhir/r4.js';
import { IMAGING_PAPERS, type ImagingPaper, type ImagingStudy } from '../../../shared/domain/records/imaging.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { instantOf } from './fhir-time.ts';
import { registerKindOf } from './register-kind.ts';
import { ofType, oidOf, oidUnder } from './resources.ts';
import { SYSTEM } from './systems.ts';

/** The study that a document is about. */
const studyOf = (document: DocumentReference): Oid | null =>
  oidUnder(
    document.context?.related?.flatMap(({ identifier }) => identifier ?? []),
    SYSTEM.dicomUid,
  );

function paperOf(document: DocumentReference): readonly ImagingPaper[] {
  const code = document.type?.coding?.find(({ system }) => system === SYSTEM.imagingPaper)?.code;
  const kind = IMAGING_PAPERS.find(one => one === code);
  const oid = oidOf(document.masterIdentifier);
  const createdAt = instantOf(document.date);
  if (kind === undefined || oid === null || createdAt === null || document.status !== 'current') return [];
  const title = document.type?.text ?? document.type?.coding?.find(({ display }) => display)?.display ?? '';
  return [{ oid, kind, title, createdAt, authorName: document.author?.[0]?.display ?? '' }];
}

const controllerName = ({ contained = [] }: FhirStudy): string =>
  ofType(contained as readonly FhirResource[], 'Endpoint').find(({ managingOrganization }) => managingOrganization)
    ?.managingOrganization?.display ?? '';

function readStudy(
  study: FhirStudy,
  documents: readonly DocumentReference[],
  papersKnown: boolean,
): readonly ImagingStudy[] {
  const uid = oidUnder(study.identifier, SYSTEM.dicomUid);
  const startedAt = instantOf(study.started);
  if (uid === null || startedAt === null || study.status === 'entered-in-error') return [];
  const about = documents.filter(document => studyOf(document) === uid);
  const manifest = about.find(({ type }) => type?.coding?.some(({ code }) => code === 'manifest') === true);
  const accession = study.identifier?.find(({ type }) => type?.coding?.some(({ code }) => code === 'ACSN') === true);
  return [
    {
      uid,
      accession: accession?.value ?? '',
      startedAt,
      modalities: [...new Set((study.modality ?? []).flatMap(({ code }) => code ?? []))],
      code: study.procedureCode?.flatMap(({ coding }) => coding ?? []).find(({ code }) => code)?.code ?? null,
      title: study.description ?? study.procedureCode?.[0]?.text ?? '',
      unitName: study.location?.display ?? '',
      controllerName: controllerName(study),
      registerKind: registerKindOf(manifest),
      series: study.numberOfSeries ?? study.series?.length ?? 0,
      instances: study.numberOfInstances ?? 0,
      manifestOid: manifest === undefined ? null : oidOf(manifest.masterIdentifier),
      papers: papersKnown
        ? about.flatMap(paperOf).sort((a, b) => IMAGING_PAPERS.indexOf(a.kind) - IMAGING_PAPERS.indexOf(b.kind))
        : null,
    },
  ];
}

/**
 * Studies with their manifests and what was written about them, newest first.
 * @param papersKnown false where the other repository could not be asked: then nothing is claimed about statements
 */
export function readImagingStudies(resources: readonly FhirResource[], papersKnown: boolean): readonly ImagingStudy[] {
  const documents = ofType(resources, 'DocumentReference');
  return ofType(resources, 'ImagingStudy')
    .flatMap(study => readStudy(study, documents, papersKnown))
    .sort((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0));
}

/** UIDs of the studies that manifests are about. */
export const studiesBehind = (resources: readonly FhirResource[]): readonly Oid[] => [
  ...new Set(ofType(resources, 'DocumentReference').flatMap(document => studyOf(document) ?? [])),
];
