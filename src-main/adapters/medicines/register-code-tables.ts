import { join } from 'node:path';
import type { MedicineName, MedicineTerm, PrescribingCondition } from '../../app/ports/medicine-catalogue.port.ts';
import type { ImportReport } from './import-report.ts';
import { readTable } from './register-table.ts';
import type { TextPool } from './text-pool.ts';

/** The register's own code tables. Keys: LAAKEMUOTOTUN, ASTIATUN, ATCKOODI, EHTOKOODI. */
export type CodeTables = Readonly<{
  forms: ReadonlyMap<string, MedicineTerm>;
  containers: ReadonlyMap<string, MedicineTerm>;
  atc: ReadonlyMap<string, MedicineName>;
  conditions: ReadonlyMap<string, PrescribingCondition>;
}>;

/** Reads atc, laakemuoto, sailytysastia, maaraamisehto and maaraaikaisetmaaraamisehto from one directory. */
export async function readCodeTables(directory: string, report: ImportReport, pool: TextPool): Promise<CodeTables> {
  const forms = new Map<string, MedicineTerm>();
  const containers = new Map<string, MedicineTerm>();
  const atc = new Map<string, MedicineName>();
  const conditions = new Map<string, PrescribingCondition>();
  const path = (name: string): string => join(directory, name);

  // The Swedish column ends in R (ruotsi) and the English one in E, but sailytysastia has them the other way round.
  const formColumns = { required: ['LAAKEMUOTOTUN', 'LAAKEMUOTONIMI', 'LAAKEMUOTONIMIR', 'LAAKEMUOTONIMIE'] };
  await readTable(path('laakemuoto.txt'), formColumns, report, row => {
    const fi = pool.keep(row.text('LAAKEMUOTONIMI'));
    const [sv, en] = [row.text('LAAKEMUOTONIMIR'), row.text('LAAKEMUOTONIMIE')];
    forms.set(row.text('LAAKEMUOTOTUN'), {
      fi,
      sv: pool.keep(sv === '' ? fi : sv),
      en: pool.keep(en === '' ? fi : en),
    });
  });
  await readTable(path('sailytysastia.txt'), { required: ['ASTIATUN', 'NIMI', 'NIMIE', 'NIMIR'] }, report, row => {
    const fi = pool.keep(row.text('NIMI'));
    containers.set(row.text('ASTIATUN'), { fi, sv: pool.keep(row.text('NIMIR')), en: pool.keep(row.text('NIMIE')) });
  });
  const atcColumns = { required: ['ATCKOODI', 'SELITES', 'SELITER'], optional: ['ATCTUN', 'DDD', 'DDDYKSIKKO'] };
  await readTable(path('atc.txt'), atcColumns, report, row => {
    const fi = pool.keep(row.text('SELITES'));
    const sv = row.text('SELITER');
    const code = row.text('ATCKOODI');
    // A code has one row per route, each with its own daily dose; the name is the same.
    if (!atc.has(code)) atc.set(pool.keep(code), { fi, sv: pool.keep(sv === '' ? fi : sv) });
  });
  for (const name of ['maaraamisehto.txt', 'maaraaikaisetmaaraamisehto.txt']) {
    await readTable(path(name), { required: ['EHTOKOODI', 'EHTO', 'EHTOR'] }, report, row => {
      const code = pool.keep(row.text('EHTOKOODI'));
      conditions.set(code, { code, fi: pool.keep(row.text('EHTO')), sv: pool.keep(row.text('EHTOR')) });
    });
  }
  return { forms, containers, atc, conditions };
}
