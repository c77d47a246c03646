import { utilityProcess } from 'electron';
import { join } from 'node:path';
import { type StartCardProcess } from '../compose.ts';

/**
 * Starts the card process as Electron's own kind of child: it survives nothing of the main process and takes nothing down.
 * @param dir of the bundles; the native binding lies beside it
 */
export const utilityCard =
  (dir: string): StartCardProcess =>
  hear => {
    const native = join(dir, '..', 'native', `${process.platform}-${process.arch}`);
    const child = utilityProcess.fork(join(dir, 'card.mjs'), ['--native', native], {
      stdio: 'ignore',
      serviceName: 'kantele-card',
    });
    let over = false;
    child.on('message', message => hear.message(message));
    child.on('exit', () => {
      if (over) return;
      over = true;
      hear.exit();
    });
    return {
      send: message => child.postMessage(message),
      kill() {
        // A module that hangs hears no polite signal.
        if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
        else child.kill();
      },
    };
  };
