import { Worker } from 'node:worker_threads';

/** Megabytes: enough for the program and the register, too little for the rows of a file of sixty. */
const HEAP_MB = 40;
const WORKER = new URL('./import.worker.ts', import.meta.url);

/**
 * How many packages come in within a small heap; the code of the error when they do not.
 * @param path of a folder in the text form, or of a file in the XML form
 */
export const packagesWithinBounds = (path: string): Promise<unknown> =>
  new Promise(resolve => {
    const worker = new Worker(WORKER, { workerData: path, resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } });
    worker.on('message', resolve);
    worker.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
  });
