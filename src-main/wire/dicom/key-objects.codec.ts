import { type KeyObjects } from '../../../shared/domain/records/imaging.ts';
import { isOid, type Oid } from '../../../shared/kernel/oid.ts';
import { readJson } from '../fhir/json.ts';
import { isObject } from '../fhir/resources.ts';

/** SOP class of a Key Object Selection document (DICOM PS3.4 B.5). */
const KEY_OBJECT_SELECTION = '1.2.840.10008.5.1.4.1.1.88.59';
const TAG = {
  sopClass: '00080016',
  accession: '00080050',
  retrieveUrl: '00081190',
  seriesUid: '0020000E',
  studyUid: '0020000D',
  /** Current Requested Procedure Evidence Sequence and the sequences in it (PS3.3 C.17.2). */
  evidence: '0040A375',
  series: '00081115',
  instances: '00081199',
  instanceUid: '00081155',
} as const;
/** More than any study has: a reference beyond it is no reference. */
const MOST_INSTANCES = 200_000;

type Item = Readonly<Record<string, unknown>>;
const valuesOf = (item: Item, tag: string): readonly unknown[] => {
  const element = item[tag];
  return isObject(element) && Array.isArray(element['Value']) ? element['Value'] : [];
};
const textOf = (item: Item, tag: string): string => {
  const [first] = valuesOf(item, tag);
  return typeof first === 'string' ? first : '';
};
const itemsOf = (item: Item, tag: string): readonly Item[] => valuesOf(item, tag).filter(isObject);

function uidOf(item: Item, tag: string): Oid | null {
  const uid = textOf(item, tag);
  return uid.length <= 64 && isOid(uid) ? uid : null;
}

/**
 * Reads a key-object reference (DICOM Key Object Selection in the JSON model, PS3.18 F): which series it lists, with how many
 * images, and where they would be fetched. Null for anything else, and for one about several studies.
 */
export function readKeyObjects(bytes: Uint8Array): KeyObjects | null {
  const read = readJson(bytes);
  const [root, ...more]: readonly unknown[] = Array.isArray(read) ? read : [read];
  if (more.length > 0 || !isObject(root) || textOf(root, TAG.sopClass) !== KEY_OBJECT_SELECTION) return null;
  const studyUid = uidOf(root, TAG.studyUid);
  const [evidence, ...others] = itemsOf(root, TAG.evidence);
  if (studyUid === null || evidence === undefined || others.length > 0) return null;
  if (uidOf(evidence, TAG.studyUid) !== studyUid) return null;
  const told = itemsOf(evidence, TAG.series);
  const series = told.flatMap(one => {
    const uid = uidOf(one, TAG.seriesUid);
    const instances = itemsOf(one, TAG.instances);
    return uid === null || !instances.every(each => uidOf(each, TAG.instanceUid) !== null)
      ? []
      : [{ uid, instances: instances.length }];
  });
  const total = series.reduce((sum, { instances }) => sum + instances, 0);
  if (series.length !== told.length || series.length === 0 || total > MOST_INSTANCES) return null;
  const retrieveAt =
    told.map(one => textOf(one, TAG.retrieveUrl)).find(url => /^https:\/\/\S{1,500}$/.test(url)) ?? null;
  return { studyUid, accession: textOf(root, TAG.accession).slice(0, 64), retrieveAt, series };
}
