import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { practiceRelease } from '../../src-main/adapters/medicines/catalogue.ts';
import { practiceDay } from '../../src-main/adapters/medicines/practice-day.ts';
import { openVersionShelf } from '../../src-main/adapters/medicines/version-shelf.ts';
import { generatePractice } from '../../resources/medicines/generate-practice.ts';
import { fail, ok } from '../../shared/kernel/result.ts';
import { type LocalDate, localDate } from '../../shared/kernel/time.ts';
import {
  type MedicineVersion,
  type MedicineVersionFiles,
  type MedicineVersionSource,
} from '../../src-main/app/ports/medicine-versions.port.ts';
import { changeDays, changedRelease, releaseIdOf } from '../../src-main/simulator/medicine-changes.ts';
import { medicineReleases } from '../../src-main/simulator/medicines.ts';

const RESOURCES = join(import.meta.dirname, '..', '..', 'resources');
const FIRST = localDate('2026-11-01');
const NEXT: MedicineVersion = { id: '2026.922', from: localDate('2026-11-15') };
const AFTER: MedicineVersion = { id: '2026.923', from: localDate('2026-12-01') };

let folder: string;
let today: LocalDate;
let offered: readonly MedicineVersion[];
let given: (id: string) => MedicineVersionFiles;

const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const baseTexts = () => {
  const text = (name: string): string => readFileSync(join(folder, 'base', name), 'latin1');
  return { packages: text('pakkaus1.txt'), substances: text('laakeaine.txt'), prices: text('prices.txt') };
};
const filesOf = (id: string): MedicineVersionFiles => {
  const days = changeDays(FIRST, localDate('2026-11-30'));
  const texts = days
    .slice(0, days.findIndex(day => releaseIdOf(day) === id) + 1)
    .reduce((before, day, index) => changedRelease(before, day, index + 1), baseTexts());
  return new Map([
    ['pakkaus1.txt', latin1(texts.packages)],
    ['laakeaine.txt', latin1(texts.substances)],
    ['prices.txt', latin1(texts.prices)],
  ]);
};
const source: MedicineVersionSource = {
  list: async () => ok(offered),
  files: async id => ok(given(id)),
};
const opened = async (from: MedicineVersionSource | null = source, firstFrom?: LocalDate) => {
  const shelf = await openVersionShelf({
    first: { ...practiceRelease(RESOURCES), directory: join(folder, 'base') },
    directory: join(folder, 'kept'),
    ...(firstFrom === undefined ? {} : { firstFrom }),
    source: from,
    today: () => today,
  });
  if (!shelf.ok) throw new Error(shelf.error.code);
  return shelf.value;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kantele-versions-'));
  generatePractice({ directory: join(folder, 'base'), limit: 1500 });
  today = FIRST;
  offered = [{ id: '2026.901', from: FIRST }, NEXT];
  given = filesOf;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the next version is stored ahead of its day and takes over at midnight, both being in memory', async () => {
  const shelf = await opened();
  expect(shelf.current().release().id).toBe('2026.901');
  expect(shelf.coming()).toBeNull();
  expect(await shelf.renew()).toEqual(ok({ stored: [NEXT] }));
  expect(shelf.coming()).toEqual(NEXT);
  expect(shelf.current().release().id).toBe('2026.901');
  const before = shelf.current();
  today = localDate('2026-11-14');
  expect(shelf.current()).toBe(before);
  today = NEXT.from;
  expect(shelf.current().release()).toMatchObject({ id: NEXT.id, date: NEXT.from, invented: true });
  expect(shelf.coming()).toBeNull();
  expect(await shelf.renew()).toEqual(ok({ stored: [] }));
});

test('the versions differ: some prices, one product off the market, one group; any kept day can be asked', async () => {
  const shelf = await opened();
  await shelf.renew();
  const [then, now] = [await shelf.asOf(FIRST), await shelf.asOf(NEXT.from)];
  const vnrs = then?.table().flatMap(({ strengths }) => strengths.flatMap(({ packages }) => packages)) ?? [];
  const pairs = vnrs.map(one => [one, now?.byVnr(one.vnr ?? '') ?? null] as const);
  const moved = pairs.filter(([a, b]) => b !== null && a.substitutionGroup !== b.substitutionGroup);
  const left = pairs.filter(([a, b]) => a.marketed && b?.marketed === false);
  const priced = pairs.filter(([a, b]) => b?.marketed === true && a.retailPriceCents !== b.retailPriceCents);
  expect(new Set(moved.map(([a]) => a.tradeName)).size).toBe(1);
  expect(new Set(left.map(([a]) => a.tradeName)).size).toBe(1);
  expect(priced.length).toBeGreaterThan(0);
  expect(priced.length).toBeLessThan(50);
  expect(await shelf.asOf(localDate('2026-10-31'))).toBeNull();
});

test('the practice release stands for the day of change before its folder was first used, at both ends of the line', async () => {
  const kept = join(folder, 'kept');
  expect(practiceDay(kept, localDate('2027-03-22'))).toBe('2027-03-15');
  const day = practiceDay(kept, localDate('2027-04-02'));
  expect(day).toBe('2027-03-15');
  today = localDate('2027-03-31');
  const shelf = await opened(source, day);
  expect(shelf.current().release()).toMatchObject({ id: '2026.901', date: '2027-03-15' });
  expect(await shelf.asOf(localDate('2027-03-14'))).toBeNull();

  const releases = medicineReleases(folder, localDate('2027-03-22'));
  expect(releases.list(Date.parse('2027-03-31T12:00:00Z'))).toEqual([
    expect.objectContaining({ id: '2026.901', date: '2027-03-15' }),
    { id: releaseIdOf(localDate('2027-04-01')), date: '2027-04-01' },
  ]);
  offered = [{ id: '2026.901', from: day }];
  expect(await shelf.renew()).toEqual(ok({ stored: [] }));
});

test('without a line the stored versions are in use; a day that was slept through is caught up from the disk', async () => {
  const first = await opened();
  offered = [NEXT, AFTER];
  expect(await first.renew()).toMatchObject({ ok: true, value: { stored: [NEXT, AFTER] } });
  today = localDate('2026-11-20');
  const dead: MedicineVersionSource = { list: async () => fail('NET-0001'), files: async () => fail('NET-0001') };
  const again = await opened(dead);
  expect(again.current().release().id).toBe(NEXT.id);
  expect(again.coming()).toEqual(AFTER);
  expect(again.kept().map(({ id }) => id)).toEqual(['2026.901', NEXT.id, AFTER.id]);
  expect(await again.renew()).toEqual(fail('NET-0001'));
  today = localDate('2026-12-24');
  expect(again.current().release().id).toBe(AFTER.id);
});

test('a version that is not whole is not taken; what a broken write left, or was spoilt later, is passed over', async () => {
  const shelf = await opened();
  given = () => new Map([['pakkaus1.txt', latin1('nothing')]]);
  expect(await shelf.renew()).toEqual(fail('NET-0003'));
  expect(readdirSync(join(folder, 'kept'))).toEqual([]);
  given = filesOf;
  await shelf.renew();
  mkdirSync(join(folder, 'kept', '2026.923.new'));
  writeFileSync(join(folder, 'kept', NEXT.id, 'pakkaus1.txt'), '');
  today = NEXT.from;
  expect((await opened()).current().release().id).toBe('2026.901');
});

test('a chosen release stays alone', async () => {
  const shelf = await opened(null);
  expect(await shelf.renew()).toBeNull();
  expect(shelf.kept()).toEqual([{ id: '2026.901', from: FIRST }]);
});
