import type { Bundle, CapabilityStatement, FhirResource, Observation } from 'fhir/r4.js';
import { type Language } from '../../../shared/kernel/language.ts';
import { type Answer, etag, refusalAnswer, resourceAnswer } from '../rest/answer.ts';
import { localized, type Problem, type Refusal } from '../rest/refusal.ts';
import { TEXTS } from '../rest/texts.ts';
import { readQuery } from '../search/query.ts';
import { type Kept } from '../search/repository.ts';
import { patientByHetu } from '../services/patients.ts';
import { checkedAnswer } from '../services/showing.ts';
import { fhirDateTime, fhirSpan } from '../time.ts';
import { type TokenReader } from '../trust/token.ts';
import { type World } from '../world.ts';
import { type Bearer, READ_SCOPE, type WellbeingAccess } from './authorisation.ts';
import { PHR_ROOT, phrPatient } from './measurements.ts';

/** One request below `/omatieto`. */
export type WellbeingRequest = Readonly<{
  method: string;
  path: readonly string[];
  query: string;
  body: Uint8Array;
  header(name: string): string | undefined;
  /** `http://127.0.0.1:port`. */
  root: string;
  language: Language;
}>;
export interface WellbeingService {
  answer(request: WellbeingRequest): Promise<Answer>;
}

const STU3: Problem = {
  family: 'E-FORM',
  code: 'not-supported',
  diagnostics: 'fhirVersion 3.0',
  says: localized(
    'STU3-rajapintaa ei ole: käytä R4-rajapintaa ja R4-profiileja.',
    'Gränssnittet STU3 finns inte: använd gränssnittet R4 och dess profiler.',
    'There is no STU3 interface: use the R4 interface and its profiles.',
  ),
};
const NO_CONSENT: Problem = {
  family: 'E-AUTH',
  code: 'expired',
  says: localized(
    'Lupa hyvinvointitietoihin ei ole voimassa.',
    'Tillståndet till välmåendeuppgifter gäller inte.',
    'The permission to wellbeing data is not in force.',
  ),
};

const json = (status: number, value: unknown): Answer => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify(value),
});

/** Kanta PHR: discovery and tokens of OAuth 2.0 (SMART App Launch, RFC 6749, 7636, 9126), and reading by FHIR R4. */
export function createWellbeingService(world: World, access: WellbeingAccess, tokens: TokenReader): WellbeingService {
  const refused = (refusal: Refusal, { language }: WellbeingRequest): Answer => refusalAnswer(refusal, language);
  const not = (request: WellbeingRequest, status: number, problem: Problem, headers = {}): Answer =>
    refused({ status, problems: [problem], headers }, request);

  async function oauth(request: WellbeingRequest, act: string): Promise<Answer> {
    if (request.method !== 'POST') return not(request, 405, TEXTS.wrongMethod, { Allow: 'POST' });
    const caller = await tokens.read(request.header('authorization'), world.clock.nowMs());
    if (!caller.ok) return json(401, { error: 'invalid_client' });
    const form = new URLSearchParams(Buffer.from(request.body).toString('utf8'));
    if (act === 'token') {
      const told = access.token(caller.value, form);
      return told.ok ? json(200, told.value) : json(400, { error: told.error });
    }
    if (act !== 'par') return not(request, 404, TEXTS.notFound);
    const pushed = access.push(caller.value, form, hetu => patientByHetu(world, hetu)?.id ?? null);
    if (!pushed.ok) return json(400, { error: pushed.error });
    const { id, untilMs } = pushed.value;
    return json(201, {
      request_uri: `urn:ietf:params:oauth:request_uri:${id}`,
      expires_in: Math.floor((untilMs - world.clock.nowMs()) / 1000),
    });
  }

  function log(bearer: Bearer, interaction: string, found: readonly Kept<Observation>[]): void {
    const { organisation, unit, person, right, reason, relation, system } = bearer.caller;
    world.store.accesses.add({
      id: world.newUuid(),
      atMs: world.clock.nowMs(),
      service: 'omatieto',
      interaction,
      action: interaction === 'read' ? 'R' : 'E',
      outcome: '0',
      organisation,
      unit,
      person,
      right,
      reason,
      relation,
      system,
      correlation: null,
      patients: [bearer.grant.patientId],
      documents: found.flatMap(({ identifier }) => identifier?.[0]?.value ?? []),
    });
  }

  function search(request: WellbeingRequest, bearer: Bearer): Answer {
    const form = new URLSearchParams(request.query);
    if (form.get('patient') !== bearer.grant.patientId) return not(request, 403, TEXTS.noRight);
    const query = readQuery('Observation', form);
    if (!query.ok) return refused(query.error, request);
    const found = (world.repository.search('Observation', query.value) ?? []) as readonly Kept<Observation>[];
    const shown = [...found]
      .sort(
        (a, b) =>
          (fhirSpan(b.effectiveDateTime ?? '')?.fromMs ?? 0) - (fhirSpan(a.effectiveDateTime ?? '')?.fromMs ?? 0),
      )
      .slice(0, query.value.count);
    for (const one of shown) if (!checkedAnswer(world, one).ok) return not(request, 500, TEXTS.fault);
    log(bearer, 'search-type', shown);
    const bundle: Bundle = {
      resourceType: 'Bundle',
      type: 'searchset',
      total: found.length,
      link: [{ relation: 'self', url: `${request.root}/omatieto/baseR4/Observation` }],
      ...(shown.length > 0
        ? {
            entry: shown.map(resource => ({
              fullUrl: `${request.root}/omatieto/baseR4/Observation/${resource.id}`,
              resource,
              search: { mode: 'match' as const },
            })),
          }
        : {}),
    };
    return resourceAnswer(200, bundle);
  }

  function read(request: WellbeingRequest, bearer: Bearer, type: string, id: string): Answer {
    const { patientId } = bearer.grant;
    if (type === 'Patient') {
      if (id !== patientId) return not(request, 404, TEXTS.notFound);
      const patient = phrPatient(patientId);
      return checkedAnswer(world, patient).ok ? resourceAnswer(200, patient) : not(request, 500, TEXTS.fault);
    }
    const found = world.repository.read<Observation>('Observation', id);
    if (found === null || found.subject?.reference !== `Patient/${patientId}`) return not(request, 404, TEXTS.notFound);
    if (!checkedAnswer(world, found).ok) return not(request, 500, TEXTS.fault);
    log(bearer, 'read', [found]);
    return resourceAnswer(200, found, { ETag: etag(found.meta.versionId) });
  }

  function fhir(request: WellbeingRequest, path: readonly string[]): Answer {
    const [type = '', id, ...more] = path;
    if (/fhirversion=3/i.test(request.header('accept') ?? '')) return not(request, 406, STU3);
    if (request.method !== 'GET') return not(request, 405, TEXTS.wrongMethod, { Allow: 'GET' });
    if (type === 'metadata' && id === undefined) return resourceAnswer(200, statement(request, world.clock.nowMs()));
    if (type === '.well-known' && id === 'smart-configuration') return json(200, configuration(request.root));
    const bearer = access.bearer(request.header('authorization'));
    if (bearer === null) return not(request, 401, NO_CONSENT, { 'WWW-Authenticate': 'Bearer error="invalid_token"' });
    if (!OFFERED_BY_PHR.includes(type as (typeof OFFERED_BY_PHR)[number]) || more.length > 0)
      return not(request, 404, TEXTS.notFound);
    if (id !== undefined) return read(request, bearer, type, id);
    return type === 'Observation' ? search(request, bearer) : not(request, 404, TEXTS.notFound);
  }

  return {
    async answer(request) {
      const [root = '', ...below] = request.path;
      if (root === 'oauth' && below.length === 1) return oauth(request, below[0] ?? '');
      // The old interface is closed: whoever still uses it is told so, in words.
      if (/^basestu3$/i.test(root)) return not(request, 410, STU3);
      return root === 'baseR4' ? fhir(request, below) : not(request, 404, TEXTS.notFound);
    },
  };
}

/** Types that are served, each by its national profile. */
export const OFFERED_BY_PHR = ['Observation', 'Patient'] as const satisfies readonly FhirResource['resourceType'][];

const configuration = (root: string) => ({
  issuer: `${root}/omatieto`,
  authorization_endpoint: `${root}/omakanta/lupa`,
  pushed_authorization_request_endpoint: `${root}/omatieto/oauth/par`,
  require_pushed_authorization_requests: true,
  token_endpoint: `${root}/omatieto/oauth/token`,
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
  grant_types_supported: ['authorization_code', 'refresh_token'],
  response_types_supported: ['code'],
  code_challenge_methods_supported: ['S256'],
  scopes_supported: [READ_SCOPE],
  capabilities: [
    'launch-standalone',
    'context-standalone-patient',
    'client-confidential-asymmetric',
    'permission-patient',
  ],
});

const statement = ({ root }: WellbeingRequest, nowMs: number): CapabilityStatement => ({
  resourceType: 'CapabilityStatement',
  status: 'active',
  date: fhirDateTime(nowMs),
  kind: 'instance',
  software: { name: 'Kanta services simulator (practice)' },
  implementation: { description: 'Simulated Kanta PHR, for practice only', url: `${root}/omatieto/baseR4` },
  fhirVersion: '4.0.1',
  format: ['application/fhir+json'],
  rest: [
    {
      mode: 'server',
      security: {
        service: [
          {
            coding: [
              { system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'SMART-on-FHIR' },
            ],
          },
        ],
      },
      resource: [
        {
          type: 'Observation',
          supportedProfile: ['bloodpressure', 'bodyweight', 'bloodglucose'].map(one => `${PHR_ROOT}fiphr-sd-${one}`),
          interaction: [{ code: 'read' }, { code: 'search-type' }],
          searchParam: [
            { name: 'patient', type: 'reference' },
            { name: 'code', type: 'token' },
            { name: 'date', type: 'date' },
            { name: 'category', type: 'token' },
            { name: 'identifier', type: 'token' },
          ],
        },
        { type: 'Patient', profile: `${PHR_ROOT}fiphr-sd-patient`, interaction: [{ code: 'read' }] },
      ],
    },
  ],
});
