/**
 * What the practice release assumes about groups of medicines. PRACTICE ASSUMPTION, all of it: chosen so that every branch of
 * the product can be exercised, not read from a register. Longest prefix wins.
 */
const CONTROL: readonly (readonly [atc: string, mark: 'H' | 'P' | 'Z'])[] = [
  ['N02AA', 'H'],
  ['N02AB', 'H'],
  ['N02AE', 'Z'],
  ['N02AJ', 'P'],
  ['N02AX', 'P'],
  ['N02AX06', 'H'],
  ['N07BC02', 'H'],
  ['N07BC01', 'Z'],
  ['N06BA04', 'H'],
  ['N06BA12', 'H'],
  ['N03AE01', 'Z'],
  ['N02BF02', 'P'],
  ['N05BA', 'Z'],
  ['N05CD', 'Z'],
  ['N05CF', 'Z'],
  ['R05DA04', 'P'],
];
const TRAFFIC = ['N02A', 'N02BF', 'N03A', 'N05A', 'N05B', 'N05CD', 'N05CF', 'N06AA', 'N06AX11', 'N07BC', 'M03BX', 'R06AD', 'R05DA'];
/** Real condition codes, put on groups where their text makes sense. */
const CONDITIONS: readonly (readonly [atc: string, code: string])[] = [
  ['D10BA01', 'E183'],
  ['L01E', 'E171'],
  ['L01F', 'E171'],
  ['L04AA27', 'E69'],
  ['L04AA31', 'E69'],
  ['N06BA', 'E237'],
  ['N06DA', 'E70'],
  ['N06DX01', 'E70'],
  ['N07BC', 'E81'],
  ['C02KX', 'E214'],
  ['M05BA08', 'E298'],
];
const REIMBURSEMENT_OF_GROUP: readonly (readonly [atc: string, mark: 'n' | 'b' | 'l' | 'u'])[] = [
  ['A10', 'l'],
  ['C01', 'l'],
  ['H03', 'u'],
  ['L', 'u'],
  ['M01C', 'l'],
  ['N03A', 'u'],
  ['N04', 'u'],
  ['N05A', 'u'],
  ['R03', 'l'],
  ['S01E', 'l'],
  ['G03A', 'n'],
  ['V', 'n'],
];

function longest<T>(rows: readonly (readonly [string, T])[], atc: string): T | undefined {
  let found: readonly [string, T] | undefined;
  for (const row of rows) if (atc.startsWith(row[0]) && row[0].length > (found?.[0].length ?? 0)) found = row;
  return found?.[1];
}

export const controlMark = (atc: string): 'H' | 'P' | 'Z' | '' => longest(CONTROL, atc) ?? '';
export const impairsDriving = (atc: string): boolean => TRAFFIC.some(group => atc.startsWith(group));
export const conditionOf = (atc: string): string => longest(CONDITIONS, atc) ?? '';
export const reimbursementOf = (atc: string): 'n' | 'b' | 'l' | 'u' => longest(REIMBURSEMENT_OF_GROUP, atc) ?? 'b';
/** Pharmacies may not substitute insulins other than glargine (and detemir, degludec from 2026): no group for them. */
export const isInterchangeable = (atc: string): boolean =>
  !atc.startsWith('A10A') || ['A10AE04', 'A10AE05', 'A10AE06'].includes(atc);
