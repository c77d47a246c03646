/** T-POWER: writes and syncs of the real encrypted store are recorded and replayed up to a cut, torn and out of order. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { seededRandom } from '../hosts/crash.ts';
import { wrongWith } from './acts.ts';
import { CUTS, PlayedDisk, readRecording, type Op } from './recording.ts';
import { diskShim } from './shim.ts';

export type PowerPlan = Readonly<{
  states: number;
  seed: number;
  sessions?: number;
  acts?: number;
  documentBytes?: number;
  /** Cuts fall into so many operations from the beginning: the making of the file. */
  firstOperations?: number;
  /** The control: a disk that ignores sync must be found out. */
  lyingDisk?: boolean;
}>;
export type PowerReport = Readonly<{
  states: number;
  writes: number;
  syncs: number;
  acts: number;
  bad: readonly string[];
  seconds: number;
}>;

const ACKS = '/acks';

/** Memory where there is some: thousands of states are written and opened. */
const stage = (): string => mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'kantele-power-'));

function record(folder: string, { sessions = 3, acts = 12, documentBytes = 3000 }: PowerPlan): readonly Op[] {
  const log = `${folder}.log`;
  try {
    const run = spawnSync(
      process.execPath,
      [join(import.meta.dirname, 'power.child.ts'), folder, String(sessions), String(acts), String(documentBytes)],
      {
        env: { ...process.env, LD_PRELOAD: diskShim(), KANTELE_SHIM_DIR: folder, KANTELE_SHIM_LOG: log },
        encoding: 'utf8',
      },
    );
    if (run.status !== 0) throw new Error(`the recorded work failed: ${run.stderr}`);
    return readRecording(readFileSync(log));
  } finally {
    rmSync(log, { force: true });
  }
}

/** Always in the same folder: the seat of a database names the folder it lies in. */
function judge(folder: string, files: ReadonlyMap<string, Buffer>): string | null {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  for (const [name, bytes] of files) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    if (name !== ACKS) writeFileSync(path, bytes, { mode: 0o600 });
  }
  const acknowledged = Number((files.get(ACKS) ?? Buffer.alloc(0)).toString('utf8').trim().split('\n').at(-1) ?? 0);
  return wrongWith(folder, acknowledged);
}

export function runPower(plan: PowerPlan): PowerReport {
  const started = performance.now();
  const random = seededRandom(plan.seed);
  const folder = stage();
  const ops = record(folder, plan);
  const acts = (plan.sessions ?? 3) * (plan.acts ?? 12);
  const last = Math.min(ops.length, plan.firstOperations ?? ops.length);
  const moments = Array.from({ length: plan.states }, () => Math.floor(random() * (last + 1))).sort((a, b) => a - b);
  const disk = new PlayedDisk(plan.lyingDisk !== true);
  const bad: string[] = [];
  let played = 0;
  for (const [n, moment] of moments.entries()) {
    for (; played < moment; played += 1) disk.play(ops[played] as Op);
    const cut = CUTS[n % CUTS.length] ?? 'none';
    const wrong = judge(folder, disk.after(cut, random, ACKS));
    if (wrong !== null) bad.push(`state ${n}, after ${moment} of ${ops.length} operations, ${cut}: ${wrong}`);
  }
  rmSync(folder, { recursive: true, force: true });
  return {
    states: plan.states,
    writes: ops.filter(({ op }) => op === 'write').length,
    syncs: ops.filter(({ op }) => op === 'sync').length,
    acts,
    bad,
    seconds: Math.round((performance.now() - started) / 100) / 10,
  };
}
