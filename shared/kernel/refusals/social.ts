import { row, type Refusal } from './refusal.ts';

/** Client documents of social welfare. */
export const SOCIAL_REFUSALS = {
  'SOC-0001': row(
    'person',
    [
      'Asiakkaalla on jo asiakkuus tässä rekisterissä.',
      'Klienten har redan ett klientförhållande i detta register.',
      'The client has a relationship in this register already.',
    ],
    ['Jatka avoimessa asiakkuudessa.', 'Fortsätt i det klientförhållande som finns.', 'Go on in the one that is open.'],
  ),
  'SOC-0002': row(
    'person',
    [
      'Asiakkaalla ei ole asiakkuutta tässä rekisterissä.',
      'Klienten har inget klientförhållande i detta register.',
      'The client has no relationship in this register.',
    ],
    ['Avaa ensin asiakkuus.', 'Öppna först ett klientförhållande.', 'Open a client relationship first.'],
  ),
  'SOC-0003': row(
    'person',
    ['Asiaa ei löydy tältä asiakkaalta.', 'Ärendet finns inte hos denna klient.', 'This client has no such case.'],
    [
      'Päivitä luettelo ja valitse asia.',
      'Uppdatera listan och välj ärendet.',
      'Refresh the list and choose the case.',
    ],
  ),
  'SOC-0004': row(
    'person',
    ['Pakollinen kenttä on tyhjä.', 'Ett obligatoriskt fält är tomt.', 'A mandatory field is empty.'],
    ['Täytä merkityt kentät.', 'Fyll i de markerade fälten.', 'Fill in the marked fields.'],
  ),
  'SOC-0005': row(
    'person',
    [
      'Asiakirjasta on jo uudempi versio.',
      'Det finns redan en nyare version av handlingen.',
      'There is a newer version of the document already.',
    ],
    [
      'Avaa uusin versio ja tee muutos siihen.',
      'Öppna den nyaste versionen och ändra den.',
      'Open the newest version and change that.',
    ],
  ),
  'SOC-0006': row(
    'person',
    [
      'Käyttöoikeuden jakso tai yksikkö ei ole oikein.',
      'Rättens tid eller enhet är inte rätt.',
      'The period or the unit of the access right is wrong.',
    ],
    ['Tarkista päivät ja yksikkö.', 'Kontrollera datumen och enheten.', 'Check the days and the unit.'],
  ),
  'SOC-0007': row(
    'person',
    [
      'Asiakirja on muuttunut esikatselun jälkeen.',
      'Handlingen har ändrats efter förhandsgranskningen.',
      'The document has changed since it was previewed.',
    ],
    ['Esikatsele uudelleen.', 'Förhandsgranska på nytt.', 'Preview it again.'],
  ),
  'SOC-0008': row(
    'never',
    [
      'Asiakasasiakirja on mitätöity: siihen ei voi tehdä uutta versiota.',
      'Klienthandlingen är makulerad: den får inga nya versioner.',
      'The client document is void: it takes no new version.',
    ],
    ['Kirjaa uusi asiakirja.', 'Upprätta en ny handling.', 'Write a new document.'],
  ),
  'SOC-0009': row(
    'person',
    [
      'Viivästämisen tai piilottamisen peruste puuttuu, tai päivä ei ole tulevaisuudessa.',
      'Grunden för fördröjning eller döljande saknas, eller dagen ligger inte i framtiden.',
      'The ground of delaying or hiding is missing, or the day is not in the future.',
    ],
    ['Kirjoita peruste ja valitse päivä.', 'Skriv grunden och välj en dag.', 'Write the ground and choose a day.'],
  ),
  'SOC-0010': row(
    'person',
    [
      'Tämä asiakirja allekirjoitetaan toisella tavalla.',
      'Den här handlingen undertecknas på ett annat sätt.',
      'This document is signed in another way.',
    ],
    [
      'Päätös allekirjoitetaan omalla kortilla, muut asiakirjat arkistoidaan järjestelmäallekirjoituksella.',
      'Beslut undertecknas med eget kort, andra handlingar arkiveras med systemsignatur.',
      'Decisions are signed with the own card; other documents are archived with the system signature.',
    ],
  ),
  'SOC-0011': row(
    'person',
    [
      'Luovutuspäivä on tulevaisuudessa.',
      'Utlämningsdagen ligger i framtiden.',
      'The day of the disclosure is in the future.',
    ],
    [
      'Valitse päivä, jona tiedot luovutettiin.',
      'Välj dagen då uppgifterna lämnades ut.',
      'Choose the day on which the data were handed over.',
    ],
  ),
} as const satisfies Record<`${string}-${number}`, Refusal>;
