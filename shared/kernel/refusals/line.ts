import { row, type Refusal } from './refusal.ts';

/** The line to the services and the queue that waits for it. */
export const LINE_REFUSALS = {
  // NET: the line to the services
  'NET-0001': row(
    'machine',
    ['Palveluun ei saada yhteyttä.', 'Tjänsten kan inte nås.', 'The service cannot be reached.'],
    [
      'Työ jatkuu; lähetettävät odottavat jonossa.',
      'Arbetet fortsätter; det som ska sändas väntar i kön.',
      'Work goes on; what is to be sent waits in the queue.',
    ],
  ),
  'NET-0002': row(
    'machine',
    [
      'Palvelu on kuormittunut tai huollossa.',
      'Tjänsten är belastad eller under underhåll.',
      'The service is busy or in maintenance.',
    ],
    ['Yritetään uudelleen hetken kuluttua.', 'Nytt försök görs om en stund.', 'It is tried again in a moment.'],
  ),
  'NET-0003': row(
    'never',
    ['Palvelun vastaus oli virheellinen.', 'Tjänstens svar var felaktigt.', 'The answer of the service was faulty.'],
    ['Ilmoita koodi tukeen.', 'Meddela koden till supporten.', 'Tell support the code.'],
  ),
  'NET-0004': row(
    'machine',
    [
      'Palvelu ei vastannut ajoissa. Lopputulos on epävarma.',
      'Tjänsten svarade inte i tid. Resultatet är osäkert.',
      'The service did not answer in time. The outcome is unknown.',
    ],
    [
      'Kysytään palvelulta ennen uutta lähetystä.',
      'Tjänsten tillfrågas före en ny sändning.',
      'The service is asked before anything is sent again.',
    ],
  ),
  'NET-0005': row(
    'person',
    [
      'Palvelu ei hyväksynyt järjestelmän tunnistautumista.',
      'Tjänsten godkände inte systemets identifiering.',
      'The service did not accept the identification of this system.',
    ],
    ['Ota yhteys pääkäyttäjään.', 'Kontakta huvudanvändaren.', 'Contact your administrator.'],
  ),
  'NET-0006': row(
    'person',
    ['Palvelu epäsi oikeuden tähän.', 'Tjänsten nekade rätten till detta.', 'The service denied the right to this.'],
    [
      'Tarkista kyselyn syy ja oikeutesi.',
      'Kontrollera orsaken till förfrågan och din rätt.',
      'Check the query reason and your right.',
    ],
  ),
  'NET-0007': row(
    'person',
    [
      'Palvelu hylkäsi asiakirjan sisällön. Asiakirja on tallessa.',
      'Tjänsten avvisade dokumentets innehåll. Dokumentet är sparat.',
      'The service refused the content of the document. The document is safe.',
    ],
    [
      'Avaa asiakirja, korjaa ja allekirjoita uudelleen.',
      'Öppna dokumentet, rätta och underteckna på nytt.',
      'Open the document, correct it and sign again.',
    ],
  ),
  'NET-0008': row(
    'person',
    [
      'Tiedot ovat muuttuneet palvelussa. Mitään ei korvattu.',
      'Uppgifterna har ändrats i tjänsten. Inget ersattes.',
      'The data changed in the service. Nothing was replaced.',
    ],
    ['Vertaa versioita ja päätä.', 'Jämför versionerna och avgör.', 'Compare the versions and decide.'],
  ),
  'NET-0009': row(
    'never',
    [
      'Samalla tunnuksella on palvelussa toinen asiakirja.',
      'I tjänsten finns ett annat dokument med samma identifierare.',
      'The service holds another document under the same identifier.',
    ],
    [
      'Ilmoita koodi tukeen. Älä kirjaa uudelleen.',
      'Meddela koden till supporten. Skriv inte in på nytt.',
      'Tell support the code. Do not enter it again.',
    ],
  ),
  'NET-0010': row(
    'person',
    [
      'Palvelu ei hyväksy asiakirjan allekirjoitusta. Asiakirjaa ei tallennettu palveluun.',
      'Tjänsten godkänner inte dokumentets underskrift. Dokumentet lagrades inte i tjänsten.',
      'The service does not accept the signature of the document. It was not stored there.',
    ],
    [
      'Allekirjoittajan pitää tarkistaa korttinsa varmenne ja allekirjoittaa sama asiakirja uudelleen.',
      'Undertecknaren ska kontrollera kortets certifikat och underteckna samma dokument på nytt.',
      'The signer has to check the certificate of the card and sign the same document again.',
    ],
  ),
  // QUE: the queue
  'QUE-0001': row(
    'person',
    ['Jonon kohdetta ei löydy.', 'Köposten hittas inte.', 'The queue item was not found.'],
    ['Päivitä jono.', 'Uppdatera kön.', 'Refresh the queue.'],
  ),
  'QUE-0002': row(
    'person',
    [
      'Kohteen tila ei salli tätä.',
      'Postens tillstånd tillåter inte detta.',
      'The state of the item does not allow this.',
    ],
    ['Katso tila jonosta.', 'Se tillståndet i kön.', 'See its state in the queue.'],
  ),
  'QUE-0003': row(
    'person',
    [
      'Kohde on odottanut yli vuorokauden: lähettäminen vaatii päätöksen.',
      'Posten har väntat över ett dygn: sändning kräver beslut.',
      'The item has waited over a day: sending needs a decision.',
    ],
    [
      'Tarkista, onko se yhä ajantasainen, ja päätä.',
      'Kontrollera om den ännu är aktuell och avgör.',
      'Check whether it still holds, and decide.',
    ],
  ),
  'QUE-0004': row(
    'person',
    [
      'Lähetys epäonnistuu toistuvasti vain tällä kohteella.',
      'Sändningen misslyckas upprepat endast för denna post.',
      'Sending fails again and again for this item only.',
    ],
    [
      'Tarkista kohde tai ilmoita koodi tukeen.',
      'Kontrollera posten eller meddela koden till supporten.',
      'Check the item or tell support the code.',
    ],
  ),
  'QUE-0005': row(
    'machine',
    [
      'Viestin kopio voi olla vielä matkalla palveluun, joten kohde ei ole vielä peruttu.',
      'En kopia av meddelandet kan ännu vara på väg till tjänsten, så posten är inte återtagen än.',
      'A copy of the message may still be on its way to the service, so the item is not cancelled yet.',
    ],
    [
      'Mitään ei tarvitse tehdä: ohjelma kysyy sitä palvelulta, kun kopio on varmasti perillä tai kadonnut.',
      'Inget behöver göras: programmet frågar tjänsten när kopian säkert har kommit fram eller försvunnit.',
      'Nothing needs doing: the program asks the service when the copy has surely arrived or been lost.',
    ],
  ),
  'QUE-0006': row(
    'person',
    [
      'Tietokanta palautettiin varmuuskopiosta, eikä palvelu tunne tätä kohdetta. Sitä ei lähetetä ilman päätöstä.',
      'Databasen återställdes från en säkerhetskopia och tjänsten känner inte till posten. Den sänds inte utan beslut.',
      'The database was restored from a backup and the service does not know this item. It is not sent without a decision.',
    ],
    [
      'Tarkista, pitääkö se yhä lähettää vai peruttiinko se varmuuskopion jälkeen, ja päätä.',
      'Kontrollera om den ännu ska sändas eller återtogs efter kopian, och avgör.',
      'Check whether it is still to be sent or was cancelled after the backup, and decide.',
    ],
  ),
  'QUE-0007': row(
    'person',
    [
      'Tätä kohdetta ei voi verrata palvelun tietoihin.',
      'Posten kan inte jämföras med tjänstens uppgifter.',
      'This item cannot be compared with what the service holds.',
    ],
    [
      'Päätä kohteesta jonossa, tai pyydä tekijää.',
      'Avgör posten i kön eller be utföraren.',
      'Decide on it in the queue, or ask its author.',
    ],
  ),
  'QUE-0008': row(
    'person',
    [
      'Tapahtuman voimassaolo päättyi ennen kuin se ehti lähteä. Sitä ei lähetetä ilman päätöstä.',
      'Händelsens giltighet tog slut innan den kunde sändas. Den sänds inte utan beslut.',
      'The act ran out before it could be sent. It is not sent without a decision.',
    ],
    [
      'Lähetä se silti, jos se ehdittiin tehdä ajoissa, tai luovu siitä ja tee tarvittaessa uusi.',
      'Sänd den ändå om den hann göras i tid, eller avstå från den och gör vid behov en ny.',
      'Send it all the same if it was done in time, or give it up and make a new one if needed.',
    ],
  ),
  'QUE-0009': row(
    'person',
    [
      'Vain asiakirjan allekirjoittaja voi allekirjoittaa sen uudelleen.',
      'Endast dokumentets undertecknare kan underteckna det på nytt.',
      'Only the signer of the document can sign it again.',
    ],
    [
      'Pyydä allekirjoittajaa kirjautumaan omalla kortillaan.',
      'Be undertecknaren logga in med sitt eget kort.',
      'Ask the signer to sign in with their own card.',
    ],
  ),
} as const satisfies Record<`${string}-${number}`, Refusal>;
