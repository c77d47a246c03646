import { z } from 'zod';
import { type TariffData } from '../../../shared/domain/dispensing/tariff-data.ts';
import {
  KNOWLEDGE_CHECKS,
  type KnowledgeCheck,
  type KnowledgePack,
} from '../../../shared/domain/knowledge/knowledge-pack.ts';
import { isDecimal, type Decimal } from '../../../shared/kernel/decimal.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { textFault } from '../../../shared/kernel/text.ts';
import { isLocalDate, type LocalDate } from '../../../shared/kernel/time.ts';

/** Format names; another number is another format and is refused, not guessed. */
export const PACK_FORMAT = 'kantele-knowledge-1';
const TARIFF_FORMAT = 'kantele-reimbursement-tariff-1';

/** A pack of a national size has some ten thousand rows; what is larger is no pack. */
export const PACK_LIMITS = { bytes: 32_000_000, rows: 50_000, codes: 500 } as const;

const text = (most: number) =>
  z.string().refine(value => value.trim() !== '' && textFault(value, most) === null, 'text');
const localized = z.strictObject({ fi: text(280), sv: text(280), en: text(280) });
const date = z.custom<LocalDate>(value => typeof value === 'string' && isLocalDate(value), 'date');
const atc = z.string().regex(/^[A-Z](\d{2}([A-Z]([A-Z](\d{2})?)?)?)?$/, 'ATC code');
const codes = z.array(atc).min(1).max(PACK_LIMITS.codes);
const amount = z.custom<Decimal>(value => typeof value === 'string' && isDecimal(value), 'decimal');
/** Part of a finding's name, which a confirmation is kept under. */
const rowId = z.string().regex(/^[a-z0-9-]{1,32}$/, 'row id');
const grade = z.enum(['D', 'C', 'B']);
const row = { id: rowId, grade, says: localized, cite: text(40) };
const rows = <T extends z.ZodType>(shape: T) => z.array(shape).max(PACK_LIMITS.rows);

const pack = z.strictObject({
  format: z.literal(PACK_FORMAT),
  id: z.string().regex(/^[a-z0-9-]{1,32}$/, 'pack id'),
  version: z.string().regex(/^\d{4}\.\d{1,4}$/, 'version YYYY.N'),
  date,
  practice: z.boolean(),
  name: localized,
  notice: localized,
  publisher: text(200),
  licence: text(200),
  covers: z.strictObject(
    Object.fromEntries(KNOWLEDGE_CHECKS.map(check => [check, z.array(atc).max(10_000)])) as Record<
      KnowledgeCheck,
      z.ZodArray<typeof atc>
    >,
  ),
  citations: z.record(text(40), text(380)),
  interactions: rows(z.strictObject({ ...row, a: codes, b: codes, advice: localized })),
  allergens: rows(
    z.strictObject({
      id: rowId,
      words: z.array(text(60)).min(1).max(60),
      name: localized,
      atc: z.array(atc).max(PACK_LIMITS.codes),
      grade,
      cross: z.array(z.strictObject({ atc: codes, grade, says: localized })).max(20),
      cite: text(40),
    }),
  ),
  duplicates: rows(z.strictObject({ ...row, atc: codes })),
  maximumDoses: rows(
    z.strictObject({
      ...row,
      atc: codes,
      mgPerDay: amount,
      mgPerKgPerDay: amount.optional(),
    }),
  ),
  kidney: rows(z.strictObject({ ...row, atc: codes, below: z.number().min(1).max(150) })),
  pregnancy: rows(z.strictObject({ ...row, atc: codes, when: z.enum(['pregnancy', 'breastFeeding']) })),
});

const tariff = z.strictObject({
  format: z.literal(TARIFF_FORMAT),
  version: text(20),
  date,
  years: z.array(
    z.strictObject({
      year: z.int().min(2000).max(2200),
      deductibleCents: z.int().min(0),
      ceilingCents: z.int().min(0),
      afterCeilingCents: z.int().min(0),
      source: text(200),
    }),
  ),
  rates: z.array(
    z.strictObject({
      from: date,
      basicPercent: z.int().min(0).max(100),
      lowerSpecialPercent: z.int().min(0).max(100),
      upperSpecialShareCents: z.int().min(0),
      source: text(200),
    }),
  ),
  vat: z.array(z.strictObject({ from: date, permille: z.int().min(0).max(1000), source: text(200) })),
  dispensingFee: z.array(
    z.strictObject({ from: date, centsWithoutVat: z.int().min(0), confirmed: z.boolean(), source: text(200) }),
  ),
});

function parsed(bytes: Uint8Array): Result<unknown, string> {
  if (bytes.length > PACK_LIMITS.bytes) return fail(`more than ${PACK_LIMITS.bytes} bytes`);
  try {
    return ok(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return fail('not JSON in UTF-8');
  }
}

function decoded<T extends z.ZodType>(shape: T, bytes: Uint8Array): Result<z.output<T>, string> {
  const json = parsed(bytes);
  if (!json.ok) return json;
  const read = shape.safeParse(json.value);
  if (read.success) return ok(read.data);
  const [first] = read.error.issues;
  return fail(`${first?.path.join('.') ?? ''}: ${first?.message ?? 'not this format'}`.slice(0, 200));
}

/** Row ids that stand twice, and citations that no row has: a pack that cannot say where it knows something from is none. */
function inconsistency(read: KnowledgePack): string | null {
  const all = [
    ...read.interactions,
    ...read.allergens,
    ...read.duplicates,
    ...read.maximumDoses,
    ...read.kidney,
    ...read.pregnancy,
  ];
  const uncited = all.find(({ cite }) => !Object.hasOwn(read.citations, cite));
  if (uncited !== undefined) return `row ${uncited.id}: citation ${uncited.cite} is not in the pack`;
  const seen = new Set<string>();
  const twice = all.find(({ id }) => seen.size === seen.add(id).size);
  return twice === undefined ? null : `row id ${twice.id} stands twice`;
}

/** Reads a knowledge pack. The fault is for the person who installs it: where it lies and what is wrong. */
export function readKnowledgePack(bytes: Uint8Array): Result<KnowledgePack, string> {
  const read = decoded(pack, bytes);
  if (!read.ok) return read;
  const { format: _format, ...content } = read.value;
  const fault = inconsistency(content);
  return fault === null ? ok(content) : fail(fault);
}

/** Reads the dated figures of reimbursement. */
export function readTariffs(bytes: Uint8Array): Result<TariffData, string> {
  const read = decoded(tariff, bytes);
  if (!read.ok) return read;
  const { format: _format, ...content } = read.value;
  return ok(content);
}
