import { z } from 'zod';
import { type SaleBasis, type SaleLine } from '../domain/dispensing/counter-sale.ts';
import { type KeptSale, type SettledPurchase } from '../domain/dispensing/purchase-report.ts';
import { PACK_STATES } from '../domain/dispensing/pack-state.ts';
import { type Tariff } from '../domain/dispensing/reimbursement.ts';
import { count, instant, localDate, oid, reimbursement, vnr } from './values.ts';

const cents = count;
const sums = z.strictObject({ deductibleLeftCents: cents, ceilingLeftCents: cents });
const tariff: z.ZodType<Tariff> = z.strictObject({
  year: z.int().min(2000).max(2200),
  deductibleCents: cents,
  ceilingCents: cents,
  afterCeilingCents: cents,
  basicPercent: z.int().min(0).max(100),
  lowerSpecialPercent: z.int().min(0).max(100),
  upperSpecialShareCents: cents,
  vatPermille: z.int().min(0).max(1000),
  feeCents: cents,
  feeConfirmed: z.boolean(),
});

export const saleBasis: z.ZodType<SaleBasis> = z.strictObject({
  tariff: tariff.nullable(),
  kela: z
    .strictObject({
      asOf: instant,
      sums,
      rights: z
        .array(
          z.strictObject({
            atc: z.string().max(8),
            reimbursement: z.enum(['lowerSpecial', 'upperSpecial']),
            code: z.string().max(10),
          }),
        )
        .max(200),
    })
    .nullable(),
  sums,
});

const saleLine: z.ZodType<SaleLine> = z.strictObject({
  reimbursement,
  priceCents: cents,
  referenceCents: cents.nullable(),
  feeCents: cents,
  receipt: z.strictObject({
    grossCents: cents,
    basisCents: cents,
    excessCents: cents,
    deductibleCents: cents,
    kelaCents: cents,
    ownCents: cents,
    payCents: cents,
    additionalCents: cents,
    after: sums,
  }),
  assumes: z.array(z.enum(['sumsUntouched', 'specialClassNotGranted', 'feeUnconfirmed'])).max(3),
  invoiced: z.boolean(),
});

const settled: z.ZodType<SettledPurchase> = z.strictObject({
  reimbursement,
  receipt: z.strictObject({
    deductibleCents: cents,
    kelaCents: cents,
    ownCents: cents,
    excessCents: cents,
    payCents: cents,
    additionalCents: cents,
  }),
});

const keptSale: z.ZodType<KeptSale> = z.strictObject({
  dispensingOid: oid,
  name: z.string().max(400),
  line: saleLine,
  report: z
    .strictObject({
      dispensingOid: oid,
      identityCode: z.string().max(11),
      day: localDate,
      vnr,
      atc: z.string().max(10),
      packages: z.int().min(1).max(9999),
      reimbursement,
      priceCents: cents,
      referenceCents: cents.nullable(),
      feeCents: cents,
      paidCents: cents,
    })
    .nullable(),
});

export const saleHere = z.strictObject({
  sale: keptSale,
  state: z.enum(['waiting', 'done', 'refused']),
  /** As Kela counted it; null before, and where nothing was reported. */
  settled: settled.nullable(),
  cancelled: z.boolean(),
  /** `told`: what the verification service said of the packs that it refused. */
  packs: z.strictObject({ waiting: count, refused: count, done: count, told: z.array(z.enum(PACK_STATES)).max(200) }),
});
export type SaleHere = z.output<typeof saleHere>;
