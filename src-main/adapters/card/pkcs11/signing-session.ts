import { type Timers } from '../../../../shared/kernel/clock.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type Sensitive } from '../../../../shared/kernel/sensitive.ts';
import {
  type Cancellation,
  type CardFailure,
  type SignaturePadding,
  type SigningSession,
} from '../../../app/ports/signing-card.port.ts';
import { demandDigest, type Hash } from '../signature.ts';
import { type KeyOnCard, signatureLength } from './choose-certificate.ts';
import { type Driver } from './driver.ts';

/** A key of a card as it was put in. */
export type SessionOnCard = Readonly<{ key: KeyOnCard; isIn(): boolean }>;

/** A login that nobody uses ends by itself. */
const LONGEST_REST_MS = 60_000;

/**
 * The signatures under one PIN entry. A key that wants its PIN before each signature gets the one typed for this session once;
 * after that, and after any fault, the session signs nothing more.
 */
export function openHardwareSession(
  driver: Driver,
  timers: Timers,
  { key, isIn }: SessionOnCard,
  opened: Readonly<{ session: number; alwaysAuthenticate: boolean }>,
  typed: Sensitive<string> | null,
  cancellation: Cancellation | undefined,
): SigningSession {
  const { session, alwaysAuthenticate } = opened;
  const { keypad } = key.reader;
  const length = signatureLength(key);
  let pin = alwaysAuthenticate ? typed : null;
  let signed = 0;
  let over: CardFailure | null = null;
  let closed = false;
  let cancelRest: () => void = () => undefined;

  function end(failure: CardFailure): CardFailure {
    over ??= failure;
    pin = null;
    cancelRest();
    return over;
  }

  function rest(): void {
    cancelRest();
    cancelRest = timers.after(LONGEST_REST_MS, () => {
      end({ code: 'CARD-0114' });
      void driver.ask<'close'>({ op: 'close', session }, 'look');
    });
  }

  async function signOne(
    digest: Uint8Array,
    hash: Hash,
    padding: SignaturePadding,
  ): Promise<Result<Uint8Array, CardFailure>> {
    if (cancellation?.aborted) return fail(end({ code: 'CARD-0111' }));
    if (!isIn()) return fail(end({ code: 'CARD-0105' }));
    if (over !== null) return fail(over);
    const asksAgain = alwaysAuthenticate && !keypad;
    if (asksAgain && signed > 0) return fail({ code: 'CARD-0114' });
    signed += 1;
    const bytes = pin === null ? null : new Uint8Array(Buffer.from(pin.reveal(), 'utf8'));
    pin = null;
    rest();
    const asking = driver.ask<'sign'>(
      {
        op: 'sign',
        session,
        mechanism: key.certificate.algorithm === 'rsa' ? padding : 'ecdsa',
        hash,
        digest,
        ...(alwaysAuthenticate ? { pin: bytes } : {}),
      },
      keypad && alwaysAuthenticate ? 'pad' : 'sign',
    );
    const answer = await asking.finally(() => bytes?.fill(0));
    if (!isIn()) return fail(end({ code: 'CARD-0105' }));
    // What stood in line behind a fault was refused because of it, whatever number it got.
    if (!answer.ok) return fail(end(answer.error));
    const { signature } = answer.value;
    return signature.length === length ? ok(signature) : fail(end({ code: 'CARD-0120', detail: ['garbage'] }));
  }

  rest();
  return {
    sign(digest, hash, padding = 'pkcs1') {
      demandDigest(digest, hash);
      if (closed) throw new Error('the signing session was closed');
      return signOne(digest, hash, padding);
    },
    async close() {
      if (closed) return;
      closed = true;
      const wasOver = over !== null;
      end({ code: 'CARD-0118' });
      if (!wasOver) await driver.ask<'close'>({ op: 'close', session }, 'look');
    },
  };
}
