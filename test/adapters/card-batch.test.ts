/** A batch over real store, real card process and a module that goes wrong in the middle: no document lost, none signed twice. */
import { spawn } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Store } from '../../src-main/app/ports/store.port.ts';
import { signBatch } from '../../src-main/app/use-cases/signing/sign-documents.ts';
import { aPhysician } from '../builders/document.builder.ts';
import { aSigningDesk, codec, type Desked, shownBatch } from '../builders/signing-desk.builder.ts';
import { type Bench, openSoftCard, setUpSoftCard, type SoftHand } from '../builders/soft-card/soft-card-at-hand.ts';
import { aFolder, openIn, removeFolders } from '../builders/sqlite.builder.ts';
import { aStoredPatient } from '../builders/store.builder.ts';

const PIN2 = '123456';
const BATCH = 12;
const CHILD = new URL('./card-batch.child.ts', import.meta.url).pathname;

let bench: Bench;
let hand: SoftHand | null = null;
let store: Store | null = null;
beforeAll(() => {
  bench = setUpSoftCard();
});
afterEach(async () => {
  await hand?.close();
  store?.close();
  hand = store = null;
});
afterAll(() => {
  bench.remove();
  removeFolders();
});

const sign = (on: Desked, chosen: readonly Readonly<{ draftId: string; digest: string }>[]) =>
  signBatch(on.env, on.desk, on.signables, chosen, PIN2);

describe.each([
  ['crashes', { sign: 'segv' }, 'CARD-0112'],
  ['hangs for ever', { sign: 'hang' }, 'CARD-0112'],
  ['answers garbage', { sign: 'garbage' }, 'CARD-0120'],
  ['loses the card', { sign: 'remove' }, 'CARD-0105'],
] as const)('a module that %s at the fifth signature', (_, fault, code) => {
  test('keeps four, says why of the rest, and signs them under the next PIN, each once', async () => {
    hand = await openSoftCard(bench, {
      controls: { insertion: 1, skip: 4, ...fault },
      driver: { restarts: { most: 1000, withinMs: 60_000 } },
    });
    const folder = aFolder();
    store = openIn(folder);
    store.write(tx => tx.patients.putMany([aStoredPatient({ id: 'patient-1' })]));
    const on = aSigningDesk(store, hand, 'batch');
    const { chosen } = shownBatch(on, BATCH);

    const first = await sign(on, chosen);
    if (!first.ok) throw new Error(first.error.code);
    expect(first.value.signed.map(each => each.draftId)).toEqual(chosen.slice(0, 4).map(each => each.draftId));
    expect(first.value.left.map(each => each.draftId)).toEqual(chosen.slice(4).map(each => each.draftId));
    expect(new Set(first.value.left.map(each => each.failure.code))).toEqual(new Set([code]));
    expect(store.read(tx => chosen.map(each => tx.drafts.get(each.draftId) !== null))).toEqual([
      ...Array<boolean>(4).fill(false),
      ...Array<boolean>(BATCH - 4).fill(true),
    ]);

    // What stands on the disk is what was told: the desk may stop here.
    store.close();
    store = openIn(folder);
    // A card that is put back is another insertion: the one before has to be seen to have gone.
    if (fault.sign === 'remove') await hand.until(false);
    hand.control({ insertion: 2 });
    await hand.until(true);
    const again = aSigningDesk(store, hand, 'batch');
    const second = await sign(again, chosen);
    if (!second.ok) throw new Error(second.error.code);
    expect(second.value.left).toEqual([]);
    expect(second.value.signed.map(each => each.draftId).sort()).toEqual(chosen.map(each => each.draftId).sort());

    const items = store.read(tx => tx.outbox.list('all', 100));
    const documents = store.read(tx => tx.documents.ofPatient('prescription', 'patient-1'));
    expect(items.map(item => item.id).sort()).toEqual(chosen.map(each => each.draftId).sort());
    expect(new Set(documents.map(document => document.oid)).size).toBe(BATCH);
    expect(documents.map(document => codec.verify(document.bytes).ok)).toEqual(Array<boolean>(BATCH).fill(true));
    expect(store.read(tx => [tx.outbox.firstBrokenLink(), tx.audit.firstBrokenRow()])).toEqual([null, null]);
  }, 60_000);
});

type Moment = Readonly<{ words: number; thenMs: number }>;

/** The child signs until it is killed, so long after so many words of it, or has signed all. @returns how many it called signed */
function signedUntilKilled(folder: string, moment: Moment | null): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CHILD, folder, JSON.stringify(bench), String(BATCH)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    let timer: NodeJS.Timeout | undefined;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (moment !== null && said.split('\n').length > moment.words)
        timer ??= setTimeout(() => child.kill('SIGKILL'), moment.thenMs);
    });
    child.on('error', reject);
    child.on('close', code => {
      clearTimeout(timer);
      if (code !== null && code !== 0) return reject(new Error(`the child ended by itself with ${code}`));
      resolve(Number(said.slice(0, said.lastIndexOf('\n')).split('\n').at(-1)));
    });
  });
}

test('killed at any moment of the batch: what was called signed is stored, the rest is signed once, when asked again', async () => {
  const folder = aFolder();
  const acts = () => {
    const found = openIn(folder);
    try {
      return found.read(tx => ({
        documents: tx.documents.ofPatient('prescription', 'patient-1'),
        items: tx.outbox.list('all', 100).map(({ id }) => id),
        drafts: tx.drafts.ofPatient('prescription', aPhysician.registrationNumber, 'patient-1').map(({ id }) => id),
        broken: [tx.outbox.firstBrokenLink(), tx.audit.firstBrokenRow()],
      }));
    } finally {
      found.close();
    }
  };
  // While the card looks at the PIN; when the first signatures are on the screen; when the card works on the next ones.
  for (const moment of [
    { words: 1, thenMs: 3 },
    { words: 2, thenMs: 0 },
    { words: 2, thenMs: 15 },
  ]) {
    const told = await signedUntilKilled(folder, moment);
    const { documents, items, drafts, broken } = acts();
    expect(documents.length).toBeGreaterThanOrEqual(told);
    expect(items.length).toBe(documents.length);
    expect([...items, ...drafts].sort()).toEqual([...new Set([...items, ...drafts])].sort());
    expect(items.length + drafts.length).toBe(BATCH);
    expect(documents.every(({ bytes }) => codec.verify(bytes).ok)).toBe(true);
    expect(broken).toEqual([null, null]);
  }
  expect(await signedUntilKilled(folder, null)).toBe(BATCH);
  const { documents, items, drafts, broken } = acts();
  expect([documents.length, new Set(items).size, drafts, broken]).toEqual([BATCH, BATCH, [], [null, null]]);
  expect(new Set(documents.map(({ oid }) => oid)).size).toBe(BATCH);
  expect(documents.every(({ bytes }) => codec.verify(bytes).ok)).toBe(true);
}, 120_000);
