/** Start of the host with 5,000 patients and the practice medicines: process start to address, to the sign-in screen, memory. */
import { readFileSync } from 'node:fs';
import { buildRenderer } from '../../src-main/cli/renderer-build.ts';
import { root } from '../hosts/direct.ts';
import { launchBrowser, openWindow, startDesk, startSimulatorProcess, temporaryFolder } from '../e2e/processes.ts';

const LIMIT_MS = 3000;
const LIMIT_MB = 250;
const ROUNDS = 5;

/** Resident memory as the kernel counts it, in megabytes of 10^6 bytes. */
function residentMegabytes(pid: number): number {
  const match = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return (Number(match?.[1] ?? 0) * 1024) / 1e6;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

await buildRenderer(root);
const simulatorFolder = temporaryFolder();
const deskFolder = temporaryFolder();
const simulator = await startSimulatorProcess(simulatorFolder.path);
const browser = await launchBrowser();
const address: number[] = [];
const screen: number[] = [];
const memory: number[] = [];
try {
  // The first start fills the register of patients; it is measured apart.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const started = performance.now();
    const desk = await startDesk(deskFolder.path, { url: simulator.url, controlToken: null });
    const ready = performance.now() - started;
    const window = await openWindow(browser, desk.url);
    await window.page.getByRole('heading', { level: 1 }).waitFor();
    const shown = performance.now() - started;
    await new Promise(resolve => setTimeout(resolve, 1000));
    const megabytes = residentMegabytes(desk.child.pid ?? 0);
    if (round === 0)
      console.log(
        `first start, 5,000 patients imported: address ${ready.toFixed(0)} ms, sign-in screen ${shown.toFixed(0)} ms`,
      );
    else {
      address.push(ready);
      screen.push(shown);
      memory.push(megabytes);
    }
    await window.context.close();
    await desk.stop();
  }
} finally {
  await browser.close();
  await simulator.stop();
  simulatorFolder.remove();
  deskFolder.remove();
}
const verdict = (value: number, limit: number): string => (value < limit ? 'ok' : 'EXCEEDED');
console.log(`what                       median      worst      limit`);
console.log(
  `start to address, ms    ${median(address).toFixed(0).padStart(9)}  ${Math.max(...address)
    .toFixed(0)
    .padStart(9)}`,
);
console.log(
  `start to screen, ms     ${median(screen).toFixed(0).padStart(9)}  ${Math.max(...screen)
    .toFixed(0)
    .padStart(9)}  ${String(LIMIT_MS).padStart(9)}  ${verdict(median(screen), LIMIT_MS)}`,
);
console.log(
  `memory of the host, MB  ${median(memory).toFixed(0).padStart(9)}  ${Math.max(...memory)
    .toFixed(0)
    .padStart(9)}  ${String(LIMIT_MB).padStart(9)}  ${verdict(median(memory), LIMIT_MB)}`,
);
