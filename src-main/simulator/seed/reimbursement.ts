import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a practice person has used of the year's sums, and special rights in force. */
export type SeedReimbursement = Readonly<{
  identityCode: string;
  deductibleUsedCents: number;
  ceilingUsedCents: number;
  rights: readonly Readonly<{ atc: string; reimbursement: 'lowerSpecial' | 'upperSpecial'; code: string }>[];
}>;

/** Persons who are not in the file have used nothing and have no special rights. */
export function readReimbursement(seedDir: string): readonly SeedReimbursement[] {
  const path = join(seedDir, 'reimbursement.json');
  if (!existsSync(path)) return [];
  return (JSON.parse(readFileSync(path, 'utf8')) as Readonly<{ persons: readonly SeedReimbursement[] }>).persons;
}
