import { type Professional, fullName } from '../../shared/domain/people/person.ts';
import { fail, ok } from '../../shared/kernel/result.ts';
import {
  type CardCertificate,
  type CardCode,
  type CertificateTrust,
  type PracticeTray,
  type PresentCard,
  type SigningCard,
} from '../../src-main/app/ports/signing-card.port.ts';

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytes = (value: string): Uint8Array => new TextEncoder().encode(value);
/** What the key of a certificate makes of a digest: readable, so that a test sees whose it is. */
export const markOf = (der: Uint8Array, digest: Uint8Array): Uint8Array =>
  bytes(`signed(${text(der)},${Buffer.from(digest).toString('hex')})`);

export const PIN1 = '1234';
export const PIN2 = '123456';
const TRIES = 5;

/** A card that a test holds in its hand: put in, pulled, spoilt at any moment. */
export type FakeCard = SigningCard &
  PracticeTray & {
    put(professional: Professional | null, change?: Partial<PresentCard>): void;
    /** Called before each signature is made, with its number from 1; may pull the card or give a refusal. */
    beforeSigning: (n: number) => CardCode | null;
    /** Awaited before each signature, with its number from 1: a card at work. */
    pace: (n: number) => Promise<void>;
    /** Called while PIN1 is looked at. */
    whileAuthenticating: () => Promise<void>;
    /** Called while PIN2 is looked at. */
    whileOpening: () => Promise<void>;
    /** PIN entries so far: one typed PIN is one attempt. */
    readonly attempts: { pin1: number; pin2: number };
    readonly openSessions: () => number;
  };

const certificate = (
  professional: Professional,
  purpose: CardCertificate['purpose'],
  identifierNumber: string | null,
): CardCertificate => ({
  der: bytes(`${purpose}:${professional.registrationNumber}`),
  purpose,
  algorithm: 'ec-p384',
  registrationNumber: professional.registrationNumber,
  identifierNumber,
  holderName: fullName(professional),
  title: professional.title.fi,
});

export function fakeCard(people: readonly Professional[]): FakeCard {
  let present: PresentCard | null = null;
  /** A new one at each insertion: a session dies with its own. */
  let insertion = 0;
  let signatures = 0;
  let open = 0;
  const listeners = new Set<(card: PresentCard | null) => void>();
  const tries = { pin1: TRIES, pin2: TRIES };

  function enter(pin: 'pin1' | 'pin2', typed: string | null): CardCode | null {
    if (present === null) return 'CARD-0104';
    card.attempts[pin] += 1;
    if (tries[pin] === 0) return 'CARD-0102';
    if (typed === (pin === 'pin1' ? PIN1 : PIN2)) {
      tries[pin] = TRIES;
      return null;
    }
    tries[pin] -= 1;
    return tries[pin] === 0 ? 'CARD-0102' : 'CARD-0101';
  }

  const card: FakeCard = {
    attempts: { pin1: 0, pin2: 0 },
    openSessions: () => open,
    beforeSigning: () => null,
    pace: async () => undefined,
    whileAuthenticating: async () => undefined,
    whileOpening: async () => undefined,
    put(professional, change = {}) {
      insertion += 1;
      present =
        professional === null
          ? null
          : {
              serial: `card-${professional.registrationNumber}`,
              practice: true,
              holderName: fullName(professional),
              registrationNumber: professional.registrationNumber,
              certificates: [
                certificate(professional, 'authentication', professional.identifierNumber),
                certificate(professional, 'signing', professional.identifierNumber),
              ],
              pin1: 'ok',
              pin2: 'ok',
              pinScope: 'batch',
              pinEntry: 'keyboard',
              ...change,
            };
      for (const hear of [...listeners]) hear(present);
    },
    present: () => present,
    watch(hear) {
      listeners.add(hear);
      return () => void listeners.delete(hear);
    },
    async authenticate(challenge, pin1) {
      const mine = insertion;
      const refused = enter('pin1', pin1?.reveal() ?? null);
      if (refused !== null) return fail({ code: refused, triesLeft: tries.pin1 });
      const key = present?.certificates.find(c => c.purpose === 'authentication');
      await card.whileAuthenticating();
      if (mine !== insertion || key === undefined) return fail({ code: 'CARD-0105' });
      return ok(markOf(key.der, challenge));
    },
    async openSigning(pin2) {
      const mine = insertion;
      await card.whileOpening();
      const refused = enter('pin2', pin2?.reveal() ?? null);
      if (refused !== null) return fail({ code: refused, triesLeft: tries.pin2 });
      const key = present?.certificates.find(c => c.purpose === 'signing');
      open += 1;
      return ok({
        async sign(digest) {
          const mineIs = (signatures += 1);
          await card.pace(mineIs);
          const spoilt = card.beforeSigning(mineIs);
          if (spoilt !== null) return fail({ code: spoilt });
          if (mine !== insertion || key === undefined) return fail({ code: 'CARD-0105' });
          return ok(markOf(key.der, digest));
        },
        async close() {
          open -= 1;
        },
      });
    },
    cards: () => [],
    insert(cardId) {
      const person = people.find(p => p.registrationNumber === cardId) ?? null;
      if (cardId !== null && person === null) return false;
      card.put(person);
      return true;
    },
    reset: cardId => people.some(p => p.registrationNumber === cardId),
  };
  return card;
}

/** Trusts every fake certificate for its own purpose; `refuse` makes it find fault. */
export type FakeTrust = CertificateTrust & {
  refuse: (der: string, purpose: string) => CardCode | null;
  revocation: 'checked' | 'unknown';
};

export const fakeTrust = (): FakeTrust => {
  const trust: FakeTrust = {
    revocation: 'checked',
    refuse: (der, purpose) => (der.startsWith(`${purpose}:`) ? null : 'CARD-0107'),
    judge(der, purpose) {
      const code = trust.refuse(text(der), purpose);
      return code === null ? ok({ revocation: trust.revocation }) : fail({ code });
    },
    facts: () => ({
      serial: '01',
      issuer: 'HARJOITUS CA',
      fromMs: Date.UTC(2026, 0, 1),
      untilMs: Date.UTC(2031, 0, 1),
      listUntilMs: Date.UTC(2027, 0, 1),
    }),
    verify: (der, digest, _hash, signature) => text(signature) === text(markOf(der, digest)),
  };
  return trust;
};
