import { CARD_REFUSALS } from './refusals/card.ts';
import { CERTIFICATE_REFUSALS } from './refusals/certificates.ts';
import { COUNTER_REFUSALS } from './refusals/counter.ts';
import { DESK_REFUSALS } from './refusals/desk.ts';
import { DISCLOSURE_REFUSALS } from './refusals/disclosure.ts';
import { LINE_REFUSALS } from './refusals/line.ts';
import { OVERSIGHT_REFUSALS } from './refusals/oversight.ts';
import { PERSON_REFUSALS } from './refusals/persons.ts';
import { PRESCRIPTION_REFUSALS } from './refusals/prescriptions.ts';
import { READING_REFUSALS } from './refusals/reading.ts';
import { RECORD_REFUSALS } from './refusals/records.ts';
import { type Refusal } from './refusals/refusal.ts';
import { SOCIAL_REFUSALS } from './refusals/social.ts';
import { STORE_REFUSALS } from './refusals/store.ts';

export { type Recovery } from './refusals/refusal.ts';

/** Every refusal the product knows; the words stand in `refusals/`. Codes are never reused. */
export const ERROR_CODES = {
  ...DESK_REFUSALS,
  ...CARD_REFUSALS,
  ...LINE_REFUSALS,
  ...PERSON_REFUSALS,
  ...PRESCRIPTION_REFUSALS,
  ...RECORD_REFUSALS,
  ...DISCLOSURE_REFUSALS,
  ...OVERSIGHT_REFUSALS,
  ...CERTIFICATE_REFUSALS,
  ...SOCIAL_REFUSALS,
  ...READING_REFUSALS,
  ...STORE_REFUSALS,
  ...COUNTER_REFUSALS,
} as const satisfies Record<`${string}-${number}`, Refusal>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** An expected refusal as it travels. `detail` names fields or rule ids, never the content of a field. */
export type Failure<C extends ErrorCode = ErrorCode> = Readonly<{
  code: C;
  detail?: readonly string[];
  triesLeft?: number;
}>;

export const isErrorCode = (text: string): text is ErrorCode => Object.hasOwn(ERROR_CODES, text);
