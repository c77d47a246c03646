import { type Localized } from '../kernel/language.ts';

const value = (fi: string, sv: string, en: string): Localized => ({ fi, sv, en });

/** Product kinds, 1.2.246.537.6.604.2014; 5 and 8 exist but are not used. Source: Kela CDA library. */
export const PRODUCT_KINDS = {
  '1': value('Myyntiluvallinen lääke', 'Läkemedel med försäljningstillstånd', 'Authorised medicine'),
  '2': value('Perusvoide', 'Bassalva', 'Base ointment'),
  '3': value('Kliininen ravintovalmiste', 'Kliniskt näringspreparat', 'Clinical nutrient'),
  '4': value(
    'Määräaikainen erityislupavalmiste',
    'Preparat med tidsbundet specialtillstånd',
    'Fixed-term special-permit product',
  ),
  '5': value('Rekisteröity lääkevalmiste', 'Registrerat läkemedelspreparat', 'Registered product'),
  '6': value('Lääketietokannan ulkopuolinen valmiste', 'Preparat utanför läkemedelsdatabasen', 'Outside the database'),
  '7': value('Apteekissa valmistettava lääke', 'Apoteksberett läkemedel', 'Pharmacy-made medicine'),
  '8': value('Tutkimuslääke', 'Prövningsläkemedel', 'Trial medicine'),
  '9': value('Vaikuttavalla aineella määrätty', 'Förskrivet med verksam substans', 'Prescribed by substance'),
  '10': value('Hoitotarvike', 'Vårdartikel', 'Care supply'),
  '11': value(
    'Potilaskohtainen erityislupavalmiste',
    'Patientspecifikt specialtillståndspreparat',
    'Patient-specific special-permit product',
  ),
} as const satisfies Record<string, Localized>;

/** How the amount is given, 1.2.246.537.5.40100.2006. Source: Kela CDA library; 9 comes with the medication list. */
export const AMOUNT_MODES = {
  '1': value('Pakkaus', 'Förpackning', 'Packages'),
  '2': value('Kokonaismäärä', 'Totalmängd', 'Total amount'),
  '3': value('Ajalle', 'För en tid', 'For a duration'),
  '9': value('Ei toimitettavaa', 'Inget att expediera', 'Nothing to dispense'),
} as const satisfies Record<string, Localized>;

/** Treatment kinds, 1.2.246.537.5.40101.2006. Source: Kela CDA library. T also needs the employer and the insurer. */
export const TREATMENT_KINDS = {
  S: value('Sairaus', 'Sjukdom', 'Illness'),
  T: value('Työtapaturma', 'Olycksfall i arbetet', 'Work accident'),
  M: value('Muu', 'Annan', 'Other'),
} as const satisfies Record<string, Localized>;

/** Classes of controlled medicines, 1.2.246.537.5.40118.2006. Source: Kela CDA library. */
export const CONTROL_CLASSES = {
  H: value('Huumausaine', 'Narkotikum', 'Narcotic'),
  P: value('PKV-lääke', 'CNS-läkemedel', 'CNS-affecting medicine'),
  Z: value('PKV-lääke ja psykotrooppinen aine', 'CNS-läkemedel och psykotropt ämne', 'CNS-affecting and psychotropic'),
} as const satisfies Record<string, Localized>;

/** Prescription kinds, 1.2.246.537.6.605.2014. Source: Kela CDA library. */
export const PRESCRIPTION_KINDS = {
  '1': value('Lääkemääräys', 'Recept', 'Prescription'),
  '2': value('Sairaala-apteekin lääkemääräys', 'Sjukhusapoteksrecept', 'Hospital-pharmacy prescription'),
  '3': value('Ulkomailta ostoa varten', 'För köp utomlands', 'For purchase abroad'),
} as const satisfies Record<string, Localized>;

/** How a patient was identified for a narcotic, 1.2.246.537.5.40109.2006; 9 with a text. Source: Kela CDA library. */
export const IDENTIFICATION_METHODS = {
  '1': value('Passi', 'Pass', 'Passport'),
  '2': value('Ajokortti', 'Körkort', 'Driving licence'),
  '3': value('Henkilökortti', 'Identitetskort', 'Identity card'),
  '9': value('Muu', 'Annat', 'Other'),
} as const satisfies Record<string, Localized>;

/**
 * Reasons of a change in medication, 1.2.246.537.6.600.2013: cancellation, correction and the ban on renewal; 5 with a
 * text. Source: Kela CDA library.
 */
export const CHANGE_REASONS = {
  '1': value('Määräaikainen lääke', 'Tidsbundet läkemedel', 'Fixed-term medicine'),
  '2': value('Lääkkeen tarve on päättynyt', 'Behovet av läkemedlet har upphört', 'The need has ended'),
  '3': value('Haittavaikutus', 'Biverkning', 'Adverse effect'),
  '4': value('Muu muutos', 'Annan ändring', 'Other change'),
  '5': value('Muu syy', 'Annan orsak', 'Other reason'),
  '6': value('Terveydentilan muutos', 'Förändring i hälsotillståndet', 'Change of health'),
  '7': value('Tekninen syy', 'Teknisk orsak', 'Technical'),
  '8': value('Väärät tiedot tai pakottaminen', 'Falska uppgifter eller tvång', 'False information or coercion'),
} as const satisfies Record<string, Localized>;

/** A minor's choice on disclosure to guardians, 1.2.246.537.5.40202.201901. Source: Kela CDA library. */
export const MINOR_DISCLOSURES = {
  '1': value('Ei kykene päättämään: huoltajat näkevät', 'Kan inte besluta: vårdnadshavarna ser', 'Not able to decide'),
  '2': value('Kykenee, sallii', 'Kan besluta, tillåter', 'Able, allows'),
  '3': value('Kykenee, kieltää', 'Kan besluta, förbjuder', 'Able, denies'),
  '4': value('Kykyä ei tiedetä, ei luovuteta', 'Förmågan okänd, lämnas inte ut', 'Ability unknown, not disclosed'),
} as const satisfies Record<string, Localized>;
