import { type Clock, type Timers } from '../../../../shared/kernel/clock.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type Log } from '../../../app/ports/platform.port.ts';
import { type CardCode, type CardFailure, type CardSoftwareState } from '../../../app/ports/signing-card.port.ts';
import {
  type CardProcess,
  type Deadlines,
  DEADLINES,
  startCardProcess,
  type StartCardProcess,
  type Trouble,
} from './card-process.ts';
import { type AnswerTo, type CardRequest, type Reader } from './messages.ts';
import { failureOf } from './return-values.ts';

export type DriverConfig = Readonly<{
  start: StartCardProcess;
  clock: Pick<Clock, 'monotonicMs' | 'nowMs'>;
  timers: Timers;
  log: Log;
  deadlines?: Deadlines;
  /** More restarts after faults than `most` within `withinMs` and the module is given up until a person asks. */
  restarts?: Readonly<{ most: number; withinMs: number }>;
  /** A process that has seen a PIN is replaced after this long without work, which clears its memory. */
  idleMs?: number;
}>;

const RESTARTS = { most: 3, withinMs: 60_000 };
const IDLE_MS = 5 * 60_000;
/** A reader service that is not up yet may be up a little later. */
const AGAIN_MS = 10_000;

type Status = CardSoftwareState['at'];
type Module = Readonly<{ description: string; version: string }>;

/** Keeps one card process running behind one module and says what its answers mean. */
export interface Driver {
  readonly status: Status;
  readonly module: Module | null;
  readonly readers: readonly Reader[];
  readonly restarts: number;
  readonly lastError: CardSoftwareState['lastError'];
  /** Waits for the process to be ready, then asks once. A request that got no answer is never repeated. */
  ask<Op extends CardRequest['op']>(
    request: Extract<CardRequest, { op: Op }>,
    kind: keyof Deadlines,
  ): Promise<Result<AnswerTo<Op>, CardFailure>>;
  /** Has the readers looked at now instead of at the next tick. */
  look(): Promise<Result<null, CardFailure>>;
  /** Starts anew with this module, whatever was before; null runs none. Resolves when it is ready or has failed. */
  use(path: string | null): Promise<void>;
  /** Ends the process that works now and starts another: for a person who gives up waiting. */
  interrupt(): void;
  close(): void;
}

const isSigning = (op: CardRequest['op']): boolean => op === 'sign' || op === 'signOnce';

function failureOfTrouble(
  trouble: Trouble,
  op: CardRequest['op'],
): Readonly<{ failure: CardFailure; restart: boolean }> {
  switch (trouble.kind) {
    case 'died':
    case 'late':
    case 'nonsense':
      return { failure: { code: isSigning(op) ? 'CARD-0112' : 'CARD-0120', detail: [trouble.kind] }, restart: false };
    case 'gone':
      return { failure: { code: 'CARD-0118', detail: ['gone'] }, restart: false };
    case 'refused':
      switch (trouble.fault.kind) {
        case 'rv':
          return failureOf(trouble.fault.rv, trouble.fault.at);
        case 'module':
          return { failure: { code: 'CARD-0122' }, restart: false };
        case 'binding':
          return { failure: { code: 'CARD-0125' }, restart: false };
        case 'key':
          return { failure: { code: 'CARD-0119', detail: ['key'] }, restart: false };
        case 'garbage':
          return { failure: { code: 'CARD-0120', detail: ['garbage'] }, restart: true };
      }
  }
}

/** Codes that say something of the card software; the others are a person's or a card's and no fault to keep. */
const SOFTWARE: ReadonlySet<CardCode> = new Set<CardCode>([
  'CARD-0112',
  'CARD-0117',
  'CARD-0118',
  'CARD-0119',
  'CARD-0120',
  'CARD-0122',
  'CARD-0124',
  'CARD-0125',
]);

/** @param changed called whenever readers, status or flags are not as they were */
export function createDriver(config: DriverConfig, changed: () => void): Driver {
  const { clock, timers, log, deadlines = DEADLINES, restarts: allowed = RESTARTS, idleMs = IDLE_MS } = config;
  let path: string | null = null;
  let status: Status = 'none';
  let module: Module | null = null;
  let readers: readonly Reader[] = [];
  let lastError: CardSoftwareState['lastError'] = null;
  let restarts = 0;
  let faultsAtMs: readonly number[] = [];
  let life: CardProcess | null = null;
  let ready: Promise<void> = Promise.resolve();
  let cancelIdle: () => void = () => undefined;
  let cancelAgain: () => void = () => undefined;

  function note(failure: CardFailure): void {
    if (!SOFTWARE.has(failure.code)) return;
    lastError = { code: failure.code, detail: failure.detail ?? [], atMs: clock.nowMs() };
    log.warn('card.fault', { code: failure.code, detail: (failure.detail ?? []).join(' ') });
  }

  function setReaders(next: readonly Reader[]): void {
    readers = next;
    changed();
  }

  /** What a login changed is known at once, not at the next look. */
  function setFlags(slot: string, flags: number): void {
    setReaders(readers.map(reader => (reader.slot === slot ? { ...reader, flags } : reader)));
  }

  function giveUp(): void {
    status = 'outOfOrder';
    note({ code: 'CARD-0124' });
    setReaders([]);
  }

  function ended(why: 'asked' | 'fault'): void {
    cancelIdle();
    life = null;
    if (path === null) return;
    if (why === 'fault') {
      const now = clock.monotonicMs();
      faultsAtMs = [...faultsAtMs.filter(at => now - at < allowed.withinMs), now];
      restarts += 1;
      if (faultsAtMs.length > allowed.most) return giveUp();
    }
    // What the readers held is believed until the new process says otherwise: a fault of the driver is no pulled card.
    ready = begin(path);
  }

  async function begin(modulePath: string): Promise<void> {
    cancelAgain();
    status = 'starting';
    const mine = startCardProcess(config.start, timers, clock, {
      readers: setReaders,
      ended: why => {
        if (life === mine) ended(why);
      },
    });
    life = mine;
    changed();
    const loaded = await mine.ask<'load'>({ op: 'load', path: modulePath }, deadlines.load);
    if (life !== mine) return; // replaced meanwhile, by a fault or a person
    if (loaded.ok) {
      module = { description: loaded.value.description, version: loaded.value.version };
      status = 'ready';
      return setReaders(loaded.value.readers);
    }
    if (loaded.error.kind !== 'refused') return; // the end of the process was told by itself
    const { failure } = failureOfTrouble(loaded.error, 'load');
    note(failure);
    life = null;
    mine.kill('asked');
    status = 'failed';
    module = null;
    if (loaded.error.fault.kind === 'rv') cancelAgain = timers.after(AGAIN_MS, () => void (ready = begin(modulePath)));
    setReaders([]);
  }

  function replace(): void {
    life?.kill('asked');
  }

  function watchIdle(): void {
    cancelIdle();
    cancelIdle = timers.after(idleMs, replace);
  }

  /** The process may be replaced several times while somebody waits. */
  async function settled(): Promise<void> {
    for (let seen: Promise<void> | null = null; seen !== ready;) {
      seen = ready;
      await seen;
    }
  }

  const ask: Driver['ask'] = async (request, kind) => {
    if (status === 'starting') await settled();
    if (life === null || status !== 'ready')
      return fail(status === 'outOfOrder' ? { code: 'CARD-0124' } : { code: lastError?.code ?? 'CARD-0122' });
    const asked = life;
    if (!('pin' in request)) cancelIdle();
    const answer = await asked.ask(request, deadlines[kind]);
    if (life === asked) watchIdle();
    if (answer.ok) {
      if ('slot' in request && 'flags' in answer.value) setFlags(request.slot, answer.value.flags);
      return ok(answer.value);
    }
    const { failure, restart } = failureOfTrouble(answer.error, request.op);
    note(failure);
    const flags = answer.error.kind === 'refused' ? answer.error.flags : null;
    if (flags !== null && 'slot' in request) setFlags(request.slot, flags);
    if (restart) asked.kill('fault');
    return fail(failure);
  };

  return {
    get status() {
      return status;
    },
    get module() {
      return module;
    },
    get readers() {
      return readers;
    },
    get restarts() {
      return restarts;
    },
    get lastError() {
      return lastError;
    },
    ask,
    async look() {
      const seen = await ask<'look'>({ op: 'look' }, 'look');
      if (!seen.ok) return seen;
      setReaders(seen.value.readers);
      return ok(null);
    },
    async use(next) {
      cancelAgain();
      cancelIdle();
      // Tried again, the same module is believed until it says otherwise: a test pulls no card.
      const isSame = next !== null && next === path;
      path = null;
      const before = life;
      life = null;
      before?.kill('asked');
      path = next;
      faultsAtMs = [];
      module = null;
      status = 'none';
      if (!isSame) setReaders([]);
      if (next === null) return;
      ready = begin(next);
      await settled();
    },
    interrupt: replace,
    close() {
      path = null;
      cancelAgain();
      cancelIdle();
      const last = life;
      life = null;
      last?.kill('asked');
    },
  };
}
