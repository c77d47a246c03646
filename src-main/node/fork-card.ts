import { fork } from 'node:child_process';
import { join } from 'node:path';
import { type StartCardProcess } from '../compose.ts';

const ENTRY = join('src-main', 'adapters', 'card', 'pkcs11', 'process', 'main.ts');

/**
 * Starts the card process as a child of this one. Nothing secret is in its arguments or environment, and it writes nowhere.
 * @param root of the product
 * @param environment what the module needs beside what this process has
 */
export const forkCard =
  (root: string, environment: Readonly<Record<string, string>> = {}): StartCardProcess =>
  hear => {
    const env: NodeJS.ProcessEnv = { ...process.env, ...environment };
    delete env['NODE_OPTIONS'];
    const native = join(root, 'dist', 'native', `${process.platform}-${process.arch}`);
    const child = fork(join(root, ENTRY), ['--native', native], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [],
      serialization: 'advanced',
      env,
    });
    let over = false;
    const exit = (): void => {
      if (over) return;
      over = true;
      hear.exit();
    };
    child.on('message', message => hear.message(message));
    child.on('exit', exit);
    child.on('error', exit);
    return {
      send: message => void child.send(message as object),
      kill: () => void child.kill('SIGKILL'),
    };
  };
