import { row, type Refusal } from './refusal.ts';

/** Persons, and the fields of forms. */
export const PERSON_REFUSALS = {
  // PAT: persons
  'PAT-0001': row(
    'person',
    [
      'Henkilötunnus ei ole oikein: muoto, päivä tai tarkistusmerkki.',
      'Personbeteckningen är fel: form, datum eller kontrolltecken.',
      'The personal identity code is wrong: form, date or check character.',
    ],
    ['Tarkista tunnus.', 'Kontrollera beteckningen.', 'Check the code.'],
  ),
  'PAT-0002': row(
    'person',
    ['Potilasta ei löydy.', 'Patienten hittas inte.', 'The patient was not found.'],
    [
      'Tarkista haku tai hae nimellä.',
      'Kontrollera sökningen eller sök med namn.',
      'Check the search or search by name.',
    ],
  ),
  'PAT-0003': row(
    'person',
    [
      'Potilas on merkitty kuolleeksi: uutta asiakirjaa ei voi tehdä.',
      'Patienten är antecknad som avliden: nya dokument kan inte göras.',
      'The patient is marked as dead: no new document can be made.',
    ],
    ['Tarkista henkilö.', 'Kontrollera personen.', 'Check the person.'],
  ),
  'PAT-0004': row(
    'person',
    [
      'Asiakkaan pyyntö tai muu peruste puuttuu.',
      'Kundens begäran eller annan grund saknas.',
      'The customer’s request or another basis is missing.',
    ],
    ['Valitse peruste ennen hakua.', 'Välj grunden före hämtningen.', 'Choose the basis before fetching.'],
  ),
  'PAT-0005': row(
    'person',
    [
      'Potilaalla ei ole henkilötunnusta: tahdonilmaisuja ja muiden rekisterien tietoja ei voi hakea.',
      'Patienten saknar personbeteckning: viljeyttringar och uppgifter i andra register kan inte sökas.',
      'The patient has no identity code: declarations and other registers cannot be searched.',
    ],
    ['Toimi yksikön ohjeen mukaan.', 'Följ enhetens anvisning.', "Follow the unit's instruction."],
  ),
  // FORM: fields
  'FORM-0001': row(
    'person',
    [
      'Tekstissä on merkki, jota asiakirjaan ei voi kirjoittaa.',
      'Texten innehåller ett tecken som inte kan skrivas i dokumentet.',
      'The text holds a character that cannot be written into a document.',
    ],
    ['Poista merkki.', 'Ta bort tecknet.', 'Remove the character.'],
  ),
  'FORM-0002': row(
    'person',
    ['Teksti on liian pitkä.', 'Texten är för lång.', 'The text is too long.'],
    ['Lyhennä tekstiä.', 'Förkorta texten.', 'Shorten the text.'],
  ),
  'FORM-0003': row(
    'person',
    ['Lomakkeessa on korjattavaa.', 'Formuläret behöver rättas.', 'The form needs correction.'],
    ['Siirry merkittyyn kohtaan.', 'Gå till den markerade punkten.', 'Go to the marked place.'],
  ),
  'FORM-0004': row(
    'person',
    [
      'Luonnosta ei löydy: se on jo lähetetty tai poistettu.',
      'Utkastet hittas inte: det har redan sänts eller tagits bort.',
      'The draft was not found: it was already sent or removed.',
    ],
    ['Katso jonosta.', 'Se i kön.', 'Look in the queue.'],
  ),
  'FORM-0005': row(
    'person',
    [
      'Huomautus odottaa vahvistusta ja perustelua.',
      'En anmärkning väntar på bekräftelse och motivering.',
      'A finding waits for confirmation and a reason.',
    ],
    ['Vahvista tai korjaa.', 'Bekräfta eller rätta.', 'Confirm or correct it.'],
  ),
  'FORM-0006': row(
    'person',
    [
      'Asiakirjaa ei ole näytetty. Sitä ei allekirjoitettu.',
      'Dokumentet har inte visats. Det undertecknades inte.',
      'The document has not been shown. It was not signed.',
    ],
    ['Katso asiakirja ja allekirjoita sitten.', 'Granska dokumentet och underteckna sedan.', 'Look at it, then sign.'],
  ),
  'FORM-0007': row(
    'person',
    [
      'Lomaketta on muutettu toisessa ikkunassa.',
      'Formuläret har ändrats i ett annat fönster.',
      'The form was changed in another window.',
    ],
    [
      'Valitse, kumman ikkunan tiedot jäävät. Kumpiakaan ei ole hävitetty.',
      'Välj vilket fönsters uppgifter som gäller. Ingetdera har gått förlorat.',
      'Choose which window’s data stay. Neither is lost.',
    ],
  ),
  'FORM-0009': row(
    'person',
    [
      'Tiedosto on liian suuri asiakirjaksi. Sitä ei luettu.',
      'Filen är för stor för att vara ett dokument. Den lästes inte.',
      'The file is too large to be a document. It was not read.',
    ],
    [
      'Valitse enintään 3 megatavun XML-tiedosto.',
      'Välj en XML-fil på högst 3 megabyte.',
      'Choose an XML file of at most 3 megabytes.',
    ],
  ),
  'FORM-0010': row(
    'person',
    ['Tiedostoa ei voitu avata.', 'Filen kunde inte öppnas.', 'The file could not be opened.'],
    [
      'Tarkista, että tiedosto on vielä paikallaan, ja valitse se uudelleen.',
      'Kontrollera att filen finns kvar och välj den på nytt.',
      'See that the file is still in its place and choose it again.',
    ],
  ),
} as const satisfies Record<`${string}-${number}`, Refusal>;
