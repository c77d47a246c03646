import { z } from 'zod';
import { COVID_SIGNATURES, COVID_UNREADABLE } from '../domain/covid/covid-certificate.ts';
import { COMPARISONS } from '../domain/covid/vaccination-comparison.ts';
import { call } from './define.ts';
import { count, errorCode, id, instant, localized, nothing } from './values.ts';

const line = z.string().max(200);
const event = { disease: line, country: line, issuer: line, identifier: line };
const certificate = z.strictObject({
  version: line,
  familyName: line,
  givenName: line,
  familyNameStandard: line,
  givenNameStandard: line,
  birthDate: line,
  event: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('vaccination'),
      ...event,
      vaccine: line,
      product: line,
      holder: line,
      dose: count,
      doses: count,
      date: line,
    }),
    z.strictObject({
      kind: z.literal('test'),
      ...event,
      testType: line,
      name: line,
      device: line,
      centre: line,
      sampledAt: line,
      result: line,
    }),
    z.strictObject({ kind: z.literal('recovery'), ...event, firstPositive: line, from: line, until: line }),
  ]),
});

const reading = z.strictObject({
  algorithm: z.enum(['ES256', 'PS256']),
  keyId: line,
  signature: z.enum(COVID_SIGNATURES),
  issuerCountry: line,
  issuedAtMs: z.number().nullable(),
  expiresAtMs: z.number(),
  time: z.enum(['valid', 'expired', 'notYet']),
  certificate: certificate.nullable(),
  rules: z
    .strictObject({
      set: line,
      outcomes: z
        .array(z.strictObject({ id: line, says: localized, outcome: z.enum(['passed', 'failed', 'open']) }))
        .readonly(),
    })
    .nullable(),
});

export const covidTrust = z
  .strictObject({ issuedAt: instant, fetchedAt: instant, signers: count, countries: count })
  .nullable();
export type CovidTrust = z.output<typeof covidTrust>;

export const covidCompared = z.strictObject({
  finding: z.enum(COMPARISONS),
  /** The patient's own entries about COVID-19, newest first, each with what it says of the certificate's dose. */
  entries: z.array(
    z.strictObject({
      name: z.string(),
      product: z.string(),
      dose: z.string(),
      date: z.string(),
      by: z.string(),
      tells: z.enum(['match', 'otherDose', 'other']),
    }),
  ),
  /** Why the archive's entries could not be had. */
  fault: errorCode.nullable(),
  /** The archive has older notes that were not opened. */
  older: z.boolean(),
});
export type CovidCompared = z.output<typeof covidCompared>;

export const covid = {
  /**
   * Reads one certificate as it stands in its QR code. Nothing of it is kept. `names` holds the names of the codes in it, as
   * far as they are known.
   */
  read: call({
    needs: 'signedIn',
    params: z.strictObject({ text: z.string().max(20_000) }),
    result: z.strictObject({
      read: z.discriminatedUnion('ok', [
        z.strictObject({ ok: z.literal(true), value: reading }),
        z.strictObject({ ok: z.literal(false), error: z.enum(COVID_UNREADABLE) }),
      ]),
      names: z.record(z.string(), z.string()),
      trust: covidTrust,
      readAt: instant,
    }),
  }),
  /** A proven certificate beside the open patient's own vaccination entries. */
  compare: call({
    needs: 'readRecords',
    params: z.strictObject({ patientId: id, text: z.string().max(20_000) }),
    result: covidCompared,
    codes: ['PAT-0002', 'COV-0001'],
  }),
  trust: call({ needs: 'signedIn', params: nothing, result: z.strictObject({ trust: covidTrust }) }),
  /** Fetches the list of signers; the kept one stays when that fails. */
  refresh: call({
    needs: 'signedIn',
    params: nothing,
    result: z.strictObject({ trust: covidTrust }),
    codes: ['NET-0001', 'NET-0002', 'NET-0003'],
  }),
  /** Practice profile only: certificates of invented persons to try with. */
  practiceCertificates: call({
    needs: 'signedIn',
    params: nothing,
    result: z.strictObject({ certificates: z.array(z.strictObject({ id: z.string(), text: z.string() })).readonly() }),
  }),
};
