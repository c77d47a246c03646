import { type LocalDate } from '../../kernel/time.ts';
import { CERTIFICATE_CONTENTS, CERTIFICATE_SHAPES } from './certificate-forms.ts';
import { type CoreField, type CoreShape, words } from './core-fields.ts';

/** Contents of structured core data that are a code or a name with fields. Diagnoses and measurements have forms of their own. */
export const CORE_CONTENTS = [
  'visitReason',
  'procedure',
  'risk',
  'laboratory',
  'vaccination',
  'imaging',
  ...CERTIFICATE_CONTENTS,
] as const;
export type CoreContent = (typeof CORE_CONTENTS)[number];

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
  ...CERTIFICATE_SHAPES,
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
