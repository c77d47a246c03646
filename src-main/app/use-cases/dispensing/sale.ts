import {
  biologicalClock,
  type BiologicalLot,
  oneOfEachLot,
} from '../../../../shared/domain/dispensing/biological-clock.ts';
import { type SaleBasis, saleLines, type SoldForm } from '../../../../shared/domain/dispensing/counter-sale.ts';
import { type PackageChoice } from '../../../../shared/domain/dispensing/package-choices.ts';
import { type SaleFacts } from '../../../../shared/domain/dispensing/sale-facts.ts';
import { biologicalProduct } from '../../../../shared/domain/dispensing/sale.rules.ts';
import { type Patient } from '../../../../shared/domain/people/person.ts';
import { type PrescriptionRow } from '../../../../shared/domain/prescribing/prescription.ts';
import { dateInHelsinki, instantMs } from '../../../../shared/kernel/time.ts';
import { type Environment } from '../../environment.ts';
import { type GivenLot, type QueryContext } from '../../ports/kanta.port.ts';
import { type Draft } from '../../ports/store/drafts.port.ts';
import { type Desk } from '../../session/session.ts';
import { allKeptPrescriptions } from '../offline/kept-lists.ts';
import { givenHere } from './made.ts';

const dayOf = (at: GivenLot['givenAt']): BiologicalLot['dispensedOn'] => dateInHelsinki(instantMs(at));

/** Lots of biologicals given at this desk: also those that the Centre has not accepted yet. */
const lotsHere = (env: Environment, patientId: string): readonly BiologicalLot[] =>
  env.store
    .read(tx => givenHere(tx, patientId))
    .filter(({ product }) => product.biological)
    .map(({ product, dispensedAt }) => ({
      atc: product.atc,
      product: biologicalProduct(product),
      name: product.tradeName,
      dispensedOn: dayOf(dispensedAt),
    }));

/**
 * What every pharmacy has given the patient of this biological, on any of its prescriptions: the clock of the exchange needs
 * it. Empty for a medicine that is none; null when the Centre could not be asked, so that nobody counts on half of it.
 */
export async function biologicalsOf(
  env: Environment,
  desk: Desk,
  patient: Patient,
  { prescription }: PrescriptionRow,
  context: QueryContext,
): Promise<readonly BiologicalLot[] | null> {
  const { atc, biological } = prescription.product;
  if (!biological) return [];
  const listed = env.store.read(tx => allKeptPrescriptions(tx, desk, patient.id))?.rows ?? null;
  if (listed === null) return null;
  const products = new Map(
    listed.flatMap(({ prescription: { setId, product } }) => (product.atc === atc ? [[setId, product] as const] : [])),
  );
  const told = await env.centre.lots(patient, new Set(products.keys()), context);
  if (!told.ok) return null;
  const catalogue = env.catalogue();
  return told.value.map(({ prescriptionSetId, vnr, name, givenAt }) => {
    const prescribed = products.get(prescriptionSetId);
    const known = (vnr === null ? null : catalogue.byVnr(vnr)) ?? prescribed;
    const holder = known !== undefined && 'holder' in known ? known.holder : '';
    return { atc, product: biologicalProduct({ tradeName: name, holder }), name, dispensedOn: dayOf(givenAt) };
  });
}

/** Everything known of the biologicals that the patient got; null when the Centre could not be asked. */
const allLots = (env: Environment, patientId: string, elsewhere: readonly BiologicalLot[] | null) =>
  elsewhere === null ? null : oneOfEachLot([...elsewhere, ...lotsHere(env, patientId)]);

/** The package of the biological that goes on while its clock keeps it; null where none is kept, or it is not offered. */
export function keptVnr(
  env: Environment,
  { id, birthDate }: Patient,
  choices: readonly PackageChoice[],
  elsewhere: readonly BiologicalLot[] | null,
): string | null {
  const [first] = choices;
  const lots = first?.package.biological === true ? allLots(env, id, elsewhere) : null;
  if (first === undefined || lots === null) return null;
  const { now, lastProduct } = biologicalClock(first.package.atc, lots, birthDate, env.clock.today());
  if (now !== 'keep') return null;
  return choices.find(choice => biologicalProduct(choice.package) === lastProduct)?.package.vnr ?? null;
}

/**
 * What the rules of a sale look at.
 * @param elsewhere what the Centre told of biologicals when the form opened; null when it could not be asked
 */
export function saleOf(
  env: Environment,
  draft: Pick<Draft, 'patientId'>,
  sold: SoldForm,
  basis: SaleBasis | null,
  elsewhere: readonly BiologicalLot[] | null,
): SaleFacts {
  const [line] = basis === null ? [] : saleLines([sold], basis);
  return {
    biologicals: allLots(env, draft.patientId, elsewhere),
    departureReason: sold.form.departureReason?.trim() ?? null,
    receipt: line === undefined || line === null || line.invoiced ? null : line.receipt,
  };
}
