import { type Clock, type Timers } from '../../../../shared/kernel/clock.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import {
  type AnswerTo,
  type CardAnswer,
  type CardRequest,
  type Fault,
  fromProcess,
  type Reader,
  WIRE_VERSION,
} from './messages.ts';

/** A running card process as a shell gives it. Binary values keep their form on the way (structured clone). */
export interface CardLink {
  send(message: unknown): void;
  /** Ends it at once, also when it hangs in foreign code. */
  kill(): void;
}
export type StartCardProcess = (hear: Readonly<{ message(message: unknown): void; exit(): void }>) => CardLink;

export type Deadlines = Readonly<{ load: number; look: number; sign: number; pad: number }>;

/** Milliseconds. A first look with an old reader takes up to 30 s, a person at a keypad up to 60 s. */
export const DEADLINES: Deadlines = { load: 45_000, look: 30_000, sign: 20_000, pad: 60_000 };

/** Why a request got no answer. `died`: the process ended; `late`: it was ended at the deadline; `gone`: given up before. */
export type Trouble =
  | Readonly<{ kind: 'refused'; fault: Fault; flags: number | null }>
  | Readonly<{ kind: 'died' | 'late' | 'nonsense' | 'gone' }>;

export type ProcessNews = Readonly<{
  readers(readers: readonly Reader[]): void;
  /** It ended by itself or was ended: nothing that it held is there any more. */
  ended(why: 'asked' | 'fault'): void;
}>;

export interface CardProcess {
  readonly running: boolean;
  ask<Op extends CardRequest['op']>(
    request: Extract<CardRequest, { op: Op }>,
    deadlineMs: number,
  ): Promise<Result<AnswerTo<Op>, Trouble>>;
  kill(why: 'asked' | 'fault'): void;
}

type Waiting = Readonly<{
  op: CardRequest['op'];
  deadlineMs: number;
  settle(result: Result<CardAnswer, Trouble>): void;
}>;

/**
 * One life of the card process: asks, waits until the deadline, and takes nothing that is not of the wire's form. Requests are
 * worked on in order; the deadline of one starts when those before it are done. A request that died is never repeated.
 */
export function startCardProcess(
  start: StartCardProcess,
  timers: Timers,
  clock: Pick<Clock, 'monotonicMs'>,
  news: ProcessNews,
): CardProcess {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let running = true;
  let cancelDeadline: () => void = () => undefined;
  let timed: number | null = null;

  function end(kind: 'died' | 'late' | 'nonsense' | 'gone', why: 'asked' | 'fault'): void {
    if (!running) return;
    running = false;
    cancelDeadline();
    link.kill();
    const lost = [...waiting.values()];
    waiting.clear();
    news.ended(why);
    // The first is the one that was being worked on; what waited behind it was never begun.
    lost.forEach(({ settle }, place) => settle(fail({ kind: place === 0 ? kind : 'gone' })));
  }

  /** Watches the request that is being worked on: the oldest. */
  function watch(): void {
    const [first] = waiting;
    if (first === undefined || first[0] === timed) return;
    cancelDeadline();
    const [id, { deadlineMs }] = first;
    timed = id;
    const until = clock.monotonicMs() + deadlineMs;
    const look = (): void => {
      // A machine that slept is no late card: the time that the timer missed is given again.
      if (clock.monotonicMs() < until) cancelDeadline = timers.after(until - clock.monotonicMs(), look);
      else end('late', 'fault');
    };
    cancelDeadline = timers.after(deadlineMs, look);
  }

  function settle(id: number, result: Result<CardAnswer, Trouble>): void {
    const found = waiting.get(id);
    if (found === undefined) return;
    waiting.delete(id);
    if (timed === id) {
      cancelDeadline();
      timed = null;
    }
    watch();
    found.settle(result);
  }

  function hear(message: unknown): void {
    if (!running) return;
    const decoded = fromProcess.safeParse(message);
    if (!decoded.success) return end('nonsense', 'fault');
    const said = decoded.data;
    if (said.type === 'readers') return news.readers(said.readers);
    const asked = waiting.get(said.id);
    if (asked === undefined) return;
    if (said.type === 'refusal')
      return settle(said.id, fail({ kind: 'refused', fault: said.fault, flags: said.flags }));
    if (said.answer.op !== asked.op) return end('nonsense', 'fault');
    settle(said.id, ok(said.answer));
  }

  const link = start({ message: hear, exit: () => end('died', 'fault') });

  return {
    get running() {
      return running;
    },
    ask(request, deadlineMs) {
      return new Promise(resolve => {
        if (!running) return resolve(fail({ kind: 'gone' }));
        lastId += 1;
        waiting.set(lastId, {
          op: request.op,
          deadlineMs,
          // `hear` has seen to it that the answer is one to this request.
          settle: result => resolve(result as Result<AnswerTo<typeof request.op>, Trouble>),
        });
        watch();
        try {
          link.send({ v: WIRE_VERSION, id: lastId, ask: request });
        } catch {
          end('died', 'fault');
        }
      });
    },
    kill: why => end('gone', why),
  };
}
