import { instantMs } from '../../kernel/time.ts';
import { type PrescriptionRow } from '../prescribing/prescription.ts';
import { says, type Rule } from '../rule.ts';
import { OUTAGE_DAYS, type Outage } from './outage.ts';
import { dispensingFigures, isSmallestLot, type DispensingFacts } from './dispensing-facts.ts';

const GUIDE =
  'kanta.fi, instructions for pharmacies in disturbances: urgent need, by own judgement from instruction, summary or old pack';
const OWN = `Kantele, own rule for the amount; ${GUIDE}`;

/** What was known yesterday says little of what was dispensed elsewhere since: own choice. */
const KNOWN_HOURS = 24;

const isWatched = ({ row: { prescription } }: DispensingFacts): boolean =>
  prescription.product.narcotic || prescription.product.controlClass !== null;

function isWithinNeed(facts: DispensingFacts): boolean {
  if (isSmallestLot(facts)) return true;
  const { daysSupply } = dispensingFigures(facts);
  return daysSupply !== null && daysSupply <= OUTAGE_DAYS;
}

const ageHours = ({ knownAt, now }: Outage): number | null =>
  knownAt === null ? null : Math.floor((instantMs(now) - instantMs(knownAt)) / 3_600_000);

/**
 * A dispensing on what this workstation knows, without the Centre's word. A prescription that the pharmacy itself stores from
 * paper or telephone is a prescription as it stands, and needs none of this.
 */
export const isOutageDispensing = ({ prescription }: PrescriptionRow): boolean =>
  (prescription.pharmacyStorage ?? null) === null;

export const OUTAGE_RULES: readonly Rule<DispensingFacts>[] = [
  {
    id: 'O01',
    severity: 'confirm',
    source: GUIDE,
    field: null,
    says: says(
      'Reseptikeskukseen ei saada yhteyttä. Toimita vain, jos tarve on kiireellinen, ja kirjaa, mihin arvio perustuu: potilasohje, yhteenveto tai vanha pakkaus ohjelippuineen.',
      'Receptcentret kan inte nås. Expediera bara om behovet är brådskande och anteckna vad bedömningen bygger på: patientanvisning, sammandrag eller en gammal förpackning med etikett.',
      'The Prescription Centre cannot be reached. Dispense only where the need is urgent, and record what the judgement rests on: patient instruction, summary or an old pack with its label.',
    ),
    holds: ({ outage }) => outage === undefined,
    inputs: ({ outage }) => ({ downSince: outage?.since ?? '', knownAt: outage?.knownAt ?? '' }),
  },
  {
    id: 'O02',
    severity: 'block',
    source: OWN,
    field: 'packages',
    says: says(
      `Häiriön aikana toimitetaan enintään ${OUTAGE_DAYS} päivän tarve tai pienin pakkaus. Pienennä määrää tai jaa pakkaus.`,
      `Under ett avbrott expedieras högst ${OUTAGE_DAYS} dagars behov eller den minsta förpackningen. Minska mängden eller dela förpackningen.`,
      `In an outage at most the need of ${OUTAGE_DAYS} days or the smallest package is dispensed. Make the amount less, or split the package.`,
    ),
    holds: facts => facts.outage === undefined || isWithinNeed(facts),
    inputs: facts => ({
      daysSupply: String(dispensingFigures(facts).daysSupply ?? 'unknown'),
      mostDays: String(OUTAGE_DAYS),
      packages: facts.form.packages,
    }),
  },
  {
    id: 'O03',
    severity: 'block',
    source: OWN,
    field: 'packages',
    says: says(
      'PKV- tai huumausainelääkettä toimitetaan häiriön aikana enintään yksi pienin pakkaus.',
      'Av ett CNS-läkemedel eller narkotiskt läkemedel expedieras under ett avbrott högst en minsta förpackning.',
      'Of a CNS-affecting or narcotic medicine at most one smallest package is dispensed in an outage.',
    ),
    holds: facts => facts.outage === undefined || !isWatched(facts) || isSmallestLot(facts),
    inputs: ({ form, row }) => ({ packages: form.packages, class: row.prescription.product.controlClass ?? '' }),
  },
  {
    id: 'O04',
    severity: 'warn',
    source: OWN,
    field: null,
    says: says(
      'Lääkemääräyksen tiedot ovat yli vuorokauden takaa: muu apteekki on voinut toimittaa lääkkeen sen jälkeen.',
      'Uppgifterna om receptet är äldre än ett dygn: ett annat apotek kan ha expedierat läkemedlet efter det.',
      'What is known of the prescription is more than a day old: another pharmacy may have dispensed it since.',
    ),
    holds: ({ outage }) => outage === undefined || outage.knownAt === null || (ageHours(outage) ?? 0) < KNOWN_HOURS,
    inputs: ({ outage }) => ({ knownHoursAgo: String(outage === undefined ? '' : (ageHours(outage) ?? '')) }),
  },
];
