/** Imports a register in a thread whose heap is bounded, and says how many packages came in. */
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { ImportReport } from '../../../src-main/adapters/medicines/import-report.ts';
import { importRegisterText } from '../../../src-main/adapters/medicines/register-text.ts';
import { importRegisterXml } from '../../../src-main/adapters/medicines/register-xml.ts';

const path = workerData as string;
const report = new ImportReport();
const { packages } = path.endsWith('.xml')
  ? await importRegisterXml({ chunks: createReadStream(path), file: basename(path) }, report)
  : await importRegisterText({ directory: path }, report);
parentPort?.postMessage(packages.length);
