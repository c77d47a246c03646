import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { type CertificateFact } from '../../../shared/domain/oversight/readiness.ts';

const DAY_MS = 86_400_000;

type Stocked = Readonly<{
  name: string;
  kind: CertificateFact['kind'];
  untilMs: number;
  serial: string;
  isTrusted: boolean;
}>;

const kindOf = (file: string): Exclude<CertificateFact['kind'], 'list'> | null =>
  file === 'root.pem'
    ? 'root'
    : file === 'issuing.pem'
      ? 'issuing'
      : file === 'service.pem'
        ? 'service'
        : /^system-.*(?<!\.key)\.pem$/.test(file)
          ? 'system'
          : null;

/** One certificate that the workstation depends on; roots and issuing ones may vouch for the others. */
type StockedCertificate = Readonly<{ kind: Stocked['kind']; certificate: string | Uint8Array }>;

/**
 * The certificates that an organisation's workstation depends on: roots, authorities, the systems of the organisations, the
 * service; and how long the revocation lists last. Cards are judged at sign-in, not here.
 */
function stockOf(
  given: readonly StockedCertificate[],
  revocationLists: readonly (string | Uint8Array)[],
): (nowMs: number) => readonly CertificateFact[] {
  const read = given.map(({ kind, certificate }) => ({
    kind,
    certificate: new X509Certificate(typeof certificate === 'string' ? certificate : Buffer.from(certificate)),
  }));
  const authorities = read
    .filter(({ kind }) => kind === 'root' || kind === 'issuing')
    .map(({ certificate }) => certificate);
  const lists = revocationLists.map(list => new x509.X509Crl(typeof list === 'string' ? list : new Uint8Array(list)));
  const revoked = new Set(lists.flatMap(list => list.entries.map(({ serialNumber }) => serialNumber.toLowerCase())));
  // A comma inside the name stands behind a backslash in the written form of RFC 4514.
  const commonName = (subject: string): string =>
    (/(?:^|\n|, ?)CN=((?:\\.|[^\n,\\])+)/.exec(subject)?.[1] ?? subject).replace(/\\(.)/g, '$1');
  const stock = read.map(({ kind, certificate }): Stocked => ({
    name: commonName(certificate.subject),
    kind,
    untilMs: Date.parse(certificate.validTo),
    serial: certificate.serialNumber.toLowerCase(),
    isTrusted: authorities.some(by => certificate.checkIssued(by) && certificate.verify(by.publicKey)),
  }));
  const ends = lists.map(list => ({ name: commonName(list.issuer), untilMs: list.nextUpdate?.getTime() ?? Infinity }));
  const daysTo = (untilMs: number, nowMs: number): number =>
    Number.isFinite(untilMs) ? Math.floor((untilMs - nowMs) / DAY_MS) : 99_999;
  return nowMs => [
    ...stock.map(({ name, kind, untilMs, serial, isTrusted }): CertificateFact => ({
      name,
      kind,
      daysLeft: daysTo(untilMs, nowMs),
      revocation: !isTrusted
        ? 'untrusted'
        : revoked.has(serial)
          ? 'revoked'
          : ends.every(list => list.untilMs > nowMs)
            ? 'checked'
            : 'unknown',
    })),
    ...ends.map(({ name, untilMs }): CertificateFact => ({
      name,
      kind: 'list',
      daysLeft: daysTo(untilMs, nowMs),
      revocation: 'checked',
    })),
  ];
}

/** The stock of a real environment, as its profile names it. */
export const stockOfEnvironment = (
  {
    roots,
    issuers,
    revocationLists,
  }: Readonly<Record<'roots' | 'issuers', readonly string[]>> & Readonly<{ revocationLists: readonly Uint8Array[] }>,
  systemKeys: ReadonlyMap<unknown, Readonly<{ chain: readonly string[] }>>,
): ((nowMs: number) => readonly CertificateFact[]) =>
  stockOf(
    [
      ...roots.map(certificate => ({ kind: 'root', certificate }) as const),
      ...issuers.map(certificate => ({ kind: 'issuing', certificate }) as const),
      ...[...systemKeys.values()].flatMap(({ chain: [certificate = ''] }) => [
        { kind: 'system', certificate } as const,
      ]),
    ],
    revocationLists,
  );

/** The stock of one folder, as the practice authority keeps its own. */
export function readCertificateStock(folder: string): (nowMs: number) => readonly CertificateFact[] {
  const files = readdirSync(folder).sort();
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const certificates = files.flatMap((file): readonly StockedCertificate[] => {
    const kind = kindOf(file);
    return kind === null ? [] : [{ kind, certificate: read(file) }];
  });
  return stockOf(certificates, files.filter(file => file.endsWith('crl.pem')).map(read));
}
