import { type HealthFacts, NO_HEALTH_FACTS } from '../../../../shared/domain/knowledge/knowledge-facts.ts';
import { type Environment } from '../../environment.ts';
import { type Tx } from '../../ports/store.port.ts';

const keyOf = (patientId: string): string => `health.${patientId}`;

/** What has been said of the patient's kidneys, pregnancy, breast-feeding and weight; kept at this workstation. */
export const healthFactsOf = (env: Environment, patientId: string): HealthFacts => ({
  ...NO_HEALTH_FACTS,
  // What was kept by an earlier version may lack what is asked now.
  ...(env.store.read(tx => tx.settings.get(keyOf(patientId))) as Partial<HealthFacts> | null),
});

export const putHealthFacts = (tx: Tx, patientId: string, facts: HealthFacts): void =>
  tx.settings.put(keyOf(patientId), facts);
