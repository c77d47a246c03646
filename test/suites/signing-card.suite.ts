import { createHash, randomBytes } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { Sensitive } from '../../shared/kernel/sensitive.ts';
import {
  type CertificateTrust,
  type PresentCard,
  type SigningCard,
} from '../../src-main/app/ports/signing-card.port.ts';

/** One card with its reader as a test may handle them; a hardware card puts a person or a fault module behind it. */
export type CardAtHand = Readonly<{
  card: SigningCard;
  trust: CertificateTrust;
  pin1: string;
  pin2: string;
  /** Of right form and not the PIN. */
  wrongPin: string;
  /** Wrong tries in a row that lock a PIN. */
  tries: number;
  /** Whether the card says how many tries are left; most real ones only say that few are. */
  tellsTries: boolean;
  /** Resolves when the card is seen to be out. */
  pull(): Promise<void>;
  putBack(): Promise<void>;
  close(): Promise<void>;
}>;

const HASHES = [
  ['SHA-256', 'sha256'],
  ['SHA-384', 'sha384'],
  ['SHA-512', 'sha512'],
] as const;

const certificate = (card: PresentCard | null, purpose: 'authentication' | 'signing'): Uint8Array => {
  const found = card?.certificates.find(candidate => candidate.purpose === purpose);
  if (!found) throw new Error(`no certificate for ${purpose}`);
  return found.der;
};

/**
 * What the application may expect of any card in the reader. Every test opens a fresh one with all its tries.
 * @param open gives the card inserted
 */
export function signingCardSuite(name: string, open: () => Promise<CardAtHand>): void {
  describe(`signing card: ${name}`, () => {
    let hand: CardAtHand | null = null;
    const atHand = async (): Promise<CardAtHand> => (hand = await open());
    afterEach(async () => {
      await hand?.close();
      hand = null;
    });

    test('shows the card in the reader with one certificate for each use', async () => {
      const { card } = await atHand();
      const present = card.present();
      expect(present?.certificates.map(({ purpose }) => purpose).sort()).toEqual(['authentication', 'signing']);
      expect(present?.registrationNumber).toMatch(/^\d{11}$/);
      expect(new Set(present?.certificates.map(c => c.registrationNumber))).toEqual(
        new Set([present?.registrationNumber]),
      );
      expect([present?.pin1, present?.pin2]).toEqual(['ok', 'ok']);
    });

    test('authenticates: the challenge is signed as it is with the authentication key', async () => {
      const { card, trust, pin1 } = await atHand();
      const challenge = new Uint8Array(randomBytes(32));
      const proof = await card.authenticate(challenge, new Sensitive(pin1));
      if (!proof.ok) throw new Error(proof.error.code);
      const present = card.present();
      expect(trust.verify(certificate(present, 'authentication'), challenge, 'SHA-256', proof.value)).toBe(true);
      expect(trust.verify(certificate(present, 'signing'), challenge, 'SHA-256', proof.value)).toBe(false);
    });

    test.each(HASHES)('signs a %s digest that verifies, and no other digest does', async (hash, algorithm) => {
      const { card, trust, pin2 } = await atHand();
      const session = await card.openSigning(new Sensitive(pin2));
      if (!session.ok) throw new Error(session.error.code);
      const digest = new Uint8Array(createHash(algorithm).update('asiakirja').digest());
      const signature = await session.value.sign(digest, hash);
      await session.value.close();
      if (!signature.ok) throw new Error(signature.error.code);
      const der = certificate(card.present(), 'signing');
      expect(trust.verify(der, digest, hash, signature.value)).toBe(true);
      const other = digest.with(0, (digest[0] ?? 0) ^ 1);
      expect(trust.verify(der, other, hash, signature.value)).toBe(false);
      expect(trust.verify(der, digest, hash, signature.value.with(5, (signature.value[5] ?? 0) ^ 1))).toBe(false);
    });

    test('one PIN entry signs a batch, or one signature where the card asks each time', async () => {
      const { card, trust, pin2 } = await atHand();
      const session = await card.openSigning(new Sensitive(pin2));
      if (!session.ok) throw new Error(session.error.code);
      const digests = Array.from({ length: 5 }, () => new Uint8Array(randomBytes(48)));
      const signatures = await Promise.all(digests.map(digest => session.value.sign(digest, 'SHA-384')));
      await session.value.close();
      const der = certificate(card.present(), 'signing');
      const whole = card.present()?.pinScope === 'batch';
      if (!whole) expect(signatures.slice(1)).toEqual(Array(4).fill({ ok: false, error: { code: 'CARD-0114' } }));
      expect(
        signatures.map(
          (made, index) => made.ok && trust.verify(der, digests[index] ?? new Uint8Array(), 'SHA-384', made.value),
        ),
      ).toEqual([true, whole, whole, whole, whole]);
    });

    test('a wrong PIN is CARD-0101 with the tries left, and a right one restores them', async () => {
      const { card, pin2, wrongPin, tries, tellsTries } = await atHand();
      const wrong = await card.openSigning(new Sensitive(wrongPin));
      expect(wrong).toEqual({
        ok: false,
        error: { code: 'CARD-0101', ...(tellsTries ? { triesLeft: tries - 1 } : {}) },
      });
      expect(card.present()?.pin2).toBe('low');
      expect(card.present()?.pin1).toBe('ok');
      const right = await card.openSigning(new Sensitive(pin2));
      if (!right.ok) throw new Error(right.error.code);
      await right.value.close();
      expect(card.present()?.pin2).toBe('ok');
    });

    test.each(['', '123', '123456789', '12a4', '１２３４', ' 1234'])(
      'a PIN of wrong form (%j) is CARD-0103 and costs no try',
      async typed => {
        const { card } = await atHand();
        expect(await card.authenticate(new Uint8Array(32), new Sensitive(typed))).toEqual({
          ok: false,
          error: { code: 'CARD-0103' },
        });
        expect(card.present()?.pin1).toBe('ok');
      },
    );

    test('too many wrong PINs lock that PIN and no other; then the right one is refused as well', async () => {
      const { card, pin1, pin2, wrongPin, tries } = await atHand();
      const codes: string[] = [];
      const states: (string | undefined)[] = [];
      for (let turn = 0; turn < tries; turn += 1) {
        const reply = await card.openSigning(new Sensitive(wrongPin));
        codes.push(reply.ok ? 'opened' : reply.error.code);
        states.push(card.present()?.pin2);
      }
      expect(codes).toEqual([...Array<string>(tries - 1).fill('CARD-0101'), 'CARD-0102']);
      expect(states.slice(-2)).toEqual(['lastTry', 'locked']);
      expect(await card.openSigning(new Sensitive(pin2))).toMatchObject({ ok: false, error: { code: 'CARD-0102' } });
      expect(await card.authenticate(new Uint8Array(32), new Sensitive(pin1))).toMatchObject({ ok: true });
    });

    test('without a card everything is CARD-0104', async () => {
      const { card, pin1, pin2, pull } = await atHand();
      await pull();
      expect(card.present()).toBeNull();
      expect(await card.authenticate(new Uint8Array(32), new Sensitive(pin1))).toEqual({
        ok: false,
        error: { code: 'CARD-0104' },
      });
      expect(await card.openSigning(new Sensitive(pin2))).toEqual({ ok: false, error: { code: 'CARD-0104' } });
    });

    test('a session ends with its card, also when the same card comes back', async () => {
      const { card, pin2, pull, putBack } = await atHand();
      const session = await card.openSigning(new Sensitive(pin2));
      if (!session.ok) throw new Error(session.error.code);
      await pull();
      expect(await session.value.sign(new Uint8Array(32), 'SHA-256')).toEqual({
        ok: false,
        error: { code: 'CARD-0105' },
      });
      await putBack();
      expect(await session.value.sign(new Uint8Array(32), 'SHA-256')).toEqual({
        ok: false,
        error: { code: 'CARD-0105' },
      });
      await session.value.close();
    });

    test('tells insertion and removal until nobody wants to hear', async () => {
      const { card, pull, putBack } = await atHand();
      const heard: (string | null)[] = [];
      const serial = card.present()?.serial;
      const stop = card.watch(present => heard.push(present?.serial ?? null));
      await pull();
      await putBack();
      stop();
      await pull();
      expect(heard).toEqual([null, serial]);
    });

    test('an aborted entry is CARD-0111 and costs no try', async () => {
      const { card, wrongPin } = await atHand();
      const aborted = AbortSignal.abort();
      const reply = await card.openSigning(new Sensitive(wrongPin), aborted);
      expect(reply).toEqual({ ok: false, error: { code: 'CARD-0111' } });
      expect(card.present()?.pin2).toBe('ok');
    });

    test('a digest of wrong length is a bug, not a signature', async () => {
      const { card, pin2 } = await atHand();
      const session = await card.openSigning(new Sensitive(pin2));
      if (!session.ok) throw new Error(session.error.code);
      expect(() => session.value.sign(new Uint8Array(32), 'SHA-384')).toThrow(RangeError);
      await session.value.close();
    });
  });
}
