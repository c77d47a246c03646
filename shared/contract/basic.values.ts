/** Decoders that every area uses: bounded texts, numbers, times, names in the languages. Unknown keys are refused; nothing is coerced. */
import { z } from 'zod';
import { isDecimal, type Decimal } from '../kernel/decimal.ts';
import { isErrorCode, type ErrorCode, type Failure } from '../kernel/error-codes.ts';
import { LANGUAGES, type Localized } from '../kernel/language.ts';
import { isOid, type Oid } from '../kernel/oid.ts';
import { isInstant, isLocalDate, type Instant, type LocalDate } from '../kernel/time.ts';
import { textFault } from '../kernel/text.ts';
import { type Coded, type CodedWord } from '../domain/coded.ts';
import { type Quantity } from '../domain/prescribing/prescription.ts';

/** A one-line or several-line text that a document can carry. A refusal's message is the `TextFault`. */
export const text = (maxLength: number): z.ZodType<string> =>
  z.custom<string>(v => typeof v === 'string' && textFault(v, maxLength) === null, {
    error: ({ input }) => (typeof input === 'string' ? (textFault(input, maxLength) ?? 'text') : 'text'),
  });
/** A number as it stands in a field: bounded, nothing more. */
export const typed = text(32);

export const id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9._:-]+$/);
export const instant = z.custom<Instant>(v => typeof v === 'string' && isInstant(v), 'instant');
export const localDate = z.custom<LocalDate>(v => typeof v === 'string' && isLocalDate(v), 'date');
export const oid = z.custom<Oid>(v => typeof v === 'string' && isOid(v), 'oid');
export const decimal = z.custom<Decimal>(v => typeof v === 'string' && isDecimal(v), 'decimal');
export const errorCode = z.custom<ErrorCode>(v => typeof v === 'string' && isErrorCode(v), 'error code');
export const count = z.int().min(0).max(1_000_000_000);
export const limit = z.int().min(1).max(200);
export const vnr = z.string().regex(/^\d{6}$/);
export const language = z.enum(LANGUAGES);
export const patientLanguage = z.enum(['fi', 'sv']);
export const pin = z.string().min(1).max(64);
export const nothing = z.strictObject({});

/** What a card, its reader, its software and its certificate may answer to any call that uses it. */
export const CARD_CODES = [
  'CARD-0101',
  'CARD-0102',
  'CARD-0103',
  'CARD-0104',
  'CARD-0105',
  'CARD-0107',
  'CARD-0108',
  'CARD-0109',
  'CARD-0111',
  'CARD-0112',
  'CARD-0114',
  'CARD-0115',
  'CARD-0116',
  'CARD-0117',
  'CARD-0118',
  'CARD-0119',
  'CARD-0120',
  'CARD-0121',
  'CARD-0122',
  'CARD-0123',
  'CARD-0124',
  'CARD-0125',
] as const satisfies readonly ErrorCode[];

export const short = text(200);
export const long = text(20_000);

export const localized: z.ZodType<Localized> = z.strictObject({ fi: short, sv: short, en: short });
export const twoNames = z.strictObject({ fi: short, sv: short });

export const longText: z.ZodType<Localized> = z.strictObject({ fi: text(2000), sv: text(2000), en: text(2000) });
export const failure: z.ZodType<Failure> = z.strictObject({
  code: errorCode,
  detail: z.array(text(200)).max(50).optional(),
  triesLeft: count.optional(),
}) as z.ZodType<Failure>;

export const coded: z.ZodType<Coded> = z.strictObject({ code: text(64), system: text(128), name: text(400) });
export const codedWord: z.ZodType<CodedWord> = z.strictObject({ code: text(64).nullable(), name: text(400) });
export const quantity: z.ZodType<Quantity> = z.strictObject({ value: decimal, unit: text(40) });
export const acceptance = z.enum(['accepted', 'queued', 'rejected']);
export const controlClass = z.enum(['H', 'P', 'Z']).nullable();

/** A print; its name tells of the act, never of a person. */
export const pdf = z.strictObject({
  fileName: z.string().max(80),
  mediaType: z.literal('application/pdf'),
  base64: z.string(),
  pages: count,
});
