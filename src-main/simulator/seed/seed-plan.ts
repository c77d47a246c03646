import { type LocalDate, ageInYears } from '../../../shared/kernel/time.ts';
import { type PracticePatient } from './practice.ts';
import { type Treatment } from './treatments.ts';

/** One planned prescription with what pharmacies have dispensed of it. Days count back from today. */
export type PlannedPrescription = Readonly<{
  patient: PracticePatient;
  treatment: Treatment;
  prescriber: string;
  daysAgo: number;
  kind: 'product' | 'substance';
  mode: 'packages' | 'total' | 'duration';
  packages: number;
  iteration?: Readonly<{ count: number; days: number }>;
  sic?: boolean;
  renewalForbidden?: boolean;
  substitutionForbidden?: boolean;
  doseDispensing?: boolean;
  startOfUse?: boolean;
  textOnly?: boolean;
  message?: Readonly<{ fi: string; sv: string }>;
  /** ends before the ordinary validity, so many days from today */
  endsInDays?: number;
  weightKg?: string;
  dispensings: readonly PlannedDispensing[];
}>;
export type PlannedDispensing = Readonly<{ daysAgo: number; packages: number; by: string }>;

type Plan = Omit<PlannedPrescription, 'patient' | 'treatment'> & Readonly<{ treatment: string }>;
type Change = Partial<Omit<Plan, 'treatment' | 'daysAgo'>>;

const AINO = 'aino-harjula';
const MIKAEL = 'mikael-sandvik';
const LEENA = 'leena-apaja';
const OTTO = 'otto-virtala';
const SOFIA = 'sofia-lindgren';

const plan = (treatment: string, daysAgo: number, change: Change = {}): Plan => ({
  treatment,
  daysAgo,
  prescriber: AINO,
  kind: 'product',
  mode: 'packages',
  packages: 2,
  dispensings: [],
  ...change,
});
const given = (daysAgo: number, packages: number, by = OTTO): PlannedDispensing => ({ daysAgo, packages, by });

/** The named patients of the register, in its order. */
const NAMED: readonly (readonly Plan[])[] = [
  // Woman with hypertension and asthma: partly dispensed, nearly used up, nearly expired, as needed.
  [
    plan('ramipril', 200, { packages: 4, dispensings: [given(198, 1), given(100, 1), given(8, 1, LEENA)] }),
    plan('amlodipine', 30, { startOfUse: true, packages: 1 }),
    plan('formoterol-budesonide', 340, {
      packages: 6,
      prescriber: MIKAEL,
      dispensings: [given(338, 2), given(200, 2)],
    }),
    plan('salbutamol', 150, { packages: 2, textOnly: true, dispensings: [given(149, 1)] }),
    plan('zopiclone', 351, { packages: 1, dispensings: [given(350, 1)] }),
    plan('cetirizine', 170, { packages: 1, endsInDays: 6, kind: 'substance' }),
  ],
  // Swedish-speaking man: everything in Swedish, an iteration, a total amount.
  [
    plan('bisoprolol', 210, { prescriber: MIKAEL, dispensings: [given(205, 1)] }),
    plan('atorvastatin', 90, { prescriber: MIKAEL, kind: 'substance' }),
    plan('betamethasone', 60, {
      mode: 'total',
      packages: 1,
      message: { fi: 'Ota yhteys, jos tuotetta ei ole.', sv: 'Kontakta mig om preparatet inte finns.' },
    }),
    plan('codeine-paracetamol', 45, {
      packages: 1,
      iteration: { count: 3, days: 14 },
      dispensings: [given(44, 1), given(20, 1)],
    }),
    plan('apixaban', 15, { renewalForbidden: true }),
  ],
  // Child under 12: weight, mixtures.
  [
    plan('child-amoxicillin', 3, { packages: 2, weightKg: '23.5', startOfUse: true }),
    plan('child-paracetamol', 120, { packages: 2, weightKg: '22', dispensings: [given(119, 1)] }),
    plan('budesonide', 240, { packages: 2, weightKg: '21', prescriber: MIKAEL, textOnly: true, sic: true }),
  ],
  // Without identity code: found by document only.
  [
    plan('penicillin', 2, { packages: 1, startOfUse: true }),
    plan('ibuprofen', 2, { packages: 1, kind: 'substance' }),
    plan('pantoprazole', 40, { packages: 1, dispensings: [given(39, 1)] }),
  ],
  [],
  // Died: what was prescribed before is still there.
  [
    plan('furosemide', 300, { dispensings: [given(299, 1)] }),
    plan('oxycodone', 110, { packages: 2, dispensings: [given(108, 1)] }),
    plan('memantine', 330, { prescriber: MIKAEL }),
  ],
];
/** Place in the register of the man with 60 prescriptions. */
const MANY = 4;
const MANY_COUNT = 60;
const OTHERS = 114;
const FIRST_OTHER = 7;

/** Repeatable numbers from a text; the plan is the same on every machine. */
function numberOf(text: string, below: number): number {
  let hash = 2166136261;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 16777619);
  }
  hash ^= hash >>> 13;
  return (Math.imul(hash, 0x5bd1e995) >>> 0) % below;
}

const CHILD_GROUPS = ['child'];
const ADULT_GROUPS = [
  'stomach',
  'asthma',
  'allergy',
  'skin',
  'pain',
  'course',
  'controlled',
  'mind',
  'metabolic',
  'narcotic',
];
const OLD_GROUPS = ['heart', 'heart', 'metabolic', 'stomach', 'pain', 'eye', 'controlled', 'asthma'];

function choose(treatments: readonly Treatment[], key: string, age: number): Treatment | undefined {
  const groups = age < 12 ? CHILD_GROUPS : age < 60 ? ADULT_GROUPS : OLD_GROUPS;
  const group = groups[numberOf(`${key} group`, groups.length)];
  const list = treatments.filter(treatment => treatment.group === group);
  return list[numberOf(key, list.length)];
}

/** A believable history: about a third untouched, a third partly and a fifth fully dispensed. */
function ordinary(treatment: Treatment, key: string, age: number): Plan {
  const controlled = treatment.group === 'controlled' || treatment.group === 'narcotic';
  const course = treatment.group === 'course' || treatment.group === 'child';
  const daysAgo = course ? 1 + numberOf(`${key} day`, 25) : 5 + numberOf(`${key} day`, controlled ? 355 : 650);
  const packages = course ? 1 : 1 + numberOf(`${key} packages`, 4);
  const total = treatment.group === 'skin' && numberOf(`${key} mode`, 2) === 0;
  const history = numberOf(`${key} history`, 10);
  const done = total ? 0 : history < 4 ? 0 : history < 8 ? Math.floor(packages / 2) : packages;
  const iterated = controlled && history < 5;
  const by = [LEENA, OTTO, SOFIA][numberOf(`${key} pharmacy`, 3)] ?? OTTO;
  return plan(treatment.id, daysAgo, {
    packages: iterated ? 1 : packages,
    mode: total
      ? 'total'
      : treatment.dose !== undefined && numberOf(`${key} mode`, 12) === 0 && done === 0
        ? 'duration'
        : 'packages',
    prescriber: daysAgo > 200 && history === 3 ? 'ilmari-lukko' : history % 2 === 0 ? AINO : MIKAEL,
    kind: numberOf(`${key} kind`, 6) === 0 ? 'substance' : 'product',
    ...(iterated ? { iteration: { count: 2 + numberOf(key, 3), days: 28 } } : {}),
    ...(numberOf(`${key} sic`, 20) === 0 ? { sic: true } : {}),
    ...(numberOf(`${key} substitution`, 15) === 0 ? { substitutionForbidden: true } : {}),
    ...(numberOf(`${key} dose`, 25) === 0 && treatment.permanent ? { doseDispensing: true } : {}),
    ...(age < 12 ? { weightKg: String(8 + age * 3) } : {}),
    ...(!controlled && numberOf(`${key} end`, 12) === 0 ? { endsInDays: 2 + numberOf(`${key} days`, 25) } : {}),
    startOfUse: numberOf(`${key} start`, 3) === 0,
    dispensings: !iterated && done > 0 ? [given(Math.max(1, daysAgo - 2), done, by)] : [],
  });
}

/** Who has which prescriptions. Needs at least the named patients at the head of the register. */
export function planPrescriptions(
  patients: readonly PracticePatient[],
  treatments: readonly Treatment[],
  today: LocalDate,
): readonly PlannedPrescription[] {
  const byId = new Map(treatments.map(treatment => [treatment.id, treatment]));
  const planned: PlannedPrescription[] = [];
  const add = (patient: PracticePatient, line: Plan): void => {
    const treatment = byId.get(line.treatment);
    if (treatment === undefined) throw new Error(`no treatment ${line.treatment}`);
    planned.push({ ...line, patient, treatment });
  };
  NAMED.forEach((lines, index) => {
    const patient = patients[index];
    if (patient !== undefined) lines.forEach(line => add(patient, line));
  });
  const elder = patients[MANY];
  if (elder !== undefined) {
    const list = treatments.filter(item => item.group !== 'child' && item.group !== 'narcotic');
    for (let index = 0; index < MANY_COUNT; index += 1) {
      const treatment = list[index % list.length];
      if (treatment === undefined) continue;
      // All sixty are to be open: nothing is dispensed to the last package and nothing has run out.
      const line = plan(treatment.id, 10 + index * 5, { packages: 3, prescriber: index % 3 === 0 ? MIKAEL : AINO });
      add(elder, index % 4 === 0 ? { ...line, dispensings: [given(8 + index * 5, 1)] } : line);
    }
  }
  const others = patients.filter((patient, index) => index >= FIRST_OTHER && patient.deceased === undefined);
  for (const patient of others.slice(0, OTHERS)) {
    const age = ageInYears(patient.birthDate as LocalDate, today);
    if (age < 1) continue;
    const count = age < 12 ? 1 + numberOf(patient.id, 2) : 1 + numberOf(patient.id, age < 60 ? 4 : 7);
    const seen = new Set<string>();
    for (let index = 0; index < count; index += 1) {
      const key = `${patient.id} ${index}`;
      const treatment = choose(treatments, key, age);
      if (treatment === undefined || seen.has(treatment.id)) continue;
      seen.add(treatment.id);
      add(patient, ordinary(treatment, key, age));
    }
  }
  return planned;
}
