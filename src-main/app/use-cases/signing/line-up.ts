import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Result } from '../../../../shared/kernel/result.ts';
import { type Environment } from '../../environment.ts';

/** How long a signature waits for those behind it before it is stored; that of a slower card is stored as it comes. */
const LONGEST_WAIT_MS = 25;
/** Work of so long a time lies before the card: enough that it never waits for a commit, little to be thrown away at a fault. */
const WORK_AHEAD_MS = 40;
/** Before it is known how fast the card is. */
const FIRST_ASKED = 4;
const MOST_ASKED = 32;
/** What a crash may take with it, at most: signatures that nobody outside has seen. Their drafts are signed again. */
const MOST_TOGETHER = 10;

type Job<P, T> = Readonly<{ portion: P; ask(): Promise<Result<T, Failure>> }>;
type Arrived<P, T> = Readonly<{ portion: P; result: Result<T, Failure> }>;
type Outcome<T> = Result<T, Failure> | Readonly<{ bug: unknown }>;
type Begun<P, T> = Readonly<{ portion: P; outcome: Promise<Outcome<T>> }> & { isHere: boolean };

/**
 * Keeps the card busy: as many jobs are begun as its pace calls for, their answers are taken in order, and what arrives close
 * together is handed out together so that it can be stored with one commit.
 * @param atOnce how many at most; null leaves it to the pace
 */
export function lineUp<P, T>(
  { clock, timers }: Pick<Environment, 'clock' | 'timers'>,
  jobs: readonly Job<P, T>[],
  atOnce: number | null,
) {
  let ahead = atOnce ?? FIRST_ASKED;
  let lastAtMs = clock.monotonicMs();
  let tookMs = 0;

  function paced(): void {
    const now = clock.monotonicMs();
    tookMs = Math.max(1, now - lastAtMs);
    lastAtMs = now;
    if (atOnce === null) ahead = Math.min(MOST_ASKED, Math.max(2, Math.ceil(WORK_AHEAD_MS / tookMs)));
  }

  const begun: Begun<P, T>[] = [];
  let next = 0;

  function begin(): void {
    while (begun.length < ahead) {
      const job = jobs[next];
      if (job === undefined) return;
      next += 1;
      const outcome = job.ask().catch((bug: unknown) => ({ bug }));
      const one: Begun<P, T> = { portion: job.portion, outcome, isHere: false };
      void outcome.then(() => (one.isHere = true));
      begun.push(one);
    }
  }

  /** How many are waited for: towards the end fewer and fewer, so that little is to be stored behind the last signature. */
  const enough = (): number => Math.min(MOST_TOGETHER, Math.ceil((begun.length + jobs.length - next) / 2));

  let cancel: () => void = () => undefined;

  /** Resolves when what has arrived is to be stored: at once behind a slow card, for its next signature is far away. */
  const follows = (): Promise<null> =>
    tookMs > LONGEST_WAIT_MS
      ? Promise.resolve(null)
      : new Promise(resolve => {
          cancel = timers.after(LONGEST_WAIT_MS, () => resolve(null));
        });

  return {
    done: () => begun.length === 0 && next >= jobs.length,
    /** Waits for the next answer and takes what comes right behind it. A `bug` is thrown by the caller when the rest is safe. */
    async next(): Promise<Readonly<{ arrived: readonly Arrived<P, T>[]; bug: Readonly<{ error: unknown }> | null }>> {
      const arrived: Arrived<P, T>[] = [];
      const [least, most] = [atOnce ?? enough(), atOnce ?? MOST_TOGETHER];
      let late: Promise<null> | null = null;
      try {
        for (begin(); arrived.length < most; begin()) {
          const [first] = begun;
          if (first === undefined || (arrived.length >= least && !first.isHere)) break;
          const outcome = await (late === null ? first.outcome : Promise.race([first.outcome, late]));
          if (outcome === null) break;
          begun.shift();
          paced();
          if ('bug' in outcome) return { arrived, bug: { error: outcome.bug } };
          arrived.push({ portion: first.portion, result: outcome });
          if (!outcome.ok) break;
          late ??= follows();
        }
        return { arrived, bug: null };
      } finally {
        cancel();
      }
    },
    /** What has not been handed out, begun or not. */
    rest: (): readonly Readonly<{ portion: P }>[] => [...begun, ...jobs.slice(next)],
    /** The card has nothing more of ours to do. */
    async settled(): Promise<void> {
      await Promise.all(begun.map(({ outcome }) => outcome));
    },
  };
}
