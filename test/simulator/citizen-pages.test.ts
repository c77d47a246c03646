/** The citizens' pages: who gets in, what is shown to whom, and that each act changes what professionals find. */
import type { Bundle, Consent, DocumentReference, MedicationRequest, Task } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  AINO,
  type Built,
  LEENA,
  newOid,
  PATIENT,
  prescription,
  record,
  type TestPatient,
} from './support/cda.builder.ts';
import { browser, type Browser, enterAs } from './support/citizen-window.ts';
import { DAY_MS, eventSubmission, type Practice, resources, serviceEvent, startPractice } from './support/practice.ts';

const KAISA = '120468-912X';
const VAINO = '061241-975K';
const ONNI: TestPatient = {
  hetu: '030619A953D',
  given: ['Eetu', 'Onni', 'Mikael'],
  family: 'Esimerkki',
  gender: '1',
  birthDate: '20190603',
};
const EMILIA: TestPatient = {
  hetu: '090912B916P',
  given: ['Emilia', 'Pihla'],
  family: 'Harju',
  gender: '2',
  birthDate: '20120909',
};
const HOSTILE = '<script>alert(1)</script>"&\'';

let practice: Practice;
beforeAll(async () => {
  practice = await startPractice();
});
afterAll(() => practice.close());

const enter = (hetu: string): Promise<Browser> => enterAs(practice, hetu);

async function openEvent(hetu: string): Promise<string> {
  const oid = newOid('clinic', '14');
  const sent = await practice.submit(
    'potilastieto',
    AINO,
    eventSubmission(serviceEvent(oid, practice.now(), hetu), practice.now()),
  );
  expect(sent.status).toBe(200);
  return oid;
}
const minor = (built: Built, code: string): Built => ({
  ...built,
  xml: built.xml.replace(
    '<componentOf>',
    `<authorization><consent><code code="${code}" codeSystem="1.2.246.537.5.40202.201901"/><statusCode code="completed"/></consent></authorization><componentOf>`,
  ),
});
const delayed = (built: Built, until: string): Built => ({
  ...built,
  xml: built.xml.replace(
    '<hl7fi:localHeader>',
    `<hl7fi:localHeader><hl7fi:releaseDateForPatientViewing value="${until}"/>`,
  ),
});
async function store(built: Built): Promise<void> {
  const sent = await practice.send(built);
  expect([sent.status, sent.text.slice(0, sent.status === 200 ? 0 : 400)]).toEqual([200, '']);
}
const disclosed = async (hetu: string, event: string): Promise<readonly string[]> =>
  resources<DocumentReference>(
    await practice.ask(
      'POST',
      'potilastieto/baseR4/DocumentReference/$disclose',
      AINO,
      JSON.stringify({
        resourceType: 'Parameters',
        parameter: [
          { name: 'patient', valueIdentifier: { system: 'urn:oid:1.2.246.21', value: hetu } },
          { name: 'purpose', valueString: 'care' },
          { name: 'serviceEvent', valueString: event },
        ],
      }),
    ),
    'DocumentReference',
  ).map(({ type }) => type?.text ?? '');

describe('the door', () => {
  test('nobody is shown anything before choosing a person; the policy allows no script', async () => {
    const window = browser(practice);
    const door = await window.get('');
    expect(door.status).toBe(200);
    expect(door.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(door.headers.get('content-security-policy')).not.toContain('script-src');
    expect(door.text).not.toContain('<script');
    expect((await window.get('tahto')).text).toBe(door.text);
    expect((await window.get('style.css')).headers.get('content-type')).toContain('text/css');
  });

  test('forms come from the page itself: another origin, no proof and an old one are refused', async () => {
    const window = await enter(KAISA);
    const elsewhere = await window.send('tahto', { kind: 'consentSocial' }, { Origin: 'https://evil.example' });
    expect(elsewhere.status).toBe(421);
    expect((await window.send('tahto', { kind: 'consentSocial', proof: 'guess' })).status).toBe(403);
    const services = await fetch(`${practice.simulator.url}/tahdonilmaisu/baseR4/metadata`, {
      headers: { Origin: practice.simulator.url },
    });
    expect(services.status, 'the services themselves are for programs').toBe(421);
  });

  test('a real-looking code, a stranger and the dead do not get in; no code stands in an address', async () => {
    for (const hetu of ['131052-308T', '010101-999X', '210138-984W', HOSTILE]) {
      const window = browser(practice);
      await window.get('');
      const reply = await window.send('sisaan', { hetu });
      expect([reply.status, reply.headers.get('set-cookie')]).toEqual([404, null]);
      expect(reply.text).not.toContain('<script');
    }
    expect((await practice.ask('GET', `omakanta/tiedot?hetu=${KAISA}`, null)).status).toBe(400);
  });
});

describe('wills', () => {
  test('a denial closes what a professional found, its withdrawal opens it again; contradictions are refused in words', async () => {
    const event = await openEvent(KAISA);
    const window = await enter(KAISA);
    expect(await disclosed(KAISA, event)).toContain('Päivystyskäynti');
    const page = await window.send('tahto', {
      kind: 'provider',
      controller: '1.2.246.10.55555555.10.0',
      emergency: 'yes',
    });
    expect(page.text).toContain('Koejärven hyvinvointialue');
    expect(await disclosed(KAISA, event)).not.toContain('Päivystyskäynti');
    const again = await window.send('tahto', { kind: 'provider', controller: '1.2.246.10.55555555.10.0' });
    expect(again.text).toContain('Samasta asiasta on jo voimassa oleva tahdonilmaisu.');
    const consents = resources<Consent>(
      await practice.search('tahdonilmaisu', 'Consent', AINO, {
        'patient:identifier': `urn:oid:1.2.246.21|${KAISA}`,
        status: 'active',
        _query: 'maintain-denials',
      }),
      'Consent',
    );
    const denial = consents.find(({ provision }) => JSON.stringify(provision).includes('55555555'));
    await window.send('peru', { id: denial?.id ?? '' });
    expect(await disclosed(KAISA, event)).toContain('Päivystyskäynti');
  });

  test('a living will is text whatever it says; characters that nobody sees are refused', async () => {
    const window = await enter(VAINO);
    const refused = await window.send('tahto', { kind: 'livingWill', text: 'Ei\u0007 elvytystä' });
    expect(refused.text).toContain('Tekstissä on kielletty merkki');
    const given = await window.send('tahto', { kind: 'livingWill', text: `Ei elvytystä ${HOSTILE}` });
    expect(given.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;&#39;');
    expect(given.text).not.toContain('<script');
  });

  test('no consent before informing; a minor does not deny everything; a guardian sets no denial for a child', async () => {
    const child = await enter(ONNI.hetu ?? '');
    const early = await child.send('tahto', { kind: 'consentHealth' });
    expect(early.text).toContain('Kanta-informointi on annettava ennen');
    await child.send('tahto', { kind: 'informing' });
    expect((await child.send('tahto', { kind: 'all-health' })).text).toContain('Alaikäinen ei voi kieltää kaikkia');
    const guardian = await enter(KAISA);
    const onniId = await subjectId(guardian, 'Esimerkki Eetu');
    await guardian.send('asioi', { subject: onniId });
    expect((await guardian.get('tahto')).text).not.toContain('value="all-health"');
    expect((await guardian.send('tahto', { kind: 'uusimaa' })).text).toContain('Huoltaja ei anna eikä peru');
    expect((await guardian.send('tahto', { kind: 'consentHealth' })).text).toContain('Luovutuslupa, terveydenhuolto');
  });
});

async function subjectId(window: Browser, name: string): Promise<string> {
  const { text } = await window.get('puolesta');
  const forms = [...text.matchAll(/name="subject" value="([^"]+)"[\s\S]*?<span>([^<]+)/g)];
  return forms.find(([, , shown]) => shown?.startsWith(name))?.[1] ?? '';
}

describe('records', () => {
  test("a delayed entry shows on its day; hostile text is text; opening stands in the citizen's log by unit", async () => {
    const event = await openEvent(KAISA);
    await store(record(practice.now(), event, { text: 'Avoin kirjaus &lt;script&gt;x&lt;/script&gt;' }));
    await store(delayed(record(practice.now(), event, { text: 'Viivästetty kirjaus' }), '20261125'));
    const window = await enter(KAISA);
    const count = async (): Promise<number> =>
      [...(await window.get('tiedot')).text.matchAll(/kirjaus\/[^"]+"/g)].length;
    const before = await count();
    const pages = async (): Promise<string> => {
      const ids = [...(await window.get('tiedot')).text.matchAll(/kirjaus\/([^"]+)"/g)].map(([, id]) => id);
      const texts = await Promise.all(ids.map(async id => (await window.get(`kirjaus/${id}`)).text));
      return texts.join('\n');
    };
    const shown = await pages();
    expect(shown).toContain('Avoin kirjaus &lt;script&gt;x&lt;/script&gt;');
    expect(shown).not.toContain('Viivästetty kirjaus');
    practice.pass(3 * DAY_MS);
    const later = await enter(KAISA);
    expect([...(await later.get('tiedot')).text.matchAll(/kirjaus\//g)].length).toBe(before + 1);
    const log = (await later.get('loki')).text;
    expect(log).toContain('Harjoituslan terveysasema');
    expect(log).toContain('Luovutettu toiselle');
    expect(log).not.toContain('Harjula');
    expect(log).not.toContain(AINO.registration);
  });

  test("a minor's choice decides what a guardian sees, the minor sees all; nobody acts for a stranger", async () => {
    const event = await openEvent(EMILIA.hetu ?? '');
    for (const [code, text] of [
      ['1', 'Päätöskyvytön, näkyy'],
      ['2', 'Sallii, näkyy'],
      ['3', 'Kieltää, ei näy'],
      ['4', 'Ei arvioitu, ei näy'],
    ] as const)
      await store(minor(record(practice.now(), event, { patient: EMILIA, text }), code));
    await store(record(practice.now(), event, { patient: EMILIA, text: 'Ilman koodia, ei näy' }));
    const texts = async (window: Browser): Promise<readonly string[]> => {
      const ids = [...(await window.get('tiedot')).text.matchAll(/kirjaus\/([^"]+)"/g)].map(([, id]) => id);
      const pages = await Promise.all(ids.map(async id => (await window.get(`kirjaus/${id}`)).text));
      return pages.flatMap(page => /<p class="text">([^<]+)/.exec(page)?.[1] ?? []).sort();
    };
    expect(await texts(await enter(EMILIA.hetu ?? ''))).toHaveLength(5);
    const guardian = await enter(KAISA);
    await guardian.send('asioi', { subject: await subjectId(guardian, 'Harju Emilia') });
    expect(await texts(guardian)).toEqual(['Päätöskyvytön, näkyy', 'Sallii, näkyy']);
    const mandated = await enter(KAISA);
    await mandated.send('asioi', { subject: await subjectId(mandated, 'Kokemäki') });
    expect((await mandated.get('tahto')).text).toContain('value="all-health"');
    const child = await enter(EMILIA.hetu ?? '');
    const kaisaId = await subjectId(await enter(KAISA), 'Esimerkki Kaisa');
    await child.send('asioi', { subject: kaisaId });
    expect((await child.get('tahto')).text).toContain('Harju Emilia');
  });
});

describe('prescriptions', () => {
  const metadata = async (name: string, valueString: string): Promise<readonly string[]> =>
    resources<MedicationRequest>(
      await practice.ask(
        'POST',
        'resepti/baseR4/MedicationRequest/$get-prescriptions-metadata',
        LEENA,
        JSON.stringify({ resourceType: 'Parameters', parameter: [{ name, valueString }] }),
      ),
      'MedicationRequest',
    ).map(one => one.identifier?.[1]?.value?.replace('urn:oid:', '') ?? '');

  test('a denied one is found by its identifier only; a PKV one is shown despite the denial; withdrawn, all is as before', async () => {
    const plain = prescription(practice.now(), { patient: PATIENT });
    const pkv = prescription(practice.now(), { patient: PATIENT, pkv: 'P' });
    for (const one of [plain, pkv]) await store(one);
    const [setId, pkvId] = [plain.header.setId, pkv.header.setId];
    const window = await enter(KAISA);
    for (const id of [setId, pkvId]) await window.send('tahto', { kind: 'prescription', setId: id });
    const page = await window.get('reseptit');
    expect(page.text).toContain('Kielletty');
    expect(page.text).toContain('näkyy silti ammattilaiselle');
    const found = await metadata('patientIdentifier', KAISA);
    expect([found.includes(setId), found.includes(pkvId)]).toEqual([false, true]);
    expect(await metadata('identifier', setId)).toEqual([setId]);
    const tasks = resources<Task>(
      await practice.search('resepti', 'Task', LEENA, { 'patient:identifier': `urn:oid:1.2.246.21|${KAISA}` }),
      'Task',
    );
    expect(JSON.stringify(tasks)).not.toContain(setId);
    expect((await window.get('yhteenveto')).text).toContain(setId);
    for (const [, id] of page.text.matchAll(/name="id" value="([^"]+)"/g)) await window.send('peru', { id: id ?? '' });
    expect(await metadata('patientIdentifier', KAISA)).toContain(setId);
  });

  test('a renewal is asked once, reaches the unit that prescribed with its message, and not for a cancelled one', async () => {
    const asked = prescription(practice.now(), { patient: PATIENT });
    await store(asked);
    const window = await enter(KAISA);
    const { setId } = asked.header;
    const page = await window.send('uusi', { setId, message: `Loppuu pian ${HOSTILE}` });
    expect(page.text).toContain('Uusimispyyntö lähetetty');
    expect((await window.send('uusi', { setId, message: '' })).text).toContain('class="refusal"');
    const inbox = await practice.search('resepti', 'Task', AINO, {
      'owner:identifier': 'urn:ietf:rfc:3986|urn:oid:1.2.246.10.88888888.10.1',
      code: 'urn:oid:1.2.246.537.5.40105.2006|8',
      _count: '100',
    });
    const mine = resources<Task>(inbox, 'Task').filter(task => JSON.stringify(task).includes(setId));
    expect(mine).toHaveLength(1);
    expect(JSON.stringify(mine)).toContain('Loppuu pian');
    const stranger = await enter(VAINO);
    expect((await stranger.send('uusi', { setId, message: '' })).text).toContain('class="refusal"');
    expect((inbox.json as Bundle).total).toBeGreaterThan(0);
  });
});
