import { add, compare, decimal, subtract, ZERO } from '../../kernel/decimal.ts';
import { type Oid } from '../../kernel/oid.ts';
import { assertNever } from '../../kernel/result.ts';
import { storedText, textFault } from '../../kernel/text.ts';
import { readAmount, readWhole } from '../form-number.ts';
import { type Finding } from '../finding.ts';
import { type LifeEvent, type Refusal } from '../lifecycle/prescription.machine.ts';
import { sameUnit } from '../prescribing/amounts.ts';
import { type Prescription, type PrescriptionRow, type Quantity } from '../prescribing/prescription.ts';
import { findingsBy, says, type Rule } from '../rule.ts';
import { type Dispensing } from './dispensing.ts';
import { DISPENSING_LIMITS } from './dispensing-facts.ts';
import { type PackFate } from './pack-return.ts';
import { type RenewalAskForm } from './renewal-ask.ts';

/** More than any dispensing holds: what is left decides. */
const MOST = decimal('9999999');

/** What of a dispensing its pharmacy may correct: how much, what the label says, whether it is closed. As typed. */
export type DispensingCorrectionForm = Readonly<{
  packages: string;
  /** In the unit of the dispensing. */
  amount: string;
  markFullyDispensed: boolean;
  labelDoseText: string;
  remark: string;
}>;

/** What of a prescription a pharmacy may correct: never the patient, the prescriber or the medicine. */
export type PrescriptionCorrectionForm = Readonly<{
  doseText: string;
  indication: string;
  messageToPharmacy: string;
}>;

/** Acts of a pharmacy on what is stored, each its own document; see `PHARMACY_MESSAGE_TYPES` for the messages. */
export type PharmacyAct =
  /** `packs`: where those that were read are now; null while nobody said. */
  | Readonly<{ kind: 'dispensingCancellation'; setId: Oid; reason: string; packs: PackFate | null }>
  | Readonly<{ kind: 'dispensingCorrection'; setId: Oid; reason: string; form: DispensingCorrectionForm }>
  | Readonly<{
      kind: 'prescriptionCorrection';
      setId: Oid;
      reason: string;
      form: PrescriptionCorrectionForm;
      /** The prescriber who agreed by word of mouth, when, and on which number; null for a technical correction. */
      consent: Readonly<{ prescriber: string; at: string; phone: string }> | null;
    }>
  | Readonly<{
      kind: 'lock' | 'unlock' | 'reservation' | 'reservationRelease' | 'doseDispensing' | 'doseDispensingRelease';
      setId: Oid;
      reason: string;
    }>
  /** `reason`: the message to the prescriber, which may be empty. */
  | Readonly<{ kind: 'renewalRequest'; setId: Oid; reason: string; form: RenewalAskForm }>;
export type PharmacyActKind = PharmacyAct['kind'];

export const ACT_LIMITS = { phone: 30, reason: 500, dose: 1000, indication: 200, message: 1000 } as const;

/** Names of the acts, after the display names of 1.2.246.537.5.40105.2006. */
export const ACT_NAMES = {
  dispensingCancellation: says('Toimituksen mitätöinti', 'Makulering av expediering', 'Cancellation of a dispensing'),
  dispensingCorrection: says('Toimituksen korjaus', 'Rättelse av expediering', 'Correction of a dispensing'),
  prescriptionCorrection: says('Lääkemääräyksen korjaus', 'Rättelse av recept', 'Correction of a prescription'),
  lock: says('Lukitus', 'Låsning', 'Lock'),
  unlock: says('Lukituksen purku', 'Upphävande av låsning', 'Unlock'),
  reservation: says('Varaus', 'Reservering', 'Reservation'),
  reservationRelease: says('Varauksen purku', 'Upphävande av reservering', 'Release of a reservation'),
  doseDispensing: says('Annosjakelu', 'Dosexpediering', 'Dose dispensing'),
  renewalRequest: says('Uudistamispyyntö', 'Begäran om förnyelse', 'Renewal request'),
  doseDispensingRelease: says('Annosjakelun purku', 'Upphävande av dosexpediering', 'Release of dose dispensing'),
} as const satisfies Record<PharmacyActKind, unknown>;

export const correctionFormOf = (of: Dispensing): DispensingCorrectionForm => ({
  packages: String(of.packages),
  amount: of.amount.value,
  markFullyDispensed: of.fullyDispensed,
  labelDoseText: of.labelDoseText,
  remark: of.remark,
});

export const prescriptionFormOf = (of: Prescription): PrescriptionCorrectionForm => ({
  doseText: of.dose.text,
  indication: of.indication,
  messageToPharmacy: of.messageToPharmacy,
});

/**
 * What is left when a dispensing is counted as `now` instead of as it was; null where nobody can say. A closed prescription
 * tells zero whatever is left of it, so there the dispensing's own word counts.
 */
export function remainingWith(
  before: Dispensing,
  row: Pick<PrescriptionRow, 'state' | 'remaining'> | null,
  now: Quantity | null,
): Quantity | null {
  const told = row === null || row.state === 'fullyDispensed' ? before.remaining : (row.remaining ?? before.remaining);
  if (told === null || !sameUnit(told.unit, before.amount.unit)) return null;
  const back = add(told.value, before.amount.value);
  return { value: now === null ? back : subtract(back, now.value), unit: told.unit };
}

/** The dispensing as corrected; null while the form cannot be read. Price: that of one package times the packages. */
export function correctedDispensing(
  before: Dispensing,
  row: Pick<PrescriptionRow, 'state' | 'remaining'> | null,
  form: DispensingCorrectionForm,
): Dispensing | null {
  const packages = readWhole(form.packages, 1, DISPENSING_LIMITS.packages);
  const value = readAmount(form.amount, MOST);
  if (packages === null || value === null) return null;
  const amount: Quantity = { value, unit: before.amount.unit };
  const remaining = remainingWith(before, row, amount);
  const isUsedUp = remaining !== null && compare(remaining.value, ZERO) <= 0;
  const whole = (Number(before.amount.value) / before.packages) * packages;
  return {
    ...before,
    packages,
    amount,
    split: before.split || Number(value) < whole,
    remaining,
    priceCents: before.priceCents === null ? null : Math.round((before.priceCents / before.packages) * packages),
    fullyDispensed: form.markFullyDispensed || isUsedUp,
    labelDoseText: storedText(form.labelDoseText).trim(),
    remark: storedText(form.remark).trim(),
  };
}

/** What the rules of an act look at. */
export type ActFacts = Readonly<{
  act: PharmacyAct;
  /** Why the state of the prescription does not allow it; null where it does. */
  refusal: Refusal | null;
  dispensing: Readonly<{ before: Dispensing; after: Dispensing | null }> | null;
  prescription: Prescription | null;
  /** Packs that are decommissioned for the dispensing. */
  packsOut: number;
}>;

const has = (text: string): boolean => text.trim() !== '';
const unfit = (text: string, most: number): boolean => textFault(text, most) !== null;
const textsOf = (act: PharmacyAct): readonly (readonly [string, number])[] => [
  [act.reason, ACT_LIMITS.reason],
  ...(act.kind === 'dispensingCorrection'
    ? ([
        [act.form.labelDoseText, DISPENSING_LIMITS.label],
        [act.form.remark, DISPENSING_LIMITS.remark],
      ] as const)
    : act.kind === 'prescriptionCorrection'
      ? ([
          [act.form.doseText, ACT_LIMITS.dose],
          [act.form.indication, ACT_LIMITS.indication],
          [act.form.messageToPharmacy, ACT_LIMITS.message],
          [act.consent?.prescriber ?? '', 200],
          [act.consent?.phone ?? '', ACT_LIMITS.phone],
        ] as const)
      : act.kind === 'renewalRequest'
        ? [[act.form.smsPhone, ACT_LIMITS.phone] as const]
        : []),
];

function changes({ act, dispensing, prescription }: ActFacts): boolean {
  if (act.kind === 'dispensingCorrection') {
    if (dispensing === null || dispensing.after === null) return true;
    const { before, after } = dispensing;
    return JSON.stringify(correctionFormOf(before)) !== JSON.stringify(correctionFormOf(after));
  }
  if (act.kind === 'prescriptionCorrection' && prescription !== null) {
    const was = prescriptionFormOf(prescription);
    const { doseText, indication, messageToPharmacy } = act.form;
    return was.doseText !== doseText || was.indication !== indication || was.messageToPharmacy !== messageToPharmacy;
  }
  return true;
}

const REFUSAL_WORDS = {
  cancelled: says('Lääkemääräys on mitätöity.', 'Receptet är makulerat.', 'The prescription is cancelled.'),
  expired: says('Lääkemääräys on vanhentunut.', 'Receptet har gått ut.', 'The prescription has expired.'),
  fullyDispensed: says(
    'Lääkemääräys on kokonaan toimitettu.',
    'Receptet är helt expedierat.',
    'The prescription is fully dispensed.',
  ),
  heldByOther: says(
    'Lääkemääräys on toisen apteekin hallussa. Se vapautuu, kun se apteekki purkaa varauksensa.',
    'Receptet innehas av ett annat apotek. Det blir fritt när det apoteket upphäver sin reservation.',
    'Another pharmacy holds the prescription. It is free when that pharmacy releases it.',
  ),
  locked: says(
    'Lääkemääräys on lukittu ja odottaa määrääjän korjausta.',
    'Receptet är låst och väntar på förskrivarens rättelse.',
    'The prescription is locked and waits for the prescriber’s correction.',
  ),
  otherHolderKind: says(
    'Tällä apteekilla on jo toinen merkintä. Pura se ensin.',
    'Det här apoteket har redan en annan markering. Upphäv den först.',
    'This pharmacy already holds it in another way. Release that first.',
  ),
  notHeld: says(
    'Lääkemääräyksellä ei ole purettavaa merkintää.',
    'Receptet har ingen markering att upphäva.',
    'Nobody holds the prescription: there is nothing to release.',
  ),
  notTheDispenser: says(
    'Toimituksen tekee, korjaa ja mitätöi sama apteekki.',
    'En expediering rättas och makuleras av det apotek som gjorde den.',
    'Only the pharmacy that dispensed corrects or cancels the dispensing.',
  ),
} as const satisfies Partial<Record<Refusal, unknown>>;

const OTHER_REFUSAL = says(
  'Lääkemääräyksen tila ei salli tätä.',
  'Receptets tillstånd tillåter inte detta.',
  'The state of the prescription does not allow this.',
);

const LIFECYCLE = 'kanta.fi for professionals: correcting, locking and cancelling; Kela CDA library, message types';

const isRefusalWord = (refusal: Refusal): refusal is keyof typeof REFUSAL_WORDS =>
  Object.hasOwn(REFUSAL_WORDS, refusal);

/** Rules of a pharmacy's acts on what is stored. The state's own refusal speaks in its own words (`checkAct`). */
export const ACT_RULES: readonly Rule<ActFacts>[] = [
  {
    id: 'RA1',
    severity: 'block',
    source: 'Kela CDA library (locking, reservation, correction and cancellation carry a free-text reason)',
    field: 'reason',
    says: says('Kirjoita syy.', 'Skriv orsaken.', 'Write the reason.'),
    holds: ({ act }) => act.kind === 'renewalRequest' || has(act.reason),
  },
  {
    id: 'RA2',
    severity: 'block',
    source: 'XML 1.0, characters; own limits',
    field: null,
    says: says(
      'Tekstissä on merkki, jota asiakirjaan ei voi kirjoittaa, tai se on liian pitkä.',
      'Texten innehåller ett tecken som inte kan skrivas i dokumentet, eller är för lång.',
      'A text holds a character that cannot be written into a document, or is too long.',
    ),
    holds: ({ act }) => !textsOf(act).some(([text, most]) => unfit(text, most)),
  },
  {
    id: 'RA3',
    severity: 'block',
    source: 'Own rule: a correction changes something',
    field: null,
    says: says('Mikään ei ole muuttunut.', 'Ingenting har ändrats.', 'Nothing has changed.'),
    holds: changes,
  },
  {
    id: 'RA4',
    severity: 'block',
    source: 'Kela: the sum of dispensings never exceeds what was prescribed; LL 102 and LL 103',
    field: 'amount',
    says: says(
      'Määrä puuttuu, tai se ylittää jäljellä olevan.',
      'Mängden saknas eller överskrider det som återstår.',
      'The amount is missing, or is more than what is left.',
    ),
    holds: ({ act, dispensing }) =>
      act.kind !== 'dispensingCorrection' ||
      (dispensing !== null &&
        dispensing.after !== null &&
        (dispensing.after.remaining === null || compare(dispensing.after.remaining.value, ZERO) >= 0)),
  },
  {
    id: 'RA5',
    severity: 'block',
    source: 'Kela CDA library, LL 152 and LL 80 (dose in words)',
    field: 'dose',
    says: says('Annostus puuttuu.', 'Doseringen saknas.', 'The dose is missing.'),
    holds: ({ act }) =>
      (act.kind !== 'dispensingCorrection' || has(act.form.labelDoseText)) &&
      (act.kind !== 'prescriptionCorrection' || has(act.form.doseText)),
  },
  {
    id: 'RA6',
    severity: 'block',
    source: LIFECYCLE,
    field: null,
    says: OTHER_REFUSAL,
    holds: ({ refusal }) => refusal === null,
    inputs: ({ refusal }) => ({ refused: refusal ?? '' }),
  },
  {
    id: 'RA7',
    severity: 'block',
    source:
      'Delegated Regulation (EU) 2016/161, article 13: a pack that was supplied to the public is never made active again',
    field: 'packs',
    says: says(
      'Kerro, missä luetut pakkaukset ovat.',
      'Ange var de avlästa förpackningarna finns.',
      'Tell where the packs that were read are.',
    ),
    holds: ({ act, packsOut }) => act.kind !== 'dispensingCancellation' || packsOut === 0 || act.packs !== null,
  },
];

/**
 * The prescription as its pharmacy corrects it. Spelling the dose out leaves what it says to machines as it was; a dose that
 * the prescriber changed by word of mouth is words alone from then on.
 */
export function correctedPrescription(
  of: Prescription,
  { form, consent }: Extract<PharmacyAct, { kind: 'prescriptionCorrection' }>,
): Prescription {
  const { plan: _plan, ...dose } = of.dose;
  const text = storedText(form.doseText).trim();
  const isSameDose = consent === null || text === of.dose.text;
  return {
    ...of,
    dose: isSameDose ? { ...of.dose, text } : { ...dose, text, structured: null },
    indication: storedText(form.indication).trim(),
    messageToPharmacy: storedText(form.messageToPharmacy).trim(),
  };
}

/** The event of the life of a prescription that an act is (a renewal request is none); a dispensing that is corrected is taken back and made anew. */
export function eventOf(act: Exclude<PharmacyAct, Readonly<{ kind: 'renewalRequest' }>>): LifeEvent {
  switch (act.kind) {
    case 'lock':
      return { kind: 'take', as: 'locked' };
    case 'reservation':
      return { kind: 'take', as: 'reserved' };
    case 'doseDispensing':
      return { kind: 'take', as: 'doseDispensing' };
    case 'unlock':
    case 'reservationRelease':
    case 'doseDispensingRelease':
      return { kind: 'release' };
    case 'prescriptionCorrection':
      return {
        kind: 'correct',
        content: act.consent === null ? 'technical' : 'medical',
        prescriberConsents: act.consent !== null,
      };
    case 'dispensingCancellation':
    case 'dispensingCorrection':
      return { kind: 'undoDispensing', left: 'some' };
    default:
      return assertNever(act);
  }
}

/** What stands against an act; empty where it may be signed. */
export function checkAct(facts: ActFacts): readonly Finding[] {
  const { refusal } = facts;
  return findingsBy(ACT_RULES, facts).map(finding =>
    finding.rule === 'RA6' && refusal !== null && isRefusalWord(refusal)
      ? { ...finding, says: REFUSAL_WORDS[refusal] }
      : finding,
  );
}
