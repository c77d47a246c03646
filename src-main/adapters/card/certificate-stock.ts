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

/**
 * The certificates that an organisation's workstation depends on, out of one folder: roots, authorities, the systems of the
 * organisations, the service; and how long the revocation lists last. Cards are judged at sign-in, not here.
 */
export function readCertificateStock(folder: string): (nowMs: number) => readonly CertificateFact[] {
  const files = readdirSync(folder).sort();
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const authorities = ['root.pem', 'issuing.pem'].map(file => new X509Certificate(read(file)));
  const lists = files.filter(file => file.endsWith('crl.pem')).map(file => new x509.X509Crl(read(file)));
  const revoked = new Set(lists.flatMap(list => list.entries.map(({ serialNumber }) => serialNumber.toLowerCase())));
  // A comma inside the name stands behind a backslash in the written form of RFC 4514.
  const commonName = (subject: string): string =>
    (/(?:^|\n|, ?)CN=((?:\\.|[^\n,\\])+)/.exec(subject)?.[1] ?? subject).replace(/\\(.)/g, '$1');
  const stock = files.flatMap((file): readonly Stocked[] => {
    const kind = kindOf(file);
    if (kind === null) return [];
    const certificate = new X509Certificate(read(file));
    return [
      {
        name: commonName(certificate.subject),
        kind,
        untilMs: Date.parse(certificate.validTo),
        serial: certificate.serialNumber.toLowerCase(),
        isTrusted: authorities.some(by => certificate.checkIssued(by) && certificate.verify(by.publicKey)),
      },
    ];
  });
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
