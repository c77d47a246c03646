/** Which certificate of a card is used for what: by its use, policy and validity, never by a label, a slot or an id. */
import 'reflect-metadata';
import { KeyUsageFlags } from '@peculiar/x509';
import { beforeAll, describe, expect, test } from 'vitest';
import { cardsIn, type HardwareCard } from '../../src-main/adapters/card/pkcs11/choose-certificate.ts';
import { type Reader } from '../../src-main/adapters/card/pkcs11/messages.ts';
import { type CertificateTrust } from '../../src-main/app/ports/signing-card.port.ts';
import { certificateOf } from '../builders/soft-card/card-keys.ts';
import { practiceTrust } from '../fakes/practice-set.fake.ts';

const NOW = Date.UTC(2026, 10, 22);
const AINO = 'aino-harjula';
const day = (text: string): Date => new Date(`${text}T00:00:00Z`);

let trust: CertificateTrust;
beforeAll(async () => {
  trust = await practiceTrust();
});

let slots = 0;
/** A token with these certificates; `label` is what a vendor wrote on it. */
function token(label: string, ...ders: readonly Uint8Array[]): Reader {
  slots += 1;
  return {
    slot: slots.toString(16).padStart(2, '0'),
    name: `Lukija ${slots}`,
    card: 'token',
    keypad: false,
    label,
    serial: `s${slots}`,
    flags: 0,
    certificates: ders.map((der, n) => ({ id: new Uint8Array([n]), der })),
  };
}
const cards = (...readers: readonly Reader[]): readonly HardwareCard[] =>
  cardsIn(readers, { trust, nowMs: NOW, policies: ['2.999.246.2'] });
/** The one that signs, among these in either order. */
function signing(...ders: readonly Uint8Array[]): Uint8Array | undefined {
  const [there, back] = [ders, ders.toReversed()].map(each => cards(token('', ...each))[0]?.signing?.certificate.der);
  expect(there).toEqual(back);
  return there;
}

describe('the certificate that is used', () => {
  test('its use decides, whatever the tokens are called and in whatever order they come', async () => {
    const [auth, sign] = [await certificateOf(AINO, 'auth', 'ec-p384'), await certificateOf(AINO, 'sign', 'ec-p384')];
    const [card, ...others] = cards(token('KORTTI (PIN1) todentamisvarmenne', sign), token('KORTTI (PIN2)', auth));
    expect(others).toEqual([]);
    expect(card?.signing?.certificate.der).toEqual(sign);
    expect(card?.authentication?.certificate.der).toEqual(auth);
  });

  test('one that may do both is used for neither', async () => {
    const usage = KeyUsageFlags.nonRepudiation | KeyUsageFlags.digitalSignature;
    expect(cards(token('', await certificateOf(AINO, 'sign', 'ec-p384', { usage })))).toEqual([]);
  });

  test('a valid one stands before a stronger one that has run out', async () => {
    const old = await certificateOf(AINO, 'sign', 'ec-p384', { until: day('2026-11-21') });
    const valid = await certificateOf(AINO, 'sign', 'rsa-2048');
    expect(signing(old, valid)).toEqual(valid);
  });

  test('one of a policy of this profile stands before a stronger one of another; alone, another is taken', async () => {
    const other = await certificateOf(AINO, 'sign', 'ec-p384', { policy: '2.999.246.7' });
    const own = await certificateOf(AINO, 'sign', 'rsa-2048', { policy: '2.999.246.2' });
    expect(signing(other, own)).toEqual(own);
    expect(signing(other)).toEqual(other);
  });

  test('else EC P-384 before RSA, the longer key, the later end', async () => {
    const [short, long] = [
      await certificateOf(AINO, 'sign', 'rsa-2048'),
      await certificateOf(AINO, 'sign', 'rsa-3072'),
    ];
    const [soon, late] = [
      await certificateOf(AINO, 'sign', 'ec-p384', { until: day('2027-01-01') }),
      await certificateOf(AINO, 'sign', 'ec-p384', { until: day('2028-01-01') }),
    ];
    expect(signing(short, long)).toEqual(long);
    expect(signing(long, soon)).toEqual(soon);
    expect(signing(soon, late)).toEqual(late);
  });

  test('tokens of two people are two cards', async () => {
    const both = cards(
      token('', await certificateOf(AINO, 'sign', 'ec-p384')),
      token('', await certificateOf('mikael-sandvik', 'sign', 'ec-p384')),
    );
    expect(both.map(({ signing: own }) => own?.certificate.holderName)).toEqual([
      expect.stringContaining('Harjula'),
      expect.stringContaining('Sandvik'),
    ]);
  });
});
