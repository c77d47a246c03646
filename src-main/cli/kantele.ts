#!/usr/bin/env node
/** The `kantele` command: one word chooses what to do. */
import { join } from 'node:path';

const USAGE = `Usage: kantele <command>
  start [--shell node|electron] [--profile FILE] [--data DIR] [--simulator URL] [--port N] [--no-window]
  profile FILE [--json]                 checks the file of a real environment; starts nothing
  simulator [--port N] [--data DIR] [--copies N]  the simulated Kanta services alone
  backup --out FILE [--data DIR]        an encrypted copy of the database, also while it is in use
  restore FILE [--check] [--data DIR]   checks a backup; puts it in place, the former database kept aside
  export-unsent --out FILE [--data DIR] unsent acts, also of a damaged database
  prove --act ID | --check FILE         one act’s proof, made or checked
  dcc FILE|- [--signers DIR] [--at TIME] [--json]  reads a COVID certificate
  document read|validate|verify|diff|samples …  legal documents; says more without arguments
  readiness [--profile FILE] [--data DIR] [--out FILE] [--json]  what is lacking before joining Kanta
  knowledge list|check|install …        knowledge packs of the medicine checks
With --real backup, restore, export-unsent and prove read the data of a real environment.`;

const [command, ...rest] = process.argv.slice(2);
const entry = {
  start: join(import.meta.dirname, 'start.ts'),
  profile: join(import.meta.dirname, 'profile-main.ts'),
  simulator: join(import.meta.dirname, '..', 'simulator', 'main.ts'),
  backup: join(import.meta.dirname, 'backup-main.ts'),
  restore: join(import.meta.dirname, 'restore-main.ts'),
  'export-unsent': join(import.meta.dirname, 'export-unsent-main.ts'),
  prove: join(import.meta.dirname, 'prove-main.ts'),
  dcc: join(import.meta.dirname, 'dcc-main.ts'),
  document: join(import.meta.dirname, 'document-main.ts'),
  readiness: join(import.meta.dirname, 'readiness-main.ts'),
  knowledge: join(import.meta.dirname, 'knowledge-main.ts'),
}[command ?? ''];

if (entry === undefined) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  process.argv.splice(2, process.argv.length - 2, ...rest);
  await import(entry);
}
