import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type DenialChoices } from '../../../shared/contract/wills.contract.ts';
import {
  type Attestation,
  type Declaration,
  type DeclarationRow,
  isInForce,
} from '../../../shared/domain/consent/declaration.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import { type PatientList, patientList } from '../patients/index.ts';

export type PrintedFile = Readonly<{ fileName: string; mediaType: string; base64: string }>;

/** Its rows: what stands, what was refused, and withdrawals that the service has not taken yet; history is the archivist's. */
export type WillsView = PatientList<DeclarationRow> &
  Readonly<{
    choices: DenialChoices;
    give(declaration: Declaration, attestation: Attestation): Promise<Failure | null>;
    withdraw(oid: Oid, attestation: Attestation): Promise<Failure | null>;
    print(oid: Oid): Promise<Result<PrintedFile, Failure>>;
  }>;
export type WillsStore = StoreApi<WillsView>;

/** The order of the groups on the screen. */
export const GROUPS = ['informing', 'consents', 'denials', 'care'] as const;
export type Group = (typeof GROUPS)[number];

export function groupOf({ kind }: Declaration): Group {
  switch (kind) {
    case 'informing':
      return 'informing';
    case 'consent':
    case 'crossSector':
      return 'consents';
    case 'denial':
      return 'denials';
    case 'livingWill':
    case 'organDonation':
      return 'care';
  }
}

const isShown = (row: DeclarationRow): boolean => isInForce(row) || row.state !== 'accepted';

/** By group, the newest first in each. */
export const shownRows = (rows: readonly DeclarationRow[]): readonly DeclarationRow[] =>
  rows
    .filter(isShown)
    .sort(
      (a, b) =>
        GROUPS.indexOf(groupOf(a.declaration)) - GROUPS.indexOf(groupOf(b.declaration)) ||
        b.givenAt.localeCompare(a.givenAt),
    );

export const createWillsStore = (client: Pick<ApiClient, 'wills'>, patientId: string): WillsStore =>
  createStore<WillsView>()((set, get) => {
    const take = (row: DeclarationRow): void => {
      const others = get().rows.filter(({ oid }) => oid !== row.oid);
      set({ rows: shownRows([...others, row]), activeOid: row.oid });
    };
    const list = patientList<DeclarationRow>(set, get, async () => {
      const reply = await client.wills.list({ patientId });
      return reply.ok ? ok({ ...reply.value, rows: shownRows(reply.value.rows) }) : reply;
    });
    return {
      ...list,
      choices: { controllers: [], serviceEvents: [] },
      async load() {
        const [, choices] = await Promise.all([list.load(), client.wills.choices({ patientId })]);
        if (choices.ok) set({ choices: choices.value });
      },
      async give(declaration, attestation) {
        const reply = await client.wills.give({ patientId, declaration, attestation });
        if (!reply.ok) return reply.error;
        take(reply.value);
        return null;
      },
      async withdraw(oid, attestation) {
        const reply = await client.wills.withdraw({ patientId, oid, attestation });
        if (!reply.ok) return reply.error;
        take(reply.value);
        return null;
      },
      print: oid => client.wills.print({ patientId, oid }),
    };
  });
