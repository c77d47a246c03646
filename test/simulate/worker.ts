import { parentPort } from 'node:worker_threads';
import { runSeeds, seedUnderWay, type Batch } from './many.ts';

process.on('uncaughtExceptionMonitor', () => console.error(`seed ${seedUnderWay()} threw`));
parentPort?.on('message', (batch: Batch) => void runSeeds(batch).then(outcome => parentPort?.postMessage(outcome)));
