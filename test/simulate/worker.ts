import { parentPort } from 'node:worker_threads';
import { runSeeds, type Batch } from './many.ts';

parentPort?.on('message', (batch: Batch) => void runSeeds(batch).then(outcome => parentPort?.postMessage(outcome)));
