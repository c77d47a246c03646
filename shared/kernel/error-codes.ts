import { type Localized } from './language.ts';

/** Who can mend it: `machine` tries again by itself, `person` acts, `never` needs support or another way. */
export type Recovery = 'machine' | 'person' | 'never';

type Row = Readonly<{ retry: Recovery; says: Localized; todo: Localized }>;

const row = (
  retry: Recovery,
  says: readonly [string, string, string],
  todo: readonly [string, string, string],
): Row => ({
  retry,
  says: { fi: says[0], sv: says[1], en: says[2] },
  todo: { fi: todo[0], sv: todo[1], en: todo[2] },
});

/**
 * Every refusal the product knows. `says` is what happened and what is safe, `todo` what to press.
 * Codes are never reused. Card rows follow the PKCS#11 return values (OASIS PKCS #11 v2.40).
 */
export const ERROR_CODES = {
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
  // CARD: card, reader, PIN
  'CARD-0101': row(
    'person',
    ['Väärä tunnusluku.', 'Fel PIN-kod.', 'Wrong PIN.'],
    [
      'Tarkista, kumpaa tunnuslukua kysytään (PIN1 vai PIN2), ja yritä uudelleen.',
      'Kontrollera vilken PIN som efterfrågas (PIN1 eller PIN2) och försök igen.',
      'Check which PIN is asked (PIN1 or PIN2) and try again.',
    ],
  ),
  'CARD-0102': row(
    'person',
    [
      'Tunnusluku on lukossa. Luonnokset ovat tallessa.',
      'PIN-koden är låst. Utkasten är sparade.',
      'The PIN is locked. Drafts are safe.',
    ],
    [
      'Avaa lukitus kortinlukijaohjelmistolla aktivointitunnusluvulla (PUK). Harjoituskortin voi nollata korttitarjottimelta.',
      'Öppna låset i kortprogrammet med aktiveringskoden (PUK). Ett övningskort kan nollställas i kortbrickan.',
      'Unlock it in the card software with the activation code (PUK). A practice card can be reset from the card tray.',
    ],
  ),
  'CARD-0103': row(
    'person',
    [
      'Tunnusluvussa on 4–8 numeroa. Yrityksiä ei kulunut.',
      'PIN-koden har 4–8 siffror. Inget försök förbrukades.',
      'The PIN has 4 to 8 digits. No try was used.',
    ],
    ['Kirjoita tunnusluku uudelleen.', 'Skriv PIN-koden på nytt.', 'Type the PIN again.'],
  ),
  'CARD-0104': row(
    'person',
    ['Kortti ei ole lukijassa.', 'Kortet finns inte i läsaren.', 'The card is not in the reader.'],
    ['Aseta kortti lukijaan.', 'Sätt kortet i läsaren.', 'Insert the card.'],
  ),
  'CARD-0105': row(
    'person',
    [
      'Kortti poistettiin kesken. Allekirjoitetut ovat tallessa, loput odottavat.',
      'Kortet togs ut mitt i. Det undertecknade är sparat, resten väntar.',
      'The card was removed midway. What was signed is safe, the rest waits.',
    ],
    ['Aseta kortti takaisin ja jatka.', 'Sätt tillbaka kortet och fortsätt.', 'Put the card back and go on.'],
  ),
  'CARD-0106': row(
    'person',
    ['Kortti kuuluu toiselle henkilölle.', 'Kortet tillhör en annan person.', 'The card belongs to another person.'],
    ['Aseta oma korttisi lukijaan.', 'Sätt ditt eget kort i läsaren.', 'Insert your own card.'],
  ),
  'CARD-0107': row(
    'person',
    [
      'Kortin varmenne ei ole voimassa.',
      'Kortets certifikat är inte giltigt.',
      'The card’s certificate is not valid now.',
    ],
    [
      'Hanki uusi kortti varmentajalta.',
      'Skaffa ett nytt kort av certifikatutfärdaren.',
      'Get a new card from the issuer.',
    ],
  ),
  'CARD-0108': row(
    'never',
    [
      'Varmenteen myöntäjään ei luoteta tässä profiilissa.',
      'Certifikatets utfärdare är inte betrodd i denna profil.',
      'The issuer of the certificate is not trusted in this profile.',
    ],
    ['Käytä tämän profiilin korttia.', 'Använd ett kort för denna profil.', 'Use a card of this profile.'],
  ),
  'CARD-0109': row(
    'person',
    ['Varmenne on suljettu.', 'Certifikatet är återkallat.', 'The certificate is revoked.'],
    [
      'Hanki uusi kortti varmentajalta.',
      'Skaffa ett nytt kort av certifikatutfärdaren.',
      'Get a new card from the issuer.',
    ],
  ),
  'CARD-0110': row(
    'person',
    [
      'Kortilta puuttuu yksilöintitunnus (SV-numero): lääkemääräystä ei voi allekirjoittaa.',
      'Kortet saknar identifieringskod (SV-nummer): receptet kan inte undertecknas.',
      'The card lacks the prescriber’s identifier (SV number): prescriptions cannot be signed.',
    ],
    ['Tilaa kortti, jossa tunnus on.', 'Beställ ett kort med koden.', 'Order a card that carries it.'],
  ),
  'CARD-0111': row(
    'person',
    [
      'Allekirjoitus peruttiin. Mitään ei allekirjoitettu.',
      'Underskriften avbröts. Inget undertecknades.',
      'Signing was cancelled. Nothing was signed.',
    ],
    ['Allekirjoita, kun olet valmis.', 'Underteckna när du är klar.', 'Sign when you are ready.'],
  ),
  'CARD-0112': row(
    'person',
    [
      'Kortinlukijaohjelmisto ei vastaa. On epävarmaa, syntyikö allekirjoitus.',
      'Kortprogrammet svarar inte. Det är osäkert om underskriften uppstod.',
      'The card software does not respond. It is unknown whether a signature was made.',
    ],
    [
      'Tarkista asiakirjan tila ennen uutta yritystä.',
      'Kontrollera dokumentets tillstånd före ett nytt försök.',
      'Check the state of the document before trying again.',
    ],
  ),
  'CARD-0113': row(
    'person',
    [
      'Asiakirja muuttui esikatselun jälkeen. Sitä ei allekirjoitettu.',
      'Dokumentet ändrades efter granskningen. Det undertecknades inte.',
      'The document changed after it was shown. It was not signed.',
    ],
    ['Avaa esikatselu uudelleen.', 'Öppna granskningen på nytt.', 'Open the preview again.'],
  ),
  'CARD-0114': row(
    'person',
    [
      'Kortti pyytää tunnusluvun jokaiseen allekirjoitukseen.',
      'Kortet frågar efter PIN-koden för varje underskrift.',
      'The card asks for the PIN before each signature.',
    ],
    [
      'Anna allekirjoitustunnusluku (PIN2) uudelleen.',
      'Ange underskriftskoden (PIN2) på nytt.',
      'Enter the signing PIN (PIN2) again.',
    ],
  ),
  'CARD-0115': row(
    'person',
    [
      'Korttia ei ole aktivoitu tai sen tunnusluku on vaihdettava.',
      'Kortet har inte aktiverats eller dess PIN-kod måste bytas.',
      'The card is not activated or its PIN has to be changed.',
    ],
    [
      'Aktivoi kortti tai vaihda tunnusluku kortinlukijaohjelmistolla.',
      'Aktivera kortet eller byt PIN-koden i kortprogrammet.',
      'Activate the card or change the PIN in the card software.',
    ],
  ),
  'CARD-0116': row(
    'person',
    ['Kortinlukijaa ei löydy.', 'Ingen kortläsare hittas.', 'No card reader was found.'],
    [
      'Kytke kortinlukija ja odota hetki.',
      'Anslut kortläsaren och vänta en stund.',
      'Connect the card reader and wait a moment.',
    ],
  ),
  'CARD-0117': row(
    'person',
    ['Korttia ei tunnisteta.', 'Kortet känns inte igen.', 'The card is not recognised.'],
    [
      'Tarkista, että kortti on oikein päin, ja kortinlukijaohjelmiston versio.',
      'Kontrollera att kortet är rättvänt och kortprogrammets version.',
      'Check which way round the card is and the version of the card software.',
    ],
  ),
  'CARD-0118': row(
    'person',
    [
      'Kortin käyttö keskeytyi. Mitään ei allekirjoitettu.',
      'Användningen av kortet avbröts. Inget undertecknades.',
      'Use of the card was interrupted. Nothing was signed.',
    ],
    ['Yritä uudelleen.', 'Försök igen.', 'Try again.'],
  ),
  'CARD-0119': row(
    'never',
    [
      'Kortti ei tue vaadittua allekirjoitustapaa. Mitään ei allekirjoitettu.',
      'Kortet stöder inte det begärda underskriftssättet. Inget undertecknades.',
      'The card does not support the required signature method. Nothing was signed.',
    ],
    ['Ilmoita koodi tukeen.', 'Meddela koden till supporten.', 'Tell support the code.'],
  ),
  'CARD-0120': row(
    'person',
    [
      'Kortinlukijaohjelmistossa on häiriö. Kortinluku käynnistettiin uudelleen; mitään ei allekirjoitettu.',
      'Kortprogrammet har en störning. Kortläsningen startades om; inget undertecknades.',
      'The card software failed. Card access was restarted; nothing was signed.',
    ],
    [
      'Yritä uudelleen. Jos vika toistuu, ilmoita koodi ja numero tukeen.',
      'Försök igen. Meddela koden och numret till supporten om felet upprepas.',
      'Try again. If it happens again, tell support the code and the number.',
    ],
  ),
  'CARD-0121': row(
    'person',
    [
      'Tämä lukija ottaa tunnusluvun omalta näppäimistöltään.',
      'Denna läsare tar PIN-koden från sin egen knappsats.',
      'This reader takes the PIN from its own keypad.',
    ],
    [
      'Syötä tunnusluku kortinlukijan näppäimistöllä.',
      'Ange PIN-koden på kortläsarens knappsats.',
      'Enter the PIN on the keypad of the reader.',
    ],
  ),
  'CARD-0122': row(
    'person',
    [
      'Kortinlukijaohjelmistoa ei löydy tai sitä ei voi ladata.',
      'Kortprogrammet hittas inte eller kan inte laddas.',
      'The card software was not found or cannot be loaded.',
    ],
    [
      'Asenna kortinlukijaohjelmisto tai valitse sen kirjasto asetuksista.',
      'Installera kortprogrammet eller välj dess bibliotek i inställningarna.',
      'Install the card software or choose its library in the settings.',
    ],
  ),
  'CARD-0123': row(
    'person',
    [
      'Varmenteen voimassaoloa ei voitu tarkistaa sulkulistalta.',
      'Certifikatets giltighet kunde inte kontrolleras mot spärrlistan.',
      'The certificate could not be checked against the revocation list.',
    ],
    [
      'Yritä uudelleen, kun yhteys on palannut.',
      'Försök igen när förbindelsen är tillbaka.',
      'Try again when the line is back.',
    ],
  ),
  'CARD-0124': row(
    'person',
    [
      'Kortinlukijaohjelmisto kaatuu toistuvasti. Muu työ jatkuu.',
      'Kortprogrammet kraschar upprepade gånger. Övrigt arbete fortsätter.',
      'The card software fails again and again. Other work goes on.',
    ],
    [
      'Irrota ja kytke kortinlukija, ja käynnistä kortinluku uudelleen asetuksista.',
      'Koppla loss och anslut kortläsaren och starta om kortläsningen i inställningarna.',
      'Unplug and connect the reader, then restart card access in the settings.',
    ],
  ),
  'CARD-0125': row(
    'never',
    [
      'Tähän koneeseen ei ole rakennettu kortinlukijaohjelmiston liitäntää.',
      'Anslutningen till kortprogrammet har inte byggts för denna dator.',
      'The connection to card software was not built for this machine.',
    ],
    [
      'Asenna C++-kääntäjä ja aja: npm run native. Asennettu ohjelma ei tarvitse tätä.',
      'Installera en C++-kompilator och kör: npm run native. Det installerade programmet behöver inte detta.',
      'Install a C++ compiler and run: npm run native. The installed product does not need this.',
    ],
  ),
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
  // RX: prescriptions and dispensing
  'RNW-0001': row(
    'person',
    [
      'Uusimispyyntö ei ole enää käsiteltävänä: siihen on vastattu tai se on vanhentunut.',
      'Förnyelsebegäran är inte längre under handläggning: den har besvarats eller förfallit.',
      'The renewal request is no longer open: it was answered or has expired.',
    ],
    ['Hae pyynnöt uudelleen.', 'Hämta begäranden på nytt.', 'Fetch the requests again.'],
  ),
  'RNW-0002': row(
    'person',
    [
      'Uusittavaa lääkemääräystä ei ole saatu Reseptikeskuksesta.',
      'Receptet som ska förnyas har inte kunnat hämtas från Receptcentret.',
      'The prescription to be renewed could not be fetched from the Centre.',
    ],
    [
      'Hae pyynnöt uudelleen tai määrää lääke itse.',
      'Hämta på nytt eller förskriv själv.',
      'Fetch again, or prescribe anew.',
    ],
  ),
  'RX-0001': row(
    'person',
    ['Lääkemääräystä ei löydy.', 'Receptet hittas inte.', 'The prescription was not found.'],
    ['Hae uudelleen (F5).', 'Hämta på nytt (F5).', 'Fetch again (F5).'],
  ),
  'RX-0002': row(
    'person',
    [
      'Lääkemääräys on toisen apteekin käsittelyssä.',
      'Receptet behandlas av ett annat apotek.',
      'The prescription is being handled by another pharmacy.',
    ],
    ['Odota tai ota yhteys apteekkiin.', 'Vänta eller kontakta apoteket.', 'Wait or contact that pharmacy.'],
  ),
  'RX-0003': row(
    'person',
    [
      'Lääkemääräystä ei voi toimittaa sen nykyisessä tilassa.',
      'Receptet kan inte expedieras i sitt nuvarande tillstånd.',
      'The prescription cannot be dispensed in its present state.',
    ],
    ['Katso tila ja syy riviltä.', 'Se tillståndet och orsaken på raden.', 'See the state and cause on its row.'],
  ),
  'RX-0004': row(
    'person',
    [
      'Määrä ylittää jäljellä olevan.',
      'Mängden överskrider det som återstår.',
      'The amount is more than what is left.',
    ],
    ['Pienennä määrää.', 'Minska mängden.', 'Make the amount smaller.'],
  ),
  'RX-0005': row(
    'person',
    [
      'Valmistetta ei ole lääketietokannassa.',
      'Preparatet finns inte i läkemedelsdatabasen.',
      'The product is not in the Pharmaceutical Database.',
    ],
    ['Hae valmiste uudelleen.', 'Sök preparatet på nytt.', 'Search for the product again.'],
  ),
  'RX-0006': row(
    'person',
    [
      'Lääkemääräystä ei voi nyt korjata tai mitätöidä.',
      'Receptet kan inte rättas eller makuleras nu.',
      'The prescription cannot be corrected or cancelled now.',
    ],
    [
      'Hae uudelleen (F5) ja katso lääkemääräyksen tila.',
      'Hämta på nytt (F5) och se receptets tillstånd.',
      'Fetch again (F5) and look at the state of the prescription.',
    ],
  ),

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
  'PAT-0005': row(
    'person',
    [
      'Potilaalla ei ole henkilötunnusta: tahdonilmaisuja ja muiden rekisterien tietoja ei voi hakea.',
      'Patienten saknar personbeteckning: viljeyttringar och uppgifter i andra register kan inte sökas.',
      'The patient has no identity code: declarations and other registers cannot be searched.',
    ],
    ['Toimi yksikön ohjeen mukaan.', 'Följ enhetens anvisning.', "Follow the unit's instruction."],
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
      'Viesti voi olla vielä matkalla palveluun, joten sitä ei voi vielä perua.',
      'Meddelandet kan ännu vara på väg till tjänsten och kan därför inte återtas än.',
      'The message may still be on its way to the service, so it cannot be cancelled yet.',
    ],
    [
      'Odota: neljännestunnin kuluttua siitä kysytään palvelulta. Tai anna sen mennä ja tee peruva asiakirja.',
      'Vänta: om en kvart frågas tjänsten om det. Eller låt det gå och gör ett återtagande dokument.',
      'Wait: after a quarter of an hour the service is asked about it. Or let it go and make a cancelling document.',
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
} as const satisfies Record<`${string}-${number}`, Row>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** An expected refusal as it travels. `detail` names fields or rule ids, never the content of a field. */
export type Failure<C extends ErrorCode = ErrorCode> = Readonly<{
  code: C;
  detail?: readonly string[];
  triesLeft?: number;
}>;

export const isErrorCode = (text: string): text is ErrorCode => Object.hasOwn(ERROR_CODES, text);
