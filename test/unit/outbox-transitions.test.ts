import { describe, expect, test } from 'vitest';
import { ACTS, OUTBOX_STATES, type OutboxState } from '../../shared/domain/queue.ts';
import { ERROR_CODES, type ErrorCode } from '../../shared/kernel/error-codes.ts';
import { fail, ok } from '../../shared/kernel/result.ts';
import { addDays, dateInHelsinki, instantMs, instantOfMs, localDate } from '../../shared/kernel/time.ts';
import { type SendReply } from '../../src-main/app/ports/kanta.port.ts';
import { type OutboxItem } from '../../src-main/app/ports/store/outbox.port.ts';
import {
  afterAsking,
  afterAttempt,
  afterDecision,
  afterRestore,
  afterStop,
  beforeSending,
  isGivenUp,
  mayGo,
  RETRY,
  storedWaitMs,
  waitMs,
  type AskAnswer,
  type Situation,
} from '../../src-main/app/sync/outbox.ts';
import { RESTING_CODES, RETRY_CLASSES } from '../../src-main/app/sync/retry-classes.ts';
import { anItem, AT } from '../builders/store.builder.ts';

const NOW = instantMs(AT);
const env = { nowMs: NOW, random: () => 0.5, settings: RETRY, othersSucceeded: false };

function anOutboxItem(change: Partial<OutboxItem> = {}): OutboxItem {
  const { body: _, ...rest } = anItem();
  return {
    ...rest,
    bodyDigest: 'b'.repeat(64),
    orderNo: 1,
    state: 'queued',
    attempts: 1,
    ownFailures: 0,
    lastAnswer: null,
    receipt: null,
    decisions: [],
    chainHash: 'c'.repeat(64),
    signing: 1,
    ...change,
  };
}

const REPLIES = {
  accepted: { kind: 'accepted', reference: 'r', at: AT, replayed: false, verified: true, bytes: new Uint8Array([1]) },
  conflict: { kind: 'conflict', code: 'NET-0008', detail: 'v' },
  refused: { kind: 'refused', code: 'NET-0007', detail: 'RULE' },
  notSent: { kind: 'notSent', code: 'NET-0001', retryAfterMs: null },
  unknown: { kind: 'unknown', code: 'NET-0004' },
  unauthorised: { kind: 'unauthorised', code: 'NET-0005' },
} as const satisfies Record<SendReply['kind'], SendReply>;

describe('every state with every reply', () => {
  const leadsTo: Record<SendReply['kind'], OutboxState> = {
    accepted: 'accepted',
    conflict: 'held',
    refused: 'rejected',
    notSent: 'queued',
    unknown: 'unknown',
    unauthorised: 'queued',
  };
  const follows = {
    accepted: 'next',
    conflict: 'person',
    refused: 'person',
    notSent: 'later',
    unknown: 'later',
    unauthorised: 'later',
  };

  for (const state of OUTBOX_STATES) {
    for (const [kind, reply] of Object.entries(REPLIES) as [SendReply['kind'], SendReply][]) {
      const final = state === 'accepted' || state === 'cancelled';
      const counts = kind === 'accepted' ? !final : state === 'sending';
      test(`${state} + ${kind}: ${counts ? leadsTo[kind] : 'unchanged'}`, () => {
        const { change, follow } = afterAttempt(anOutboxItem({ state }), reply, env);
        expect([change?.state ?? null, follow]).toEqual(counts ? [leadsTo[kind], follows[kind]] : [null, 'ignore']);
      });
    }
  }

  test('the table of retry classes says the same as the function', () => {
    expect(Object.fromEntries(Object.entries(RETRY_CLASSES).map(([kind, row]) => [kind, row.leadsTo]))).toEqual(
      leadsTo,
    );
  });

  test('an item becomes accepted with a receipt, and only so', () => {
    for (const state of OUTBOX_STATES) {
      for (const reply of Object.values(REPLIES)) {
        const { change } = afterAttempt(anOutboxItem({ state }), reply, env);
        expect(change?.state === 'accepted').toBe(change?.receipt !== undefined);
      }
    }
  });
});

describe('every state with every answer to the question', () => {
  const answers: Readonly<Record<string, AskAnswer>> = {
    same: ok({ known: true, same: true, reference: 'r', at: AT, receipt: null }),
    other: ok({ known: true, same: false, reference: 'r', at: AT, receipt: null }),
    nothing: ok({ known: false }),
    noAnswer: fail({ code: 'NET-0001' }),
  };
  const leadsTo: Readonly<Record<string, OutboxState>> = {
    same: 'accepted',
    other: 'held',
    nothing: 'queued',
    noAnswer: 'unknown',
  };

  for (const state of OUTBOX_STATES) {
    for (const [name, answer] of Object.entries(answers)) {
      const counts = state === 'unknown' || (name === 'same' && (state === 'held' || state === 'rejected'));
      test(`${state} + ${name}: ${counts ? leadsTo[name] : 'unchanged'}`, () => {
        const { change } = afterAsking(anOutboxItem({ state }), answer, env);
        expect(change?.state ?? null).toBe(counts ? leadsTo[name] : null);
      });
    }
  }

  test('other bytes under the OID are told as such', () => {
    const { change } = afterAsking(anOutboxItem({ state: 'unknown' }), answers['other'] as AskAnswer, env);
    expect(change?.lastAnswer).toEqual({ code: 'NET-0009', at: AT, detail: null });
  });

  test('an item with too many failures of its own is parked when it is known not to be there, not before', () => {
    const item = anOutboxItem({ state: 'unknown', ownFailures: RETRY.ownFailures });
    expect(afterAsking(item, answers['noAnswer'] as AskAnswer, env).change?.state).toBe('unknown');
    expect(afterAsking(item, answers['nothing'] as AskAnswer, env).change).toMatchObject({
      state: 'held',
      lastAnswer: { code: 'QUE-0004' },
    });
  });
});

describe('waits', () => {
  test('full jitter: between nothing and 2 s doubled each time, at most 15 minutes', () => {
    const longest = [1, 2, 3, 8, 9, 10, 11, 50, 10_000].map(n => waitMs(n, () => 1, RETRY));
    expect(longest).toEqual([2000, 4000, 8000, 256_000, 512_000, 900_000, 900_000, 900_000, 900_000]);
    expect([1, 5, 50].map(n => waitMs(n, () => 0, RETRY))).toEqual([0, 0, 0]);
  });

  test("the service's own wish is the least, up to an hour", () => {
    const waited = (retryAfterMs: number): number => {
      const { change } = afterAttempt(anOutboxItem({ state: 'sending' }), { ...REPLIES.notSent, retryAfterMs }, env);
      return instantMs(change?.notBefore ?? AT) - NOW;
    };
    expect([0, 500, 30_000, 3_600_000, 86_400_000].map(waited)).toEqual([1000, 1000, 30_000, 3_600_000, 3_600_000]);
  });

  test('a failure counts as its own only while the service accepts others; the eighth parks it', () => {
    const sent = anOutboxItem({ state: 'sending', ownFailures: 7 });
    expect(afterAttempt(sent, REPLIES.notSent, env).change).toMatchObject({ state: 'queued', ownFailures: 7 });
    expect(afterAttempt(sent, REPLIES.notSent, { ...env, othersSucceeded: true }).change).toMatchObject({
      state: 'held',
      ownFailures: 8,
      lastAnswer: { code: 'QUE-0004', detail: 'NET-0001' },
    });
    expect(afterAttempt(sent, REPLIES.unauthorised, { ...env, othersSucceeded: true }).change).toMatchObject({
      state: 'queued',
      ownFailures: 7,
    });
    expect(afterAttempt(sent, REPLIES.unknown, { ...env, othersSucceeded: true }).change).toMatchObject({
      state: 'unknown',
      ownFailures: 8,
    });
  });
});

describe('before sending, and after a stop', () => {
  test('the attempt is counted with the state', () => {
    expect(beforeSending(anOutboxItem({ attempts: 4 }))).toEqual({ state: 'sending', attempts: 5 });
  });

  test('only what was being sent becomes unknown', () => {
    const became = OUTBOX_STATES.map(state => [state, afterStop(anOutboxItem({ state }), NOW, RETRY)?.state ?? null]);
    expect(Object.fromEntries(became)).toEqual({
      queued: null,
      sending: 'unknown',
      unknown: null,
      accepted: null,
      rejected: null,
      held: null,
      cancelled: null,
    });
  });
});

describe('what may go', () => {
  const situation: Situation = { nowMs: NOW, settings: RETRY, dependencies: [], restMs: 0, landsInMs: null };

  test('by state', () => {
    const verdicts = OUTBOX_STATES.map(state => [state, mayGo(anOutboxItem({ state }), situation).may]);
    expect(Object.fromEntries(verdicts)).toEqual({
      queued: 'send',
      sending: 'not',
      unknown: 'ask',
      accepted: 'not',
      rejected: 'not',
      held: 'not',
      cancelled: 'not',
    });
  });

  test('by the states of what it waits for', () => {
    const verdicts = OUTBOX_STATES.map(state => [
      state,
      mayGo(anOutboxItem(), { ...situation, dependencies: ['accepted', state] }),
    ]);
    expect(Object.fromEntries(verdicts)).toEqual({
      queued: { may: 'not' },
      sending: { may: 'not' },
      unknown: { may: 'not' },
      accepted: { may: 'send' },
      rejected: { may: 'not' },
      held: { may: 'not' },
      cancelled: { may: 'hold', code: 'QUE-0002' },
    });
  });

  test('by time', () => {
    expect(mayGo(anOutboxItem(), { ...situation, restMs: 1 })).toEqual({ may: 'wait', restMs: 1 });
    expect(mayGo(anOutboxItem({ state: 'unknown' }), { ...situation, restMs: 1 })).toEqual({ may: 'wait', restMs: 1 });
  });

  test('what was refused is asked for once an earlier copy of it has landed, and only then', () => {
    for (const state of ['held', 'rejected'] as const) {
      const may = (landsInMs: number | null, restMs = 0) =>
        mayGo(anOutboxItem({ state }), { ...situation, landsInMs, restMs });
      expect([may(null), may(500), may(0), may(0, 70)]).toEqual([
        { may: 'not' },
        { may: 'wait', restMs: 500 },
        { may: 'ask' },
        { may: 'wait', restMs: 70 },
      ]);
    }
  });

  test('what was given up is cancelled when nothing of it can arrive any more, and asked for before', () => {
    const decision = { by: '1', at: AT, decision: 'cancel', reason: 'r' } as const;
    for (const state of ['held', 'rejected'] as const) {
      const item = anOutboxItem({ state, decisions: [decision] });
      const may = (landsInMs: number | null) => mayGo(item, { ...situation, landsInMs }).may;
      expect([may(500), may(0), may(null)]).toEqual(['wait', 'ask', 'cancel']);
      const again = { ...decision, decision: 'sendAgain' } as const;
      expect(mayGo({ ...item, decisions: [decision, again] }, situation).may).toBe('not');
    }
  });

  test('by its own validity: the last day counts whole, in Finnish time; a decision made since lets it go', () => {
    const today = dateInHelsinki(NOW);
    const until = (validUntil: OutboxItem['validUntil'], nowMs = NOW) =>
      mayGo(anOutboxItem({ validUntil, queuedAt: instantOfMs(nowMs) }), { ...situation, nowMs });
    expect(until(null)).toEqual({ may: 'send' });
    expect(until(today)).toEqual({ may: 'send' });
    expect(until(addDays(today, -1))).toEqual({ may: 'hold', code: 'QUE-0008' });
    // Ten in the evening by UTC is past midnight in Helsinki in November.
    const late = Date.UTC(2026, 10, 22, 22, 0, 0);
    expect(until(localDate('2026-11-22'), late)).toEqual({ may: 'hold', code: 'QUE-0008' });
    expect(until(localDate('2026-11-22'), late - 1)).toEqual({ may: 'send' });
    const decided = { by: '1', decision: 'sendAgain', reason: '' } as const;
    const lapsed = (at: number) =>
      mayGo(
        anOutboxItem({
          validUntil: localDate('2026-11-22'),
          queuedAt: instantOfMs(late),
          decisions: [{ ...decided, at: instantOfMs(at) }],
        }),
        { ...situation, nowMs: late + 1000 },
      );
    expect([lapsed(late - 1), lapsed(late)]).toEqual([{ may: 'hold', code: 'QUE-0008' }, { may: 'send' }]);
  });

  test('a stored wait that no rule gives is a clock that jumped, and is no wait', () => {
    const rest = (atMs: number): number => storedWaitMs({ notBefore: instantOfMs(NOW + atMs) }, NOW, RETRY);
    expect([-1, 0, 60_000, 3_600_000, 3_600_001, 10 * 365 * 86_400_000].map(rest)).toEqual([
      0, 0, 60_000, 3_600_000, 0, 0,
    ]);
  });

  test('by age: a day after signing, or after the decision to send it all the same', () => {
    const day = 24 * 3_600_000;
    const old = anOutboxItem({ queuedAt: instantOfMs(NOW - day - 1) });
    expect(mayGo(anOutboxItem({ queuedAt: instantOfMs(NOW - day) }), situation)).toEqual({ may: 'send' });
    expect(mayGo(old, situation)).toEqual({ may: 'hold', code: 'QUE-0003' });
    expect(mayGo({ ...old, state: 'unknown' }, situation)).toEqual({ may: 'ask' });
    const decided = { by: '1', decision: 'sendAgain', reason: '', at: instantOfMs(NOW - 1000) } as const;
    expect(mayGo({ ...old, decisions: [decided] }, situation)).toEqual({ may: 'send' });
    expect(mayGo({ ...old, decisions: [{ ...decided, at: old.queuedAt }] }, situation)).toEqual({
      may: 'hold',
      code: 'QUE-0003',
    });
  });
});

describe('decisions', () => {
  const decided = (state: OutboxState, decision: 'sendAgain' | 'cancel'): string => {
    const result = afterDecision(anOutboxItem({ state }), { by: '1', at: AT, decision, reason: 'r' }, false);
    return result.ok ? (result.value.state ?? 'no state') : result.error.code;
  };
  test('every state with every decision', () => {
    const table = Object.fromEntries(
      OUTBOX_STATES.map(state => [state, [decided(state, 'sendAgain'), decided(state, 'cancel')]]),
    );
    expect(table).toEqual({
      queued: ['QUE-0002', 'cancelled'],
      sending: ['QUE-0002', 'QUE-0002'],
      unknown: ['QUE-0002', 'QUE-0002'],
      accepted: ['QUE-0002', 'QUE-0002'],
      rejected: ['queued', 'cancelled'],
      held: ['queued', 'cancelled'],
      cancelled: ['QUE-0002', 'QUE-0002'],
    });
  });

  test('is kept with the earlier ones and begins anew', () => {
    const first = { by: '1', at: AT, decision: 'sendAgain', reason: 'a' } as const;
    const item = anOutboxItem({ state: 'held', ownFailures: 8, attempts: 9, decisions: [first] });
    const second = { ...first, reason: 'b' };
    expect(afterDecision(item, second, true)).toEqual(
      ok({ state: 'queued', ownFailures: 0, attempts: 0, notBefore: AT, decisions: [first, second] }),
    );
  });

  test('what may still be on its way is given up once, not cancelled, and may be sent again', () => {
    for (const state of ['queued', 'held', 'rejected'] as const) {
      const item = anOutboxItem({ state });
      const decision = { by: '1', at: AT, decision: 'cancel', reason: 'r' } as const;
      const change = afterDecision(item, decision, true);
      const givenUp = { ...item, ...(change.ok ? change.value : {}) };
      // What waited goes nowhere any more; what a service refused keeps what it was told.
      expect([givenUp.state, givenUp.lastAnswer?.code ?? null]).toEqual(
        state === 'queued' ? ['held', 'QUE-0005'] : [state, null],
      );
      expect(isGivenUp(givenUp)).toBe(true);
      expect(afterDecision(givenUp, decision, true)).toEqual(fail({ code: 'QUE-0005' }));
      expect(afterDecision(item, { ...decision, decision: 'sendAgain' }, true).ok).toBe(state !== 'queued');
    }
  });
});

describe('signing again', () => {
  const refused = { code: 'NET-0010', at: AT, detail: null } as const;
  const decision = { by: '1', at: AT, decision: 'signAgain', reason: 'NET-0010' } as const;
  const told = (item: OutboxItem, mayTravel = false): string => {
    const result = afterDecision(item, decision, mayTravel);
    return result.ok ? (result.value.state ?? 'no state') : result.error.code;
  };

  test('every state: only what a service refused for its signature', () => {
    expect(
      Object.fromEntries(OUTBOX_STATES.map(state => [state, told(anOutboxItem({ state, lastAnswer: refused }))])),
    ).toEqual({
      queued: 'QUE-0002',
      sending: 'QUE-0002',
      unknown: 'QUE-0002',
      accepted: 'QUE-0002',
      rejected: 'queued',
      held: 'queued',
      cancelled: 'QUE-0002',
    });
  });

  test('every other cause, and what has no signed document, is mended otherwise', () => {
    for (const code of Object.keys(ERROR_CODES) as ErrorCode[])
      expect([code, told(anOutboxItem({ state: 'rejected', lastAnswer: { ...refused, code } }))]).toEqual([
        code,
        code === 'NET-0010' ? 'queued' : 'QUE-0002',
      ]);
    expect(told(anOutboxItem({ state: 'rejected' }))).toBe('QUE-0002');
    expect(
      ACTS.filter(act => told(anOutboxItem({ act, state: 'rejected', lastAnswer: refused })) === 'queued'),
    ).toEqual(['prescription', 'dispensing', 'recordDocument']);
  });

  test('not while a copy under the old signature may arrive, and not what was given up', () => {
    const item = anOutboxItem({ state: 'rejected', lastAnswer: refused });
    expect(told(item, true)).toBe('QUE-0005');
    expect(told({ ...item, decisions: [{ ...decision, decision: 'cancel' }] })).toBe('QUE-0002');
  });

  test('it begins anew: the answer was to the signature before, the age counts from the new one', () => {
    const item = anOutboxItem({ state: 'rejected', lastAnswer: refused, attempts: 3, ownFailures: 2 });
    const change = { state: 'queued', ownFailures: 0, attempts: 0, notBefore: AT, lastAnswer: null } as const;
    expect(afterDecision(item, decision, false)).toEqual(ok({ ...change, decisions: [decision] }));
    const old = { ...item, ...change, decisions: [decision], queuedAt: instantOfMs(NOW - 3 * RETRY.maxAgeMs) };
    const situation = { nowMs: NOW, settings: RETRY, dependencies: [], restMs: 0, landsInMs: null };
    expect(mayGo(old, situation)).toEqual({ may: 'send' });
    expect(mayGo({ ...old, decisions: [] }, situation)).toEqual({ may: 'hold', code: 'QUE-0003' });
  });
});

describe('after a restore', () => {
  const unknownNow = (change: Partial<OutboxItem>) =>
    anOutboxItem({ ...change, ...afterRestore(anOutboxItem(change), NOW) });

  test('everything that is not final is unknown', () => {
    const became = OUTBOX_STATES.map(state => [state, afterRestore(anOutboxItem({ state }), NOW)?.state ?? null]);
    expect(Object.fromEntries(became)).toEqual({
      queued: 'unknown',
      sending: 'unknown',
      unknown: 'unknown',
      accepted: null,
      rejected: 'unknown',
      held: 'unknown',
      cancelled: null,
    });
  });

  test('what the service does not know waits for a person, however often it had to be asked', () => {
    for (const state of ['queued', 'sending', 'unknown'] as const) {
      const asked = unknownNow({ state });
      const again = { ...asked, ...afterAsking(asked, fail({ code: 'NET-0001' }), env).change };
      expect(again.state).toBe('unknown');
      expect(afterAsking(again, ok({ known: false }), env).change).toMatchObject({
        state: 'held',
        lastAnswer: { code: 'QUE-0006' },
      });
    }
  });

  test('what was refused stays refused with its own answer', () => {
    const lastAnswer = { code: 'NET-0007', at: AT, detail: 'RULE' } as const;
    const asked = unknownNow({ state: 'rejected', lastAnswer });
    expect(afterAsking(asked, ok({ known: false }), env).change).toEqual({ state: 'held', lastAnswer });
    expect(RESTING_CODES.has(lastAnswer.code)).toBe(true);
  });

  test('what the service holds is accepted', () => {
    const answer = ok({ known: true, same: true, reference: 'r', at: AT, receipt: null } as const);
    expect(afterAsking(unknownNow({ state: 'held' }), answer, env).change).toEqual({
      state: 'accepted',
      receipt: { reference: 'r', at: AT, replayed: true, verified: false, bytes: new Uint8Array(0) },
    });
  });

  test('what the service holds is accepted with the signed receipt of its first answer', () => {
    const receipt = { verified: true, bytes: new Uint8Array([1, 2]) };
    const answer = ok({ known: true, same: true, reference: 'r', at: AT, receipt } as const);
    expect(afterAsking(unknownNow({ state: 'unknown' }), answer, env).change).toEqual({
      state: 'accepted',
      receipt: { reference: 'r', at: AT, replayed: true, ...receipt },
    });
  });
});
