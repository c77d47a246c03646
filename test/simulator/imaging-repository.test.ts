/** The Imaging Data Repository on its own: whose studies are told to whom, by the decision that holds for documents. */
import type { Bundle, DocumentReference, ImagingStudy } from 'fhir/r4.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readKeyObjects } from '../../src-main/wire/dicom/key-objects.codec.ts';
import { AINO, LEENA, newOid } from './support/cda.builder.ts';
import { type Who } from './support/people.ts';
import { eventSubmission, type Practice, resources, rules, serviceEvent, startPractice } from './support/practice.ts';

const SEPPO = '031052W913V';
let practice: Practice;
beforeAll(async () => {
  practice = await startPractice();
});
afterAll(() => practice.close());

const ofPatient = { 'patient:identifier': `urn:oid:1.2.246.21|${SEPPO}` };
const uidOf = (study: ImagingStudy | undefined): string => study?.identifier?.[0]?.value ?? '';
const studies = async (form: Record<string, string>, who: Who = AINO): Promise<readonly ImagingStudy[]> =>
  resources<ImagingStudy>(await practice.search('kuva', 'ImagingStudy', who, form), 'ImagingStudy');
const disclose = (who: Who, values: Record<string, string>) =>
  practice.ask(
    'POST',
    'kuva/baseR4/DocumentReference/$disclose',
    who,
    JSON.stringify({
      resourceType: 'Parameters',
      parameter: [
        { name: 'patient', valueIdentifier: { system: 'urn:oid:1.2.246.21', value: SEPPO } },
        ...Object.entries(values).map(([name, valueString]) => ({ name, valueString })),
      ],
    }),
  );
const papersAbout = async (uid: string): Promise<readonly string[]> =>
  resources<DocumentReference>(
    await practice.search('potilastieto', 'DocumentReference', AINO, { 'related:identifier': `urn:dicom:uid|${uid}` }),
    'DocumentReference',
  ).map(({ type }) => type?.coding?.[0]?.code ?? '');

test('a search by patient tells the own register; the papers of a study stand in the other repository', async () => {
  const own = await studies(ofPatient);
  expect(own.map(({ modality }) => modality?.[0]?.code).sort()).toEqual(['DX', 'US']);
  const byModality = (code: string) => own.find(({ modality }) => modality?.[0]?.code === code);
  expect(await papersAbout(uidOf(byModality('DX')))).toEqual(['request', 'entry', 'statement']);
  expect(await papersAbout(uidOf(byModality('US')))).toEqual(['request', 'entry']);
  expect(await studies(ofPatient, LEENA)).toEqual([]);
});

test('the key-object reference is exact bytes of its own media type and lists what the study counts', async () => {
  const own = await studies(ofPatient);
  const manifests = resources<DocumentReference>(
    await practice.search('kuva', 'DocumentReference', AINO, ofPatient),
    'DocumentReference',
  );
  for (const study of own) {
    const manifest = manifests.find(({ context }) => context?.related?.[0]?.identifier?.value === uidOf(study));
    const url = manifest?.content[0]?.attachment.url ?? '';
    const read = await practice.ask('GET', `kuva/baseR4/${url}`, AINO, undefined, {
      Accept: 'application/dicom+json',
    });
    expect([read.status, read.headers.get('content-type')]).toEqual([200, 'application/dicom+json']);
    const told = readKeyObjects(Buffer.from(read.text));
    expect(`urn:oid:${told?.studyUid}`).toBe(uidOf(study));
    expect(told?.series.map(({ instances }) => instances)).toEqual(
      study.series?.map(({ numberOfInstances }) => numberOfInstances),
    );
  }
});

test('other registers only by disclosure: consent opens one, a denial of the event hides the other and its papers', async () => {
  const refused = await disclose(AINO, { purpose: 'care' });
  expect([refused.status, rules(refused)]).toEqual([403, ['SIM-DI-002']]);
  const event = newOid('clinic', '14');
  await practice.submit(
    'potilastieto',
    AINO,
    eventSubmission(serviceEvent(event, practice.now(), SEPPO), practice.now()),
  );
  const given = await disclose(AINO, { purpose: 'care', serviceEvent: `urn:oid:${event}` });
  expect((given.json as Bundle).total).toBe(1);
  const [manifest] = resources<DocumentReference>(given, 'DocumentReference');
  const uid = manifest?.context?.related?.[0]?.identifier?.value ?? '';
  const [study] = await studies({ identifier: `urn:dicom:uid|${uid}` });
  expect([study?.modality?.[0]?.code, study?.location?.display]).toEqual(['CT', 'Koejärven keskussairaala']);
  expect(await papersAbout(uid)).toEqual(['request', 'entry', 'statement']);
  // The denied study is not there, by any way of asking; an emergency does not open it either.
  const urgent = await disclose(AINO, { purpose: 'emergency', reason: 'tajuton' });
  expect((urgent.json as Bundle).total).toBe(1);
  expect(JSON.stringify(urgent.json)).not.toContain('44444444');
  expect((await disclose(LEENA, { purpose: 'emergency', reason: 'x' })).status).toBe(403);
  expect((await practice.ask('POST', 'kuva/baseR4', AINO, '{}')).status).toBe(405);
});
