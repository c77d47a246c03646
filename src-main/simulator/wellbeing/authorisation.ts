import { createHash, randomBytes } from 'node:crypto';
import { type Grant } from '../store/grants.ts';
import { type Caller } from '../trust/token.ts';
import { type World } from '../world.ts';

/** Scopes that are given: SMART App Launch 2 writes them so; nothing else of the PHR is offered to a provider here. */
export const READ_SCOPE = 'patient/Observation.read';
const REQUEST_LIFE_MS = 10 * 60_000;
const CODE_LIFE_MS = 60_000;
/** A short life: a withdrawal holds at once, because each use looks at the grant as well. */
const ACCESS_LIFE_S = 900;
const MOST_KEPT = 1000;
/** How long a citizen may allow the use, in days. */
export const PERIODS = [1, 30, 365] as const;
const DAY_MS = 24 * 3_600_000;

/** What a citizen is asked, before anybody has answered. */
export type AccessRequest = Readonly<{
  id: string;
  caller: Caller;
  clientId: string;
  redirectUri: string;
  state: string;
  scope: string;
  challenge: string;
  /** The patient whose data are asked for; the code came in the body, never in an address. */
  patientId: string;
  untilMs: number;
}>;
type Code = Readonly<{ request: AccessRequest; grantDays: number; untilMs: number }>;
export type Bearer = Readonly<{ grant: Grant; caller: Caller }>;

/** Errors of RFC 6749 5.2. */
export type OAuthError = 'invalid_request' | 'invalid_grant' | 'invalid_scope' | 'unsupported_grant_type';
export type TokenAnswer = Readonly<{
  access_token: string;
  token_type: 'Bearer';
  expires_in: number;
  scope: string;
  /** Logical id of the patient, as SMART App Launch tells it. */
  patient: string;
  refresh_token: string;
  /** Own member: until when the citizen allowed the use, in whole seconds. */
  consent_until: number;
}>;
type Told<T> = Readonly<{ ok: true; value: T }> | Readonly<{ ok: false; error: OAuthError }>;

export interface WellbeingAccess {
  /** A pushed authorisation request (RFC 9126). */
  push(caller: Caller, form: URLSearchParams, patientOf: (hetu: string) => string | null): Told<AccessRequest>;
  request(id: string): AccessRequest | null;
  /** The citizen's answer. @returns where the browser goes next; null when the request has expired */
  decide(id: string, answer: Readonly<{ days: number }> | null): string | null;
  token(caller: Caller, form: URLSearchParams): Told<TokenAnswer>;
  /** Who reads whose data by this access token; null when it is not known, has expired or was withdrawn. */
  bearer(authorization: string | undefined): Bearer | null;
  isInForce(grant: Grant): boolean;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');
const secret = (): string => randomBytes(32).toString('base64url');
/** RFC 8252 7.3: a program on the same machine listens on the loopback address. */
const LOOPBACK = /^http:\/\/127\.0\.0\.1:\d{2,5}\/[\w-]{1,80}$/;

/** The authorisation server of the Kanta PHR: requests, codes and access tokens live in memory, permissions in the store. */
export function createWellbeingAccess(world: World): WellbeingAccess {
  const requests = new Map<string, AccessRequest>();
  const codes = new Map<string, Code>();
  const tokens = new Map<string, Readonly<{ grantId: string; caller: Caller; untilMs: number }>>();
  const now = (): number => world.clock.nowMs();
  const makeRoom = (kept: Map<string, Readonly<{ untilMs: number }>>): void => {
    for (const [key, { untilMs }] of kept) if (untilMs < now() || kept.size >= MOST_KEPT) kept.delete(key);
  };
  const isInForce = ({ endedMs, untilMs }: Grant): boolean => endedMs === null && now() <= untilMs;

  function issue(grant: Grant, caller: Caller, refresh: string): TokenAnswer {
    makeRoom(tokens);
    const access = secret();
    tokens.set(digest(access), { grantId: grant.id, caller, untilMs: now() + ACCESS_LIFE_S * 1000 });
    return {
      access_token: access,
      token_type: 'Bearer',
      expires_in: ACCESS_LIFE_S,
      scope: grant.scope,
      patient: grant.patientId,
      refresh_token: refresh,
      consent_until: Math.floor(grant.untilMs / 1000),
    };
  }

  function byCode(caller: Caller, form: URLSearchParams): Told<TokenAnswer> {
    const key = digest(form.get('code') ?? '');
    const code = codes.get(key);
    codes.delete(key); // once only, whatever comes of it
    const { request } = code ?? {};
    const isRight =
      code !== undefined &&
      request !== undefined &&
      code.untilMs >= now() &&
      request.caller.organisation === caller.organisation &&
      request.clientId === form.get('client_id') &&
      request.redirectUri === form.get('redirect_uri') &&
      request.challenge === digest(form.get('code_verifier') ?? '');
    if (!isRight) return { ok: false, error: 'invalid_grant' };
    const refresh = secret();
    const grant: Grant = {
      id: world.newUuid(),
      patientId: request.patientId,
      organisation: caller.organisation,
      scope: request.scope,
      givenMs: now(),
      untilMs: now() + code.grantDays * DAY_MS,
      endedMs: null,
    };
    world.store.grants.add(grant, digest(refresh));
    return { ok: true, value: issue(grant, caller, refresh) };
  }

  function byRefresh(caller: Caller, form: URLSearchParams): Told<TokenAnswer> {
    const refresh = form.get('refresh_token') ?? '';
    const grant = world.store.grants.byRefresh(digest(refresh));
    return grant === null || !isInForce(grant) || grant.organisation !== caller.organisation
      ? { ok: false, error: 'invalid_grant' }
      : { ok: true, value: issue(grant, caller, refresh) };
  }

  return {
    isInForce,
    push(caller, form, patientOf) {
      const at = (name: string): string => form.get(name) ?? '';
      const patientId = patientOf(at('login_hint'));
      if (at('scope') !== READ_SCOPE) return { ok: false, error: 'invalid_scope' };
      const isWhole =
        at('response_type') === 'code' &&
        at('client_id') !== '' &&
        /^[\w-]{16,200}$/.test(at('state')) &&
        at('code_challenge_method') === 'S256' &&
        /^[\w-]{43}$/.test(at('code_challenge')) &&
        LOOPBACK.test(at('redirect_uri')) &&
        patientId !== null;
      if (!isWhole) return { ok: false, error: 'invalid_request' };
      makeRoom(requests);
      const request: AccessRequest = {
        id: secret(),
        caller,
        clientId: at('client_id'),
        redirectUri: at('redirect_uri'),
        state: at('state'),
        scope: READ_SCOPE,
        challenge: at('code_challenge'),
        patientId,
        untilMs: now() + REQUEST_LIFE_MS,
      };
      requests.set(request.id, request);
      return { ok: true, value: request };
    },
    request(id) {
      const found = requests.get(id);
      return found === undefined || found.untilMs < now() ? null : found;
    },
    decide(id, answer) {
      const request = requests.get(id);
      requests.delete(id);
      if (request === undefined || request.untilMs < now()) return null;
      const back = new URL(request.redirectUri);
      back.searchParams.set('state', request.state);
      if (answer === null) back.searchParams.set('error', 'access_denied');
      else {
        const code = secret();
        makeRoom(codes);
        codes.set(digest(code), { request, grantDays: answer.days, untilMs: now() + CODE_LIFE_MS });
        back.searchParams.set('code', code);
      }
      return back.href;
    },
    token(caller, form) {
      const type = form.get('grant_type');
      if (type === 'authorization_code') return byCode(caller, form);
      return type === 'refresh_token' ? byRefresh(caller, form) : { ok: false, error: 'unsupported_grant_type' };
    },
    bearer(authorization) {
      const token = /^Bearer ([\w-]{20,200})$/.exec(authorization ?? '')?.[1];
      const known = token === undefined ? undefined : tokens.get(digest(token));
      if (known === undefined || known.untilMs < now()) return null;
      const grant = world.store.grants.get(known.grantId);
      return grant !== null && isInForce(grant) ? { grant, caller: known.caller } : null;
    },
  };
}
