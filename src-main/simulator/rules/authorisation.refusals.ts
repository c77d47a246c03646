import { type Problem, refusalRow } from '../rest/refusal.ts';

/** What is wrong with an authorisation that is sent, or with one that a search names. */
export const AUTHORISING = {
  form: refusalRow(
    'SIM-OV-001',
    'E-FORM',
    'required',
    'Valtuutuksesta puuttuu potilas, järjestäjä, tuottaja tai voimassaoloaika.',
    'Fullmakten saknar patient, anordnare, producent eller giltighetstid.',
    'The authorisation lacks patient, organiser, producer or period.',
  ),
  notOrganiser: refusalRow(
    'SIM-OV-002',
    'E-AUTH',
    'forbidden',
    'Valtuutuksen voi antaa ja päättää vain palvelun järjestäjä.',
    'Endast serviceanordnaren kan ge och avsluta fullmakten.',
    'Only the organiser of the service may grant and end the authorisation.',
  ),
  producer: refusalRow(
    'SIM-OV-003',
    'E-REF',
    'business-rule',
    'Palvelun tuottajaa ei tunneta tai se on järjestäjä itse.',
    'Serviceproducenten är okänd eller anordnaren själv.',
    'The producer is not known, or is the organiser itself.',
  ),
  over: refusalRow(
    'SIM-OV-004',
    'E-STATE',
    'business-rule',
    'Valtuutuksen voimassaolo on päättynyt.',
    'Fullmaktens giltighetstid har gått ut.',
    'The authorisation has expired.',
  ),
  noStoring: refusalRow(
    'SIM-OV-005',
    'E-AUTH',
    'forbidden',
    'Toisen rekisterinpitäjän rekisteriin tallennetaan vain voimassa olevalla ostopalvelun valtuutuksella, joka kattaa asiakirjan.',
    'I en annan personuppgiftsansvarigs register lagras endast med en gällande fullmakt för köpt tjänst som täcker handlingen.',
    'Storing into another controller’s register takes an authorisation of a purchased service that is in force and covers the document.',
  ),
  organiser: refusalRow(
    'SIM-OV-006',
    'E-FORM',
    'required',
    'Ostopalvelun asiakirjasta puuttuu palvelun järjestäjä tai tuottaja.',
    'Handlingen i den köpta tjänsten anger inte serviceanordnaren eller producenten.',
    'The document of a purchased service does not name its organiser or its producer.',
  ),
} as const satisfies Record<string, Problem>;
