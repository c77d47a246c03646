/** Declarations of will and emergencies. */
import {
  type Attested,
  type Declaration,
  type DeclarationRow,
  type EmergencyUse,
} from '../../../../shared/domain/consent/declaration.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { type Instant } from '../../../../shared/kernel/time.ts';

/** A declaration that was made at this desk; the queue says where it and its withdrawal are. */
export type OwnDeclaration = Readonly<{
  oid: Oid;
  patientId: string;
  declaration: Declaration;
  givenAt: Instant;
  withdrawnAt: Instant | null;
  /** How the giving and the withdrawal were attested; null for an act of another desk. */
  attested: Attested | null;
  withdrawalAttested: Attested | null;
}>;

export interface Wills {
  put(own: OwnDeclaration): void;
  get(oid: Oid): OwnDeclaration | null;
  ofPatient(patientId: string): readonly OwnDeclaration[];
  /** What the service told, for the time without a line. */
  keepTold(patientId: string, rows: readonly DeclarationRow[], at: Instant): void;
  told(patientId: string): Readonly<{ rows: readonly DeclarationRow[]; at: Instant }> | null;
}

/** Emergencies that were declared: the typed grounds stand here, the log knows them by id. */
export interface Emergencies {
  put(use: EmergencyUse): void;
  get(id: string): EmergencyUse | null;
  /** Newest first. */
  latest(limit: number): readonly EmergencyUse[];
}
