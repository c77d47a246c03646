import { compare, type Decimal, multiply } from '../../kernel/decimal.ts';
import { foldedForSearch } from '../../kernel/text.ts';
import { ageInYears } from '../../kernel/time.ts';
import { type Severity } from '../finding.ts';
import { type Detail } from '../rule.ts';
import {
  type CheckedMedicine,
  DOSE_BY_WEIGHT_BELOW,
  freshFacts,
  inAllLanguages,
  isAboveDaily,
  type KnowledgeFacts,
} from './knowledge-facts.ts';
import {
  inGroup,
  type Allergen,
  type Grade,
  type KnowledgeCheck,
  type KnowledgePack,
  type MaximumDose,
} from './knowledge-pack.ts';

const SEVERITIES: Readonly<Record<Grade, Severity>> = { D: 'confirm', C: 'warn', B: 'inform' };

const sourced = (pack: KnowledgePack, cite: string): Pick<Detail, 'source' | 'version'> => ({
  source: pack.citations[cite] ?? cite,
  version: `${pack.id} ${pack.version} (${pack.date})`,
});

/** Every row of a kind in every pack that names the medicine. */
function rowsFor<T extends Readonly<{ atc: readonly string[] }>>(
  { medicine, packs }: KnowledgeFacts,
  of: (pack: KnowledgePack) => readonly T[],
): readonly Readonly<{ pack: KnowledgePack; row: T }>[] {
  if (medicine === null) return [];
  return packs.flatMap(pack =>
    of(pack)
      .filter(row => inGroup(medicine.atc, row.atc))
      .map(row => ({ pack, row })),
  );
}

const names = (others: readonly Readonly<{ name: string }>[]): string =>
  [...new Set(others.map(({ name }) => name))].join(', ');

/** Interactions with what else is in use or in the basket: one finding a row, however many medicines it meets. */
export function interactionDetails({ medicine, others, packs }: KnowledgeFacts): readonly Detail[] {
  if (medicine === null || packs.length === 0) return [];
  if (others === null) return [{ key: '', severity: 'warn', inputs: { others: 'not fetched' } }];
  return packs.flatMap(pack =>
    pack.interactions.flatMap(row => {
      const asA = inGroup(medicine.atc, row.a);
      const asB = inGroup(medicine.atc, row.b);
      if (!asA && !asB) return [];
      const met = others.filter(other => (asA && inGroup(other.atc, row.b)) || (asB && inGroup(other.atc, row.a)));
      if (met.length === 0) return [];
      return [
        {
          key: row.id,
          severity: SEVERITIES[row.grade],
          says: inAllLanguages(language => `${names(met)}: ${row.says[language]} ${row.advice[language]}`),
          ...sourced(pack, row.cite),
          inputs: {
            medicine: `${medicine.name} (${medicine.atc})`,
            others: met.map(({ name, atc }) => `${name} (${atc})`).join(', '),
            grade: row.grade,
          },
        },
      ];
    }),
  );
}

const words = (text: string): string => ` ${foldedForSearch(text).replace(/[^\p{L}\p{N}]+/gu, ' ')}`;
const speaksOf = (text: string, allergen: Allergen): boolean =>
  allergen.words.some(word => words(text).includes(words(word)));

/** Allergies on record against the medicine: by the pack's groups, by cross-reactivity, and by the very name of the substance. */
export function allergyDetails({ medicine, patient, packs }: KnowledgeFacts): readonly Detail[] {
  const { allergies } = patient;
  if (allergies === null) return [{ key: '', severity: 'warn', inputs: { allergies: 'not recorded' } }];
  if (medicine === null) return [];
  const found = allergies.flatMap(({ text, severity }) =>
    packs.flatMap(pack =>
      pack.allergens
        .filter(allergen => speaksOf(text, allergen))
        .flatMap((allergen): Detail[] => {
          const inputs = { allergy: text, recordedAs: severity, medicine: `${medicine.name} (${medicine.atc})` };
          if (inGroup(medicine.atc, allergen.atc))
            return [
              {
                key: allergen.id,
                severity: SEVERITIES[allergen.grade],
                says: {
                  fi: `Potilaalla on kirjattu allergia: ${text}. Lääke kuuluu samaan ryhmään (${allergen.name.fi}).`,
                  sv: `Patienten har en antecknad allergi: ${text}. Läkemedlet hör till samma grupp (${allergen.name.sv}).`,
                  en: `The patient has a recorded allergy: ${text}. The medicine is of the same group (${allergen.name.en}).`,
                },
                ...sourced(pack, allergen.cite),
                inputs,
              },
            ];
          return allergen.cross
            .filter(({ atc }) => inGroup(medicine.atc, atc))
            .map(cross => ({
              key: `${allergen.id}-x`,
              severity: SEVERITIES[cross.grade],
              says: inAllLanguages(language => `${text}: ${cross.says[language]}`),
              ...sourced(pack, allergen.cite),
              inputs: { ...inputs, cross: cross.atc.join(', ') },
            }));
        }),
    ),
  );
  if (found.length > 0) return distinct(found);
  const own = [medicine.atcName.fi, medicine.atcName.sv].filter(name => name.length > 3);
  return allergies
    .filter(({ text }) => own.some(name => words(text).includes(words(name))))
    .slice(0, 1)
    .map(({ text }) => ({
      key: 'name',
      severity: 'confirm',
      inputs: { allergy: text, medicine: medicine.name },
      says: {
        fi: `Potilaalla on kirjattu allergia tälle aineelle: ${text}.`,
        sv: `Patienten har en antecknad allergi mot detta ämne: ${text}.`,
        en: `The patient has a recorded allergy to this substance: ${text}.`,
      },
    }));
}

const distinct = (details: readonly Detail[]): readonly Detail[] => [
  ...new Map(details.map(detail => [detail.key, detail])).values(),
];

/** Recorded allergies that no pack knows, where no pack can say whether they matter. */
export const unknownAllergies = ({ medicine, patient, packs }: KnowledgeFacts): readonly string[] =>
  medicine === null || packs.length === 0
    ? []
    : (patient.allergies ?? [])
        .map(({ text }) => text)
        .filter(text => !packs.some(pack => pack.allergens.some(allergen => speaksOf(text, allergen))));

/** Two of one group: the same fifth-level substance is rule R34's. */
export function duplicateDetails(facts: KnowledgeFacts): readonly Detail[] {
  const { medicine, others } = facts;
  if (medicine === null || others === null) return [];
  return rowsFor(facts, pack => pack.duplicates).flatMap(({ pack, row }) => {
    const met = others.filter(other => inGroup(other.atc, row.atc) && other.atc !== medicine.atc);
    if (met.length === 0) return [];
    return [
      {
        key: row.id,
        severity: SEVERITIES[row.grade],
        says: inAllLanguages(language => `${names(met)}: ${row.says[language]}`),
        ...sourced(pack, row.cite),
        inputs: { medicine: `${medicine.name} (${medicine.atc})`, others: names(met), group: row.atc.join(', ') },
      },
    ];
  });
}

/** The most in a day for this patient: of a child by weight where the row knows; `unweighed`: it does, and nobody knows the weight. */
function dailyLimit({ patient, today, weightKg }: KnowledgeFacts, row: MaximumDose): Decimal | 'unweighed' {
  const { mgPerDay, mgPerKgPerDay } = row;
  if (mgPerKgPerDay === undefined || ageInYears(patient.birthDate, today) >= DOSE_BY_WEIGHT_BELOW) return mgPerDay;
  if (weightKg === null) return 'unweighed';
  const byWeight = multiply(mgPerKgPerDay, weightKg);
  return compare(byWeight, mgPerDay) < 0 ? byWeight : mgPerDay;
}

function maximumDoseDetail(
  facts: KnowledgeFacts,
  medicine: CheckedMedicine,
  row: MaximumDose,
): Omit<Detail, 'source'> | null {
  const limit = dailyLimit(facts, row);
  const inputs = {
    maximumMgPerDay: limit === 'unweighed' ? row.mgPerDay : limit,
    strength: medicine.strength,
    medicine: medicine.name,
    ...(row.mgPerKgPerDay === undefined
      ? {}
      : { maximumMgPerKgPerDay: row.mgPerKgPerDay, weightKg: facts.weightKg ?? 'unknown' }),
  };
  if (limit === 'unweighed')
    return {
      key: 'unweighed',
      severity: 'warn',
      says: {
        fi: 'Lapsen enimmäisannosta ei voitu tarkistaa: painoa ei tiedetä.',
        sv: 'Barnets maximidos kunde inte kontrolleras: vikten är inte känd.',
        en: 'The child’s maximum dose could not be checked: the weight is not known.',
      },
      inputs,
    };
  const above = isAboveDaily(medicine, limit);
  if (above === false) return null;
  if (above === null)
    return {
      key: 'unread',
      severity: 'warn',
      says: {
        fi: `Enimmäisannosta (${limit} mg/vrk) ei voitu tarkistaa: annos ei ole luettavissa milligrammoina.`,
        sv: `Maximidosen (${limit} mg/dygn) kunde inte kontrolleras: dosen kan inte läsas i milligram.`,
        en: `The maximum dose (${limit} mg a day) could not be checked: the dose does not read in milligrams.`,
      },
      inputs,
    };
  if (limit === row.mgPerDay) return { key: row.id, severity: SEVERITIES[row.grade], says: row.says, inputs };
  const weight = facts.weightKg ?? '';
  const [perKg, kg, most] = [row.mgPerKgPerDay ?? '', weight, limit].map(value => value.replace('.', ','));
  return {
    key: `${row.id}-kg`,
    severity: SEVERITIES[row.grade],
    says: {
      fi: `Annos ylittää lapsen enimmäisannoksen ${perKg} mg/kg/vrk (paino ${kg} kg: ${most} mg/vrk). SIC-merkintä puuttuu.`,
      sv: `Dosen överskrider barnets maximidos ${perKg} mg/kg/dygn (vikt ${kg} kg: ${most} mg/dygn). SIC-anteckning saknas.`,
      en: `The dose is above the child’s maximum of ${row.mgPerKgPerDay ?? ''} mg/kg a day (weight ${weight} kg: ${limit} mg a day). There is no SIC mark.`,
    },
    inputs,
  };
}

export function maximumDoseDetails(facts: KnowledgeFacts): readonly Detail[] {
  const { medicine } = facts;
  // Who writes SIC has decided; the mark itself is told to the pharmacy (R36).
  if (medicine === null || medicine.sic) return [];
  return rowsFor(facts, pack => pack.maximumDoses).flatMap(({ pack, row }) => {
    const detail = maximumDoseDetail(facts, medicine, row);
    return detail === null ? [] : [{ ...detail, ...sourced(pack, row.cite) }];
  });
}

/** From this age an unknown kidney function stops the form where the gravest row waits for it; before it, it warns: our own choice. */
const KIDNEY_AGE = 65;

const unknownKidneys = (grades: readonly Grade[], age: number): Severity =>
  grades.includes('D') && age >= KIDNEY_AGE ? 'notChecked' : 'warn';

export function kidneyDetails(facts: KnowledgeFacts): readonly Detail[] {
  const rows = rowsFor(facts, pack => pack.kidney);
  if (rows.length === 0) return [];
  const { egfr } = freshFacts(facts.health, facts.today);
  if (egfr === null)
    return [
      {
        key: 'unknown',
        severity: unknownKidneys(
          rows.map(({ row }) => row.grade),
          ageInYears(facts.patient.birthDate, facts.today),
        ),
        says: {
          fi: 'Munuaisten toimintaa (eGFR) ei tiedetä. Lääkkeen annos riippuu siitä.',
          sv: 'Njurfunktionen (eGFR) är inte känd. Läkemedlets dos beror på den.',
          en: 'The kidney function (eGFR) is not known. The dose of the medicine depends on it.',
        },
        ...rows.slice(0, 1).map(({ pack, row }) => sourced(pack, row.cite))[0],
        inputs: { egfr: facts.health.egfr === null ? 'not recorded' : `too old: ${facts.health.egfr.on}` },
      },
    ];
  // Of several limits of one medicine the lowest that is crossed speaks.
  return rows
    .filter(({ row }) => egfr.value < row.below)
    .sort((a, b) => a.row.below - b.row.below)
    .slice(0, 1)
    .map(({ pack, row }) => ({
      key: row.id,
      severity: SEVERITIES[row.grade],
      says: row.says,
      ...sourced(pack, row.cite),
      inputs: { egfr: String(egfr.value), sample: egfr.on, limit: `< ${row.below} ml/min` },
    }));
}

/** Ages between which pregnancy is asked about: our own choice. */
const FERTILE = { from: 12, to: 55 } as const;

export function pregnancyDetails(facts: KnowledgeFacts): readonly Detail[] {
  const age = ageInYears(facts.patient.birthDate, facts.today);
  if (facts.patient.sex === 'male' || age < FERTILE.from || age > FERTILE.to) return [];
  const rows = rowsFor(facts, pack => pack.pregnancy);
  const health = freshFacts(facts.health, facts.today);
  return (['pregnancy', 'breastFeeding'] as const).flatMap((when): Detail[] => {
    const answer = when === 'pregnancy' ? health.pregnant : health.breastFeeding;
    const speaking = rows.filter(({ row }) => row.when === when);
    if (answer?.is === 'yes')
      return speaking.map(({ pack, row }) => ({
        key: row.id,
        severity: SEVERITIES[row.grade],
        says: row.says,
        ...sourced(pack, row.cite),
        inputs: { [when]: `yes (${answer.on})` },
      }));
    const gravest = speaking.find(({ row }) => row.grade === 'D');
    if (answer !== null || when !== 'pregnancy' || gravest === undefined) return [];
    return [
      {
        key: 'unknown',
        severity: 'notChecked',
        says: inAllLanguages(
          language =>
            `${{ fi: 'Raskautta ei ole kysytty.', sv: 'Graviditet har inte frågats.', en: 'Pregnancy has not been asked about.' }[language]} ${gravest.row.says[language]}`,
        ),
        ...sourced(gravest.pack, gravest.row.cite),
        inputs: { pregnancy: 'not recorded', age: String(age) },
      },
    ];
  });
}

/** Checks that no installed pack covers for the medicine. */
export const uncovered = (
  { medicine, packs }: KnowledgeFacts,
  checks: readonly KnowledgeCheck[],
): readonly KnowledgeCheck[] =>
  medicine === null || packs.length === 0
    ? []
    : checks.filter(check => !packs.some(pack => inGroup(medicine.atc, pack.covers[check])));
