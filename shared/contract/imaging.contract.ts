import { z } from 'zod';
import { IMAGING_PAPERS, type ImagingStudy, type KeyObjects } from '../domain/records/imaging.ts';
import { call } from './define.ts';
import { sourced } from './signing.contract.ts';
import { count, id, instant, oid, readable, short } from './values.ts';
import { NET_CODES, registerKind } from './wills.contract.ts';

const paper = z.strictObject({
  oid,
  kind: z.enum(IMAGING_PAPERS),
  title: z.string(),
  authorName: z.string(),
  createdAt: instant,
});
const study = z.strictObject({
  uid: oid,
  accession: z.string(),
  startedAt: instant,
  modalities: z.array(z.string()),
  code: z.string().nullable(),
  title: z.string(),
  unitName: z.string(),
  controllerName: z.string(),
  registerKind,
  series: count,
  instances: count,
  manifestOid: oid.nullable(),
  papers: z.array(paper).nullable(),
}) as unknown as z.ZodType<ImagingStudy>;
const keyObjects = z.strictObject({
  studyUid: oid,
  accession: z.string(),
  retrieveAt: z.string().nullable(),
  series: z.array(z.strictObject({ uid: oid, instances: count })),
}) as unknown as z.ZodType<KeyObjects>;

const STUDY = z.strictObject({ patientId: id, studyUid: oid });

/** Imaging studies of the open patient. Each call is logged before anything is shown; images are never fetched. */
export const imaging = {
  list: call({
    needs: 'readRecords',
    params: z.strictObject({ patientId: id }),
    result: z.strictObject({
      own: z.array(study),
      source: sourced,
      /** What the disclosure that is open at this desk gives of other registers; null without one. */
      disclosed: z.strictObject({ studies: z.array(study).nullable(), until: instant }).nullable(),
    }),
    codes: ['PAT-0002'],
  }),
  /** One document about a study, as archived. */
  read: call({
    needs: 'readRecords',
    params: z.strictObject({ patientId: id, studyUid: oid, documentOid: oid }),
    result: z.strictObject({ title: z.string(), authorName: short, createdAt: instant, readable }),
    codes: ['PAT-0002', 'IMG-0001', 'REC-0002', 'REC-0003', 'DIS-0003', ...NET_CODES],
  }),
  /** The key-object reference of a study: what a viewer is handed. */
  open: call({
    needs: 'readRecords',
    params: STUDY,
    result: keyObjects,
    codes: ['PAT-0002', 'IMG-0001', 'IMG-0002', ...NET_CODES],
  }),
};
