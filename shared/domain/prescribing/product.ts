import { type Decimal } from '../../kernel/decimal.ts';
import { type Language, type Localized, type PatientLanguage } from '../../kernel/language.ts';

/** A number with its unit as written on the package or the prescription (`fol`, `ml`, `kpl`). */
export type Quantity = Readonly<{ value: Decimal; unit: string }>;

/** PKV class (LL 119), 1.2.246.537.5.40118.2006: H narcotic, P PKV, Z PKV and psychotropic. */
export type ControlClass = 'H' | 'P' | 'Z';

/** Kyllä/Ei/Ei tietoa, 1.2.246.537.6.112.2007: K, E, –. */
export type Stated = 'yes' | 'no' | 'unknown';

/** How much of an ingredient: a number with its unit, or words (`ad 100 g`). */
export type IngredientAmount =
  Readonly<{ kind: 'measured'; quantity: Quantity }> | Readonly<{ kind: 'worded'; text: string }>;

/** An ingredient of a pharmacy-made medicine (LL 4 active, LL 10 other). A ready product in it has its trade name here. */
export type Ingredient = Readonly<{
  name: string;
  /** Empty where the ingredient is not coded. */
  atc: string;
  atcName: string;
  amount: IngredientAmount | null;
}>;

/** What any product may have. Absent means that nothing is said of it. */
type ProductFacts = Readonly<{
  /** ATC-koodi, 1.2.246.537.6.32; empty where the product has none. */
  atc: string;
  atcName: Readonly<Record<PatientLanguage, string>>;
  /** Vahvuus. */
  strength: string;
  /** Lääkemuoto (LL 24). */
  form: Localized;
  /** Vaikuttavat aineet (LL 4) by name alone; those with an amount or a code are `ingredients`. */
  substances: readonly string[];
  controlClass: ControlClass | null;
  /** Huume (LL 132). */
  narcotic: boolean;
  /** Biologinen lääke (LL 271): K. */
  biological: boolean;
  /** Release of the Pharmaceutical Database that these facts come from, `YYYY.NNN`. */
  databaseVersion: string;
  /** Vaikuttavat ainesosat (LL 4) of a pharmacy-made medicine. */
  ingredients?: readonly Ingredient[];
  /** Muut ainesosat (LL 10). */
  otherIngredients?: readonly Ingredient[];
  /** Valmistusohje: how the pharmacy makes it; must be there for kind 7. */
  preparation?: string;
  /** Koodaamaton kauppanimi: a name that stands beside the coded one. */
  uncodedName?: string;
  /** Valmisteen ja pakkauksen lisätieto (LL 127); before package 4.00 Laite, a device. */
  extraInformation?: string;
  /** Lisäseurannassa (LL 270); absent = no. */
  additionalMonitoring?: Stated;
  /** True where LL 271 says that it is not known (–); `biological` is then false. */
  biologicalUnknown?: true;
  /** Biosimilaari (LL 272); absent = no. */
  biosimilar?: Stated;
  /** Lääkeryhmä (LL 274) of a biological medicine. */
  medicineGroup?: string;
  /** Veri- tai plasmaperäinen valmiste (LL 275); absent = no. */
  bloodProduct?: Stated;
}>;

type PackageFacts = Readonly<{
  tradeName: string;
  /** Myyntiluvan haltija. */
  holder: string;
  /** Säilytysastia (LL 128). */
  container: string;
  /** Pakkauskoko tekstimuotoisena (LL 126). */
  sizeText: string;
  /** Content of one package; null when the size is text only. */
  packageSize: Quantity | null;
  substitutionGroup: string | null;
}>;

/** Kind 1, an authorised product by its trade name. `vnr` is empty only in documents of others. */
export type AuthorisedProduct = ProductFacts & PackageFacts & Readonly<{ kind: '1'; vnr: string }>;

/** Kind 9, a medicine prescribed by its active substance (vaikuttavan aineen nimellä määrätty lääke). */
export type SubstanceProduct = ProductFacts & Readonly<{ kind: '9' }>;

/**
 * The other kinds: 2 base ointment and 3 clinical nutrient of the database, 4 fixed-term special-permit product, 6 product
 * outside the database, 7 pharmacy-made, 10 care supply, 11 patient-specific special-permit product. 5 (registered) and 8
 * (trial medicine) exist in the code system and are not in use: they are read, never prescribed.
 */
export type NamedProductKind = '2' | '3' | '4' | '5' | '6' | '7' | '8' | '10' | '11';
export type NamedProduct = ProductFacts & PackageFacts & Readonly<{ kind: NamedProductKind; vnr: string | null }>;

/** Valmisteen laji (LL 164), 1.2.246.537.6.604.2014. */
export type PrescribedProduct = AuthorisedProduct | NamedProduct | SubstanceProduct;
export type ProductKind = PrescribedProduct['kind'];

/** The name under which a product is known: its trade name, else that of its substance. The register has no English names. */
export function productName(product: PrescribedProduct, language: Language): string {
  const substance = product.atcName[language === 'sv' ? 'sv' : 'fi'];
  return product.kind === '9' || product.tradeName === '' ? substance : product.tradeName;
}

/** Name and strength of a medicine in every language, as a line of a list names it. */
export function medicineWords(product: PrescribedProduct): Localized {
  const words = (language: PatientLanguage): string =>
    [productName(product, language), product.strength].filter(part => part !== '').join(' ');
  return { fi: words('fi'), sv: words('sv'), en: words('fi') };
}

/** True where the consumable carries a name of its own in place of an ATC code: products outside the database. */
export const isOutsideDatabase = (product: PrescribedProduct): boolean =>
  product.atc === '' &&
  (product.kind === '6' || product.kind === '7' || product.kind === '10' || product.kind === '11') &&
  !product.vnr;
