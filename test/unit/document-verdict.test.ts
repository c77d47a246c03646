import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createPrivateKey } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { instant } from '../../shared/kernel/time.ts';
import { CRYPTOGRAPHY } from '../../src-main/adapters/card/cryptography.ts';
import { signDigest } from '../../src-main/adapters/card/signature.ts';
import { sampleFiles } from '../../src-main/cli/document-samples.ts';
import { PAST, certificateFacts, openTrustFolder } from '../../src-main/adapters/card/signer-trust.ts';
import { verdictOf } from '../../src-main/cli/document-verify.ts';
import {
  type SignerTrust,
  VERDICT_POLICY,
  createDocumentCodec,
  judgeSignatures,
} from '../../src-main/wire/documents.ts';
import { normaliseSpace } from '../../src-main/wire/signature/transforms.ts';
import { aLegalPrescription } from '../builders/document.builder.ts';

const certificates = new URL('../../resources/certs-test-only/', import.meta.url);
const samples = new URL('../fixtures/kanta-cda/', import.meta.url);
const names = (readdirSync(samples, { recursive: true }) as string[]).filter(name => name.endsWith('.xml')).sort();
const sample = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(encodeURI(name), samples)));
const codesOf = (findings: readonly Readonly<{ code: string }>[]): readonly string[] => findings.map(each => each.code);

let trust: SignerTrust;
beforeAll(async () => {
  trust = await openTrustFolder(fileURLToPath(certificates));
});

describe('practice documents', () => {
  it.each(sampleFiles())('%s is accepted with the practice roots', (_, bytes) => {
    const verdict = verdictOf(bytes, trust);
    expect(verdict.findings).toEqual([]);
    expect(verdict.accepted).toBe(true);
    expect(verdict.signatures).toMatchObject([
      { weak: false, chain: 'trusted', revocation: 'good', value: 'valid', keyUsage: ['nonRepudiation'] },
    ]);
  });

  it('without roots nobody is judged, and nothing is accepted', () => {
    const verdict = verdictOf(sampleFiles()[0]?.[1] ?? new Uint8Array());
    expect([verdict.accepted, codesOf(verdict.findings), verdict.signatures[0]?.chain]).toEqual([
      false,
      ['certificate-not-judged'],
      'notJudged',
    ]);
  });

  it('are the same bytes each time', () => {
    expect(sampleFiles()).toEqual(sampleFiles());
  });
});

describe('certificates', () => {
  const codec = createDocumentCodec({ cryptography: CRYPTOGRAPHY });
  const unsigned = codec.write(
    { kind: 'prescription', content: aLegalPrescription() },
    { practice: true, softwareVersion: '1' },
  );
  const AT = instant('2026-11-20T09:00:00.000Z');

  function signedBy(file: string, at = AT, passphrase = '123456'): Uint8Array {
    const pem = readFileSync(new URL(`${file}.pem`, certificates), 'utf8');
    const der = new Uint8Array(Buffer.from(pem.replace(/-----[^-]*-----|\s/g, ''), 'base64'));
    const key = createPrivateKey({ key: readFileSync(new URL(`${file}.key.pem`, certificates)), passphrase });
    const work = codec.toBeSigned(unsigned, { der, algorithm: 'ec-p384' }, at);
    return work.finish(signDigest(key, work.digest, work.hash));
  }

  it.each([
    ['an expired certificate', 'negative/expired', 'certificate-expired-at-signing', 'expiredAtSigning'],
    ['one not yet valid', 'negative/not-yet-valid', 'certificate-not-yet-valid-at-signing', 'notYetValidAtSigning'],
    ['a foreign certificate', 'negative/unknown-issuer', 'certificate-untrusted', 'untrusted'],
    ['one for signing and for signing in', 'negative/both-usages', 'certificate-usage', 'trusted'],
    ['one without an identifier', 'negative/no-pseudonym', 'signer-without-identifier', 'trusted'],
  ])('%s (%s): %s', (_, file, code, chain) => {
    const verdict = verdictOf(signedBy(file), trust);
    expect(codesOf(verdict.findings)).toContain(code);
    expect([verdict.accepted, verdict.signatures[0]?.chain, verdict.signatures[0]?.value]).toEqual([
      false,
      chain,
      'valid',
    ]);
  });

  it('a revoked certificate, from its revocation on', async () => {
    const folder = fileURLToPath(new URL('negative/', certificates));
    expect(readdirSync(folder)).toContain('crl-revoked.pem');
    const revoked = readFileSync(new URL('negative/crl-revoked.pem', certificates));
    const roots = mkdtempSync(join(tmpdir(), 'document-roots-'));
    for (const name of ['root.pem', 'issuing.pem', 'root-crl.pem'])
      copyFileSync(new URL(name, certificates), join(roots, name));
    writeFileSync(join(roots, 'revoked.crl'), revoked);
    const verdict = verdictOf(signedBy('negative/revoked'), await openTrustFolder(roots));
    rmSync(roots, { recursive: true });
    expect(codesOf(verdict.findings)).toContain('certificate-revoked');
    expect(verdict.signatures[0]?.revocation).toBe('revoked');
    expect(verdict.accepted).toBe(false);
  });

  it('of another person, of an authentication key', () => {
    expect(codesOf(verdictOf(signedBy('sofia-lindgren-sign'), trust).findings)).toContain('signer-not-author');
    expect(codesOf(verdictOf(signedBy('aino-harjula-auth', AT, '1234'), trust).findings)).toContain(
      'certificate-usage',
    );
  });

  it('the time of signing decides, not the time of reading', () => {
    const at = instant('2050-01-01T00:00:00.000Z');
    expect(verdictOf(signedBy('aino-harjula-sign', at), trust).signatures[0]?.chain).toBe('expiredAtSigning');
  });

  it('a system signs with kind 4', () => {
    const system = new TextDecoder()
      .decode(signedBy('service', AT, ''))
      .replace('signatureDescription code="1"', 'signatureDescription code="4"');
    const verdict = verdictOf(new TextEncoder().encode(system), trust);
    expect(verdict.signatures).toMatchObject([
      { kind: '4', chain: 'trusted', revocation: 'good', accepted: true, signer: { systemId: '2.999.246.90' } },
    ]);
    expect([verdict.accepted, codesOf(verdict.findings)]).toEqual([false, ['signature-not-personal']]);
  });

  it('what is none has no facts', () => {
    expect(certificateFacts(new Uint8Array([1, 2, 3]))).toBeNull();
  });
});

describe('documents of the past', () => {
  it('the byte-exact sample of Kela verifies completely, marked as weak', () => {
    const verdict = verdictOf(sample('specification/LM_testiasiakirja_mitatointiin.xml'));
    expect(verdict.signatures).toMatchObject([
      {
        kind: '4',
        covered: ['body', 'time'],
        value: 'valid',
        weak: true,
        algorithm: 'RSA SHA-1',
        signedAt: '2015-10-30T10:11:12.000Z',
        signer: { systemId: expect.stringMatching(/^1\.2\.246\.556\./) as string },
      },
    ]);
    expect(codesOf(verdict.findings)).toContain('signature-weak-algorithm');
    expect(verdict.findings.filter(each => each.severity === 'error')).toEqual([]);
  });

  it('one changed letter of it is found', () => {
    const text = new TextDecoder().decode(sample('specification/LM_testiasiakirja_mitatointiin.xml'));
    const changed = text
      .replace('<title>Lääkemääräys</title>', '<title>Laakemaarays</title>')
      .replace(/(<structuredBody[\s\S]*?<title>)[^<]/, '$1X');
    const verdict = verdictOf(new TextEncoder().encode(changed));
    expect(codesOf(verdict.findings)).toContain('signature-digest');
  });

  it('every digest that goes through the style sheet matches, in every sample; layout alone breaks the others', () => {
    let personal = 0;
    for (const name of names) {
      for (const { kind, covered, documents, references } of verdictOf(sample(name)).signatures) {
        if (kind === '4') continue;
        personal += 1;
        expect([name, covered]).toEqual([name, ['time', kind === '2' ? 'list' : 'body']]);
        expect(references.map(each => each.digest)).toEqual(['matches', 'matches']);
        if (kind === '2') expect(documents.length).toBeGreaterThan(1);
      }
    }
    expect(personal).toBe(43);
  });

  it('the list of several documents names the digest of each body', () => {
    const together = names.filter(name => verdictOf(sample(name)).signatures.some(each => each.kind === '2'));
    expect(together.length).toBe(22);
    for (const name of together)
      expect(codesOf(verdictOf(sample(name)).findings)).not.toContain('signature-list-digest');
  });

  it('SHA-1 counts before the date of the policy only, and never by the time stamp alone', () => {
    const bytes = sample('specification/LM_testiasiakirja_mitatointiin.xml');
    const tools = { cryptography: CRYPTOGRAPHY, past: PAST, trust };
    const early = judgeSignatures(bytes, { ...tools, policy: { sha1Before: instant('2015-01-01T00:00:00.000Z') } });
    expect(codesOf(early.findings)).toContain('signature-old-algorithm');
    const written = new TextDecoder().decode(bytes).replace(/<effectiveTime value="2015/, '<effectiveTime value="2025');
    const late = judgeSignatures(new TextEncoder().encode(written), { ...tools, policy: VERDICT_POLICY });
    expect(codesOf(late.findings)).toContain('signature-old-algorithm');
  });
});

describe('the one style sheet, done natively', () => {
  it.each([
    ['<a> x  y </a>', '<a>x y</a>'],
    ['<a b="  x  >  y  "> x </a>', '<a b="  x  >  y  ">x</a>'],
    ['<a>x<?p  > x ?>y</a>', '<a>xy</a>'],
    ['<a>x&#xD; y&#xD;</a>', '<a>x y</a>'],
    ['<a>\u00a0x\u00a0</a>', '<a>\u00a0x\u00a0</a>'],
    ['<a>\n\t<b></b>\n</a>', '<a><b></b></a>'],
    ['<a> &lt; &amp; </a>', '<a>&lt; &amp;</a>'],
  ])('%j becomes %j', (canonical, normalised) => {
    expect(normaliseSpace(canonical)).toBe(normalised);
  });
});
