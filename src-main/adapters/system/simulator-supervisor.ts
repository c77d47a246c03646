import { type Log } from '../../app/ports/platform.port.ts';

type Running = Readonly<{ stop(): Promise<void> }>;
type Start = (args: readonly string[], hear: Readonly<{ line(text: string): void; exit(): void }>) => Running;

export type SupervisedSimulator = Readonly<{ url: string; stop(): Promise<void> }>;

const READY_MS = 30_000;
/** More deaths than this within the window and it stays down: the line is shown as down, work goes on. */
const MOST_RESTARTS = 3;
const RESTART_WINDOW_MS = 60_000;

function readyUrl(line: string): string | null {
  try {
    const told = JSON.parse(line) as { ready?: unknown; url?: unknown };
    return told.ready === true && typeof told.url === 'string' ? told.url : null;
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

  const launch = (port: string): Promise<string> =>
    new Promise((ready, failed) => {
      const late = setTimeout(() => failed(new Error('simulator did not become ready')), READY_MS);
      running = start(['--port', port, '--data', dataDir], {
        line(text) {
          const url = readyUrl(text);
          if (url === null) return;
          clearTimeout(late);
          ready(url);
        },
        exit() {
          clearTimeout(late);
          failed(new Error('simulator ended before it was ready'));
          if (stopping) return;
          const now = nowMs();
          deaths = [...deaths.filter(at => now - at < RESTART_WINDOW_MS), now];
          log.warn('simulator.exit', { deaths: deaths.length });
          if (deaths.length <= MOST_RESTARTS && known !== null)
            launch(known).catch(() => log.error('simulator.restart', {}));
        },
      });
    });

  let known: string | null = null;
  const url = await launch('0');
  known = new URL(url).port;
  return {
    url,
    async stop() {
      stopping = true;
      await running?.stop();
    },
  };
}
