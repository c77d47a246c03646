/** What is read of answers about measurements and images, and what is refused. */
import type { FhirResource, Observation } from 'fhir/r4.js';
import { describe, expect, test } from 'vitest';
import { observationOf } from '../../src-main/simulator/wellbeing/measurements.ts';
import { readKeyObjects } from '../../src-main/wire/dicom/key-objects.codec.ts';
import { readJson } from '../../src-main/wire/fhir/json.ts';
import { readWellbeing } from '../../src-main/wire/fhir/wellbeing.codec.ts';

const ABOUT = {
  patientId: 'p1',
  uuid: '226a193a-e269-496d-84f3-efd3d66fead5',
  atMs: Date.UTC(2026, 10, 1, 6),
  application: 'Päiväkirja',
  applicationId: 'urn:x:1',
};
const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
/** As it comes over the wire, decimals with their text. */
const sent = (resource: Observation): FhirResource => readJson(bytes(resource)) as FhirResource;
const pressure = observationOf({ kind: 'bloodPressure', systolic: '128', diastolic: '82' }, ABOUT);
const weight = observationOf({ kind: 'bodyWeight', value: '70.50' }, ABOUT);
const PHR = 'http://phr.kanta.fi/StructureDefinition/';

describe('wellbeing data', () => {
  test('values in the unit of their profile, digits as written', () => {
    const read = readWellbeing([sent(pressure), sent(weight)], 'p1');
    expect([read.isStu3, read.skipped]).toEqual([false, 0]);
    expect(read.measurements.map(({ kind, value, secondValue }) => [kind, value, secondValue])).toEqual([
      ['bloodPressure', '128', '82'],
      ['bodyWeight', '70.50', null],
    ]);
    expect(read.measurements[0]).toMatchObject({
      id: `urn:uuid:${ABOUT.uuid}`,
      measuredAt: '2026-11-01T06:00:00.000Z',
      application: 'Päiväkirja',
    });
  });

  test.each([
    ['a profile of STU3', { ...pressure, meta: { profile: [`${PHR}fiphr-sd-bloodpressure-stu3`] } }],
    ['a member that R4 has renamed', { ...pressure, context: { reference: 'EpisodeOfCare/1' } } as Observation],
    ['a comment of STU3', { ...weight, comment: 'aamulla' } as Observation],
  ])('nothing of an answer in the old version is used: %s', (_what, old) => {
    expect(readWellbeing([sent(pressure), sent(old)], 'p1')).toEqual({ measurements: [], skipped: 0, isStu3: true });
  });

  test.each<[string, Observation]>([
    ['another person', { ...weight, subject: { reference: 'Patient/p2' } }],
    ['no profile', { ...weight, meta: {} }],
    [
      'two national profiles',
      { ...weight, meta: { profile: [`${PHR}fiphr-sd-bodyweight`, `${PHR}fiphr-sd-fitness`] } },
    ],
    [
      'another unit',
      { ...weight, valueQuantity: { value: 155, unit: 'lb', system: 'http://unitsofmeasure.org', code: '[lb_av]' } },
    ],
    ['no value', { ...weight, valueQuantity: {} }],
    ['a blood pressure with one part', { ...pressure, component: pressure.component?.slice(0, 1) ?? [] }],
    ['not final', { ...weight, status: 'entered-in-error' }],
    ['a date without a time', { ...weight, effectiveDateTime: '2026-11-01' }],
  ])('%s is counted and not shown', (_what, other) => {
    expect(readWellbeing([sent(other)], 'p1')).toEqual({ measurements: [], skipped: 1, isStu3: false });
  });
});

const UID = '2.25.1';
const element = (vr: string, ...Value: readonly unknown[]) => ({ vr, Value });
const instance = (uid: string) => ({ '00081155': element('UI', uid) });
const series = (uid: string, ...instances: readonly string[]) => ({
  '0020000E': element('UI', uid),
  '00081190': element('UR', 'https://images.example/studies/1'),
  '00081199': element('SQ', ...instances.map(instance)),
});
const manifest = (change: Record<string, unknown> = {}, evidence: Record<string, unknown> = {}) => ({
  '00080016': element('UI', '1.2.840.10008.5.1.4.1.1.88.59'),
  '00080050': element('SH', 'A1'),
  '0020000D': element('UI', UID),
  '0040A375': element('SQ', {
    '0020000D': element('UI', UID),
    '00081115': element('SQ', series('2.25.2', '2.25.3', '2.25.4'), series('2.25.5', '2.25.6')),
    ...evidence,
  }),
  ...change,
});

describe('key-object reference', () => {
  test('series with their counts, and where the images would be', () => {
    expect(readKeyObjects(bytes([manifest()]))).toEqual({
      studyUid: UID,
      accession: 'A1',
      retrieveAt: 'https://images.example/studies/1',
      series: [
        { uid: '2.25.2', instances: 2 },
        { uid: '2.25.5', instances: 1 },
      ],
    });
  });

  test.each<[string, unknown]>([
    ['no JSON', '{'],
    ['two documents', [manifest(), manifest()]],
    ['an image instead', [manifest({ '00080016': element('UI', '1.2.840.10008.5.1.4.1.1.2') })]],
    ['no study', [manifest({ '0020000D': element('UI') })]],
    ['evidence of another study', [manifest({}, { '0020000D': element('UI', '2.25.9') })]],
    ['two studies', [manifest({ '0040A375': element('SQ', {}, {}) })]],
    ['no series', [manifest({}, { '00081115': element('SQ') })]],
    ['an identifier that is none', [manifest({}, { '00081115': element('SQ', series('2.25.2', '<script>')) })]],
    ['a value that is no list', [manifest({ '0020000D': { vr: 'UI', Value: 'x' } })]],
    ['null', null],
  ])('refused: %s', (_what, value) => {
    expect(readKeyObjects(typeof value === 'string' ? new TextEncoder().encode(value) : bytes(value))).toBeNull();
  });

  test('an address that is not https is not handed on', () => {
    const other = { ...series('2.25.2', '2.25.3'), '00081190': element('UR', 'javascript:alert(1)') };
    expect(readKeyObjects(bytes(manifest({}, { '00081115': element('SQ', other) })))?.retrieveAt).toBeNull();
  });
});
