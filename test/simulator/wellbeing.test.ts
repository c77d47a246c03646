/** The Kanta PHR on its own: who may read what, by whose word, and how long. */
import type { Bundle, Observation } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LEENA } from './support/cda.builder.ts';
import { enterAs } from './support/citizen-window.ts';
import { DAY_MS, outcomeCodes, type Practice, startPractice } from './support/practice.ts';
import { answered, aRequest, oauth, readPermission, tokenForm } from './support/wellbeing.ts';

const SEPPO = '031052W913V';
const MIKKO = '210781-939C';

let practice: Practice;
beforeAll(async () => {
  practice = await startPractice();
});
afterAll(() => practice.close());

const pushed = async (hetu: string, change: Record<string, string> = {}) => {
  const request = aRequest(hetu, change);
  const told = await oauth(practice, 'par', request.form);
  return { ...request, told, uri: String(told.json['request_uri'] ?? '') };
};

describe('authorisation', () => {
  test('a request names a known person in its body, one scope, a verifier and the loopback address', async () => {
    const wrong: readonly Record<string, string>[] = [
      { login_hint: '010190-999X' },
      { redirect_uri: 'https://elsewhere.example/answer' },
      { code_challenge_method: 'plain' },
      { state: 'short' },
      { response_type: 'token' },
    ];
    for (const change of wrong)
      expect((await pushed(SEPPO, change)).told).toEqual({ status: 400, json: { error: 'invalid_request' } });
    expect((await pushed(SEPPO, { scope: 'patient/*.*' })).told.json).toEqual({ error: 'invalid_scope' });
    const { told } = await pushed(SEPPO);
    expect([told.status, told.json['expires_in']]).toEqual([201, 600]);
    const stranger = await fetch(`${practice.simulator.url}/omatieto/oauth/par`, { method: 'POST', body: 'x=1' });
    expect(stranger.status).toBe(401);
  });

  test('only the person answers; no is told as refused, yes gives a code that works once and with its verifier', async () => {
    const other = await pushed(SEPPO);
    expect(await answered(practice, other.uri, MIKKO, { answer: 'yes', days: '1' })).toBeNull();
    const refused = await pushed(SEPPO);
    const no = await answered(practice, refused.uri, SEPPO, { answer: 'no' });
    expect([no?.get('error'), no?.get('state')]).toEqual(['access_denied', refused.state]);
    const asked = await pushed(SEPPO);
    const yes = await answered(practice, asked.uri, SEPPO, { answer: 'yes', days: '1' });
    const code = yes?.get('code') ?? '';
    expect((await oauth(practice, 'token', tokenForm(code, 'x'.repeat(43)))).json).toEqual({ error: 'invalid_grant' });
    // The wrong try has used the code up.
    expect((await oauth(practice, 'token', tokenForm(code, asked.verifier))).json).toEqual({ error: 'invalid_grant' });
    expect(await answered(practice, asked.uri, SEPPO, { answer: 'yes', days: '1' })).toBeNull();
  });

  test('a token reads one person, for its time; a refresh token serves the organisation it was given to', async () => {
    const phr = await readPermission(practice, SEPPO);
    const all = (await phr.get(`Observation?patient=${phr.patient}`)).json as Bundle;
    expect(all.total).toBe(22);
    const weights = await phr.get(`Observation?patient=${phr.patient}&code=http://loinc.org|29463-7`);
    expect((weights.json as Bundle).total).toBe(4);
    expect((await phr.get('Observation?patient=someone-else')).status).toBe(403);
    expect((await phr.get(`Observation?patient=${phr.patient}&subject.name=x`)).status).toBe(400);
    expect((await phr.get(`Patient/none`)).status).toBe(404);
    expect((await phr.get(`Observation?patient=${phr.patient}`, 'x'.repeat(43))).status).toBe(401);
    const refresh = { grant_type: 'refresh_token', refresh_token: phr.refreshToken };
    expect((await oauth(practice, 'token', refresh, LEENA)).json).toEqual({ error: 'invalid_grant' });
    practice.pass(16 * 60_000);
    expect((await phr.get(`Observation?patient=${phr.patient}`)).status).toBe(401);
    const renewed = await oauth(practice, 'token', refresh);
    expect((await phr.get(`Observation?patient=${phr.patient}`, String(renewed.json['access_token']))).status).toBe(
      200,
    );
    practice.pass(DAY_MS);
    expect((await oauth(practice, 'token', refresh)).json).toEqual({ error: 'invalid_grant' });
  });

  test('a withdrawal on the page holds at once; what the citizen adds is read by who has a permission', async () => {
    const phr = await readPermission(practice, SEPPO);
    const window = await enterAs(practice, SEPPO);
    await window.get('hyvinvointi');
    await window.send('mittaus', { systolic: '128', diastolic: '79' });
    await window.send('mittaus', { systolic: '12', diastolic: 'x' });
    const [newest] = ((await phr.get(`Observation?patient=${phr.patient}`)).json as Bundle).entry ?? [];
    const values = (newest?.resource as Observation).component?.map(({ valueQuantity }) => valueQuantity?.value);
    expect(values).toEqual([128, 79]);
    const page = await window.get('hyvinvointi');
    const id = /name="id" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    await window.send('lopeta', { id });
    const after = await phr.get(`Observation?patient=${phr.patient}`);
    expect([after.status, outcomeCodes(after)]).toEqual([401, ['E-AUTH expired']]);
    expect((await window.get('loki')).text).toContain('Omatietovaranto');
  });
});

test('the old interface is closed, in words', async () => {
  for (const path of ['omatieto/baseStu3/Observation', 'omatieto/basestu3/metadata']) {
    const reply = await practice.ask('GET', path, null);
    expect([reply.status, outcomeCodes(reply)]).toEqual([410, ['E-FORM not-supported fhirVersion 3.0']]);
  }
  const asked = await practice.ask('GET', 'omatieto/baseR4/metadata', null, undefined, {
    Accept: 'application/fhir+json; fhirVersion=3.0',
  });
  expect([asked.status, outcomeCodes(asked)]).toEqual([406, ['E-FORM not-supported fhirVersion 3.0']]);
});
