/** Languages of the interface. Documents and prints speak the patient's language: fi or sv. */
export const LANGUAGES = ['fi', 'sv', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
export type PatientLanguage = 'fi' | 'sv';
export type Localized = Readonly<Record<Language, string>>;
