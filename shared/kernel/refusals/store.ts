import { row, type Refusal } from './refusal.ts';

/** The store and the prints made from it. */
export const STORE_REFUSALS = {
  // DB: the store
  'DB-0001': row(
    'never',
    [
      'Tietokanta on uudemman ohjelmaversion tekemä. Siihen ei koskettu.',
      'Databasen är gjord av en nyare programversion. Den rördes inte.',
      'The database was made by a newer version. It was not touched.',
    ],
    ['Asenna uudempi ohjelmaversio.', 'Installera den nyare versionen.', 'Install the newer version.'],
  ),
  'DB-0002': row(
    'never',
    [
      'Tietokanta ei aukea tällä avaimella. Siihen ei koskettu.',
      'Databasen öppnas inte med denna nyckel. Den rördes inte.',
      'The database does not open with this key. It was not touched.',
    ],
    [
      'Palauta oikea avain tai ota yhteys tukeen.',
      'Återställ rätt nyckel eller kontakta supporten.',
      'Restore the right key or contact support.',
    ],
  ),
  'DB-0003': row(
    'never',
    [
      'Tietokanta on vaurioitunut. Siihen ei kirjoiteta.',
      'Databasen är skadad. Inget skrivs i den.',
      'The database is damaged. Nothing is written to it.',
    ],
    [
      'Ota yhteys tukeen; lähettämättömät voi viedä talteen.',
      'Kontakta supporten; det osända kan exporteras.',
      'Contact support; unsent acts can be exported.',
    ],
  ),
  'DB-0004': row(
    'person',
    [
      'Levy on täynnä. Viimeisintä muutosta ei tallennettu.',
      'Skivan är full. Den senaste ändringen sparades inte.',
      'The disk is full. The last change was not saved.',
    ],
    ['Vapauta levytilaa ja yritä uudelleen.', 'Frigör utrymme och försök igen.', 'Free some space and try again.'],
  ),
  'DB-0005': row(
    'never',
    [
      'Levyvirhe. Viimeisintä muutosta ei tallennettu.',
      'Skivfel. Den senaste ändringen sparades inte.',
      'Disk fault. The last change was not saved.',
    ],
    ['Ota yhteys tukeen.', 'Kontakta supporten.', 'Contact support.'],
  ),
  'DB-0006': row(
    'never',
    [
      'Tietokansio on toisen profiilin tai ohjelman käytössä.',
      'Datamappen används av en annan profil eller ett annat program.',
      'The data folder is in use by another profile or program.',
    ],
    [
      'Sulje toinen ohjelma tai valitse toinen kansio.',
      'Stäng det andra programmet eller välj en annan mapp.',
      'Close the other program or choose another folder.',
    ],
  ),
  'DB-0007': row(
    'never',
    [
      'Tietokansioon ei voi kirjoittaa.',
      'Det går inte att skriva i datamappen.',
      'The data folder cannot be written to.',
    ],
    ['Tarkista oikeudet.', 'Kontrollera rättigheterna.', 'Check the permissions.'],
  ),
  'DB-0020': row(
    'person',
    [
      'Levyllä on tilaa alle 50 Mt, joten uutta työtä ei aloiteta. Keskeneräinen ja lähettämätön työ on tallessa ja lähtee.',
      'Det finns mindre än 50 MB ledigt på disken, så nytt arbete påbörjas inte. Pågående och osänt arbete är sparat och sänds.',
      'Less than 50 MB is free on the disk, so no new work is begun. Work under way and unsent work is safe and is sent.',
    ],
    [
      'Vapauta levytilaa tai kutsu tuki.',
      'Frigör diskutrymme eller kalla på supporten.',
      'Free some disk space or call support.',
    ],
  ),
  // PRN: prints
  'PRN-0001': row(
    'person',
    [
      'Tulostetta ei voitu tehdä. Toimitus on tallessa.',
      'Utskriften kunde inte göras. Expedieringen är sparad.',
      'The print could not be made. The dispensing is safe.',
    ],
    ['Yritä uudelleen.', 'Försök igen.', 'Try again.'],
  ),
} as const satisfies Record<`${string}-${number}`, Refusal>;
