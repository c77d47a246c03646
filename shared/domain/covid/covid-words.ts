import { type Localized } from '../../kernel/language.ts';
import { type CovidSignature, type CovidUnreadable } from './covid-certificate.ts';

/** What to tell of a text that cannot be read as a certificate; says what to do where a person can do something. */
export const COVID_UNREADABLE_WORDS: Readonly<Record<CovidUnreadable, Localized>> = {
  prefix: {
    fi: 'Tämä ei ole koronatodistus: alussa ei ole merkintää HC1. Lue QR-koodi uudelleen.',
    sv: 'Detta är inget coronaintyg: märkningen HC1 saknas i början. Läs QR-koden på nytt.',
    en: 'This is not a COVID certificate: it does not begin with HC1. Scan the QR code again.',
  },
  tooLong: {
    fi: 'Teksti on pidempi kuin mikään todistus. Lue vain yksi QR-koodi.',
    sv: 'Texten är längre än något intyg. Läs bara en QR-kod.',
    en: 'The text is longer than any certificate. Scan one QR code only.',
  },
  base45: {
    fi: 'Koodissa on merkkejä, joita siihen ei kuulu. Luku katkesi tai näppäimistöasettelu on väärä. Lue uudelleen.',
    sv: 'Koden innehåller tecken som inte hör dit. Läsningen avbröts eller tangentbordslayouten är fel. Läs på nytt.',
    en: 'The code holds characters that do not belong there. The scan was cut or the keyboard layout is wrong. Scan again.',
  },
  zlib: {
    fi: 'Koodi on vajaa tai vioittunut. Lue uudelleen.',
    sv: 'Koden är ofullständig eller skadad. Läs på nytt.',
    en: 'The code is incomplete or damaged. Scan again.',
  },
  tooLarge: {
    fi: 'Koodi purkautuu kohtuuttoman suureksi. Sitä ei avattu.',
    sv: 'Koden packas upp till en orimlig storlek. Den öppnades inte.',
    en: 'The code unpacks to an unreasonable size. It was not opened.',
  },
  cbor: {
    fi: 'Koodin sisältö ei ole todistuksen muotoinen.',
    sv: 'Kodens innehåll har inte formen av ett intyg.',
    en: 'The content of the code is not in the form of a certificate.',
  },
  cose: {
    fi: 'Koodissa ei ole allekirjoitettua todistusta.',
    sv: 'Koden innehåller inget undertecknat intyg.',
    en: 'The code holds no signed certificate.',
  },
  algorithm: {
    fi: 'Todistus on allekirjoitettu menetelmällä, jota ei hyväksytä.',
    sv: 'Intyget är undertecknat med en metod som inte godkänns.',
    en: 'The certificate is signed by a method that is not accepted.',
  },
  claims: {
    fi: 'Todistuksesta puuttuu voimassaoloaika tai sisältö.',
    sv: 'Intyget saknar giltighetstid eller innehåll.',
    en: 'The certificate lacks its time of validity or its content.',
  },
  content: {
    fi: 'Todistuksen tiedot eivät noudata sovittua muotoa.',
    sv: 'Intygets uppgifter följer inte den överenskomna formen.',
    en: 'The data of the certificate do not follow the agreed form.',
  },
};

export const COVID_SIGNATURE_WORDS: Readonly<Record<CovidSignature, Localized>> = {
  valid: { fi: 'Allekirjoitus on aito', sv: 'Underskriften är äkta', en: 'The signature is genuine' },
  unknownSigner: {
    fi: 'Allekirjoittaja ei ole luottamusluettelossa. Tietoja ei näytetä, koska niiden aitoutta ei voi todeta.',
    sv: 'Undertecknaren finns inte på förtroendelistan. Uppgifterna visas inte, eftersom äktheten inte kan konstateras.',
    en: 'The signer is not on the trust list. The data are not shown, because they cannot be proven genuine.',
  },
  forged: {
    fi: 'Allekirjoitus ei täsmää. Todistusta on muutettu tai se on väärennetty.',
    sv: 'Underskriften stämmer inte. Intyget har ändrats eller är förfalskat.',
    en: 'The signature does not match. The certificate was changed or forged.',
  },
  purpose: {
    fi: 'Allekirjoittajalla ei ole oikeutta antaa tällaista todistusta.',
    sv: 'Undertecknaren har inte rätt att utfärda ett sådant intyg.',
    en: 'The signer has no right to issue this kind of certificate.',
  },
  noList: {
    fi: 'Luottamusluetteloa ei ole vielä haettu. Hae se ja lue todistus uudelleen.',
    sv: 'Förtroendelistan har inte hämtats än. Hämta den och läs intyget på nytt.',
    en: 'There is no trust list yet. Fetch it and read the certificate again.',
  },
};
