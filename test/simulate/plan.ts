import { between, oneOf, stream } from './chance.ts';

/** What can go wrong on the way of one message. */
export const MESSAGE_FAULTS = [
  'lostRequest',
  'lostAnswer',
  'lateAnswer',
  'doubled',
  'delayed',
  'refused',
  'busy',
  'failed',
  'page',
  'crossed',
  'truncated',
  'unauthorised',
] as const;
export type MessageFault = (typeof MESSAGE_FAULTS)[number];

export type Flaw = 'none' | 'bad' | 'poison' | 'killer' | 'signature';

/** What a person does, or what befalls a desk, a line or a service. `at` is virtual milliseconds. */
export type Action = Readonly<{ at: number; desk: number }> &
  Readonly<
    | {
        do: 'write';
        kind: 'prescription' | 'version' | 'dispensing' | 'record';
        patient: number;
        batch: number;
        amount: number;
        flaw: Flaw;
        pick: number;
        twice: boolean;
        dependsOn: number | null;
      }
    | { do: 'openEvent'; patient: number }
    | { do: 'endEvent'; pick: number }
    | { do: 'decide'; pick: number; decision: 'cancel' | 'sendAgain'; whose: 'any' | 'parked' | 'queued' | 'sent' }
    | { do: 'signAgain'; pick: number }
    | { do: 'tryNow' }
    | { do: 'look' }
    | { do: 'refresh'; patient: number }
    | { do: 'crash'; writes: number; when: 'before' | 'after'; downMs: number }
    | { do: 'stop'; downMs: number }
    | { do: 'netDown'; forMs: number }
    | { do: 'serviceDown'; service: 'resepti' | 'potilastieto'; forMs: number }
    | { do: 'diskFull'; forMs: number }
    | { do: 'clockJump'; byMs: number }
    | { do: 'cardPulled'; nth: number }
    | { do: 'backup' }
    | { do: 'restore' }
    | { do: 'snapshot'; service: 'resepti' | 'potilastieto' }
    | { do: 'rollBack'; service: 'resepti' | 'potilastieto' }
    | { do: 'withdraw'; patient: number }
  >;

export type Plan = Readonly<{
  seed: number;
  desks: number;
  /** The store of this run: the memory double, or real SQLite without a file. */
  store: 'memory' | 'sqlite';
  /** Share of the messages that meet each fault. */
  faults: Readonly<Partial<Record<MessageFault, number>>>;
  actions: readonly Action[];
  /** Single faults that do not happen: what is left is what matters. */
  suppressed: readonly string[];
}>;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const PATIENTS = 3;

type Kind = Exclude<Action['do'], 'signAgain'>;

/** How often each thing is done, before the swarm leaves half of the faults out. */
const WEIGHTS: Readonly<Record<Kind, number>> = {
  write: 40,
  openEvent: 6,
  endEvent: 4,
  decide: 14,
  tryNow: 2,
  look: 4,
  refresh: 8,
  crash: 8,
  stop: 3,
  netDown: 4,
  serviceDown: 3,
  diskFull: 2,
  clockJump: 3,
  cardPulled: 2,
  backup: 2,
  restore: 2,
  snapshot: 1,
  rollBack: 1,
  withdraw: 5,
};
const ALWAYS: readonly Kind[] = ['write', 'openEvent', 'endEvent', 'decide', 'look', 'refresh', 'tryNow'];

function weighed(random: () => number, kinds: readonly Kind[]): Kind {
  let rest = random() * kinds.reduce((sum, kind) => sum + WEIGHTS[kind], 0);
  return kinds.find(kind => (rest -= WEIGHTS[kind]) < 0) ?? 'write';
}

/**
 * In each second seed some documents are signed wrongly and their authors sign again, at moments of their own. Its dice are
 * its own too, so that all else of a seed stays what it was.
 */
function withSignatures(random: () => number, actions: readonly Action[], spanMs: number, desks: number): Action[] {
  if (random() < 0.5) return [...actions];
  const spoilt = actions.map((action): Action =>
    action.do === 'write' && action.flaw === 'none' && random() < 0.25 ? { ...action, flaw: 'signature' } : action,
  );
  const again = Array.from({ length: between(random, 2, 8) }, (): Action => ({
    at: Math.floor(random() * spanMs),
    desk: Math.floor(random() * desks),
    do: 'signAgain',
    pick: between(random, 0, 20),
  }));
  return [...spoilt, ...again];
}

/** The schedule of a seed. Each seed leaves a random half of the faults out (swarm testing), so that each is met in depth. */
export function planOf(seed: number, sqliteEvery = 40): Plan {
  const random = stream(seed, 'plan');
  const desks = oneOf(random, [1, 1, 2, 2, 3]);
  const kinds = (Object.keys(WEIGHTS) as Kind[]).filter(kind => ALWAYS.includes(kind) || random() < 0.5);
  const faults = Object.fromEntries(
    MESSAGE_FAULTS.filter(() => random() < 0.5).map(fault => [fault, oneOf(random, [0.04, 0.1, 0.25])]),
  );
  const spanMs = oneOf(random, [10 * MINUTE, 40 * MINUTE, 3 * HOUR]);
  const calm = oneOf(random, [1, 2]);
  const actions = Array.from({ length: between(random, 15, 45) }, (): Action => {
    const at = Math.floor(random() * spanMs);
    const desk = Math.floor(random() * desks);
    const base = { at, desk };
    const service = oneOf(random, ['resepti', 'potilastieto'] as const);
    const patient = Math.floor(random() * PATIENTS);
    const kind = weighed(random, kinds);
    switch (kind) {
      case 'write':
        return {
          ...base,
          do: kind,
          kind: oneOf(random, [
            'prescription',
            'prescription',
            'version',
            'dispensing',
            'dispensing',
            'record',
            'record',
          ] as const),
          patient,
          batch: oneOf(random, [1, 1, 1, 2, 3]),
          amount: between(random, 1, 2),
          flaw: oneOf(random, ['none', 'none', 'none', 'none', 'none', 'none', 'bad', 'poison', 'killer'] as const),
          pick: between(random, 0, 20),
          twice: random() < 0.15,
          dependsOn: random() < 0.2 ? between(random, 0, 20) : null,
        };
      case 'openEvent':
      case 'refresh':
      case 'withdraw':
        return { ...base, do: kind, patient };
      case 'endEvent':
        return { ...base, do: kind, pick: between(random, 0, 5) };
      case 'decide':
        return {
          ...base,
          do: kind,
          pick: between(random, 0, 20),
          decision: oneOf(random, ['cancel', 'cancel', 'sendAgain'] as const),
          whose: oneOf(random, ['any', 'parked', 'queued', 'sent'] as const),
        };
      case 'tryNow':
      case 'look':
      case 'backup':
      case 'restore':
        return { ...base, do: kind };
      case 'crash':
        return {
          ...base,
          do: kind,
          writes: between(random, 1, 9),
          when: oneOf(random, ['before', 'after'] as const),
          downMs: oneOf(random, [500, 20_000, 3 * MINUTE]),
        };
      case 'stop':
        return { ...base, do: kind, downMs: oneOf(random, [500, 20_000, 3 * MINUTE]) };
      case 'netDown':
      case 'diskFull':
        return { ...base, do: kind, forMs: oneOf(random, [3000, MINUTE, 15 * MINUTE]) };
      case 'serviceDown':
        return { ...base, do: kind, service, forMs: oneOf(random, [10_000, 5 * MINUTE, (3 * HOUR) / calm]) };
      case 'clockJump':
        return { ...base, do: kind, byMs: oneOf(random, [-HOUR * 30, -5 * MINUTE, -90_000, 90_000, HOUR, HOUR * 30]) };
      case 'cardPulled':
        return { ...base, do: kind, nth: between(random, 1, 3) };
      case 'snapshot':
      case 'rollBack':
        return { ...base, do: kind, service };
    }
  });
  const signed = withSignatures(stream(seed, 'signatures'), actions, spanMs, desks);
  signed.sort((a, b) => a.at - b.at);
  return {
    seed,
    desks,
    store: seed % sqliteEvery === 0 ? 'sqlite' : 'memory',
    faults,
    actions: signed,
    suppressed: [],
  };
}
