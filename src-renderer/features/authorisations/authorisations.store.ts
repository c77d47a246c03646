import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type AuthorisationRow, type AuthorisationWish } from '../../../shared/domain/records/authorisation.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { type PatientList, patientList } from '../patients/index.ts';

export type AuthorisationChoices = Readonly<{
  producers: readonly Readonly<{ oid: Oid; name: string }>[];
  serviceEvents: readonly Readonly<{ oid: Oid; at: Instant; name: string }>[];
}>;

export type AuthorisationsView = PatientList<AuthorisationRow> &
  Readonly<{
    choices: AuthorisationChoices;
    grant(wish: AuthorisationWish): Promise<Failure | null>;
    end(oid: Oid): Promise<Failure | null>;
  }>;

export const createAuthorisationsStore = (
  client: Pick<ApiClient, 'authorisations'>,
  patientId: string,
): StoreApi<AuthorisationsView> =>
  createStore<AuthorisationsView>()((set, get) => {
    const list = patientList<AuthorisationRow>(set, get, () => client.authorisations.list({ patientId }));
    return {
      ...list,
      choices: { producers: [], serviceEvents: [] },
      async load() {
        const [, choices] = await Promise.all([list.load(), client.authorisations.choices({ patientId })]);
        if (choices.ok) set({ choices: choices.value });
      },
      async grant(wish) {
        const { serviceEvents, rights, ...rest } = wish;
        const reply = await client.authorisations.grant({
          patientId,
          ...rest,
          rights: [...rights],
          serviceEvents: serviceEvents === null ? null : [...serviceEvents],
        });
        if (!reply.ok) return reply.error;
        set({ rows: [reply.value, ...get().rows], activeOid: reply.value.oid });
        return null;
      },
      async end(oid) {
        const reply = await client.authorisations.end({ patientId, oid });
        if (!reply.ok) return reply.error;
        set({ rows: get().rows.map(row => (row.oid === oid ? reply.value : row)) });
        return null;
      },
    };
  });
