import { type MatchRange } from '../../../shared/domain/medicine.ts';
import { type PackageLine, type ProductLines, type SubstanceLines } from '../../../shared/domain/medicine-lines.ts';

/** One line of the results: a package of a product, or a substance in one form and strength. */
export type PackageRow = Readonly<{
  kind: 'package';
  id: string;
  hit: ProductLines;
  strength: string;
  package: PackageLine;
  /** The name stands large on the first line of its product. */
  isFirst: boolean;
  isLast: boolean;
}>;
export type SubstanceRow = Readonly<{
  kind: 'substance';
  id: string;
  hit: SubstanceLines;
  presentation: SubstanceLines['presentations'][number];
  isFirst: boolean;
  isLast: boolean;
}>;
export type SearchRow = PackageRow | SubstanceRow;

/**
 * Every strength and size of every product, in the order of the answer.
 * @param before products that stand above these: ids stay different when more are added
 */
export const packageRows = (products: readonly ProductLines[], before = 0): readonly PackageRow[] =>
  products.flatMap((hit, product) => {
    const packages = hit.strengths.flatMap(({ strength, packages: own }) => own.map(found => ({ strength, found })));
    return packages.map(({ strength, found }, index) => ({
      kind: 'package' as const,
      id: `p${before + product}-${found.packageNumber}-${index}`,
      hit,
      strength,
      package: found,
      isFirst: index === 0,
      isLast: index === packages.length - 1,
    }));
  });

export const substanceRows = (substances: readonly SubstanceLines[]): readonly SubstanceRow[] =>
  substances.flatMap((hit, substance) =>
    hit.presentations.map((presentation, index) => ({
      kind: 'substance' as const,
      id: `s${substance}-${index}`,
      hit,
      presentation,
      isFirst: index === 0,
      isLast: index === hit.presentations.length - 1,
    })),
  );

/** The line to start from: the first that the words name exactly (a strength, a VNR), else the first on the market. */
export function firstChoice(rows: readonly SearchRow[]): string | null {
  const first = rows[0];
  if (first === undefined) return null;
  if (first.kind === 'substance') return first.id;
  const ofProduct = rows.filter((row): row is PackageRow => row.kind === 'package' && row.hit === first.hit);
  const named = new Set(first.hit.strengths.filter(s => s.matched).flatMap(s => s.packages));
  const best =
    ofProduct.find(row => named.has(row.package) && row.package.marketed) ??
    ofProduct.find(row => named.has(row.package)) ??
    ofProduct.find(row => row.package.marketed);
  return (best ?? first).id;
}

export type Piece = Readonly<{ text: string; isMatch: boolean }>;

/** A text cut where the query meets it. Ranges that overlap or lie outside are taken as far as they make sense. */
export function pieces(text: string, ranges: readonly MatchRange[]): readonly Piece[] {
  const out: Piece[] = [];
  let at = 0;
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    const from = Math.max(at, start);
    const to = Math.min(text.length, end);
    if (to <= from) continue;
    if (from > at) out.push({ text: text.slice(at, from), isMatch: false });
    out.push({ text: text.slice(from, to), isMatch: true });
    at = to;
  }
  if (at < text.length) out.push({ text: text.slice(at), isMatch: false });
  return out;
}
