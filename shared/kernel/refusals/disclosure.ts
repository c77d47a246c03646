import { row, type Refusal } from './refusal.ts';

/** Declarations of will, data of other registers, authorisations of purchased services. */
export const DISCLOSURE_REFUSALS = {
  // WIL: declarations of will
  'WIL-0001': row(
    'person',
    [
      'Kanta-informointia ei ole annettu: lupaa tai kieltoa ei voi kirjata ennen sitä.',
      'Kanta-informationen har inte getts: tillstånd eller förbud kan inte registreras före den.',
      'The Kanta informing has not been given: no consent or denial can be recorded before it.',
    ],
    ['Kirjaa ensin informointi.', 'Registrera först informationen.', 'Record the informing first.'],
  ),
  'WIL-0002': row(
    'person',
    [
      'Samasta asiasta on jo voimassa oleva tahdonilmaisu.',
      'En viljeyttring om samma sak är redan i kraft.',
      'A declaration on the same matter is in force already.',
    ],
    ['Peruuta ensin voimassa oleva.', 'Återkalla först den gällande.', 'Withdraw the one in force first.'],
  ),
  'WIL-0003': row(
    'person',
    ['Tahdonilmaisu ei ole voimassa.', 'Viljeyttringen är inte i kraft.', 'The declaration is not in force.'],
    [
      'Hae tahdonilmaisut uudelleen (F5).',
      'Hämta viljeyttringarna på nytt (F5).',
      'Fetch the declarations again (F5).',
    ],
  ),
  'WIL-0004': row(
    'person',
    ['Hoitotahdon teksti puuttuu.', 'Vårdviljans text saknas.', 'The text of the living will is missing.'],
    ['Kirjoita teksti.', 'Skriv texten.', 'Write the text.'],
  ),
  'WIL-0005': row(
    'person',
    [
      'Alaikäinen ei voi kieltää kaikkien tietojensa luovutusta kerralla.',
      'En minderårig kan inte förbjuda utlämnande av alla sina uppgifter på en gång.',
      'A minor cannot deny the disclosure of all data at once.',
    ],
    [
      'Rajaa kielto palvelutapahtumaan tai rekisteriin.',
      'Avgränsa förbudet till en servicehändelse eller ett register.',
      'Limit the denial to a service event or a register.',
    ],
  ),
  'WIL-0006': row(
    'person',
    [
      'Huoltaja ei voi antaa lapsen puolesta kieltoa, hoitotahtoa eikä elinluovutustahtoa.',
      'En vårdnadshavare kan inte ge förbud, vårdvilja eller organdonationstestamente för ett barn.',
      'A guardian cannot give a denial, a living will or an organ testament for a child.',
    ],
    [
      'Arvioi lapsen päätöskyky: päätöskykyinen lapsi antaa tahdonilmaisun itse.',
      'Bedöm barnets beslutsförmåga: ett beslutskapabelt barn ger sin viljeyttring själv.',
      "Assess the child's capacity: a child who has it gives the declaration in person.",
    ],
  ),
  'WIL-0007': row(
    'person',
    [
      'Laillisen edustajan nimi puuttuu.',
      'Den lagliga företrädarens namn saknas.',
      "The legal representative's name is missing.",
    ],
    ['Kirjoita edustajan nimi.', 'Skriv företrädarens namn.', "Write the representative's name."],
  ),
  // DIS: data of other registers
  'DIS-0001': row(
    'person',
    [
      'Hoitosuhdetta ei voi osoittaa: avointa palvelutapahtumaa ei ole.',
      'Vårdrelationen kan inte visas: ingen öppen servicehändelse.',
      'The care relationship cannot be shown: there is no open service event.',
    ],
    [
      'Avaa palvelutapahtuma ja hae uudelleen.',
      'Öppna en servicehändelse och sök på nytt.',
      'Open a service event and search again.',
    ],
  ),
  'DIS-0002': row(
    'person',
    ['Hätähaun syy puuttuu.', 'Orsaken till nödsökningen saknas.', 'The emergency search has no reason.'],
    ['Kirjoita syy.', 'Skriv orsaken.', 'Write the reason.'],
  ),
  'DIS-0003': row(
    'person',
    ['Haun voimassaolo on päättynyt.', 'Sökningens giltighetstid har gått ut.', 'The search is no longer valid.'],
    ['Hae muiden rekisterien tiedot uudelleen.', 'Sök i andra register på nytt.', 'Search the other registers again.'],
  ),
  'DIS-0004': row(
    'person',
    [
      'Hätähakua ei löydy tai se on jo tarkastettu.',
      'Nödsökningen hittas inte eller är redan granskad.',
      'The emergency search was not found or has been reviewed.',
    ],
    ['Päivitä luettelo.', 'Uppdatera listan.', 'Refresh the list.'],
  ),
  'DIS-0005': row(
    'person',
    [
      'Ostopalvelun valtuutus ei ole voimassa tälle yksikölle ja potilaalle.',
      'Fullmakten för köpt tjänst gäller inte denna enhet och patient.',
      'The authorisation of the purchased service does not hold for this unit and patient.',
    ],
    [
      'Päivitä valtuutukset. Tarvittaessa pyydä palvelun järjestäjältä uusi valtuutus.',
      'Uppdatera fullmakterna. Be vid behov serviceanordnaren om en ny fullmakt.',
      'Refresh the authorisations. If needed ask the organiser of the service for a new one.',
    ],
  ),
  // OVA: authorisations of purchased services
  'OVA-0001': row(
    'person',
    [
      'Valtuutuksen aika ei käy: sen on päätyttävä aikaisintaan tänään ja kestettävä enintään vuosi.',
      'Fullmaktens tid duger inte: den ska upphöra tidigast i dag och gälla högst ett år.',
      'The period will not do: it has to end today at the earliest and last a year at most.',
    ],
    ['Korjaa päivät.', 'Rätta dagarna.', 'Correct the days.'],
  ),
  'OVA-0002': row(
    'person',
    [
      'Valtuutusta ei annettu: tuottajaa ei tunneta, valittu palvelutapahtuma ei ole tämän yksikön tai oikeus on valitsematta.',
      'Fullmakten gavs inte: producenten är okänd, servicehändelsen hör inte till denna enhet eller ingen rätt har valts.',
      'Nothing was granted: the producer is not known, the service event is not of this unit, or no right was chosen.',
    ],
    [
      'Päivitä luettelo, kun yhteys on, ja valitse tuottaja ja palvelutapahtumat uudelleen.',
      'Uppdatera listan när förbindelsen fungerar och välj producent och servicehändelser på nytt.',
      'Refresh the list when there is a line, and choose producer and service events anew.',
    ],
  ),
  'OVA-0003': row(
    'person',
    [
      'Valtuutusta ei voi päättää: sitä ei ole annettu täältä, tai se on jo päättynyt.',
      'Fullmakten kan inte avslutas: den har inte getts härifrån, eller har redan upphört.',
      'The authorisation cannot be ended: it was not granted here, or is over already.',
    ],
    ['Päivitä luettelo.', 'Uppdatera listan.', 'Refresh the list.'],
  ),
  'OVA-0004': row(
    'person',
    [
      'Ostopalvelun valtuutus ei kata tätä merkintää: se on päättynyt, ei salli tallennusta tai koskee muita palvelutapahtumia.',
      'Fullmakten för köpt tjänst täcker inte anteckningen: den har upphört, tillåter inte lagring eller gäller andra servicehändelser.',
      'The authorisation of the purchased service does not cover this entry: it has ended, does not allow storing, or is of other service events.',
    ],
    [
      'Pyydä palvelun järjestäjältä uusi valtuutus. Luonnos säilyy.',
      'Be serviceanordnaren om en ny fullmakt. Utkastet bevaras.',
      'Ask the organiser of the service for a new one. The draft is kept.',
    ],
  ),
} as const satisfies Record<`${string}-${number}`, Refusal>;
