import { type Line, LINES, isLine } from './names.ts';

/** What is wrong with a line on purpose. `times` counts down with each request that it hits. */
export type LineState = Readonly<{
  line: 'up' | 'down';
  delayMs: number;
  answer: Readonly<{ status: number; times: number; html: boolean }> | null;
  loseAnswer: Readonly<{ times: number }> | null;
  /** So many submissions are refused as if their signature did not hold; nothing of them is stored. */
  refuseSignature: Readonly<{ times: number }> | null;
}>;

export type Verdict = Readonly<{
  reset: boolean;
  delayMs: number;
  answer: Readonly<{ status: number; html: boolean }> | null;
}>;

export interface Control {
  state(): Readonly<Record<Line, LineState>>;
  /** Changes one line; `null` when the wish cannot be understood. */
  change(wish: unknown): LineState | null;
  /** What happens to a request that arrives now. */
  arriving(line: Line): Verdict;
  /** True when the answer of an act that was carried out must not reach the sender. */
  losesAnswer(line: Line): boolean;
  /** True when a submission that arrives now is refused for its signature. */
  refusesSignature(line: Line): boolean;
}

const HEALTHY: LineState = { line: 'up', delayMs: 0, answer: null, loseAnswer: null, refuseSignature: null };
const LONGEST_DELAY_MS = 10 * 60_000;
const MOST_TIMES = 1_000_000;

const count = (value: unknown, most: number): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= most;

/** Faults of the network and of the services, for practice and tests: cut lines, slow answers, refusals, lost answers. */
export function createControl(): Control {
  const lines: Record<Line, LineState> = Object.fromEntries(LINES.map(line => [line, HEALTHY])) as Record<
    Line,
    LineState
  >;
  /** Counts one down of what is to happen so many times. */
  function hits(line: Line, fault: 'loseAnswer' | 'refuseSignature'): boolean {
    const left = lines[line][fault];
    if (left === null) return false;
    lines[line] = { ...lines[line], [fault]: left.times > 1 ? { times: left.times - 1 } : null };
    return true;
  }
  return {
    state: () => ({ ...lines }),
    change(wish) {
      const next = readWish(wish, lines);
      if (next) lines[next.service] = next.state;
      return next?.state ?? null;
    },
    arriving(line) {
      const now = lines[line];
      const answer = now.answer && now.answer.times > 0 ? now.answer : null;
      if (now.line === 'up' && answer)
        lines[line] = { ...now, answer: answer.times > 1 ? { ...answer, times: answer.times - 1 } : null };
      return {
        reset: now.line === 'down',
        delayMs: now.delayMs,
        answer: answer && { status: answer.status, html: answer.html },
      };
    },
    losesAnswer: line => hits(line, 'loseAnswer'),
    refusesSignature: line => hits(line, 'refuseSignature'),
  };
}

type Wish = {
  service?: unknown;
  line?: unknown;
  delayMs?: unknown;
  answer?: unknown;
  loseAnswer?: unknown;
  refuseSignature?: unknown;
};

/** Members that are left out stay as they are; `reset: true` heals the line. */
function readWish(wish: unknown, lines: Readonly<Record<Line, LineState>>): { service: Line; state: LineState } | null {
  if (typeof wish !== 'object' || wish === null) return null;
  const { service, line, delayMs, answer, loseAnswer, refuseSignature, ...strange } = wish as Wish & {
    reset?: unknown;
  };
  if (typeof service !== 'string' || !isLine(service)) return null;
  const { reset, ...unknown } = strange as { reset?: unknown };
  if (Object.keys(unknown).length > 0) return null;
  let state = reset === true ? HEALTHY : lines[service];
  if (line !== undefined) {
    if (line !== 'up' && line !== 'down') return null;
    state = { ...state, line };
  }
  if (delayMs !== undefined) {
    if (!count(delayMs, LONGEST_DELAY_MS)) return null;
    state = { ...state, delayMs };
  }
  if (answer !== undefined) {
    const read = readAnswer(answer);
    if (read === undefined) return null;
    state = { ...state, answer: read };
  }
  for (const [fault, wished] of [
    ['loseAnswer', loseAnswer],
    ['refuseSignature', refuseSignature],
  ] as const) {
    if (wished === undefined) continue;
    const times = wished === null ? 0 : (wished as { times?: unknown }).times;
    if (!count(times, MOST_TIMES)) return null;
    state = { ...state, [fault]: times > 0 ? { times } : null };
  }
  return { service, state };
}

function readAnswer(answer: unknown): LineState['answer'] | undefined {
  if (answer === null) return null;
  const { status, times, html = false } = answer as { status?: unknown; times?: unknown; html?: unknown };
  if (!count(status, 599) || status < 200 || !count(times, MOST_TIMES) || typeof html !== 'boolean') return undefined;
  return times > 0 ? { status, times, html } : null;
}
