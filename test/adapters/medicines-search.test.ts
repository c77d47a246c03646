import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { MedicineCatalogue, MedicineProductHit } from '../../src-main/app/ports/medicine-catalogue.port.ts';
import { catalogueOf, openCatalogue, practiceRelease } from '../../src-main/adapters/medicines/catalogue.ts';
import { editsToBeginning } from '../../shared/kernel/search/edit-distance.ts';
import { fold } from '../../shared/kernel/search/folding.ts';
import { RESOURCES } from './medicines/register-files.ts';

let catalogue: MedicineCatalogue;
beforeAll(async () => {
  const opened = await openCatalogue(practiceRelease(RESOURCES));
  if (!opened.ok) throw new Error(opened.error.code);
  catalogue = opened.value.catalogue;
});

const find = (text: string, limit = 10) => catalogue.search(text, { limit });
const first = (text: string): MedicineProductHit | undefined => find(text).products[0];
const names = (text: string, limit = 10): readonly string[] => find(text, limit).products.map(one => one.tradeName);

// query, ATC code of the first hit, why it was found, and a strength that is marked (where a number was typed)
describe('first hits', () => {
  test.each([
    // substance in Finnish, Swedish, Latin; the generics carry its Swedish name as trade name
    ['amoksisilliini', 'J01CA04', 'substance', null],
    ['amoksi', 'J01CA04', 'substance', null],
    ['amoxi', 'J01CA04', 'name', null],
    ['Amoxicillinum', 'J01CA04', 'substance', null],
    ['parasetamoli', 'N02BE01', 'substance', null],
    ['paracet', 'N02BE01', 'name', null],
    ['Paracetamolum', 'N02BE01', 'substance', null],
    ['metformiini', 'A10BA02', 'substance', null],
    ['ramipriili', 'C09AA05', 'substance', null],
    ['varfariini', 'B01AA03', 'substance', null],
    ['Warfarinum', 'B01AA03', 'substance', null],
    ['apiksabaani', 'B01AF02', 'substance', null],
    ['sertraliini', 'N06AB06', 'substance', null],
    ['tsopikloni', 'N05CF01', 'substance', null],
    ['zopiclonum', 'N05CF01', 'substance', null],
    ['glargininsuliini', 'A10AE04', 'substance', null],
    ['glargin', 'A10AE04', 'substance', null],
    ['prednisoloni', 'H02AB06', 'substance', null],
    ['furosemidi', 'C03CA01', 'substance', null],
    ['metotreksaatti', 'L04AX03', 'substance', null],
    ['allopurinoli', 'M04AA01', 'substance', null],
    ['levotyroksiini', 'H03AA01', 'substance', null],
    ['hydroklooritiatsidi', 'C03AA03', 'substance', null],
    ['acidum acetylsalicylicum', 'B01AC06', 'substance', null],
    // several words in any order, each by its beginning
    ['para poretab', 'N02BE01', 'name', null],
    ['poretab para', 'N02BE01', 'name', null],
    ['ibupr oraalisusp', 'M01AE01', 'name', null],
    ['salbut sumut', 'R03AC02', 'substance', null],
    ['förfylld insulin aspart', 'A10AB05', 'substance', null],
    ['film-coated metfor', 'A10BA02', 'name', null],
    ['depottabl metopr', 'C07AB02', 'name', null],
    // strengths: number, number and unit, other units of the same mass, comma and point, thousands
    ['amox 500', 'J01CA04', 'name', '500 mg'],
    ['500 amox', 'J01CA04', 'name', '500 mg'],
    ['amoksi 500mg', 'J01CA04', 'substance', '500 mg'],
    ['amox 0,5 g', 'J01CA04', 'name', '500 mg'],
    ['amox 0.5g', 'J01CA04', 'name', '500 mg'],
    ['amox 1 g', 'J01CA04', 'name', '1000 mg'],
    ['parasetamoli 1000 mg', 'N02BE01', 'substance', '1 g'],
    ['levotyroksiini 0,1 mg', 'H03AA01', 'substance', '100 mikrog'],
    ['levotyroksiini 100 ug', 'H03AA01', 'substance', '100 mikrog'],
    ['levotyroksiini 100 µg', 'H03AA01', 'substance', '100 mikrog'],
    ['bisoprololi 3,75', 'C07AB07', 'substance', '3.75 mg'],
    ['ramipriili 2.50 mg', 'C09AA05', 'substance', '2.5 mg'],
    ['oksikodoni 10 mg depottabletti', 'N02AA05', 'substance', '10 mg'],
    ['oksikodoni naloksoni 20', 'N02AA55', 'substance', '20 mg / 10 mg'],
    ['875/125', 'J01CR02', 'other', '875 mg / 125 mg'],
    ['enoksapariini 4000 iu', 'B01AB05', 'substance', '4 000 IU (40 mg)/0.4 ml'],
    ['enoksapariini 40 mg', 'B01AB05', 'substance', '4 000 IU (40 mg)/0.4 ml'],
    ['fentanyyli 25 mikrog/h', 'N02AB03', 'substance', '25 mikrog/h'],
    ['amox 500 m', 'J01CA04', 'name', '500 mg'],
    ['simvast 20 mg 100', 'C10AA01', 'name', '20 mg'],
    // package sizes
    ['latanoprosti 2.5 ml', 'S01EE01', 'substance', '50 mikrog/ml'],
    ['latanoprosti 3 x 2,5 ml', 'S01EE01', 'substance', '50 mikrog/ml'],
    ['salbutamoli 200 annosta', 'R03AC02', 'substance', '0.1 mg/annos'],
    // ATC
    ['C07AB07', 'C07AB07', 'atc', null],
    ['c10aa', 'C10AA07', 'atc', null],
    ['n02be01 500', 'N02BE01', 'atc', '500 mg'],
    // misspelt: one edit from four letters, two from eight; swapped neighbours; letters too many and too few
    ['ibuporfeeni', 'M01AE01', 'similar', null],
    ['ibubrofeeni', 'M01AE01', 'similar', null],
    ['simvastaiini', 'C10AA01', 'similar', null],
    ['simvasstatiini', 'C10AA01', 'similar', null],
    ['metforrmiini', 'A10BA02', 'similar', null],
    ['varffariini', 'B01AA03', 'similar', null],
    ['parsetamoli', 'N02BE01', 'similar', null],
    ['aprasetamoli', 'N02BE01', 'similar', null],
    ['levotyroksini 100 mikrog', 'H03AA01', 'similar', '100 mikrog'],
    ['tyroksiini', 'H03AA01', 'similar', null],
    ['amlodipine', 'C08CA01', 'similar', null],
    ['omepratzoli', 'A02BC01', 'similar', null],
    ['tsopiklooni', 'N05CF01', 'similar', null],
    ['sertarliini 50', 'N06AB06', 'similar', '50 mg'],
  ] as const)('%s', (text, atc, reason, strength) => {
    const hit = first(text);
    expect({ atc: hit?.atc, reason: hit?.reason }).toEqual({ atc, reason });
    const marked = hit?.strengths.filter(one => one.matched).map(one => one.strength) ?? [];
    if (strength === null) expect(marked).toEqual([]);
    else expect(marked).toContain(strength);
  });
});

describe('ranking', () => {
  test('trade names that begin so come before the substance under other names, similar ones only when nothing matches', () => {
    const reasons = find('metoprolol', 50).products.map(one => one.reason);
    expect(new Set(reasons)).toEqual(new Set(['name', 'substance']));
    expect(reasons).toEqual(reasons.toSorted());
  });

  test('marketed before withdrawn among equals', () => {
    const states = find('c09', 200).products.map(one => one.marketed);
    expect(states).toContain(false);
    expect(states.indexOf(false)).toBeGreaterThan(states.lastIndexOf(true));
  });

  test('Nordic letters: as typed first, and without them found all the same', () => {
    const withLetters = find('röpähty').products[0]?.tradeName;
    expect(withLetters).toBe('RÖPÄHTY');
    expect(first('ropahty')?.tradeName).toBe('RÖPÄHTY');
    expect(first('ropähty')?.tradeName).toBe('RÖPÄHTY');
    expect(fold('ÅåÄäÖöéŠµ')).toBe('aaaaooesu');
  });

  test('a VNR finds its package, leading digits its neighbours', () => {
    const hit = first('900263');
    expect(hit?.reason).toBe('vnr');
    const vnrs = hit?.strengths.flatMap(one => one.packages.map(pack => pack.vnr));
    expect(vnrs).toContain('900263');
    expect(hit?.strengths.filter(one => one.matched)).toHaveLength(1);
    expect(find('9002').total).toBeGreaterThan(3);
  });

  test('every strength and size of a product is there, smallest first, withdrawn sizes after marketed ones', () => {
    const hit = first('amoksisilliini 750');
    expect(hit?.strengths.map(one => one.strength)).toEqual(['500 mg', '750 mg', '1000 mg']);
    for (const product of find('c', 100).products) {
      for (const { packages } of product.strengths) {
        for (const part of [packages.filter(one => one.marketed), packages.filter(one => !one.marketed)]) {
          const sizes = part.map(one => Number(one.size) * (one.sizeFactor ?? 1));
          expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
        }
        expect(packages.map(one => Number(!one.marketed))).toEqual(
          packages.map(one => Number(!one.marketed)).toSorted(),
        );
      }
    }
  });

  test('of equal products those for people come before those for animals, and widely sold substances before rare ones', () => {
    const packages = [...catalogue.byAtc('H02AB06'), ...catalogue.byAtc('D07AA03')].filter(one => one.marketed);
    expect(find('prednisoloni').products[0]?.atc).toBe('H02AB06');
    const forAnimals = packages.map(one => (one.atc === 'H02AB06' ? { ...one, human: false } : one));
    const few = catalogueOf({ release: catalogue.release(), packages: forAnimals, earlierVnrs: new Map() });
    const humans = few.search('prednisoloni', { limit: 50 }).products.map(one => one.strengths[0]?.packages[0]?.human);
    expect(humans).toContain(false);
    expect(humans.indexOf(false)).toBeGreaterThan(humans.lastIndexOf(true));
  });
});

describe('answers beside the products', () => {
  test('substances for prescribing by substance, with forms and strengths on the market', () => {
    const [hit] = find('amoksisilliini').substances;
    expect(hit?.atc).toBe('J01CA04');
    expect(hit?.substances).toEqual(['Amoxicillinum trihydricum']);
    const shown = hit?.presentations.map(one => `${one.form.fi} ${one.strength}`);
    expect(shown).toContain('tabletti, kalvopäällysteinen 500 mg');
    expect(shown).toContain('jauhe oraalisuspensiota varten 100 mg/ml');
    expect(hit?.matches.atcNameFi).toEqual([{ start: 0, end: 14 }]);
  });

  test('matched parts', () => {
    const hit = first('amoxi työ');
    expect(hit?.tradeName).toBe('AMOXICILLIN TYÖLYÖHTY');
    expect(hit?.matches.tradeName).toEqual([
      { start: 0, end: 5 },
      { start: 12, end: 15 },
    ]);
    expect(first('tyroksiini')?.matches.atcNameFi).toEqual([{ start: 4, end: 14 }]);
    expect(first('C07AB07')?.matches.atc).toEqual([{ start: 0, end: 7 }]);
  });

  test('empty, blank and meaningless text finds nothing; one letter finds names and substances', () => {
    for (const text of ['', '   ', '-', '%', '///', '\u0000', '💊']) {
      expect(find(text)).toMatchObject({ products: [], substances: [], total: 0 });
    }
    const hits = find('b', 20);
    expect(hits.total).toBeGreaterThan(100);
    expect(new Set(hits.products.map(one => one.reason))).toEqual(new Set(['name']));
    expect(
      hits.products.every(one =>
        fold(one.tradeName)
          .split(/[^a-z]/)
          .some(word => word.startsWith('b')),
      ),
    ).toBe(true);
  });

  test('pages follow each other without gap or double', () => {
    const page = (offset: number) => catalogue.search('metopr', { limit: 3, offset }).products;
    const all = find('metopr', 12).products;
    expect([0, 3, 6, 9].flatMap(page)).toEqual(all);
    expect(page(10_000)).toEqual([]);
    expect(catalogue.search('metopr', { limit: -1, offset: Number.NaN }).products).toEqual([]);
  });
});

describe('look-ups', () => {
  test('by VNR, present and earlier', () => {
    const now = catalogue.byVnr('900000');
    expect(now).toMatchObject({ vnr: '900000', packageNumber: '9000001', invented: true });
    expect(catalogue.byVnr('950000')).toMatchObject({ vnr: '900007' });
    expect(catalogue.byVnr('90000')).toBeNull();
    expect(catalogue.byVnr('000000')).toBeNull();
  });

  test('by group: one substance, form and strength, cheapest first, reference price 50 cents above the cheapest of its size', () => {
    const group = catalogue.byVnr('900000')?.substitutionGroup ?? '';
    const packages = catalogue.byGroup(group);
    expect(packages.length).toBeGreaterThan(5);
    expect(new Set(packages.map(one => `${one.atc} ${one.form.fi} ${one.strength}`)).size).toBe(1);
    const prices = packages.map(one => one.retailPriceCents ?? Infinity);
    expect(prices).toEqual(prices.toSorted((a, b) => a - b));
    const ofSize = packages.filter(one => one.sizeText === '100' && one.marketed);
    expect(new Set(ofSize.map(one => one.referencePriceCents))).toEqual(
      new Set([(ofSize[0]?.retailPriceCents ?? 0) + 50]),
    );
    expect(catalogue.byGroup('none')).toEqual([]);
  });

  test('by ATC: code and all codes under it', () => {
    const all = catalogue.byAtc('J01C');
    expect(all.length).toBeGreaterThan(50);
    expect(all.every(one => one.atc.startsWith('J01C'))).toBe(true);
    expect(catalogue.byAtc('j01ca04').every(one => one.atc === 'J01CA04')).toBe(true);
    expect(catalogue.byAtc('')).toEqual([]);
    expect(catalogue.byAtc('X99')).toEqual([]);
  });
});

describe('properties', () => {
  const products = (): readonly MedicineProductHit[] => find('a', 200).products.concat(find('m', 200).products);

  test('any text is answered, with products of the register and ranges inside their texts', () => {
    const word = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom(
        'amox',
        'para',
        '500',
        'mg',
        '0,5',
        'g',
        'C07',
        '9002',
        'tabl',
        'ö',
        '%',
        'x',
        '1 000',
        'µg',
        'instulin',
      ),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), fc.integer(), fc.integer(), (words, limit, offset) => {
        const hits = catalogue.search(words.join(' '), { limit, offset });
        expect(hits.products.length).toBeLessThanOrEqual(Math.min(hits.total, Math.max(limit, 0), 200));
        for (const { tradeName, matches, strengths } of hits.products) {
          expect(strengths.length).toBeGreaterThan(0);
          for (const { start, end } of matches.tradeName)
            expect(0 <= start && start < end && end <= tradeName.length).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('typing a trade name letter by letter never loses its product, and never finds more', () => {
    const samples = products().filter((_, at) => at % 40 === 0);
    expect(samples.length).toBeGreaterThan(5);
    for (const { tradeName, form } of samples) {
      let before = Infinity;
      for (let length = 2; length <= tradeName.length; length += 1) {
        const text = tradeName.slice(0, length);
        const hits = find(text, 200);
        expect(hits.total).toBeLessThanOrEqual(before);
        before = hits.total;
        if (hits.total <= 200)
          expect(hits.products.some(one => one.tradeName === tradeName && one.form.fi === form.fi)).toBe(true);
      }
    }
  });

  test('more words never find more', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('amox', 'metf', 'insul', 'para', 'j01', 'bisop'),
        fc.constantFrom('500', 'tabl', '10 mg', 'oy', 'depot'),
        (one, two) => {
          const both = find(`${one} ${two}`, 200);
          if (both.products.some(hit => hit.reason === 'similar')) return;
          expect(both.total).toBeLessThanOrEqual(find(one, 200).total);
        },
      ),
    );
  });

  test('the order of words does not matter', () => {
    expect(names('500 amox tabl')).toEqual(names('tabl amox 500'));
  });

  test('edit distance to a beginning, against the plain definition', () => {
    const plain = (typed: string, word: string): number => {
      const rows: number[][] = [Array.from({ length: typed.length + 1 }, (_, at) => at)];
      for (let i = 1; i <= word.length; i += 1) {
        const row = [i];
        for (let j = 1; j <= typed.length; j += 1) {
          const same = word[i - 1] === typed[j - 1] ? 0 : 1;
          let cost = Math.min((rows[i - 1]?.[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (rows[i - 1]?.[j - 1] ?? 0) + same);
          if (i > 1 && j > 1 && word[i - 1] === typed[j - 2] && word[i - 2] === typed[j - 1]) {
            cost = Math.min(cost, (rows[i - 2]?.[j - 2] ?? 0) + 1);
          }
          row.push(cost);
        }
        rows.push(row);
      }
      return Math.min(...rows.map(row => row[typed.length] ?? Infinity));
    };
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(letters, letters, fc.constantFrom(1, 2), (typed, word, most) => {
        const expected = plain(typed, word);
        const found = editsToBeginning(typed, word, most);
        expect(found <= most ? found : 'more').toBe(expected <= most ? expected : 'more');
      }),
      { numRuns: 2000 },
    );
  });
});
