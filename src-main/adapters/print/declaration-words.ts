import { type Declaration } from '../../../shared/domain/consent/declaration.ts';
import { type DenialScope, type Register } from '../../../shared/domain/consent/will.ts';
import { type PatientLanguage } from '../../../shared/kernel/language.ts';

/** What the form of a declaration says. Content: kanta.fi on informing, consents and denials; the wording is our own. */
type Words = Readonly<{
  title(declaration: Declaration): string;
  withdrawal: string;
  /** What the declaration means, for the person who confirms it. */
  means(declaration: Declaration): string;
  scope(scope: DenialScope): string;
  emergency(allowed: boolean): string;
  given: string;
  ended: string;
  said: string;
  person: string;
  representative: string;
  identified: Readonly<Record<'document' | 'known' | 'electronic', string>>;
  identification: string;
  recorded: string;
  target: string;
  text: string;
  confirm: string;
  personSigns: string;
  recorderSigns: string;
  change: string;
}>;

const KINDS: Readonly<Record<PatientLanguage, Readonly<Record<Register['kind'], string>>>> = {
  fi: {
    publicHealth: 'julkinen terveydenhuolto',
    privateHealth: 'yksityinen terveydenhuolto',
    occupationalHealth: 'työterveyshuolto',
    socialWelfare: 'sosiaalihuolto',
  },
  sv: {
    publicHealth: 'offentlig hälso- och sjukvård',
    privateHealth: 'privat hälso- och sjukvård',
    occupationalHealth: 'företagshälsovård',
    socialWelfare: 'socialvård',
  },
};

export const DECLARATION_WORDS: Readonly<Record<PatientLanguage, Words>> = {
  fi: {
    title(declaration) {
      switch (declaration.kind) {
        case 'informing':
          return 'Kanta-informointi';
        case 'consent':
          return 'Luovutuslupa';
        case 'crossSector':
          return 'Sosiaali- ja terveydenhuollon välinen luovutuslupa';
        case 'denial':
          return 'Luovutuskielto';
        case 'livingWill':
          return 'Hoitotahto';
        case 'organDonation':
          return 'Elinluovutustahto';
      }
    },
    withdrawal: 'Peruutus',
    means(declaration) {
      switch (declaration.kind) {
        case 'informing':
          return `Minulle on kerrottu Kanta-palveluista ja tietojeni käsittelystä (teksti ${declaration.version}). Informointi ei ole lupa: tiedot tallennetaan ilman sitäkin.`;
        case 'consent':
          return declaration.sector === 'health'
            ? 'Potilastietojani saa luovuttaa minua hoitaville toisten terveydenhuollon rekisterinpitäjien yksiköille. Lupa koskee nykyisiä ja tulevia tietoja ja on voimassa, kunnes perun sen.'
            : 'Asiakastietojani saa luovuttaa minulle palvelua antaville toisten sosiaalihuollon rekisterinpitäjien yksiköille. Lupa on voimassa, kunnes perun sen.';
        case 'crossSector':
          return declaration.direction === 'healthToSocial'
            ? 'Potilastietojani saa luovuttaa terveydenhuollosta sosiaalihuoltoon, kun minulla on siellä asiakassuhde.'
            : 'Asiakastietojani saa luovuttaa sosiaalihuollosta terveydenhuoltoon, kun minulla on siellä hoitosuhde.';
        case 'denial':
          return 'Kiellän alla mainittujen tietojen luovuttamisen toisille rekisterinpitäjille. Kielto koskee nykyisiä ja tulevia tietoja ja on voimassa, kunnes perun sen. Kielto voi vaikuttaa hoitooni.';
        case 'livingWill':
          return 'Tahtoni hoidostani siltä varalta, etten itse voi siitä päättää. Hoitotahto näkyy terveydenhuollossa ilman lupaa.';
        case 'organDonation':
          return declaration.allowed
            ? 'Elimiäni ja kudoksiani saa käyttää toisten hoitoon kuolemani jälkeen.'
            : 'Elimiäni ja kudoksiani ei saa käyttää toisten hoitoon kuolemani jälkeen.';
      }
    },
    scope(scope) {
      switch (scope.at) {
        case 'allHealth':
          return 'Kaikki terveydenhuollon tiedot';
        case 'uusimaa':
          return 'Tietojen yhteiskäyttö Uudenmaan julkisten toimijoiden kesken';
        case 'serviceEvent':
          return 'Yhden palvelutapahtuman tiedot, myös siihen myöhemmin lisättävät';
        case 'provider':
          return 'Yhden palvelunantajan terveydenhuollon tiedot';
        case 'register':
          return `Yhden rekisterin tiedot (${KINDS.fi[scope.kind]}${scope.specifier === null ? '' : `, ${scope.specifier}`})`;
        case 'socialDocument':
          return 'Yksi sosiaalihuollon asiakirja';
        case 'socialService':
          return 'Yhden sosiaalipalvelun tiedot';
        case 'socialController':
          return 'Yhden sosiaalihuollon rekisterinpitäjän tiedot';
      }
    },
    emergency: allowed => (allowed ? 'Hätätilanteessa tietoja saa käyttää.' : 'Kielto koskee myös hätätilannetta.'),
    given: 'Annettu',
    ended: 'Peruutettu',
    said: 'Ilmoittaja',
    person: 'henkilö itse',
    representative: 'laillinen edustaja',
    identification: 'Tunnistaminen',
    identified: { document: 'henkilötodistus', known: 'ennestään tunnettu', electronic: 'vahva sähköinen tunnistus' },
    recorded: 'Kirjaaja',
    target: 'Koskee',
    text: 'Tahdonilmaisun teksti',
    confirm: 'Vahvistan, että yllä oleva vastaa tahtoani.',
    personSigns: 'Paikka, aika ja henkilön tai edustajan allekirjoitus',
    recorderSigns: 'Vastaanottajan allekirjoitus ja nimenselvennys',
    change: 'Voit muuttaa tahdonilmaisuasi OmaKannassa (www.kanta.fi) tai terveydenhuollon yksikössä.',
  },
  sv: {
    title(declaration) {
      switch (declaration.kind) {
        case 'informing':
          return 'Kanta-information';
        case 'consent':
          return 'Tillstånd till utlämnande';
        case 'crossSector':
          return 'Tillstånd till utlämnande mellan socialvården och hälso- och sjukvården';
        case 'denial':
          return 'Förbud mot utlämnande';
        case 'livingWill':
          return 'Vårdvilja';
        case 'organDonation':
          return 'Organdonationstestamente';
      }
    },
    withdrawal: 'Återkallelse',
    means(declaration) {
      switch (declaration.kind) {
        case 'informing':
          return `Jag har informerats om Kanta-tjänsterna och om hur mina uppgifter behandlas (text ${declaration.version}). Informationen är inget tillstånd: uppgifterna sparas även utan den.`;
        case 'consent':
          return declaration.sector === 'health'
            ? 'Mina patientuppgifter får lämnas ut till enheter hos andra personuppgiftsansvariga inom hälso- och sjukvården som vårdar mig. Tillståndet gäller nuvarande och kommande uppgifter tills jag återkallar det.'
            : 'Mina klientuppgifter får lämnas ut till enheter hos andra personuppgiftsansvariga inom socialvården som ger mig service. Tillståndet gäller tills jag återkallar det.';
        case 'crossSector':
          return declaration.direction === 'healthToSocial'
            ? 'Mina patientuppgifter får lämnas ut från hälso- och sjukvården till socialvården när jag har ett klientförhållande där.'
            : 'Mina klientuppgifter får lämnas ut från socialvården till hälso- och sjukvården när jag har ett vårdförhållande där.';
        case 'denial':
          return 'Jag förbjuder att nedan nämnda uppgifter lämnas ut till andra personuppgiftsansvariga. Förbudet gäller nuvarande och kommande uppgifter tills jag återkallar det. Det kan påverka min vård.';
        case 'livingWill':
          return 'Min vilja om min vård för den händelse att jag inte själv kan besluta om den. Vårdviljan syns i hälso- och sjukvården utan tillstånd.';
        case 'organDonation':
          return declaration.allowed
            ? 'Mina organ och vävnader får användas för vård av andra efter min död.'
            : 'Mina organ och vävnader får inte användas för vård av andra efter min död.';
      }
    },
    scope(scope) {
      switch (scope.at) {
        case 'allHealth':
          return 'Alla uppgifter inom hälso- och sjukvården';
        case 'uusimaa':
          return 'Gemensam användning mellan de offentliga aktörerna i Nyland';
        case 'serviceEvent':
          return 'Uppgifterna i en servicehändelse, även de som läggs till senare';
        case 'provider':
          return 'Hälso- och sjukvårdsuppgifter hos en serviceanordnare';
        case 'register':
          return `Uppgifterna i ett register (${KINDS.sv[scope.kind]}${scope.specifier === null ? '' : `, ${scope.specifier}`})`;
        case 'socialDocument':
          return 'En handling inom socialvården';
        case 'socialService':
          return 'Uppgifterna i en socialservice';
        case 'socialController':
          return 'Uppgifterna hos en personuppgiftsansvarig inom socialvården';
      }
    },
    emergency: allowed =>
      allowed ? 'I en nödsituation får uppgifterna användas.' : 'Förbudet gäller även nödsituationer.',
    given: 'Given',
    ended: 'Återkallad',
    said: 'Uppgiftslämnare',
    person: 'personen själv',
    representative: 'laglig företrädare',
    identification: 'Identifiering',
    identified: { document: 'identitetsbevis', known: 'känd sedan tidigare', electronic: 'stark autentisering' },
    recorded: 'Registrerad av',
    target: 'Gäller',
    text: 'Viljeyttringens text',
    confirm: 'Jag bekräftar att ovanstående motsvarar min vilja.',
    personSigns: 'Ort, datum och personens eller företrädarens underskrift',
    recorderSigns: 'Mottagarens underskrift och namnförtydligande',
    change: 'Du kan ändra din viljeyttring i MittKanta (www.kanta.fi) eller på en hälso- och sjukvårdsenhet.',
  },
};
