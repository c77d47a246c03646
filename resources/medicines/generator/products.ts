import { InventedNames } from './invented-names.ts';
import { controlMark, isInterchangeable } from './practice-assumptions.ts';
import type { PackSize, Presentation } from './presentations.ts';
import { drawFor } from './seeded.ts';
import type { Vocabulary } from './vocabulary.ts';

export type InventedPackage = Readonly<{
  presentation: Presentation;
  tradeName: string;
  holder: string;
  strength: string;
  size: PackSize;
  group: string;
  marketed: boolean;
  decidedOn: string;
  withdrawnOn: string;
  cents: number;
}>;

type Maker = Readonly<{ word: string; holder: string }>;

/** Invented makers; every holder's name says that it is for practice. */
function makersOf(names: InventedNames, count: number): readonly Maker[] {
  return Array.from({ length: count }, (_, at) => {
    const word = names.coin('maker', at);
    const title = word.charAt(0) + word.slice(1).toLowerCase();
    return { word, holder: `${title} Harjoitus ${drawFor('maker form', at).pick(['Oy', 'Oy', 'AB', 'ApS', 'GmbH'])}` };
  });
}

/** Trade name of the n-th product of a substance: a coined brand, or the substance with its maker, as generics are named. */
function tradeNameOf(names: InventedNames, { atc, latin }: Presentation, at: number, maker: Maker): string {
  // Insulins are sold under brands only: `insulin` with a maker would not say which.
  const generic = at > 0 && !atc.code.startsWith('A10A') && drawFor('generic', atc.code, at).part() < 0.6;
  if (!generic) return names.coin('brand', atc.code, at);
  const word = (atc.sv.split(/[\s,(]/)[0] ?? '').toUpperCase();
  return `${word}${latin.length > 1 ? ' COMP' : ''} ${maker.word}`;
}

const date = (draw: ReturnType<typeof drawFor>, from: number, to: number): string => {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${from + draw.whole(to - from + 1)}-${two(1 + draw.whole(12))}-${two(1 + draw.whole(28))}`;
};

const firstNumber = (text: string): number => Number(/\d+(?:\.\d+)?/.exec(text.replace(/(\d) (?=\d{3})/g, '$1'))?.[0] ?? '1');

function priceOf(presentation: Presentation, strength: string, size: PackSize, level: number, noise: number): number {
  const smallest = Math.min(...presentation.sizes.map(one => one.count));
  const least = Math.min(...presentation.strengths.map(firstNumber));
  const bySize = (size.count / smallest) ** 0.85;
  const byStrength = (firstNumber(strength) / least) ** 0.35;
  return Math.max(120, Math.round(presentation.cents * bySize * byStrength * level * noise));
}

/**
 * Every invented package, in the order of the register's package numbers.
 * @param factor how many times more products per substance than in the committed release
 */
export function inventPackages(vocabulary: Vocabulary, presentations: readonly Presentation[], factor: number): readonly InventedPackage[] {
  const names = new InventedNames(vocabulary.realWords);
  const makers = makersOf(names, 44 + Math.round(10 * factor));
  const nameOf = new Map<string, string>();
  const makersOfGroup = new Map<string, Set<string>>();
  const made: (Omit<InventedPackage, 'group'> & { groupKey: string })[] = [];
  for (const presentation of presentations) {
    const { atc, form, strengths, sizes } = presentation;
    const start = drawFor('makers of', atc.code).whole(makers.length);
    for (let at = 0; at < Math.max(1, Math.round(presentation.products * factor)); at += 1) {
      const maker = makers[(start + at) % makers.length] as Maker;
      // The same name for all forms of a maker's product.
      const nameKey = `${atc.code} ${at}`;
      const tradeName = nameOf.get(nameKey) ?? tradeNameOf(names, presentation, at, maker);
      nameOf.set(nameKey, tradeName);
      const draw = drawFor('product', atc.code, form, at);
      const gone = draw.part() < 0.06;
      const level = at === 0 ? 1 + 0.5 * draw.part() : 0.68 + 0.5 * draw.part();
      const decidedOn = date(draw, 1998, 2024);
      for (const strength of strengths) {
        const groupKey = isInterchangeable(atc.code) ? `${atc.code} ${form} ${strength}` : '';
        makersOfGroup.set(groupKey, (makersOfGroup.get(groupKey) ?? new Set()).add(tradeName));
        for (const size of sizes) {
          const own = drawFor('package', atc.code, form, at, strength, size.text);
          // Not every maker sells every size.
          if (at > 0 && own.part() < 0.12) continue;
          const marketed = !gone && own.part() > 0.02;
          // Large packages of a self-care product, and controlled medicines, stay on prescription.
          const selfCare = size.selfCare && controlMark(atc.code) === '';
          made.push({
            presentation,
            tradeName,
            holder: maker.holder,
            strength,
            size: { ...size, selfCare },
            groupKey,
            marketed,
            decidedOn,
            withdrawnOn: marketed ? '' : date(own, 2019, 2025),
            cents: priceOf(presentation, strength, size, level, 0.97 + 0.06 * own.part()),
          });
        }
      }
    }
  }
  const groups = [...makersOfGroup].filter(([key, makersInIt]) => key !== '' && makersInIt.size > 1).map(([key]) => key);
  // Five digits: the real groups have four, so that none of these can be taken for one.
  const groupOf = new Map(groups.map((key, at) => [key, String(90_001 + at)]));
  return made.map(({ groupKey, ...one }) => ({ ...one, group: groupOf.get(groupKey) ?? '' }));
}

/** Package sizes that one reference price covers. Source: Kela, size classes of the price bands (28-30, 49-50, 98-100). */
export function sizeClassOf({ unit, count, text }: PackSize): string {
  if (unit !== 'kpl') return text;
  if (count >= 28 && count <= 30) return '30';
  if (count >= 49 && count <= 50) return '50';
  if (count >= 56 && count <= 60) return '60';
  if (count >= 98 && count <= 100) return '100';
  return String(count);
}
