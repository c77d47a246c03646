import type { MedicineName, MedicinePackage, MedicineStrength, MedicineTerm } from '../medicine.ts';

/** What the search itself looks at in a package; whoever searches may hold more of it. */
export type SearchedPackage = Readonly<Pick<MedicinePackage, 'vnr' | 'sizeText' | 'marketed' | 'human' | 'atc'>>;

/** A trade name in one form: the unit of search. */
export type SearchProduct<P extends SearchedPackage = MedicinePackage> = Readonly<{
  tradeName: string;
  form: MedicineTerm;
  atc: string;
  atcName: MedicineName;
  substances: readonly string[];
  holders: readonly string[];
  /** Numbers that its packages had before. */
  earlierVnrs: readonly string[];
  marketed: boolean;
  /** Smallest first; none is marked as matched. */
  strengths: readonly MedicineStrength<P>[];
}>;
