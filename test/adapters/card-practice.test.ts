import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Sensitive } from '../../shared/kernel/sensitive.ts';
import { openPracticeTray } from '../../src-main/adapters/card/practice/practice-tray.ts';
import { memoryState } from '../../src-main/adapters/card/practice/try-counters.ts';
import { type CertificateTrust } from '../../src-main/app/ports/signing-card.port.ts';
import { signingCardSuite } from '../suites/signing-card.suite.ts';
import { CERTS, practiceTrust, SEED } from '../fakes/practice-set.fake.ts';

let trust: CertificateTrust;
beforeAll(async () => {
  trust = await practiceTrust();
});

const open = (cardId: string) => async () => {
  const tray = openPracticeTray({ seedDir: SEED, certsDir: CERTS, state: memoryState(), inserted: cardId });
  return {
    card: tray,
    trust,
    pin1: '1234',
    pin2: '123456',
    wrongPin: '654321',
    tries: 5,
    tellsTries: true,
    pull: async () => void tray.insert(null),
    putBack: async () => void tray.insert(cardId),
    close: async () => undefined,
  };
};

signingCardSuite('practice card, EC P-384', open('aino-harjula'));
signingCardSuite('practice card, RSA-3072', open('mikael-sandvik'));

describe('the tray', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kantele-card-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('holds a card for each practice professional, none inserted at first', () => {
    const tray = openPracticeTray({ seedDir: SEED, certsDir: CERTS, state: memoryState() });
    const cards = tray.cards();
    expect(cards.map(({ id }) => id)).toEqual([
      'aino-harjula',
      'mikael-sandvik',
      'leena-apaja',
      'otto-virtala',
      'sofia-lindgren',
      'noora-hoivala',
      'ilmari-lukko',
      'tuula-kirjava',
      'birgitta-ask',
      'petri-huolto',
      'helmi-arkisto',
      'vesa-turvanen',
      'veikko-tukiainen',
      'emma-oppila',
      'saara-rajala',
      'henrik-hampus',
    ]);
    expect(cards.some(({ inserted }) => inserted)).toBe(false);
    expect(cards[2]).toMatchObject({
      holderName: 'Leena Apaja',
      organisation: { fi: 'Harjoituslan apteekki' },
      triesLeft1: 5,
      triesLeft2: 5,
    });
    expect(tray.present()).toBeNull();
    expect(tray.insert('nobody')).toBe(false);
  });

  test('another card comes in only after the one before came out', () => {
    const tray = openPracticeTray({ seedDir: SEED, certsDir: CERTS, state: memoryState(), inserted: 'aino-harjula' });
    const heard: (string | null)[] = [];
    tray.watch(card => heard.push(card?.holderName ?? null));
    tray.insert('leena-apaja');
    tray.insert('leena-apaja');
    expect(heard).toEqual([null, 'Leena Apaja']);
    expect(tray.present()?.certificates[1]?.identifierNumber).toBeNull();
  });

  test('tries survive a restart and a spoilt file gives fresh cards', async () => {
    const state = join(folder, 'tries.json');
    const start = () => openPracticeTray({ seedDir: SEED, certsDir: CERTS, state, inserted: 'aino-harjula' });
    await start().openSigning(new Sensitive('999999'));
    await start().openSigning(new Sensitive('999999'));
    expect(start().cards()[0]).toMatchObject({ triesLeft1: 5, triesLeft2: 3 });
    expect(start().present()?.pin2).toBe('low');
    const again = start();
    expect(again.reset('aino-harjula')).toBe(true);
    expect(again.reset('nobody')).toBe(false);
    expect(start().cards()[0]).toMatchObject({ triesLeft2: 5 });
    writeFileSync(state, '{"aino-harjula":{"pin1":99,"pin2":');
    expect(start().cards()[0]).toMatchObject({ triesLeft1: 5, triesLeft2: 5 });
    expect(readdirSync(folder)).toEqual(['tries.json']);
  });

  test('a try is spent before the PIN is looked at', async () => {
    const saved: string[] = [];
    const tray = openPracticeTray({
      seedDir: SEED,
      certsDir: CERTS,
      state: { load: () => null, save: text => void saved.push(text) },
      inserted: 'aino-harjula',
    });
    await tray.authenticate(new Uint8Array(32), new Sensitive('1234'));
    expect(saved.map(text => (JSON.parse(text) as Record<string, unknown>)['aino-harjula'])).toEqual([
      { pin1: 4, pin2: 5 },
      { pin1: 5, pin2: 5 },
    ]);
  });

  test('takes the time of a real card, and an abort cuts it short without a try', async () => {
    const tray = openPracticeTray({
      seedDir: SEED,
      certsDir: CERTS,
      state: memoryState(),
      inserted: 'aino-harjula',
      delayMs: 10_000,
    });
    const stop = new AbortController();
    const opening = tray.openSigning(new Sensitive('999999'), stop.signal);
    setTimeout(() => stop.abort(), 20);
    expect(await opening).toEqual({ ok: false, error: { code: 'CARD-0111' } });
    expect(tray.cards()[0]?.triesLeft2).toBe(5);
  });

  test('a card pulled while it works is CARD-0105', async () => {
    const tray = openPracticeTray({
      seedDir: SEED,
      certsDir: CERTS,
      state: memoryState(),
      inserted: 'aino-harjula',
      delayMs: 40,
    });
    const opening = tray.openSigning(new Sensitive('123456'));
    setTimeout(() => tray.insert(null), 10);
    expect(await opening).toEqual({ ok: false, error: { code: 'CARD-0105' } });
  });

  test('neither the tray nor a session shows a private key or a typed PIN', async () => {
    const tray = openPracticeTray({ seedDir: SEED, certsDir: CERTS, state: memoryState(), inserted: 'aino-harjula' });
    const session = await tray.openSigning(new Sensitive('123456'));
    const shown = inspect([tray, session, tray.present()], { depth: 8, showHidden: true });
    expect(shown).not.toMatch(/PrivateKeyObject|PRIVATE KEY/);
    expect(JSON.stringify(tray.present())).not.toContain('123456');
    const secret = readFileSync(join(CERTS, 'aino-harjula-sign.key.pem'), 'utf8').split('\n')[1] ?? '';
    expect(secret.length).toBeGreaterThan(40);
    expect(shown).not.toContain(secret);
  });
});
