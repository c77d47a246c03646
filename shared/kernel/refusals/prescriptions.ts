import { row, type Refusal } from './refusal.ts';

/** Prescriptions, dispensings and renewals. */
export const PRESCRIPTION_REFUSALS = {
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
  'RX-0007': row(
    'person',
    [
      'Lääkemääräystä on korjattu lomakkeen avaamisen jälkeen.',
      'Receptet har rättats efter att formuläret öppnades.',
      'The prescription was corrected after the form was opened.',
    ],
    [
      'Hae uudelleen (F5): kirjoittamasi säilyy, määräyksen tiedot päivittyvät.',
      'Hämta på nytt (F5): det du skrivit finns kvar, receptets uppgifter uppdateras.',
      'Fetch again (F5): what you wrote stays, the data of the prescription are renewed.',
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
  'RNW-0003': row(
    'person',
    [
      'Lääkemääräystä ei voi uusia: uusiminen on kielletty tai määräys on liian vanha.',
      'Receptet kan inte förnyas: förnyelse är förbjuden eller receptet är för gammalt.',
      'The prescription cannot be renewed: renewal is forbidden, or the prescription is too old.',
    ],
    [
      'Palauta tai hylkää pyyntö, tai määrää lääke itse.',
      'Returnera eller avslå begäran, eller förskriv själv.',
      'Return or reject the request, or prescribe anew.',
    ],
  ),
  'RNW-0004': row(
    'person',
    [
      'Lääkettä ei voi uusia entisellään: säännöissä on estettä tai perusteltavaa.',
      'Läkemedlet kan inte förnyas oförändrat: reglerna hindrar eller kräver en motivering.',
      'The medicine cannot be renewed as it is: a rule stops it or asks for a reason.',
    ],
    [
      'Muuta lomakkeella (M), hylkää (P) tai palauta (S).',
      'Ändra i formuläret (M), avslå (P) eller returnera (S).',
      'Change it in the form (M), reject (P) or return it (S).',
    ],
  ),
} as const satisfies Record<`${string}-${number}`, Refusal>;
