import { type LocalDate } from '../../kernel/time.ts';
import { type Tariff, withVat } from './reimbursement.ts';

type Dated = Readonly<{ from: LocalDate; source: string }>;

/** The tariff file as it is kept: each row dated or for one year, each with its source. */
export type TariffData = Readonly<{
  version: string;
  date: LocalDate;
  years: readonly Readonly<{
    year: number;
    deductibleCents: number;
    ceilingCents: number;
    afterCeilingCents: number;
    source: string;
  }>[];
  rates: readonly (Dated &
    Readonly<{ basicPercent: number; lowerSpecialPercent: number; upperSpecialShareCents: number }>)[];
  vat: readonly (Dated & Readonly<{ permille: number }>)[];
  dispensingFee: readonly (Dated & Readonly<{ centsWithoutVat: number; confirmed: boolean }>)[];
}>;

/** The newest row in force on a day. */
const inForce = <T extends Dated>(rows: readonly T[], on: LocalDate): T | null =>
  rows.filter(row => row.from <= on).sort((a, b) => (a.from < b.from ? 1 : -1))[0] ?? null;

/** The tariff of a day; null where the data do not know the year: then nothing is computed rather than computed wrong. */
export function tariffOn(data: TariffData, on: LocalDate): Tariff | null {
  const year = data.years.find(row => row.year === Number(on.slice(0, 4)));
  const [rate, vat, fee] = [inForce(data.rates, on), inForce(data.vat, on), inForce(data.dispensingFee, on)];
  if (year === undefined || rate === null || vat === null || fee === null) return null;
  return {
    year: year.year,
    deductibleCents: year.deductibleCents,
    ceilingCents: year.ceilingCents,
    afterCeilingCents: year.afterCeilingCents,
    basicPercent: rate.basicPercent,
    lowerSpecialPercent: rate.lowerSpecialPercent,
    upperSpecialShareCents: rate.upperSpecialShareCents,
    vatPermille: vat.permille,
    feeCents: withVat(fee.centsWithoutVat, vat.permille),
    feeConfirmed: fee.confirmed,
  };
}
