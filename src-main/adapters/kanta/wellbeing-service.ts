import { createHash, randomBytes } from 'node:crypto';
import type { FhirResource } from 'fhir/r4.js';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { instantOfMs } from '../../../shared/kernel/time.ts';
import { type NetFailure, type QueryContext } from '../../app/ports/kanta.port.ts';
import { type WellbeingGrant, type WellbeingService } from '../../app/ports/wellbeing.port.ts';
import { readJson } from '../../wire/fhir/json.ts';
import { isObject, readBundle } from '../../wire/fhir/resources.ts';
import { readWellbeing } from '../../wire/fhir/wellbeing.codec.ts';
import { type KantaConfig } from './config.ts';
import { type Exchange, type Http } from './http.ts';
import { type Brought, listenForAnswer } from './loopback-answer.ts';
import { understood } from './reading.ts';
import { meaningOfLoss } from './reply-table.ts';
import { type Tokens } from './token.ts';

const SCOPE = 'patient/Observation.read';
const WAIT_MS = 10 * 60_000;
/** A token is not used in its last seconds: it might end on the way. */
const BEFORE_END_MS = 30_000;
/** Measurements that are asked for at once, the newest ones. */
const MOST = '100';
const PERSON = /^[A-Za-z0-9.-]{1,64}$/;

type Endpoints = Readonly<{ authorize: string; push: string; token: string }>;
type Access = Readonly<{ token: string; untilMs: number }>;

const secret = (): string => randomBytes(32).toString('base64url');
const textIn = (value: unknown, name: string): string => {
  const found = isObject(value) ? value[name] : undefined;
  return typeof found === 'string' ? found : '';
};
const numberIn = (value: unknown, name: string): number | null => {
  const found = isObject(value) ? value[name] : undefined;
  return typeof found === 'number' && Number.isSafeInteger(found) ? found : null;
};

/**
 * The Kanta PHR: discovery (SMART App Launch), a pushed request (RFC 9126) with a code verifier (RFC 7636), the citizen's
 * answer over the loopback address (RFC 8252), then reading by FHIR R4. The service authenticates the organisation by the
 * token of its system key, as all others do.
 */
export function createWellbeingService(
  config: Pick<KantaConfig, 'root' | 'language' | 'system' | 'clock'>,
  http: Http,
  tokens: Tokens,
): WellbeingService {
  const base = `${config.root}/omatieto/baseR4`;
  const accesses = new Map<string, Access>();

  const get = (address: string, headers: Readonly<Record<string, string>>): Promise<Exchange> =>
    http.exchange({
      method: 'GET',
      url: new URL(address),
      headers: { 'Accept-Language': config.language, ...headers },
      body: null,
      readOnly: true,
    });

  /** A form to an endpoint of the authorisation server, with the organisation's own token. */
  async function post(
    address: string,
    form: Readonly<Record<string, string>>,
    context: QueryContext,
  ): Promise<Result<Readonly<{ status: number; json: unknown }>, NetFailure>> {
    const token = await tokens.of(context);
    if (token === null) return fail({ code: 'NET-0005' });
    const answer = await http.exchange({
      method: 'POST',
      url: new URL(address),
      headers: {
        Accept: 'application/json',
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      body: new Uint8Array(Buffer.from(new URLSearchParams(form).toString())),
      readOnly: false,
    });
    if (answer.at !== 'answered') return fail(meaningOfLoss(answer));
    if (answer.status >= 500) return fail({ code: 'NET-0002' });
    return ok({ status: answer.status, json: readJson(answer.body) });
  }

  /** Where the authorisation server is. Addresses elsewhere than the configured root are not followed. */
  async function discover(): Promise<Result<Endpoints, NetFailure | Readonly<{ code: 'PHR-0002' }>>> {
    const accept = { Accept: 'application/fhir+json' };
    const [statement, told] = await Promise.all([
      get(`${base}/metadata`, accept),
      get(`${base}/.well-known/smart-configuration`, { Accept: 'application/json' }),
    ]);
    if (statement.at !== 'answered') return fail(meaningOfLoss(statement));
    if (told.at !== 'answered') return fail(meaningOfLoss(told));
    if (statement.status >= 500 || told.status >= 500) return fail({ code: 'NET-0002' });
    if (isOldVersion(statement) || /^[123]\./.test(textIn(readJson(statement.body), 'fhirVersion')))
      return fail({ code: 'PHR-0002' });
    if (statement.status !== 200 || told.status !== 200) return fail({ code: 'NET-0003' });
    const json = readJson(told.body);
    const endpoints = {
      authorize: textIn(json, 'authorization_endpoint'),
      push: textIn(json, 'pushed_authorization_request_endpoint'),
      token: textIn(json, 'token_endpoint'),
    };
    const isOurs = Object.values(endpoints).every(address => address.startsWith(`${config.root}/`));
    return isOurs ? ok(endpoints) : fail({ code: 'NET-0003' });
  }

  /** A token answer as a permission; the access token is kept beside it. */
  function granted(json: unknown, person: string, givenMs: number): WellbeingGrant | null {
    const refreshToken = textIn(json, 'refresh_token');
    const access = textIn(json, 'access_token');
    const patient = textIn(json, 'patient');
    const [lifeS, untilS] = [numberIn(json, 'expires_in'), numberIn(json, 'consent_until')];
    const isWhole = refreshToken !== '' && access !== '' && PERSON.test(patient) && textIn(json, 'scope') === SCOPE;
    if (!isWhole || lifeS === null || untilS === null) return null;
    const untilMs = config.clock.nowMs() + lifeS * 1000 - BEFORE_END_MS;
    accesses.set(`${person} ${refreshToken}`, { token: access, untilMs });
    return { refreshToken, patient, givenAt: instantOfMs(givenMs), until: instantOfMs(untilS * 1000) };
  }

  async function settled(
    brought: Brought,
    endpoints: Endpoints,
    proof: Readonly<{ redirectUri: string; verifier: string }>,
    context: QueryContext,
  ): Promise<Result<WellbeingGrant, NetFailure | Readonly<{ code: 'PHR-0003' | 'PHR-0004' }>>> {
    if (brought === 'nobody') return fail({ code: 'PHR-0004' });
    if ('error' in brought) return fail({ code: brought.error === 'access_denied' ? 'PHR-0003' : 'PHR-0004' });
    const form = {
      grant_type: 'authorization_code',
      code: brought.code,
      client_id: config.system.id,
      redirect_uri: proof.redirectUri,
      code_verifier: proof.verifier,
    };
    const told = await post(endpoints.token, form, context);
    if (!told.ok) return told;
    if (told.value.status !== 200) return fail({ code: 'PHR-0004' });
    const grant = granted(told.value.json, context.actor.registrationNumber, config.clock.nowMs());
    return grant === null ? fail({ code: 'NET-0003' }) : ok(grant);
  }

  async function accessFor(
    grant: WellbeingGrant,
    context: QueryContext,
    isRenewed: boolean,
  ): Promise<Result<string, NetFailure | Readonly<{ code: 'PHR-0001' }>>> {
    const person = context.actor.registrationNumber;
    const known = accesses.get(`${person} ${grant.refreshToken}`);
    if (!isRenewed && known !== undefined && known.untilMs > config.clock.nowMs()) return ok(known.token);
    const form = { grant_type: 'refresh_token', refresh_token: grant.refreshToken };
    const told = await post(`${config.root}/omatieto/oauth/token`, form, context);
    if (!told.ok) return told;
    const { status, json } = told.value;
    if (status === 400 && textIn(json, 'error') === 'invalid_grant') return fail({ code: 'PHR-0001' });
    if (status !== 200 || granted(json, person, config.clock.nowMs())?.patient !== grant.patient)
      return fail({ code: 'NET-0003' });
    return ok(accesses.get(`${person} ${grant.refreshToken}`)?.token ?? '');
  }

  return {
    async ask(identityCode, context) {
      const endpoints = await discover();
      if (!endpoints.ok) return endpoints;
      const [path, state, verifier] = [secret(), secret(), secret()];
      const listening = await listenForAnswer(path, state, WAIT_MS);
      const { redirectUri } = listening;
      const pushed = await post(
        endpoints.value.push,
        {
          response_type: 'code',
          client_id: config.system.id,
          redirect_uri: redirectUri,
          scope: SCOPE,
          state,
          code_challenge: createHash('sha256').update(verifier).digest('base64url'),
          code_challenge_method: 'S256',
          aud: base,
          login_hint: identityCode,
        },
        context,
      );
      const requestUri = pushed.ok && pushed.value.status === 201 ? textIn(pushed.value.json, 'request_uri') : '';
      if (!pushed.ok || requestUri === '') {
        listening.close();
        return pushed.ok ? fail({ code: 'NET-0003' }) : pushed;
      }
      const address = new URL(endpoints.value.authorize);
      address.searchParams.set('client_id', config.system.id);
      address.searchParams.set('request_uri', requestUri);
      const lifeS = numberIn(pushed.value.json, 'expires_in') ?? WAIT_MS / 1000;
      return ok({
        address: address.href,
        until: instantOfMs(config.clock.nowMs() + Math.min(lifeS * 1000, WAIT_MS)),
        answer: listening.brought.then(brought =>
          settled(brought, endpoints.value, { redirectUri, verifier }, context),
        ),
        cancel: () => listening.close(),
      });
    },

    async measurements(grant, context) {
      const address = `${base}/Observation?patient=${grant.patient}&category=vital-signs&_count=${MOST}`;
      for (const isRenewed of [false, true]) {
        const access = await accessFor(grant, context, isRenewed);
        if (!access.ok) return access;
        const answer = await get(address, { Accept: 'application/fhir+json', Authorization: `Bearer ${access.value}` });
        if (answer.at !== 'answered') return fail(meaningOfLoss(answer));
        if (answer.status === 401) continue;
        return contentOf(answer, grant.patient);
      }
      return fail({ code: 'PHR-0001' });
    },
  };
}

type Answered = Extract<Exchange, { at: 'answered' }>;

/** The old interface says its version in the media type, or that it is gone. */
const isOldVersion = ({ status, headers }: Answered): boolean =>
  status === 410 || /fhirversion=3/i.test(headers['content-type'] ?? '');

function contentOf(answer: Answered, patient: string) {
  if (isOldVersion(answer)) return fail({ code: 'PHR-0002' as const });
  if (answer.status >= 500) return fail({ code: 'NET-0002' as const });
  if (answer.status === 403) return fail({ code: 'NET-0006' as const });
  const bundle = answer.status === 200 ? readBundle(readJson(answer.body), 'searchset') : null;
  if (bundle === null) return fail({ code: 'NET-0003' as const });
  const resources: readonly FhirResource[] = bundle.resources;
  const read = understood(() => readWellbeing(resources, patient));
  if (!read.ok) return read;
  return read.value.isStu3 ? fail({ code: 'PHR-0002' as const }) : ok(read.value);
}
