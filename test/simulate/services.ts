import { createHash } from 'node:crypto';
import { type History } from './history.ts';

/**
 * The services as the other side of the network, read anew from the specification and without a line of the client: the
 * first message under a key has its effect, the same again is answered with the first receipt, other bytes under a known key
 * are refused, and so is what comes before what it stands on.
 */
export type Arrived = Readonly<{
  key: string;
  /** SHA-256 of the signed document, or of the whole message for a service event. */
  digest: string;
  kind: 'prescription' | 'dispensing' | 'record' | 'opened' | 'ended';
  patient: string;
  set: string;
  version: number;
  event: string | null;
  amount: number;
  flaw: 'none' | 'bad' | 'poison' | 'killer' | 'signature';
  /** The signed bytes, kept for whoever asks. */
  bytes: Uint8Array;
}>;

export type Verdict =
  | Readonly<{ result: 'ok' | 'dup'; reference: string; atMs: number }>
  | Readonly<{ result: 'reject' | 'signature' | 'conflict'; family: string; detail: string }>
  | Readonly<{ result: 'error' }>;

type Kept = Readonly<{ arrived: Arrived; reference: string; atMs: number }>;

type State = {
  kept: Map<string, Kept>;
  /** What is left of each prescription. */
  left: Map<string, number>;
  versions: Map<string, number>;
  open: Set<string>;
  ended: Set<string>;
};

export type ServiceName = 'resepti' | 'potilastieto';

export interface ServiceModel {
  readonly name: ServiceName;
  receive(arrived: Arrived): Verdict;
  kept(key: string): Kept | null;
  eventEnded(oid: string): boolean;
  /** The patient's prescriptions with the number of the service's state. */
  view(patient: string): Readonly<{ revision: number; sets: readonly string[] }>;
  /** A prescription disappears from what may be seen: annulled, restricted. */
  withdraw(patient: string): void;
  /** From now on it stumbles over no message. */
  mend(): void;
  snapshot(): void;
  /** Puts the latest snapshot back; what came since is forgotten. */
  restore(): void;
}

const copyOf = (state: State): State => ({
  kept: new Map(state.kept),
  left: new Map(state.left),
  versions: new Map(state.versions),
  open: new Set(state.open),
  ended: new Set(state.ended),
});

export function serviceModel(
  name: ServiceName,
  history: History,
  nowMs: () => number,
  laneOf: (key: string) => Readonly<{ lane: string; no: number }>,
): ServiceModel {
  let state: State = { kept: new Map(), left: new Map(), versions: new Map(), open: new Set(), ended: new Set() };
  let saved: State | null = null;
  let revision = 0;
  let mended = false;
  const withdrawn = new Set<string>();
  /** Digests whose signature was refused, by key: a signature that was wrong once stays so. */
  const badSignatures = new Map<string, Set<string>>();

  /** Of such a document the first signature is wrong, and about each second of the later ones. */
  function isSignatureBad(a: Arrived): boolean {
    const bad = badSignatures.get(a.key) ?? new Set();
    if (bad.has(a.digest)) return true;
    if (mended || (bad.size > 0 && Number.parseInt(a.digest.slice(0, 2), 16) % 2 === 0)) return false;
    badSignatures.set(a.key, bad.add(a.digest));
    return true;
  }

  const refused = (
    family: string,
    detail: string,
    result: 'reject' | 'signature' | 'conflict' = 'conflict',
  ): Verdict => ({
    result,
    family,
    detail,
  });

  function judged(a: Arrived): Verdict | null {
    const first = state.kept.get(a.key);
    if (first !== undefined) {
      return first.arrived.digest === a.digest
        ? { result: 'dup', reference: first.reference, atMs: first.atMs }
        : refused('E-DUP', 'known-with-other-bytes');
    }
    if (a.flaw === 'poison' && !mended) return { result: 'error' };
    if (a.flaw === 'signature' && isSignatureBad(a)) return refused('E-SIG', 'signature', 'signature');
    if (a.flaw === 'bad') return refused('E-FORM', 'RULE-1', 'reject');
    switch (a.kind) {
      case 'prescription':
        return (state.versions.get(a.set) ?? 0) === a.version - 1 ? null : refused('E-STATE', 'version');
      case 'dispensing':
        if (!state.left.has(a.set)) return refused('E-REF', 'no-prescription');
        return (state.left.get(a.set) ?? 0) >= a.amount ? null : refused('E-QTY', 'too-much');
      case 'record':
        if (a.event === null || !state.open.has(a.event)) return refused('E-REF', 'no-event');
        return state.ended.has(a.event) ? refused('E-STATE', 'event-ended') : null;
      case 'opened':
        return null;
      case 'ended':
        return state.open.has(a.event ?? '') ? null : refused('E-REF', 'no-event');
    }
  }

  function store(a: Arrived): Kept {
    revision += 1;
    const reference = `DocumentReference/${createHash('sha256').update(`${a.key}${revision}`).digest('hex').slice(0, 12)}`;
    const kept: Kept = { arrived: a, reference, atMs: nowMs() };
    state.kept.set(a.key, kept);
    if (a.kind === 'prescription') {
      state.versions.set(a.set, a.version);
      if (a.version === 1) {
        state.left.set(a.set, a.amount);
        history.add({ t: 'prescribed', set: a.set, amount: a.amount });
      }
    }
    if (a.kind === 'dispensing') state.left.set(a.set, (state.left.get(a.set) ?? 0) - a.amount);
    if (a.kind === 'opened') state.open.add(a.event ?? '');
    if (a.kind === 'ended') state.ended.add(a.event ?? '');
    return kept;
  }

  return {
    name,
    receive(a) {
      history.add({ t: 'recv', key: a.key, ...laneOf(a.key), digest: a.digest, service: name });
      const verdict = judged(a);
      if (verdict !== null) {
        if (verdict.result !== 'error')
          history.add({
            t: 'apply',
            key: a.key,
            service: name,
            result: verdict.result === 'signature' ? 'reject' : verdict.result,
            set: null,
            amount: 0,
          });
        return verdict;
      }
      const { reference, atMs } = store(a);
      const amount = a.kind === 'dispensing' ? a.amount : 0;
      history.add({ t: 'apply', key: a.key, service: name, result: 'ok', set: amount === 0 ? null : a.set, amount });
      return { result: 'ok', reference, atMs };
    },
    kept: key => state.kept.get(key) ?? null,
    eventEnded: oid => state.ended.has(oid),
    view: patient => ({
      revision,
      sets: [...state.kept.values()]
        .filter(({ arrived: a }) => a.kind === 'prescription' && a.version === 1 && a.patient === patient)
        .map(({ arrived }) => arrived.set)
        .filter(set => !withdrawn.has(set))
        .sort(),
    }),
    withdraw(patient) {
      const one = [...state.kept.values()].find(
        ({ arrived: a }) => a.kind === 'prescription' && a.patient === patient && !withdrawn.has(a.set),
      );
      if (one === undefined) return;
      revision += 1;
      withdrawn.add(one.arrived.set);
    },
    mend() {
      mended = true;
    },
    snapshot() {
      saved = copyOf(state);
    },
    restore() {
      if (saved === null) return;
      const before = saved;
      const keys = [...state.kept.keys()].filter(key => !before.kept.has(key));
      state = copyOf(before);
      revision += 1;
      history.add({ t: 'forget', service: name, keys });
    },
  };
}
