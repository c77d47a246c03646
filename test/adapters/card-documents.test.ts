/** Documents signed on a token, judged by a program that other people made. */
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

test.each(['rsa-2048', 'ec-p384'] as const)('xmlsec1 accepts a prescription signed on SoftHSM, %s', async keys => {
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
  } finally {
    await hand.close();
    bench.remove();
  }
});
