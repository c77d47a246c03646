/** Every fault of card, reader and driver through the real process boundary: the host lives, the message is right. */
import { createHash, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ERROR_CODES } from '../../shared/kernel/error-codes.ts';
import { Sensitive } from '../../shared/kernel/sensitive.ts';
import {
  type Controls,
  openSoftCard,
  setUpSoftCard,
  type Bench,
  type SoftHand,
} from '../builders/soft-card/soft-card-at-hand.ts';

const PIN1 = '1234';
const PIN2 = '123456';
const PATIENT = { restarts: { most: 1000, withinMs: 60_000 } };
const digest = new Uint8Array(createHash('sha384').update('asiakirja').digest());

let bench: Bench;
let hand: SoftHand | null = null;
beforeAll(() => {
  bench = setUpSoftCard();
});
afterAll(() => bench.remove());
afterEach(async () => {
  await hand?.close();
  hand = null;
});

const open = async (options: Parameters<typeof openSoftCard>[1] = {}): Promise<SoftHand> =>
  (hand = await openSoftCard(bench, { driver: PATIENT, ...options }));

/** Signs once, whole way; the code of the refusal with the numbers beside it, or `signed`. */
async function outcome({ card, trust }: SoftHand): Promise<string> {
  const session = await card.openSigning(new Sensitive(PIN2));
  if (!session.ok) return [session.error.code, ...(session.error.detail ?? [])].join(' ');
  const made = await session.value.sign(digest, 'SHA-384');
  await session.value.close();
  if (!made.ok) return [made.error.code, ...(made.error.detail ?? [])].join(' ');
  const der = card.present()?.certificates.find(({ purpose }) => purpose === 'signing')?.der ?? new Uint8Array();
  return trust.verify(der, digest, 'SHA-384', made.value) ? 'signed' : 'wrong signature';
}

/** How long the host's own loop stood still while `work` ran, at worst. */
async function longestPause(work: () => Promise<unknown>): Promise<number> {
  let worst = 0;
  let last = performance.now();
  const beat = setInterval(() => {
    worst = Math.max(worst, performance.now() - last - 10);
    last = performance.now();
  }, 10);
  await work();
  clearInterval(beat);
  return worst;
}

async function readyWithin(ms: number, { card }: SoftHand): Promise<void> {
  const until = performance.now() + ms;
  while (card.driver.status !== 'ready' && performance.now() < until)
    await new Promise(resolve => setTimeout(resolve, 10));
  expect(card.driver.status).toBe('ready');
}

describe('a module that dies, hangs or talks nonsense', () => {
  const ways = [
    ['dies of a bad address', 'segv', 'CARD-0112 died'],
    ['aborts', 'abort', 'CARD-0112 died'],
    ['ends the process', 'exit', 'CARD-0112 died'],
    ['hangs for ever', 'hang', 'CARD-0112 late'],
    ['claims a length that no signature has', 'garbage', 'CARD-0120 garbage'],
  ] as const;

  test.each(ways)('while it signs: %s', async (_says, action, expected) => {
    const soft = await open();
    soft.control({ sign: action });
    let code = '';
    const pause = await longestPause(async () => (code = await outcome(soft)));
    expect(code).toBe(expected);
    expect(pause).toBeLessThan(500); // the host's loop runs on; other tests share the processor
    soft.control({});
    await readyWithin(2_000, soft);
    expect(soft.card.present()?.registrationNumber).toMatch(/^\d{11}$/);
    expect(await outcome(soft)).toBe('signed');
    expect([soft.started(), soft.card.driver.restarts, soft.card.driver.lastError?.code]).toEqual([
      2,
      1,
      expected.slice(0, 9),
    ]);
  });

  test.each([
    ['login', 'segv', 'CARD-0120 died'],
    ['login', 'hang', 'CARD-0120 late'],
    ['find', 'segv', 'CARD-0120 died'],
    ['opensession', 'abort', 'CARD-0120 died'],
    ['signinit', 'hang', 'CARD-0112 late'],
  ])('in %s: %s', async (call, action, expected) => {
    const soft = await open();
    soft.control({ [call]: action });
    expect(await outcome(soft)).toBe(expected);
    soft.control({});
    await readyWithin(2_000, soft);
    expect(await outcome(soft)).toBe('signed');
  });

  test('what stood in line behind the fault was never begun, and nothing is tried twice', async () => {
    const soft = await open({ controls: { skip: 2, sign: 'segv' } });
    const session = await soft.card.openSigning(new Sensitive(PIN2));
    if (!session.ok) throw new Error(session.error.code);
    const made = await Promise.all(Array.from({ length: 5 }, () => session.value.sign(digest, 'SHA-384')));
    expect(made.map(result => (result.ok ? 'signed' : result.error.code))).toEqual([
      'signed',
      'signed',
      'CARD-0112',
      'CARD-0112',
      'CARD-0112',
    ]);
    const asked = soft.wire.filter(message => inspect(message).includes("op: 'sign'") && 'ask' in (message as object));
    expect(asked).toHaveLength(5);
    soft.control({});
    await readyWithin(2_000, soft);
    expect(await session.value.sign(digest, 'SHA-384')).toMatchObject({ ok: false });
  });

  test('one that dies again and again is given up, told, and taken up when a person asks', async () => {
    const soft = await open({ driver: { restarts: { most: 2, withinMs: 60_000 } } });
    soft.control({ tokeninfo: 'segv' });
    await soft.until(false);
    expect(soft.card.driver.status).toBe('outOfOrder');
    expect(await outcome(soft)).toBe('CARD-0124');
    soft.control({});
    await soft.card.driver.use(bench.faultModule);
    await soft.until(true);
    expect(await outcome(soft)).toBe('signed');
  });

  test('a file that is no module, and one that is not there', async () => {
    const soft = await open();
    for (const path of ['/etc/hostname', '/nowhere/at/all.so']) {
      await soft.card.driver.use(path);
      expect([soft.card.driver.status, soft.card.driver.lastError?.code]).toEqual(['failed', 'CARD-0122']);
      expect(soft.card.present()).toBeNull();
    }
  });

  test('nonsense about readers is no card and no fall', async () => {
    const soft = await open();
    soft.control({ slots: 'garbage' });
    await soft.until(false);
    soft.control({});
    await soft.until(true);
    expect(await outcome(soft)).toBe('signed');
  });
});

describe('return values', () => {
  /** PKCS #11 v2.40, pkcs11t.h: every value of the standard, and what a person is told. */
  const AT_SIGNING: Readonly<Record<number, string>> = {
    0x01: 'CARD-0111',
    0x02: 'CARD-0120',
    0x03: 'CARD-0105',
    0x05: 'CARD-0120',
    0x06: 'CARD-0120',
    0x30: 'CARD-0120',
    0x31: 'CARD-0120',
    0x32: 'CARD-0105',
    0x50: 'CARD-0111',
    0x54: 'CARD-0119',
    0x60: 'CARD-0105',
    0x62: 'CARD-0119',
    0x63: 'CARD-0119',
    0x68: 'CARD-0119',
    0x70: 'CARD-0119',
    0x71: 'CARD-0119',
    0x82: 'CARD-0105',
    0x90: 'CARD-0118',
    0x91: 'CARD-0118',
    0xa0: 'CARD-0101',
    0xa1: 'CARD-0103',
    0xa2: 'CARD-0103',
    0xa3: 'CARD-0115',
    0xa4: 'CARD-0102',
    0xb0: 'CARD-0105',
    0xb3: 'CARD-0105',
    0xe0: 'CARD-0104',
    0xe1: 'CARD-0117',
    0x100: 'CARD-0118',
    0x101: 'CARD-0114',
    0x102: 'CARD-0115',
    0x104: 'CARD-0118',
    0x150: 'CARD-0120',
    0x190: 'CARD-0118',
  };
  const OTHERS = [
    0x07, 0x08, 0x09, 0x0a, 0x10, 0x11, 0x12, 0x13, 0x20, 0x21, 0x40, 0x41, 0x51, 0x64, 0x65, 0x66, 0x67, 0x69, 0x6a,
    0xb1, 0xb4, 0xb5, 0xb6, 0xb7, 0xb8, 0xc0, 0xc1, 0xd0, 0xd1, 0xe2, 0xf0, 0xf1, 0xf2, 0x103, 0x105, 0x110, 0x112,
    0x113, 0x114, 0x115, 0x120, 0x121, 0x130, 0x140, 0x141, 0x160, 0x170, 0x180, 0x191, 0x1a0, 0x1a1, 0x200, 0x7777,
    0x80000000, 0x80000123, 0xffffffff,
  ];
  const TABLE = [
    ...Object.entries(AT_SIGNING).map(([rv, code]): readonly [number, string] => [Number(rv), code]),
    ...OTHERS.map((rv): readonly [number, string] => [rv, 'CARD-0120']),
  ];

  test(
    'each of C_Sign in turn has its code, words in three languages, and a card that signs again',
    { timeout: 120_000 },
    async () => {
      const soft = await open();
      const seen: (readonly [string, string])[] = [];
      for (const [rv] of TABLE) {
        soft.control({ sign: `rv:0x${rv.toString(16)}` });
        await readyWithin(10_000, soft);
        const said = await outcome(soft);
        const { says, todo } = ERROR_CODES[said.slice(0, 9) as keyof typeof ERROR_CODES];
        expect([says.fi, says.sv, says.en, todo.fi, todo.sv, todo.en].every(text => text.length > 5)).toBe(true);
        seen.push([`0x${rv.toString(16)}`, said]);
      }
      expect(seen.map(([rv, said]) => [rv, said.slice(0, 9)])).toEqual(
        TABLE.map(([rv, code]) => [`0x${rv.toString(16)}`, code]),
      );
      // A number that stands in no table is shown as it is.
      expect(seen.find(([rv]) => rv === '0x7777')?.[1]).toBe('CARD-0120 0x7777');
      soft.control({});
      await readyWithin(10_000, soft);
      expect(await outcome(soft)).toBe('signed');
    },
  );

  test.each([
    ['rv:0xa0', 'CARD-0101'],
    ['rv:0xa4', 'CARD-0102'],
    ['rv:0x7', 'CARD-0121 0x7'],
    ['rv:0x54', 'CARD-0121 0x54'],
    ['rv:0x102', 'CARD-0115'],
    ['rv:0x50', 'CARD-0111'],
    ['rv:0x30', 'CARD-0120 0x30'],
  ])('of C_Login: %s is %s', async (action, expected) => {
    const soft = await open({ controls: { login: action } });
    expect(await outcome(soft)).toBe(expected);
  });
});

test.each(['opensession', 'login', 'find', 'signinit', 'sign'])(
  'a card that leaves in %s: told, nothing signed, and signs when it is back',
  async call => {
    const soft = await open({ controls: { insertion: 1 } });
    soft.control({ insertion: 1, [call]: 'remove' });
    expect(await outcome(soft)).toMatch(/^CARD-010[45]$/);
    await soft.until(false);
    soft.control({ insertion: 2 });
    await soft.until(true);
    expect(await outcome(soft)).toBe('signed');
  },
);

describe('PINs', () => {
  test('a reader with its own keypad is given NULL; a PIN typed elsewhere is refused', async () => {
    const typed: Controls = { pinpad: 1, pinpad_pin1: PIN1, pinpad_pin2: PIN2 };
    const soft = await open({ controls: typed });
    expect(soft.card.present()?.pinEntry).toBe('pad');
    expect(await soft.card.openSigning(new Sensitive(PIN2))).toEqual({ ok: false, error: { code: 'CARD-0121' } });
    const challenge = new Uint8Array(randomBytes(32));
    const proof = await soft.card.authenticate(challenge, null);
    const der = soft.card.present()?.certificates.find(({ purpose }) => purpose === 'authentication')?.der;
    expect(proof.ok && soft.trust.verify(der ?? new Uint8Array(), challenge, 'SHA-256', proof.value)).toBe(true);
    const session = await soft.card.openSigning(null);
    if (!session.ok) throw new Error(session.error.code);
    expect(await session.value.sign(digest, 'SHA-384')).toMatchObject({ ok: true });
    await session.value.close();
    soft.control({ ...typed, pinpad_pin2: '000000' });
    expect(await soft.card.openSigning(null)).toEqual({ ok: false, error: { code: 'CARD-0101' } });
    soft.control({ pinpad: 1 });
    expect(await soft.card.openSigning(null)).toEqual({ ok: false, error: { code: 'CARD-0111' } });
  });

  test('a person who gives up at the keypad is heard at once', async () => {
    const soft = await open({ controls: { pinpad: 1, pinpad_pin2: PIN2, pinpad_ms: 30_000 } });
    const stop = new AbortController();
    const began = performance.now();
    const opening = soft.card.openSigning(null, stop.signal);
    setTimeout(() => stop.abort(), 100);
    expect(await opening).toEqual({ ok: false, error: { code: 'CARD-0111' } });
    expect(performance.now() - began).toBeLessThan(2_000);
    soft.control({ pinpad: 1, pinpad_pin2: PIN2 });
    await readyWithin(2_000, soft);
    expect(await soft.card.openSigning(null)).toMatchObject({ ok: true });
  });

  test('a keypad at which nobody types ends at its deadline', async () => {
    const soft = await open({ controls: { pinpad: 1, pinpad_pin2: PIN2, pinpad_ms: 30_000 } });
    expect(await soft.card.openSigning(null)).toEqual({ ok: false, error: { code: 'CARD-0120', detail: ['late'] } });
  });

  test('a card that was never activated is told before a PIN is asked', async () => {
    const soft = await open({ controls: { notactivated: 1 } });
    expect([soft.card.present()?.pin1, soft.card.present()?.pin2]).toEqual(['notSet', 'notSet']);
    expect(await outcome(soft)).toBe('CARD-0115');
  });

  test('crosses the wire as bytes for one call and stands in no answer, error, argument or environment', async () => {
    const secret = '73910482';
    const soft = await open();
    const refused = await soft.card.openSigning(new Sensitive(secret));
    expect(refused).toEqual({ ok: false, error: { code: 'CARD-0101' } });
    const shown = inspect([soft.wire, refused, soft.card.driver.lastError, soft.card.present()], { depth: 12 });
    expect(shown).not.toContain(secret);
    const bytes = Buffer.from(secret);
    const carrying = soft.wire.filter(message => {
      const { ask } = message as { ask?: { pin?: Uint8Array | null } };
      return ask?.pin !== undefined && ask.pin !== null && Buffer.compare(ask.pin, bytes) === 0;
    });
    expect(carrying).toHaveLength(1);
    const answers = soft.wire.filter(message => !('ask' in (message as object)));
    expect(inspect(answers, { depth: 12 })).not.toMatch(/pin:/);
  });

  test('RSA padding of the caller’s choice is that of the key alone: EC has none', async () => {
    const soft = await open();
    const session = await soft.card.openSigning(new Sensitive(PIN2));
    if (!session.ok) throw new Error(session.error.code);
    expect(await session.value.sign(digest, 'SHA-384', 'pss')).toMatchObject({ ok: true });
    await session.value.close();
  });
});

test('an idle process that has seen a PIN is replaced, and the card stays at hand', async () => {
  const soft = await open({ driver: { ...PATIENT, idleMs: 150 } });
  expect(await outcome(soft)).toBe('signed');
  const heard: unknown[] = [];
  soft.card.watch(card => heard.push(card));
  await new Promise(resolve => setTimeout(resolve, 400));
  await readyWithin(2_000, soft);
  expect(soft.started()).toBeGreaterThan(1);
  expect([soft.card.driver.restarts, heard]).toEqual([0, []]);
  expect(await outcome(soft)).toBe('signed');
});
