import { type Patient } from '../people/person.ts';

/** The formula is for adults. */
const ADULT = 18;
const MICROMOLES_PER_MG_DL = 88.4;

/**
 * eGFR in ml/min/1.73 m², whole, from plasma creatinine in µmol/l; null where the formula does not hold (children, sex not
 * known, numbers out of all bounds). CKD-EPI 2009 without the term for ethnicity, as Finnish laboratories report it.
 * Source: Levey AS et al., Ann Intern Med 2009;150:604-612.
 */
export function egfrOfCreatinine(creatinine: number, ageYears: number, sex: Patient['sex']): number | null {
  if (ageYears < ADULT || (sex !== 'male' && sex !== 'female') || !(creatinine >= 10 && creatinine <= 2000))
    return null;
  const isFemale = sex === 'female';
  const ratio = creatinine / MICROMOLES_PER_MG_DL / (isFemale ? 0.7 : 0.9);
  const egfr =
    141 *
    Math.min(ratio, 1) ** (isFemale ? -0.329 : -0.411) *
    Math.max(ratio, 1) ** -1.209 *
    0.993 ** ageYears *
    (isFemale ? 1.018 : 1);
  return Math.max(1, Math.min(200, Math.round(egfr)));
}
