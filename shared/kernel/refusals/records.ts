import { row, type Refusal } from './refusal.ts';

/** Records and service events. */
export const RECORD_REFUSALS = {
  // REC: records
  'REC-0001': row(
    'person',
    [
      'Palvelutapahtumaa ei löydy tai se on päättynyt.',
      'Servicehändelsen hittas inte eller har avslutats.',
      'The service event was not found or has ended.',
    ],
    ['Avaa palvelutapahtuma.', 'Öppna en servicehändelse.', 'Open a service event.'],
  ),
  'REC-0002': row(
    'person',
    ['Kirjausta ei löydy.', 'Anteckningen hittas inte.', 'The record was not found.'],
    ['Hae uudelleen (F5).', 'Hämta på nytt (F5).', 'Fetch again (F5).'],
  ),
  'REC-0003': row(
    'never',
    [
      'Asiakirja ei ole tämän potilaan.',
      'Handlingen gäller inte den här patienten.',
      'The document is not of this patient.',
    ],
    [
      'Asiakirjaa ei näytetä. Ilmoita arkistonhoitajalle.',
      'Handlingen visas inte. Meddela arkivarien.',
      'It is not shown. Tell the archivist.',
    ],
  ),
  'REC-0004': row(
    'person',
    [
      'Asiakirjasta on jo uudempi versio: tämä muutos on tehty vanhan pohjalta.',
      'Det finns redan en nyare version av handlingen: ändringen gjordes från en gammal version.',
      'There is a newer version of the document already: this change was made from an old one.',
    ],
    [
      'Mitään ei ole muutettu. Avaa uusin versio, vertaa ja tee muutos sen pohjalta.',
      'Ingenting har ändrats. Öppna den nyaste versionen, jämför och gör ändringen från den.',
      'Nothing was changed. Open the newest version, compare, and make the change from it.',
    ],
  ),
  'REC-0005': row(
    'person',
    [
      'Asiakirja on toisen rekisterinpitäjän: vain se voi korjata tai mitätöidä sen.',
      'Handlingen hör till en annan personuppgiftsansvarig: bara den kan rätta eller makulera den.',
      'The document is of another controller: only that one can correct or annul it.',
    ],
    [
      'Ota yhteyttä yksikköön, joka on tehnyt merkinnän.',
      'Kontakta enheten som har gjort anteckningen.',
      'Contact the unit that made the entry.',
    ],
  ),
  'REC-0006': row(
    'never',
    [
      'Asiakirja on mitätöity: siitä ei voi tehdä uutta versiota.',
      'Handlingen är makulerad: en ny version kan inte göras av den.',
      'The document is void: no new version can be made of it.',
    ],
    ['Tee uusi kirjaus.', 'Gör en ny anteckning.', 'Make a new note.'],
  ),
  'REC-0007': row(
    'person',
    [
      'Asiakirja ei ole tässä muodossa muokattavissa: sen rakennetta ei tunneta tai kirjauspohja ei kuulu ammattiryhmällesi.',
      'Handlingen kan inte redigeras: dess struktur är okänd eller mallen hör inte till din yrkesgrupp.',
      'The document cannot be edited: its structure is not known, or its template is not of your profession.',
    ],
    [
      'Mitätöi asiakirja ja tee uusi kirjaus, tai pyydä merkinnän tekijää korjaamaan.',
      'Makulera handlingen och gör en ny anteckning, eller be antecknaren rätta.',
      'Annul the document and make a new note, or ask its author to correct it.',
    ],
  ),
  'REC-0008': row(
    'person',
    [
      'Fraasia ei tallennettu: se on tyhjä tai otsikolla on jo 50 omaa fraasia.',
      'Frasen sparades inte: den är tom eller rubriken har redan 50 egna fraser.',
      'The phrase was not kept: it is empty, or the heading has 50 of your own already.',
    ],
    ['Poista vanha fraasi ensin.', 'Ta först bort en gammal fras.', 'Take an old one out first.'],
  ),
  'REC-0009': row(
    'person',
    [
      'Hoitosarjaa tai sen käyntiä ei avattu: toinen käynti on kesken tai sarjalta puuttuu nimi.',
      'Vårdserien eller besöket öppnades inte: ett annat besök pågår eller serien saknar namn.',
      'The series or its visit was not opened: another visit goes on, or the series has no name.',
    ],
    [
      'Päätä avoin käynti ensin ja anna sarjalle nimi.',
      'Avsluta först det öppna besöket och ge serien ett namn.',
      'End the open visit first and name the series.',
    ],
  ),
  'REC-0010': row(
    'person',
    [
      'Hoitosarjaa ei voi jatkaa: se on päättynyt, se on toisen palvelunantajan tai sitä ei löydy.',
      'Vårdserien kan inte fortsätta: den har avslutats, hör till en annan tjänstetillhandahållare eller hittas inte.',
      'The series cannot be continued: it has ended, is another provider’s, or is not found.',
    ],
    ['Aloita uusi hoitosarja.', 'Inled en ny vårdserie.', 'Begin a new series.'],
  ),
} as const satisfies Record<`${string}-${number}`, Refusal>;
