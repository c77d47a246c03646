import { setTimeout as wait } from 'node:timers/promises';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type Control } from './control.ts';
import { controlAnswer } from './control-door.ts';
import { type CitizenService } from './citizen/citizen-service.ts';
import { type CovidSigners } from './covid-signers.ts';
import { mayHoldHetu } from './hetu.ts';
import { type MedicineReleases, isPart } from './medicines.ts';
import { type ServiceName, isLine, isServiceName } from './names.ts';
import { type Answer, languageOf, refusalAnswer, resourceAnswer } from './rest/answer.ts';
import { type Problem, type Refusal } from './rest/refusal.ts';
import { isWrite, route, wantedContentType } from './rest/router.ts';
import { TEXTS } from './rest/texts.ts';
import { SIGNING } from './rules/state.ts';
import { type CounterServices } from './services/counter.ts';
import { OFFERED, capabilityStatement } from './services/capabilities.ts';
import { type Upkeep } from './services/upkeep.ts';
import { type TokenReader } from './trust/token.ts';
import { type WellbeingService } from './wellbeing/wellbeing-service.ts';
import { type Call, type World } from './world.ts';

export type ServerParts = Readonly<{
  world: World;
  tokens: TokenReader;
  upkeep: Upkeep;
  medicines: MedicineReleases;
  covidSigners: CovidSigners;
  counter: CounterServices;
  citizens: CitizenService;
  wellbeing: WellbeingService;
  control: Readonly<{ faults: Control; token: string }> | null;
}>;

/** Largest message. The Centre's own limit is not public. */
const MOST_BYTES = 20 * 1024 * 1024;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const CORRELATION = /^[\w.-]{1,64}$/;
const BUSY_SECONDS = '2';
const SAFE_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

const refusal = (status: number, problem: Problem, headers: Record<string, string> = {}): Refusal => ({
  status,
  problems: [problem],
  headers,
});

const CITIZENS = 'omakanta';
const isCitizenPath = (url: string): boolean => new RegExp(`^/${CITIZENS}(?:[/?]|$)`).test(url);

/** The HTTP face of all services: names of hosts, faults on purpose, headers, and then the router. */
export function createServer(parts: ServerParts): FastifyInstance {
  const app = fastify({
    bodyLimit: MOST_BYTES,
    requestTimeout: 30_000,
    keepAliveTimeout: 60_000,
    logger: false,
    routerOptions: { maxParamLength: 300 },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    if (error.statusCode === 413)
      return send(
        parts,
        request,
        reply,
        refusalAnswer(refusal(400, TEXTS.tooLarge), languageOf(request.headers['accept-language'])),
      );
    if (error.statusCode !== undefined && error.statusCode < 500)
      return send(
        parts,
        request,
        reply,
        refusalAnswer(refusal(400, TEXTS.badHeader), languageOf(request.headers['accept-language'])),
      );
    // The message of an unexpected error may quote what was sent: only its kind and place are logged.
    parts.world.log({
      event: 'fault',
      name: error.name,
      at:
        (error.stack ?? '')
          .split('\n')
          .find(l => l.includes('simulator/'))
          ?.trim() ?? '',
    });
    return send(
      parts,
      request,
      reply,
      refusalAnswer(refusal(500, TEXTS.fault), languageOf(request.headers['accept-language'])),
    );
  });
  app.addHook('onRequest', async (request, reply) => {
    const language = languageOf(request.headers['accept-language']);
    const { port } = app.server.address() as { port: number };
    // The citizens' pages send forms to themselves; the services are for programs, which have no origin.
    const ownPage = isCitizenPath(request.url) && request.headers.origin === `http://127.0.0.1:${port}`;
    const foreign =
      (request.headers.origin !== undefined && !ownPage) || request.headers['sec-fetch-site'] === 'cross-site';
    if (request.headers.host !== `127.0.0.1:${port}` || foreign)
      return send(parts, request, reply, refusalAnswer(refusal(421, TEXTS.wrongHost), language));
    if (mayHoldHetu(request.url))
      return send(parts, request, reply, refusalAnswer(refusal(400, TEXTS.personInUrl), language));
  });
  app.all('/*', (request, reply) => answer(parts, request, reply));
  return app;
}

const header = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
};

async function answer(parts: ServerParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const [path = '', query] = request.url.split('?');
  const [line = '', ...rest] = path
    .split('/')
    .slice(1)
    .filter((p, i, all) => p !== '' || i < all.length - 1);
  const language = languageOf(header(request, 'accept-language'));
  if (line === CITIZENS) return citizenAnswer(parts, request, reply, rest, query ?? '');
  if (line === 'control') {
    const authorization = header(request, 'authorization') ?? '';
    const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
    return send(
      parts,
      request,
      reply,
      controlAnswer(parts, { method: request.method, path: rest, authorization, body }),
    );
  }
  if (!isLine(line)) return send(parts, request, reply, refusalAnswer(refusal(404, TEXTS.notFound), language));
  const verdict = parts.control?.faults.arriving(line);
  if (verdict?.delayMs) await wait(verdict.delayMs);
  if (verdict?.reset) return reset(reply);
  if (verdict?.answer) return send(parts, request, reply, faultAnswer(verdict.answer, language));
  if (line === 'omatieto')
    return send(
      parts,
      request,
      reply,
      await parts.wellbeing.answer({
        method: request.method,
        path: rest,
        query: query ?? '',
        body: request.body instanceof Uint8Array ? request.body : new Uint8Array(),
        header: name => header(request, name),
        root: `http://${request.headers.host}`,
        language,
      }),
    );
  if (query !== undefined)
    return send(parts, request, reply, refusalAnswer(refusal(400, TEXTS.unknownParameter), language));
  if (line === 'laaketietokanta') return medicineAnswer(parts, request, reply, rest);
  if (line === 'suorakorvaus' || line === 'laakevarmennus') {
    const given = await counterAnswer(parts, request, [line, ...rest]);
    const loses = given.status < 300 && parts.control?.faults.losesAnswer(line) === true;
    return loses ? reset(reply) : send(parts, request, reply, given);
  }
  // Public: certificates of signers hold nothing about a person.
  if (line === 'koronaluettelo' && rest.length === 0 && request.method === 'GET')
    return send(parts, request, reply, {
      status: 200,
      contentType: 'application/jose',
      body: parts.covidSigners.list(parts.world.clock.nowMs()),
    });
  const [root, ...below] = rest;
  if (root !== 'baseR4' || !isServiceName(line))
    return send(parts, request, reply, refusalAnswer(refusal(404, TEXTS.notFound), language));
  // A submission is a transaction at the base of the service.
  if (request.method === 'POST' && below.length === 0 && parts.control?.faults.refusesSignature(line) === true)
    return send(parts, request, reply, refusalAnswer(refusal(422, SIGNING.signature), language));
  const given = await serviceAnswer(parts, request, line, below);
  return isWrite(request.method, below) && given.status < 300 && parts.control?.faults.losesAnswer(line)
    ? reset(reply)
    : send(parts, request, reply, given);
}

async function counterAnswer(parts: ServerParts, request: FastifyRequest, path: readonly string[]): Promise<Answer> {
  const language = languageOf(header(request, 'accept-language'));
  const nowMs = parts.world.clock.nowMs();
  if (request.method !== 'POST') return refusalAnswer(refusal(405, TEXTS.wrongMethod, { Allow: 'POST' }), language);
  const caller = await parts.tokens.read(header(request, 'authorization'), nowMs);
  if (!caller.ok) return refusalAnswer(caller.error, language);
  const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
  const given = parts.counter.answer(path, { caller: caller.value, body, language, nowMs });
  return given ?? refusalAnswer(refusal(404, TEXTS.notFound), language);
}

async function serviceAnswer(
  parts: ServerParts,
  request: FastifyRequest,
  service: ServiceName,
  path: readonly string[],
): Promise<Answer> {
  const { world } = parts;
  const nowMs = world.clock.nowMs();
  const language = languageOf(header(request, 'accept-language'));
  const base = `http://${request.headers.host}/${service}/baseR4`;
  const wrong = formOf(request, service, path);
  if (wrong) return refusalAnswer(wrong, language);
  if (path.length === 1 && path[0] === 'metadata') {
    return request.method === 'GET'
      ? resourceAnswer(200, capabilityStatement(service, base, nowMs))
      : refusalAnswer(refusal(405, TEXTS.wrongMethod, { Allow: 'GET' }), language);
  }
  const caller = await parts.tokens.read(header(request, 'authorization'), nowMs);
  if (!caller.ok)
    return refusalAnswer(
      { ...caller.error, headers: caller.error.status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {} },
      language,
    );
  const call: Call = {
    service,
    base,
    method: request.method,
    path,
    header: name => header(request, name),
    body: request.body instanceof Uint8Array ? request.body : new Uint8Array(),
    caller: caller.value,
    language,
    requestId: header(request, 'x-request-id') ?? null,
    correlationId: header(request, 'x-correlation-id') ?? null,
    nowMs,
  };
  parts.upkeep.run(nowMs);
  const result = route(world, call);
  if (!result.ok)
    world.log({
      event: 'refused',
      service,
      status: result.error.status,
      rules: result.error.problems
        .map(p => p.diagnostics ?? p.code)
        .join(' ')
        .slice(0, 300),
    });
  return result.ok ? result.value : refusalAnswer(result.error, language);
}

/** Media types and message ids, before anything is read. */
function formOf(request: FastifyRequest, service: ServiceName, path: readonly string[]): Refusal | null {
  const wanted = wantedContentType(request.method, path);
  if (wanted !== null) {
    const [type = '', ...parameters] = (header(request, 'content-type') ?? '')
      .toLowerCase()
      .split(';')
      .map(p => p.trim());
    const known = path.length === 0 || Object.hasOwn(OFFERED[service], path[0] ?? '');
    const utf8 = parameters.every(p => !p.startsWith('charset=') || /^charset="?utf-8"?$/.test(p));
    if (known && (path.length !== 1 || path[0]?.startsWith('_')) && (type !== wanted || !utf8))
      return refusal(415, TEXTS.wrongContentType);
  }
  const accept = header(request, 'accept');
  const binary = path[0] === 'Binary' && path.length === 2;
  const pattern = binary
    ? /\*\/\*|application\/(\*|fhir\+json|json|dicom\+json)|text\/(\*|xml)/
    : /\*\/\*|application\/(\*|fhir\+json|json)/;
  if (accept !== undefined && !pattern.test(accept)) return refusal(406, TEXTS.wrongAccept);
  const requestId = header(request, 'x-request-id');
  if (requestId !== undefined && !UUID.test(requestId))
    return refusal(400, { ...TEXTS.badHeader, diagnostics: 'X-Request-Id' });
  const correlation = header(request, 'x-correlation-id');
  return correlation !== undefined && !CORRELATION.test(correlation)
    ? refusal(400, { ...TEXTS.badHeader, diagnostics: 'X-Correlation-Id' })
    : null;
}

function send(parts: ServerParts, request: FastifyRequest, reply: FastifyReply, given: Answer): FastifyReply {
  const echo = (name: string, form: RegExp) => {
    const value = header(request, name.toLowerCase());
    return value !== undefined && form.test(value) ? { [name]: value } : {};
  };
  const busy = given.status === 429 || given.status === 503 ? { 'Retry-After': BUSY_SECONDS } : {};
  reply.code(given.status).headers({
    ...SAFE_HEADERS,
    Date: new Date(parts.world.clock.nowMs()).toUTCString(),
    ...echo('X-Request-Id', UUID),
    ...echo('X-Correlation-Id', CORRELATION),
    ...busy,
    ...given.headers,
  });
  if (given.contentType) reply.header('Content-Type', given.contentType);
  return reply.send(
    given.body === undefined ? undefined : typeof given.body === 'string' ? given.body : Buffer.from(given.body),
  );
}

/** The line breaks: no answer, no end of connection, just a reset. */
function reset(reply: FastifyReply): FastifyReply {
  reply.hijack();
  reply.raw.socket?.resetAndDestroy();
  return reply;
}

const BY_STATUS: Readonly<Record<number, Problem>> = {
  429: TEXTS.busy,
  503: TEXTS.maintenance,
  504: TEXTS.timeout,
  401: TEXTS.oldToken,
  403: TEXTS.noRight,
};

const faultAnswer = (
  { status, html }: { status: number; html: boolean },
  language: Parameters<typeof refusalAnswer>[1],
): Answer =>
  html
    ? {
        status,
        contentType: 'text/html;charset=UTF-8',
        body: '<!doctype html><title>Proxy</title><p>Sign in to the network.</p>',
      }
    : refusalAnswer(refusal(status, BY_STATUS[status] ?? TEXTS.fault), language);

async function medicineAnswer(
  parts: ServerParts,
  request: FastifyRequest,
  reply: FastifyReply,
  rest: readonly string[],
): Promise<FastifyReply> {
  const language = languageOf(header(request, 'accept-language'));
  const not = (status: number, problem: Problem, headers = {}) =>
    send(parts, request, reply, refusalAnswer(refusal(status, problem, headers), language));
  const [root, id, part, ...more] = rest;
  if (root !== 'releases' || more.length > 0) return not(404, TEXTS.notFound);
  if (request.method !== 'GET') return not(405, TEXTS.wrongMethod, { Allow: 'GET' });
  const caller = await parts.tokens.read(header(request, 'authorization'), parts.world.clock.nowMs());
  if (!caller.ok) return send(parts, request, reply, refusalAnswer(caller.error, language));
  if (id === undefined)
    return send(parts, request, reply, {
      status: 200,
      contentType: 'application/json',
      body: JSON.stringify({ releases: parts.medicines.list(parts.world.clock.nowMs()) }),
    });
  const opened = part !== undefined && isPart(part) ? parts.medicines.open(id, part, parts.world.clock.nowMs()) : null;
  if (!opened) return not(404, TEXTS.noRelease);
  return reply
    .code(200)
    .headers({
      ...SAFE_HEADERS,
      'Content-Type': 'text/plain; charset=iso-8859-1',
      'Content-Length': String(opened.bytes),
    })
    .send(opened.stream);
}

/** The pages where one is the patient: for a browser on this machine. */
function citizenAnswer(
  { citizens, ...parts }: ServerParts,
  request: FastifyRequest,
  reply: FastifyReply,
  path: readonly string[],
  query: string,
): FastifyReply {
  const body = request.body instanceof Uint8Array ? Buffer.from(request.body).toString('utf8') : '';
  parts.upkeep.run(parts.world.clock.nowMs());
  return send(
    { ...parts, citizens },
    request,
    reply,
    citizens.answer({
      method: request.method,
      path: path.filter(part => part !== ''),
      query: new URLSearchParams(query),
      form: new URLSearchParams(body),
      cookie: header(request, 'cookie') ?? '',
      language: languageOf(header(request, 'accept-language')),
    }),
  );
}
