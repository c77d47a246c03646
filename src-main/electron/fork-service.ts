import { utilityProcess, type UtilityProcess } from 'electron';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type StartService } from '../compose.ts';

const ENTRY = { simulator: 'simulator.mjs' } as const;

/**
 * Starts a process of the product as Electron's own kind of child (forking is off in the packed product).
 * @param dir of the bundles
 * @param resourcesDir passed on, because a bundle in the archive cannot find the resources beside itself
 */
export const utilityService =
  (dir: string, resourcesDir: string): StartService =>
  (service, args, hear) => {
    const child: UtilityProcess = utilityProcess.fork(
      join(dir, ENTRY[service]),
      [...args, '--resources', resourcesDir],
      {
        stdio: 'pipe',
        serviceName: `kantele-${service}`,
      },
    );
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
        child.kill();
        await exited;
      },
    };
  };
