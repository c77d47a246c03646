/** Imports a register in a thread whose heap is bounded, and says how many packages came in. */
import { parentPort, workerData } from 'node:worker_threads';
import { ImportReport } from '../../src-main/adapters/medicines/import-report.ts';
import { importRegisterText } from '../../src-main/adapters/medicines/register-text.ts';

const { packages } = await importRegisterText({ directory: workerData as string }, new ImportReport());
parentPort?.postMessage(packages.length);
