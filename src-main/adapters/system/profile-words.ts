import { type Localized } from '../../../shared/kernel/language.ts';

/** What may be wrong with a field of a profile, in words; `{given}` is what stands there where that helps. */
export const PROFILE_FAULTS = {
  fileMissing: {
    fi: 'tiedostoa ei löydy tai sitä ei voi lukea: {given}',
    sv: 'filen finns inte eller kan inte läsas: {given}',
    en: 'there is no such file or it cannot be read: {given}',
  },
  tooLarge: {
    fi: 'tiedosto on liian suuri profiiliksi',
    sv: 'filen är för stor för en profil',
    en: 'the file is too large for a profile',
  },
  notJson: {
    fi: 'tiedosto ei ole JSON-muotoinen: {given}',
    sv: 'filen är inte i JSON-form: {given}',
    en: 'the file is not JSON: {given}',
  },
  absent: { fi: 'kenttä puuttuu', sv: 'fältet saknas', en: 'the field is missing' },
  empty: { fi: 'kenttä on tyhjä', sv: 'fältet är tomt', en: 'the field is empty' },
  unknownField: {
    fi: 'tuntematon kenttä; tarkista kirjoitusasu',
    sv: 'okänt fält; kontrollera stavningen',
    en: 'unknown field; check its spelling',
  },
  form: { fi: 'arvo on väärää muotoa', sv: 'värdet har fel form', en: 'the value has another form than it must have' },
  notSecure: {
    fi: 'osoitteen on alettava https://: {given}',
    sv: 'adressen ska börja med https://: {given}',
    en: 'the address has to begin with https://: {given}',
  },
  notOid: { fi: 'ei ole OID-tunniste: {given}', sv: 'är ingen OID-identifierare: {given}', en: 'is no OID: {given}' },
  notCertificate: {
    fi: 'tiedostossa ei ole varmennetta: {given}',
    sv: 'filen innehåller inget certifikat: {given}',
    en: 'the file holds no certificate: {given}',
  },
  notKey: {
    fi: 'tiedostossa ei ole salaamatonta yksityistä avainta: {given}',
    sv: 'filen innehåller ingen okrypterad privat nyckel: {given}',
    en: 'the file holds no unencrypted private key: {given}',
  },
  keyKind: {
    fi: 'järjestelmäavaimen on oltava EC P-384: {given}',
    sv: 'systemnyckeln ska vara EC P-384: {given}',
    en: 'the system key has to be EC P-384: {given}',
  },
  keyMismatch: {
    fi: 'avain ei kuulu varmenteeseen: {given}',
    sv: 'nyckeln hör inte till certifikatet: {given}',
    en: 'the key does not belong to the certificate: {given}',
  },
  openKey: {
    fi: 'muut käyttäjät voivat lukea avaintiedoston; rajaa oikeudet itsellesi: {given}',
    sv: 'andra användare kan läsa nyckelfilen; begränsa rättigheterna till dig själv: {given}',
    en: 'other users can read the key file; limit its permissions to yourself: {given}',
  },
  notValid: {
    fi: 'varmenne ei ole nyt voimassa: {given}',
    sv: 'certifikatet är inte giltigt nu: {given}',
    en: 'the certificate is not valid now: {given}',
  },
  notRoot: {
    fi: 'juurivarmenteen on oltava itsensä allekirjoittama varmentaja: {given}',
    sv: 'rotcertifikatet ska vara en självsignerad utfärdare: {given}',
    en: 'a root has to be a self-signed authority: {given}',
  },
  brokenChain: {
    fi: 'ketju ei johda varmenteesta myöntäjään: {given}',
    sv: 'kedjan leder inte från certifikatet till utfärdaren: {given}',
    en: 'the chain does not lead from the certificate to its issuer: {given}',
  },
  practice: {
    fi: 'harjoitusvarmenne ei kelpaa oikeaan ympäristöön: {given}',
    sv: 'ett övningscertifikat duger inte i en verklig miljö: {given}',
    en: 'a practice certificate is no good in a real environment: {given}',
  },
  untrusted: {
    fi: 'varmentajista ja sulkulistoista ei synny luottamusta: juuri, väliin kuuluva varmentaja tai sulkulista ei sovi muihin',
    sv: 'utfärdarna och spärrlistorna ger ingen tillit: en rot, mellanutfärdare eller spärrlista passar inte ihop med de andra',
    en: 'the authorities and revocation lists give no trust: a root, an issuer or a list does not fit the others',
  },
  unknownUnit: {
    fi: 'organisaatiota ei ole profiilin luettelossa: {given}',
    sv: 'organisationen finns inte i profilens förteckning: {given}',
    en: 'the organisation is not in the list of this profile: {given}',
  },
  twice: {
    fi: 'sama tunniste on kahdesti: {given}',
    sv: 'samma identifierare finns två gånger: {given}',
    en: 'the same identifier stands twice: {given}',
  },
  practiceMedicines: {
    fi: 'kansiossa ei ole käyttökelpoista lääketietokannan julkaisua; harjoitusjulkaisu ei kelpaa oikeaan ympäristöön',
    sv: 'mappen innehåller ingen användbar utgåva av läkemedelsdatabasen; övningsutgåvan duger inte i en verklig miljö',
    en: 'the folder holds no usable release of the Pharmaceutical Database; the practice release is no good in a real environment',
  },
  folderMissing: {
    fi: 'kansiota ei löydy: {given}',
    sv: 'mappen finns inte: {given}',
    en: 'there is no such folder: {given}',
  },
} as const satisfies Record<string, Localized>;

export type ProfileFaultKind = keyof typeof PROFILE_FAULTS;
/** `field` as it stands in the file, `services.root`; empty for the file itself. */
export type ProfileFault = Readonly<{ field: string; kind: ProfileFaultKind; given?: string }>;

const LEAD: Localized = {
  fi: 'Profiilia ei voi käyttää. Mitään ei käynnistetty.',
  sv: 'Profilen kan inte användas. Ingenting startades.',
  en: 'The profile cannot be used. Nothing was started.',
};

/** Every fault on a line of its own, in the three languages one after another. */
export const profileRefusal = (faults: readonly ProfileFault[]): string =>
  (['fi', 'sv', 'en'] as const)
    .map(language =>
      [
        LEAD[language],
        ...faults.map(({ field, kind, given }) => {
          const words = PROFILE_FAULTS[kind][language].replace('{given}', given ?? '');
          return field === '' ? `  ${words}` : `  ${field}: ${words}`;
        }),
      ].join('\n'),
    )
    .join('\n\n');
