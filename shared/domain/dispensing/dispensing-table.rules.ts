import { DISPENSING_RIGHTS } from '../../codes/professional-rights.ts';
import { compare } from '../../kernel/decimal.ts';
import { dateInHelsinki, daysBetween, instantMs } from '../../kernel/time.ts';
import { type Finding } from '../finding.ts';
import { knowledgeRules } from '../knowledge/knowledge.rules.ts';
import { againstDispensing } from '../lifecycle/row-status.ts';
import { PATIENT_RULES } from '../people/patient.rules.ts';
import { lotTotal, sameUnit } from '../prescribing/amounts.ts';
import { spelledOut } from '../prescribing/dose-abbreviations.ts';
import { findingsBy, says, type Rule } from '../rule.ts';
import { textRules } from '../text.rules.ts';
import { namesEpilepsy } from './dispensing.ts';
import { OUTAGE_RULES } from './outage.rules.ts';
import { PACK_RULES } from './pack.rules.ts';
import { isKept, SALE_RULES } from './sale.rules.ts';
import { WRITTEN_RULES } from './written.rules.ts';
import {
  chosenOf,
  dispensedAmount,
  isSmallestLot,
  isSplit,
  knowledgeFactsOf,
  packagesOf,
  textsOf,
  lastDayOfUse,
  type DispensingFacts,
} from './dispensing-facts.ts';

const CDA = 'Kela CDA library (KantaCDA-API)';
const OWN = 'Kantele, own rule';
const DISPENSING_NODE = /\.93\d{0,3}\.\d{4}\.[1-9]\d*$/;

const has = (text: string): boolean => text.trim() !== '';

/** The amount is more than what is left, less, or cannot be compared. */
function against({ form, choices, row }: DispensingFacts): 'within' | 'above' | 'unknown' {
  const amount = dispensedAmount({ form, choices });
  if (amount === null) return 'within';
  if (row.remaining === null || !sameUnit(amount.unit, row.remaining.unit)) return 'unknown';
  return compare(amount.value, row.remaining.value) <= 0 ? 'within' : 'above';
}

/** Days since the last lot; null where none has been dispensed. */
const daysSinceLot = ({ row, today }: DispensingFacts): number | null =>
  row.lastDispensedAt === null ? null : daysBetween(dateInHelsinki(instantMs(row.lastDispensedAt)), today);

function intervalPassed(facts: DispensingFacts): boolean {
  const interval = facts.row.prescription.iteration?.intervalDays ?? null;
  if (interval === null) return true;
  const since = daysSinceLot(facts);
  if (since !== null && since < interval) return false;
  const [amount, lot] = [dispensedAmount(facts), lotTotal(facts.row.prescription)];
  return amount === null || lot === null || !sameUnit(amount.unit, lot.unit) || compare(amount.value, lot.value) <= 0;
}

/** Whether the duty to substitute is met: a package in the price band, or a recorded reason. */
function substitution(facts: DispensingFacts): 'met' | 'open' | 'noPrice' {
  const chosen = chosenOf(facts);
  if (chosen === null) return 'met';
  const { form, row } = facts;
  const { prescription } = row;
  if (prescription.substitutionProhibited) return 'met';
  const isReasonGiven =
    form.substitutionRefusal === 'buyerRefuses' ||
    form.substitutionRefusal === 'epilepsy' ||
    form.substitutionRefusal === 'deviatingGroup' ||
    (form.substitutionRefusal === 'other' && has(form.substitutionRefusalText));
  if (isReasonGiven || chosen.inPriceBand) return 'met';
  // While the clock of a biological says that the same product goes on, the band does not bind.
  if (isKept(facts)) return 'met';
  // Outside the system of substitution there is nothing to change to.
  if (chosen.package.substitutionGroup === null && prescription.product.kind !== '9') return 'met';
  return chosen.package.retailPriceCents === null ? 'noPrice' : 'open';
}

const ruleRows: readonly Rule<DispensingFacts>[] = [
  {
    id: 'R51',
    severity: 'block',
    source: 'Act 61/2007; kanta.fi, disclosure of prescription data',
    field: 'basis',
    says: says(
      'Peruste, jolla asiakkaan lääkemääräykset avattiin, puuttuu: suullinen pyyntö, potilasohje tai puolesta-asiointi.',
      'Grunden för att öppna kundens recept saknas: muntlig begäran, patientanvisning eller ärende för annans räkning.',
      'The basis for opening the customer’s prescriptions is missing: oral request, patient instruction or acting for another.',
    ),
    holds: ({ basis }) => basis !== null,
  },
  {
    id: 'R52',
    severity: 'block',
    source: `${CDA}, states of a prescription`,
    field: null,
    says: says(
      'Lääkemääräystä ei voi toimittaa: se on mitätöity, vanhentunut, kokonaan toimitettu tai toisen hallussa.',
      'Receptet kan inte expedieras: det är makulerat, föråldrat, helt expedierat eller i någon annans besittning.',
      'The prescription cannot be dispensed: cancelled, expired, fully dispensed, or held by another.',
    ),
    holds: ({ row, today }) =>
      againstDispensing(row) === null && row.expiresOn >= today && row.acceptance !== 'rejected',
    inputs: ({ row }) => ({
      state: row.state,
      expiresOn: row.expiresOn,
      holder: row.holder === null ? '' : `${row.holder.kind}: ${row.holder.organisationName}`,
    }),
  },
  {
    id: 'R53',
    severity: 'block',
    source: `${CDA}, LL 102 and LL 103`,
    field: 'packages',
    says: says(
      'Määrä on suurempi kuin jäljellä oleva määrä, tai jäljellä olevaa ei voida laskea.',
      'Mängden är större än den återstående, eller den återstående kan inte beräknas.',
      'The amount is more than what is left, or what is left cannot be computed.',
    ),
    holds: facts => against(facts) === 'within',
    gravity: facts => (against(facts) === 'unknown' ? 'confirm' : 'block'),
    inputs(facts) {
      const amount = dispensedAmount(facts);
      const left = facts.row.remaining;
      return {
        amount: amount === null ? '' : `${amount.value} ${amount.unit}`,
        remaining: left === null ? 'unknown' : `${left.value} ${left.unit}`,
      };
    },
  },
  {
    id: 'R54',
    severity: 'confirm',
    source: `${CDA}, LL 121; kela.fi, interval between purchases`,
    field: 'packages',
    says: says(
      'Iteroinnin toimitusväli ei ole kulunut, tai kerralla toimitetaan useampi erä. Vahvista ja perustele.',
      'Itereringens intervall har inte gått, eller flera partier expedieras på en gång. Bekräfta och motivera.',
      'The interval between lots has not passed, or several lots are dispensed at once. Confirm and say why.',
    ),
    holds: intervalPassed,
    inputs: facts => ({
      intervalDays: String(facts.row.prescription.iteration?.intervalDays ?? ''),
      daysSinceLot: String(daysSinceLot(facts) ?? ''),
    }),
  },
  {
    id: 'R57',
    severity: 'warn',
    source: 'Fimea regulation 2/2016; kela.fi, suitable package sizes',
    field: 'vnr',
    says: says(
      'Lääkkeen käyttö on alussa: toimita pienin pakkaus.',
      'Användningen av läkemedlet börjar: expediera den minsta förpackningen.',
      'Use of the medicine is beginning: dispense the smallest package.',
    ),
    holds: facts => !facts.row.prescription.startOfUse || facts.row.state === 'partlyDispensed' || isSmallestLot(facts),
    inputs: ({ form }) => ({ vnr: form.vnr ?? '', packages: form.packages }),
  },
  {
    id: 'R58',
    severity: 'block',
    source: 'kela.fi, price bands; Act 395/1987 section 57b',
    field: 'substitutionRefusal',
    says: says(
      'Valmiste on hintaputken ulkopuolella. Kerro halvin hinta ja vaihda, tai kirjaa, miksi ei vaihdeta.',
      'Preparatet är utanför priskorridoren. Berätta det lägsta priset och byt, eller anteckna varför inte.',
      'The product is outside the price band. Tell the lowest price and substitute, or record why not.',
    ),
    holds: facts => substitution(facts) === 'met',
    gravity: facts => (substitution(facts) === 'noPrice' ? 'notChecked' : 'block'),
    inputs(facts) {
      const chosen = chosenOf(facts);
      return {
        priceCents: String(chosen?.package.retailPriceCents ?? 'unknown'),
        savingCents: String(chosen?.savingCents ?? ''),
        group: chosen?.package.substitutionGroup ?? '',
      };
    },
  },
  {
    id: 'R60',
    severity: 'notChecked',
    source: 'HE 267/2018: pharmacy contract before dispensing',
    field: null,
    says: says(
      'PKV- tai huumausainelääke: tarkista apteekkisopimus ja tunnista asiakas. Ohjelma ei tee tarkistusta.',
      'CNS-läkemedel eller narkotiskt läkemedel: kontrollera apoteksavtalet och identifiera kunden. Programmet gör inte kontrollen.',
      'CNS-affecting or narcotic medicine: check the pharmacy contract and identify the customer. The program does not.',
    ),
    holds: ({ row: { prescription } }) => !prescription.product.narcotic && prescription.product.controlClass === null,
    inputs: ({ row: { prescription } }) => ({ class: prescription.product.controlClass ?? '' }),
  },
  {
    id: 'R61',
    severity: 'block',
    source: `${CDA}; rights 005 and 006 of 1.2.246.537.6.140.2008`,
    field: 'dispenser',
    says: says(
      'Toimittajalla ei ole proviisorin tai farmaseutin oikeutta, tai apteekin tiedot ovat vajaat.',
      'Expedieraren saknar provisors eller farmaceuts rätt, eller apotekets uppgifter är bristfälliga.',
      'The dispenser lacks a pharmacist’s right, or the pharmacy’s data are incomplete.',
    ),
    holds: ({ dispenser }) =>
      DISPENSING_RIGHTS.includes(dispenser.right ?? '') &&
      /^\d{11}$/.test(dispenser.registrationNumber) &&
      has(dispenser.family) &&
      has(dispenser.organisation.phone),
    inputs: ({ dispenser }) => ({ right: dispenser.right ?? '' }),
  },
  {
    id: 'R69',
    severity: 'block',
    source: 'kanta.fi, data protection statement of the Prescription Centre; 1.2.246.537.6.605.2014',
    field: null,
    says: says(
      'Tätä ei voi toimittaa avohuollon apteekissa: sairaala-apteekin määräys tai määräys ulkomailta ostamista varten.',
      'Detta kan inte expedieras på ett apotek inom öppenvården: sjukhusapoteksrecept eller recept för köp utomlands.',
      'This cannot be dispensed in a community pharmacy: for a hospital pharmacy, or for a purchase abroad.',
    ),
    holds: ({ row, dispenser }) =>
      (row.prescription.prescriptionKind ?? '1') === '1' || dispenser.organisation.kind !== 'pharmacy',
    inputs: ({ row }) => ({ prescriptionKind: row.prescription.prescriptionKind ?? '1' }),
  },
  {
    id: 'D01',
    severity: 'block',
    source: OWN,
    field: 'vnr',
    says: says(
      'Valitse toimitettava pakkaus. Pakkauksen pitää olla määrätty, saman valmisteen tai vaihtokelpoinen.',
      'Välj förpackningen som expedieras. Den ska vara den förskrivna, av samma preparat eller utbytbar.',
      'Choose the package: the prescribed one, one of the same product, or an interchangeable one.',
    ),
    holds: facts => chosenOf(facts) !== null,
    inputs: ({ form }) => ({ vnr: form.vnr ?? '' }),
  },
  {
    id: 'D02',
    severity: 'block',
    source: OWN,
    field: 'packages',
    says: says(
      'Pakkausten määrä on kokonaisluku 1–9999.',
      'Antalet förpackningar är ett heltal 1–9999.',
      'The number of packages is a whole number from 1 to 9999.',
    ),
    holds: ({ form }) => packagesOf(form) !== null,
    inputs: ({ form }) => ({ packages: form.packages }),
  },
  {
    id: 'D03',
    severity: 'block',
    source: `${CDA}, LL 101`,
    field: 'splitAmount',
    says: says(
      'Jaetusta pakkauksesta toimitettava määrä on suurempi kuin 0 ja enintään pakkausten sisältö.',
      'Mängden ur en delad förpackning är större än 0 och högst förpackningarnas innehåll.',
      'The amount from a split package is above 0 and at most what the packages hold.',
    ),
    holds: facts => !isSplit(facts.form) || dispensedAmount(facts) !== null,
    inputs: ({ form }) => ({ splitAmount: form.splitAmount, packages: form.packages }),
  },
  ...textRules({ characters: 'D04', length: 'D05', field: null, places: 'fields' }, ({ form }: DispensingFacts) =>
    textsOf(form),
  ),
  {
    id: 'D06',
    severity: 'block',
    source: `${CDA}, LL 152`,
    field: 'labelDoseText',
    says: says('Ohjelipun annostus puuttuu.', 'Etikettens dosering saknas.', 'The dose on the label is missing.'),
    holds: ({ form }) => has(form.labelDoseText),
  },
  {
    id: 'D07',
    severity: 'block',
    source: 'Code system 1.2.246.537.5.40183.2009',
    field: 'substitutionRefusalText',
    says: says(
      'Muulle syylle tarvitaan selitys; lääkärin kielto ja käyttöaihe vain, kun lääkkeen määrääjä on ne kirjoittanut.',
      'En annan orsak behöver en förklaring; läkarens förbud och indikationen endast när förskrivaren har skrivit dem.',
      'Another reason needs an explanation; a ban or an indication counts only where the prescriber wrote it.',
    ),
    holds: ({ form, row }) =>
      (form.substitutionRefusal !== 'other' || has(form.substitutionRefusalText)) &&
      (form.substitutionRefusal !== 'prescriberProhibits' || row.prescription.substitutionProhibited) &&
      (form.substitutionRefusal !== 'epilepsy' || namesEpilepsy(row.prescription.indication)) &&
      (form.substitutionRefusal !== 'deviatingGroup' || has(row.prescription.indication)),
    inputs: ({ form }) => ({ reason: form.substitutionRefusal ?? '' }),
  },
  {
    id: 'D08',
    severity: 'block',
    source: 'Kela CDA library, OidGenerator',
    field: null,
    says: says(
      'Asiakirjan tunnus ei ole oman apteekin toimituksen tunnus. Ilmoita tukeen.',
      'Dokumentets identifierare är inte en expediering i det egna apoteket. Meddela supporten.',
      'The document’s identifier is not a dispensing of this pharmacy. Tell support.',
    ),
    holds({ document, dispenser }) {
      if (document === undefined) return true;
      const root = `1.2.246.10.${dispenser.organisation.businessId.replace(/^0+/, '')}.`;
      return [document.oid, document.setId].every(oid => oid.startsWith(root) && DISPENSING_NODE.test(oid));
    },
    inputs: ({ document }) => ({ oid: document?.oid ?? '' }),
  },
  {
    id: 'D17',
    severity: 'warn',
    source: 'kanta.fi for professionals: a pharmacy alone may write a dose out (technical correction)',
    field: null,
    says: says(
      'Annostuksessa on lyhenne. Kirjoita se auki lääkemääräykseen: Ctrl+. ja Enter.',
      'Doseringen har en förkortning. Skriv ut den i receptet: Ctrl+. och Enter.',
      'The dose holds an abbreviation. Write it out in the prescription: Ctrl+. and Enter.',
    ),
    holds: ({ row: { prescription } }) => spelledOut(prescription.dose.text, prescription.language) === null,
    inputs: ({ row: { prescription } }) => ({
      writtenOut: spelledOut(prescription.dose.text, prescription.language) ?? '',
    }),
  },
  {
    id: 'D18',
    severity: 'block',
    source: 'Fimea regulation 2/2016: use-by date on the label',
    field: 'useBefore',
    says: says(
      'Ohjelippuun merkitty viimeinen käyttöpäivä on jo mennyt.',
      'Den sista användningsdagen på etiketten har redan passerat.',
      'The last day of use on the label has passed already.',
    ),
    holds({ form, today }) {
      const last = lastDayOfUse(form);
      return last === null || last >= today;
    },
    inputs: ({ form }) => ({ useBefore: lastDayOfUse(form) ?? '' }),
  },
  {
    id: 'K01',
    severity: 'inform',
    source: OWN,
    field: null,
    says: says(
      'Ei tarkistettu: yhteisvaikutukset, allergiat ja Kela-korvaukset. Tietopakettia ei ole asennettu.',
      'Inte kontrollerat: interaktioner, allergier och FPA-ersättningar. Inget kunskapspaket är installerat.',
      'Not checked: interactions, allergies and reimbursement. No knowledge pack is installed.',
    ),
    holds: facts => chosenOf(facts) === null || facts.knowledge.packs.length > 0,
    inputs: () => ({ knowledgePack: 'none' }),
  },
];

/** Every dispensing rule of this version. */
export const DISPENSING_RULES: readonly Rule<DispensingFacts>[] = [
  ...PATIENT_RULES,
  ...ruleRows,
  ...WRITTEN_RULES,
  ...PACK_RULES,
  ...OUTAGE_RULES,
  ...SALE_RULES,
  ...knowledgeRules(knowledgeFactsOf, 'vnr'),
];

/** What the rules find in a dispensing. */
export const checkDispensing = (facts: DispensingFacts): readonly Finding[] => findingsBy(DISPENSING_RULES, facts);
