import { type Localized } from '../../kernel/language.ts';
import { type DoseUnit } from './dose.ts';

type FormRow = Readonly<{ form: RegExp; unit: DoseUnit }>;

/**
 * Unit of a dose by the Finnish dosage form name, first match wins: a nasal spray is counted in puffs although it is a
 * liquid, and a tablet for an oral suspension is still a tablet. Names: Fimea basic register, file laakemuoto.
 */
const BY_FORM: readonly FormRow[] = [
  { form: /inhalaatiojauhe, kapseli/, unit: 'capsule' },
  { form: /inhalaatiojauhe, annosteltu|inhalaatiojauhe/, unit: 'dose' },
  { form: /sumutin|inhalaationeste|inhalaatiohöyry/, unit: 'ml' },
  { form: /sumute|nenäjauhe/, unit: 'puff' },
  { form: /resoribletti|lääkepurukumi|kalvo|tabletti(?! ja liuotin)(?!.*voide)/, unit: 'tablet' },
  { form: /avattavat kapselit/, unit: 'capsule' },
  { form: /peräpuikko|^emätinpuikko|virtsatiepuikko/, unit: 'suppository' },
  { form: /kapseli(?!.*voide)/, unit: 'capsule' },
  { form: /laastari/, unit: 'patch' },
  { form: /annospussi|pussi suuonteloon|, pussi/, unit: 'sachet' },
  { form: /tipat/, unit: 'drop' },
  {
    form: /voide|geeli|ihovaahto|rektaalivaahto|shampoo|liuos iholle|liuos päänahkaan|emulsio iholle|puuteri|ihopuikko|kynsilakka|hammastahna|lääketuppo/,
    unit: 'application',
  },
  { form: /oraaliliuos|oraalisuspensio|oraalineste|siirappi|suuvesi|liuos suuonteloon/, unit: 'ml' },
];

/** Insulin and other pens are dosed in units only when the package says so; everything else injected is in millilitres. */
const INJECTED = /injektio|infuusio|injektori/;

/**
 * The unit in which doses of a medicine are counted.
 * @param packageUnit as on the package (`kpl`, `ml`, `g`, `annos`); null where unknown
 */
export function doseUnitFor(form: Localized, packageUnit: string | null): DoseUnit {
  const name = form.fi.normalize('NFC').toLowerCase();
  const unit = (packageUnit ?? '').toLowerCase();
  if (/^emätinpuikko, tabletti/.test(name)) return 'tablet';
  if (/^emätinpuikko, kapseli/.test(name)) return 'capsule';
  if (INJECTED.test(name)) return unit === 'ml' ? 'ml' : 'dose';
  const row = BY_FORM.find(candidate => candidate.form.test(name));
  if (row) return row.unit;
  if (unit === 'ml') return 'ml';
  return unit === 'g' ? 'application' : 'dose';
}

/** Package units that count the same thing as a dose unit, so that days of supply can be computed. */
const COUNTED_AS: Readonly<Record<DoseUnit, readonly string[]>> = {
  tablet: ['kpl', 'fol', 'tabl', 'tabletti'],
  capsule: ['kpl', 'fol', 'kaps', 'kapseli'],
  ml: ['ml'],
  drop: ['tippa'],
  puff: ['annos', 'annosta', 'dos'],
  dose: ['annos', 'annosta', 'dos', 'kpl', 'fol'],
  unit: ['ky', 'iu', 'ie', 'yks'],
  sachet: ['kpl', 'fol', 'pussi'],
  suppository: ['kpl', 'fol', 'puikko'],
  patch: ['kpl', 'fol', 'laastari'],
  application: [],
};

/** True where an amount in `packageUnit` can be divided by doses in `unit`. */
export const unitsAgree = (packageUnit: string, unit: DoseUnit): boolean =>
  COUNTED_AS[unit].includes(packageUnit.trim().toLowerCase());

/** The package unit that an amount computed from doses is written in. */
export const packageUnitOf = (unit: DoseUnit): string | null => COUNTED_AS[unit][0] ?? null;
