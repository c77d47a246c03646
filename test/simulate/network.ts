import { createHash } from 'node:crypto';
import type { Bundle, FhirResource } from 'fhir/r4.js';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { type AnyService } from '../../shared/domain/queue.ts';
import { type NetFailure } from '../../src-main/app/ports/kanta.port.ts';
import { type FhirClient, type Question, type Reply } from '../../src-main/adapters/kanta/fhir-client.ts';
import { drawn } from './chance.ts';
import { type History } from './history.ts';
import { MESSAGE_FAULTS, type MessageFault, type Plan } from './plan.ts';
import { type Arrived, type ServiceModel, type ServiceName, type Verdict } from './services.ts';
import { type VirtualTime } from './virtual-time.ts';

/** The real line gives up after this; what is on its way by then may still arrive. */
const ANSWER_LIMIT_MS = 30_000;
/** Nothing stays on its way longer than this: what the queue waits for before it lets a person cancel. */
const LONGEST_TRAVEL_MS = 10 * 60_000;
export const EPOCH_MS = Date.UTC(2026, 10, 22, 6, 0, 0);

export type Life = { alive: boolean; die(because: string): void; wallMs(): number };

export interface Network {
  /** The services as one life of one desk reaches them. */
  client(desk: string, life: Life): FhirClient;
  /** One question of a person for the patient's list. */
  list(
    desk: string,
    life: Life,
    patient: string,
  ): Promise<Result<Readonly<{ revision: number; sets: readonly string[] }>, NetFailure>>;
  readonly deskUp: Map<string, boolean>;
  readonly serviceUp: Map<ServiceName, boolean>;
  /** From now on nothing goes wrong. */
  calm(): void;
  readonly happened: readonly string[];
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const oidOf = (uri: string | undefined): string => (uri ?? '').replace(/^urn:oid:/, '');

/** What the service reads of a message: the signed text for a document, the Encounter for a service event. */
export function read(body: Uint8Array): Arrived {
  const bundle = JSON.parse(Buffer.from(body).toString('utf8')) as Bundle<FhirResource>;
  const resources = (bundle.entry ?? []).map(({ resource }) => resource);
  const binary = resources.find(resource => resource?.resourceType === 'Binary');
  if (binary?.resourceType === 'Binary') {
    const bytes = Buffer.from(binary.data ?? '', 'base64');
    const text = bytes.toString('utf8');
    const written = JSON.parse(text.slice(0, text.indexOf('\n'))) as Omit<Arrived, 'digest' | 'bytes'>;
    return { ...written, digest: sha256(bytes), bytes };
  }
  const encounter = resources.find(resource => resource?.resourceType === 'Encounter');
  if (encounter?.resourceType !== 'Encounter') throw new Error('a message of no known kind');
  const event = oidOf(encounter.identifier?.[0]?.value);
  const kind = encounter.status === 'finished' ? 'ended' : 'opened';
  return {
    key: `${event}#${kind}`,
    kind,
    patient: '',
    set: event,
    version: 1,
    event,
    amount: 0,
    flaw: 'none',
    digest: sha256(body),
    bytes: body,
  };
}

export function network(
  plan: Plan,
  time: VirtualTime,
  history: History,
  services: ReadonlyMap<ServiceName, ServiceModel>,
): Network {
  const deskUp = new Map<string, boolean>();
  const serviceUp = new Map<ServiceName, boolean>();
  const suppressed = new Set(plan.suppressed);
  const happened: string[] = [];
  const counted = new Map<string, number>();
  const earlier: Reply[] = [];
  const firstAnswers = new Map<string, Reply>();
  let calm = false;

  const chance = (key: string): number => drawn(plan.seed, key);
  function nth(key: string): number {
    const n = (counted.get(key) ?? 0) + 1;
    counted.set(key, n);
    return n;
  }
  /** What befalls this one message; each is named, so that a smaller schedule can leave it out. */
  function fate(key: string): MessageFault | 'none' {
    if (calm) return 'none';
    let rest = chance(`fate ${key}`);
    const fault = MESSAGE_FAULTS.find(one => (rest -= plan.faults[one] ?? 0) < 0);
    if (fault === undefined || suppressed.has(key)) return 'none';
    happened.push(key);
    return fault;
  }
  const wayMs = (key: string): number => 10 + chance(`way ${key}`) * (chance(`slow ${key}`) < 0.05 ? 4000 : 200);
  const isUp = (desk: string, service: AnyService): boolean =>
    (deskUp.get(desk) ?? true) &&
    (service === 'rooli' ||
      service === 'tahdonilmaisu' ||
      service === 'sosiaali' ||
      service === 'kuva' ||
      (serviceUp.get(service) ?? true));

  const refusal = (status: number, family: string, detail: string, code = 'processing'): Reply =>
    answered(status, {
      resourceType: 'OperationOutcome',
      issue: [
        {
          severity: 'error',
          code,
          details: { coding: [{ system: 'https://kantasim.example/fhir/CodeSystem/error-family', code: family }] },
          diagnostics: detail,
        },
      ],
    });

  function answered(status: number, json: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
    return { at: 'answered', status, headers, json, body: Buffer.from(JSON.stringify(json)), tookMs: 50 };
  }

  function replyTo(verdict: Verdict, arrived: Arrived, messageId: string, entries: number): Reply {
    switch (verdict.result) {
      case 'error':
        return answered(500, null);
      case 'reject':
        return refusal(422, verdict.family, verdict.detail);
      case 'signature':
        return refusal(422, verdict.family, verdict.detail, 'security');
      case 'conflict':
        return refusal(409, verdict.family, verdict.detail);
      case 'ok':
      case 'dup': {
        const lastModified = new Date(EPOCH_MS + Math.round(verdict.atMs)).toISOString();
        const response = {
          status: verdict.result === 'ok' ? '201 Created' : '200 OK',
          location: verdict.reference,
          lastModified,
          outcome: {
            resourceType: 'OperationOutcome',
            issue: [{ diagnostics: `${arrived.key} sha256:${arrived.digest}` }],
          },
        };
        return answered(
          200,
          {
            resourceType: 'Bundle',
            type: 'transaction-response',
            identifier: { value: `urn:uuid:${messageId}` },
            timestamp: lastModified,
            entry: Array.from({ length: entries }, () => ({ response })),
          },
          { 'x-request-id': messageId, ...(verdict.result === 'dup' ? { 'x-replayed': 'true' } : {}) },
        );
      }
    }
  }

  const kindOf = (reply: Reply): 'ok' | 'reject' | 'conflict' | 'error' | 'lost' | 'unsent' => {
    if (reply.at === 'notSent') return 'unsent';
    if (reply.at !== 'answered') return 'lost';
    if (reply.status === 200) return reply.json === null ? 'lost' : 'ok';
    return reply.status === 422 ? 'reject' : reply.status === 409 ? 'conflict' : 'error';
  };

  /** Ends a request for a life that is still there; a dead one never learns anything. */
  function told<T>(life: Life, start: (settle: (value: T, inMs: number) => void) => void): Promise<T> {
    return new Promise(resolve => {
      let done = false;
      start((value, inMs) =>
        time.after(inMs, () => {
          if (done || !life.alive) return;
          done = true;
          resolve(value);
        }),
      );
    });
  }

  function client(desk: string, life: Life): FhirClient {
    const drifts = new Map<AnyService, number>();
    const noteTime = (service: AnyService): void => {
      drifts.set(service, Math.round(life.wallMs() - (EPOCH_MS + time.nowMs())));
    };

    function message({ service, body, requestId = '' }: Question): Promise<Reply> {
      const arrived = read(body as Uint8Array);
      const entries = (JSON.parse(Buffer.from(body as Uint8Array).toString('utf8')) as Bundle).entry?.length ?? 0;
      const model = services.get(service as ServiceName) as ServiceModel;
      const where = { desk, service } as const;
      const n = nth(`send ${desk} ${arrived.key}`);
      history.add({ t: 'send', ...where, key: arrived.key, digest: arrived.digest, n });
      const key = `send ${desk} ${arrived.key} ${n}`;
      const fault = fate(key);
      if (arrived.flaw === 'killer' && !calm) {
        time.after(wayMs(key), () => model.receive(arrived));
        life.die(`killer ${arrived.key}`);
        return new Promise(() => {});
      }
      return told<Reply>(life, settle => {
        const end = (reply: Reply, inMs: number): void => {
          settle(reply, inMs);
        };
        const limit = (reply: Reply = { at: 'lost', why: 'timeout' }): void => end(reply, ANSWER_LIMIT_MS);
        if (!isUp(desk, service) || fault === 'refused') return end({ at: 'notSent', why: 'unreachable' }, 20);
        if (fault === 'busy') return end(answered(503, null, { 'retry-after': '4' }), wayMs(key));
        if (fault === 'unauthorised') return end(answered(401, null), wayMs(key));
        if (fault === 'failed') return end(answered(502, null), wayMs(key));
        if (fault === 'lostRequest') return limit();
        const arrive = (inMs: number, answer: (reply: Reply) => void): void =>
          void time.after(inMs, () => {
            // What finds the service closed is turned away at its door: nothing of it was taken.
            if (!(serviceUp.get(model.name) ?? true)) return answer(answered(503, null));
            const reply = replyTo(model.receive(arrived), arrived, requestId, entries);
            if (reply.at === 'answered' && reply.status === 200 && !firstAnswers.has(requestId))
              firstAnswers.set(requestId, reply);
            answer(reply);
          });
        if (fault === 'delayed') {
          arrive(ANSWER_LIMIT_MS + chance(`late ${key}`) * (LONGEST_TRAVEL_MS - ANSWER_LIMIT_MS), () => {});
          return limit();
        }
        if (fault === 'doubled') arrive(chance(`again ${key}`) * LONGEST_TRAVEL_MS, () => {});
        arrive(wayMs(key), reply => {
          const back = wayMs(`${key} back`);
          switch (fault) {
            case 'lostAnswer':
              return end({ at: 'lost', why: chance(`how ${key}`) < 0.5 ? 'reset' : 'timeout' }, back);
            case 'lateAnswer':
              return end(reply, ANSWER_LIMIT_MS + chance(`late ${key}`) * 120_000);
            case 'page':
              return end(
                { at: 'answered', status: 200, headers: {}, json: null, body: Buffer.from('<html>'), tookMs: 9 },
                back,
              );
            case 'truncated':
              return end({ at: 'lost', why: 'truncated' }, back);
            case 'crossed':
              return end(earlier.findLast(other => other !== reply) ?? { at: 'lost', why: 'reset' }, back);
            default:
              if (reply.at === 'answered' && reply.status === 200) earlier.push(reply);
              if (earlier.length > 3) earlier.shift();
              return end(reply, back);
          }
        });
      }).then(reply => {
        if (reply.at === 'answered') noteTime(service);
        // Without a line nothing left: no answer could be crossed or be a page.
        const isOther = reply.at !== 'notSent' && (fault === 'crossed' || fault === 'page');
        const kind = isOther ? 'lost' : kindOf(reply);
        const forSignature = kind === 'reject' && arrived.flaw === 'signature';
        history.add({ t: 'answer', ...where, key: arrived.key, n, kind: forSignature ? 'signature' : kind });
        return reply;
      });
    }

    /** Questions have faults of their own: no line, no answer, a busy service. */
    function question<T>(service: AnyService, key: string, answer: () => T): Promise<Readonly<{ is: T }> | null> {
      const named = `${key} ${nth(key)}`;
      const fault = fate(named);
      return told<Readonly<{ is: T }> | null>(life, settle => {
        if (!isUp(desk, service)) return settle(null, 20);
        if (fault !== 'none' && fault !== 'doubled') return settle(null, fault === 'busy' ? 50 : ANSWER_LIMIT_MS);
        time.after(wayMs(named), () => settle(isUp(desk, service) ? { is: answer() } : null, wayMs(`${named} back`)));
      });
    }

    /** The first answer to a message, asked for by whoever lost it. */
    const receiptOf = async ({ service, path }: Question): Promise<Reply> => {
      const messageId = path.replace('/Bundle/', '');
      const found = await question(service, `receipt ${desk} ${messageId}`, () => firstAnswers.get(messageId));
      return found === null ? unreachable : (found.is ?? refusal(404, 'E-REF', 'no-answer'));
    };

    const unreachable: Reply = { at: 'notSent', why: 'unreachable' };
    return {
      ask(asked) {
        if (!life.alive) return new Promise(() => {});
        if (asked.method === 'POST' && asked.path === '') return message(asked);
        if (asked.path.startsWith('/Bundle/')) return receiptOf(asked);
        history.add({ t: 'probe', desk, service: asked.service });
        return question(asked.service, `probe ${desk} ${asked.service}`, () =>
          answered(200, { resourceType: 'CapabilityStatement' }),
        ).then(reply => {
          history.add({
            t: 'answer',
            desk,
            service: asked.service,
            key: '',
            n: 0,
            kind: reply === null ? 'lost' : 'ok',
          });
          if (reply !== null) noteTime(asked.service);
          return reply === null ? unreachable : reply.is;
        });
      },
      // No list of the simulation goes over pages: lists come by ways of their own.
      page: async () => fail({ code: 'NET-0001' }),
      async search(service, type, parameters) {
        if (!life.alive) return new Promise(() => {});
        const model = services.get(service as ServiceName) as ServiceModel;
        const oid = oidOf(parameters['identifier']?.split('|')[1]);
        const known = type === 'Encounter' ? `${oid}#opened` : oid;
        history.add({ t: 'ask', desk, service, key: oid });
        const found = await question(service, `ask ${desk} ${oid}`, () => model.kept(known));
        const kind = found === null ? 'lost' : found.is === null ? 'absent' : 'known';
        history.add({ t: 'answer', desk, service, key: oid, n: 0, kind });
        if (found === null) return fail({ code: 'NET-0001' });
        if (found.is === null) return ok([]);
        const meta = { lastUpdated: new Date(EPOCH_MS + Math.round(found.is.atMs)).toISOString() };
        const content = [{ attachment: { url: `Binary/${oid}`, hash: 'h' } }];
        return ok([
          (type === 'Encounter'
            ? {
                resourceType: 'Encounter',
                id: 'e',
                meta,
                status: model.eventEnded(oid) ? 'finished' : 'in-progress',
                class: {},
              }
            : { resourceType: 'DocumentReference', id: 'd', meta, status: 'current', content }) as FhirResource,
        ]);
      },
      read: async () => fail({ code: 'NET-0001' }),
      async bytes(service, path) {
        const model = services.get(service as ServiceName) as ServiceModel;
        const oid = path.replace('/Binary/', '');
        const kept = await question(service, `bytes ${desk} ${oid}`, () => model.kept(oid));
        return kept === null ? fail({ code: 'NET-0001' }) : ok(kept.is?.arrived.bytes ?? null);
      },
      driftMs: service => drifts.get(service) ?? null,
    };
  }

  return {
    client,
    async list(desk, life, patient) {
      const key = `list ${desk} ${patient} ${nth(`list ${desk} ${patient}`)}`;
      const model = services.get('resepti') as ServiceModel;
      if (!isUp(desk, 'resepti') || fate(key) !== 'none') {
        await time.sleep(20);
        return fail({ code: 'NET-0001' });
      }
      await time.sleep(wayMs(key));
      const seen = model.view(patient);
      history.add({ t: 'served', desk, patient, ...seen });
      // Answers may overtake each other on the way back.
      const back = chance(`back ${key}`) < 0.3 ? 20_000 * chance(`long ${key}`) : wayMs(`${key} back`);
      return told(life, settle => settle(ok(seen), back));
    },
    deskUp,
    serviceUp,
    calm() {
      calm = true;
    },
    happened,
  };
}
