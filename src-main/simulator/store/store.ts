import { type Result } from '../../../shared/kernel/result.ts';
import { type AccessTable, accessTable } from './accesses.ts';
import { type CounterTable, counterTable } from './counter.ts';
import { attempt, openDatabase } from './database.ts';
import { type DeliveryTable, deliveryTable } from './deliveries.ts';
import { type DocumentTable, documentTable } from './documents.ts';
import { type GrantTable, grantTable } from './grants.ts';
import { type PrescriptionTable, prescriptionTable } from './prescriptions.ts';
import { type RegisterTable, registerTable } from './register.ts';
import { type ResourceTable, resourceTable } from './resources.ts';
import { type SocialTable, socialTable } from './social.ts';
import { type SubmissionTable, submissionTable } from './submissions.ts';

/** A transaction ends when its work returns; an async body would end it too early, so its type is refused. */
type NotAsync<T> = T extends PromiseLike<unknown> ? never : T;

export interface Store {
  readonly resources: ResourceTable;
  readonly documents: DocumentTable;
  readonly prescriptions: PrescriptionTable;
  readonly submissions: SubmissionTable;
  readonly accesses: AccessTable;
  readonly register: RegisterTable;
  readonly counter: CounterTable;
  readonly social: SocialTable;
  readonly deliveries: DeliveryTable;
  readonly grants: GrantTable;
  isEmpty(): boolean;
  /** Small facts about the store itself, such as how far the seed is. */
  readonly settings: Readonly<{ get(name: string): string | null; set(name: string, value: string): void }>;
  /** All or nothing: a refusal and an exception both leave no trace. */
  attempt<T, F>(work: () => Result<NotAsync<T>, F>): Result<T, F>;
  write(work: () => void): void;
  close(): void;
}

export function openStore(dataDir: string): Store {
  const db = openDatabase(dataDir);
  const anything = db.prepare<[], { found: number }>('SELECT EXISTS (SELECT 1 FROM organisation) AS found');
  const setting = db.prepare<[string], { value: string }>('SELECT value FROM setting WHERE name = ?');
  const setSetting = db.prepare<[string, string]>(
    'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  return {
    settings: { get: name => setting.get(name)?.value ?? null, set: (name, value) => void setSetting.run(name, value) },
    resources: resourceTable(db),
    documents: documentTable(db),
    prescriptions: prescriptionTable(db),
    submissions: submissionTable(db),
    accesses: accessTable(db),
    register: registerTable(db),
    counter: counterTable(db),
    social: socialTable(db),
    deliveries: deliveryTable(db),
    grants: grantTable(db),
    isEmpty: () => anything.get()?.found === 0,
    attempt: <T, F>(work: () => Result<NotAsync<T>, F>) => attempt(db, work as () => Result<T, F>),
    write: work => db.transaction(work).immediate(),
    close: () => db.close(),
  };
}
