import { createStore } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type HealthFactsShown } from '../../../shared/contract/knowledge.contract.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';

type HealthState = Readonly<{
  /** Of the open patient; null until the host has told. */
  known: Readonly<{ patientId: string; facts: HealthFactsShown }> | null;
  /** The dialog stands open. */
  isAsked: boolean;
}>;

/** What has been said of the open patient's kidneys, pregnancy and breast-feeding: one for the window, as the patient is. */
export const healthStore = createStore<HealthState>()(() => ({ known: null, isAsked: false }));

export async function loadHealth(client: ApiClient, patientId: string): Promise<void> {
  const reply = await client.knowledge.health({ patientId });
  healthStore.setState({ known: reply.ok ? { patientId, facts: reply.value } : null });
}

export async function saveHealth(
  client: ApiClient,
  patientId: string,
  facts: HealthFactsShown,
): Promise<Failure | null> {
  const reply = await client.knowledge.saveHealth({ patientId, facts });
  if (!reply.ok) return reply.error;
  healthStore.setState({ known: { patientId, facts: reply.value }, isAsked: false });
  return null;
}

/** Opens the dialog from wherever a check misses an answer. */
export const askHealth = (): void => healthStore.setState({ isAsked: true });
export const leaveHealth = (): void => healthStore.setState({ isAsked: false });
