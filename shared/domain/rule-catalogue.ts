import { DISPENSING_RULES } from './dispensing/dispensing.rules.ts';
import { ACT_RULES } from './dispensing/pharmacy-act.ts';
import { type RuleInfo } from './finding.ts';
import { CHANGE_RULES } from './lifecycle/change.rules.ts';
import { RENEWAL_RULES } from './lifecycle/renewal.rules.ts';
import { STORAGE_RULES, WAITING_RULES } from './lifecycle/stored.rules.ts';
import { ACCESS_RULES } from './people/access.rules.ts';
import { PRESCRIPTION_RULES } from './prescribing/prescription.rules.ts';
import { RECORD_RULES } from './records/record.rules.ts';

/** P prescribing, D dispensing, R renewal, X all. */
export type Phase = 'P' | 'D' | 'R' | 'X';

/** Every table of this version. */
export const RULE_TABLES: readonly (readonly RuleInfo[])[] = [
  ACCESS_RULES,
  PRESCRIPTION_RULES,
  CHANGE_RULES,
  RENEWAL_RULES,
  DISPENSING_RULES,
  ACT_RULES,
  STORAGE_RULES,
  WAITING_RULES,
  RECORD_RULES,
];

/** Phase of a client rule by its number, as the list of client rules has them; null for our own rows. */
export function phaseOf(id: string): Phase | null {
  const number = /^R(\d{2})$/.exec(id)?.[1];
  if (number === undefined) return null;
  const n = Number(number);
  if (n <= 7 || n === 68) return 'X';
  if (n <= 45) return 'P';
  return n <= 50 ? 'R' : 'D';
}

export type CatalogueRow = RuleInfo & Readonly<{ phase: Phase | null }>;

/** One row an id, in the order of the ids. */
export const RULE_CATALOGUE: readonly CatalogueRow[] = [
  ...new Map(
    RULE_TABLES.flat().map(({ id, severity, source, says }) => [
      id,
      { id, severity, source, says, phase: phaseOf(id) },
    ]),
  ).values(),
].sort((a, b) => (a.id < b.id ? -1 : 1));
