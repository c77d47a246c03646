import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type Sensitive } from '../../../../shared/kernel/sensitive.ts';
import {
  type Cancellation,
  type CardFailure,
  type CertificateTrust,
  type PresentCard,
  type SigningCard,
} from '../../../app/ports/signing-card.port.ts';
import { demandDigest } from '../signature.ts';
import { cardsIn, type HardwareCard, type KeyOnCard, signatureLength } from './choose-certificate.ts';
import { createDriver, type Driver, type DriverConfig } from './driver.ts';
import { pinStateOf } from './return-values.ts';
import { openHardwareSession, type SessionOnCard } from './signing-session.ts';

export type Pkcs11Config = DriverConfig &
  Readonly<{
    trust: Pick<CertificateTrust, 'judge'>;
    /** Policies of the profile's cards, see `Choice`. */
    policies: readonly string[];
    /** The cards of this profile are test cards. */
    practice: boolean;
  }>;

/** PINs of social and health-care cards have four to eight digits (DVV). Checked first: it costs no try. */
const PIN_FORM = /^\d{4,8}$/;

/** A card as it was put in; a new object for each insertion, so that a card put back is not the card that was pulled. */
type Insertion = Readonly<{ holder: string; serials: string }>;

export type Pkcs11Card = SigningCard & Readonly<{ driver: Driver; close(): void }>;

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The PIN as bytes for one request; the caller wipes them when it is sent. */
const pinBytes = (pin: Sensitive<string> | null): Uint8Array | null =>
  pin === null ? null : new Uint8Array(Buffer.from(pin.reveal(), 'utf8'));

const serialsOf = (card: HardwareCard): string =>
  [card.authentication, card.signing].map(key => `${key?.reader.slot ?? ''}/${key?.reader.serial ?? ''}`).join(' ');

/** Cards behind a vendor's PKCS#11 module, which runs in a process of its own. */
export function openPkcs11Card(config: Pkcs11Config): Pkcs11Card {
  const listeners = new Set<(card: PresentCard | null) => void>();
  let inserted: readonly Insertion[] = [];
  let cards: readonly HardwareCard[] = [];
  /** Keys that asked for their PIN before each signature; a card tells it only after a login. */
  const asksEachTime = new Set<string>();

  const current = (): Readonly<{ card: HardwareCard; insertion: Insertion }> | null => {
    const insertion = inserted.at(-1);
    const card = cards.find(({ holder }) => holder === insertion?.holder);
    return insertion === undefined || card === undefined ? null : { card, insertion };
  };

  function present(): PresentCard | null {
    const now = current();
    if (now === null) return null;
    const { authentication, signing } = now.card;
    const first = authentication ?? signing;
    if (first === null) return null;
    const pinOf = (key: KeyOnCard | null): PresentCard['pin1'] =>
      key === null ? 'notSet' : pinStateOf(key.reader.flags);
    return {
      serial: first.reader.serial,
      practice: config.practice,
      holderName: first.certificate.holderName,
      registrationNumber: first.certificate.registrationNumber,
      certificates: [authentication, signing].flatMap(key => (key === null ? [] : [key.certificate])),
      pin1: pinOf(authentication),
      pin2: pinOf(signing),
      pinScope: signing !== null && asksEachTime.has(hex(signing.certificate.der)) ? 'signature' : 'batch',
      pinEntry: first.reader.keypad ? 'pad' : 'keyboard',
    };
  }

  /** The readers changed: who came and who went, in that order, the newest card last. */
  function look(): void {
    const before = current()?.insertion ?? null;
    cards = cardsIn(driver.readers, {
      trust: config.trust,
      nowMs: config.clock.nowMs(),
      policies: config.policies,
    });
    const stays = ({ holder, serials }: Insertion): boolean =>
      cards.some(card => card.holder === holder && serialsOf(card) === serials);
    const staying = inserted.filter(stays);
    const known = new Set(staying.map(({ holder }) => holder));
    const coming = cards
      .filter(({ holder }) => !known.has(holder))
      .map(card => ({ holder: card.holder, serials: serialsOf(card) }));
    inserted = [...staying, ...coming];
    const after = current()?.insertion ?? null;
    if (before === after) return;
    const tell = (card: PresentCard | null): void => {
      for (const hear of [...listeners]) hear(card);
    };
    if (before !== null) tell(null); // the card before goes first
    if (after !== null) tell(present());
  }

  const driver = createDriver(config, look);

  /** Why there is no card to ask. */
  function absence(): CardFailure {
    if (driver.status === 'outOfOrder') return { code: 'CARD-0124' };
    return driver.readers.some(({ card }) => card === 'unknown') ? { code: 'CARD-0117' } : { code: 'CARD-0104' };
  }

  /** What can be told without asking the card: costs no try. */
  function mayAsk(
    purpose: 'authentication' | 'signing',
    pin: Sensitive<string> | null,
    cancellation: Cancellation | undefined,
  ): Result<SessionOnCard, CardFailure> {
    const now = current();
    if (now === null) return fail(absence());
    const key = now.card[purpose];
    if (key === null) return fail({ code: 'CARD-0107' });
    if (key.reader.keypad && pin !== null) return fail({ code: 'CARD-0121' });
    if (!key.reader.keypad && (pin === null || !PIN_FORM.test(pin.reveal()))) return fail({ code: 'CARD-0103' });
    const state = pinStateOf(key.reader.flags);
    if (state === 'locked') return fail({ code: 'CARD-0102', triesLeft: 0 });
    if (state === 'notSet') return fail({ code: 'CARD-0115' });
    if (cancellation?.aborted) return fail({ code: 'CARD-0111' });
    const { insertion } = now;
    return ok({ key, isIn: () => inserted.includes(insertion) });
  }

  /** A person who stops waiting at a keypad ends the process that waits; a typed PIN is looked at within a moment. */
  function untilAborted<T>(
    asked: Promise<Result<T, CardFailure>>,
    key: KeyOnCard,
    cancellation: Cancellation | undefined,
  ): Promise<Result<T, CardFailure>> {
    if (cancellation === undefined || !key.reader.keypad) return asked;
    let waits = true;
    cancellation.addEventListener('abort', () => {
      if (waits) driver.interrupt();
    });
    return asked.then(result => {
      waits = false;
      return !result.ok && cancellation.aborted ? fail({ code: 'CARD-0111' }) : result;
    });
  }

  return {
    driver,
    present,
    watch(hear) {
      listeners.add(hear);
      return () => void listeners.delete(hear);
    },
    async authenticate(challenge, pin1, cancellation) {
      demandDigest(challenge, 'SHA-256');
      const may = mayAsk('authentication', pin1, cancellation);
      if (!may.ok) return may;
      const { key, isIn } = may.value;
      const pin = pinBytes(pin1);
      const asking = driver.ask<'signOnce'>(
        {
          op: 'signOnce',
          slot: key.reader.slot,
          keyId: key.keyId,
          pin,
          mechanism: key.certificate.algorithm === 'rsa' ? 'pkcs1' : 'ecdsa',
          hash: 'SHA-256',
          digest: challenge,
        },
        key.reader.keypad ? 'pad' : 'sign',
      );
      const answer = await untilAborted(asking, key, cancellation).finally(() => pin?.fill(0));
      if (!answer.ok) return answer;
      if (!isIn()) return fail({ code: 'CARD-0105' });
      return answer.value.signature.length === signatureLength(key)
        ? ok(answer.value.signature)
        : fail({ code: 'CARD-0120', detail: ['garbage'] });
    },
    async openSigning(pin2, cancellation) {
      const may = mayAsk('signing', pin2, cancellation);
      if (!may.ok) return may;
      const { key, isIn } = may.value;
      const pin = pinBytes(pin2);
      const asking = driver.ask<'open'>(
        { op: 'open', slot: key.reader.slot, keyId: key.keyId, pin },
        key.reader.keypad ? 'pad' : 'sign',
      );
      const opened = await untilAborted(asking, key, cancellation).finally(() => pin?.fill(0));
      if (!opened.ok) return opened;
      if (opened.value.alwaysAuthenticate) asksEachTime.add(hex(key.certificate.der));
      return ok(openHardwareSession(driver, config.timers, { key, isIn }, opened.value, pin2, cancellation));
    },
    close: () => driver.close(),
  };
}
