import { massKey, plainNumber, unitOf, unitsBeginning } from './amounts.ts';
import { fold } from './folding.ts';

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
const MAX_PARTS = 8;
const PART = /\d+(?:[.,]\d+)?|%|\p{L}[\p{L}\p{N}]*/gu;

type Part = Readonly<{ folded: string; raw: string }>;

const numberOf = ({ folded }: Part, units: ReadonlySet<string> | null, mass: string | null): NumberConstraint => ({
  kind: 'number',
  digits: folded,
  number: plainNumber(folded),
  units,
  mass,
});

/** Reads whatever was typed; never fails. Words beyond the eighth and text beyond 200 characters are left out. */
export function readQuery(text: string): Query {
  const typed = text.normalize('NFC').slice(0, MAX_LENGTH);
  const folded = fold(typed);
  const parts: Part[] = [];
  for (const match of folded.matchAll(PART)) {
    const raw = typed.slice(match.index, match.index + match[0].length).toLowerCase();
    parts.push({ folded: match[0], raw: raw.length === match[0].length ? raw : match[0] });
    if (parts.length === MAX_PARTS) break;
  }
  const merged: Constraint[] = [];
  const separate: Constraint[] = [];
  let differs = false;
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at] as Part;
    const next = parts[at + 1];
    if (!/^\d/.test(part.folded)) {
      if (part.folded === '%') continue;
      const word: Constraint = { kind: 'word', word: part.folded, raw: part.raw };
      merged.push(word);
      separate.push(word);
      continue;
    }
    const units = next === undefined || /^\d/.test(next.folded) ? new Set<string>() : unitsBeginning(next.folded);
    if (units.size === 0 || next === undefined) {
      merged.push(numberOf(part, null, null));
      separate.push(numberOf(part, null, null));
      continue;
    }
    const complete = unitOf(next.folded);
    const mass = complete === undefined ? null : massKey({ number: plainNumber(part.folded), unit: complete });
    merged.push(numberOf(part, units, mass));
    separate.push(numberOf(part, null, null));
    if (next.folded !== '%') {
      separate.push({ kind: 'word', word: next.folded, raw: next.raw });
      differs = true;
    }
    at += 1;
  }
  return { constraints: merged, unitsAsWords: differs ? separate : null };
}
