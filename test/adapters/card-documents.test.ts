/** Documents signed on a token, judged by programs that other people made. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Sensitive } from '../../shared/kernel/sensitive.ts';
import { instant } from '../../shared/kernel/time.ts';
import { CRYPTOGRAPHY } from '../../src-main/adapters/card/cryptography.ts';
import { createDocumentCodec } from '../../src-main/wire/documents.ts';
import { aLegalPrescription } from '../builders/document.builder.ts';
import { openSoftCard, setUpSoftCard } from '../builders/soft-card/soft-card-at-hand.ts';
import { CERTS } from '../fakes/practice-set.fake.ts';

const ID_ATTRIBUTES = [
  'urn:hl7finland:signatureTimestamp',
  'urn:hl7finland:multipleDocumentSignature',
  'urn:hl7-org:v3:structuredBody',
].flatMap(name => ['--id-attr:ID', name]);

function between(text: string, start: string, end: string): string {
  const from = text.indexOf(start);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error('no signature');
  return text.slice(from, to + end.length);
}

/** r and s as two DER integers (RFC 3279, 2.2.3), the form that `openssl dgst` reads. */
function derOf(value: Buffer): Buffer {
  const integer = (bytes: Buffer): Buffer => {
    const first = bytes.findIndex(byte => byte !== 0);
    const digits = bytes.subarray(first);
    const positive = (digits[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.of(0), digits]) : digits;
    return Buffer.concat([Buffer.of(2, positive.length), positive]);
  };
  const body = Buffer.concat([integer(value.subarray(0, value.length / 2)), integer(value.subarray(value.length / 2))]);
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
}

/** The SignedInfo as it stands in the document is in canonical form, so `openssl dgst` alone can check its signature. */
function opensslSays(folder: string, certificate: Uint8Array, info: string, value: Buffer): string {
  const file = (name: string, content: string | Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const der = file('signer.der', certificate);
  const key = spawnSync('openssl', ['x509', '-inform', 'DER', '-in', der, '-pubkey', '-noout'], { encoding: 'utf8' });
  const isCurve = !info.includes('rsa-sha256');
  const args = ['dgst', isCurve ? '-sha384' : '-sha256', '-verify', file('key.pem', key.stdout)];
  const signature = file('value.bin', isCurve ? derOf(value) : value);
  return spawnSync('openssl', [...args, '-signature', signature, file('info.xml', info)], {
    encoding: 'utf8',
  }).stdout.trim();
}

test.each(['rsa-2048', 'ec-p384'] as const)(
  'xmlsec1 and openssl accept a prescription signed on SoftHSM, %s',
  async keys => {
    const bench = setUpSoftCard({ keys });
    const hand = await openSoftCard(bench);
    try {
      const codec = createDocumentCodec({ cryptography: CRYPTOGRAPHY });
      const unsigned = codec.write(
        { kind: 'prescription', content: aLegalPrescription() },
        { practice: true, softwareVersion: 'test' },
      );
      const certificate = hand.card.present()?.certificates.find(({ purpose }) => purpose === 'signing');
      const session = await hand.card.openSigning(new Sensitive('123456'));
      if (!session.ok || certificate === undefined) throw new Error('the card does not open');
      const toSign = codec.toBeSigned(unsigned, certificate, instant('2026-11-22T08:00:00.000Z'));
      const made = await session.value.sign(toSign.digest, toSign.hash);
      await session.value.close();
      if (!made.ok) throw new Error(made.error.code);
      const signed = Buffer.from(toSign.finish(made.value)).toString('utf8');
      const verdict = (name: string, text: string): number | null => {
        const file = join(bench.dir, name);
        writeFileSync(file, text);
        const trusted = ['--trusted-pem', join(CERTS, 'root.pem'), '--untrusted-pem', join(CERTS, 'issuing.pem')];
        return spawnSync('xmlsec1', ['--verify', ...ID_ATTRIBUTES, ...trusted, '--enabled-key-data', 'x509', file])
          .status;
      };
      expect(verdict('signed.xml', signed)).toBe(0);
      const place = signed.indexOf('</text>') - 1;
      expect(verdict('changed.xml', `${signed.slice(0, place)}#${signed.slice(place)}`)).not.toBe(0);

      const info = between(signed, '<ds:SignedInfo', '</ds:SignedInfo>');
      const value = Buffer.from(
        between(signed, '<ds:SignatureValue>', '</ds:SignatureValue>').replace(/<[^>]*>/g, ''),
        'base64',
      );
      expect(opensslSays(bench.dir, certificate.der, info, value)).toBe('Verified OK');
      expect(opensslSays(bench.dir, certificate.der, info.replace('#TS', '#TX'), value)).toBe('Verification failure');
    } finally {
      await hand.close();
      bench.remove();
    }
  },
);
