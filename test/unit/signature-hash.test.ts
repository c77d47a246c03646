/** The algorithm of new signatures by configuration: the strongest of the card unless said; SHA-1 never. */
import { describe, expect, test } from 'vitest';
import { SIGNATURE_HASHES, type SignatureHash } from '../../shared/codes/signature-hash.ts';
import { instant } from '../../shared/kernel/time.ts';
import { readArguments } from '../../src-main/node/arguments.ts';
import { createDocumentCodec } from '../../src-main/wire/documents.ts';
import { practiceSigner, testCryptography } from '../builders/cryptography.builder.ts';
import { aLegalPrescription, aPhysician, aSpecialist } from '../builders/document.builder.ts';

const AT = instant('2026-11-20T09:00:00.000Z');

async function signedWith(
  id: 'aino-harjula' | 'mikael-sandvik',
  signatureHash?: SignatureHash | null,
): Promise<string> {
  const codec = createDocumentCodec({
    cryptography: testCryptography,
    ...(signatureHash === undefined ? {} : { signatureHash }),
  });
  const content = aLegalPrescription({ prescriber: id === 'aino-harjula' ? aPhysician : aSpecialist });
  const unsigned = codec.write({ kind: 'prescription', content }, { practice: true, softwareVersion: '1' });
  const { certificate, sign } = practiceSigner(id);
  const work = codec.toBeSigned(unsigned, certificate, AT);
  const signature = sign(work.digest, work.hash);
  expect(await work.check(signature)).toEqual({ ok: true, value: null });
  const bytes = work.finish(signature);
  expect(codec.verify(bytes)).toMatchObject({ ok: true });
  return /<ds:SignatureMethod Algorithm="[^"]*#([^"]*)"/.exec(new TextDecoder().decode(bytes))?.[1] ?? '';
}

describe('the hash of new signatures', () => {
  test.each([
    ['aino-harjula', undefined, 'ecdsa-sha384'],
    ['aino-harjula', null, 'ecdsa-sha384'],
    ['aino-harjula', 'SHA-256', 'ecdsa-sha256'],
    ['aino-harjula', 'SHA-384', 'ecdsa-sha384'],
    ['mikael-sandvik', undefined, 'rsa-sha256'],
    ['mikael-sandvik', 'SHA-384', 'rsa-sha384'],
  ] as const)('%s, %s: %s, and the signature holds', async (id, hash, method) => {
    expect(await signedWith(id, hash)).toBe(method);
  });

  test('SHA-1 is none of them', () => {
    expect(SIGNATURE_HASHES).toEqual(['SHA-256', 'SHA-384']);
  });

  test.each([
    ['strongest', null],
    ['SHA-256', 'SHA-256'],
    ['SHA-384', 'SHA-384'],
  ])('--signature-hash %s', (name, signatureHash) => {
    expect(readArguments(['--signature-hash', name])).toMatchObject({ ok: true, value: { signatureHash } });
  });

  test.each([
    ['SHA-1', 'SHA-1 verifies old documents only; nothing is signed with it'],
    ['sha1', 'SHA-1 verifies old documents only; nothing is signed with it'],
    ['MD5', 'not a hash for signatures: MD5 (strongest, SHA-256, SHA-384)'],
    ['', 'not a hash for signatures:  (strongest, SHA-256, SHA-384)'],
  ])('--signature-hash %s is refused, and told', (name, error) => {
    expect(readArguments(['--signature-hash', name])).toEqual({ ok: false, error });
  });
});
