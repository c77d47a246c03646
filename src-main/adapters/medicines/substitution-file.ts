import type { ImportReport } from './import-report.ts';
import { readTable } from './register-table.ts';
import { isVnr } from './register-values.ts';
import type { TextPool } from './text-pool.ts';

/**
 * Reads Fimea's list of interchangeable products (`;` separated, ISO-8859-1, header row): VNR -> substitution group.
 * Only the two columns that are needed are required; the file repeats name, strength and size of the package.
 * Source: Fimea, "Textfile for databases" of the substitutable medicinal products.
 */
export async function readSubstitutionFile(
  path: string,
  report: ImportReport,
  pool: TextPool,
): Promise<ReadonlyMap<string, string>> {
  const groups = new Map<string, string>();
  const form = {
    required: ['SUBSTITUUTIORYHMA', 'VNRNRO'],
    optional: [
      'PAKKAUSKOKO',
      'RESEPTISTATUS',
      'LAAKENIMI',
      'VAHVUUS',
      'LAAKEMUOTO',
      'LAAKEMUOTONIMI',
      'HALTIJA',
      'ATCKOODI',
    ],
  };
  await readTable(path, form, report, row => {
    const vnr = row.text('VNRNRO');
    const group = row.text('SUBSTITUUTIORYHMA');
    if (vnr === '' || group === '') return;
    if (!isVnr(vnr)) return row.refuse('value-vnr', vnr);
    if (groups.has(vnr) && groups.get(vnr) !== group) return row.refuse('row-duplicate', vnr);
    groups.set(vnr, pool.keep(group));
  });
  return groups;
}
