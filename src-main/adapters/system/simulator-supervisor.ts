import { type Log } from '../../app/ports/platform.port.ts';

type Running = Readonly<{ stop(): Promise<void> }>;
type Start = (args: readonly string[], hear: Readonly<{ line(text: string): void; exit(): void }>) => Running;

/** `controlToken` opens the simulator's own interface for practice faults. */
export type SupervisedSimulator = Readonly<{ url: string; controlToken: string | null; stop(): Promise<void> }>;

const READY_MS = 30_000;
/** More deaths than this within the window and it stays down: the line is shown as down, work goes on. */
const MOST_RESTARTS = 3;
const RESTART_WINDOW_MS = 60_000;

type Ready = Readonly<{ url: string; controlToken: string | null }>;

function readReady(line: string): Ready | null {
  try {
    const told = JSON.parse(line) as { ready?: unknown; url?: unknown; controlToken?: unknown };
    if (told.ready !== true || typeof told.url !== 'string') return null;
    return { url: told.url, controlToken: typeof told.controlToken === 'string' ? told.controlToken : null };
  } catch {
    return null;
  }
}

/**
 * Runs the embedded simulator as a process of its own and starts it again when it dies, on the same port, so that the
 * addresses of its services stay what they were.
 */
export async function superviseSimulator(
  start: Start,
  dataDir: string,
  log: Log,
  nowMs: () => number,
): Promise<SupervisedSimulator> {
  let stopping = false;
  let running: Running | null = null;
  let deaths: number[] = [];

  const launch = (port: string, control: readonly string[]): Promise<Ready> =>
    new Promise((ready, failed) => {
      const late = setTimeout(() => failed(new Error('simulator did not become ready')), READY_MS);
      running = start(['--port', port, '--data', dataDir, ...control], {
        line(text) {
          const told = readReady(text);
          if (told === null) return;
          clearTimeout(late);
          ready(told);
        },
        exit() {
          clearTimeout(late);
          failed(new Error('simulator ended before it was ready'));
          if (stopping) return;
          const now = nowMs();
          deaths = [...deaths.filter(at => now - at < RESTART_WINDOW_MS), now];
          log.warn('simulator.exit', { count: deaths.length });
          if (deaths.length <= MOST_RESTARTS && known !== null)
            launch(known.port, known.control).catch(() => log.error('simulator.restart', {}));
        },
      });
    });

  let known: Readonly<{ port: string; control: readonly string[] }> | null = null;
  const { url, controlToken } = await launch('0', []);
  // After a death it comes back at the same address with the same token, so that nobody has to be told.
  known = { port: new URL(url).port, control: controlToken === null ? [] : ['--control', controlToken] };
  return {
    url,
    controlToken,
    async stop() {
      stopping = true;
      await running?.stop();
    },
  };
}
