import { createHash } from 'node:crypto';
import { ok } from '../../shared/kernel/result.ts';
import { type Store, type Tx } from '../../src-main/app/ports/store.port.ts';
import { type Outcome } from '../../src-main/app/sync/outbox.ts';
import { QUEUE_CORE, type QueueCore } from '../../src-main/app/sync/queue-core.ts';
import { SIMULATED, UNBROKEN } from './run-one.ts';
import { type Parts } from './workstation.ts';

/** One rule of the queue done wrongly, as a careless hand would do it. */
export type Break = Readonly<{ rule: string; says: string; parts: Parts }>;

const core = (change: Partial<QueueCore>): Parts => ({ ...UNBROKEN, core: { ...QUEUE_CORE, ...change } });

/** The same store with other hands on its tables. */
const tables = (change: (tx: Tx) => Tx): Parts => ({
  ...UNBROKEN,
  store: (store: Store): Store => ({
    ...store,
    write: work => store.write(tx => work(change(tx))),
    read: work => store.read(tx => work(change(tx))),
  }),
});

const receipt = { reference: 'r', replayed: false, verified: false, bytes: new Uint8Array([1]) };
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Another signed text in the message than the one that was frozen: `write` says what is changed in its facts. */
function rewritten(body: Uint8Array, write: (facts: Record<string, unknown>) => void): Uint8Array {
  const bundle = JSON.parse(Buffer.from(body).toString('utf8')) as {
    entry: { resource: { resourceType: string; data?: string } }[];
  };
  for (const { resource } of bundle.entry) {
    if (resource.resourceType !== 'Binary') continue;
    const [facts = '{}', ...rest] = Buffer.from(resource.data ?? '', 'base64')
      .toString('utf8')
      .split('\n');
    const changed = JSON.parse(facts) as Record<string, unknown>;
    write(changed);
    resource.data = Buffer.from([JSON.stringify(changed), ...rest].join('\n')).toString('base64');
  }
  return Buffer.from(JSON.stringify(bundle));
}

const withBody = (write: (facts: Record<string, unknown>, attempt: number) => void): Parts => ({
  ...UNBROKEN,
  line(line) {
    let attempt = 0;
    return {
      ...line,
      send(message) {
        attempt += 1;
        return line.send({ ...message, body: rewritten(message.body, facts => write(facts, attempt)) });
      },
    };
  },
});

/** What the core decides, changed afterwards. */
const instead = (change: (...args: [...Parameters<QueueCore['advance']>, Outcome]) => Outcome): Parts =>
  core({ advance: (item, event, env) => change(item, event, env, QUEUE_CORE.advance(item, event, env)) });

export const BREAKS: readonly Break[] = [
  {
    rule: 'Q1',
    says: 'the key of a document is made when it is sent',
    parts: withBody((facts, attempt) => {
      facts['key'] = `2.25.${BigInt(`0x${sha256(`${String(facts['key'])}${attempt}`).slice(0, 12)}`)}`;
    }),
  },
  {
    rule: 'Q2',
    says: 'the message is written anew for each sending',
    parts: withBody((facts, attempt) => {
      facts['writtenAgain'] = attempt;
    }),
  },
  {
    rule: 'Q3',
    says: 'what was under way is queued again, as if nothing had left',
    parts: {
      ...instead((_item, event, env, outcome) => {
        const lost = event.type === 'stopped' || (event.type === 'replied' && event.reply.kind === 'unknown');
        if (!lost || outcome.change === null) return outcome;
        return { ...outcome, change: { ...outcome.change, state: 'queued' } };
      }),
      config: { ...SIMULATED, retry: { ...SIMULATED.retry, travelMs: 0 } },
    },
  },
  {
    rule: 'Q4',
    says: 'every open item may go, whatever stands before it in its lane',
    parts: tables(tx => ({
      ...tx,
      outbox: { ...tx.outbox, heads: () => tx.outbox.list('open', 10_000) },
    })),
  },
  {
    rule: 'Q5',
    says: 'declared dependencies are not looked at',
    parts: core({ mayGo: (item, situation) => QUEUE_CORE.mayGo(item, { ...situation, dependencies: [] }) }),
  },
  {
    rule: 'Q6',
    says: 'what waits for a person lets the next of its lane pass',
    parts: tables(tx => ({
      ...tx,
      outbox: {
        ...tx.outbox,
        heads() {
          const lanes = new Map<string, ReturnType<Tx['outbox']['heads']>[number]>();
          for (const item of tx.outbox.list('open', 10_000))
            if (item.state !== 'held' && item.state !== 'rejected' && !lanes.has(item.orderKey))
              lanes.set(item.orderKey, item);
          return [...lanes.values()];
        },
      },
    })),
  },
  {
    rule: 'Q7',
    says: 'a conflict is settled by itself: the own version counts as done',
    parts: instead((item, event, env, outcome) =>
      event.type === 'replied' && event.reply.kind === 'conflict' && item.state === 'sending'
        ? {
            change: { state: 'accepted', receipt: { ...receipt, at: item.queuedAt } },
            follow: 'next',
            service: 'answered',
          }
        : outcome,
    ),
  },
  {
    rule: 'Q8',
    says: 'nothing is ever too old to be sent',
    parts: core({
      mayGo: (item, situation) =>
        QUEUE_CORE.mayGo(item, { ...situation, settings: { ...situation.settings, maxAgeMs: Infinity } }),
    }),
  },
  {
    rule: 'Q9',
    says: 'failures are tried again at once, and no breaker opens',
    parts: {
      ...core({ mayGo: (item, situation) => QUEUE_CORE.mayGo(item, { ...situation, restMs: 0 }) }),
      config: {
        ...SIMULATED,
        gate: {
          ...SIMULATED.gate,
          breaker: { ...SIMULATED.gate.breaker, failuresInARow: 1e9, failureShare: 2 },
        },
      },
    },
  },
  {
    rule: 'Q10',
    says: 'a refusal is taken for a technical fault and tried again',
    parts: instead((item, event, env, outcome) =>
      event.type === 'replied' && event.reply.kind === 'refused'
        ? QUEUE_CORE.advance(
            item,
            { type: 'replied', reply: { kind: 'notSent', code: 'NET-0002', retryAfterMs: null } },
            env,
          )
        : outcome,
    ),
  },
  {
    rule: 'Q11',
    says: 'an item that fails alone, or stops the program, is tried for ever',
    parts: instead((_item, event, _env, outcome) =>
      outcome.change?.ownFailures === undefined || event.type === 'decided'
        ? outcome
        : { ...outcome, change: { ...outcome.change, ownFailures: 0 } },
    ),
  },
  {
    rule: 'Q12',
    says: 'any answer is taken for the answer to this message',
    parts: {
      ...UNBROKEN,
      client: client => ({
        ...client,
        async ask(question) {
          const reply = await client.ask(question);
          if (reply.at !== 'answered' || reply.status !== 200 || question.method !== 'POST') return reply;
          const json = reply.json as { identifier?: unknown } | null;
          if (json === null || json.identifier === undefined) return reply;
          const headers = { ...reply.headers, 'x-request-id': question.requestId ?? '' };
          const { entry = [] } = JSON.parse(Buffer.from(question.body as Uint8Array).toString('utf8')) as {
            entry?: unknown[];
          };
          const [first] = (json as { entry: unknown[] }).entry;
          return {
            ...reply,
            headers,
            json: {
              ...json,
              entry: entry.map(() => first),
              identifier: { value: `urn:uuid:${question.requestId ?? ''}` },
            },
          };
        },
      }),
    },
  },
  {
    rule: 'Q13',
    says: 'anything not yet accepted may be cancelled',
    parts: core({
      decide: (item, decision, mayTravel) =>
        decision.decision === 'cancel' && item.state !== 'accepted' && item.state !== 'cancelled'
          ? ok({ state: 'cancelled', decisions: [...item.decisions, decision] })
          : QUEUE_CORE.decide(item, decision, mayTravel),
    }),
  },
  {
    rule: 'Q14',
    says: 'what waits for a person is not counted among the unsent',
    parts: tables(tx => ({
      ...tx,
      outbox: {
        ...tx.outbox,
        counts(since) {
          const counts = tx.outbox.counts(since);
          return { ...counts, unsent: counts.unsent - counts.needsPerson };
        },
      },
    })),
  },
  {
    rule: 'Q15',
    says: 'the end of the program waits for every answer, however long it takes',
    parts: { ...UNBROKEN, config: { ...SIMULATED, stopWaitMs: 10 * 60_000 } },
  },
  {
    rule: 'Q16',
    says: 'a fetched list is added to the one that is kept',
    parts: tables(tx => ({
      ...tx,
      cache: {
        ...tx.cache,
        putPrescriptions: (patientId, rows, at) =>
          tx.cache.putPrescriptions(patientId, [...(tx.cache.prescriptions(patientId)?.rows ?? []), ...rows], at),
      },
    })),
  },
  {
    rule: 'Q17',
    says: 'a restored queue goes on where the copy stood',
    parts: instead((item, event, env, outcome) =>
      event.type === 'restored' ? QUEUE_CORE.advance(item, { type: 'stopped' }, env) : outcome,
    ),
  },
  {
    rule: 'clock',
    says: 'the wall clock is never compared with the services',
    parts: { ...UNBROKEN, pump: pump => ({ ...pump, driftMs: () => 0 }) },
  },
  {
    rule: 'again',
    says: 'a document is signed again while a message under its old signature may still arrive',
    parts: {
      ...core({
        decide: (item, decision, mayTravel) =>
          QUEUE_CORE.decide(item, decision, mayTravel && decision.decision !== 'signAgain'),
      }),
      pump: pump => ({ ...pump, cancellableInMs: () => 0 }),
    },
  },
  {
    rule: 'message',
    says: 'under a new signature the message of the first one is sent',
    parts: tables(tx => ({ ...tx, outbox: { ...tx.outbox, body: id => tx.outbox.body(id, 1) } })),
  },
];

export const breakOf = (rule: string): Break | null => BREAKS.find(one => one.rule === rule) ?? null;
