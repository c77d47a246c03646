import { randomBytes } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { oid } from '../../shared/kernel/oid.ts';
import { salvage, type Salvage } from '../../src-main/adapters/sqlite/salvage/unsent.ts';
import { type Receipt } from '../../src-main/app/ports/store/outbox.port.ts';
import { aFolder, fileOf, openIn, removeFolders, storeOptions, tryToOpen } from '../builders/sqlite.builder.ts';
import {
  addSigned,
  aDocument,
  anEvent,
  anItem,
  aStoredPatient,
  AT,
  sha256,
  textBytes,
} from '../builders/store.builder.ts';
import { seededRandom } from '../hosts/crash.ts';

/** Another seed is another run: `KANTELE_SEED=7 npm test -- test/adapters/sqlite-salvage.test.ts`. */
const SEED = Number(process.env['KANTELE_SEED'] ?? '20261122');
const PAGE = 2048;
const DAMAGED = 20;
const SEEDS = 60;
const ACTS = 120;
afterAll(removeFolders);

const oidOf = (n: number) => oid(`1.2.246.10.11111111.93001.2026.${n}`);
const bytesOf = (n: number): Uint8Array => textBytes(`<doc n="${n}">${'ä1b2'.repeat(n % 3 === 0 ? 20 : 900)}</doc>`);
const messageOf = (n: number): Uint8Array =>
  textBytes(`{"n":${n},"data":"${Buffer.from(bytesOf(n)).toString('base64')}"}`);
/** Every third is accepted, every tenth held. */
const isUnsent = (n: number): boolean => n % 3 !== 1;

/** A database of a working day, as it lies there after a stop (`closed`) or a kill. */
function aDay(closed: boolean): string {
  const folder = aFolder();
  const store = openIn(folder);
  const receipt: Receipt = { reference: 'r', at: AT, replayed: false, verified: true, bytes: textBytes('receipt') };
  store.write(tx => {
    for (let n = 0; n < 800; n += 1) tx.patients.put(aStoredPatient({ id: `p-${n}`, street: 'Katu '.repeat(30) }));
  });
  for (let n = 1; n <= ACTS; n += 1) {
    store.write(tx => {
      const bytes = bytesOf(n);
      const document = aDocument({ oid: oidOf(n), setId: oidOf(n), bytes, digest: sha256(bytes) });
      // Some as they come from a draft that was shown, the others as they were stored before.
      if (n % 4 < 2) tx.documents.add(document);
      else addSigned(tx, document, { place: 9, length: 60 });
      tx.outbox.add(
        anItem({
          id: `item-${n}`,
          documentOid: oidOf(n),
          orderKey: `l-${n}`,
          body: messageOf(n),
          documentDigest: sha256(bytes),
        }),
      );
      tx.audit.append(anEvent({ act: 'sign', subject: oidOf(n) }));
      if (!isUnsent(n)) tx.outbox.change(`item-${n}`, { state: 'accepted', receipt });
      else if (n % 10 === 0) tx.outbox.change(`item-${n}`, { state: 'held' });
    });
  }
  if (closed) store.close();
  return folder;
}

const salvaged = (folder: string): Salvage => salvage(storeOptions(folder));
const numbersOf = (found: Salvage): readonly number[] => found.unsent.map(({ id }) => Number(id.slice(5)));
const WANTED = Array.from({ length: ACTS }, (_, n) => n + 1).filter(isUnsent);

describe('a damaged database', () => {
  test('without damage everything unsent is found, byte by byte, and nothing else; with its log, too', () => {
    for (const folder of [aDay(true), aDay(false)]) {
      const found = salvaged(folder);
      expect(numbersOf(found)).toEqual(WANTED);
      expect(found).toMatchObject({ damagedPages: 0, lostActs: 0, documentsWithoutAct: [] });
      for (const act of found.unsent) {
        const n = Number(act.id.slice(5));
        expect(act.state).toBe(n % 10 === 0 ? 'held' : 'queued');
        expect(Buffer.compare(act.document ?? new Uint8Array(0), bytesOf(n))).toBe(0);
        expect(Buffer.compare(act.message ?? new Uint8Array(0), messageOf(n))).toBe(0);
      }
    }
  });

  test(`${SEEDS} times ${DAMAGED} random pages: it does not open, is never made anew, and nothing unsent goes untold`, () => {
    console.log(`seed ${SEED}`);
    const folder = aDay(true);
    const whole = readFileSync(fileOf(folder));
    const pages = whole.length / PAGE;
    let complete = 0;
    for (let seed = 0; seed < SEEDS; seed += 1) {
      const random = seededRandom(SEED + seed);
      const broken = Buffer.from(whole);
      const hit = new Set<number>();
      // The first page, which everything else hangs on, is hit in every sixth.
      if (seed % 6 === 0) hit.add(0);
      while (hit.size < DAMAGED) hit.add(Math.floor(random() * pages));
      for (const page of hit) {
        if (seed % 2 === 0) randomBytes(PAGE).copy(broken, page * PAGE);
        else broken.writeUInt8(broken.readUInt8(page * PAGE + 99) ^ 1, page * PAGE + 99);
      }
      writeFileSync(fileOf(folder), broken);
      const opened = tryToOpen(folder);
      expect([seed, opened.ok || opened.error.code]).toEqual([seed, 'DB-0003']);
      expect(sha256(readFileSync(fileOf(folder)))).toBe(sha256(broken));

      const found = salvaged(folder);
      expect([seed, found.damagedPages]).toEqual([seed, DAMAGED]);
      const [acts, spare] = [numbersOf(found), found.documentsWithoutAct.map(({ oid: text }) => text as string)];
      const missing = WANTED.filter(n => !acts.includes(n) && !spare.includes(oidOf(n)));
      // What the damage took is counted, never passed over; and most of it is there.
      expect(missing.length).toBeLessThanOrEqual(found.lostActs);
      expect(missing.length).toBeLessThan(WANTED.length / 2);
      for (const act of found.unsent) {
        const n = Number(act.id.slice(5));
        expect(isUnsent(n) || act.state === null).toBe(true);
        if (act.document !== null) expect(Buffer.compare(act.document, bytesOf(n))).toBe(0);
        if (act.message !== null) expect(Buffer.compare(act.message, messageOf(n))).toBe(0);
      }
      complete += acts.filter(n => found.unsent.find(({ id }) => id === `item-${n}`)?.message !== null).length;
    }
    const share = complete / (SEEDS * WANTED.length);
    console.log(`${(100 * share).toFixed(1)} % of the unsent acts with document and message`);
    expect(share).toBeGreaterThan(0.8);
  }, 120_000);

  test('signed again: what goes now is found, with its own document, message and name; nothing counts as lost', () => {
    const folder = aDay(true);
    const store = openIn(folder);
    const [newer, body] = [textBytes('<signed again>'), textBytes('{"again":"PHNpZ25lZCBhZ2Fpbj4="}')];
    store.write(tx => {
      tx.documents.signAgain(oidOf(2), { bytes: newer, digest: sha256(newer), signedAt: AT });
      tx.outbox.signAgain('item-2', { messageId: 'again', documentDigest: sha256(newer), body, signedAt: AT });
    });
    store.close();
    const found = salvaged(folder);
    expect(numbersOf(found)).toEqual(WANTED);
    expect(found).toMatchObject({ lostActs: 0, documentsWithoutAct: [] });
    const act = found.unsent.find(({ id }) => id === 'item-2');
    expect(act).toMatchObject({ messageId: 'again', documentOid: oidOf(2), documentDigest: sha256(newer) });
    expect([act?.document, act?.message].map(each => Buffer.from(each ?? []).toString())).toEqual([
      Buffer.from(newer).toString(),
      Buffer.from(body).toString(),
    ]);
  });

  test('the salt is lost as well: without it nothing is trusted, and nothing is invented', () => {
    const folder = aDay(true);
    const other = aFolder();
    copyFileSync(fileOf(folder), fileOf(other));
    const broken = readFileSync(fileOf(other));
    broken.fill(0, 0, 16);
    writeFileSync(fileOf(other), broken);
    expect(salvaged(other)).toMatchObject({ unsent: [], documentsWithoutAct: [], damagedPages: broken.length / PAGE });
    copyFileSync(`${fileOf(folder)}.salt`, `${fileOf(other)}.salt`);
    expect(numbersOf(salvaged(other))).toEqual(WANTED);
  });

  test('noise, an empty file and none at all give nothing and do not throw', () => {
    const folder = aFolder();
    expect(salvaged(folder)).toMatchObject({ pages: 0, unsent: [] });
    for (const bytes of [new Uint8Array(0), randomBytes(5000), randomBytes(PAGE * 30)]) {
      writeFileSync(fileOf(folder), bytes);
      expect(salvaged(folder)).toMatchObject({ unsent: [], lostActs: 0 });
    }
  });
});
