import { type Oid } from '../../kernel/oid.ts';
import { type Instant } from '../../kernel/time.ts';
import { type DisclosedRow } from '../consent/declaration.ts';

export const IMAGING_PAPERS = ['request', 'entry', 'statement'] as const;
/** What was written about a study; the documents stand in the Patient Data Repository. */
export type ImagingPaper = Readonly<{
  oid: Oid;
  kind: (typeof IMAGING_PAPERS)[number];
  title: string;
  authorName: string;
  createdAt: Instant;
}>;

/** A study of the Imaging Data Repository as its registry tells it. Images are never fetched or stored here. */
export type ImagingStudy = Readonly<{
  /** Study Instance UID. */
  uid: Oid;
  /** Accession number; empty where the registry tells none. */
  accession: string;
  startedAt: Instant;
  /** DICOM modalities (PS3.16 CID 29). */
  modalities: readonly string[];
  /** THL procedure classification; null where it is told in words only. */
  code: string | null;
  title: string;
  unitName: string;
  controllerName: string;
  registerKind: DisclosedRow['registerKind'];
  series: number;
  instances: number;
  /** Key-object reference by which a viewer opens the images; null where the registry has none. */
  manifestOid: Oid | null;
  /** Null where the Patient Data Repository could not be asked. */
  papers: readonly ImagingPaper[] | null;
}>;

/** What a key-object reference tells, for counts and for handing the study over to a viewer. */
export type KeyObjects = Readonly<{
  studyUid: Oid;
  accession: string;
  /** Where a viewer would fetch from; null where the reference does not say. */
  retrieveAt: string | null;
  series: readonly Readonly<{ uid: Oid; instances: number }>[];
}>;

/** A study without a statement waits for one; that is told in words, never by an empty cell. */
export const statementOf = ({ papers }: Pick<ImagingStudy, 'papers'>): ImagingPaper | null =>
  papers?.find(({ kind }) => kind === 'statement') ?? null;
