import { type CovidReading, type CovidUnreadable } from '../../../shared/domain/covid/covid-certificate.ts';
import { type ErrorCode } from '../../../shared/kernel/error-codes.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { type Result } from '../../../shared/kernel/result.ts';

/** The list of signers as it is kept here; null before it was ever fetched. */
export type CovidTrustInfo = Readonly<{
  issuedAt: Instant;
  fetchedAt: Instant;
  signers: number;
  countries: number;
}> | null;

/** Reads COVID certificates against a list of signers that is fetched apart and kept for work without a line. */
export interface CovidCertificates {
  /** `text` as it stands in the QR code, scanned or pasted. Never throws on what it is given. */
  read(text: string, atMs: number): Result<CovidReading, CovidUnreadable>;
  /** Name of a code of a vaccine, product or holder; null when it is not known. */
  nameOf(code: string): string | null;
  /** Certificates of invented persons to practise with; none in a real profile. */
  practiceCertificates(): readonly Readonly<{ id: string; text: string }>[];
  trust(): CovidTrustInfo;
  /** Fetches the newest list; an older, unsigned or foreign one is refused and the kept one stays. */
  refresh(): Promise<Result<null, ErrorCode>>;
}

/** Kinds of event that a signer's certificate is good for (extended key usages of hcert-spec 1.0.8, section 5.4.1). */
export type CovidPurpose = 'vaccination' | 'test' | 'recovery';
export type CovidTrustList = Readonly<{
  issuedAtMs: number;
  signers: readonly Readonly<{ country: string; certificate: Uint8Array }>[];
}>;

/** Where the list of signers comes from, and who vouches for it. */
export interface CovidTrustSource {
  /** The signed list as bytes of text (compact JWS). */
  fetch(): Promise<Result<string, ErrorCode>>;
  /** The list inside, when the service that we mean signed it; null for anything else. */
  open(signed: string, atMs: number): CovidTrustList | null;
}
