import { type LogBasis } from '../../../shared/domain/oversight/log-row.ts';
import { type PatientLanguage } from '../../../shared/kernel/language.ts';

type ReportWords = Readonly<{
  title: string;
  period: (from: string, to: string) => string;
  explains: string;
  none: string;
  when: string;
  who: string;
  what: string;
  basis: string;
  count: (lines: number) => string;
  ask: string;
  chain: (n: number, hash: string) => string;
  system: string;
  acts: Readonly<Record<string, string>>;
  otherAct: string;
  bases: Readonly<Record<LogBasis, string>>;
}>;

/** What the log report says to the person; acts that are not named here are told as handling of the data. */
export const LOG_REPORT_WORDS: Readonly<Record<PatientLanguage, ReportWords>> = {
  fi: {
    title: 'Lokiraportti',
    period: (from, to) => `Ajalta ${from}–${to}`,
    explains:
      'Raportti kertoo, kuka tämän yksikön työasemalla on käyttänyt tietojasi ja millä perusteella (laki 703/2023, 11\u00a0§).',
    none: 'Tietojasi ei ole käytetty tänä aikana tällä työasemalla.',
    when: 'Aika',
    who: 'Käyttäjä ja yksikkö',
    what: 'Tapahtuma',
    basis: 'Peruste',
    count: lines => `Rivejä ${lines}`,
    ask: 'Jos epäilet, että tietojasi on käytetty aiheetta, ota yhteys rekisterinpitäjän tietosuojavastaavaan.',
    chain: (n, hash) => `Lokin viimeinen rivi ${n}, tarkiste ${hash}`,
    system: 'järjestelmä',
    acts: {
      open: 'Tiedot avattu',
      denied: 'Avaaminen estetty',
      print: 'Tuloste',
      sign: 'Asiakirja allekirjoitettu',
      confirm: 'Huomio kuitattu',
      disclosureSearch: 'Haku muista rekistereistä',
      openDisclosed: 'Toisen rekisterin asiakirja avattu',
      emergency: 'Hätähaku',
      reviewEmergency: 'Hätähaku tarkastettu',
      maintainWills: 'Tahdonilmaisu kirjattu',
      healthFacts: 'Terveystieto kirjattu',
      recordDocument: 'Kirjaus tehty',
      storeForOrganiser: 'Kirjaus tehty palvelun järjestäjän rekisteriin',
      readAuthorisations: 'Ostopalvelun valtuutukset luettu',
      serviceEventOpened: 'Käynti avattu',
      serviceEventEnded: 'Käynti päätetty',
      logReport: 'Lokiraportti tehty',
      logRefusal: 'Lokiraportista kieltäydytty',
      logReview: 'Lokirivi tarkastettu',
    },
    otherAct: 'Tietoja käsitelty',
    bases: {
      care: 'hoito',
      customer: 'asiakkaan pyyntö apteekissa',
      authorisation: 'järjestäjän valtuutus ostopalvelussa',
      disclosure: 'luovutus toisesta rekisteristä',
      emergency: 'hätätilanne',
      declaration: 'henkilön oma tahdonilmaisu',
      duty: 'lakisääteinen tehtävä',
      none: '–',
    },
  },
  sv: {
    title: 'Loggrapport',
    period: (from, to) => `För tiden ${from}–${to}`,
    explains:
      'Rapporten visar vem som vid denna enhets arbetsstation har använt dina uppgifter och på vilken grund (lag 703/2023, 11\u00a0§).',
    none: 'Dina uppgifter har inte använts under denna tid vid denna arbetsstation.',
    when: 'Tid',
    who: 'Användare och enhet',
    what: 'Händelse',
    basis: 'Grund',
    count: lines => `Rader ${lines}`,
    ask: 'Om du misstänker att dina uppgifter har använts utan grund, kontakta den personuppgiftsansvariges dataskyddsombud.',
    chain: (n, hash) => `Loggens sista rad ${n}, kontrollsumma ${hash}`,
    system: 'systemet',
    acts: {
      open: 'Uppgifterna öppnade',
      denied: 'Öppning hindrad',
      print: 'Utskrift',
      sign: 'Dokument undertecknat',
      confirm: 'Anmärkning kvitterad',
      disclosureSearch: 'Sökning i andra register',
      openDisclosed: 'Dokument i ett annat register öppnat',
      emergency: 'Nödsökning',
      reviewEmergency: 'Nödsökning granskad',
      maintainWills: 'Viljeyttring antecknad',
      healthFacts: 'Hälsouppgift antecknad',
      recordDocument: 'Anteckning gjord',
      storeForOrganiser: 'Anteckning gjord i serviceanordnarens register',
      readAuthorisations: 'Fullmakter för köpta tjänster lästa',
      serviceEventOpened: 'Besök öppnat',
      serviceEventEnded: 'Besök avslutat',
      logReport: 'Loggrapport gjord',
      logRefusal: 'Loggrapport vägrad',
      logReview: 'Loggrad granskad',
    },
    otherAct: 'Uppgifter behandlade',
    bases: {
      care: 'vård',
      customer: 'kundens begäran på apoteket',
      authorisation: 'anordnarens fullmakt i köpt tjänst',
      disclosure: 'utlämnande ur ett annat register',
      emergency: 'nödsituation',
      declaration: 'personens egen viljeyttring',
      duty: 'lagstadgad uppgift',
      none: '–',
    },
  },
};
