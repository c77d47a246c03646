import { isPositive } from '../../kernel/decimal.ts';
import { addDays, dateOf, daysBetween, type LocalDate } from '../../kernel/time.ts';
import { type Finding } from '../finding.ts';
import { knowledgeRules } from '../knowledge/knowledge.rules.ts';
import { findingsBy, says, type Rule } from '../rule.ts';
import { PRESCRIBING_FORM_RULES } from './prescribing-form.rules.ts';
import { intervalOf, isControlled, knowledgeFactsOf, repeatsOf, type PrescribingFacts } from './prescribing-facts.ts';
import { type PrescriptionRow } from './prescription.ts';
import { productName } from './product.ts';
import { SPECIAL_RULES } from './special.rules.ts';
import { latestValidDay } from './validity.ts';

export { signingStops } from '../rule.ts';
export { prescriptionFromForm, type PrescriptionContext } from './prescription-from-form.ts';
export { type FormFacts, type PrescribingFacts } from './prescribing-facts.ts';

const OWN = 'Kantele, own rule';
const KLT = 'kanta.fi, Pharmaceutical Database: changes on the 1st and the 15th of each month';

/** How many days of change (the 1st and the 15th of each month) have come since the release. */
function changesSince(released: LocalDate, today: LocalDate): number {
  if (released >= today) return 0;
  // From the far past the number does not matter any more.
  const from = daysBetween(released, today) > 400 ? addDays(today, -400) : released;
  const [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))];
  const days = Array.from({ length: 15 }, (_, index) => {
    const [y, m] = [year + Math.floor((month - 1 + index) / 12), ((month - 1 + index) % 12) + 1];
    return [dateOf(y, m, 1), dateOf(y, m, 15)];
  }).flat();
  return days.filter(day => day !== null && day > from && day <= today).length;
}

/** Active substance level of the ATC code, with something left to dispense. */
const sameSubstance = ({ form, active }: PrescribingFacts): readonly PrescriptionRow[] => {
  const atc = form.product?.atc ?? '';
  if (atc.length !== 7) return [];
  return (active ?? []).filter(
    row =>
      row.prescription.product.atc === atc &&
      (row.state === 'notDispensed' || row.state === 'partlyDispensed') &&
      (row.remaining === null || isPositive(row.remaining.value)),
  );
};

const samePerson = ({ patient, prescriber }: PrescribingFacts): boolean =>
  patient.family.toLowerCase() === prescriber.family.toLowerCase() &&
  patient.given[0]?.toLowerCase() === prescriber.given[0]?.toLowerCase();

/** What depends on the database, on other prescriptions or on judgement. */
const PRESCRIBING_JUDGEMENT_RULES: readonly Rule<PrescribingFacts>[] = [
  {
    id: 'R20',
    severity: 'block',
    source: OWN,
    field: 'product',
    says: says(
      'Lääkkeen PKV- tai huumausaineluokka ei ole sama kuin lääketietokannassa. Valitse lääke uudelleen.',
      'Läkemedlets CNS- eller narkotikaklass är inte densamma som i läkemedelsdatabasen. Välj läkemedlet på nytt.',
      'The medicine’s CNS or narcotic class is not that of the database. Choose the medicine again.',
    ),
    holds: ({ form: { product }, packageNow }) =>
      product === null ||
      packageNow === null ||
      (product.controlClass === packageNow.controlClass && product.narcotic === packageNow.narcotic),
    inputs: ({ form: { product }, packageNow }) => ({
      form: product?.controlClass ?? '-',
      database: packageNow?.controlClass ?? '-',
    }),
  },
  {
    id: 'R22',
    severity: 'warn',
    source: 'Kela CDA library, LL 121',
    field: 'repeats',
    says: says(
      'Kaikkia eriä ei ehditä toimittaa voimassaoloaikana.',
      'Alla partier hinner inte expedieras under giltighetstiden.',
      'Not all lots can be dispensed while the prescription is valid.',
    ),
    holds({ form, today }) {
      const [repeats, interval] = [repeatsOf(form), intervalOf(form)];
      if (form.product === null || repeats === null || repeats === 0 || interval === null || interval === 'fault')
        return true;
      const until = form.validUntil ?? latestValidDay(form.product, today);
      return addDays(today, repeats * interval) <= until;
    },
    inputs: ({ form }) => ({ repeats: form.repeats, intervalDays: form.repeatIntervalDays }),
  },
  {
    id: 'R23',
    severity: 'confirm',
    source: 'General practice, to be verified in the decree on prescribing',
    field: 'repeats',
    says: says(
      'Huumausainelääke on iteroitu. Vahvista ja perustele.',
      'Ett narkotiskt läkemedel har itererats. Bekräfta och motivera.',
      'A narcotic has repeats. Confirm and say why.',
    ),
    holds: ({ form }) => form.product?.narcotic !== true || (repeatsOf(form) ?? 0) === 0,
    inputs: ({ form }) => ({ repeats: form.repeats }),
  },
  {
    id: 'R31',
    severity: 'confirm',
    source: 'General practice, to be verified in guidance of the supervisory authority',
    field: 'patient',
    says: says(
      'PKV- tai huumausainelääke näyttää olevan määrääjälle itselleen. Vahvista ja perustele.',
      'Ett CNS-läkemedel eller narkotiskt läkemedel verkar gälla förskrivaren själv. Bekräfta och motivera.',
      'A CNS-affecting or narcotic medicine seems to be for the prescriber. Confirm and say why.',
    ),
    holds: facts => !isControlled(facts.form.product) || !samePerson(facts),
    inputs: ({ form }) => ({ class: form.product?.controlClass ?? '' }),
  },
  {
    id: 'R34',
    severity: 'warn',
    source: 'General practice',
    field: 'product',
    says: says(
      'Potilaalla on samasta aineesta lääkemääräys, jota on jäljellä. Harkitse uudistamista tai mitätöintiä.',
      'Patienten har ett recept på samma substans med mängd kvar. Överväg förnyelse eller makulering.',
      'The patient has a prescription for the same substance with an amount left. Consider renewing or cancelling it.',
    ),
    holds: facts => facts.active !== null && sameSubstance(facts).length === 0,
    gravity: ({ active }) => (active === null ? 'notChecked' : 'warn'),
    inputs: facts =>
      facts.active === null
        ? { active: 'not fetched' }
        : {
            atc: facts.form.product?.atc ?? '',
            prescriptions: sameSubstance(facts)
              .map(({ prescription: { product } }) => productName(product, 'fi'))
              .join(', '),
          },
  },
  {
    id: 'R36',
    severity: 'inform',
    source: 'Kela CDA library, LL 56',
    field: 'sic',
    says: says(
      'SIC-merkintä näytetään apteekissa. Viesti apteekille auttaa ymmärtämään poikkeaman.',
      'SIC-anteckningen visas på apoteket. Ett meddelande till apoteket hjälper att förstå avvikelsen.',
      'The pharmacy sees the SIC mark. A message to the pharmacy helps to understand the departure.',
    ),
    holds: ({ form }) => !form.sic || form.messageToPharmacy.trim() !== '',
  },
  {
    id: 'R37',
    severity: 'block',
    source: 'HE 245/2022; Act 61/2007 sections 5a and 5b: the cheapest comparable biological, or a ground (LL 273)',
    field: 'biologicalJustification',
    says: says(
      'Biologisista lääkkeistä määrätään vertailukelpoinen edullisin. Vaihda valmiste tai perustele valinta.',
      'Av biologiska läkemedel förskrivs det förmånligaste jämförbara. Byt preparat eller motivera valet.',
      'Of comparable biologicals the cheapest is prescribed. Change the product, or give the ground.',
    ),
    holds: ({ form, packageNow, cheapestAlike }) =>
      form.product?.biological !== true ||
      form.product.kind !== '1' ||
      (form.biologicalJustification ?? '').trim() !== '' ||
      (cheapestAlike !== undefined &&
        cheapestAlike !== null &&
        (cheapestAlike.retailPriceCents ?? 0) >= (packageNow?.retailPriceCents ?? Infinity)),
    // Without prices nobody can say whether it is the cheapest.
    gravity: ({ cheapestAlike }) => (cheapestAlike === undefined || cheapestAlike === null ? 'warn' : 'block'),
    inputs: ({ form, packageNow, cheapestAlike }) => ({
      atc: form.product?.atc ?? '',
      priceCents: String(packageNow?.retailPriceCents ?? 'unknown'),
      cheapest: cheapestAlike?.tradeName ?? 'unknown',
      cheapestCents: String(cheapestAlike?.retailPriceCents ?? 'unknown'),
    }),
  },
  {
    id: 'R39',
    severity: 'warn',
    source: 'Fimea basic register, marketing status',
    field: 'product',
    says: says(
      'Pakkaus ei ole kaupan tai sitä ei ole käytössä olevassa lääketietokannassa.',
      'Förpackningen finns inte i handeln eller inte i den läkemedelsdatabas som används.',
      'The package is not on the market, or not in the database in use.',
    ),
    holds: ({ form: { product }, packageNow }) => product?.kind !== '1' || packageNow?.marketed === true,
    inputs: ({ form: { product }, packageNow }) => ({
      vnr: product?.kind === '1' ? product.vnr : '',
      inDatabase: packageNow === null ? 'no' : 'yes',
    }),
  },
  {
    id: 'R40',
    severity: 'warn',
    source: KLT,
    field: 'product',
    says: says(
      'Lääketietokanta on vanhentunut. Päivitä se.',
      'Läkemedelsdatabasen är föråldrad. Uppdatera den.',
      'The Pharmaceutical Database is out of date. Update it.',
    ),
    holds: ({ release, today }) => changesSince(release.date, today) === 0,
    // Practice goes on with an invented release, however old it has grown.
    gravity: ({ release, today }) =>
      changesSince(release.date, today) > 2 && !release.invented ? 'block' : release.invented ? 'inform' : 'warn',
    inputs: ({ release, today }) => ({
      release: release.id,
      date: release.date,
      missedChanges: String(changesSince(release.date, today)),
    }),
  },
  {
    id: 'K00',
    severity: 'notChecked',
    source: OWN,
    field: null,
    says: says(
      'Ei tarkistettu: allergiat, yhteisvaikutukset ja enimmäisannokset. Tietopakettia ei ole asennettu.',
      'Inte kontrollerat: allergier, interaktioner och maximidoser. Inget kunskapspaket är installerat.',
      'Not checked: allergies, interactions and maximum doses. No knowledge pack is installed.',
    ),
    holds: ({ form, knowledge }) => form.product === null || knowledge.packs.length > 0,
    inputs: ({ patient }) => ({
      knowledgePack: 'none',
      allergies: patient.allergies === null ? 'not recorded' : patient.allergies.map(a => a.text).join(', '),
    }),
  },
  {
    id: 'K02',
    severity: 'inform',
    source: 'kanta.fi, for professionals: prescribing',
    field: 'patient',
    says: says(
      'Potilaalla ei ole henkilötunnusta: apteekki löytää lääkemääräyksen vain potilasohjeella. Tulosta ohje.',
      'Patienten saknar personbeteckning: apoteket hittar receptet endast med patientanvisningen. Skriv ut den.',
      'The patient has no identity code: the pharmacy finds the prescription only by the patient instruction. Print it.',
    ),
    holds: ({ patient }) => patient.identityCode !== null,
  },
];

/** Every prescribing rule of this version, in the order of their numbers. */
export const PRESCRIPTION_RULES: readonly Rule<PrescribingFacts>[] = [
  ...PRESCRIBING_FORM_RULES,
  ...PRESCRIBING_JUDGEMENT_RULES,
  ...SPECIAL_RULES,
  ...knowledgeRules(knowledgeFactsOf, 'product'),
].sort((a, b) => (a.id < b.id ? -1 : 1));

/** What the rules find in a form. Never empty for a form with a medicine: checks that do not exist yet say so (K00). */
export const checkPrescription = (facts: PrescribingFacts): readonly Finding[] => findingsBy(PRESCRIPTION_RULES, facts);
