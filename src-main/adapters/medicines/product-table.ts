import { amountsOf } from '../../../shared/domain/medicine-search/amounts.ts';
import type { SearchProduct } from '../../../shared/domain/medicine-search/search-product.ts';
import type { MedicinePackage, MedicineStrength } from '../../app/ports/medicine-catalogue.port.ts';

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

type Measured<T> = Readonly<{ item: T; size: number }>;

/** Order by first amount, compared in micrograms where it is a mass, then by text. */
const sizeOf = (text: string): number => {
  const [first] = amountsOf(text);
  if (first === undefined) return Number.MAX_VALUE;
  const factor = { mikrog: 1e-3, g: 1e3 }[first.unit] ?? 1;
  return Number(first.number) * factor;
};
const inOrder = <T>(items: readonly Measured<T>[], text: (item: T) => string): readonly T[] =>
  items.toSorted((a, b) => a.size - b.size || byText(text(a.item), text(b.item))).map(({ item }) => item);

const amountOf = (one: MedicinePackage): number =>
  one.size === null ? sizeOf(one.sizeText) : Number(one.size) * (one.sizeFactor ?? 1);

function strengthsOf(packages: readonly MedicinePackage[]): readonly MedicineStrength[] {
  const byStrength = new Map<string, MedicinePackage[]>();
  for (const one of packages) {
    const same = byStrength.get(one.strength);
    if (same === undefined) byStrength.set(one.strength, [one]);
    else same.push(one);
  }
  const measured = [...byStrength].map(([strength, own]) => {
    // On the market first: the withdrawn sizes stay visible, below.
    const parts = [own.filter(one => one.marketed), own.filter(one => !one.marketed)];
    const ordered = parts.flatMap(part =>
      inOrder(
        part.map(item => ({ item, size: amountOf(item) })),
        one => `${one.sizeText} ${one.packageNumber}`,
      ),
    );
    return { item: { strength, packages: ordered, matched: false }, size: sizeOf(strength) };
  });
  return inOrder(measured, one => one.strength);
}

/** How widely a substance is sold, in doublings of the number of its packages, so that small differences do not count. */
function breadthOf(packages: readonly MedicinePackage[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { atc, marketed } of packages) if (marketed) counts.set(atc, (counts.get(atc) ?? 0) + 1);
  return new Map([...counts].map(([atc, count]) => [atc, Math.floor(Math.log2(count))]));
}

/**
 * Groups packages to products, in the order in which products of equal fit are shown: medicines for people before those for
 * animals, marketed before withdrawn, single substances before combinations, substances with many packages before those with few (the
 * prednisolone tablet before the ointment), then by name.
 * @param earlierVnrs numbers that packages had before, to the number of the package
 */
export function productsOf(
  packages: readonly MedicinePackage[],
  earlierVnrs: ReadonlyMap<string, string> = new Map(),
): readonly SearchProduct[] {
  const earlierOf = new Map<string, string[]>();
  for (const [vnr, packageNumber] of earlierVnrs)
    earlierOf.set(packageNumber, [...(earlierOf.get(packageNumber) ?? []), vnr]);
  const groups = new Map<string, MedicinePackage[]>();
  for (const one of packages) {
    const key = `${one.tradeName}\n${one.form.fi}`;
    const same = groups.get(key);
    if (same === undefined) groups.set(key, [one]);
    else same.push(one);
  }
  const products = [...groups.values()].map(own => {
    const first = own[0] as MedicinePackage;
    const { tradeName, form, atc, atcName, substances } = own.find(one => one.marketed) ?? first;
    const product: SearchProduct = {
      tradeName,
      form,
      atc,
      atcName,
      substances,
      holders: [...new Set(own.map(one => one.holder))],
      earlierVnrs: own.flatMap(one => earlierOf.get(one.packageNumber) ?? []),
      marketed: own.some(one => one.marketed),
      strengths: strengthsOf(own),
    };
    return { product, isHuman: own.some(one => one.human) };
  });
  const breadth = breadthOf(packages);
  return products
    .sort(
      ({ product: a, isHuman }, { product: b, isHuman: otherIsHuman }) =>
        Number(otherIsHuman) - Number(isHuman) ||
        Number(b.marketed) - Number(a.marketed) ||
        a.substances.length - b.substances.length ||
        (breadth.get(b.atc) ?? 0) - (breadth.get(a.atc) ?? 0) ||
        byText(a.tradeName, b.tradeName) ||
        byText(a.form.fi, b.form.fi),
    )
    .map(({ product }) => product);
}
