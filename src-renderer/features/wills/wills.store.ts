import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type Sourced } from '../../../shared/contract/signing.contract.ts';
import { type DenialChoices } from '../../../shared/contract/wills.contract.ts';
import {
  type Attestation,
  type Declaration,
  type DeclarationRow,
  isInForce,
} from '../../../shared/domain/consent/declaration.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Result } from '../../../shared/kernel/result.ts';

export type PrintedFile = Readonly<{ fileName: string; mediaType: string; base64: string }>;

export type WillsView = Readonly<{
  phase: Readonly<{ at: 'loading' }> | Readonly<{ at: 'shown' }> | Readonly<{ at: 'failed'; failure: Failure }>;
  /** What stands, what was refused, and withdrawals that the service has not taken yet; history is the archivist's. */
  rows: readonly DeclarationRow[];
  source: Sourced | null;
  choices: DenialChoices;
  activeOid: Oid | null;
  /** Reading them is written to the log each time: asked by a person, or when something of ours is on its way. */
  load(): Promise<void>;
  loadIfWaiting(): Promise<void>;
  activate(oid: Oid): void;
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
    const fetch = async (): Promise<void> => {
      const reply = await client.wills.list({ patientId });
      if (!reply.ok) return set({ phase: { at: 'failed', failure: reply.error } });
      const rows = shownRows(reply.value.rows);
      const { activeOid } = get();
      set({
        phase: { at: 'shown' },
        rows,
        source: reply.value.source,
        activeOid: rows.some(({ oid }) => oid === activeOid) ? activeOid : (rows[0]?.oid ?? null),
      });
    };
    return {
      phase: { at: 'loading' },
      rows: [],
      source: null,
      choices: { controllers: [], serviceEvents: [] },
      activeOid: null,
      async load() {
        set({ phase: { at: 'loading' } });
        const [, choices] = await Promise.all([fetch(), client.wills.choices({ patientId })]);
        if (choices.ok) set({ choices: choices.value });
      },
      async loadIfWaiting() {
        if (get().rows.some(({ state }) => state === 'queued')) await fetch();
      },
      activate: oid => set({ activeOid: oid }),
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
