import { row, type Refusal } from './refusal.ts';

/** Patients, fields of forms, prescriptions, records, declarations of will and what other registers tell. */
export const CARE_REFUSALS = {
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
  'WIL-0005': row(
    'person',
    [
      'Alaikäinen ei voi kieltää kaikkien tietojensa luovutusta kerralla.',
      'En minderårig kan inte förbjuda utlämnande av alla sina uppgifter på en gång.',
      'A minor cannot deny the disclosure of all data at once.',
    ],
    [
      'Rajaa kielto palvelutapahtumaan tai rekisteriin.',
      'Avgränsa förbudet till en servicehändelse eller ett register.',
      'Limit the denial to a service event or a register.',
    ],
  ),
  'WIL-0006': row(
    'person',
    [
      'Huoltaja ei voi antaa lapsen puolesta kieltoa, hoitotahtoa eikä elinluovutustahtoa.',
      'En vårdnadshavare kan inte ge förbud, vårdvilja eller organdonationstestamente för ett barn.',
      'A guardian cannot give a denial, a living will or an organ testament for a child.',
    ],
    [
      'Arvioi lapsen päätöskyky: päätöskykyinen lapsi antaa tahdonilmaisun itse.',
      'Bedöm barnets beslutsförmåga: ett beslutskapabelt barn ger sin viljeyttring själv.',
      "Assess the child's capacity: a child who has it gives the declaration in person.",
    ],
  ),
  'WIL-0007': row(
    'person',
    [
      'Laillisen edustajan nimi puuttuu.',
      'Den lagliga företrädarens namn saknas.',
      "The legal representative's name is missing.",
    ],
    ['Kirjoita edustajan nimi.', 'Skriv företrädarens namn.', "Write the representative's name."],
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
  'DIS-0005': row(
    'person',
    [
      'Ostopalvelun valtuutus ei ole voimassa tälle yksikölle ja potilaalle.',
      'Fullmakten för köpt tjänst gäller inte denna enhet och patient.',
      'The authorisation of the purchased service does not hold for this unit and patient.',
    ],
    [
      'Päivitä valtuutukset. Tarvittaessa pyydä palvelun järjestäjältä uusi valtuutus.',
      'Uppdatera fullmakterna. Be vid behov serviceanordnaren om en ny fullmakt.',
      'Refresh the authorisations. If needed ask the organiser of the service for a new one.',
    ],
  ),
  // OVA: authorisations of purchased services
  'OVA-0001': row(
    'person',
    [
      'Valtuutuksen aika ei käy: sen on päätyttävä aikaisintaan tänään ja kestettävä enintään vuosi.',
      'Fullmaktens tid duger inte: den ska upphöra tidigast i dag och gälla högst ett år.',
      'The period will not do: it has to end today at the earliest and last a year at most.',
    ],
    ['Korjaa päivät.', 'Rätta dagarna.', 'Correct the days.'],
  ),
  'OVA-0002': row(
    'person',
    [
      'Valtuutusta ei annettu: tuottajaa ei tunneta, valittu palvelutapahtuma ei ole tämän yksikön tai oikeus on valitsematta.',
      'Fullmakten gavs inte: producenten är okänd, servicehändelsen hör inte till denna enhet eller ingen rätt har valts.',
      'Nothing was granted: the producer is not known, the service event is not of this unit, or no right was chosen.',
    ],
    [
      'Päivitä luettelo, kun yhteys on, ja valitse tuottaja ja palvelutapahtumat uudelleen.',
      'Uppdatera listan när förbindelsen fungerar och välj producent och servicehändelser på nytt.',
      'Refresh the list when there is a line, and choose producer and service events anew.',
    ],
  ),
  'OVA-0003': row(
    'person',
    [
      'Valtuutusta ei voi päättää: sitä ei ole annettu täältä, tai se on jo päättynyt.',
      'Fullmakten kan inte avslutas: den har inte getts härifrån, eller har redan upphört.',
      'The authorisation cannot be ended: it was not granted here, or is over already.',
    ],
    ['Päivitä luettelo.', 'Uppdatera listan.', 'Refresh the list.'],
  ),
  'OVA-0004': row(
    'person',
    [
      'Ostopalvelun valtuutus ei kata tätä merkintää: se on päättynyt, ei salli tallennusta tai koskee muita palvelutapahtumia.',
      'Fullmakten för köpt tjänst täcker inte anteckningen: den har upphört, tillåter inte lagring eller gäller andra servicehändelser.',
      'The authorisation of the purchased service does not cover this entry: it has ended, does not allow storing, or is of other service events.',
    ],
    [
      'Pyydä palvelun järjestäjältä uusi valtuutus. Luonnos säilyy.',
      'Be serviceanordnaren om en ny fullmakt. Utkastet bevaras.',
      'Ask the organiser of the service for a new one. The draft is kept.',
    ],
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
  // COV: COVID certificates
  'COV-0001': row(
    'person',
    [
      'Todistusta ei voi verrata: sitä ei voitu lukea tai allekirjoitus ei ole aito.',
      'Intyget kan inte jämföras: det kunde inte läsas eller underskriften är inte äkta.',
      'The certificate cannot be compared: it could not be read, or its signature is not genuine.',
    ],
    ['Lue todistus uudelleen.', 'Läs intyget på nytt.', 'Read the certificate again.'],
  ),
  // LOG: the review of the log
  'LOG-0001': row(
    'person',
    [
      'Havaintoa ei löydy lokista, tai lokin rivit ovat muuttuneet.',
      'Iakttagelsen hittas inte i loggen, eller loggens rader har ändrats.',
      'The finding is not in the log, or the lines of the log have changed.',
    ],
    [
      'Päivitä luettelo. Jos vika toistuu, tarkista lokin eheys.',
      'Uppdatera listan. Kontrollera loggens integritet om felet upprepas.',
      'Refresh the list. If it happens again, check the chain of the log.',
    ],
  ),
  'LOG-0002': row(
    'person',
    [
      'Omaa toimintaa ei voi tarkastaa itse.',
      'Man kan inte granska sina egna åtgärder.',
      'Nobody reviews what they did themselves.',
    ],
    [
      'Pyydä toista tietosuojavastaavaa tarkastamaan rivi.',
      'Be ett annat dataskyddsombud granska raden.',
      'Ask another data protection officer to review it.',
    ],
  ),
  'LOG-0003': row(
    'person',
    [
      'Hätähaku tarkastetaan hätähakujen listalla, ei täällä.',
      'En nödsökning granskas i listan över nödsökningar, inte här.',
      'An emergency search is reviewed in the list of emergencies, not here.',
    ],
    ['Siirry hätähakujen tarkastukseen.', 'Gå till granskningen av nödsökningar.', 'Go to the review of emergencies.'],
  ),
  'LOG-0004': row(
    'person',
    [
      'Yli kaksi vuotta vanhoja lokitietoja annetaan vain erityisestä syystä.',
      'Logguppgifter som är äldre än två år ges bara av särskild orsak.',
      'Log data older than two years is given for a special reason only.',
    ],
    [
      'Kirjaa asiakkaan erityinen syy tai lyhennä aikaa.',
      'Anteckna klientens särskilda orsak eller förkorta tiden.',
      "Record the client's special reason, or shorten the period.",
    ],
  ),
  'LOG-0005': row(
    'person',
    ['Kieltäytymisen perustelut puuttuvat.', 'Motiveringen till vägran saknas.', 'The refusal has no reasons.'],
    ['Kirjoita perustelut.', 'Skriv motiveringen.', 'Write the reasons.'],
  ),
  'LOG-0006': row(
    'person',
    [
      'Jakso on kahden viime vuoden ajalta: lokitietoja ei voi evätä iän perusteella.',
      'Tiden hör till de två senaste åren: logguppgifter kan inte vägras på grund av ålder.',
      'The period is of the last two years: log data cannot be refused for their age.',
    ],
    [
      'Valitse toinen peruste tai anna raportti.',
      'Välj en annan grund eller ge rapporten.',
      'Choose another ground, or give the report.',
    ],
  ),
} as const satisfies Record<`${string}-${number}`, Refusal>;
