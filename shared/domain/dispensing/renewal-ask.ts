import { dateInHelsinki, instantMs, type LocalDate } from '../../kernel/time.ts';
import { type RequestRecipient } from '../documents/renewal-request.ts';
import { RENEWAL_RULES, type RenewalFacts } from '../lifecycle/renewal.rules.ts';
import { type RenewalState } from '../lifecycle/renewal.machine.ts';
import { type Finding } from '../finding.ts';
import { type MedicinePackage } from '../medicine.ts';
import { type Language } from '../../kernel/language.ts';
import { type PrescribedProduct, type Prescription } from '../prescribing/prescription.ts';
import { findingsBy } from '../rule.ts';

/** Kinds of consent to a request, 1.2.246.537.5.40119.2006: 1 oral, 2 signed, 3 the customer's oral request. */
export const ASK_CONSENTS = ['3', '1', '2'] as const;
export type AskConsent = (typeof ASK_CONSENTS)[number];

/** What a pharmacy adds to a renewal request besides its message. As typed. */
export type RenewalAskForm = Readonly<{
  consent: AskConsent;
  /** Where the text message goes when the request was handled; empty for none. */
  smsPhone: string;
  /** The number was confirmed, and it was told that the message names the medicine. */
  smsConfirmed: boolean;
}>;
export const EMPTY_ASK: RenewalAskForm = { consent: '3', smsPhone: '', smsConfirmed: false };

/** The unit that prescribed is the one that is asked. */
export function recipientOf({ prescriber: { organisation } }: Prescription, language: Language): RequestRecipient {
  const { oid, name, phone, street, postalCode, city } = organisation;
  return { oid, name: name[language], phone, street, postalCode, city };
}

export type AskFacts = Readonly<{
  prescription: Prescription;
  form: RenewalAskForm;
  /** Of the request before this one, as far as this pharmacy knows. */
  state: RenewalState;
  /** The product as the database in use has it: undefined where it is named by no package, null where it is gone. */
  packageNow: MedicinePackage | null | undefined;
  release: string;
  today: LocalDate;
}>;

const sameText = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** How what a renewal copies stands to the database: `packageNow` undefined where it is named by no package, null where it is gone. */
export function copiedProduct(
  product: PrescribedProduct,
  packageNow: MedicinePackage | null | undefined,
): NonNullable<RenewalFacts['product']> {
  if (packageNow === undefined) return { marketed: true, changed: false };
  const isSame =
    packageNow !== null &&
    'tradeName' in product &&
    sameText(packageNow.tradeName, product.tradeName) &&
    sameText(packageNow.strength, product.strength);
  return { marketed: packageNow?.marketed === true, changed: !isSame };
}

/** What the renewal rules (R46 to R50) look at of a prescription, whoever asks. */
export function renewalFactsOf({ prescription, form, state, packageNow, release, today }: AskFacts): RenewalFacts {
  const { product, prescriber } = prescription;
  return {
    today,
    prescribedOn: dateInHelsinki(instantMs(prescription.prescribedAt)),
    controlled: product.narcotic || product.controlClass !== null,
    renewalProhibited: prescription.renewalProhibited,
    state,
    receivedOn: null,
    // A prescription that a pharmacy stored names no unit that could be asked.
    recipient: { ...recipientOf(prescription, 'fi'), accepts: prescriber.organisation.kind !== 'pharmacy' },
    sms: { phone: form.smsPhone, confirmed: form.smsConfirmed },
    product: copiedProduct(product, packageNow),
    releases: { copied: product.databaseVersion, now: release },
  };
}

/** What stands against a request, or is to be known of it; what asks for a confirmation is confirmed in the form. */
export const checkAsk = (facts: AskFacts): readonly Finding[] => findingsBy(RENEWAL_RULES, renewalFactsOf(facts));
