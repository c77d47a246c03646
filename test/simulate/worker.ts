import { parentPort, workerData } from 'node:worker_threads';
import { runSeeds, type Batch } from './many.ts';

parentPort?.postMessage(await runSeeds(workerData as Batch));
