import { COMMON_MEDICINES } from './common-medicines.ts';
import { reimbursementOf } from './practice-assumptions.ts';
import { drawFor, type Draw } from './seeded.ts';
import type { AtcRow, Vocabulary } from './vocabulary.ts';

export type PackSize = Readonly<{ text: string; factor: number; size: string; unit: string; count: number; selfCare: boolean }>;

/** One substance in one form, with what every maker's product of it offers. */
export type Presentation = Readonly<{
  atc: AtcRow;
  latin: readonly string[];
  form: string;
  container: string;
  strengths: readonly string[];
  sizes: readonly PackSize[];
  reimbursement: 'n' | 'b' | 'l' | 'u';
  products: number;
  cents: number;
}>;

const SIZE = /^(?:(\d+)x)?(\d+(?:\.\d+)?)(ml|g|annos)?(k)?$/;
const exact = (amount: number): string => amount.toFixed(2);

export function readSize(token: string): PackSize {
  const match = SIZE.exec(token);
  if (match === null) throw new Error(`size ${token}`);
  const factor = Number(match[1] ?? '1');
  const amount = Number(match[2]);
  const unit = match[3] ?? 'kpl';
  const shown = unit === 'kpl' ? String(amount) : `${amount} ${unit === 'annos' ? 'annosta' : unit}`;
  const text = factor === 1 && match[1] === undefined ? shown : `${factor} x ${shown}`;
  return { text, factor, size: exact(amount), unit, count: factor * amount, selfCare: match[4] === 'k' };
}

export function commonPresentations({ atc, forms, substances }: Vocabulary): readonly Presentation[] {
  return COMMON_MEDICINES.trim()
    .split('\n')
    .map(line => {
      const cells = line.split('|').map(cell => cell.trim());
      const [code = '', latin = '', form = '', container = '', strengths = '', sizes = '', mark = '', products = '', cents = ''] = cells;
      const row = atc.get(code);
      if (row === undefined || !forms.has(form)) throw new Error(`not in the register: ${line}`);
      const names = latin.split('+');
      for (const name of names) if (!substances.has(name)) throw new Error(`no such substance: ${name}`);
      return {
        atc: row,
        latin: names,
        form,
        container,
        strengths: strengths.split(';').map(one => one.trim()),
        sizes: sizes.split(' ').map(readSize),
        reimbursement: mark as Presentation['reimbursement'],
        products: Number(products),
        cents: Number(cents),
      };
    });
}

type Shape = Readonly<{ form: string; container: string; strength: 'dose' | 'mg/g' | 'mg/ml' | 'annos' | 'vial'; sizes: string }>;
const TABLETS: readonly Shape[] = [
  { form: '173', container: '9', strength: 'dose', sizes: '30 100' },
  { form: '235', container: '9', strength: 'dose', sizes: '28 98' },
  { form: '250', container: '13', strength: 'dose', sizes: '30 90' },
];
const INJECTION: Shape = { form: '244', container: '1', strength: 'mg/ml', sizes: '5x1ml 10x2ml' };
const SYRINGE: Shape = { form: '66', container: '2', strength: 'mg/ml', sizes: '1x1ml 4x1ml' };
const INFUSION: Shape = { form: '274', container: '4', strength: 'mg/ml', sizes: '1x10ml 1x20ml' };
const POWDER: Shape = { form: '242', container: '4', strength: 'vial', sizes: '10 20' };

/** Form by ATC group, longest prefix first: what such substances are usually given as. */
const SHAPES: readonly (readonly [prefix: string, shape: Shape])[] = (
  [
    ['A01', { form: '338', container: '11', strength: 'mg/ml', sizes: '100ml 200ml' }],
    ['A16AB', INFUSION],
    ['B01AB', SYRINGE],
    ['B01AD', POWDER],
    ['B01AE0', POWDER],
    ['B02B', POWDER],
    ['B03XA', SYRINGE],
    ['B05', { form: '253', container: '26', strength: 'mg/ml', sizes: '10x500ml 10x1000ml' }],
    ['C01CA', INJECTION],
    ['C05A', { form: '265', container: '14', strength: 'mg/g', sizes: '20g 50g' }],
    ['C05B', { form: '29', container: '14', strength: 'mg/g', sizes: '50g 100g' }],
    ['D01A', { form: '17', container: '14', strength: 'mg/g', sizes: '20g 50g' }],
    ['D', { form: '177', container: '14', strength: 'mg/g', sizes: '30g 100g' }],
    ['G01', { form: '281', container: '9', strength: 'dose', sizes: '3 6' }],
    ['G02A', INJECTION],
    ['G03GA', SYRINGE],
    ['H01', SYRINGE],
    ['J01CA', POWDER],
    ['J01CR', POWDER],
    ['J01D', POWDER],
    ['J01G', INJECTION],
    ['J01XA', POWDER],
    ['J06', INFUSION],
    ['L01', INFUSION],
    ['L01E', TABLETS[1] as Shape],
    ['L02A', SYRINGE],
    ['L03', SYRINGE],
    ['L04AB', SYRINGE],
    ['L04AC', SYRINGE],
    ['M02', { form: '29', container: '14', strength: 'mg/g', sizes: '50g 100g' }],
    ['M03A', INJECTION],
    ['N01', INJECTION],
    ['P03', { form: '206', container: '11', strength: 'mg/ml', sizes: '60ml 100ml' }],
    ['R01A', { form: '343', container: '22', strength: 'mg/ml', sizes: '10ml 20ml' }],
    ['R02', { form: '38', container: '9', strength: 'dose', sizes: '20 40' }],
    ['R03A', { form: '45', container: '45', strength: 'annos', sizes: '60annos 120annos' }],
    ['R03B', { form: '45', container: '45', strength: 'annos', sizes: '60annos 120annos' }],
    ['R05', { form: '275', container: '11', strength: 'mg/ml', sizes: '100ml 200ml' }],
    ['S01', { form: '349', container: '62', strength: 'mg/ml', sizes: '5ml 10ml' }],
    ['S02', { form: '315', container: '62', strength: 'mg/ml', sizes: '5ml 10ml' }],
    ['S03', { form: '349', container: '62', strength: 'mg/ml', sizes: '5ml' }],
    ['V03', INJECTION],
  ] as readonly (readonly [string, Shape])[]
).toSorted((a, b) => b[0].length - a[0].length);

function shapeOf(atc: string, latin: string, draw: Draw): Shape {
  if (/mabum$/.test(latin)) return atc.startsWith('L01') ? INFUSION : SYRINGE;
  if (/(tinibum|clibum|paribum|sidibum)/.test(latin)) return TABLETS[1] as Shape;
  return SHAPES.find(([prefix]) => atc.startsWith(prefix))?.[1] ?? draw.pick(TABLETS);
}

const MANTISSAS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 8, 10];
/** The nearest amount that a maker would choose: 2.36 -> 2.5, 430 -> 400. */
function round(amount: number): number {
  const scale = 10 ** Math.floor(Math.log10(amount));
  const nearest = MANTISSAS.reduce((best, one) => (Math.abs(one * scale - amount) < Math.abs(best * scale - amount) ? one : best));
  return Number((nearest * scale).toPrecision(3));
}

const MILLIGRAMS: Readonly<Record<string, number>> = { g: 1000, mg: 1, mcg: 0.001 };
/** `0.5 mg`, `250 mikrog`, `1000 mg`: micrograms below a tenth of a milligram, as the register writes them. */
export const amountText = (milligrams: number): string =>
  milligrams < 0.1 ? `${Number((milligrams * 1000).toPrecision(3))} mikrog` : `${milligrams} mg`;

function strengthsOf(shape: Shape, { ddd, dddUnit }: AtcRow, draw: Draw): readonly string[] {
  const perMilligram = MILLIGRAMS[dddUnit];
  const dose = perMilligram === undefined || Number(ddd) === 0 ? null : Number(ddd) * perMilligram;
  const distinct = (amounts: readonly number[], end: string): readonly string[] =>
    [...new Set(amounts.map(round))].toSorted((a, b) => a - b).map(one => amountText(one) + end);
  switch (shape.strength) {
    case 'dose': {
      if (dose === null) return [amountText(draw.pick([5, 10, 20, 25, 50, 100, 250, 500]))];
      // A large daily dose is taken in several tablets.
      const one = dose > 1500 ? dose / 4 : dose > 600 ? dose / 2 : dose;
      return distinct(draw.pick([[one], [one / 2, one], [one / 2, one, one * 2]]), '');
    }
    case 'vial':
      return distinct(dose === null ? [draw.pick([250, 500, 1000])] : [dose / 2, dose / 4].map(one => Math.min(one, 2000)), '');
    case 'annos':
      return distinct(dose === null ? [draw.pick([0.05, 0.1, 0.2])] : [dose / 4, dose / 2], '/annos');
    case 'mg/g':
      return distinct([draw.pick([0.5, 1, 2, 5, 10, 20, 50])], '/g');
    case 'mg/ml':
      return distinct([dose === null || dose > 500 ? draw.pick([1, 2, 5, 10, 20, 50]) : Math.max(dose / 2, 0.01)], '/ml');
  }
}

/** Every other substance of the register that can be told from its ATC name, in the form usual for its group. */
export function otherPresentations(vocabulary: Vocabulary): readonly Presentation[] {
  const common = new Set(COMMON_MEDICINES.split('\n').map(line => line.slice(0, 7)));
  const found: Presentation[] = [];
  for (const row of [...vocabulary.atc.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1))) {
    if (!/^[A-UV]\d\d[A-Z]{2}\d\d$/.test(row.code)) continue;
    if (common.has(row.code) || /^(V0[4-9]|V1|J07)/.test(row.code) || /,| och | and |kombin|övriga/.test(row.sv)) continue;
    const latin = vocabulary.latinOf(row.sv);
    const draw = drawFor('presentation', row.code);
    if (latin === undefined || (row.ddd === '' && draw.part() < 0.35)) continue;
    const shape = shapeOf(row.code, latin, draw);
    found.push({
      atc: row,
      latin: [latin],
      form: shape.form,
      container: shape.container,
      strengths: strengthsOf(shape, row, draw),
      sizes: shape.sizes.split(' ').map(readSize),
      reimbursement: reimbursementOf(row.code),
      products: draw.pick([1, 2, 2, 2, 3, 4]),
      cents: Math.round(490 + 3000 * draw.part() ** 2 + (/mabum|tinibum/.test(latin) ? 80_000 * draw.part() : 0)),
    });
  }
  return found;
}
