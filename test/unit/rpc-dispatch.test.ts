/** T-IPC: the one door between screens and host, over handlers that do what a test wants. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { API, findCall, isPersonsCall, METHODS, reply, type Api } from '../../shared/contract/api.ts';
import { COMMON_CODES, type AnyCall, type Handlers } from '../../shared/contract/define.ts';
import { type Profession } from '../../shared/domain/people/person.ts';
import { ERROR_CODES, type ErrorCode, type Failure } from '../../shared/kernel/error-codes.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { StoreFault } from '../../src-main/app/ports/store.port.ts';
import { createDispatch } from '../../src-main/rpc/dispatch.ts';
import { paced } from '../../src-main/rpc/pace.ts';
import { CALLS } from '../builders/calls.builder.ts';
import { aPhysician } from '../builders/person.builder.ts';
import { aWorld } from '../fakes/world.fake.ts';

const SECRET = '010190-999W Sentinelinen';
type Handle = (method: string, params: unknown) => unknown;
type Report = Readonly<{ what: string; facts: Readonly<Record<string, string>> }>;

/** A dispatcher whose every handler is `handle`. */
function aDispatch(handle: Handle, refusal: () => Failure | null = () => null, hasRoom = () => true) {
  const reports: Report[] = [];
  const reached: string[] = [];
  const handlers = Object.fromEntries(
    Object.entries(API).map(([area, calls]) => [
      area,
      Object.fromEntries(
        Object.keys(calls).map(name => [
          name,
          (params: unknown) => {
            reached.push(`${area}.${name}`);
            return handle(`${area}.${name}`, params);
          },
        ]),
      ),
    ]),
  ) as unknown as Handlers<Api, null>;
  const dispatch = createDispatch<null>({
    handlers,
    caller: () => null,
    refusal,
    hasRoom,
    sameDesk: () => true,
    codeOf: error => (error instanceof StoreFault ? error.code : null),
    report: (what, facts) => void reports.push({ what, facts }),
  });
  return { dispatch, reports, reached };
}

const shapeOf = (method: string): AnyCall => {
  const shape = findCall(method);
  if (shape === null) throw new Error(`no call ${method}`);
  return shape;
};
const STATE = {
  at: 'signedOut',
  card: null,
  professional: null,
  capabilities: [],
  order: 1,
  rightChecked: 'none',
  rightAsOf: null,
  revocation: 'none',
};
const STATE_CALL = { method: 'session.state', params: {} };

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

describe('who may call', () => {
  /** A second opinion on the table of the product: Act 61/2007 and what this version grants. */
  const GRANTED: Readonly<Record<Profession, readonly string[]>> = {
    physician: [
      'prescribe',
      'recordEntry',
      'annulRecords',
      'readRecords',
      'findPersons',
      'readPatients',
      'readMedication',
      'arrangeVisits',
      'maintainWills',
      'seeQueue',
    ],
    specialistPhysician: [
      'prescribe',
      'recordEntry',
      'annulRecords',
      'readRecords',
      'findPersons',
      'readPatients',
      'readMedication',
      'arrangeVisits',
      'maintainWills',
      'seeQueue',
    ],
    dentist: [
      'prescribe',
      'recordEntry',
      'annulRecords',
      'readRecords',
      'findPersons',
      'readPatients',
      'readMedication',
      'arrangeVisits',
      'maintainWills',
      'seeQueue',
    ],
    pharmacist: ['dispense', 'findPersons', 'readPatients', 'readMedication', 'seeQueue', 'checkReadiness'],
    bachelorPharmacist: ['dispense', 'findPersons', 'readPatients', 'readMedication', 'seeQueue'],
    nurse: [
      'recordEntry',
      'annulRecords',
      'readRecords',
      'findPersons',
      'readPatients',
      'readMedication',
      'arrangeVisits',
      'maintainWills',
      'seeQueue',
    ],
    pharmacyTechnician: ['checkReadiness'],
    secretary: ['findPersons', 'arrangeVisits', 'maintainWills'],
    socialWorker: ['findPersons', 'maintainWills', 'socialWork', 'seeQueue'],
    archivist: ['findPersons', 'readPatients', 'readRecords', 'annulRecords', 'seeQueue'],
    dataProtectionOfficer: ['reviewLogs', 'checkReadiness'],
  };

  test('every call is written down with its needs, and its sample decodes', () => {
    expect([...METHODS].sort()).toEqual(Object.keys(CALLS).sort());
    for (const [method, { needs, params }] of Object.entries(CALLS)) {
      expect([method, shapeOf(method).needs]).toEqual([method, needs]);
      expect([method, shapeOf(method).params.safeParse(params).success]).toEqual([method, true]);
    }
  });

  test('only what shows no patient is open to anyone', () => {
    expect(METHODS.filter(method => shapeOf(method).needs === 'anyone')).toEqual([
      'knowledge.packs',
      'queue.counts',
      // Only a damaged database answers these with anything, and there nobody can sign in.
      'rescue.state',
      'rescue.exportUnsent',
      'session.state',
      'session.practiceCards',
      'session.insertPracticeCard',
      'session.resetPracticeCard',
      'session.signIn',
      'session.signOut',
      // Before anybody can sign in, the reader has to work.
      'system.cardSoftware',
      'system.chooseCardModule',
      'system.testCardSoftware',
      'system.about',
      'system.settings',
      'system.saveSettings',
      'system.health',
      'system.practiceFault',
    ]);
  });

  for (const profession of Object.keys(GRANTED) as Profession[]) {
    for (const state of ['signedOut', 'locked', 'signedIn'] as const) {
      test(`${profession}, ${state}: each call is refused or reached as the table says`, async () => {
        const person = aPhysician({ profession, registrationNumber: '00999900999' });
        const world = aWorld({ others: [person] });
        const { session } = world.application;
        if (state !== 'signedOut') await world.signIn(person);
        if (state === 'locked') session.lock();
        for (const method of METHODS) {
          const { dispatch, reached } = aDispatch(
            () => fail({ code: 'DB-0003' }),
            () => session.refusal(shapeOf(method).needs, session.caller()),
          );
          const needs = CALLS[method]?.needs ?? 'signedIn';
          const expected: ErrorCode =
            needs === 'anyone'
              ? 'DB-0003'
              : state !== 'signedIn'
                ? 'SES-0001'
                : needs === 'signedIn' || GRANTED[profession].includes(needs)
                  ? 'DB-0003'
                  : 'SES-0002';
          const answer = await dispatch({ method, params: CALLS[method]?.params });
          expect([method, answer]).toEqual([method, fail({ code: expected })]);
          expect([method, reached.length]).toEqual([method, expected === 'DB-0003' ? 1 : 0]);
        }
      });
    }
  }

  test('the refusal comes before the parameters are looked at: nobody learns their shape', async () => {
    const { dispatch } = aDispatch(
      () => ok(null),
      () => ({ code: 'SES-0001' }),
    );
    for (const method of METHODS)
      expect(await dispatch({ method, params: 'broken' })).toEqual(fail({ code: 'SES-0001' }));
  });
});

describe('what puts the idle lock off', () => {
  test('a call that screens repeat by themselves when the queue moves is no sign of a person', () => {
    const byItself = METHODS.filter(method => !isPersonsCall({ method, params: {} }));
    expect(byItself).toEqual([
      'authorisations.list',
      'catalogue.versions',
      'certificates.deliveries',
      'day.view',
      'dispensing.list',
      'medicines.release',
      'medicines.table',
      'prescribing.list',
      'queue.list',
      'queue.counts',
      'queue.attention',
      'records.list',
      'records.more',
      'renewals.list',
      'session.state',
      'session.practiceCards',
      'session.desk',
      'session.keepDesk',
      'signing.takeBackWindow',
      'signing.waiting',
      'social.list',
      'system.health',
      'wellbeing.list',
      'wills.list',
    ]);
    for (const message of [null, undefined, 5, 'x', {}, { method: 5 }, { method: 'no.call' }, { method: '__proto__' }])
      expect(isPersonsCall(message)).toBe(false);
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

describe('pace of one window', () => {
  /** A clock that goes on when somebody waits. */
  function aClock() {
    let atMs = 0;
    const waits: { atMs: number; go: () => void }[] = [];
    return {
      nowMs: () => atMs,
      wait: (ms: number) => new Promise<void>(go => waits.push({ atMs: atMs + ms, go })),
      pass(ms: number) {
        atMs += ms;
        for (const waiting of waits.filter(w => w.atMs <= atMs)) waiting.go();
      },
    };
  }

  test('a burst passes, more waits its turn, too much is refused, and a pause mends all', async () => {
    const clock = aClock();
    const heard: number[] = [];
    const ask = paced(async (n: number) => void heard.push(n), clock);
    const answers = Array.from({ length: 500 }, (_, n) => ask(n));
    await Promise.all(answers.slice(0, 100));
    expect(heard).toHaveLength(100);
    expect((await Promise.all(answers.slice(350))).every(answer => answer?.ok === false)).toBe(true);
    clock.pass(1000);
    await Promise.all(answers.slice(0, 150));
    expect(heard).toHaveLength(150);
    clock.pass(10_000);
    await Promise.all(answers);
    expect(heard).toEqual([...Array(350).keys()]);
    expect(await ask(0)).toBeUndefined();
  });

  test('never more than the pace in any second after the burst', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 50, maxLength: 400 }), async gaps => {
        const clock = aClock();
        const heard: number[] = [];
        const ask = paced(async () => void heard.push(clock.nowMs()), clock);
        const answers: Promise<unknown>[] = [];
        for (const gap of gaps) {
          clock.pass(gap);
          answers.push(ask(0));
          await Promise.resolve();
        }
        const total = gaps.reduce((sum, gap) => sum + gap, 0);
        return heard.length <= 100 + (total * 50) / 1000 + 1;
      }),
      { numRuns: 50 },
    );
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

describe('fuzz', () => {
  const SEED = 20261122;
  const nasty = fc.oneof(
    fc.constant(SECRET),
    fc.constantFrom(
      '__proto__',
      'constructor',
      'toString',
      '\u0000',
      '\uD800',
      '\u202E',
      '../../etc/passwd',
      'NaN',
      '',
    ),
    fc.integer({ min: 1, max: 200_000 }).map(n => 'x'.repeat(n)),
    fc.string({ unit: 'binary' }),
    fc.double(),
    fc.bigInt().map(Number),
    fc.constantFrom(null, undefined, true, false, Infinity, -0, 1e308, -1),
    fc.date({ noInvalidDate: false }),
    fc.uint8Array({ maxLength: 20 }),
    fc.constant(() => SECRET),
    fc.constant(Symbol(SECRET)),
  );
  const deep = (levels: number): unknown => {
    let value: unknown = SECRET;
    for (let i = 0; i < levels; i += 1) value = i % 2 === 0 ? [value] : { next: value };
    return value;
  };
  const anything = fc.oneof(
    nasty,
    fc.anything({ withNullPrototype: true, withBigInt: true, withMap: true, withSparseArray: true }),
    fc.integer({ min: 1, max: 20_000 }).map(deep),
    fc.dictionary(fc.oneof(fc.constantFrom('__proto__', 'constructor', 'then', 'toJSON'), fc.string()), nasty),
  );
  /** A sample with some of its values, at any depth, replaced, dropped or added to. */
  const bent = (sample: unknown): fc.Arbitrary<unknown> => {
    if (Array.isArray(sample))
      return fc.oneof(
        { weight: 4, arbitrary: fc.tuple(...sample.map(bent)) },
        { weight: 1, arbitrary: fc.array(anything, { maxLength: 120 }) },
      );
    if (typeof sample === 'object' && sample !== null) {
      const entries = Object.entries(sample).map(([name, value]) => bent(value).map(v => [name, v] as const));
      const whole = fc.tuple(...entries).map(list => Object.fromEntries(list));
      return fc.oneof(
        { weight: 6, arbitrary: whole },
        { weight: 1, arbitrary: fc.tuple(whole, fc.string(), nasty).map(([o, key, v]) => ({ ...o, [key]: v })) },
        {
          weight: 1,
          arbitrary: fc
            .tuple(whole, nasty)
            .map(([o, v]) => Object.assign(JSON.parse('{"__proto__":{"a":1}}') as object, o, { v })),
        },
        { weight: 1, arbitrary: anything },
      );
    }
    return fc.oneof({ weight: 3, arbitrary: fc.constant(sample) }, { weight: 1, arbitrary: anything });
  };
  const isCoded = (answer: unknown): boolean => {
    const read = reply.safeParse(answer);
    return read.success && (read.data.ok || Object.hasOwn(ERROR_CODES, read.data.error.code));
  };

  test.each(METHODS)('%s: 300 messages, each gets a coded answer', async method => {
    // The handler gives back what it was given: what comes out must have passed the decoders both ways.
    const { dispatch, reports } = aDispatch((_method, params) => ok(params));
    await fc.assert(
      fc.asyncProperty(fc.oneof(anything, bent(CALLS[method]?.params)), async params => {
        const answer = await dispatch({ method, params });
        expect(isCoded(answer)).toBe(true);
        if (!answer.ok) expect(JSON.stringify(answer)).not.toContain('Sentinel');
      }),
      { numRuns: 300, seed: SEED },
    );
    expect(JSON.stringify(reports)).not.toContain('Sentinel');
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });

  test('any message at all gets a coded answer', async () => {
    const { dispatch } = aDispatch(() => ok(STATE));
    await fc.assert(
      fc.asyncProperty(anything, anything, anything, async (whole, method, params) => {
        for (const message of [whole, { method, params }, { method: 'session.state', params, more: whole }])
          expect(isCoded(await dispatch(message))).toBe(true);
      }),
      { numRuns: 300, seed: SEED },
    );
  });
});
