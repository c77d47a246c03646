import type { Reimbursement } from '../../app/ports/medicine-catalogue.port.ts';
import type { ImportReport } from './import-report.ts';
import { readTable } from './register-table.ts';
import { isVnr, readCount } from './register-values.ts';

export type PackagePrice = Readonly<{
  retailPriceCents: number | null;
  referencePriceCents: number | null;
  reimbursement: Reimbursement;
}>;
export type PriceFile = Readonly<{ prices: ReadonlyMap<string, PackagePrice>; invented: boolean }>;

const REIMBURSEMENTS: ReadonlyMap<string, Reimbursement> = new Map(
  (['none', 'basic', 'lowerSpecial', 'upperSpecial'] as const).map(value => [value, value]),
);
const NO_PRICES: PriceFile = { prices: new Map(), invented: false };

/**
 * Reads `prices.txt`, a form of ours beside the register's files (the register has no prices): `#` notes, then
 * `VNRNRO;RETAIL_CENTS;REFERENCE_CENTS;REIMBURSEMENT`. A note that begins with INVENTED marks every price as made up.
 */
export async function readPriceFile(path: string | null, report: ImportReport): Promise<PriceFile> {
  if (path === null) return NO_PRICES;
  const prices = new Map<string, PackagePrice>();
  let invented = false;
  const form = {
    required: ['VNRNRO', 'RETAIL_CENTS', 'REFERENCE_CENTS', 'REIMBURSEMENT'],
    noteSign: '#',
    onNote: (note: string) => (invented ||= note.startsWith('INVENTED')),
  };
  await readTable(path, form, report, row => {
    const vnr = row.text('VNRNRO');
    const retailPriceCents = readCount(row.text('RETAIL_CENTS'));
    const referencePriceCents = readCount(row.text('REFERENCE_CENTS'));
    const reimbursement = REIMBURSEMENTS.get(row.text('REIMBURSEMENT'));
    if (!isVnr(vnr)) return row.refuse('value-vnr', vnr);
    if (retailPriceCents === undefined || referencePriceCents === undefined) return row.refuse('value-price', vnr);
    if (reimbursement === undefined) return row.refuse('value-reimbursement', row.text('REIMBURSEMENT'));
    prices.set(vnr, { retailPriceCents, referencePriceCents, reimbursement });
  });
  return { prices, invented };
}
