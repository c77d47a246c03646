import { PRESCRIBING_RIGHTS } from '../../codes/professional-rights.ts';
import { isLocalDate } from '../../kernel/time.ts';
import { PATIENT_RULES } from '../people/patient.rules.ts';
import { says, type Rule } from '../rule.ts';
import { textRules } from '../text.rules.ts';
import { DOSE_EXPECTATION_TEXTS, DOSE_FAULT_TEXTS } from './dose-fault.ts';
import {
  ageOf,
  doseOf,
  durationOf,
  intervalOf,
  packagesOf,
  repeatsOf,
  totalOf,
  textsOf,
  weightOf,
  type FormFacts,
} from './prescribing-facts.ts';
import { formChanges } from './form-changes.ts';
import { packageUnitOf } from './dose-unit.ts';
import { latestValidDay } from './validity.ts';
import { FORMED_KINDS, NUMBERED_KINDS } from './written-product.ts';

const CDA = 'Kela CDA library (KantaCDA-API), validators and specification samples of package 4.00';
const KANTA = 'kanta.fi, for professionals: prescriptions';
const OWN = 'Kantele, own rule';

const PRESCRIPTION_NODE = /\.93\d{0,3}\.\d{4}\.[1-9]\d*$/;

const has = (text: string): boolean => text.trim() !== '';

/** What the form, the patient and the prescriber must give before there can be a document at all. */
export const PRESCRIBING_FORM_RULES: readonly Rule<FormFacts>[] = [
  ...PATIENT_RULES,
  {
    id: 'R06',
    severity: 'block',
    source: 'Kela CDA library, OidGenerator',
    field: null,
    says: says(
      'Asiakirjan tunnus ei ole oman organisaation lääkemääräyksen tunnus. Ilmoita tukeen.',
      'Dokumentets identifierare är inte ett recept i den egna organisationen. Meddela supporten.',
      'The document’s identifier is not a prescription of this organisation. Tell support.',
    ),
    holds({ document, prescriber }) {
      if (document === undefined) return true;
      const root = `1.2.246.10.${prescriber.organisation.businessId.replace(/^0+/, '')}.`;
      // A new version carries on the set of whoever wrote the first one.
      const own =
        document.oid.startsWith(root) && [document.oid, document.setId].every(oid => PRESCRIPTION_NODE.test(oid));
      return own && document.version >= 1 && document.version > 1 === (document.oid !== document.setId);
    },
    inputs: ({ document }) => ({ oid: document?.oid ?? '' }),
  },
  {
    id: 'R08',
    severity: 'block',
    source: CDA,
    field: 'prescriber',
    says: says(
      'Määrääjän tai yksikön tiedoista puuttuu jotakin: yksilöintitunnus, rekisterinumero, ammattioikeus, nimi, yksikön puhelin tai osoite.',
      'Något saknas i förskrivarens eller enhetens uppgifter: identifieringskod, registernummer, yrkesrätt, namn, enhetens telefon eller adress.',
      'Something is missing from the prescriber or unit: identifier, registration number, right, name, the unit’s phone or address.',
    ),
    holds({ prescriber }) {
      const { organisation } = prescriber;
      const person =
        /^\d{6}$/.test(prescriber.identifierNumber ?? '') &&
        /^\d{11}$/.test(prescriber.registrationNumber) &&
        PRESCRIBING_RIGHTS.includes(prescriber.right ?? '') &&
        has(prescriber.family) &&
        prescriber.given.some(has);
      const unit = [
        organisation.name.fi,
        organisation.phone,
        organisation.street,
        organisation.postalCode,
        organisation.city,
      ];
      return person && unit.every(has);
    },
    inputs: ({ prescriber }) => ({ right: prescriber.right ?? '', profession: prescriber.profession }),
  },
  {
    id: 'R09',
    severity: 'block',
    source: CDA,
    field: 'product',
    says: says(
      'Lääkkeen tiedoista puuttuu jotakin: tietokannan valmisteella VNR ja nimi, muulla nimi, erityisluvallisella lääkemuoto.',
      'Något saknas om läkemedlet: VNR och namn för ett preparat i databasen, namn för andra, form för specialtillstånd.',
      'Something is missing of the medicine: VNR and name of one in the database, a name of another, a form of a special permit.',
    ),
    holds({ form: { product } }) {
      if (product === null) return false;
      const versioned = product.atc === '' || /^\d{4}\.\d{3}$/.test(product.databaseVersion);
      if (product.kind === '9') return versioned;
      // What a pharmacy makes may be nameless: its preparation says what it is (R11).
      const named = product.kind === '7' || has(product.tradeName);
      const formed = !FORMED_KINDS.includes(product.kind) || has(product.form.fi);
      const numbered = NUMBERED_KINDS.includes(product.kind)
        ? /^\d{6}$/.test(product.vnr ?? '') && /^\d{4}\.\d{3}$/.test(product.databaseVersion)
        : !has(product.vnr ?? '');
      return versioned && named && formed && numbered;
    },
    inputs: ({ form: { product } }) => ({
      kind: product?.kind ?? '',
      vnr: product?.kind === '1' ? product.vnr : '',
      release: product?.databaseVersion ?? '',
    }),
  },
  {
    id: 'R10',
    severity: 'block',
    source: CDA,
    field: 'amount',
    says: says(
      'Määrä puuttuu: pakkausten määrä ja koko, kokonaismäärä ja yksikkö, tai hoidon kesto.',
      'Mängden saknas: antal förpackningar och storlek, totalmängd och enhet, eller behandlingens längd.',
      'The amount is missing: packages and their size, a total with its unit, or a duration.',
    ),
    holds({ form }) {
      switch (form.amountMode) {
        case '1':
          // Without a medicine only R09 speaks: one thing at a time.
          return (
            packagesOf(form) !== null &&
            (form.product === null || (form.product.kind !== '9' && has(form.product.sizeText)))
          );
        case '2':
          return totalOf(form) !== null && has(form.totalUnit);
        case '3':
          return durationOf(form) !== null;
      }
    },
    inputs: ({ form }) => ({
      mode: form.amountMode,
      packages: form.packages,
      total: form.totalAmount,
      unit: form.totalUnit,
      days: form.durationDays,
    }),
  },
  {
    id: 'R12',
    severity: 'block',
    source: CDA,
    field: 'product',
    says: says(
      'Vaikuttavalla aineella määrättäessä tarvitaan ATC-koodi, vahvuus ja lääkemuoto.',
      'Vid förskrivning med verksam substans behövs ATC-kod, styrka och läkemedelsform.',
      'Prescribing by substance needs the ATC code, the strength and the dosage form.',
    ),
    holds: ({ form: { product } }) =>
      product?.kind !== '9' ||
      (/^[A-Z]\d{2}[A-Z]{2}\d{2}$/.test(product.atc) && has(product.strength) && has(product.form.fi)),
    inputs: ({ form: { product } }) => ({
      atc: product?.atc ?? '',
      strength: product?.strength ?? '',
      form: product?.form.fi ?? '',
    }),
  },
  {
    id: 'R13',
    severity: 'block',
    source: CDA,
    field: 'treatmentKind',
    says: says(
      'Hoitolaji puuttuu. Työtapaturmalle tarvitaan myös työnantaja ja vakuutusyhtiö.',
      'Typ av vård saknas. Olycksfall i arbetet behöver även arbetsgivare och försäkringsbolag.',
      'The kind of treatment is missing. A work accident also needs the employer and the insurer.',
    ),
    holds: ({ form }) =>
      ['S', 'M'].includes(form.treatmentKind) ||
      (form.treatmentKind === 'T' && has(form.employer ?? '') && has(form.insurer ?? '')),
    inputs: ({ form }) => ({
      treatmentKind: form.treatmentKind,
      employer: form.employer ?? '',
      insurer: form.insurer ?? '',
    }),
  },
  {
    id: 'R14',
    severity: 'block',
    source: CDA,
    field: 'doseTyped',
    says: says(
      'Annostusta ei ymmärretty. Korjaa merkitty kohta tai kirjoita annostus tekstinä.',
      'Doseringen förstods inte. Rätta det markerade stället eller skriv doseringen som text.',
      'The dose was not understood. Correct the marked part or write the dose as text.',
    ),
    holds(facts) {
      if (facts.form.doseTextOnly) return has(facts.form.doseTyped);
      const dose = doseOf(facts);
      return dose === null ? has(facts.form.doseTyped) : dose.ok;
    },
    inputs(facts) {
      const dose = doseOf(facts);
      if (dose === null || dose.ok) return {};
      const { code, at, length, expected } = dose.error;
      return {
        at: String(at),
        length: String(length),
        code,
        fault: DOSE_FAULT_TEXTS[code].fi,
        expected: expected.map(e => DOSE_EXPECTATION_TEXTS[e].fi).join('; '),
      };
    },
  },
  {
    id: 'R17',
    severity: 'block',
    source: CDA,
    field: 'renewalBanCode',
    says: says(
      'Uudistamiskiellolle tarvitaan syy; muulle syylle myös selitys.',
      'Förnyelseförbudet behöver en orsak; annan orsak även en förklaring.',
      'A ban on renewal needs a reason; another reason needs an explanation.',
    ),
    holds: ({ form }) =>
      !form.renewalProhibited ||
      form.renewalBanCode === '1' ||
      (form.renewalBanCode === '5' && has(form.renewalBanText)),
    inputs: ({ form }) => ({ reason: form.renewalBanCode }),
  },
  {
    id: 'R18',
    severity: 'block',
    source: CDA,
    field: 'weightKg',
    says: says(
      'Alle 12-vuotiaan paino tarvitaan.',
      'Vikten behövs för barn under 12 år.',
      'The weight of a child under 12 is needed.',
    ),
    holds: facts => ageOf(facts) >= 12 || weightOf(facts.form) !== null,
    inputs: facts => ({ age: String(ageOf(facts)), weightKg: facts.form.weightKg }),
  },
  {
    id: 'R19',
    severity: 'block',
    source: `${CDA}; code system 1.2.246.537.5.40109.2006`,
    field: 'narcoticIdentificationCode',
    says: says(
      'Huumausainelääkkeen määrääminen: kirjaa, miten potilas tunnistettiin; muulle tavalle selitys.',
      'Narkotiskt läkemedel: anteckna hur patienten identifierades; annat sätt med förklaring.',
      'Narcotic: record how the patient was identified; explain another way.',
    ),
    holds: ({ form }) =>
      form.product?.narcotic !== true ||
      ['1', '2', '3'].includes(form.narcoticIdentificationCode) ||
      (form.narcoticIdentificationCode === '9' && has(form.narcoticIdentificationText)),
    inputs: ({ form }) => ({ method: form.narcoticIdentificationCode }),
  },
  {
    id: 'R21',
    severity: 'block',
    source: `${KANTA}; validity of prescriptions`,
    field: 'validUntil',
    says: says(
      'Voimassaolo on enintään kaksi vuotta, PKV-, huumausaine- ja biologisilla lääkkeillä yksi vuosi, eikä se voi olla mennyt.',
      'Giltigheten är högst två år, för CNS-läkemedel, narkotiska och biologiska läkemedel ett år, och kan inte ha gått ut.',
      'Validity is at most two years, one year for CNS-affecting, narcotic and biological medicines, and cannot be past.',
    ),
    holds({ form, today }) {
      const { validUntil, product } = form;
      if (validUntil === null) return true;
      if (!isLocalDate(validUntil) || validUntil < today) return false;
      return product === null || validUntil <= latestValidDay(product, today);
    },
    inputs: ({ form, today }) => ({
      validUntil: form.validUntil ?? '',
      latest: form.product === null ? '' : latestValidDay(form.product, today),
    }),
  },
  {
    id: 'R41',
    severity: 'block',
    source: 'Code system 1.2.246.537.5.40202.201901; Kela CDA library',
    field: 'minorDisclosure',
    says: says(
      'Alaikäinen: kirjaa, saavatko huoltajat nähdä tiedot.',
      'Minderårig: anteckna om vårdnadshavarna får se uppgifterna.',
      'Minor: record whether the guardians may see the data.',
    ),
    holds: facts => ageOf(facts) >= 18 || facts.form.minorDisclosure !== null,
    inputs: facts => ({ age: String(ageOf(facts)) }),
  },
  ...textRules({ characters: 'F01', length: 'F02', field: null, places: 'fields' }, ({ form }: FormFacts) =>
    textsOf(form),
  ),
  {
    id: 'F03',
    severity: 'block',
    source: `${CDA}, LL 121`,
    field: 'repeats',
    says: says(
      'Iteroinnissa tarvitaan toistojen määrä (1–99); toimitusväli on päivinä (1–999).',
      'Itereringen behöver antalet upprepningar (1–99); intervallet anges i dagar (1–999).',
      'Repeats need their number (1 to 99); the interval is in days (1 to 999).',
    ),
    holds({ form }) {
      const [repeats, interval] = [repeatsOf(form), intervalOf(form)];
      return repeats !== null && interval !== 'fault' && (interval === null || repeats > 0);
    },
    inputs: ({ form }) => ({ repeats: form.repeats, intervalDays: form.repeatIntervalDays }),
  },
  {
    id: 'F04',
    severity: 'block',
    source: OWN,
    field: 'weightKg',
    says: says(
      'Paino on kilogrammoina, 0–500.',
      'Vikten anges i kilogram, 0–500.',
      'The weight is in kilograms, 0 to 500.',
    ),
    holds: ({ form }) => !has(form.weightKg) || weightOf(form) !== null,
    inputs: ({ form }) => ({ weightKg: form.weightKg }),
  },
  {
    id: 'F05',
    severity: 'block',
    source: OWN,
    field: 'indication',
    says: says(
      'Kirjoita käyttötarkoitus tai merkitse, että sitä ei ilmoiteta.',
      'Skriv användningsändamålet eller markera att det inte anges.',
      'Write the indication, or mark that it is not stated.',
    ),
    holds: ({ form }) => form.indicationNotStated || has(form.indication),
  },
  {
    id: 'F06',
    severity: 'warn',
    source: `${CDA}; amount mode 3`,
    field: 'amount',
    says: says(
      'Määrää ei voi laskea annostuksesta. Apteekki päättää määrän: kirjoita mieluummin pakkaukset tai kokonaismäärä.',
      'Mängden kan inte beräknas ur doseringen. Apoteket avgör mängden: ange hellre förpackningar eller totalmängd.',
      'The amount cannot be computed from the dose. The pharmacy decides it: rather give packages or a total.',
    ),
    holds(facts) {
      const { form } = facts;
      if (form.amountMode !== '3' || form.product === null) return true;
      const dose = doseOf(facts);
      return dose !== null && (!dose.ok || packageUnitOf(dose.value[0].unit) !== null);
    },
    inputs: ({ form }) => ({ days: form.durationDays }),
  },
  {
    id: 'F07',
    severity: 'block',
    source: `${CDA}, LL 97; code system 1.2.246.537.6.600.2013`,
    field: 'correctionReason',
    says: says(
      'Korjaukselle tarvitaan syy; muulle syylle myös selitys.',
      'Rättelsen behöver en orsak; annan orsak även en förklaring.',
      'The correction needs a reason; another reason needs an explanation.',
    ),
    holds: ({ form: { correction } }) =>
      correction === undefined ||
      (correction.reasonCode !== '' && (correction.reasonCode !== '5' || has(correction.reasonText))),
    inputs: ({ form }) => ({ reason: form.correction?.reasonCode ?? '' }),
  },
  {
    id: 'F08',
    severity: 'block',
    source: OWN,
    field: null,
    says: says(
      'Korjaus ei muuta mitään. Muuta kohtaa, joka on väärin, tai poista luonnos.',
      'Rättelsen ändrar ingenting. Ändra det som är fel eller ta bort utkastet.',
      'The correction changes nothing. Change what is wrong, or delete the draft.',
    ),
    holds: ({ form, before }) => before === undefined || formChanges(before, form).length > 0,
  },
];
