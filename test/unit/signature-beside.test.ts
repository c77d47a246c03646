/** A person's signature beside the bytes of a document, read back with another library than the one that made it. */
import { X509Certificate } from 'node:crypto';
import { flattenedVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { toBeSignedBeside } from '../../src-main/wire/signature/beside.ts';
import { practiceSigner, testCryptography } from '../builders/cryptography.builder.ts';

const DOCUMENT = new TextEncoder().encode('<asiakirja>päätös</asiakirja>');

describe('a signature beside a document', () => {
  test.each([
    ['petri-huolto', 'ES384'],
    ['mikael-sandvik', 'RS256'],
  ] as const)('%s signs with %s; another document, key or author does not fit', async (id, alg) => {
    const { certificate, sign } = practiceSigner(id);
    const author = certificate.registrationNumber ?? '';
    const work = toBeSignedBeside(testCryptography, DOCUMENT, certificate, author);
    const signature = sign(work.digest, work.hash);
    expect(await work.check(signature)).toEqual({ ok: true, value: null });
    const [header = '', payload, value = ''] = work.finish(signature).split('.');
    expect([payload, JSON.parse(Buffer.from(header, 'base64url').toString())]).toEqual([
      '',
      { alg, x5c: [Buffer.from(certificate.der).toString('base64')] },
    ]);
    const key = new X509Certificate(certificate.der).publicKey;
    const jws = (bytes: Uint8Array) => ({
      protected: header,
      payload: Buffer.from(bytes).toString('base64url'),
      signature: value,
    });
    await expect(flattenedVerify(jws(DOCUMENT), key)).resolves.toMatchObject({ protectedHeader: { alg } });
    await expect(flattenedVerify(jws(DOCUMENT.slice(1)), key)).rejects.toThrow();

    const others = toBeSignedBeside(testCryptography, DOCUMENT, certificate, '00999900101');
    expect(await others.check(signature)).toEqual({ ok: false, error: { finding: 'signer-not-author' } });
    const entry = practiceSigner(id, 'auth');
    const wrongKey = toBeSignedBeside(testCryptography, DOCUMENT, entry.certificate, author);
    expect(await wrongKey.check(signature)).toEqual({ ok: false, error: { finding: 'signature-certificate' } });
    const late = toBeSignedBeside(testCryptography, DOCUMENT.slice(1), certificate, author);
    expect(await late.check(signature)).toEqual({ ok: false, error: { finding: 'signature-value' } });
  });
});
