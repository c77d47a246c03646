/** A permission to wellbeing data as a client and a citizen make it, for the tests of the simulator. */
import { createHash, randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { AINO } from './cda.builder.ts';
import { tokenOf, type Who } from './people.ts';
import { browser } from './citizen-window.ts';
import { type Practice } from './practice.ts';

const CLIENT = '2.999.246.1';
export const REDIRECT = 'http://127.0.0.1:49999/answer';
const secret = (): string => randomBytes(32).toString('base64url');

type Told = Readonly<{ status: number; json: Readonly<Record<string, unknown>> }>;

/** One form to the authorisation server, with the organisation's token. */
export async function oauth(
  practice: Practice,
  act: string,
  form: Record<string, string>,
  who: Who = AINO,
): Promise<Told> {
  const reply = await fetch(`${practice.simulator.url}/omatieto/oauth/${act}`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${await tokenOf(who, practice.now())}`,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(form).toString(),
  });
  return { status: reply.status, json: (await reply.json()) as Told['json'] };
}

export function aRequest(hetu: string, change: Record<string, string> = {}) {
  const [state, verifier] = [secret(), secret()];
  const form = {
    response_type: 'code',
    client_id: CLIENT,
    redirect_uri: REDIRECT,
    scope: 'patient/Observation.read',
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    login_hint: hetu,
    ...change,
  };
  return { form, state, verifier };
}

/** What the citizen's answer brings back: parameters of the redirect. */
export async function answered(
  practice: Practice,
  requestUri: string,
  as: string,
  fields: Record<string, string>,
): Promise<URLSearchParams | null> {
  const id = requestUri.split(':').at(-1) ?? '';
  const window = browser(practice);
  await window.get(`lupa/${id}`);
  const page = await window.send('sisaan', { hetu: as, asked: id });
  // The request is over: answered, or too old.
  if (page.status === 404) return null;
  const proof = /name="proof" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const back = await window.sendRaw('lupa', { request: id, proof, ...fields });
  const location = back.headers.get('location') ?? '';
  return location.startsWith(REDIRECT) ? new URL(location).searchParams : null;
}

export const tokenForm = (code: string, verifier: string): Record<string, string> => ({
  grant_type: 'authorization_code',
  code,
  client_id: CLIENT,
  redirect_uri: REDIRECT,
  code_verifier: verifier,
});

/** Asks, lets the citizen allow a day, and reads as the service lets. */
export async function readPermission(practice: Practice, hetu: string) {
  const { form, verifier } = aRequest(hetu);
  const pushed = await oauth(practice, 'par', form);
  expect(pushed.status).toBe(201);
  const back = await answered(practice, String(pushed.json['request_uri']), hetu, { answer: 'yes', days: '1' });
  const told = await oauth(practice, 'token', tokenForm(back?.get('code') ?? '', verifier));
  expect(told.status).toBe(200);
  const access = String(told.json['access_token']);
  return {
    patient: String(told.json['patient']),
    refreshToken: String(told.json['refresh_token']),
    access,
    get: (path: string, token = access) =>
      practice.ask('GET', `omatieto/baseR4/${path}`, null, undefined, { Authorization: `Bearer ${token}` }),
  };
}
