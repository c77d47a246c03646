import { type Localized } from '../../kernel/language.ts';
import { type LocalDate } from '../../kernel/time.ts';

/** Registers that codes of structured entries are taken from; which file each is, the host knows. */
export const REGISTERS = ['diagnoses', 'procedures', 'laboratory', 'vaccines'] as const;
export type RegisterName = (typeof REGISTERS)[number];

/** Contents of structured core data that are a code or a name with fields. Diagnoses and measurements have forms of their own. */
export const CORE_CONTENTS = ['visitReason', 'procedure', 'risk', 'laboratory', 'vaccination', 'imaging'] as const;
export type CoreContent = (typeof CORE_CONTENTS)[number];

export const CORE_FIELDS = [
  'date',
  'role',
  'side',
  'reason',
  'icd10',
  'riskType',
  'certainty',
  'source',
  'endDate',
  'result',
  'unit',
  'low',
  'high',
  'flag',
  'product',
  'dose',
  'batch',
  'target',
  'site',
  'route',
  'study',
  'statement',
] as const;
export type CoreField = (typeof CORE_FIELDS)[number];

/** One structured entry: what it is, the code with its name (or a name alone), and the fields of its content as they stand. */
export type CoreEntry = Readonly<{
  kind: 'core';
  content: CoreContent;
  /** Null where the thing is said in words. */
  code: string | null;
  name: string;
  /** Texts; dates as `YYYY-MM-DD`, numbers with a point, choices by their id. Empty ones are left out. */
  fields: Readonly<Partial<Record<CoreField, string>>>;
}>;

const words = (fi: string, sv: string, en: string): Localized => ({ fi, sv, en });

export type FieldShape =
  | Readonly<{ type: 'text'; most: number }>
  | Readonly<{ type: 'date'; future?: true }>
  | Readonly<{ type: 'number' }>
  | Readonly<{ type: 'choice'; choices: Readonly<Record<string, Localized>> }>;

const text = (most: number): FieldShape => ({ type: 'text', most });

/**
 * How each field is filled and what it is called. The values of choices are words of ours: the code sets behind them (side,
 * main and sub procedure, certainty, kind of risk, flag of a result) are not confirmed, so documents carry them as text.
 */
export const FIELD_SHAPES: Readonly<Record<CoreField, FieldShape & Readonly<{ name: Localized }>>> = {
  date: { type: 'date', name: words('Päivä', 'Datum', 'Date') },
  role: {
    type: 'choice',
    name: words('Asema', 'Ställning', 'Standing'),
    choices: {
      main: words('Päätoimenpide', 'Huvudåtgärd', 'Main procedure'),
      sub: words('Osatoimenpide', 'Delåtgärd', 'Sub-procedure'),
    },
  },
  side: {
    type: 'choice',
    name: words('Puoli', 'Sida', 'Side'),
    choices: {
      right: words('oikea', 'höger', 'right'),
      left: words('vasen', 'vänster', 'left'),
      both: words('molemmat', 'båda', 'both'),
    },
  },
  reason: { ...text(400), name: words('Syy', 'Orsak', 'Reason') },
  icd10: { ...text(20), name: words('Vastaava ICD-10-koodi', 'Motsvarande ICD-10-kod', 'Matching ICD-10 code') },
  riskType: {
    type: 'choice',
    name: words('Riskin laji', 'Typ av risk', 'Kind of risk'),
    choices: {
      critical: words('kriittinen riskitieto', 'kritisk riskuppgift', 'critical risk'),
      risk: words('riskitieto', 'riskuppgift', 'risk'),
    },
  },
  certainty: {
    type: 'choice',
    name: words('Varmuus', 'Säkerhet', 'Certainty'),
    choices: {
      confirmed: words('todettu', 'konstaterad', 'confirmed'),
      suspected: words('epäily', 'misstänkt', 'suspected'),
    },
  },
  source: { ...text(200), name: words('Tiedon lähde', 'Uppgiftens källa', 'Source') },
  endDate: { type: 'date', future: true, name: words('Päättyy', 'Upphör', 'Ends') },
  result: { ...text(200), name: words('Tulos', 'Resultat', 'Result') },
  unit: { ...text(40), name: words('Yksikkö', 'Enhet', 'Unit') },
  low: { type: 'number', name: words('Viiteväli, alaraja', 'Referens, nedre gräns', 'Reference, low') },
  high: { type: 'number', name: words('Viiteväli, yläraja', 'Referens, övre gräns', 'Reference, high') },
  flag: {
    type: 'choice',
    name: words('Poikkeavuus', 'Avvikelse', 'Flag'),
    choices: {
      normal: words('viitevälillä', 'inom referensvärdena', 'within reference'),
      low: words('matala', 'lågt', 'low'),
      high: words('korkea', 'högt', 'high'),
      abnormal: words('poikkeava', 'avvikande', 'abnormal'),
    },
  },
  product: { ...text(200), name: words('Valmiste', 'Preparat', 'Product') },
  dose: { ...text(20), name: words('Monesko annos', 'Dos nr', 'Dose number') },
  batch: { ...text(60), name: words('Eränumero', 'Satsnummer', 'Batch') },
  target: { ...text(200), name: words('Suojattava tauti', 'Skyddar mot', 'Target disease') },
  site: { ...text(100), name: words('Pistokohta', 'Injektionsställe', 'Site') },
  route: { ...text(100), name: words('Antoreitti', 'Administreringsväg', 'Route') },
  study: { ...text(100), name: words('Tutkimuksen tunniste', 'Undersökningens identifikation', 'Study identifier') },
  statement: { ...text(4000), name: words('Lausunto', 'Utlåtande', 'Statement') },
};

export type CoreShape = Readonly<{
  name: Localized;
  /** The heading that entries of this content stand under. */
  heading: 'reasonForArrival' | 'riskInformation' | 'procedures' | 'laboratory' | 'vaccinations' | 'imaging';
  /** Null: the code is written by hand, in the form that `code` demands. */
  register: RegisterName | null;
  /** What a code looks like. */
  code: RegExp;
  /** May a name stand without a code? */
  inWords: boolean;
  fields: readonly CoreField[];
  required: readonly CoreField[];
  /** What a new entry begins with. */
  start: Readonly<Partial<Record<CoreField, 'today' | (string & {})>>>;
  /** Label of the search line. */
  search: Localized;
}>;

/** Contents as rows: every form, document, check and line of text is made from these. Fields after the national minimum sets. */
export const CORE_SHAPES: Readonly<Record<CoreContent, CoreShape>> = {
  visitReason: {
    name: words('Käyntisyy (ICPC-2)', 'Besöksorsak (ICPC-2)', 'Reason for visit (ICPC-2)'),
    heading: 'reasonForArrival',
    register: null,
    code: /^[ABDFHKLNPRSTUWXYZ](?!00)\d{2}$/,
    inWords: false,
    fields: ['icd10'],
    required: [],
    start: {},
    search: words(
      'ICPC-2-koodi ja nimi, esim. R74 nuha',
      'ICPC-2-kod och namn, t.ex. R74 snuva',
      'ICPC-2 code and name',
    ),
  },
  procedure: {
    name: words('Toimenpide', 'Åtgärd', 'Procedure'),
    heading: 'procedures',
    register: 'procedures',
    code: /^[A-Z][A-Z0-9]{1,6}$/,
    inWords: false,
    fields: ['date', 'role', 'side', 'reason'],
    required: ['date'],
    start: { date: 'today', role: 'main' },
    search: words('Toimenpiteen koodi tai nimi', 'Åtgärdens kod eller namn', 'Code or name of the procedure'),
  },
  risk: {
    name: words('Riskitieto', 'Riskuppgift', 'Risk information'),
    heading: 'riskInformation',
    register: 'diagnoses',
    code: /^[A-Z]\d{2}/,
    inWords: true,
    fields: ['riskType', 'certainty', 'date', 'endDate', 'source'],
    required: ['riskType'],
    start: { riskType: 'critical', certainty: 'confirmed', date: 'today' },
    search: words(
      'Riskin koodi (ICD-10) tai nimi; Enter ottaa myös oman tekstin',
      'Riskens kod (ICD-10) eller namn; Enter tar också egen text',
      'Code (ICD-10) or name of the risk; Enter takes your own words, too',
    ),
  },
  laboratory: {
    name: words('Laboratoriotulos', 'Laboratorieresultat', 'Laboratory result'),
    heading: 'laboratory',
    register: 'laboratory',
    code: /^\d{4}$/,
    inWords: false,
    fields: ['result', 'unit', 'low', 'high', 'flag', 'date'],
    required: ['result', 'date'],
    start: { date: 'today' },
    search: words(
      'Tutkimuksen lyhenne, nimi tai numero',
      'Undersökningens förkortning, namn eller nummer',
      'Abbreviation, name or number of the examination',
    ),
  },
  vaccination: {
    name: words('Rokotus', 'Vaccination', 'Vaccination'),
    heading: 'vaccinations',
    register: 'vaccines',
    code: /^J07[A-Z]{0,2}\d{0,2}$/,
    inWords: false,
    fields: ['date', 'product', 'dose', 'batch', 'target', 'site', 'route'],
    required: ['date', 'batch'],
    start: { date: 'today' },
    search: words('Rokotteen nimi tai ATC-koodi', 'Vaccinets namn eller ATC-kod', 'Name or ATC code of the vaccine'),
  },
  imaging: {
    name: words('Kuvantamislausunto', 'Bilddiagnostiskt utlåtande', 'Imaging statement'),
    heading: 'imaging',
    register: 'procedures',
    code: /^[A-Z][A-Z0-9]{1,6}$/,
    inWords: false,
    fields: ['date', 'side', 'study', 'statement'],
    required: ['date', 'statement'],
    start: { date: 'today' },
    search: words('Tutkimuksen koodi tai nimi', 'Undersökningens kod eller namn', 'Code or name of the study'),
  },
};

/** A new entry with what the content begins with. */
export function newCoreEntry(
  content: CoreContent,
  picked: Readonly<{ code: string | null; name: string; unit?: string }>,
  today: LocalDate,
): CoreEntry {
  const { start, fields } = CORE_SHAPES[content];
  const begun = Object.fromEntries(
    Object.entries(start).map(([field, value]) => [field, value === 'today' ? today : value]),
  );
  const unit = fields.includes('unit') && picked.unit ? { unit: picked.unit } : {};
  return { kind: 'core', content, code: picked.code, name: picked.name, fields: { ...begun, ...unit } };
}

/**
 * `R74 nuha`: the code of a content without a register, and the name after it.
 * @returns null when the code does not look like one or the name is missing
 */
export function readWrittenCode(content: CoreContent, typed: string): Readonly<{ code: string; name: string }> | null {
  const [head = '', ...rest] = typed.trim().split(/\s+/);
  const code = head.toUpperCase();
  const name = rest.join(' ');
  return CORE_SHAPES[content].code.test(code) && name !== '' ? { code, name } : null;
}

/** Reference limits tell whether a number is low, normal or high. @returns null when they cannot tell */
export function flagOf(result: number, low: number | null, high: number | null): 'low' | 'normal' | 'high' | null {
  if (low !== null && result < low) return 'low';
  if (high !== null && result > high) return 'high';
  return low === null && high === null ? null : 'normal';
}
