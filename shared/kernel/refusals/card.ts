import { row, type Refusal } from './refusal.ts';

/** Cards, readers and PINs. The rows follow the PKCS#11 return values (OASIS PKCS #11 v2.40). */
export const CARD_REFUSALS = {
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
} as const satisfies Record<`${string}-${number}`, Refusal>;
