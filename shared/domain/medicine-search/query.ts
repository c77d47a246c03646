import { massKey, plainNumber, unitOf, unitsBeginning } from './amounts.ts';
import { fold } from '../../kernel/search/folding.ts';

/** A word of the query: `raw` in lower case as typed, `word` folded. */
export type WordConstraint = Readonly<{ kind: 'word'; word: string; raw: string }>;
/** A number of the query, perhaps with (the beginning of) a unit: it names a strength, a package size or a VNR. */
export type NumberConstraint = Readonly<{
  kind: 'number';
  digits: string;
  number: string;
  units: ReadonlySet<string> | null;
  /** Key of `massKey`, when the unit is complete and a mass. */
  mass: string | null;
}>;
export type Constraint = WordConstraint | NumberConstraint;
export type Query = Readonly<{
  constraints: readonly Constraint[];
  /** The other reading, in which an unfinished unit is a word of its own (`insul 100 k`: kynä); null where there is none. */
  unitsAsWords: readonly Constraint[] | null;
}>;

const MAX_LENGTH = 200;
const MAX_PARTS = 10;
const PART = /\d+(?:[.,]\d+)?|%|\p{L}[\p{L}\p{N}]*/gu;

type Part = Readonly<{ folded: string; raw: string }>;

const isNumber = (part: Part | undefined): boolean => part !== undefined && /^\d/.test(part.folded);
const isUnit = (part: Part | undefined): boolean => part !== undefined && unitOf(part.folded) !== undefined;

function partsOf(typed: string): readonly Part[] {
  const parts: Part[] = [];
  for (const match of fold(typed).matchAll(PART)) {
    const folded = match[0];
    // `30 x 0.5 ml`: the sign between factor and size is in no index.
    if (folded === 'x' && isNumber(parts.at(-1))) continue;
    const raw = typed.slice(match.index, match.index + folded.length).toLowerCase();
    parts.push({ folded, raw: raw.length === folded.length ? raw : folded });
    if (parts.length === MAX_PARTS) break;
  }
  return parts;
}

const wordOf = ({ folded, raw }: Part): WordConstraint => ({ kind: 'word', word: folded, raw });

function numberOf({ folded }: Part, units: ReadonlySet<string> | null, unit: string | undefined): NumberConstraint {
  const number = plainNumber(folded);
  return { kind: 'number', digits: folded, number, units, mass: unit === undefined ? null : massKey({ number, unit }) };
}

/** Reads whatever was typed; never fails. Parts beyond the tenth and text beyond 200 characters are left out. */
export function readQuery(text: string): Query {
  const parts = partsOf(text.normalize('NFC').slice(0, MAX_LENGTH));
  const merged: Constraint[] = [];
  const separate: Constraint[] = [];
  let differs = false;
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at] as Part;
    if (part.folded === '%') continue;
    if (!isNumber(part)) {
      merged.push(wordOf(part));
      separate.push(wordOf(part));
      continue;
    }
    const next = parts[at + 1];
    const units = next === undefined || isNumber(next) ? null : unitsBeginning(next.folded);
    if (next === undefined || units === null || units.size === 0) {
      merged.push(numberOf(part, null, undefined));
      separate.push(numberOf(part, null, undefined));
      continue;
    }
    merged.push(numberOf(part, units, unitOf(next.folded)));
    separate.push(numberOf(part, null, undefined));
    if (!isUnit(next)) {
      separate.push(wordOf(next));
      differs = true;
    }
    at += 1;
    // `mg/ml`, `milj. IU`: what the amount is counted in, perhaps unfinished at the end, adds nothing to find.
    while (isUnit(parts[at]) && (isUnit(parts[at + 1]) || isUnfinishedUnit(parts, at + 1))) at += 1;
  }
  return { constraints: merged, unitsAsWords: differs ? separate : null };
}

const isUnfinishedUnit = (parts: readonly Part[], at: number): boolean => {
  const part = parts[at];
  return (
    part !== undefined && at === parts.length - 1 && part.folded.length < 3 && unitsBeginning(part.folded).size > 0
  );
};
