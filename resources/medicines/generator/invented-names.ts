import { drawFor, type Draw } from './seeded.ts';

/**
 * Names that no medicine has: Finnish-sounding, long-vowelled, with endings that medicine names do not use (no -ol, -in, -an,
 * -il, -ax, -um). Each is checked against the words of the register and the well-known brands below.
 */
const ONSETS = ['k', 't', 'p', 'v', 'h', 'j', 'l', 'r', 'm', 'n', 's'] as const;
const BACK = ['a', 'o', 'u', 'uo', 'au', 'ai', 'ou', 'ui', 'e', 'i', 'ie'] as const;
const FRONT = ['ä', 'ö', 'y', 'yö', 'äi', 'e', 'i', 'ie', 'ei'] as const;
const BACK_ENDINGS = ['lma', 'rva', 'ska', 'htu', 'lmu', 'ksa', 'rna', 'ltu', 'sku', 'mpa', 'rko', 'htava', 'lvo', 'nkka', 'ttula'] as const;
const FRONT_ENDINGS = ['lmä', 'rvi', 'skä', 'hty', 'ksä', 'rnä', 'lty', 'mpä', 'nkö', 'lve', 'ttylä', 'nkki'] as const;

/** Brands seen every day in Finnish pharmacies: general knowledge, listed only to stay away from them. */
const KNOWN_BRANDS = (
  'BURANA PANADOL PARATABS DISPERIN PRIMASPAN MAREVAN ELIQUIS XARELTO PRADAXA LIXIANA KLEXANE INNOHEP EMCONCOR SELOKEN ' +
  'RAMIPRIL TRIATEC ORMOX AMORION KEFEXIN RANCLAV TRIMOPAN SOMAC NEXIUM LOSEC LANTUS LEVEMIR TRESIBA NOVORAPID HUMALOG ' +
  'OZEMPIC WEGOVY VICTOZA TRULICITY JARDIANCE FORXIGA JANUVIA JANUMET METFOREM DIFORMIN THYROXIN VENTOLINE VENTILASTIN ' +
  'SYMBICORT SERETIDE SPIRIVA PULMICORT FLIXOTIDE SINGULAIR ZOLOFT CIPRALEX SEROQUEL ZYPREXA ABILIFY LYRICA NEURONTIN ' +
  'KEPPRA LAMICTAL TEGRETOL RIVOTRIL DEPRAKINE DIAPAM TENOX IMOVANE ZOPINOX STELLA OXYCONTIN OXYNORM TARGINIQ DUROGESIC ' +
  'NORSPAN TRAMAL TRADOLAN CONCERTA ELVANSE STRATTERA VIAGRA CIALIS OMNIC FURESIS SPIRESIS LIPITOR CRESTOR ZOCOR EZETROL ' +
  'PLAVIX BRILIQUE ENTRESTO COZAAR DIOVAN ATACAND NORVASC HUMIRA ENBREL TREXAN METOJECT ALLONOL ADENURIC COLCHIMEX FOSAMAX ' +
  'PREDNISOLON MEDROL DEXAMETASON HYDROCORTISON NASONEX NASOLIN ZYRTEC HEISINUO HISTEC CLARITYN AERIUS KESTINE XALATAN ' +
  'COSOPT OFTAN LUMIGAN DUPHALAC LEVOLAC PEGORION LAXOBERON IMODIUM PRIMPERAN CANESTEN LAMISIL FUCIDIN DERMOVAT ELOCON ' +
  'PROTOPIC YASMIN MINULET CERAZETTE VAGIFEM OVESTIN ESTROFEM FINREXIN COLDREX TREO MOBILAT VOLTAREN KETORIN PRONAXEN ' +
  'SIRDALUD NORFLEX LIORESAL MADOPAR SINEMET STALEVO SIFROL EBIXA ARICEPT REMERON EFEXOR CYMBALTA BRINTELLIX VOXRA CHAMPIX ' +
  'NICORETTE MINISUN DEVISOL KALCIPOS OBSIDAN RETAFER BEHEPAN FOLVITE KALIUM NITRO ISMO DINIT ORLOC CARDIOL RENITEC'
).split(' ');

/** Letters of a word as bits. One edit changes at most two of them: most words are told apart without counting edits. */
function lettersOf(word: string): number {
  let bits = 0;
  for (let at = 0; at < word.length; at += 1) bits |= 1 << (word.charCodeAt(at) & 31);
  return bits;
}

function bitsIn(value: number): number {
  let count = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

function editsBetween(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      row.push(Math.min((before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    before = row;
  }
  return before[b.length] ?? 0;
}

/** Beginnings that a Finnish or Swedish reader would stumble on. */
const UNSUITABLE = /PASK|PERS|PIER|PILL|HUOR|KUSI|KUSK|VITT|NUSS|KYR|RUNK|MULK|HOMO|TUSKA|MÄRK|KALMA|SURMA|KUOL|MORS|HITL|PUTI/;

function coin(draw: Draw, syllables: number): string {
  const back = draw.part() < 0.7;
  const nuclei = back ? BACK : FRONT;
  let name = '';
  for (let at = 0; at < syllables; at += 1) name += draw.pick(ONSETS) + draw.pick(nuclei);
  return (name + draw.pick(back ? BACK_ENDINGS : FRONT_ENDINGS)).toUpperCase();
}

export class InventedNames {
  readonly #taken = new Set<string>();
  readonly #starts: ReadonlySet<string>;
  readonly #byLength = new Map<number, { word: string; letters: number }[]>();

  constructor(realWords: ReadonlySet<string>) {
    const all = [...realWords, ...KNOWN_BRANDS];
    this.#starts = new Set(all.map(word => word.slice(0, 5)));
    for (const word of all) {
      const sameLength = this.#byLength.get(word.length) ?? [];
      sameLength.push({ word, letters: lettersOf(word) });
      this.#byLength.set(word.length, sameLength);
    }
  }

  /** A new name, upper case, for the thing that the seed names. */
  coin(...seed: readonly (string | number)[]): string {
    for (let attempt = 0; ; attempt += 1) {
      const draw = drawFor('name', attempt, ...seed);
      const name = coin(draw, draw.part() < 0.6 - attempt * 0.2 ? 1 : 2);
      if (name.length < 5 || UNSUITABLE.test(name) || this.#taken.has(name) || this.#isReal(name)) continue;
      this.#taken.add(name);
      return name;
    }
  }

  /** Real: the same beginning of five letters, or at most two edits away. */
  #isReal(name: string): boolean {
    if (this.#starts.has(name.slice(0, 5))) return true;
    const letters = lettersOf(name);
    for (let length = name.length - 2; length <= name.length + 2; length += 1) {
      const near = this.#byLength.get(length)?.some(real => bitsIn(real.letters ^ letters) <= 4 && editsBetween(real.word, name) <= 2);
      if (near === true) return true;
    }
    return false;
  }
}
