import { z } from 'zod';
import {
  LINE_GROUPS,
  type MedicineLines,
  type PackageLine,
  type ProductLines,
  type SubstanceLines,
  type TableProduct,
} from '../domain/medicine-lines.ts';
import { call } from './define.ts';
import {
  count,
  limit,
  medicineName,
  medicinePackage,
  medicineRelease,
  medicineTerm,
  nothing,
  reimbursement,
  text,
  vnr,
} from './values.ts';

const ranges = z.array(z.strictObject({ start: count, end: count }));

const lineFacts = {
  packageNumber: text(20),
  vnr: vnr.nullable(),
  sizeText: text(400),
  unit: text(40).nullable(),
  retailPriceCents: count.nullable(),
  marketed: z.boolean(),
  narcotic: z.boolean(),
  biological: z.boolean(),
  reimbursement,
  controlled: z.boolean(),
  conditional: z.boolean(),
};
const packageLine: z.ZodType<PackageLine> = z.strictObject(lineFacts);
const tableProduct: z.ZodType<TableProduct> = z.strictObject({
  tradeName: text(400),
  form: medicineTerm,
  atc: text(10),
  atcName: medicineName,
  substances: z.array(text(400)).max(100),
  holders: z.array(text(400)),
  earlierVnrs: z.array(vnr),
  marketed: z.boolean(),
  strengths: z.array(
    z.strictObject({
      strength: text(400),
      matched: z.boolean(),
      packages: z.array(z.strictObject({ ...lineFacts, atc: text(10), human: z.boolean() })),
    }),
  ),
});
const productLines: z.ZodType<ProductLines> = z.strictObject({
  tradeName: text(400),
  form: medicineTerm,
  atcName: medicineName,
  reason: z.enum(['vnr', 'name', 'substance', 'atc', 'other', 'similar']),
  strengths: z.array(z.strictObject({ strength: text(400), matched: z.boolean(), packages: z.array(packageLine) })),
  matches: z.strictObject({ tradeName: ranges, atcNameFi: ranges, atcNameSv: ranges }),
});
const substanceLines: z.ZodType<SubstanceLines> = z.strictObject({
  atc: text(10),
  atcName: medicineName,
  substances: z.array(text(400)).max(100),
  presentations: z.array(z.strictObject({ form: medicineTerm, strength: text(400), packages: count })),
  matches: z.strictObject({ atcNameFi: ranges, atcNameSv: ranges }),
});
const medicineLines: z.ZodType<MedicineLines> = z.strictObject({
  products: z.array(productLines),
  substances: z.array(substanceLines),
  counts: z.strictObject({ packages: count, substances: count }),
});

export const medicines = {
  /**
   * Names, substances, ATC, VNR, strengths in any order. `limit` and `offset` count products; substances, at most ten, come
   * all at once.
   */
  search: call({
    needs: 'signedIn',
    params: z.strictObject({
      text: text(200),
      limit,
      offset: count.default(0),
      group: z.enum(LINE_GROUPS).default('packages'),
    }),
    result: z.strictObject({ lines: medicineLines, release: medicineRelease }),
  }),
  release: call({ needs: 'signedIn', params: nothing, result: medicineRelease }),
  /**
   * Part of what is searched, for a screen that searches by itself. `limit` and `offset` count products; parts of different
   * releases do not belong together.
   */
  table: call({
    needs: 'signedIn',
    params: z.strictObject({ limit, offset: count }),
    result: z.strictObject({ products: z.array(tableProduct), total: count, release: medicineRelease }),
  }),
  byVnr: call({ needs: 'signedIn', params: z.strictObject({ vnr }), result: medicinePackage, codes: ['RX-0005'] }),
  /** Every package that a substance in one form and strength stands for; `form` as the register names it in Finnish. */
  bySubstance: call({
    needs: 'signedIn',
    params: z.strictObject({ atc: text(10), form: text(400), strength: text(400) }),
    result: z.array(medicinePackage),
  }),
};
