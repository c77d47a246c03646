/** T-IPC: the one door between screens and host, over handlers that do what a test wants. */
import { describe, expect, test } from 'vitest';
import { METHODS, reply, type Api } from '../../shared/contract/api.ts';
import { COMMON_CODES, type Handlers } from '../../shared/contract/define.ts';
import { type ErrorCode, type Failure } from '../../shared/kernel/error-codes.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { StoreFault } from '../../src-main/app/ports/store.port.ts';
import { createDispatch } from '../../src-main/rpc/dispatch.ts';
import { CALLS } from '../builders/calls.builder.ts';
import { aWorld } from '../fakes/world.fake.ts';
import { aDispatch, type Handle, SECRET, shapeOf, STATE, STATE_CALL } from '../builders/dispatch.builder.ts';

describe('messages that break the contract', () => {
  const messages: readonly (readonly [unknown, ErrorCode])[] = [
    [undefined, 'CALL-0001'],
    [null, 'CALL-0001'],
    ['session.state', 'CALL-0001'],
    [7, 'CALL-0001'],
    [[], 'CALL-0001'],
    [[STATE_CALL], 'CALL-0001'],
    [{}, 'CALL-0001'],
    [{ method: null, params: {} }, 'CALL-0001'],
    [{ method: ['session', 'state'], params: {} }, 'CALL-0001'],
    [{ method: 'x'.repeat(81), params: {} }, 'CALL-0001'],
    [{ ...STATE_CALL, caller: { desk: 'mine' } }, 'CALL-0001'],
    [{ ...STATE_CALL, id: 1 }, 'CALL-0001'],
    [JSON.parse('{"method":"session.state","params":{},"__proto__":{"desk":1}}'), 'CALL-0001'],
    [{ method: '', params: {} }, 'CALL-0002'],
    [{ method: 'session', params: {} }, 'CALL-0002'],
    [{ method: 'session.', params: {} }, 'CALL-0002'],
    [{ method: '.state', params: {} }, 'CALL-0002'],
    [{ method: 'session.state.call', params: {} }, 'CALL-0002'],
    [{ method: 'Session.state', params: {} }, 'CALL-0002'],
    [{ method: ' session.state', params: {} }, 'CALL-0002'],
    [{ method: 'session.toString', params: {} }, 'CALL-0002'],
    [{ method: 'session.__proto__', params: {} }, 'CALL-0002'],
    [{ method: '__proto__.toString', params: {} }, 'CALL-0002'],
    [{ method: 'constructor.name', params: {} }, 'CALL-0002'],
    [{ method: 'session.state' }, 'CALL-0001'],
    [{ method: 'session.state', params: null }, 'CALL-0001'],
    [{ method: 'session.state', params: [] }, 'CALL-0001'],
    [{ method: 'session.state', params: { more: 1 } }, 'CALL-0001'],
    [JSON.parse('{"method":"session.state","params":{"__proto__":{"more":1}}}'), 'CALL-0001'],
    [{ method: 'session.signIn', params: { pin1: 1234 } }, 'CALL-0001'],
    [{ method: 'session.signIn', params: { pin1: ['1234'] } }, 'CALL-0001'],
    [{ method: 'patients.search', params: { text: 'a', limit: '5' } }, 'CALL-0001'],
    [{ method: 'patients.search', params: { text: 'a', limit: 1e9 } }, 'CALL-0001'],
    [{ method: 'patients.search', params: { text: 'a', limit: NaN } }, 'CALL-0001'],
    [{ method: 'patients.search', params: { text: 'a\u0000b', limit: 5 } }, 'FORM-0001'],
    [{ method: 'patients.search', params: { text: '\uD800', limit: 5 } }, 'FORM-0001'],
    [{ method: 'patients.search', params: { text: 'x'.repeat(10_000_000), limit: 5 } }, 'FORM-0002'],
  ];

  test.each(messages.map(([message, code], n) => [n, message, code] as const))(
    'message %i is refused before any handler',
    async (_n, message, code) => {
      const { dispatch, reached } = aDispatch(() => ok(STATE));
      expect(await dispatch(message)).toMatchObject({ ok: false, error: { code } });
      expect(reached).toEqual([]);
    },
  );

  test('the refusal names fields, never what stood in them', async () => {
    const { dispatch, reports } = aDispatch(() => ok(STATE));
    const answer = await dispatch({
      method: 'patients.open',
      params: { patientId: SECRET, reason: SECRET, basis: SECRET, collector: `${SECRET}\u0000`, [SECRET]: SECRET },
    });
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'CALL-0001', detail: expect.arrayContaining(['reason']) },
    });
    expect(JSON.stringify([answer, reports])).not.toContain('Sentinel');
  });
});

describe('what handlers do', () => {
  const ask = async (handle: Handle, message: unknown = STATE_CALL) => {
    const { dispatch, reports } = aDispatch(handle);
    const answer = await dispatch(message);
    expect(JSON.stringify([answer, reports])).not.toContain('Sentinel');
    return { answer, reports };
  };

  test('a value that fits goes out, in a promise or not', async () => {
    expect((await ask(() => ok(STATE))).answer).toEqual(ok(STATE));
    expect((await ask(async () => ok(STATE))).answer).toEqual(ok(STATE));
  });

  test.each([
    ['an error', () => new TypeError(`cannot read ${SECRET}`), 'TypeError'],
    ['an error with a strange name', () => Object.assign(new Error('x'), { name: SECRET }), null],
    ['a text', () => SECRET, 'Unknown'],
    ['nothing', () => undefined, 'Unknown'],
    ['an error without a stack', () => Object.assign(new RangeError(SECRET), { stack: undefined }), 'RangeError'],
    [
      'an error whose stack quotes',
      () => Object.assign(new Error('x'), { stack: `Error: ${SECRET}\n${SECRET}` }),
      'Error',
    ],
  ])('%s thrown is a bug: a code, the place, and no text of it', async (_name, error, errorName) => {
    for (const handle of [
      () => {
        throw error();
      },
      () => Promise.reject(error()),
    ]) {
      const { dispatch, reports } = aDispatch(handle);
      expect(await dispatch(STATE_CALL)).toEqual(fail({ code: 'CALL-0003' }));
      expect(reports).toHaveLength(1);
      expect(reports[0]).toMatchObject({ what: 'call.bug', facts: { method: 'session.state' } });
      if (errorName !== null) expect(reports[0]?.facts['errorName']).toBe(errorName);
      expect(JSON.stringify(reports[0]?.facts['where'])).not.toContain('Sentinel');
    }
  });

  test('a fault of the store keeps its code', async () => {
    for (const code of ['DB-0003', 'DB-0004', 'DB-0005'] as const) {
      const { answer, reports } = await ask(() => {
        throw new StoreFault(code);
      });
      expect([answer, reports]).toEqual([fail({ code }), []]);
    }
  });

  test('a code that the call does not declare, or that does not exist, does not go out', async () => {
    for (const code of ['RX-0001', 'CARD-0101', 'NOT-0001', SECRET]) {
      const { answer } = await ask(() => fail({ code }));
      expect(answer).toEqual(fail({ code: 'CALL-0003' }));
    }
    expect(
      (await ask(() => fail({ code: 'CARD-0101', triesLeft: 3 }), { method: 'session.signIn', params: { pin1: '1' } }))
        .answer,
    ).toEqual(fail({ code: 'CARD-0101', triesLeft: 3 }));
  });

  test('a result that does not fit does not go out', async () => {
    for (const value of [
      undefined,
      null,
      SECRET,
      { ...STATE, secret: SECRET },
      { ...STATE, at: SECRET },
      { ...STATE, capabilities: ['dispense', 'rule the world'] },
    ]) {
      const { answer, reports } = await ask(() => ok(value));
      expect([answer, reports.map(r => r.what)]).toEqual([fail({ code: 'CALL-0003' }), ['contract.result']]);
    }
    for (const broken of [undefined, null, {}, { ok: 'yes' }, { ok: false }, { ok: false, error: null }]) {
      const { answer } = await ask(() => broken);
      expect(answer).toEqual(fail({ code: 'CALL-0003' }));
    }
  });

  test('a refusal carries nothing beside its code, fields and tries', async () => {
    const { answer } = await ask(() => ({ ok: false, error: { code: 'DB-0003', cause: SECRET, stack: SECRET } }));
    expect(answer).toMatchObject({ ok: false });
    expect(reply.safeParse(answer).success).toBe(true);
  });

  test('every common code and every declared code of every call goes out', async () => {
    for (const method of METHODS) {
      for (const code of new Set<ErrorCode>([...COMMON_CODES, ...shapeOf(method).codes])) {
        const { dispatch } = aDispatch(() => fail({ code }));
        expect([method, await dispatch({ method, params: CALLS[method]?.params })]).toEqual([method, fail({ code })]);
      }
    }
  });
});

describe('a disk that is all but full', () => {
  const samples = Object.entries(CALLS).filter(([method]) => shapeOf(method).startsWork);

  test('nothing new is begun; what is there goes on', async () => {
    const { dispatch, reached } = aDispatch(
      () => ok({}),
      () => null,
      () => false,
    );
    expect(samples.map(([method]) => method).sort()).toEqual([
      'dispensing.openForm',
      'medication.decide',
      'medication.reconcile',
      'medication.say',
      'patients.openSeries',
      'patients.openSeriesVisit',
      'patients.openServiceEvent',
      'prescribing.openCorrection',
      'prescribing.openForm',
      'prescribing.previewCancellation',
      'records.openForm',
      'records.revise',
      'storing.openForm',
    ]);
    for (const [method, { params }] of samples)
      expect(await dispatch({ method, params })).toEqual(fail({ code: 'DB-0020' }));
    expect(reached).toEqual([]);
    await dispatch({ method: 'queue.tryNow', params: {} });
    expect(reached).toEqual(['queue.tryNow']);
  });
});

describe('the desk that asked is covered while the call is under way', () => {
  async function covered(method: string, cover: (world: ReturnType<typeof aWorld>) => void | Promise<void>) {
    const world = aWorld();
    const { session } = world.application;
    await world.signIn(world.people.physician);
    const reports: string[] = [];
    let go: (value: Result<unknown, Failure>) => void = () => undefined;
    const waiting = new Promise<Result<unknown, Failure>>(resolve => (go = resolve));
    const handlers = { [method.split('.')[0] ?? '']: { [method.split('.')[1] ?? '']: () => waiting } };
    const dispatch = createDispatch({
      handlers: handlers as unknown as Handlers<Api, ReturnType<typeof session.caller>>,
      caller: () => session.caller(),
      refusal: (needs, caller) => session.refusal(needs, caller),
      hasRoom: () => true,
      sameDesk: (before, now) => before.desk === now.desk,
      codeOf: () => null,
      report: what => void reports.push(what),
    });
    const answer = dispatch({ method, params: CALLS[method]?.params });
    await cover(world);
    return { answer, go };
  }
  const HITS = ok({ hits: [], total: 0, asked: 'service', serviceMissing: false });
  const pull = (world: ReturnType<typeof aWorld>): void => world.card.put(null);

  test('no saving or removal of a form is withheld: it was done, and the next saving stands on its answer', () => {
    const changes = METHODS.filter(method => /[.](?:saveDraft|discardDraft)$/.test(method));
    expect(changes.length).toBeGreaterThanOrEqual(8);
    expect(changes.filter(method => !shapeOf(method).toldCovered)).toEqual([]);
  });
  test('what it was to show does not reach the covered screen', async () => {
    const { answer, go } = await covered('patients.search', pull);
    go(HITS);
    expect(await answer).toEqual(fail({ code: 'SES-0001' }));
  });

  test('nor the screen of the person who has come since', async () => {
    const { answer, go } = await covered('patients.search', async world => {
      await world.signIn(world.people.nurse);
    });
    go(HITS);
    expect(await answer).toEqual(fail({ code: 'SES-0001' }));
  });

  test('what was signed is told all the same: identifiers only', async () => {
    const { answer, go } = await covered('prescribing.sign', pull);
    const result = { signed: [], left: [{ draftId: 'draft-1', failure: { code: 'CARD-0105' } }] };
    go(ok(result));
    expect(await answer).toEqual(ok(result));
  });
});
