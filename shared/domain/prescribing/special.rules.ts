import { PROFESSIONAL_RIGHTS } from '../../codes/professional-rights.ts';
import { foldedForSearch } from '../../kernel/text.ts';
import { daysBetween } from '../../kernel/time.ts';
import { freshFacts } from '../knowledge/knowledge-facts.ts';
import { NO_CONTROLLED } from '../people/limitation.ts';
import { says, type Rule } from '../rule.ts';
import { allLotsLastDays } from './form-supply.ts';
import { NURSE_SUBSTANCES } from './nurse-substances.ts';
import { ageOf, doseOf, isControlled, type PrescribingFacts } from './prescribing-facts.ts';
import { type PrescribedProduct } from './prescription.ts';
import { latestValidDay } from './validity.ts';

const CDA = 'Kela CDA library (KantaCDA-API)';

/** What any product kind may carry, as far as these rules look at it. */
type Wide = Readonly<{
  kind: string;
  atc: string;
  preparation?: string;
  ingredients?: readonly unknown[];
  otherIngredients?: readonly unknown[];
}>;
const wide = (product: PrescribedProduct | null): Wide | null => product;
const has = (text: string | undefined): boolean => (text ?? '').trim() !== '';

const isNurse = ({ prescriber }: PrescribingFacts): boolean => prescriber.profession === 'nurse';
const SPECIAL_PERMIT: readonly string[] = ['4', '11'];

/** Stems of words by which an indication is one of the mouth and teeth, folded. */
const ORAL = /hamma|suun|suu |ien|leuka|purenta|tand|mun|oral|dental|teeth|tooth|gum|kaki|karies|parodont|pulpi/;
const doseFaultIs = (facts: PrescribingFacts, code: string): boolean => {
  const dose = doseOf(facts);
  return dose !== null && !dose.ok && dose.error.code === code;
};

/** For how many days all that is prescribed lasts by the dose; null where that cannot be counted. */
function supplyDays(facts: PrescribingFacts): number | null {
  const dose = doseOf(facts);
  return dose === null || !dose.ok ? null : allLotsLastDays(facts.form, dose.value);
}
const validDays = ({ form: { product, validUntil }, today }: PrescribingFacts): number =>
  product === null ? 0 : daysBetween(today, validUntil ?? latestValidDay(product, today));

/** Rules of product kinds, dose structure, and of who may prescribe what to whom. */
export const SPECIAL_RULES: readonly Rule<PrescribingFacts>[] = [
  {
    id: 'R11',
    severity: 'block',
    source: CDA,
    field: 'product',
    says: says(
      'Apteekissa valmistettava lääke tarvitsee valmistusohjeen sekä ainesosat tai koostumuksen tekstinä.',
      'Ett apoteksberett läkemedel behöver en tillverkningsanvisning samt beståndsdelar eller sammansättning som text.',
      'A pharmacy-made medicine needs a preparation instruction, and ingredients or the composition as text.',
    ),
    holds({ form }) {
      const product = wide(form.product);
      return product?.kind !== '7' || has(product.preparation);
    },
    inputs: ({ form }) => ({ ingredients: String(wide(form.product)?.ingredients?.length ?? 0) }),
  },
  {
    id: 'R15',
    severity: 'block',
    source: `${CDA}, LL 239 and LL 241`,
    field: 'doseTyped',
    says: says(
      'Annoksen alaraja ei voi olla ylärajaa suurempi, eikä annosta voi antaa kahdessa yksikössä.',
      'Dosens nedre gräns kan inte vara större än den övre, och dosen kan inte ges i två enheter.',
      'The lower bound of a dose cannot be above the upper, and a dose cannot be given in two units.',
    ),
    holds: facts =>
      !doseFaultIs(facts, 'range-reversed') && !doseFaultIs(facts, 'mass-unit') && !doseFaultIs(facts, 'other-unit'),
    inputs: ({ form }) => ({ dose: form.doseTyped }),
  },
  {
    id: 'R16',
    severity: 'block',
    source: `${CDA}, LL 230 and LL 235`,
    field: 'doseTyped',
    says: says(
      'Annostelukaudella on joko päättymispäivä tai pituus, ei molempia.',
      'En doseringsperiod har antingen slutdatum eller längd, inte båda.',
      'A dosing season has either an end or a length, not both.',
    ),
    holds: facts => !doseFaultIs(facts, 'said-twice'),
    inputs: ({ form }) => ({ dose: form.doseTyped }),
  },
  {
    id: 'R24',
    severity: 'warn',
    source: `kanta.fi, prescribing; ${CDA}, LL 164 kind 11`,
    field: 'product',
    says: says(
      'Potilaskohtainen erityislupa: apteekki tarvitsee luvan ja tallentaa sen. Sovi reitistä apteekin kanssa.',
      'Patientspecifikt specialtillstånd: apoteket behöver tillståndet och sparar det. Kom överens med apoteket.',
      'Patient-specific permit: the pharmacy needs the permit and stores it. Agree on the route with the pharmacy.',
    ),
    holds: ({ form }) => wide(form.product)?.kind !== '11',
    inputs: ({ form }) => ({ kind: wide(form.product)?.kind ?? '' }),
  },
  {
    id: 'R25',
    severity: 'block',
    source: 'Act 61/2007; kanta.fi, prescribing',
    field: 'product',
    says: says(
      'Eläinlääkettä, lääkkeellistä kaasua tai pro auctore -lääkettä ei voi määrätä sähköisesti.',
      'Djurläkemedel, medicinska gaser och pro auctore kan inte förskrivas elektroniskt.',
      'Medicines for animals, medical gases and pro auctore orders cannot be prescribed electronically.',
    ),
    holds({ form, packageNow }) {
      const atc = wide(form.product)?.atc ?? '';
      return !atc.startsWith('Q') && !atc.startsWith('V03AN') && packageNow?.human !== false;
    },
    inputs: ({ form }) => ({ atc: wide(form.product)?.atc ?? '' }),
  },
  {
    id: 'R26',
    severity: 'block',
    source: 'Decrees 992/2019 and 1252/2022, annex 1 (list unconfirmed beyond its known rows)',
    field: 'product',
    says: says(
      'Rajattu lääkkeenmäärääminen: lääke ei ole sallittujen luettelossa, tai se on erityislupavalmiste.',
      'Begränsad förskrivning: läkemedlet finns inte i förteckningen, eller är ett specialtillståndspreparat.',
      'Limited prescribing: the medicine is not in the list, or it is a special-permit product.',
    ),
    holds(facts) {
      const product = wide(facts.form.product);
      if (product === null || !isNurse(facts)) return true;
      return NURSE_SUBSTANCES.has(product.atc) && !SPECIAL_PERMIT.includes(product.kind);
    },
    inputs: ({ form }) => ({ atc: wide(form.product)?.atc ?? '', kind: wide(form.product)?.kind ?? '' }),
  },
  {
    id: 'R27',
    severity: 'block',
    source: 'Decree 992/2019, annex 1: pivmecillinam',
    field: 'product',
    says: says(
      'Sairaanhoitaja voi määrätä pivmesillinaamia vain 18–65-vuotiaalle naiselle, joka ei ole raskaana.',
      'En sjukskötare får förskriva pivmecillinam endast till en kvinna på 18–65 år som inte är gravid.',
      'A nurse may prescribe pivmecillinam only to a woman of 18 to 65 who is not pregnant.',
    ),
    holds(facts) {
      if (!isNurse(facts) || facts.form.product?.atc !== 'J01CA08') return true;
      const age = ageOf(facts);
      const { pregnant } = freshFacts(facts.knowledge.health, facts.today);
      return facts.patient.sex === 'female' && age >= 18 && age <= 65 && pregnant?.is === 'no';
    },
    gravity(facts) {
      const age = ageOf(facts);
      const { pregnant } = freshFacts(facts.knowledge.health, facts.today);
      return facts.patient.sex === 'female' && age >= 18 && age <= 65 && pregnant === null ? 'confirm' : 'block';
    },
    inputs: facts => ({
      age: String(ageOf(facts)),
      sex: facts.patient.sex,
      pregnant: facts.knowledge.health.pregnant?.is ?? 'not recorded',
    }),
  },
  {
    id: 'R28',
    severity: 'confirm',
    source: 'General practice, to be verified in the decree on prescribing',
    field: 'indication',
    says: says(
      'Hammaslääkäri määrää hampaiden ja suun sairauksiin. Vahvista ja perustele, jos käyttötarkoitus on muu.',
      'En tandläkare förskriver för tändernas och munnens sjukdomar. Bekräfta och motivera ett annat ändamål.',
      'A dentist prescribes for diseases of teeth and mouth. Confirm and say why for another purpose.',
    ),
    holds: ({ form, prescriber }) =>
      prescriber.profession !== 'dentist' ||
      form.product === null ||
      form.product.atc.startsWith('A01') ||
      ORAL.test(`${foldedForSearch(form.indication)} `),
    inputs: ({ form }) => ({ indication: form.indication }),
  },
  {
    id: 'R29',
    severity: 'confirm',
    source: `${CDA}; Kela, roles of prescribers`,
    field: 'patient',
    says: says(
      'Lääketieteen opiskelija määrää vain tehtävässään hoitamilleen potilaille, ja ammattinimike on annettava.',
      'En medicinstuderande förskriver endast till patienter i sin uppgift, och yrkestiteln ska anges.',
      'A medical student prescribes only for patients of that job, and the job title must be given.',
    ),
    // Who is met in the unit today is a patient of that job.
    holds: ({ form, prescriber, lastSeenOn, today }) =>
      form.product === null ||
      prescriber.right !== PROFESSIONAL_RIGHTS.limitedPhysician ||
      (has(prescriber.title.fi) && lastSeenOn === today),
    gravity: ({ prescriber }) => (has(prescriber.title.fi) ? 'confirm' : 'block'),
    inputs: ({ prescriber, lastSeenOn }) => ({
      right: prescriber.right ?? '',
      title: prescriber.title.fi,
      lastVisit: lastSeenOn ?? 'none',
    }),
  },
  {
    id: 'R30',
    severity: 'inform',
    source: 'Kela, roles of prescribers',
    field: 'patient',
    says: says(
      'Tässä yksikössä ei ole potilaan käyntiä vuoden ajalta. Kirjaa, mihin määrääminen perustuu.',
      'Patienten har inte haft något besök på enheten under ett år. Anteckna vad förskrivningen grundar sig på.',
      'The patient has had no visit at this unit for a year. Record what the prescription is based on.',
    ),
    holds: ({ form, lastSeenOn, today }) =>
      form.product === null ||
      lastSeenOn === undefined ||
      (lastSeenOn !== null && daysBetween(lastSeenOn, today) <= 366),
    inputs: ({ lastSeenOn }) => ({ lastVisit: lastSeenOn ?? 'none' }),
  },
  {
    id: 'F09',
    severity: 'block',
    source:
      'Role and attribute service: restriction of the professional right (own code until the service’s are public)',
    field: 'product',
    says: says(
      'Ammattioikeuttasi on rajoitettu: huumausainelääkettä tai PKV-lääkettä et voi määrätä.',
      'Din yrkesrätt är begränsad: du kan inte förskriva narkotiska läkemedel eller CNS-läkemedel.',
      'Your professional right is restricted: you cannot prescribe a narcotic or a CNS-affecting medicine.',
    ),
    holds: ({ form, limitations = [] }) => !limitations.includes(NO_CONTROLLED) || !isControlled(form.product),
    inputs: ({ form, limitations = [] }) => ({
      limitations: limitations.join(', '),
      controlClass: form.product?.controlClass ?? (form.product?.narcotic === true ? 'H' : ''),
    }),
  },
  {
    id: 'F10',
    severity: 'warn',
    source: 'Kantele, own rule: what is prescribed is used while the prescription is valid',
    field: 'amount',
    says: says(
      'Määrä riittää annoksella pidempään kuin lääkemääräys on voimassa. Tarkista määrä.',
      'Mängden räcker med dosen längre än receptet är giltigt. Kontrollera mängden.',
      'By the dose the amount lasts longer than the prescription is valid. Check the amount.',
    ),
    holds: facts => {
      const days = supplyDays(facts);
      return days === null || days <= validDays(facts);
    },
    // Nobody has to say why of an ointment; of what may be misused, they do.
    gravity: ({ form }) => (isControlled(form.product) ? 'confirm' : 'warn'),
    inputs: facts => ({ lastsDays: String(supplyDays(facts) ?? ''), validDays: String(validDays(facts)) }),
  },
  {
    id: 'R38',
    severity: 'confirm',
    source: 'kela.fi, substitution; Act 395/1987 section 57b',
    field: 'substitutionProhibited',
    says: says(
      'Lääkevaihto on kielletty. Kirjaa lääketieteellinen peruste potilaskertomukseen ja tähän.',
      'Läkemedelsutbyte är förbjudet. Anteckna den medicinska grunden i journalen och här.',
      'Substitution is prohibited. Record the medical ground in the patient record and here.',
    ),
    holds: ({ form }) => form.product === null || !form.substitutionProhibited,
  },
];
