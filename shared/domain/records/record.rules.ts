import { compare, type Decimal } from '../../kernel/decimal.ts';
import { type PatientLanguage } from '../../kernel/language.ts';
import { type Oid } from '../../kernel/oid.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import { storedText, textFault } from '../../kernel/text.ts';
import { addMonths, ageInYears, type Instant, instantMs, instantOfMs, type LocalDate } from '../../kernel/time.ts';
import { type Finding } from '../finding.ts';
import { may } from '../people/capabilities.ts';
import { PATIENT_RULES } from '../people/patient.rules.ts';
import { type Patient, type Professional } from '../people/person.ts';
import { blocksOf, findingsBy, says, type Rule } from '../rule.ts';
import { textRules } from '../text.rules.ts';
import { type KnowsCode } from './core-data.rules.ts';
import { CERTIFICATE_RULES } from './certificate.rules.ts';
import { CORE_RULES } from './record.core-rules.ts';
import { type RecordFacts } from './record.facts.ts';
import { RECORD_TEMPLATES } from './record-templates.ts';
import {
  MEASUREMENTS,
  type DiagnosisEntry,
  type MeasurementEntry,
  type MeasurementKind,
  type PurchasedService,
  type RecordDocument,
  type RecordForm,
  type RecordTemplate,
} from './record.ts';

export { type RecordFacts } from './record.facts.ts';
export { signingStops } from '../rule.ts';

/** Characters of one section; our own bound, the same as the contract's. */
export const LONGEST_SECTION = 20_000;
/** Characters of the ground of a delay; our own bound. */
const LONGEST_GROUND = 1000;
/** Our own bound: a delay without an end in sight is no delay. */
const LONGEST_DELAY_MONTHS = 12;
const ADULT_YEARS = 18;
const OWN = 'Kantele, own rule';
const THL = 'THL, guide on structured entries of patient records';

const has = (text: string): boolean => text.trim() !== '';
const entriesOf = (form: RecordForm) => form.sections.flatMap(section => section.entries);
const diagnosesOf = (form: RecordForm): readonly DiagnosisEntry[] =>
  entriesOf(form).filter(entry => entry.kind === 'diagnosis');
const measurementsOf = (form: RecordForm): readonly MeasurementEntry[] =>
  entriesOf(form).filter(entry => entry.kind === 'measurement');

const isNurse = (author: Professional): boolean => author.profession === 'nurse';
/** Those who write no entries have no template: an archivist annuls, and that needs none. */
const templateOf = ({ form, author }: RecordFacts): RecordTemplate | null =>
  (may(author, 'recordEntry') ? RECORD_TEMPLATES : []).find(
    template =>
      template.id === form.templateId && template.professions.includes(isNurse(author) ? 'nurse' : 'physician'),
  ) ?? null;

const valuesOf = (entry: MeasurementEntry): readonly Decimal[] =>
  entry.secondValue === null ? [entry.value] : [entry.value, entry.secondValue];

const within = (value: Decimal, low: number, high: number): boolean =>
  compare(value, String(low) as Decimal) >= 0 && compare(value, String(high) as Decimal) <= 0;

/** Values that are possible but rare enough to look at twice; ours, for adults at rest. */
const USUAL: Readonly<Partial<Record<MeasurementKind, readonly (readonly [low: number, high: number])[]>>> = {
  bloodPressure: [
    [80, 200],
    [40, 120],
  ],
  heartRate: [[40, 150]],
  bodyTemperature: [[34, 41]],
  oxygenSaturation: [[90, 100]],
  bloodGlucose: [[3, 25]],
};

const isPossible = (entry: MeasurementEntry): boolean => {
  const { low, high } = MEASUREMENTS[entry.measurement];
  return valuesOf(entry).every(value => within(value, low, high));
};

const isUsual = (entry: MeasurementEntry): boolean =>
  valuesOf(entry).every((value, index) => {
    const bounds = USUAL[entry.measurement]?.[index];
    return bounds === undefined || within(value, bounds[0], bounds[1]);
  });

const shownEntry = (entry: MeasurementEntry): string =>
  `${entry.measurement} ${valuesOf(entry).join('/')} ${MEASUREMENTS[entry.measurement].shown}`;

const ruleRows: readonly Rule<RecordFacts>[] = [
  {
    id: 'M01',
    severity: 'block',
    source: OWN,
    field: 'sections',
    says: says('Merkintä on tyhjä.', 'Anteckningen är tom.', 'The note is empty.'),
    holds: ({ form }) =>
      form.revision?.act === 'annulment' ||
      form.sections.some(section => has(section.text) || section.entries.length > 0),
  },
  ...textRules({ characters: 'M02', length: 'M03', field: 'sections', places: 'headings' }, ({ form }: RecordFacts) =>
    form.sections.map(({ heading, text }) => [heading, text, LONGEST_SECTION] as const),
  ),
  {
    id: 'M04',
    severity: 'confirm',
    source: OWN,
    field: 'measurements',
    says: says(
      'Mittaustulos on mahdollisten rajojen ulkopuolella. Tarkista arvo ja yksikkö; vahvista ja perustele, jos se on oikea.',
      'Mätresultatet är utanför möjliga gränser. Kontrollera värdet och enheten; bekräfta och motivera om det stämmer.',
      'A measurement is outside possible bounds. Check value and unit; confirm and say why if it is right.',
    ),
    holds: ({ form }) => measurementsOf(form).every(isPossible),
    inputs: ({ form }) => ({
      measurements: measurementsOf(form)
        .filter(entry => !isPossible(entry))
        .map(shownEntry)
        .join(', '),
    }),
  },
  {
    id: 'M05',
    severity: 'block',
    source: 'LOINC 85354-9: systolic 8480-6 and diastolic 8462-4 in one entry',
    field: 'measurements',
    says: says(
      'Verenpaineessa tarvitaan sekä ylä- että alapaine; muissa mittauksissa vain yksi arvo.',
      'Blodtrycket behöver både övre och nedre värde; andra mätningar bara ett.',
      'Blood pressure needs both values; other measurements only one.',
    ),
    holds: ({ form }) =>
      measurementsOf(form).every(
        entry => (MEASUREMENTS[entry.measurement].parts !== null) === (entry.secondValue !== null),
      ),
  },
  {
    id: 'M06',
    severity: 'block',
    source: OWN,
    field: 'measurements',
    says: says(
      'Yläpaineen pitää olla alapainetta suurempi.',
      'Det övre blodtrycket ska vara större än det nedre.',
      'The systolic pressure must be above the diastolic.',
    ),
    holds: ({ form }) =>
      measurementsOf(form).every(entry => entry.secondValue === null || compare(entry.value, entry.secondValue) > 0),
    inputs: ({ form }) => ({ measurements: measurementsOf(form).map(shownEntry).join(', ') }),
  },
  {
    id: 'M07',
    severity: 'warn',
    source: `${THL}: physicians record the diagnosis`,
    field: 'diagnosis',
    says: says('Diagnoosi puuttuu.', 'Diagnosen saknas.', 'There is no diagnosis.'),
    holds: facts =>
      isNurse(facts.author) || templateOf(facts)?.id !== 'visit-physician' || diagnosesOf(facts.form).length > 0,
  },
  {
    id: 'M08',
    severity: 'warn',
    source: `${THL}: nurses record the reason for the visit`,
    field: 'reasonForArrival',
    says: says('Käynnin syy puuttuu.', 'Besöksorsaken saknas.', 'The reason for the visit is missing.'),
    holds: ({ form, author }) =>
      !isNurse(author) ||
      diagnosesOf(form).length > 0 ||
      form.sections.some(section => section.heading === 'reasonForArrival' && has(section.text)),
  },
  {
    id: 'M09',
    severity: 'block',
    source: 'ICD-10, Finnish edition (1.2.246.537.6.1.1999); 1.2.246.537.5.40005',
    field: 'diagnosis',
    says: says(
      'Diagnooseissa on virhe: koodi ja nimi tarvitaan, sama koodi vain kerran, ja päädiagnooseja enintään yksi.',
      'Fel i diagnoserna: kod och namn behövs, samma kod bara en gång, högst en huvuddiagnos.',
      'A fault in the diagnoses: code and name are needed, each code once, and at most one main diagnosis.',
    ),
    holds({ form }) {
      const diagnoses = diagnosesOf(form);
      const codes = diagnoses.map(entry => entry.code);
      return (
        diagnoses.every(entry => /^[A-Z]\d{2}/.test(entry.code) && has(entry.name)) &&
        new Set(codes).size === codes.length &&
        diagnoses.filter(entry => entry.primacy === 'PAA').length <= 1
      );
    },
    inputs: ({ form }) => ({
      codes: diagnosesOf(form)
        .map(entry => `${entry.code} ${entry.primacy}`)
        .join(', '),
    }),
  },
  {
    id: 'M10',
    severity: 'block',
    source: OWN,
    field: 'sections',
    says: says(
      'Merkintäpohja ei ole käytettävissä tai siinä ei ole jotakin otsikoista.',
      'Mallen är inte tillgänglig eller saknar någon av rubrikerna.',
      'The template is not available, or lacks one of the headings.',
    ),
    holds(facts) {
      const template = templateOf(facts);
      const headings = facts.form.sections.map(section => section.heading);
      return (
        template !== null &&
        new Set(headings).size === headings.length &&
        headings.every(heading => template.headings.includes(heading))
      );
    },
    inputs: ({ form }) => ({ template: form.templateId }),
  },
  {
    id: 'M11',
    severity: 'block',
    source: OWN,
    field: 'measurements',
    says: says(
      'Mittausaika on tulevaisuudessa.',
      'Mätningens tidpunkt ligger i framtiden.',
      'A measurement lies in the future.',
    ),
    holds: ({ form, now }) => measurementsOf(form).every(entry => entry.measuredAt <= now),
  },
  {
    id: 'M12',
    severity: 'inform',
    source: OWN,
    field: 'measurements',
    says: says('Mittaustulos on poikkeava.', 'Mätresultatet är avvikande.', 'A measurement is unusual.'),
    holds: ({ form }) => measurementsOf(form).every(entry => !isPossible(entry) || isUsual(entry)),
    inputs: ({ form }) => ({
      measurements: measurementsOf(form)
        .filter(entry => !isUsual(entry))
        .map(shownEntry)
        .join(', '),
    }),
  },
  {
    id: 'M30',
    severity: 'block',
    source: 'THL 1.2.246.537.5.40202; kanta.fi, acting for a minor: judged for each service event',
    field: 'citizen',
    says: says(
      'Alaikäisen päätöskyky on arvioimatta: valitse, näkyvätkö tiedot huoltajille.',
      'Den minderårigas beslutsförmåga är inte bedömd: välj om vårdnadshavare ser uppgifterna.',
      "The minor's capacity is not assessed: choose whether guardians see the data.",
    ),
    holds: ({ form, patient, today }) =>
      form.revision?.act === 'annulment' ||
      ageInYears(patient.birthDate, today) >= ADULT_YEARS ||
      (form.citizen?.minorDisclosure ?? null) !== null,
  },
  {
    id: 'M31',
    severity: 'block',
    source: 'kanta.fi, delaying in MyKanta: case by case, on a justified ground',
    field: 'citizen',
    says: says(
      'Viivästämisen peruste puuttuu.',
      'Grunden för fördröjningen saknas.',
      'The ground of the delay is missing.',
    ),
    holds: ({ form }) => {
      const reason = form.citizen?.delay?.reason;
      return (
        reason === undefined || (has(reason) && reason.length <= LONGEST_GROUND && textFault(reason, Infinity) === null)
      );
    },
  },
  {
    id: 'M32',
    severity: 'block',
    source: 'HL7 Finland header, releaseDateForPatientViewing: first day it may be shown',
    field: 'citizen',
    says: says(
      'Viivästämisen päättymispäivän on oltava tulevaisuudessa, enintään vuoden päässä.',
      'Fördröjningens slutdag ska ligga i framtiden, högst ett år framåt.',
      'The last day of a delay has to be in the future, at most a year ahead.',
    ),
    holds: ({ form, today }) => {
      const until = form.citizen?.delay?.until;
      return until === undefined || (until > today && until <= addMonths(today, LONGEST_DELAY_MONTHS));
    },
  },
];

/** Every record rule of this version. */
export const RECORD_RULES: readonly Rule<RecordFacts>[] = [
  ...PATIENT_RULES,
  ...ruleRows,
  ...CORE_RULES,
  ...CERTIFICATE_RULES,
];

/** What an annulment is checked by: it has no content, and of a person who has died entries are put right as well. */
const OF_ANNULMENT: ReadonlySet<string> = new Set(['R01', 'R02', 'M15']);
/** Right now only new notes are barred for the dead. */
const OF_NEW_NOTES: ReadonlySet<string> = new Set(['R03']);

export function checkRecord(facts: RecordFacts): readonly Finding[] {
  const { revision } = facts.form;
  const rules =
    revision?.act === 'annulment'
      ? RECORD_RULES.filter(({ id }) => OF_ANNULMENT.has(id))
      : revision === undefined
        ? RECORD_RULES
        : RECORD_RULES.filter(({ id }) => !OF_NEW_NOTES.has(id));
  return findingsBy(rules, facts);
}

/** What the form does not hold. `today` is the Finnish calendar date of `at`. */
export type RecordContext = Readonly<{
  oid: Oid;
  setId: Oid;
  version: number;
  patient: Patient;
  /** Who writes now. */
  author: Professional;
  /** Who wrote the first version; only of a later one. */
  firstAuthor?: Professional;
  knows: KnowsCode;
  serviceEventOid: Oid;
  isPrimary?: true;
  series?: RecordDocument['series'];
  /** Of a purchased service: whose register it goes into. */
  purchased?: PurchasedService;
  at: Instant;
  today: LocalDate;
  title: string;
  /** The patient's language unless given. */
  language?: PatientLanguage;
}>;

/** An annulled document is empty but for two paragraphs: that it is empty, and why (HL7 Finland, annulled archive document). */
const ANNULLED = {
  fi: 'Asiakirja on tyhjä, koska se on mitätöity.',
  sv: 'Handlingen är tom, eftersom den har makulerats.',
} as const;
const ANNULMENT_REASON = { fi: 'Mitätöinnin syy', sv: 'Orsak till makuleringen' } as const;

/**
 * The record document that a form stands for: headings with nothing under them are left out. A later version keeps the
 * author of the first one; who made it stands in the revision.
 */
export function recordFromForm(form: RecordForm, context: RecordContext): Result<RecordDocument, readonly Finding[]> {
  const { patient, author, at, today, knows } = context;
  const blocks = blocksOf(checkRecord({ form, patient, author, now: at, today, knows }));
  if (blocks.length > 0) return fail(blocks);
  const language = context.language ?? patient.language;
  const { revision } = form;
  const reason = revision === undefined ? '' : storedText(revision.reason).trim();
  return ok({
    oid: context.oid,
    setId: context.setId,
    version: context.version,
    language,
    patient,
    author: context.firstAuthor ?? author,
    serviceEventOid: context.serviceEventOid,
    ...(context.isPrimary === undefined ? {} : { isPrimary: context.isPrimary }),
    ...(context.series === undefined ? {} : { series: context.series }),
    ...(context.purchased === undefined ? {} : { purchased: context.purchased }),
    templateId: form.templateId,
    title: context.title,
    createdAt: at,
    sections:
      revision?.act === 'annulment'
        ? [
            {
              heading: 'otherEntry',
              text: `${ANNULLED[language]}\n${ANNULMENT_REASON[language]}: ${reason}`,
              entries: [],
            },
          ]
        : form.sections
            .map(section => ({ ...section, text: storedText(section.text).trim() }))
            .filter(section => section.text !== '' || section.entries.length > 0),
    ...(form.happenedAt === undefined ? {} : { happenedAt: wholeMinute(form.happenedAt) }),
    ...(revision === undefined ? {} : { revision: { ...revision, reason, by: author } }),
    ...citizenOf(form, ageInYears(patient.birthDate, today)),
  });
}

const wholeMinute = (at: Instant): Instant => instantOfMs(Math.floor(instantMs(at) / 60_000) * 60_000);

/** What the document tells the citizens' service; nothing where it is shown at once. The choice of a minor dies with the minority. */
function citizenOf({ citizen }: RecordForm, age: number): Pick<RecordDocument, 'citizen'> {
  const minorDisclosure = age < ADULT_YEARS ? (citizen?.minorDisclosure ?? null) : null;
  const delay = citizen?.delay ?? null;
  if (delay === null && minorDisclosure === null) return {};
  return {
    citizen: {
      delay: delay === null ? null : { ...delay, reason: storedText(delay.reason).trim() },
      minorDisclosure,
    },
  };
}
