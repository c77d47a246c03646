import { type Localized } from '../../kernel/language.ts';

/**
 * The EU digital COVID certificate: content by schema 1.3 (ehn-dcc-schema), names of fields in the words of the field.
 * All codes travel as they stand in the certificate; `resources/covid/code-names.json` has their names.
 */
type Event = Readonly<{
  /** `tg`: SNOMED CT code of the disease. */
  disease: string;
  /** `co`: ISO 3166 country of the event. */
  country: string;
  /** `is`: who issued the certificate, in words. */
  issuer: string;
  /** `ci`: unique identifier of the certificate (UVCI). */
  identifier: string;
}>;

export type CovidVaccination = Event &
  Readonly<{
    kind: 'vaccination';
    /** `vp`, `mp`, `ma`: type of vaccine, product, marketing authorisation holder. */
    vaccine: string;
    product: string;
    holder: string;
    /** `dn` of `sd`; a booster has more doses than the series. */
    dose: number;
    doses: number;
    /** `dt`, a day. */
    date: string;
  }>;
export type CovidTest = Event &
  Readonly<{
    kind: 'test';
    /** `tt`: LOINC code of the kind of test. */
    testType: string;
    /** `nm`, `ma`, `tc`; empty when not told. */
    name: string;
    device: string;
    centre: string;
    /** `sc`: moment of the sample, RFC 3339. */
    sampledAt: string;
    /** `tr`: SNOMED CT code of the result. */
    result: string;
  }>;
export type CovidRecovery = Event &
  Readonly<{
    kind: 'recovery';
    /** `fr`, `df`, `du`: first positive result, valid from, valid until; days. */
    firstPositive: string;
    from: string;
    until: string;
  }>;

export type CovidCertificate = Readonly<{
  /** `ver` of the schema. */
  version: string;
  familyName: string;
  givenName: string;
  /** ICAO 9303 transliterations, A-Z and `<`. */
  familyNameStandard: string;
  givenNameStandard: string;
  /** Whole day, year and month, year, or empty. */
  birthDate: string;
  event: CovidVaccination | CovidTest | CovidRecovery;
}>;

/** Why a text is not a certificate that can be read, in the order of the steps (hcert-spec 1.0.8). */
export const COVID_UNREADABLE = [
  'prefix',
  'tooLong',
  'base45',
  'zlib',
  'tooLarge',
  'cbor',
  'cose',
  'algorithm',
  'claims',
  'content',
] as const;
export type CovidUnreadable = (typeof COVID_UNREADABLE)[number];

/**
 * What became of the signature. `unknownSigner`: the key is not on the list; `forged`: a listed key with this name did not make
 * it; `purpose`: the signer may not sign this kind; `noList`: there is no list of signers yet.
 */
export const COVID_SIGNATURES = ['valid', 'unknownSigner', 'forged', 'purpose', 'noList'] as const;
export type CovidSignature = (typeof COVID_SIGNATURES)[number];

export type CovidRuleOutcome = Readonly<{
  /** Identifier of the rule in its rule set. */
  id: string;
  says: Localized;
  outcome: 'passed' | 'failed' | 'open';
}>;

/** One certificate read, each question answered apart: signature, time, rules. */
export type CovidReading = Readonly<{
  algorithm: 'ES256' | 'PS256';
  /** First 8 bytes of the SHA-256 of the signer's certificate, lower-case hex. */
  keyId: string;
  signature: CovidSignature;
  /** ISO country of the claim `iss`; empty when not told. */
  issuerCountry: string;
  /** Unix time in ms; null when not told. */
  issuedAtMs: number | null;
  expiresAtMs: number;
  time: 'valid' | 'expired' | 'notYet';
  /** Null unless the signature is valid: nothing unproven is shown as a fact. */
  certificate: CovidCertificate | null;
  /** Null when no rule set is in force at this time, or the certificate was not proven. */
  rules: Readonly<{ set: string; outcomes: readonly CovidRuleOutcome[] }> | null;
}>;
