import { fork } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type StartService } from '../compose.ts';

const ENTRY = { simulator: join('src-main', 'simulator', 'main.ts') } as const;

/** Starts a process of the product as a child of this one; it ends when this one does. */
export const forkService =
  (root: string): StartService =>
  (service, args, hear) => {
    const child = fork(join(root, ENTRY[service]), [...args], { stdio: ['ignore', 'pipe', 'ignore', 'ipc'] });
    if (child.stdout) createInterface({ input: child.stdout }).on('line', hear.line);
    let ended = false;
    const exited = new Promise<void>(resolve => {
      child.on('exit', () => {
        ended = true;
        hear.exit();
        resolve();
      });
    });
    return {
      async stop() {
        if (ended) return;
        child.kill('SIGTERM');
        const kill = setTimeout(() => child.kill('SIGKILL'), 5_000);
        await exited;
        clearTimeout(kill);
      },
    };
  };
