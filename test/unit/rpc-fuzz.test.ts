/** T-IPC: whatever comes through the door, the answer is a coded one. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { METHODS, reply } from '../../shared/contract/api.ts';
import { ERROR_CODES } from '../../shared/kernel/error-codes.ts';
import { ok } from '../../shared/kernel/result.ts';
import { CALLS } from '../builders/calls.builder.ts';
import { aDispatch, SECRET, STATE } from '../builders/dispatch.builder.ts';

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
