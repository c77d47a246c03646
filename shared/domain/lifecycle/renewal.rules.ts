import { addMonths, type LocalDate } from '../../kernel/time.ts';
import { says, type Rule } from '../rule.ts';
import { renewalEndsOn, renewalStep, type RenewalState } from './renewal.machine.ts';

/** A request to renew, or a renewal that is being made. */
export type RenewalFacts = Readonly<{
  today: LocalDate;
  prescribedOn: LocalDate;
  /** PKV medicine or narcotic: a shorter window. */
  controlled: boolean;
  renewalProhibited: boolean;
  state: RenewalState;
  /** Day on which the recipient's system received it; null before. */
  receivedOn: LocalDate | null;
  recipient: Readonly<{
    accepts: boolean;
    name: string;
    street: string;
    postalCode: string;
    city: string;
    phone: string;
  }>;
  sms: Readonly<{ phone: string; confirmed: boolean }>;
  /** What is copied is compared with the release in use; null = it could not be. */
  product: Readonly<{ marketed: boolean; changed: boolean }> | null;
  /** Releases of the copied product and of the database in use. */
  releases: Readonly<{ copied: string; now: string }>;
}>;

const KANTA = 'kanta.fi, renewing a prescription at a pharmacy';
const has = (text: string): boolean => text.trim() !== '';

/** Months after prescribing within which its data may serve a renewal. Sources: decree 349/2015; lahiapteekkisyke.fi (16 months). */
export const RENEWAL_MONTHS = { ordinary: 28, controlled: 16 } as const;

export const renewableUntil = ({
  prescribedOn,
  controlled,
}: Pick<RenewalFacts, 'prescribedOn' | 'controlled'>): LocalDate =>
  addMonths(prescribedOn, controlled ? RENEWAL_MONTHS.controlled : RENEWAL_MONTHS.ordinary);

export type RenewableFacts = Pick<
  RenewalFacts,
  'today' | 'prescribedOn' | 'controlled' | 'renewalProhibited' | 'state'
>;

/** Rule R46: whether a prescription may be renewed at all; asked when it is requested, and again when it is answered. */
export const RENEWABLE_RULE: Rule<RenewableFacts> = {
  id: 'R46',
  severity: 'block',
  source: `Decree 349/2015; ${KANTA}`,
  field: null,
  says: says(
    'Lääkemääräystä ei voi pyytää uudistettavaksi: kielto, aika, aiempi hylkäys tai avoin pyyntö.',
    'Receptet kan inte begäras förnyat: förbud, tid, tidigare avslag eller öppen begäran.',
    'The prescription cannot be requested for renewal: ban, time, an earlier rejection or a pending request.',
  ),
  holds: facts =>
    !facts.renewalProhibited &&
    facts.today <= renewableUntil(facts) &&
    renewalStep(facts.state, 'request', 'requester').ok,
  inputs: facts => ({
    until: renewableUntil(facts),
    state: facts.state,
    prohibited: String(facts.renewalProhibited),
  }),
};

/** Rule R50: what a renewal copies is the same in the database in use; asked when it is requested, and again when it is answered. */
export const COPIED_PRODUCT_RULE: Rule<Pick<RenewalFacts, 'product' | 'releases'>> = {
  id: 'R50',
  severity: 'warn',
  source: 'Own rule: a renewal copies the product of the old prescription',
  field: 'product',
  says: says(
    'Uudistettava valmiste on muuttunut tai poistunut lääketietokannasta. Tarkista valmiste, hinta ja yhteisvaikutukset.',
    'Preparatet har ändrats eller utgått ur läkemedelsdatabasen. Kontrollera preparat, pris och interaktioner.',
    'The product has changed or left the database. Check product, price and interactions.',
  ),
  holds: ({ product }) => product !== null && product.marketed && !product.changed,
  gravity: ({ product }) => (product === null ? 'notChecked' : 'warn'),
  inputs: ({ releases }) => releases,
};

export const RENEWAL_RULES: readonly Rule<RenewalFacts>[] = [
  RENEWABLE_RULE,
  {
    id: 'R47',
    severity: 'block',
    source: `${KANTA}; Kela CDA library, validators`,
    field: 'recipient',
    says: says(
      'Vastaanottava yksikkö ei ota pyyntöjä, tai sen osoite tai puhelin puuttuu. Valitse toinen yksikkö.',
      'Mottagande enhet tar inte emot begäranden, eller dess adress eller telefon saknas. Välj en annan enhet.',
      'The receiving unit takes no requests, or its address or phone is missing. Choose another unit.',
    ),
    holds: ({ recipient }) =>
      recipient.accepts &&
      [recipient.name, recipient.street, recipient.postalCode, recipient.city, recipient.phone].every(has),
    inputs: ({ recipient }) => ({ recipient: recipient.name }),
  },
  {
    id: 'R48',
    severity: 'confirm',
    source: KANTA,
    field: 'smsPhone',
    says: says(
      'Vahvista potilaan puhelinnumero ja kerro, että tekstiviestissä on lääkkeen nimi.',
      'Bekräfta patientens telefonnummer och berätta att textmeddelandet nämner läkemedlet.',
      'Confirm the patient’s phone number, and tell that the text message names the medicine.',
    ),
    holds: ({ sms }) => !has(sms.phone) || sms.confirmed,
  },
  {
    id: 'R49',
    severity: 'inform',
    source: KANTA,
    field: null,
    says: says(
      'Pyyntö vanhenee 8 vuorokauden kuluttua vastaanotosta.',
      'Begäran föråldras 8 dygn efter mottagandet.',
      'The request expires 8 days after it was received.',
    ),
    holds: ({ state }) => state !== 'received',
    inputs: ({ receivedOn }) => ({ expiresOn: receivedOn === null ? 'unknown' : renewalEndsOn(receivedOn) }),
  },
  COPIED_PRODUCT_RULE,
];
