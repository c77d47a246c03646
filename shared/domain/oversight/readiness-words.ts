import { type Language, type Localized } from '../../kernel/language.ts';
import { SERVICES } from '../queue.ts';
import { SERVICE_NAMES } from '../service-names.ts';
import { type ReadinessCheck, type ReadinessRow } from './readiness.ts';

type CheckWords = Readonly<{
  name: Localized;
  /** What was seen; figures in braces. */
  says: Localized;
  /** What to do when it is not ready. */
  todo: Localized;
}>;
const words = (fi: string, sv: string, en: string): Localized => ({ fi, sv, en });

/** What the checklist says of each check, and what to do about it; the command and the screen read the same. */
const READINESS_WORDS: Readonly<Record<ReadinessCheck, CheckWords>> = {
  profile: {
    name: words('Toimintatila', 'Profil', 'Profile'),
    says: words('Tila: {profile}', 'Profil: {profile}', 'Profile: {profile}'),
    todo: words(
      'Harjoitustila ei lähetä mitään Kantaan. Ota tuotantoasetukset käyttöön, kun muut kohdat ovat kunnossa.',
      'Övningsprofilen sänder inget till Kanta. Ta i bruk produktionsinställningarna när det övriga är i ordning.',
      'The practice profile sends nothing to Kanta. Take the real configuration into use when the rest is ready.',
    ),
  },
  cardSoftware: {
    name: words('Kortinlukijaohjelmisto', 'Kortläsarprogram', 'Card software'),
    says: words(
      '{software} {path}, lukijoita {readers}',
      '{software} {path}, läsare {readers}',
      '{software} {path}, readers: {readers}',
    ),
    todo: words(
      'Asenna kortinlukijaohjelmisto, nimeä sen kirjasto asetuksissa ja liitä lukija.',
      'Installera kortläsarprogrammet, ange dess bibliotek i inställningarna och anslut en läsare.',
      'Install the card software, name its library in the settings and connect a reader.',
    ),
  },
  certificate: {
    name: words('Varmenne', 'Certifikat', 'Certificate'),
    says: words(
      'Voimassa {days} päivää, sulkulista: {revocation}',
      'Giltigt {days} dagar, spärrlista: {revocation}',
      'Valid {days} days, revocation: {revocation}',
    ),
    todo: words(
      'Tilaa uusi varmenne DVV:ltä ennen kuin vanha päättyy; suljettua ei voi palauttaa.',
      'Beställ ett nytt certifikat av MDB innan det gamla går ut; ett spärrat kan inte återtas.',
      'Order a new certificate from DVV before the old one ends; a revoked one cannot be restored.',
    ),
  },
  revocationList: {
    name: words('Sulkulista', 'Spärrlista', 'Revocation list'),
    says: words('Voimassa {days} päivää', 'Giltig {days} dagar', 'Valid {days} days'),
    todo: words('Hae tuore sulkulista.', 'Hämta en färsk spärrlista.', 'Fetch a fresh revocation list.'),
  },
  line: {
    name: words('Yhteys palveluun', 'Förbindelse till tjänsten', 'Connection to service'),
    says: words('Palvelu', 'Tjänsten', 'Service'),
    todo: words(
      'Tarkista verkko, palvelun osoite ja varmenne.',
      'Kontrollera nätet, tjänstens adress och certifikatet.',
      'Check the network, the address of the service and the certificate.',
    ),
  },
  clock: {
    name: words('Kello', 'Klocka', 'Clock'),
    says: words('Ero palveluun {ms} ms', 'Avvikelse från tjänsten {ms} ms', 'Off the service by {ms} ms'),
    todo: words(
      'Ota käyttöön kellon automaattinen aika; ero mitataan ensimmäisestä vastauksesta.',
      'Ta i bruk automatisk tid; avvikelsen mäts ur det första svaret.',
      'Let the clock be set by a time server; the difference is measured with the first answer.',
    ),
  },
  role: {
    name: words('Rooli nimetty', 'Roll utsedd', 'Role named'),
    says: words('Henkilöstössä', 'I personalen', 'On the staff'),
    todo: words(
      'Nimeä henkilö ja tilaa hänelle kortti ennen liittymistä.',
      'Utse en person och beställ ett kort före anslutningen.',
      'Name a person and order the card before joining.',
    ),
  },
  medicines: {
    name: words('Lääketietokanta', 'Läkemedelsdatabas', 'Pharmaceutical Database'),
    says: words('Ikä {days} päivää', 'Ålder {days} dagar', '{days} days old'),
    todo: words('Hae uusi julkaisu.', 'Hämta en ny version.', 'Fetch the new release.'),
  },
  registers: {
    name: words('Koodistot', 'Kodverk', 'Code registers'),
    says: words('{count} koodistoa', '{count} kodverk', '{count} registers'),
    todo: words('Asenna koodistot uudelleen.', 'Installera kodverken på nytt.', 'Install the code registers again.'),
  },
  logChain: {
    name: words('Lokin eheys', 'Loggens integritet', 'Chain of the log'),
    says: words('Rivi {n}', 'Rad {n}', 'Line {n}'),
    todo: words(
      'Loki on poikki. Ota varmuuskopio ja ilmoita tietoturvasta vastaavalle.',
      'Loggen är bruten. Ta en säkerhetskopia och meddela den säkerhetsansvariga.',
      'The log is broken. Take a backup and tell whoever is responsible for security.',
    ),
  },
  encryption: {
    name: words('Tietokannan salaus', 'Databasens kryptering', 'Encryption of the database'),
    says: words('{cipher}, avain: {secrets}', '{cipher}, nyckel: {secrets}', '{cipher}, key: {secrets}'),
    todo: words(
      'Käytä työpöytäohjelmaa: sen avain on käyttöjärjestelmän avainsäilössä.',
      'Använd skrivbordsprogrammet: dess nyckel finns i operativsystemets nyckelring.',
      'Use the desktop program: its key lies in the keystore of the operating system.',
    ),
  },
  backup: {
    name: words('Varmuuskopio', 'Säkerhetskopia', 'Backup'),
    says: words('Ikä {days} päivää', 'Ålder {days} dagar', '{days} days old'),
    todo: words(
      'Tee varmuuskopio ja kokeile sen palautusta (kantele restore --check).',
      'Gör en säkerhetskopia och pröva att återställa den (kantele restore --check).',
      'Make a backup and try to restore it (kantele restore --check).',
    ),
  },
  queue: {
    name: words('Jono', 'Kö', 'Queue'),
    says: words('Lähettämättä {unsent}', 'Osända {unsent}', '{unsent} unsent'),
    todo: words(
      'Lähetä tai ratkaise odottavat asiakirjat.',
      'Sänd eller lös de väntande dokumenten.',
      'Send or settle what waits.',
    ),
  },
  jointTest: {
    name: words('Yhteistestin tapaus', 'Samtestningsfall', 'Joint-test case'),
    says: words('Vastaus {code}', 'Svar {code}', 'Answer {code}'),
    todo: words(
      'Aja tapaus uudelleen; jos se ei mene läpi, ota yhteys toimittajaan.',
      'Kör fallet på nytt; kontakta leverantören om det inte går igenom.',
      'Run the case again; if it does not pass, contact the supplier.',
    ),
  },
};

const CASE_NAMES: Readonly<Record<string, Localized>> = {
  controllers: words('rekisterinpitäjät haetaan', 'personuppgiftsansvariga söks', 'controllers are read'),
  ownRight: words('oma ammattioikeus on voimassa', 'egen yrkesrättighet gäller', 'own right is in force'),
  strangersRight: words('tuntemattomalla ei ole oikeutta', 'en okänd har ingen rättighet', 'a stranger has no right'),
  knownPerson: words('testihenkilö löytyy', 'testpersonen hittas', 'a test person is found'),
  unknownPerson: words('olematonta ei löydy', 'den som inte finns hittas inte', 'nobody is not found'),
  foreignOrganisation: words(
    'vieraan organisaation kysely torjutaan',
    'en främmande organisations fråga avvisas',
    'a foreign organisation is refused',
  ),
};

/** Inputs that are codes, in words; figures and names stand as they are. */
const INPUT_WORDS: Readonly<Record<string, Readonly<Record<string, Localized>>>> = {
  profile: {
    practice: words('harjoitus', 'övning', 'practice'),
    real: words('tuotanto', 'produktion', 'real'),
  },
  revocation: {
    checked: words('tarkistettu', 'kontrollerad', 'checked'),
    unknown: words('ei voitu tarkistaa', 'kunde inte kontrolleras', 'could not be checked'),
    revoked: words('varmenne on suljettu', 'certifikatet är spärrat', 'the certificate is revoked'),
    untrusted: words('allekirjoitus ei pidä', 'underskriften håller inte', 'its signature does not hold'),
  },
  secrets: {
    osKeystore: words('käyttöjärjestelmän avainsäilössä', 'i operativsystemets nyckelring', 'in the system’s keystore'),
    keyFile: words('tiedostossa', 'i en fil', 'in a file'),
    memory: words('vain muistissa', 'bara i minnet', 'in memory only'),
  },
};

const NOT_SEEN = words(
  'Ei ole vielä nähty tässä: avaa ohjelma yhteyden ollessa kunnossa ja tarkista uudelleen.',
  'Har inte setts här än: öppna programmet när förbindelsen fungerar och kontrollera på nytt.',
  'Not seen here yet: open the program while the line is up, and check again.',
);

function nameOf({ check, subject }: ReadinessRow): Localized | undefined {
  if (check === 'jointTest') return CASE_NAMES[subject];
  return check === 'line' ? SERVICES.filter(one => one === subject).map(one => SERVICE_NAMES[one])[0] : undefined;
}

/** A row in words: what it is, what was seen, what to do; `todo` is null where it is ready. */
export function readinessWords(row: ReadinessRow, language: Language, roleName: (role: string) => string) {
  const { name, says, todo } = READINESS_WORDS[row.check];
  const subject = row.check === 'role' ? roleName(row.subject) : (nameOf(row)?.[language] ?? row.subject);
  const seen = says[language].replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = row.inputs[key] ?? '';
    return INPUT_WORDS[key]?.[value]?.[language] ?? value;
  });
  // Nothing was measured, or there is nothing to say of what is in order.
  const isEmpty = Object.values(row.inputs).every(value => value === '');
  return {
    name: subject === '' ? name[language] : `${name[language]}: ${subject}`,
    says: isEmpty ? '' : seen,
    todo: row.state === 'ready' ? null : row.state === 'unknown' ? NOT_SEEN[language] : todo[language],
  };
}
