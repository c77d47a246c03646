import type { FhirResource } from 'fhir/r4.js';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { driftByDate } from '../../../shared/domain/clock-drift.ts';
import { type AnyService, type Service, SERVICES } from '../../../shared/domain/queue.ts';
import { type NetCode, type NetFailure, type QueryContext } from '../../app/ports/kanta.port.ts';
import { readJson } from '../../wire/fhir/json.ts';
import { readRefusal, type Refusal } from '../../wire/fhir/outcome.ts';
import { readBundle } from '../../wire/fhir/resources.ts';
import { type KantaConfig, type Limits } from './config.ts';
import { type Exchange, type Http } from './http.ts';
import { type Meaning, meaningOfLoss, meaningOfStatus } from './reply-table.ts';
import { type Tokens } from './token.ts';

const FHIR_JSON = 'application/fhir+json;charset=UTF-8';

/** Media types of the bytes that are fetched. */
export type BinaryType = 'text/xml' | 'application/dicom+json';
const IS_BINARY: Readonly<Record<BinaryType, RegExp>> = {
  'text/xml': /^(text|application)\/xml\b/i,
  'application/dicom+json': /^application\/dicom\+json\b/i,
};

export type Question = Readonly<{
  service: AnyService;
  method: 'GET' | 'POST';
  /** Below the base; never holds anything about a person. */
  path: string;
  /** A form goes to a search, bytes are FHIR JSON. */
  body?: URLSearchParams | Uint8Array;
  /** Null asks without a token (`metadata`). */
  context: QueryContext | null;
  /** Message id; a new one for everything that is not a message. */
  requestId?: string;
  accept?: string;
  readOnly: boolean;
  headers?: Readonly<Record<string, string>>;
}>;

export type Answered = Extract<Exchange, { at: 'answered' }> & Readonly<{ json: unknown }>;
export type Reply = Answered | Exclude<Exchange, { at: 'answered' }> | Readonly<{ at: 'noKey' }>;

export type PageFrom =
  Readonly<{ type: string; parameters: Readonly<Record<string, string>> }> | Readonly<{ next: string }>;

export interface FhirClient {
  ask(question: Question): Promise<Reply>;
  /** One page: the first of a POST _search, or the one behind a link of the page before. */
  page(
    service: AnyService,
    from: PageFrom,
    context: QueryContext,
  ): Promise<Result<Readonly<{ resources: readonly FhirResource[]; next: string | null }>, NetFailure>>;
  /** A POST _search with all its pages; fails when a page is not a searchset. */
  search(
    service: AnyService,
    type: string,
    parameters: Readonly<Record<string, string>>,
    context: QueryContext,
  ): Promise<Result<readonly FhirResource[], NetFailure>>;
  /** A single resource or operation result; null for 404. */
  read(service: AnyService, path: string, context: QueryContext): Promise<Result<unknown, NetFailure>>;
  /** Exact bytes of a Binary, by default of an XML document; null for 404. */
  bytes(
    service: AnyService,
    path: string,
    context: QueryContext,
    type?: BinaryType,
  ): Promise<Result<Uint8Array | null, NetFailure>>;
  /** How far this workstation's clock is ahead of the service's, from its last `Date` header; null before any. */
  driftMs(service: AnyService): number | null;
}

const isJson = (contentType: string | undefined): boolean => /^application\/(fhir\+)?json\b/i.test(contentType ?? '');

/** For questions an open outcome only means that there is no answer; a busy service is told as busy. */
function codeFor(meaning: Meaning, status: number | null): NetCode {
  return status !== null && status >= 500 ? 'NET-0002' : meaning.code;
}

/** Why a question has no answer. */
export function failureOf(reply: Reply): NetFailure {
  if (reply.at === 'noKey') return { code: 'NET-0005' };
  if (reply.at !== 'answered') return { code: meaningOfLoss(reply).code };
  const refusal = readRefusal(reply.json);
  const meaning = meaningOfStatus(reply.status, refusal);
  const detail = detailOf(refusal);
  return { code: codeFor(meaning, reply.status), ...(detail === null ? {} : { detail: [detail] }) };
}

/** Family, issue types and rule ids of a refusal in one line, for support. */
export function detailOf(refusal: Refusal | null): string | null {
  if (!refusal) return null;
  const told = [refusal.family, ...new Set(refusal.issues), refusal.detail].filter(part => part !== null);
  return told.length === 0 ? null : told.join(' ');
}

const misunderstood = fail<NetFailure>({ code: 'NET-0003' });

/** Told of each answer of a service, with its time, and of each silence (null). What is neither tells nothing of the line. */
export type Heard = (service: Service, answeredInMs: number | null) => void;

const isQueued = (service: AnyService): service is Service => (SERVICES as readonly AnyService[]).includes(service);

function tell(heard: Heard, { service, accept }: Question, reply: Reply): void {
  if (!isQueued(service) || reply.at === 'noKey') return;
  if (reply.at !== 'answered' || reply.status >= 500) return heard(service, null);
  // A page of a portal is no answer of the service; one that is busy is there, and wants no more to do.
  if (reply.status !== 429 && (reply.json !== null || accept !== undefined)) heard(service, reply.tookMs);
}

/** Speaks FHIR to the services: headers, tokens, one renewal of a refused token, pages of searches. */
export function createFhirClient(
  config: KantaConfig,
  limits: Limits,
  http: Http,
  tokens: Tokens,
  heard: Heard = () => undefined,
): FhirClient {
  const drifts = new Map<AnyService, number>();
  const baseOf = (service: AnyService): string => config.bases?.[service] ?? `${config.root}/${service}/baseR4`;

  function noteDrift(service: AnyService, exchange: Exchange): void {
    if (exchange.at !== 'answered') return;
    const dateMs = Date.parse(exchange.headers.date ?? '');
    if (Number.isNaN(dateMs)) return;
    drifts.set(service, driftByDate({ wallMs: config.clock.nowMs(), tookMs: exchange.tookMs, dateMs }));
  }

  async function once(question: Question, token: string | null): Promise<Reply> {
    const { body, context } = question;
    const form = body instanceof URLSearchParams;
    const exchange = await http.exchange({
      method: question.method,
      url: new URL(`${baseOf(question.service)}${question.path}`),
      readOnly: question.readOnly,
      body: body === undefined ? null : form ? new Uint8Array(Buffer.from(body.toString())) : body,
      headers: {
        Accept: question.accept ?? FHIR_JSON,
        'Accept-Encoding': 'identity',
        'Accept-Language': config.language,
        'User-Agent': `${config.system.name}/${config.system.version}`,
        'X-Request-Id': question.requestId ?? config.newUuid(),
        ...(context === null ? {} : { 'X-Correlation-Id': context.correlationId }),
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'Content-Type': form ? 'application/x-www-form-urlencoded' : FHIR_JSON }),
        ...question.headers,
      },
    });
    noteDrift(question.service, exchange);
    if (exchange.at !== 'answered') return exchange;
    return { ...exchange, json: isJson(exchange.headers['content-type']) ? readJson(exchange.body) : null };
  }

  async function ask(question: Question): Promise<Reply> {
    const reply = await asked(question);
    tell(heard, question, reply);
    return reply;
  }

  async function asked(question: Question): Promise<Reply> {
    const { context } = question;
    if (context === null) return once(question, null);
    const token = await tokens.of(context);
    if (token === null) return { at: 'noKey' };
    const reply = await once(question, token);
    if (reply.at !== 'answered' || reply.status !== 401) return reply;
    return once(question, await tokens.renewed(context));
  }

  /** Where the next page is, relative to the base; null when it points anywhere else. */
  function pathOf(service: AnyService, address: string): string | null {
    const base = baseOf(service);
    return address.startsWith(`${base}/`) || address.startsWith(`${base}?`) ? address.slice(base.length) : null;
  }

  const page: FhirClient['page'] = async (service, from, context) => {
    const path = 'next' in from ? pathOf(service, from.next) : `/${from.type}/_search`;
    if (path === null) return misunderstood;
    const reply = await ask(
      'next' in from
        ? { service, method: 'GET', path, context, readOnly: true }
        : { service, method: 'POST', path, body: new URLSearchParams(from.parameters), context, readOnly: true },
    );
    if (reply.at !== 'answered' || reply.status !== 200) return fail(failureOf(reply));
    const bundle = readBundle(reply.json, 'searchset');
    return bundle ? ok({ resources: bundle.resources, next: bundle.next }) : misunderstood;
  };

  return {
    ask,
    page,
    async search(service, type, parameters, context) {
      const found: FhirResource[] = [];
      let from: PageFrom = { type, parameters };
      for (let count = 0; count < limits.pages; count += 1) {
        const answer = await page(service, from, context);
        if (!answer.ok) return answer;
        found.push(...answer.value.resources);
        if (answer.value.next === null) return ok(found);
        from = { next: answer.value.next };
      }
      return misunderstood; // more pages than any search of ours has: a list that is cut off must not look whole
    },
    async read(service, path, context) {
      const reply = await ask({ service, method: 'GET', path, context, readOnly: true });
      if (reply.at === 'answered' && reply.status === 404 && readRefusal(reply.json)) return ok(null);
      if (reply.at !== 'answered' || reply.status !== 200) return fail(failureOf(reply));
      return reply.json === null ? misunderstood : ok(reply.json);
    },
    async bytes(service, path, context, type = 'text/xml') {
      const reply = await ask({ service, method: 'GET', path, context, accept: type, readOnly: true });
      if (reply.at === 'answered' && reply.status === 404 && readRefusal(reply.json)) return ok(null);
      if (reply.at !== 'answered' || reply.status !== 200) return fail(failureOf(reply));
      return IS_BINARY[type].test(reply.headers['content-type'] ?? '') ? ok(reply.body) : misunderstood;
    },
    driftMs: service => drifts.get(service) ?? null,
  };
}
