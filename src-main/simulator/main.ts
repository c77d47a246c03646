import { fstatSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { standardFolders, startSimulator } from './simulator.ts';

/**
 * Process entry: `main.ts --port N --data DIR [--resources DIR] [--control TOKEN|off] [--copies N]`; `--copies` fills a database
 * that has prescriptions with copies of them, for trials under load. Prints one JSON line when it listens and ends on SIGTERM,
 * SIGINT and when its parent goes away: closed stdin pipe, IPC channel of `child_process.fork`, or the message port of
 * Electron's utilityProcess.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    data: { type: 'string' },
    resources: { type: 'string', default: join(import.meta.dirname, '../../resources') },
    control: { type: 'string' },
    copies: { type: 'string', default: '0' },
  },
});
if (values.data === undefined || !/^\d{1,5}$/.test(values.port) || !/^\d{1,7}$/.test(values.copies)) {
  process.stderr.write('usage: --port N --data DIR [--resources DIR] [--control TOKEN|off] [--copies N]\n');
  process.exit(2);
}

const simulator = await startSimulator({
  port: Number(values.port),
  dataDir: values.data,
  ...standardFolders(values.resources),
  ...(values.control === undefined ? {} : { control: values.control }),
  copies: Number(values.copies),
  log: event => process.stderr.write(`${JSON.stringify(event)}\n`),
});

let ending = false;
async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  await simulator.close();
  process.exit(0);
}

/** Electron's utilityProcess gives its port here; plain Node knows nothing of it. */
type ParentPort = { postMessage(message: unknown): void; on(event: 'close', heard: () => void): void };
const { parentPort } = process as typeof process & { parentPort?: ParentPort };

process.on('SIGTERM', end);
process.on('SIGINT', end);
process.on('disconnect', end);
parentPort?.on('close', end);
if (fstatSync(0).isFIFO() || fstatSync(0).isSocket()) process.stdin.on('end', end).resume();

const ready = { ready: true, url: simulator.url, controlToken: simulator.controlToken };
process.stdout.write(`${JSON.stringify(ready)}\n`);
process.send?.(ready);
parentPort?.postMessage(ready);
