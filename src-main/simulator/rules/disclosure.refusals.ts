import { localized, type Problem } from '../rest/refusal.ts';

/** What stops a disclosure search as a whole. Each names a condition of the one who asks, never of the patient's data. */
export const DISCLOSING = {
  noAccessRight: {
    family: 'E-AUTH',
    code: 'forbidden',
    says: localized(
      'Apteekki ei saa potilastietovarannon tietoja.',
      'Apotek får inte uppgifter ur patientdataarkivet.',
      'A pharmacy gets no data of the Patient Data Repository.',
    ),
    diagnostics: 'SIM-DI-001',
  },
  noRelation: {
    family: 'E-AUTH',
    code: 'business-rule',
    says: localized(
      'Hoitosuhdetta ei voitu varmistaa: avointa palvelutapahtumaa ei ole.',
      'Vårdrelationen kunde inte verifieras: ingen öppen servicehändelse.',
      'The care relationship could not be verified: there is no open service event.',
    ),
    diagnostics: 'SIM-DI-002',
  },
  noAuthorisation: {
    family: 'E-AUTH',
    code: 'forbidden',
    says: localized(
      'Ostopalvelun valtuutus ei ole voimassa tälle yksikölle ja potilaalle.',
      'Fullmakten för köpt tjänst gäller inte denna enhet och patient.',
      'The authorisation of the purchased service does not hold for this unit and patient.',
    ),
    diagnostics: 'SIM-DI-004',
  },
  noReason: {
    family: 'E-FORM',
    code: 'required',
    says: localized(
      'Hätähaun syy puuttuu.',
      'Orsaken till nödsökningen saknas.',
      'The emergency search has no reason.',
    ),
    diagnostics: 'SIM-DI-003',
  },
} as const satisfies Record<string, Problem>;
