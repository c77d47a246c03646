import { type Line } from './history.ts';

/**
 * Judges a history by what was observed alone. It imports nothing of the product and nothing of the model of the services:
 * its own reading of the rules (H1 to H9 of the queue's promises, the others of what the rules of the queue promise beside).
 */
export type Violation = Readonly<{ rule: string; at: number; says: string }>;

type Item = {
  desk: string;
  key: string;
  lane: string;
  no: number;
  digest: string;
  /** The latest refusal that it learnt was for its signature. */
  badSignature: boolean;
  /** Put back to before a signature that may have gone since. */
  lostSignature: boolean;
  /** When its message left that has no answer yet, and when the latest left whose answer was lost. */
  leftAt: number | null;
  lostAt: number;
  deps: readonly string[];
  intent: string;
  /** By the latest decision to send it, else by the saving. */
  freshAt: number;
  state: string;
  raw: string;
  told: boolean;
  cancelledAt: number | null;
  /** Refusals learnt in a row with no decision between. */
  refusals: number;
  sent: number;
  askedSinceRestore: boolean;
  mustBeAsked: boolean;
  killed: number;
  failedWhileOthersPass: number;
  lastTryAt: number;
};

type Desk = {
  items: Map<string, Item>;
  backups: Map<number, ReadonlyMap<string, Item>>;
  /** Times of requests to each service, for the pace. */
  requests: Map<string, number[]>;
  failures: Map<string, number[]>;
  acceptedAt: Map<string, { key: string; at: number }>;
  disturbedAt: number;
  stoppingAt: number | null;
  lastSent: string | null;
  cached: Map<string, number>;
  aheadMs: number;
};

/** A message that nobody heard of again may arrive this long after it left. */
const MAY_ARRIVE_MS = 10 * 60_000;

const isFinal = (state: string): boolean => state === 'done' || state === 'cancelled';

export function check(lines: readonly Line[]): readonly Violation[] {
  const found: Violation[] = [];
  const desks = new Map<string, Desk>();
  /** Effects at the services; what a service forgot is taken away again. */
  const applied = new Map<string, { service: string; times: number }>();
  const digests = new Map<string, string>();
  /** Digests under signatures that others have taken the place of. */
  const earlierDigests = new Map<string, Set<string>>();
  const intentKeys = new Map<string, Set<string>>();
  const keyIntent = new Map<string, string>();
  const left = new Map<string, number>();
  const served = new Map<string, string>();
  const everApplied = new Set<string>();
  let limits = { maxAgeMs: 0, requestsPerSecond: 0, stopMs: 0, driftMs: 0, poisonTries: 0, attemptMs: 0 };
  const gone = new Set<string>();
  const remade = new Set<string>();
  let rolledBack = false;

  const violated = (rule: string, line: Line, says: string): void => {
    if (found.length < 20) found.push({ rule, at: line.at, says });
  };
  function deskOf(name: string): Desk {
    const known = desks.get(name);
    if (known !== undefined) return known;
    const made: Desk = {
      items: new Map(),
      backups: new Map(),
      requests: new Map(),
      failures: new Map(),
      acceptedAt: new Map(),
      disturbedAt: -Infinity,
      stoppingAt: null,
      lastSent: null,
      cached: new Map(),
      aheadMs: 0,
    };
    desks.set(name, made);
    return made;
  }
  const ownerOf = (key: string): Item | undefined => {
    for (const desk of desks.values()) {
      const item = desk.items.get(key);
      if (item !== undefined) return item;
    }
    return undefined;
  };
  const isApplied = (key: string): boolean => (applied.get(key)?.times ?? 0) > 0;
  const becomes = (key: string, digest: string): void => {
    const before = digests.get(key);
    if (before !== undefined) earlierDigests.set(key, (earlierDigests.get(key) ?? new Set()).add(before));
    digests.set(key, digest);
  };
  const sameDigest = (line: Line, key: string, digest: string): void => {
    const first = digests.get(key);
    if (first === undefined) digests.set(key, digest);
    else if (first !== digest && !remade.has(key)) violated('H3', line, `${key} has two digests`);
  };
  /** What has to be through before this may leave or arrive. */
  function inOrder(line: Line, item: Item): void {
    for (const other of deskOf(item.desk).items.values()) {
      const before = other.lane === item.lane && other.no < item.no;
      if (before && !isFinal(other.state) && !isApplied(other.key))
        violated('H4', line, `${item.key} overtakes ${other.key} in lane ${item.lane}`);
    }
    for (const key of item.deps) {
      const other = deskOf(item.desk).items.get(key);
      if (!isApplied(key) && !everApplied.has(key) && other?.state !== 'done')
        violated('H5', line, `${item.key} goes before ${key}`);
    }
  }
  function request(line: Line, desk: Desk, service: string): void {
    const times = desk.requests.get(service) ?? [];
    times.push(line.at);
    desk.requests.set(service, times);
    const within = times.filter(at => at > line.at - 990 && at > desk.disturbedAt).length;
    if (within > limits.requestsPerSecond) violated('H11', line, `${within} requests to ${service} within a second`);
    if (times.length > 50) times.splice(0, 20);
  }

  for (const line of lines) {
    switch (line.t) {
      case 'limits':
        limits = line;
        break;
      case 'saved': {
        const desk = deskOf(line.desk);
        // The end of a visit has the visit's own OID: after a restore to before it, it may be made once more.
        if (gone.has(line.key)) {
          digests.delete(line.key);
          remade.add(line.key);
        }
        sameDigest(line, line.key, line.digest);
        desk.items.set(line.key, {
          desk: line.desk,
          key: line.key,
          lane: line.lane,
          no: line.no,
          digest: line.digest,
          badSignature: false,
          lostSignature: false,
          leftAt: null,
          lostAt: -Infinity,
          deps: line.deps,
          intent: line.intent,
          // Signed by a clock that nobody knew to be wrong: the act is as old as that clock says.
          freshAt: line.at + Math.max(0, desk.aheadMs),
          state: 'pending',
          raw: 'queued',
          told: false,
          cancelledAt: null,
          refusals: 0,
          sent: 0,
          askedSinceRestore: true,
          mustBeAsked: false,
          killed: 0,
          failedWhileOthersPass: 0,
          lastTryAt: -Infinity,
        });
        if (line.intent !== '') keyIntent.set(line.key, line.intent);
        break;
      }
      case 'resigned': {
        const item = deskOf(line.desk).items.get(line.key);
        if (item === undefined) {
          violated('H9', line, `${line.key} is signed again and was never saved`);
          break;
        }
        if (item.state !== 'parked' || !item.badSignature)
          violated('H20', line, `${line.key} is signed again, and its signature was not what was refused`);
        if (item.no !== line.no) violated('H20', line, `${line.key} has left its place in the lane`);
        if (item.digest === line.digest) violated('H20', line, `${line.key} has no new signature`);
        if (item.leftAt !== null || line.at - item.lostAt < MAY_ARRIVE_MS)
          violated('H20', line, `${line.key} is signed again while a message under the old signature may arrive`);
        becomes(line.key, line.digest);
        item.digest = line.digest;
        item.badSignature = false;
        item.refusals = 0;
        item.failedWhileOthersPass = 0;
        item.killed = 0;
        item.freshAt = line.at + Math.max(0, deskOf(line.desk).aheadMs);
        break;
      }
      case 'ack': {
        const item = deskOf(line.desk).items.get(line.key);
        if (item === undefined) violated('H1', line, `${line.key} was called saved and is not`);
        else item.told = true;
        break;
      }
      case 'send': {
        const desk = deskOf(line.desk);
        request(line, desk, line.service);
        sameDigest(line, line.key, line.digest);
        if (desk.stoppingAt !== null) violated('H14', line, `${line.key} leaves while the program ends`);
        const item = desk.items.get(line.key);
        desk.lastSent = line.key;
        if (item === undefined) {
          violated('H9', line, `${line.key} leaves and was never saved`);
          break;
        }
        if (item.digest !== line.digest) violated('H3', line, `${line.key} leaves with other bytes than are stored`);
        item.leftAt = line.at;
        inOrder(line, item);
        if (item.state === 'cancelled') violated('H7', line, `${line.key} leaves after it was cancelled`);
        if (item.state === 'parked') violated('H8', line, `${line.key} leaves while it waits for a person`);
        if (item.refusals > 0) violated('H8', line, `${line.key} leaves again unchanged after a refusal`);
        if (line.at + Math.min(0, desk.aheadMs) - item.freshAt > limits.maxAgeMs + 1000)
          violated('H10', line, `${line.key} leaves too old`);
        if (item.mustBeAsked && !item.askedSinceRestore)
          violated('H16', line, `${line.key} leaves after a restore and was not asked for`);
        const accepted = desk.acceptedAt.get(line.service);
        if (
          accepted !== undefined &&
          accepted.key !== line.key &&
          accepted.at >= item.lastTryAt &&
          item.lastTryAt > 0
        ) {
          item.failedWhileOthersPass += 1;
          // A start forgets what it was in the middle of; the count of one such stretch is what is bounded.
          if (item.failedWhileOthersPass > limits.poisonTries + 4)
            violated('H12', line, `${line.key} is tried again and again while others pass`);
        }
        item.lastTryAt = line.at;
        item.sent = line.n;
        break;
      }
      case 'ask': {
        const desk = deskOf(line.desk);
        request(line, desk, line.service);
        for (const key of [line.key, `${line.key}#opened`, `${line.key}#ended`]) {
          const item = desk.items.get(key);
          if (item !== undefined) item.askedSinceRestore = true;
        }
        break;
      }
      case 'probe':
        request(line, deskOf(line.desk), line.service);
        break;
      case 'answer': {
        const desk = deskOf(line.desk);
        const item = desk.items.get(line.key);
        if (line.kind === 'ok' && line.key !== '') desk.acceptedAt.set(line.service, { key: line.key, at: line.at });
        // An answer that comes when the desk has given it up tells it nothing.
        const isRefusal = line.kind === 'reject' || line.kind === 'signature' || line.kind === 'conflict';
        // It may have given up although its state does not say so: a full disk keeps that from being written.
        const leftAt = item?.leftAt ?? null;
        const isHeard = leftAt !== null && line.at - leftAt < limits.attemptMs;
        if (item?.raw === 'sending' && item.sent === line.n && isRefusal && isHeard) {
          item.refusals += 1;
          item.badSignature = line.kind === 'signature';
        }
        if (item?.sent === line.n && line.n > 0) {
          if (line.kind === 'lost') item.lostAt = item.leftAt ?? item.lostAt;
          item.leftAt = null;
        }
        const failures = desk.failures.get(line.service) ?? [];
        if (line.kind === 'lost' || line.kind === 'unsent' || line.kind === 'error') failures.push(line.at);
        else failures.length = 0;
        desk.failures.set(line.service, failures);
        const recent = failures.filter(at => at > line.at - 60_000 && at > desk.disturbedAt).length;
        if (recent > 14) violated('H11', line, `${recent} failures in a row at ${line.service} within a minute`);
        break;
      }
      case 'recv': {
        // A copy that a line repeats may come under the signature before.
        if (earlierDigests.get(line.key)?.has(line.digest) !== true) sameDigest(line, line.key, line.digest);
        const item = ownerOf(line.key);
        if (item === undefined) {
          if (!gone.has(line.key)) violated('H9', line, `${line.key} arrives from nowhere`);
        } else if (!isApplied(line.key)) inOrder(line, item);
        break;
      }
      case 'apply': {
        if (line.result !== 'ok') break;
        const before = applied.get(line.key);
        const times = (before?.times ?? 0) + 1;
        applied.set(line.key, { service: line.service, times });
        everApplied.add(line.key);
        if (times > 1) violated('H2', line, `${line.key} has two effects`);
        const intent = keyIntent.get(line.key);
        if (intent !== undefined) {
          const keys = intentKeys.get(intent) ?? new Set();
          keys.add(line.key);
          intentKeys.set(intent, keys);
          if (keys.size > 1) violated('H2', line, `one intention had two effects: ${[...keys].join(', ')}`);
        }
        const item = ownerOf(line.key);
        if (item?.state === 'cancelled') violated('H7', line, `${line.key} has its effect after it was cancelled`);
        if (line.set !== null) {
          const rest = (left.get(line.set) ?? 0) - line.amount;
          left.set(line.set, rest);
          if (rest < 0 && !rolledBack) violated('H18', line, `more is dispensed of ${line.set} than was prescribed`);
        }
        break;
      }
      case 'prescribed':
        left.set(line.set, line.amount);
        break;
      case 'forget':
        rolledBack = true;
        for (const key of line.keys) applied.delete(key);
        break;
      case 'state': {
        const item = deskOf(line.desk).items.get(line.key);
        if (item === undefined) {
          violated('H9', line, `${line.key} has a state and was never saved`);
          break;
        }
        if (isFinal(item.state) && item.state !== line.state)
          violated('H6', line, `${line.key} was ${item.state} and is ${line.state}`);
        item.state = line.state;
        item.raw = line.raw;
        if (line.raw === 'accepted' && !everApplied.has(line.key))
          violated('H6', line, `${line.key} is shown as done and had no effect`);
        if (line.state === 'parked') item.refusals = 0;
        if (line.state === 'cancelled') {
          item.cancelledAt = line.at;
          if (isApplied(line.key)) violated('H7', line, `${line.key} is cancelled after it had its effect`);
        }
        break;
      }
      case 'decision': {
        const item = deskOf(line.desk).items.get(line.key);
        if (item === undefined || line.decision !== 'sendAgain') break;
        item.freshAt = line.at + Math.max(0, deskOf(line.desk).aheadMs);
        item.refusals = 0;
        item.failedWhileOthersPass = 0;
        item.killed = 0;
        break;
      }
      case 'kill': {
        const desk = deskOf(line.desk);
        desk.disturbedAt = line.at;
        desk.stoppingAt = null;
        // What was learnt in the moment of the kill may not have been kept.
        for (const item of desk.items.values()) {
          item.refusals = 0;
          item.lostAt = item.leftAt ?? item.lostAt;
          item.leftAt = null;
        }
        if (line.because.startsWith('killer')) {
          const item = desk.items.get(line.because.slice('killer '.length));
          if (item !== undefined && (item.killed += 1) > 2)
            violated('H12', line, `${item.key} has stopped the program three times`);
        }
        break;
      }
      case 'restart':
      case 'tryNow':
        deskOf(line.desk).disturbedAt = line.at;
        break;
      case 'disk':
        for (const item of deskOf(line.desk).items.values()) item.refusals = 0;
        break;
      case 'stopping':
        deskOf(line.desk).stoppingAt = line.at;
        break;
      case 'stopped': {
        const desk = deskOf(line.desk);
        if (desk.stoppingAt !== null && line.at - desk.stoppingAt > limits.stopMs + 100)
          violated('H14', line, `the end took ${line.at - desk.stoppingAt} ms`);
        desk.stoppingAt = null;
        break;
      }
      case 'backup':
        deskOf(line.desk).backups.set(
          line.id,
          new Map([...deskOf(line.desk).items].map(([key, item]) => [key, { ...item }])),
        );
        break;
      case 'restored': {
        const desk = deskOf(line.desk);
        const old = desk.backups.get(line.id) ?? new Map<string, Item>();
        for (const [key, item] of desk.items) {
          const before = old.get(key);
          if (before === undefined) {
            // A person was told that what came after the copy is gone from here; it may still be on its way.
            desk.items.delete(key);
            gone.add(key);
            continue;
          }
          if (item.digest !== before.digest) {
            becomes(key, before.digest);
            item.digest = before.digest;
            item.lostSignature = true;
          }
          item.badSignature = before.badSignature;
          const wasCancelled = item.state === 'cancelled';
          item.state = before.state;
          item.refusals = 0;
          item.mustBeAsked = !isFinal(before.state);
          item.askedSinceRestore = false;
          if (wasCancelled && !isFinal(before.state)) item.cancelledAt ??= line.at;
        }
        break;
      }
      case 'signed':
        if (line.known && Math.abs(line.aheadMs) > limits.driftMs + 1000)
          violated('H17', line, `signed by a clock that is ${line.aheadMs} ms ahead`);
        break;
      case 'counts': {
        const open = [...deskOf(line.desk).items.values()].filter(item => !isFinal(item.state));
        const parked = open.filter(item => item.state === 'parked').length;
        if (open.length !== line.unsent + line.givenUp || parked !== line.parked + line.givenUp)
          violated(
            'H13',
            line,
            `shows ${line.unsent} unsent, ${line.parked} parked, ${line.givenUp} given up; there are ${open.length}, ${parked}`,
          );
        break;
      }
      case 'served':
        served.set(`${line.patient} ${line.revision}`, line.sets.join(' '));
        break;
      case 'cached': {
        const desk = deskOf(line.desk);
        if (served.get(`${line.patient} ${line.revision}`) !== line.sets.join(' '))
          violated('H15', line, `a list is kept that the service never gave`);
        if (line.revision < (desk.cached.get(line.patient) ?? 0))
          violated('H15', line, `the kept list of ${line.patient} went back to an older state`);
        desk.cached.set(line.patient, line.revision);
        break;
      }
      case 'end': {
        const desk = deskOf(line.desk);
        for (const item of desk.items.values()) {
          const raw = line.states[item.key];
          if (raw === undefined) {
            violated('H1', line, `${item.key} was saved and has vanished`);
            continue;
          }
          if (!item.told) violated('H9', line, `${item.key} was saved and nobody was ever told`);
          if (raw === 'accepted' && !everApplied.has(item.key))
            violated('H6', line, `${item.key} is done without effect`);
          // Restored to before its latest signature: the service has it under that one, and a person is told so.
          const known = item.lostSignature && raw === 'held';
          if (raw !== 'accepted' && !known && isApplied(item.key))
            violated('H6', line, `${item.key} had its effect and is ${raw}`);
          if (raw === 'sending' || raw === 'unknown') violated('H19', line, `${item.key} is still ${raw}`);
          if (raw === 'queued' && !waitsForPerson(desk, item))
            violated('H19', line, `${item.key} still waits for nothing`);
        }
        break;
      }
      case 'clock':
        deskOf(line.desk).aheadMs = line.aheadMs;
        break;
      case 'intent':
      case 'net':
      case 'service':
        break;
    }
  }
  return found;

  /** Something before it, in its lane or declared, waits for a person. */
  function waitsForPerson(desk: Desk, item: Item): boolean {
    return [...desk.items.values()].some(
      other =>
        other !== item &&
        !isFinal(other.state) &&
        ((other.lane === item.lane && other.no < item.no) || item.deps.includes(other.key)) &&
        (other.state === 'parked' || waitsForPerson(desk, other)),
    );
  }
}
