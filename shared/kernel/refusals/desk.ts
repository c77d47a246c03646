import { row, type Refusal } from './refusal.ts';

/** The program itself and who is at the desk. */
export const DESK_REFUSALS = {
  // CALL: the contract between screen and host
  'CALL-0001': row(
    'never',
    [
      'Ohjelman osat eivät ymmärtäneet toisiaan. Mitään ei muutettu.',
      'Programmets delar förstod inte varandra. Inget ändrades.',
      'The parts of the program did not understand each other. Nothing was changed.',
    ],
    [
      'Käynnistä ohjelma uudelleen. Jos vika toistuu, ilmoita koodi tukeen.',
      'Starta om programmet. Meddela koden till supporten om felet upprepas.',
      'Start the program again. If it happens again, tell support the code.',
    ],
  ),
  'CALL-0002': row(
    'never',
    [
      'Tuntematon toiminto. Mitään ei muutettu.',
      'Okänd funktion. Inget ändrades.',
      'Unknown function. Nothing was changed.',
    ],
    ['Ilmoita koodi tukeen.', 'Meddela koden till supporten.', 'Tell support the code.'],
  ),
  'CALL-0003': row(
    'never',
    [
      'Ohjelmassa tapahtui virhe. Tallennettu työ on tallessa.',
      'Ett fel uppstod i programmet. Sparat arbete är i säkert förvar.',
      'The program failed. Saved work is safe.',
    ],
    [
      'Yritä uudelleen. Jos vika toistuu, ilmoita koodi tukeen.',
      'Försök igen. Meddela koden till supporten om felet upprepas.',
      'Try again. If it happens again, tell support the code.',
    ],
  ),
  'CALL-0004': row(
    'machine',
    [
      'Yhteys ohjelman taustaosaan katkesi. Tallennettu työ on tallessa.',
      'Förbindelsen till programmets bakgrundsdel bröts. Sparat arbete är i säkert förvar.',
      'The connection to the host part of the program was lost. Saved work is safe.',
    ],
    [
      'Odota hetki; yhteys palaa itsestään. Jos ei, käynnistä ohjelma uudelleen.',
      'Vänta en stund; förbindelsen återkommer. Starta annars om programmet.',
      'Wait a moment; it comes back by itself. If not, start the program again.',
    ],
  ),
  'CALL-0005': row(
    'machine',
    [
      'Näyttö kysyi enemmän kuin sille vastataan. Tallennettu työ on tallessa.',
      'Skärmen frågade mer än vad som besvaras. Sparat arbete är i säkert förvar.',
      'The screen asked for more than it is answered. Saved work is safe.',
    ],
    [
      'Odota hetki. Jos vika toistuu, ilmoita koodi tukeen.',
      'Vänta en stund. Meddela koden till supporten om felet upprepas.',
      'Wait a moment. If it happens again, tell support the code.',
    ],
  ),
  // SES: who is at the desk
  'SES-0001': row(
    'person',
    ['Kukaan ei ole kirjautunut.', 'Ingen är inloggad.', 'Nobody is signed in.'],
    ['Aseta kortti lukijaan ja anna PIN1.', 'Sätt kortet i läsaren och ange PIN1.', 'Insert your card and enter PIN1.'],
  ),
  'SES-0002': row(
    'person',
    [
      'Roolisi ei oikeuta tähän toimintoon.',
      'Din roll ger inte rätt till denna funktion.',
      'Your role does not allow this.',
    ],
    ['Pyydä henkilöä, jolla on oikeus.', 'Be en person som har rätten.', 'Ask a person who has the right.'],
  ),
  'SES-0003': row(
    'person',
    [
      'Ammattioikeutesi ei ole voimassa rooli- ja attribuuttitietopalvelun mukaan.',
      'Din yrkesrätt är inte i kraft enligt roll- och attributtjänsten.',
      'Your professional right is not in force according to the role and attribute service.',
    ],
    [
      'Ota yhteys organisaatiosi pääkäyttäjään.',
      'Kontakta organisationens huvudanvändare.',
      'Contact your organisation’s administrator.',
    ],
  ),
  'SES-0004': row(
    'person',
    [
      'Ammattioikeutta ei voitu tarkistaa, eikä tuoretta tarkistusta ole tallessa.',
      'Yrkesrätten kunde inte kontrolleras och ingen färsk kontroll finns sparad.',
      'The professional right could not be checked, and no recent check is stored.',
    ],
    [
      'Yritä uudelleen, kun yhteys on palannut.',
      'Försök igen när förbindelsen är tillbaka.',
      'Try again when the line is back.',
    ],
  ),
  'SES-0010': row(
    'person',
    [
      'Tämän koneen kello on yli minuutin eri ajassa kuin palvelun kello. Allekirjoittaminen on estetty, luonnokset ovat tallessa.',
      'Datorns klocka avviker mer än en minut från tjänstens. Det går inte att signera; utkasten är sparade.',
      'The clock of this computer differs by more than a minute from the service’s. Signing is stopped; drafts are kept.',
    ],
    [
      'Korjaa koneen kello tai ota automaattinen aika käyttöön, ja allekirjoita sitten uudelleen.',
      'Rätta klockan eller ta automatisk tid i bruk och signera sedan på nytt.',
      'Set the clock right or turn automatic time on, then sign again.',
    ],
  ),
} as const satisfies Record<`${string}-${number}`, Refusal>;
