import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type OtherDocument, type SeedWill } from './other-registers.ts';

/** An imaging study with what was written about it. No images: the practice world has none and invents none. */
export type SeedStudy = Readonly<{
  hetu: string;
  controller: string;
  unit: string;
  kind: '2' | '3' | '4';
  serial: number;
  daysAgo: number;
  /** DICOM modality (PS3.16 CID 29). */
  modality: string;
  /** THL procedure classification. */
  code: string;
  title: string;
  author: string;
  referral: string;
  entry: string;
  /** Null: nobody has made a statement yet. */
  statement: Readonly<{ author: string; text: string }> | null;
  series: readonly Readonly<{ title: string; instances: number }>[];
}>;
export type SeedImaging = Readonly<{ studies: readonly SeedStudy[]; wills: readonly SeedWill[] }>;

/** Studies of the practice patients; null without a file. */
export function readImaging(seedDir: string): SeedImaging | null {
  const path = join(seedDir, 'imaging.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as SeedImaging) : null;
}

/** A UID under the root for UUIDs (DICOM PS3.5 B.2), the same at every run. */
export const uidOf = (name: string): string =>
  `2.25.${BigInt(`0x${createHash('sha256').update(name).digest('hex').slice(0, 31)}`)}`;
export const studyUid = ({ controller, serial }: SeedStudy): string => uidOf(`${controller} ${serial}`);
export const accessionOf = ({ serial }: SeedStudy): string => `P${serial}`;

export type ImagingPaper = Readonly<{ code: 'request' | 'entry' | 'statement'; document: OtherDocument }>;
const PAPERS = { request: 'Kuvantamispyyntö', entry: 'Tutkimusmerkintä', statement: 'Kuvantamislausunto' } as const;

/** The documents about a study, in the order in which they are archived: before the study itself. */
export function papersOf(study: SeedStudy): readonly ImagingPaper[] {
  const paper = (code: ImagingPaper['code'], at: number, author: string, text: string): ImagingPaper => ({
    code,
    document: {
      hetu: study.hetu,
      controller: study.controller,
      kind: study.kind,
      serial: study.serial * 10 + at,
      daysAgo: study.daysAgo,
      title: `${PAPERS[code]}: ${study.title}`,
      author,
      text,
    },
  });
  const { statement } = study;
  return [
    paper('request', 1, study.author, study.referral),
    paper('entry', 2, study.author, study.entry),
    ...(statement === null ? [] : [paper('statement', 3, statement.author, statement.text)]),
  ];
}

/** SOP classes of the practice studies (DICOM PS3.4 B.5). */
const STORAGE: Readonly<Record<string, string>> = {
  DX: '1.2.840.10008.5.1.4.1.1.1.1',
  US: '1.2.840.10008.5.1.4.1.1.6.1',
  CT: '1.2.840.10008.5.1.4.1.1.2',
  MR: '1.2.840.10008.5.1.4.1.1.4',
};
const text = (vr: string, ...Value: readonly (string | number)[]) => ({ vr, Value });
const many = (items: readonly unknown[]) => ({ vr: 'SQ', Value: items });

/** Address in the key-object reference: no image service answers there, as no images exist. */
export const RETRIEVE_URL = 'https://kantasim.example/wado-rs';

/** The key-object reference (manifest) of a study: DICOM Key Object Selection in the JSON model (PS3.3 A.35.4, PS3.18 F). */
export function manifestBytes(study: SeedStudy): Uint8Array {
  const uid = studyUid(study);
  const series = study.series.map(({ instances }, at) => ({
    '0020000E': text('UI', uidOf(`${uid} series ${at}`)),
    '00081190': text('UR', `${RETRIEVE_URL}/studies/${uid}`),
    '00081199': many(
      Array.from({ length: instances }, (_, instance) => ({
        '00081150': text('UI', STORAGE[study.modality] ?? ''),
        '00081155': text('UI', uidOf(`${uid} series ${at} instance ${instance}`)),
      })),
    ),
  }));
  return Buffer.from(
    JSON.stringify([
      {
        '00080016': text('UI', '1.2.840.10008.5.1.4.1.1.88.59'),
        '00080018': text('UI', uidOf(`${uid} manifest`)),
        '00080050': text('SH', accessionOf(study)),
        '00080060': text('CS', 'KO'),
        '0020000D': text('UI', uid),
        '0040A043': many([
          { '00080100': text('SH', '113030'), '00080102': text('SH', 'DCM'), '00080104': text('LO', 'Manifest') },
        ]),
        '0040A375': many([{ '0020000D': text('UI', uid), '00081115': many(series) }]),
      },
    ]),
  );
}
