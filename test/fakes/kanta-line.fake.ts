import { type Service } from '../../shared/domain/queue.ts';
import { type Timers, type Clock } from '../../shared/kernel/clock.ts';
import { fail, ok } from '../../shared/kernel/result.ts';
import { type KantaLine, type NetCode, type SendReply } from '../../src-main/app/ports/kanta.port.ts';

/** What the line does with one request. `lostBefore`: it never arrives; `lostAfter`: it is applied and the answer is lost. */
export type Fault =
  | 'none'
  | 'lostBefore'
  | 'lostAfter'
  | 'unreachable'
  | 'busy'
  | 'refused'
  | 'conflict'
  | 'unauthorised'
  | 'never'
  | 'throws';

export type Delivery = Readonly<{ messageId: string; text: string; service: Service; atMs: number; fault: Fault }>;

export type FakeLine = KantaLine & {
  /** Every message that left the workstation, in order. */
  readonly deliveries: readonly Delivery[];
  /** Message ids that had an effect, in order; a repeated one has no second effect. */
  readonly effects: readonly string[];
  readonly requests: readonly Readonly<{ service: Service; atMs: number; kind: 'send' | 'ask' | 'probe' }>[];
  fault: (kind: 'send' | 'ask' | 'probe', service: Service) => Fault;
  tookMs: () => number;
  retryAfterMs: number | null;
};

const notSent: Partial<Record<Fault, NetCode>> = { unreachable: 'NET-0001', busy: 'NET-0002', lostBefore: 'NET-0004' };

/**
 * A service that keeps the promise of the real one: the first message under an OID has the effect, a repeated one is answered
 * with the first receipt, other bytes under a known OID are refused. The text of a message names its OID and digest.
 */
export function fakeLine(time: Readonly<{ clock: Clock; timers: Timers }>): FakeLine {
  const held = new Map<string, { reference: string; at: ReturnType<Clock['now']>; digest: string }>();
  const deliveries: Delivery[] = [];
  const effects: string[] = [];
  const requests: { service: Service; atMs: number; kind: 'send' | 'ask' | 'probe' }[] = [];
  const later = (ms: number): Promise<void> => new Promise(resolve => void time.timers.after(ms, resolve));

  function store(messageId: string, text: string): SendReply {
    const { oid, digest } = JSON.parse(text) as { oid: string; digest: string };
    const first = held.get(oid);
    if (first !== undefined && first.digest !== digest) return { kind: 'conflict', code: 'NET-0009', detail: null };
    const kept = first ?? { reference: `r-${held.size + 1}`, at: time.clock.now(), digest };
    if (first === undefined) {
      held.set(oid, kept);
      effects.push(messageId);
    }
    const bytes = new TextEncoder().encode(kept.reference);
    return {
      kind: 'accepted',
      reference: kept.reference,
      at: kept.at,
      replayed: first !== undefined,
      verified: true,
      bytes,
    };
  }

  const line: FakeLine = {
    deliveries,
    effects,
    requests,
    fault: () => 'none',
    tookMs: () => 20,
    retryAfterMs: null,
    async send({ service, messageId, body }) {
      const fault = line.fault('send', service);
      const text = new TextDecoder().decode(body);
      requests.push({ service, atMs: time.clock.monotonicMs(), kind: 'send' });
      deliveries.push({ messageId, text, service, atMs: time.clock.monotonicMs(), fault });
      await later(line.tookMs());
      switch (fault) {
        case 'none':
          return store(messageId, text);
        case 'lostAfter':
          store(messageId, text);
          return { kind: 'unknown', code: 'NET-0004' };
        case 'lostBefore':
          return { kind: 'unknown', code: 'NET-0004' };
        case 'unreachable':
          return { kind: 'notSent', code: 'NET-0001', retryAfterMs: null };
        case 'busy':
          return { kind: 'notSent', code: 'NET-0002', retryAfterMs: line.retryAfterMs };
        case 'refused':
          return { kind: 'refused', code: 'NET-0007', detail: 'RULE-1' };
        case 'conflict':
          return { kind: 'conflict', code: 'NET-0008', detail: null };
        case 'unauthorised':
          return { kind: 'unauthorised', code: 'NET-0005' };
        case 'never':
          return new Promise(() => {});
        case 'throws':
          throw new TypeError('a bug in the line');
      }
    },
    async ask({ service, oid, digest }) {
      const fault = line.fault('ask', service);
      requests.push({ service, atMs: time.clock.monotonicMs(), kind: 'ask' });
      await later(line.tookMs());
      if (fault !== 'none') return fail({ code: notSent[fault] ?? 'NET-0003' });
      const kept = held.get(oid);
      if (kept === undefined) return ok({ known: false });
      const same = kept.digest === digest;
      const receipt = same ? { verified: true, bytes: new TextEncoder().encode(kept.reference) } : null;
      return ok({ known: true, same, reference: kept.reference, at: kept.at, receipt });
    },
    async probe(service) {
      const fault = line.fault('probe', service);
      requests.push({ service, atMs: time.clock.monotonicMs(), kind: 'probe' });
      await later(line.tookMs());
      return fault === 'none'
        ? ok({ tookMs: line.tookMs(), driftMs: 5 })
        : fail({ code: notSent[fault] ?? 'NET-0003' });
    },
  };
  return line;
}
