import { type Clock, type NewUuid, type Random } from '../../shared/kernel/clock.ts';
import { type Language } from '../../shared/kernel/language.ts';
import { type Repository } from './search/repository.ts';
import { type Store } from './store/store.ts';
import { type Trust } from './trust/certificates.ts';
import { type ReceiptSigner } from './trust/receipt.ts';
import { type Caller } from './trust/token.ts';
import { type ServiceName } from './names.ts';
import { type Pages } from './rest/pages.ts';
import { type NamedPrescriptions } from './services/named-prescriptions.ts';
import { type OpenDisclosures } from './services/open-disclosures.ts';

/** The part of the validator that the services use. */
export interface ProfileChecker {
  validate(
    resource: unknown,
    profile?: string,
  ): readonly Readonly<{
    severity: 'error' | 'warning' | 'information';
    code: string;
    expression: string;
    diagnostics: string;
  }>[];
}

/** A line of the simulator's own log: codes, ids and counts, never patient data. */
export type Log = (event: Readonly<Record<string, string | number | boolean>>) => void;

/** Everything a service works with. */
export type World = Readonly<{
  clock: Pick<Clock, 'nowMs'>;
  random: Random;
  newUuid: NewUuid;
  store: Store;
  repository: Repository;
  trust: Trust;
  receipts: ReceiptSigner;
  checker: ProfileChecker;
  validateAnswers: boolean;
  pages: Pages;
  disclosures: OpenDisclosures;
  named: NamedPrescriptions;
  log: Log;
}>;

/** One authenticated request to one service. */
export type Call = Readonly<{
  service: ServiceName;
  /** Address of the service, without a slash at the end. */
  base: string;
  method: string;
  /** Path below the base, already split. */
  path: readonly string[];
  header(name: string): string | undefined;
  body: Uint8Array;
  caller: Caller;
  language: Language;
  requestId: string | null;
  correlationId: string | null;
  nowMs: number;
}>;
