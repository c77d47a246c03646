/**
 * Works under the shim, which lets the disk fail once in each trial. A line of JSON per trial: what the failing act was told,
 * what the acts after it were told once the disk was well again, and what is wrong afterwards.
 */
import { mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { StoreFault, type Store } from '../../src-main/app/ports/store.port.ts';
import { act, openReal, wrongWith } from './acts.ts';

export type Trial = Readonly<{
  fault: string;
  /** Code of the refusal, `none` when the fault hit nothing, `thrown` for an error without a code. */
  told: string;
  acknowledged: number;
  /** Acts that were kept after the disk was well again, of three. */
  afterwards: number;
  wrong: string | null;
}>;

const ACTS = 6;

function trial(root: string, fault: string, n: number): Trial {
  const folder = join(root, String(n));
  mkdirSync(folder, { mode: 0o700 });
  const arm = openSync(join(folder, 'arm'), 'w');
  const opened = openReal(folder);
  if (!opened.ok) throw new Error(opened.error.code);
  const store = opened.value;
  let done = 0;
  const attempt = (on: Store): string => {
    try {
      act(on, done + 1, 3000);
      done += 1;
      return 'kept';
    } catch (error) {
      return error instanceof StoreFault ? error.code : 'thrown';
    }
  };
  writeSync(arm, fault);
  let told = 'none';
  for (let i = 0; i < ACTS && told === 'none'; i += 1) {
    const said = attempt(store);
    if (said !== 'kept') told = said;
  }
  writeSync(arm, 'none');
  const acknowledged = done;
  // The refused act may stand or not: nobody was told. What is acknowledged from here on starts from what is there.
  done = store.read(tx => tx.outbox.list('all', 100).length);
  const between = done < acknowledged || done > acknowledged + 1 ? `${acknowledged} acknowledged, ${done} there` : null;
  const before = done;
  for (let i = 0; i < 3; i += 1) attempt(store);
  const afterwards = done - before;
  store.close();
  const wrong = between ?? wrongWith(folder, done);
  rmSync(folder, { recursive: true });
  return { fault, told, acknowledged, afterwards, wrong };
}

const [root = '', ...faults] = process.argv.slice(2);
for (const [n, fault] of faults.entries()) console.log(JSON.stringify(trial(root, fault, n)));
