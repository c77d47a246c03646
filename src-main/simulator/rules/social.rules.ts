import { type Problem, refusalRow } from '../rest/refusal.ts';

/** The day from which the law wants social welfare providers in the repository (Act 703/2023, transition). */
export const OBLIGATION_FROM = '2026-09-01';

/**
 * Structures that the simulator knows and the fields it wants in each: its own list for practice, because the published
 * definitions (Sosmeta) were not at hand.
 */
export const KNOWN_STRUCTURES: Readonly<Record<string, readonly string[]>> = {
  serviceNeedAssessment: ['situation', 'assessment'],
  clientPlan: ['goals', 'services'],
  decision: ['decision', 'legalBasis', 'appeal'],
  clientRecordEntry: ['entry'],
};

/** Structures that the professional signs with the own card: decisions; whether others need it is not public. */
export const PERSONALLY_SIGNED: ReadonlySet<string> = new Set(['decision']);

/** Refusals of the Client Data Repository. Sources: kanta.fi on register access right and the repository's functions. */
export const SOCIAL = {
  form: refusalRow(
    'SIM-SO-001',
    'E-FORM',
    'structure',
    'Asiakirja ei ole sosiaalihuollon asiakirja.',
    'Handlingen är ingen handling inom socialvården.',
    'The document is none of social welfare.',
  ),
  register: refusalRow(
    'SIM-SO-002',
    'E-AUTH',
    'forbidden',
    'Asiakirja on toisen rekisterinpitäjän rekisterissä.',
    'Handlingen hör till en annan personuppgiftsansvarigs register.',
    "The document belongs to another controller's register.",
  ),
  access: refusalRow(
    'SIM-SO-003',
    'E-AUTH',
    'forbidden',
    'Rekisterin käyttöoikeutta tähän asiakkuuteen ei ole tai se ei ole voimassa.',
    'Rätt att använda registret för detta klientförhållande saknas eller gäller inte.',
    'There is no register access right for this client relationship, or it is not in force.',
  ),
  notLive: refusalRow(
    'SIM-SO-004',
    'E-STATE',
    'business-rule',
    'Organisaatio ei ole vielä ottanut asiakastietovarantoa käyttöön tässä palvelutehtävässä.',
    'Organisationen har ännu inte tagit datalagret i bruk i denna serviceuppgift.',
    'The organisation has not yet begun to use the repository in this service task.',
  ),
  structure: refusalRow(
    'SIM-SO-005',
    'E-CODE',
    'code-invalid',
    'Asiakirjarakennetta ei tunneta.',
    'Handlingsstrukturen är okänd.',
    'The document structure is not known.',
  ),
  field: refusalRow(
    'SIM-SO-006',
    'E-FORM',
    'required',
    'Rakenteen pakollinen kenttä tai näyttömuoto puuttuu.',
    'Ett obligatoriskt fält i strukturen eller visningsformen saknas.',
    'A mandatory field of the structure or the display form is missing.',
  ),
  relationship: refusalRow(
    'SIM-SO-007',
    'E-REF',
    'conflict',
    'Asiakkuutta ei ole.',
    'Klientförhållandet finns inte.',
    'The client relationship does not exist.',
  ),
  aCase: refusalRow(
    'SIM-SO-008',
    'E-REF',
    'conflict',
    'Asiaa ei ole.',
    'Ärendet finns inte.',
    'The case does not exist.',
  ),
  newest: refusalRow(
    'SIM-SO-009',
    'E-REF',
    'conflict',
    'Korvattava ei ole uusin versio tai on toisesta asiakirjasta.',
    'Den ersatta är inte den nyaste versionen eller hör till en annan handling.',
    'What is replaced is not the newest version, or is of another document.',
  ),
  oneRelationship: refusalRow(
    'SIM-SO-010',
    'E-STATE',
    'conflict',
    'Asiakkaalla on jo asiakkuus tällä rekisterinpitäjällä.',
    'Klienten har redan ett klientförhållande hos denna personuppgiftsansvariga.',
    'The client has a relationship with this controller already.',
  ),
  person: refusalRow(
    'SIM-SO-011',
    'E-REF',
    'business-rule',
    'Henkilöä ei tunneta, tai tunnus ei ole harjoitustunnus.',
    'Personen är okänd eller beteckningen är inte en övningsbeteckning.',
    'The person is not known, or the code is not a practice code.',
  ),
  envelope: refusalRow(
    'SIM-SO-012',
    'E-FORM',
    'invariant',
    'Kuvailutiedot eivät vastaa asiakirjaa.',
    'Metadata stämmer inte med handlingen.',
    'The metadata do not match the document.',
  ),
  sender: refusalRow(
    'SIM-SO-014',
    'E-AUTH',
    'forbidden',
    'Lähettäjä ei ole sosiaalihuollon yksikkö.',
    'Avsändaren är ingen enhet inom socialvården.',
    'The sender is no unit of social welfare.',
  ),
  accessOnlyByOrganiser: refusalRow(
    'SIM-SO-015',
    'E-AUTH',
    'forbidden',
    'Asiakkuuden ja käyttöoikeuden kirjaa palvelun järjestäjä.',
    'Klientförhållandet och rätten antecknas av den som ordnar servicen.',
    'The relationship and the access right are recorded by the organiser.',
  ),
  seal: refusalRow(
    'SIM-SO-016',
    'E-FORM',
    'security',
    'Järjestelmäallekirjoitus puuttuu tai se ei ole tämän organisaation tästä asiakirjasta.',
    'Systemsignaturen saknas eller gäller inte denna organisation och handling.',
    'The system signature is missing, or is not of this organisation over this document.',
  ),
  annulled: refusalRow(
    'SIM-SO-017',
    'E-STATE',
    'conflict',
    'Asiakirja on mitätöity: uutta versiota ei oteta.',
    'Handlingen är makulerad: ingen ny version tas emot.',
    'The document is annulled: no new version is taken.',
  ),
  personalSeal: refusalRow(
    'SIM-SO-018',
    'E-FORM',
    'security',
    'Päätöksessä ei ole sen tekijän omaa allekirjoitusta, tai tekijällä ei ollut siihen silloin oikeutta.',
    'Beslutet saknar beslutsfattarens egen underskrift, eller så saknade beslutsfattaren då rätt till den.',
    'The decision is not signed by its maker in person, or the maker had no right to it then.',
  ),
} as const satisfies Record<string, Problem>;
