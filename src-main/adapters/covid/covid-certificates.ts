import {
  type CovidReading,
  type CovidSignature,
  type CovidUnreadable,
} from '../../../shared/domain/covid/covid-certificate.ts';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import { instantOfMs } from '../../../shared/kernel/time.ts';
import { type CovidCertificates } from '../../app/ports/covid.port.ts';
import { outcomesAt, plainContent, type RuleSets } from './business-rules.ts';
import { readClaims, readContent } from './claims.ts';
import { bytesOfCode } from './code-text.ts';
import { isSignedBy, readSign1, type SignedClaims } from './cose.ts';
import { type Signer, type TrustKeep } from './trust-keep.ts';

export type CovidOptions = Readonly<{
  keep: TrustKeep;
  rules: RuleSets;
  names: Readonly<Record<string, string>>;
  practiceCertificates: readonly Readonly<{ id: string; text: string }>[];
}>;

/** Reads EU digital COVID certificates by hcert-spec 1.0.8. The signature is proven before anything in it is believed. */
export function createCovidCertificates(options: CovidOptions): CovidCertificates {
  const { keep, rules, names } = options;

  function signatureOf(
    signed: SignedClaims,
    keyId: string,
  ): Readonly<{ signature: CovidSignature; by: Signer | null }> {
    const kept = keep.current();
    if (kept === null) return { signature: 'noList', by: null };
    const signers = kept.signers.get(keyId);
    if (signers === undefined) return { signature: 'unknownSigner', by: null };
    const by = signers.find(({ certificate }) => isSignedBy(signed, certificate.publicKey)) ?? null;
    return { signature: by === null ? 'forged' : 'valid', by };
  }

  return {
    read(text, atMs): Result<CovidReading, CovidUnreadable> {
      const bytes = bytesOfCode(text);
      if (!bytes.ok) return bytes;
      const signed = readSign1(bytes.value);
      if (!signed.ok) return signed;
      const claims = readClaims(signed.value.payload);
      if (!claims.ok) return claims;
      const { issuerCountry, issuedAtMs, expiresAtMs, content } = claims.value;
      const keyId = Buffer.from(signed.value.keyId).toString('hex');
      const { signature, by } = signatureOf(signed.value, keyId);
      const unproven: CovidReading = {
        algorithm: signed.value.algorithm,
        keyId,
        signature,
        issuerCountry,
        issuedAtMs,
        expiresAtMs,
        time: expiresAtMs <= atMs ? 'expired' : issuedAtMs !== null && issuedAtMs > atMs ? 'notYet' : 'valid',
        certificate: null,
        rules: null,
      };
      if (by === null) return ok(unproven);
      const plain = plainContent(content);
      const certificate = readContent(plain);
      if (!certificate.ok) return certificate;
      if (by.purposes?.has(certificate.value.event.kind) === false) return ok({ ...unproven, signature: 'purpose' });
      return ok({ ...unproven, certificate: certificate.value, rules: outcomesAt(rules, plain, atMs) });
    },

    nameOf: code => (Object.hasOwn(names, code) ? (names[code] ?? null) : null),
    practiceCertificates: () => options.practiceCertificates,
    trust() {
      const kept = keep.current();
      return kept === null
        ? null
        : {
            issuedAt: instantOfMs(kept.list.issuedAtMs),
            fetchedAt: instantOfMs(Math.floor(kept.fetchedAtMs)),
            signers: kept.list.signers.length,
            countries: new Set(kept.list.signers.map(({ country }) => country)).size,
          };
    },

    refresh: () => keep.refresh(),
  };
}
