import type { MatchRange, MedicineMatches, MedicineName, MedicineStrength } from '../medicine.ts';
import { amountsOf, massKey } from './amounts.ts';
import { editsToBeginning, forgivenEdits } from '../../kernel/search/edit-distance.ts';
import { foldedWords, type FoldedWord } from '../../kernel/search/folding.ts';
import type { Constraint, NumberConstraint } from './query.ts';
import type { SearchedPackage } from './search-product.ts';

/** Names of substances come again with every keystroke; their words are kept, within a bound. */
const KEPT_TEXTS = 5000;
const kept = new Map<string, readonly FoldedWord[]>();
function wordsOf(text: string): readonly FoldedWord[] {
  const known = kept.get(text);
  if (known !== undefined) return known;
  if (kept.size >= KEPT_TEXTS) kept.clear();
  const words = foldedWords(text);
  kept.set(text, words);
  return words;
}

type Shown = Readonly<{ tradeName: string; atc: string; atcName: MedicineName; substances: readonly string[] }>;

function rangeOf(word: string, start: number, constraint: Constraint, forgiving: boolean): MatchRange | null {
  const typed = constraint.kind === 'word' ? constraint.word : constraint.digits;
  if (word.startsWith(typed)) return { start, end: start + typed.length };
  const most = constraint.kind === 'word' ? forgivenEdits(typed.length) : 0;
  if (!forgiving || most === 0) return null;
  const inside = word.indexOf(typed);
  if (inside > 0) return { start: start + inside, end: start + inside + typed.length };
  // Of a misspelt word the whole is marked: which letters are meant is a guess.
  const similar = editsToBeginning(typed, word, most) <= most;
  return similar ? { start, end: start + word.length } : null;
}

function rangesIn(text: string, constraints: readonly Constraint[], forgiving: boolean): readonly MatchRange[] {
  const ranges: MatchRange[] = [];
  for (const { word, start } of wordsOf(text)) {
    let widest: MatchRange | null = null;
    for (const constraint of constraints) {
      const range = rangeOf(word, start, constraint, forgiving);
      if (range !== null && (widest === null || range.end > widest.end)) widest = range;
    }
    if (widest !== null) ranges.push(widest);
  }
  return ranges;
}

/** Where the words of the query are in the shown texts. */
export function matchesIn(shown: Shown, constraints: readonly Constraint[], forgiving: boolean): MedicineMatches {
  const ranges = (text: string): readonly MatchRange[] => rangesIn(text, constraints, forgiving);
  return {
    tradeName: ranges(shown.tradeName),
    atc: ranges(shown.atc),
    atcNameFi: ranges(shown.atcName.fi),
    atcNameSv: ranges(shown.atcName.sv),
    substances: shown.substances.map(ranges),
  };
}

function names({ number, units, mass }: NumberConstraint, text: string): boolean {
  return amountsOf(text).some(amount => {
    if (mass !== null && massKey(amount) === mass) return true;
    if (units !== null) return amount.number === number && units.has(amount.unit);
    return amount.number.startsWith(number);
  });
}

/** Marks the strengths that a number of the query names; the same list where it names none. */
export function markStrengths<P extends SearchedPackage>(
  strengths: readonly MedicineStrength<P>[],
  constraints: readonly Constraint[],
): readonly MedicineStrength<P>[] {
  const numbers = constraints.filter(constraint => constraint.kind === 'number');
  if (numbers.length === 0) return strengths;
  return strengths.map(one => {
    const matched = numbers.some(
      number =>
        names(number, one.strength) ||
        one.packages.some(
          ({ sizeText, vnr }) =>
            names(number, sizeText) || (number.digits.length > 2 && vnr?.startsWith(number.digits)),
        ),
    );
    return matched ? { ...one, matched } : one;
  });
}
