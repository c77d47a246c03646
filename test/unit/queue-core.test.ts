import { describe, expect, test } from 'vitest';
import { OUTBOX_STATES, type OutboxState } from '../../shared/domain/queue.ts';
import { fail, ok } from '../../shared/kernel/result.ts';
import { instantMs } from '../../shared/kernel/time.ts';
import { type SendReply } from '../../src-main/app/ports/kanta.port.ts';
import { type OutboxItem } from '../../src-main/app/ports/store/outbox.port.ts';
import { RETRY } from '../../src-main/app/sync/outbox.ts';
import { advance, type QueueEvent } from '../../src-main/app/sync/queue-core.ts';
import { anItem, AT } from '../builders/store.builder.ts';

const env = { nowMs: instantMs(AT), random: () => 0.5, settings: RETRY, othersSucceeded: false };
const receipt = {
  kind: 'accepted',
  reference: 'r',
  at: AT,
  replayed: false,
  verified: true,
  bytes: new Uint8Array([1]),
};
const decision = { by: '1', at: AT, reason: 'r' };

const replied = (reply: unknown): QueueEvent => ({ type: 'replied', reply: reply as SendReply });

/** Every event of the machine in each of its forms, with the row of the table that speaks of it. */
/**
 * In which states each event changes something; elsewhere it changes nothing. The receipt counts wherever it can: an act that
 * the service holds is done, whatever the desk believed.
 */
const COUNTS_IN = {
  begun: ['queued'],
  replied: ['sending'],
  receipt: ['queued', 'sending', 'unknown', 'rejected', 'held'],
  asked: ['unknown'],
  found: ['unknown', 'rejected', 'held'],
  stopped: ['sending'],
  restored: ['queued', 'sending', 'unknown', 'rejected', 'held'],
  stayed: ['queued'],
  landed: ['rejected', 'held'],
  cancel: ['queued', 'rejected', 'held'],
  sendAgain: ['rejected', 'held'],
  /** Only after a refusal of the signature. */
  signAgain: ['rejected', 'held'],
} as const satisfies Readonly<Record<string, readonly OutboxState[]>>;

const EVENTS: readonly (readonly [name: string, row: keyof typeof COUNTS_IN, event: QueueEvent])[] = [
  ['begun', 'begun', { type: 'begun' }],
  ['receipt', 'receipt', replied(receipt)],
  ['conflict', 'replied', replied({ kind: 'conflict', code: 'NET-0008', detail: null })],
  ['refusal', 'replied', replied({ kind: 'refused', code: 'NET-0007', detail: null })],
  ['not sent', 'replied', replied({ kind: 'notSent', code: 'NET-0001', retryAfterMs: null })],
  ['lost answer', 'replied', replied({ kind: 'unknown', code: 'NET-0004' })],
  ['unauthorised', 'replied', replied({ kind: 'unauthorised', code: 'NET-0005' })],
  [
    'held there',
    'found',
    { type: 'asked', answer: ok({ known: true, same: true, reference: 'r', at: AT, receipt: null }) },
  ],
  [
    'other bytes there',
    'asked',
    { type: 'asked', answer: ok({ known: true, same: false, reference: 'r', at: AT, receipt: null }) },
  ],
  ['not there', 'asked', { type: 'asked', answer: ok({ known: false }) }],
  ['no answer to the question', 'asked', { type: 'asked', answer: fail({ code: 'NET-0001' }) }],
  ['stopped', 'stopped', { type: 'stopped' }],
  ['restored', 'restored', { type: 'restored' }],
  ['too old', 'stayed', { type: 'stayed', code: 'QUE-0003' }],
  ['cancel', 'cancel', { type: 'decided', decision: { ...decision, decision: 'cancel' }, mayTravel: false }],
  ['sign again', 'signAgain', { type: 'decided', decision: { ...decision, decision: 'signAgain' }, mayTravel: false }],
  ['send again', 'sendAgain', { type: 'decided', decision: { ...decision, decision: 'sendAgain' }, mayTravel: false }],
];

function inState(state: OutboxState): OutboxItem {
  const { body: _, ...rest } = anItem();
  const final = { reference: 'r', at: AT, replayed: false, verified: true, bytes: new Uint8Array([1]) };
  return {
    ...rest,
    bodyDigest: 'b'.repeat(64),
    orderNo: 1,
    state,
    attempts: 1,
    ownFailures: 0,
    lastAnswer: null,
    receipt: state === 'accepted' ? final : null,
    decisions: [],
    chainHash: 'c'.repeat(64),
    signing: 1,
  };
}

describe('the transition function is total, and the table says the same', () => {
  for (const state of OUTBOX_STATES) {
    for (const [name, row, event] of EVENTS) {
      const counts = (COUNTS_IN[row] as readonly OutboxState[]).includes(state);
      test(`${state} + ${name}: ${counts ? 'counts' : 'changes nothing'}`, () => {
        const refused = { code: 'NET-0010', at: AT, detail: null } as const;
        const item = { ...inState(state), lastAnswer: row === 'signAgain' ? refused : null };
        const before = structuredClone(item);
        const outcome = advance(item, event, env);
        expect([outcome.change !== null, outcome.follow !== 'ignore']).toEqual([counts, counts]);
        expect(item).toEqual(before);
        if (outcome.change === null) return;
        const after = { ...item, ...outcome.change };
        expect(OUTBOX_STATES).toContain(after.state);
        expect(after.state === 'accepted').toBe(after.receipt !== null);
        // Whatever leaves the queue of its own accord left with a receipt; only a person cancels.
        expect(after.state === 'cancelled').toBe(name === 'cancel');
      });
    }
  }

  test('what was given up, and has landed nowhere, is cancelled; what nobody gave up, or was then to be sent again, is not', () => {
    const gaveUp = { ...decision, decision: 'cancel' } as const;
    const again = { ...decision, decision: 'sendAgain' } as const;
    for (const state of OUTBOX_STATES) {
      const after = (decisions: OutboxItem['decisions']) =>
        advance({ ...inState(state), decisions }, { type: 'landed' }, env).change;
      const counts = (COUNTS_IN.landed as readonly OutboxState[]).includes(state);
      expect(after([again, gaveUp])).toEqual(counts ? { state: 'cancelled' } : null);
      expect([after([]), after([gaveUp, again])]).toEqual([null, null]);
    }
  });

  test('what is final never changes', () => {
    for (const state of ['accepted', 'cancelled'] as const)
      for (const [, , event] of EVENTS) expect(advance(inState(state), event, env).change).toBeNull();
  });

  test('nothing but a sending or a person leads to another sending: every way from "not known" goes through a question', () => {
    for (const [, , event] of EVENTS) {
      const { change } = advance(inState('unknown'), event, env);
      if (change?.state === 'queued') expect(event.type).toBe('asked');
      expect(change?.state).not.toBe('sending');
    }
  });
});
