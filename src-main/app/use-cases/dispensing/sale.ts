import { type BiologicalLot } from '../../../../shared/domain/dispensing/biological-clock.ts';
import { chosenOf, packagesOf, type DispensingFacts } from '../../../../shared/domain/dispensing/dispensing-facts.ts';
import { estimateOf, type Estimate } from '../../../../shared/domain/dispensing/reimbursement.ts';
import { type SaleFacts } from '../../../../shared/domain/dispensing/sale-facts.ts';
import { biologicalProduct } from '../../../../shared/domain/dispensing/sale.rules.ts';
import { tariffOn } from '../../../../shared/domain/dispensing/tariff-data.ts';
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

type Chosen = Pick<DispensingFacts, 'form' | 'choices' | 'patient'>;

/**
 * The most that the customer pays and what Kela pays, before Kela has answered; null where no price or no tariff is known.
 * A prescriber's ban makes the price itself the basis.
 */
export function estimateFor(env: Environment, facts: Chosen, substitutionProhibited: boolean): Estimate | null {
  const [chosen, packages] = [chosenOf(facts), packagesOf(facts.form)];
  const data = env.knowledge.tariffs();
  const tariff = data === null ? null : tariffOn(data, env.clock.today());
  const price = chosen?.package.retailPriceCents ?? null;
  if (chosen === null || packages === null || price === null || tariff === null) return null;
  const reference = substitutionProhibited ? null : chosen.package.referencePriceCents;
  return estimateOf(
    {
      reimbursement: chosen.package.reimbursement,
      priceCents: price * packages,
      referenceCents: reference === null ? null : reference * packages,
      feeCents: tariff.feeCents,
    },
    facts.patient.birthDate,
    tariff,
  );
}

/** What the rules of a sale look at. Departures from the prescription are not offered by the form, so there is no reason to ask for. */
export const saleOf = (
  env: Environment,
  draft: Pick<Draft, 'patientId'>,
  facts: Chosen,
  substitutionProhibited = false,
): SaleFacts => ({
  biologicals: biologicalLots(env, draft.patientId),
  departureReason: null,
  receipt: estimateFor(env, facts, substitutionProhibited),
});
