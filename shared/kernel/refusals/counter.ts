import { row, type Refusal } from './refusal.ts';

/** The label printer and the services beside the Prescription Centre. */
export const COUNTER_REFUSALS = {
  // PRN: the label printer
  'PRN-0002': row(
    'person',
    [
      'Tarratulostin ei vastaa. Toimitus on tallessa.',
      'Etikettskrivaren svarar inte. Expedieringen är sparad.',
      'The label printer does not answer. The dispensing is safe.',
    ],
    [
      'Tarkista virta ja verkko asetusten osoitteesta, tai tulosta ohjelippu PDF:nä.',
      'Kontrollera ström och nätverk, och adressen i inställningarna, eller skriv ut etiketten som PDF.',
      'Check its power, the network and the address in the settings, or print the label as PDF.',
    ],
  ),
  'PRN-0003': row(
    'person',
    [
      'Yhteys tarratulostimeen katkesi kesken: ohjelippu voi olla vajaa. Toimitus on tallessa.',
      'Förbindelsen till etikettskrivaren bröts: etiketten kan vara ofullständig. Expedieringen är sparad.',
      'The connection to the label printer broke: the label may be incomplete. The dispensing is safe.',
    ],
    [
      'Katso tuloste ja tulosta tarvittaessa uudelleen.',
      'Se på etiketten och skriv ut den på nytt vid behov.',
      'Look at the label and print it again where needed.',
    ],
  ),
  'PRN-0004': row(
    'person',
    [
      'Tarratulostimen osoite puuttuu tai on virheellinen.',
      'Etikettskrivarens adress saknas eller är felaktig.',
      'The address of the label printer is missing or wrong.',
    ],
    [
      'Kirjoita asetuksiin tulostimen nimi tai IP-osoite ja portti, yleensä 9100.',
      'Skriv skrivarens namn eller IP-adress och port i inställningarna, oftast 9100.',
      'Write the printer’s name or IP address and port into the settings, usually 9100.',
    ],
  ),

  // KELA and PACK: services beside the Prescription Centre
  'KELA-0001': row(
    'person',
    [
      'Kela ei hyväksynyt ostoa. Toimitus on tallessa.',
      'FPA godkände inte köpet. Expedieringen är sparad.',
      'Kela did not take the purchase. The dispensing is safe.',
    ],
    [
      'Tarkista asiakkaan tiedot ja ota tarvittaessa yhteys Kelaan.',
      'Kontrollera kundens uppgifter och kontakta FPA vid behov.',
      'Check the customer’s data and call Kela where needed.',
    ],
  ),
  'PACK-0001': row(
    'person',
    [
      'Lääkevarmennus ei hyväksynyt pakkausta.',
      'Läkemedelsverifieringen godkände inte förpackningen.',
      'The medicines-verification service did not take the pack.',
    ],
    [
      'Pidä pakkaus erillään äläkä luovuta sitä. Selvitä asia lääkevarmennuksen kanssa.',
      'Håll förpackningen åtskild och lämna inte ut den. Utred saken med läkemedelsverifieringen.',
      'Keep the pack apart and do not hand it over. Clear it up with the verification service.',
    ],
  ),
} as const satisfies Record<`${string}-${number}`, Refusal>;
