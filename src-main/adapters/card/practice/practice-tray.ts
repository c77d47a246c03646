import { type KeyObject } from 'node:crypto';
import { setTimeout as waiting } from 'node:timers/promises';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type Sensitive } from '../../../../shared/kernel/sensitive.ts';
import {
  type Cancellation,
  type CardFailure,
  type PinState,
  type PracticeTray,
  type PresentCard,
  type SigningCard,
} from '../../../app/ports/signing-card.port.ts';
import { demandDigest, signDigest } from '../signature.ts';
import { type PracticeCard, readPracticeCards } from './practice-cards.ts';
import { fileState, type PinName, type StateStore, tryCounters, TRIES } from './try-counters.ts';

export type PracticeTrayConfig = Readonly<{
  /** Folder of `professionals.json` and `organisations.json`. */
  seedDir: string;
  /** Folder of the practice certificates and of the keys encrypted under the PINs. */
  certsDir: string;
  /** Where the tries left are kept: a file name, or a store of the caller's. */
  state: string | StateStore;
  /** How long each private-key operation takes. Real cards need 500 to 2000 ms. Default 0. */
  delayMs?: number;
  /** Id of the card that is in the reader at start. Default none. */
  inserted?: string | null;
}>;

/** PINs of social and health-care cards have four to eight digits (DVV). Checked first: it costs no try. */
const PIN_FORM = /^\d{4,8}$/;

type Insertion = Readonly<{ card: PracticeCard }>;

function pinState(left: number): PinState {
  if (left === 0) return 'locked';
  if (left === 1) return 'lastTry';
  return left < TRIES ? 'low' : 'ok';
}

/**
 * The reader of the practice profile with its tray of software cards. It has the manners of a real card: one typed PIN is
 * one try, five wrong ones lock, a right one restores the counter, the counters survive a restart, one operation at a time,
 * and a session dies with its card. Private keys never leave the adapter.
 * @throws Error when the seed and the certificates do not fit together.
 */
export function openPracticeTray(config: PracticeTrayConfig): SigningCard & PracticeTray {
  const cards = readPracticeCards(config.seedDir, config.certsDir);
  const tries = tryCounters(typeof config.state === 'string' ? fileState(config.state) : config.state);
  const delayMs = config.delayMs ?? 0;
  const listeners = new Set<(card: PresentCard | null) => void>();
  const byId = (id: string): PracticeCard | undefined => cards.find(card => card.id === id);

  /** A new object for each insertion, so that a card put back is not the card that was pulled. */
  let inReader: Insertion | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  const first = config.inserted === undefined || config.inserted === null ? undefined : byId(config.inserted);
  if (first) inReader = { card: first };

  function present(): PresentCard | null {
    if (!inReader) return null;
    const { card } = inReader;
    return {
      serial: card.serial,
      practice: true,
      holderName: card.holderName,
      registrationNumber: card.registrationNumber,
      certificates: [card.authentication, card.signing],
      pin1: pinState(tries.left(card.id, 'pin1')),
      pin2: pinState(tries.left(card.id, 'pin2')),
      pinScope: 'batch',
      pinEntry: 'keyboard',
    };
  }

  function change(next: Insertion | null): void {
    inReader = next;
    const now = present();
    for (const hear of [...listeners]) hear(now);
  }

  /** The chip does one thing at a time. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work, work);
    turn = mine.catch(() => undefined);
    return mine;
  }

  async function pause(cancellation: Cancellation | undefined): Promise<void> {
    if (delayMs <= 0 || cancellation?.aborted) return;
    const stop = new AbortController();
    cancellation?.addEventListener('abort', () => stop.abort());
    await waiting(delayMs, undefined, { signal: stop.signal }).catch(() => undefined); // cut short by the abort
  }

  /** Looks at one typed PIN, exactly once. */
  function unlock(
    pin: PinName,
    typed: Sensitive<string> | null,
    cancellation: Cancellation | undefined,
  ): Promise<Result<Readonly<{ key: KeyObject; insertion: Insertion }>, CardFailure>> {
    return inTurn(async () => {
      const insertion = inReader;
      if (!insertion) return fail({ code: 'CARD-0104' });
      if (typed === null || !PIN_FORM.test(typed.reveal())) return fail({ code: 'CARD-0103' });
      const { card } = insertion;
      if (tries.left(card.id, pin) === 0) return fail({ code: 'CARD-0102', triesLeft: 0 });
      await pause(cancellation);
      if (cancellation?.aborted) return fail({ code: 'CARD-0111' });
      if (inReader !== insertion) return fail({ code: 'CARD-0105' });
      const left = tries.spend(card.id, pin);
      const key = card.unlock(pin, typed);
      if (!key) return fail(left === 0 ? { code: 'CARD-0102', triesLeft: 0 } : { code: 'CARD-0101', triesLeft: left });
      tries.restore(card.id, pin);
      return ok({ key, insertion });
    });
  }

  return {
    present,
    watch(hear) {
      listeners.add(hear);
      return () => void listeners.delete(hear);
    },
    async authenticate(challenge, pin1, cancellation) {
      demandDigest(challenge, 'SHA-256');
      const unlocked = await unlock('pin1', pin1, cancellation);
      return unlocked.ok ? ok(signDigest(unlocked.value.key, challenge, 'SHA-256')) : unlocked;
    },
    async openSigning(pin2, cancellation) {
      const unlocked = await unlock('pin2', pin2, cancellation);
      if (!unlocked.ok) return unlocked;
      const { insertion } = unlocked.value;
      let key: KeyObject | null = unlocked.value.key;
      return ok({
        sign(digest, hash) {
          demandDigest(digest, hash);
          return inTurn(async () => {
            if (!key) throw new Error('the signing session was closed');
            if (inReader === insertion) await pause(cancellation);
            if (cancellation?.aborted) return fail({ code: 'CARD-0111' });
            if (inReader !== insertion) return fail({ code: 'CARD-0105' });
            return ok(signDigest(key, digest, hash));
          });
        },
        close: () =>
          inTurn(async () => {
            key = null;
          }),
      });
    },
    cards: () =>
      cards.map(card => ({
        id: card.id,
        holderName: card.holderName,
        title: card.title,
        organisation: card.organisation,
        keys: card.keys,
        pin1: card.pin1,
        pin2: card.pin2,
        triesLeft1: tries.left(card.id, 'pin1'),
        triesLeft2: tries.left(card.id, 'pin2'),
        inserted: inReader?.card.id === card.id,
      })),
    insert(cardId) {
      if (cardId === null) {
        if (inReader) change(null);
        return true;
      }
      const card = byId(cardId);
      if (!card) return false;
      if (inReader?.card === card) return true;
      if (inReader) change(null); // one slot: the card before comes out first
      change({ card });
      return true;
    },
    reset(cardId) {
      if (!byId(cardId)) return false;
      tries.reset(cardId);
      return true;
    },
  };
}
