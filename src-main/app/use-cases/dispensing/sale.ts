import { type BiologicalLot } from '../../../../shared/domain/dispensing/biological-clock.ts';
import { type SaleBasis, saleLines, type SoldForm } from '../../../../shared/domain/dispensing/counter-sale.ts';
import { type SaleFacts } from '../../../../shared/domain/dispensing/sale-facts.ts';
import { biologicalProduct } from '../../../../shared/domain/dispensing/sale.rules.ts';
import { dateInHelsinki, instantMs } from '../../../../shared/kernel/time.ts';
import { type Environment } from '../../environment.ts';
import { type Draft } from '../../ports/store.port.ts';
import { givenHere } from './made.ts';

/** Lots of biologicals given at this desk; null where there are none, because other pharmacies may have given some. */
function biologicalLots(env: Environment, patientId: string): readonly BiologicalLot[] | null {
  const lots = env.store
    .read(tx => givenHere(tx, patientId))
    .filter(({ product }) => product.biological)
    .map(({ product, dispensedAt }) => ({
      atc: product.atc,
      product: biologicalProduct(product),
      dispensedOn: dateInHelsinki(instantMs(dispensedAt)),
    }));
  return lots.length === 0 ? null : lots;
}

/** What the rules of a sale look at. Departures from the prescription are not offered by the form, so there is no reason to ask for. */
export function saleOf(
  env: Environment,
  draft: Pick<Draft, 'patientId'>,
  sold: SoldForm,
  basis: SaleBasis | null,
): SaleFacts {
  const [line] = basis === null ? [] : saleLines([sold], basis);
  return {
    biologicals: biologicalLots(env, draft.patientId),
    departureReason: null,
    receipt: line === undefined || line === null || line.invoiced ? null : line.receipt,
  };
}
