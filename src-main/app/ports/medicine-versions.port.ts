import { type ErrorCode } from '../../../shared/kernel/error-codes.ts';
import { type Result } from '../../../shared/kernel/result.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { type MedicineCatalogue } from './medicine-catalogue.port.ts';

/** A version of the Pharmaceutical Database: its id `YYYY.NNN` and the day from whose beginning (Helsinki) it is in force. */
export type MedicineVersion = Readonly<{ id: string; from: LocalDate }>;

/** Files of a version by name, in the register's text form. */
export type MedicineVersionFiles = ReadonlyMap<string, Uint8Array>;

/** Where versions come from. */
export interface MedicineVersionSource {
  list(): Promise<Result<readonly MedicineVersion[], ErrorCode>>;
  files(id: string): Promise<Result<MedicineVersionFiles, ErrorCode>>;
}

/** What came of asking for newer versions; `stored` are those that are new here. */
export type MedicineRenewal = Result<Readonly<{ stored: readonly MedicineVersion[] }>, ErrorCode>;

/** The versions that this workstation keeps: the one in force and the coming one in memory, older ones on the disk. */
export interface MedicineVersions {
  /** In force now. The coming one takes its place by itself at midnight of its day, without a restart. */
  current(): MedicineCatalogue;
  /** In memory and in force from a later day; null when none is here yet. */
  coming(): MedicineVersion | null;
  /** All that are kept, oldest first. */
  kept(): readonly MedicineVersion[];
  /** The catalogue as it was, or will be, on a day; null for days before the oldest that is kept. Of past days: takes a second. */
  asOf(day: LocalDate): Promise<MedicineCatalogue | null>;
  /** Asks for newer versions and stores what is new, whole or not at all. Null where nothing gives versions. */
  renew(): Promise<MedicineRenewal | null>;
}
