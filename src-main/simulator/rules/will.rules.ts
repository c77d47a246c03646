import { localized, type Problem } from '../rest/refusal.ts';

const row = (
  id: string,
  family: Problem['family'],
  code: Problem['code'],
  fi: string,
  sv: string,
  en: string,
): Problem => ({ family, code, says: localized(fi, sv, en), diagnostics: id });

/** Refusals of declarations of will. Sources: Act 703/2023; kanta.fi, instructions on informing, consent and denials. */
export const WILLS = {
  person: row(
    'SIM-WI-001',
    'E-REF',
    'business-rule',
    'Henkilöä ei tunneta, tai tunnus ei ole harjoitustunnus.',
    'Personen är okänd eller beteckningen är inte en övningsbeteckning.',
    'The person is not known, or the code is not a practice code.',
  ),
  notInformed: row(
    'SIM-WI-002',
    'E-STATE',
    'conflict',
    'Kanta-informointi on annettava ennen lupaa tai kieltoa.',
    'Kanta-informationen ska ges före tillstånd eller förbud.',
    'The Kanta informing has to be given before a consent or a denial.',
  ),
  alreadyThere: row(
    'SIM-WI-003',
    'E-STATE',
    'conflict',
    'Samasta asiasta on jo voimassa oleva tahdonilmaisu.',
    'En viljeyttring om samma sak är redan i kraft.',
    'A declaration on the same matter is in force already.',
  ),
  contradicts: row(
    'SIM-WI-004',
    'E-FORM',
    'business-rule',
    'Tahdonilmaisu on ristiriitainen tai vajaa.',
    'Viljeyttringen är motstridig eller ofullständig.',
    'The declaration contradicts itself or is incomplete.',
  ),
  onlyEnds: row(
    'SIM-WI-005',
    'E-STATE',
    'business-rule',
    'Peruutus ei muuta muuta kuin voimassaolon.',
    'En återkallelse ändrar inget annat än giltigheten.',
    'A withdrawal changes nothing but the validity.',
  ),
  unknown: row(
    'SIM-WI-006',
    'E-REF',
    'conflict',
    'Tahdonilmaisua ei ole.',
    'Viljeyttringen finns inte.',
    'The declaration does not exist.',
  ),
  informingText: row(
    'SIM-WI-007',
    'E-CODE',
    'code-invalid',
    'Informointitekstin versiota ei tunneta.',
    'Informationstextens version är okänd.',
    'The version of the informing text is not known.',
  ),
  text: row(
    'SIM-WI-008',
    'E-FORM',
    'value',
    'Tekstissä on kielletty merkki, tai se on liian pitkä.',
    'Texten innehåller ett förbjudet tecken eller är för lång.',
    'The text holds a forbidden character or is too long.',
  ),
  notPharmacy: row(
    'SIM-WI-009',
    'E-AUTH',
    'forbidden',
    'Apteekki ei kirjaa tahdonilmaisuja.',
    'Apotek registrerar inte viljeyttringar.',
    'Pharmacies do not record declarations of will.',
  ),
  ahead: row(
    'SIM-WI-010',
    'E-FORM',
    'value',
    'Tahdonilmaisu on päivätty tulevaan aikaan.',
    'Viljeyttringen är daterad i framtiden.',
    'The declaration is dated in the future.',
  ),
} as const satisfies Record<string, Problem>;
