import { type CardCertificate, type CertificateTrust } from '../../../app/ports/signing-card.port.ts';
import { readCardCertificate, strengthOf } from '../certificate.ts';
import { type Reader } from './messages.ts';

type Strength = ReturnType<typeof strengthOf>;

/** A certificate with the place of its private key. */
export type KeyOnCard = Readonly<{
  certificate: CardCertificate;
  strength: Strength;
  reader: Reader;
  keyId: Uint8Array;
}>;

/** One holder's tokens: a real card shows itself as two, one for each PIN. */
export type HardwareCard = Readonly<{ holder: string; authentication: KeyOnCard | null; signing: KeyOnCard | null }>;

export type Choice = Readonly<{
  trust: Pick<CertificateTrust, 'judge'>;
  nowMs: number;
  /** Policies of the profile's cards; they decide between certificates and exclude none (the arcs of today are unconfirmed). */
  policies: readonly string[];
}>;

/** By what counts, in order: usable now, of a policy of this profile, EC P-384 before RSA, the longer key, the later end. */
function rank({ certificate, strength }: KeyOnCard, { trust, nowMs, policies }: Choice): readonly number[] {
  const { bits, untilMs, policies: own } = strength;
  return [
    trust.judge(certificate.der, certificate.purpose, nowMs).ok ? 1 : 0,
    own.some(policy => policies.includes(policy)) ? 1 : 0,
    certificate.algorithm === 'ec-p384' ? 1 : 0,
    bits,
    untilMs,
  ];
}

function better(a: readonly number[], b: readonly number[]): number {
  for (const [place, value] of a.entries()) {
    const other = b[place] ?? 0;
    if (value !== other) return other - value;
  }
  return 0;
}

const best = (keys: readonly KeyOnCard[], choice: Choice): KeyOnCard | null =>
  keys
    .map(key => ({ key, rank: rank(key, choice) }))
    .sort((a, b) => better(a.rank, b.rank))
    .map(({ key }) => key)[0] ?? null;

/** Length in bytes that every signature of this key has. */
export function signatureLength({ certificate, strength }: KeyOnCard): number {
  if (certificate.algorithm === 'ec-p256') return 64;
  return certificate.algorithm === 'ec-p384' ? 96 : strength.bits / 8;
}

type Known = Readonly<{ certificate: CardCertificate; strength: Strength }>;

/** Taken apart once for as long as the reader holds it: flags change with every login, certificates do not. */
const known = new WeakMap<Uint8Array, Known | null>();

function knownOf(der: Uint8Array): Known | null {
  const before = known.get(der);
  if (before !== undefined) return before;
  const certificate = readCardCertificate(der);
  const now = certificate === null ? null : { certificate, strength: strengthOf(der) };
  known.set(der, now);
  return now;
}

/** Registration number, else the name: staff cards carry another number. */
const holderOf = ({ certificate }: KeyOnCard): string => certificate.registrationNumber ?? certificate.holderName;

/**
 * The cards in the readers: tokens of one holder are one card. Keys are chosen by what their certificates may be used for,
 * never by a label, a slot's place or an id.
 */
export function cardsIn(readers: readonly Reader[], choice: Choice): readonly HardwareCard[] {
  const keys = readers.flatMap(reader =>
    reader.certificates.flatMap(({ id, der }): readonly KeyOnCard[] => {
      const read = knownOf(der);
      return read === null ? [] : [{ ...read, reader, keyId: id }];
    }),
  );
  return [...new Set(keys.map(holderOf))].map(holder => {
    const own = keys.filter(key => holderOf(key) === holder);
    const of = (purpose: CardCertificate['purpose']): KeyOnCard | null =>
      best(
        own.filter(({ certificate }) => certificate.purpose === purpose),
        choice,
      );
    return { holder, authentication: of('authentication'), signing: of('signing') };
  });
}
