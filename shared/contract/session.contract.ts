import { z } from 'zod';
import { ALL_CAPABILITIES } from '../domain/people/capabilities.ts';
import { call } from './define.ts';
import { openReason } from './patients.contract.ts';
import {
  accessBasis,
  CARD_CODES,
  count,
  errorCode,
  id,
  instant,
  localDate,
  localized,
  nothing,
  pin,
  professional,
  text,
} from './values.ts';

export const pinState = z.enum(['ok', 'low', 'lastTry', 'locked', 'notSet']);

/** The card in the reader as shown: never a PIN, never a key. `practice` cards are marked wherever they appear. */
export const cardShown = z.strictObject({
  serial: z.string().max(64),
  holderName: z.string().max(200),
  registrationNumber: z.string().max(20).nullable(),
  practice: z.boolean(),
  pin1: pinState,
  pin2: pinState,
  /** One PIN entry signs a reviewed batch, or each signature asks again. */
  pinScope: z.enum(['batch', 'signature']),
  /** `pad`: the reader has its own keypad, the screen shows no PIN field and sends null. */
  pinEntry: z.enum(['keyboard', 'pad']),
});
export type CardShown = z.output<typeof cardShown>;

const capability = z.enum(ALL_CAPABILITIES);

/** `signedOut`: nobody; `locked`: the desk of `professional` is kept but covered. */
export const sessionState = z.strictObject({
  /** Later states have greater numbers: answers and events come by different ways, and one may pass the other. */
  order: count,
  at: z.enum(['signedOut', 'signedIn', 'locked']),
  card: cardShown.nullable(),
  professional: professional.nullable(),
  capabilities: z.array(capability),
  /** Where the professional right was last confirmed: `fresh` from the service now, `stored` from an earlier answer. */
  rightChecked: z.enum(['fresh', 'stored', 'none']),
  /** When the role service gave that answer: shown with its age. */
  rightAsOf: instant.nullable(),
  /** Whether a revocation list in force spoke for the certificate at sign-in. */
  revocation: z.enum(['checked', 'unknown', 'none']),
});
export type SessionState = z.output<typeof sessionState>;

/** A card of the practice tray; PINs are shown because the card protects nobody. Practice profile only. */
export const practiceCard = z.strictObject({
  id,
  holderName: z.string().max(200),
  title: localized,
  organisation: localized,
  keys: z.enum(['ec-p384', 'rsa-3072']),
  pin1: z.string().max(12),
  pin2: z.string().max(12),
  triesLeft1: count,
  triesLeft2: count,
  inserted: z.boolean(),
});
export type PracticeCard = z.output<typeof practiceCard>;

/**
 * Where a person is at their desk: screen, open patient with the ground of its opening, and what each screen notes of itself
 * (which form, which row). Typed text is in the drafts, not here.
 */
export const deskPlace = z.strictObject({
  area: text(40),
  patient: z
    .strictObject({ patientId: id, reason: openReason, basis: accessBasis.nullable(), collector: text(200) })
    .nullable(),
  notes: z.record(z.string().max(60), text(2000)),
});
export type DeskPlace = z.output<typeof deskPlace>;

/** One certificate of the card against the authorities and revocation lists of the profile. */
export const ownCertificate = z.strictObject({
  purpose: z.enum(['authentication', 'signing']),
  holderName: z.string(),
  serial: z.string(),
  issuer: z.string(),
  from: instant,
  until: instant,
  /** `unknown`: no list in force speaks for it. */
  state: z.enum(['good', 'unknown', 'revoked', 'expired', 'refused']),
  listUntil: instant.nullable(),
});
export type OwnCertificate = z.output<typeof ownCertificate>;

/** What the role and attribute service says of the person at the desk, and what their card is worth. */
export const ownRights = z.strictObject({
  professional,
  /** Null when nothing is known: the service has never answered for this person here. */
  right: z
    .strictObject({
      code: z.string().nullable(),
      inForce: z.boolean(),
      from: localDate,
      until: localDate.nullable(),
      limitations: z.array(z.strictObject({ code: z.string(), says: z.string() })),
    })
    .nullable(),
  /** When the service gave that answer. */
  asOf: instant.nullable(),
  /** Until when the answer may stand in for a fresh one. */
  offlineUntil: instant.nullable(),
  /** Why there is no fresh answer; null when there is one or none was asked for. */
  fault: errorCode.nullable(),
  capabilities: z.array(capability),
  certificates: z.array(ownCertificate),
});
export type OwnRights = z.output<typeof ownRights>;

export const session = {
  state: call({ needs: 'anyone', params: nothing, result: sessionState }),
  practiceCards: call({ needs: 'anyone', params: nothing, result: z.array(practiceCard) }),
  /** `null` pulls the card out. */
  insertPracticeCard: call({
    needs: 'anyone',
    params: z.strictObject({ cardId: id.nullable() }),
    result: sessionState,
    codes: ['CARD-0104'],
  }),
  resetPracticeCard: call({
    needs: 'anyone',
    params: z.strictObject({ cardId: id }),
    result: z.array(practiceCard),
    codes: ['CARD-0104'],
  }),
  signIn: call({
    needs: 'anyone',
    params: z.strictObject({ pin1: pin.nullable() }),
    result: sessionState,
    codes: [...CARD_CODES, 'SES-0003', 'SES-0004'],
  }),
  lock: call({ needs: 'signedIn', params: nothing, result: sessionState, toldCovered: true }),
  /** The desk as its owner left it; null for one that was never kept or was ended by signing out. */
  desk: call({ needs: 'signedIn', params: nothing, result: z.strictObject({ place: deskPlace.nullable() }) }),
  keepDesk: call({ needs: 'signedIn', params: deskPlace, result: z.strictObject({ keptAt: instant }) }),
  /** `again` asks the service. A right that is no longer in force covers the desk; it is told all the same. */
  ownRights: call({
    needs: 'signedIn',
    params: z.strictObject({ again: z.boolean() }),
    result: ownRights,
    toldCovered: true,
  }),
  signOut: call({ needs: 'anyone', params: nothing, result: sessionState }),
};
