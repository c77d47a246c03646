import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readPatients, readPractice, readTreatments } from '../../src-main/simulator/seed/index.ts';

const ROOT = join(import.meta.dirname, '../..');
const SEED = join(ROOT, 'resources/simulator-seed');
const RELEASE = join(ROOT, 'resources/medicines/practice');
const CHECK = '0123456789ABCDEFHJKLMNPRSTUVWXY';
const CENTURIES = new Map([
  ['+', '18'],
  ...[...'-YXWVU'].map(sign => [sign, '19'] as const),
  ...[...'ABCDEF'].map(sign => [sign, '20'] as const),
]);

const patients = readPatients(SEED);
const withCode = patients.flatMap(patient => (patient.hetu === null ? [] : [{ ...patient, hetu: patient.hetu }]));

describe('practice patients', () => {
  test('there are 5000, each with an id of its own', () => {
    expect(patients.length).toBe(5000);
    expect(new Set(patients.map(patient => patient.id)).size).toBe(5000);
    expect(
      patients.every(patient => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/.test(patient.id)),
    ).toBe(true);
  });

  test('every identity code has form, date, sex and check character of its person, and is a practice code', () => {
    const wrong = withCode.filter(({ hetu, birthDate, sex }) => {
      const match = /^(\d\d)(\d\d)(\d\d)([-+A-FU-Y])(9\d\d)([0-9A-FHJ-NPR-Y])$/.exec(hetu);
      if (match === null) return true;
      const [, day, month, year, sign = '', number = '', check] = match;
      const date = `${CENTURIES.get(sign)}${year}-${month}-${day}`;
      const odd = Number(number) % 2 === 1;
      return (
        date !== birthDate || odd !== (sex === 'male') || CHECK[Number(`${day}${month}${year}${number}`) % 31] !== check
      );
    });
    expect(wrong).toEqual([]);
    expect(new Set(withCode.map(patient => patient.hetu)).size).toBe(withCode.length);
  });

  test('all century signs are there', () => {
    expect([...new Set(withCode.map(patient => patient.hetu.charAt(6)))].sort().join('')).toBe('+-ABCDEFUVWXY');
  });

  test('the shares are those of a population', () => {
    const share = (holds: (patient: (typeof patients)[number]) => boolean): number =>
      patients.filter(holds).length / patients.length;
    expect(share(patient => patient.hetu === null)).toBeCloseTo(0.01, 2);
    expect(share(patient => patient.deceased !== undefined)).toBeCloseTo(0.003, 2);
    expect(share(patient => patient.language === 'sv')).toBeCloseTo(0.05, 1);
    expect(share(patient => patient.sex === 'female')).toBeGreaterThan(0.49);
    expect(share(patient => patient.allergies !== undefined)).toBeGreaterThan(0.08);
    const names = patients.map(patient => patient.family).join('|');
    for (const name of ['von Essen', 'Ó Briain', 'Åkerman', '-']) expect(names).toContain(name);
  });

  test('call names are given names, death comes after birth, texts are NFC', () => {
    expect(patients.filter(patient => !patient.given.includes(patient.callName))).toEqual([]);
    expect(patients.filter(patient => patient.deceased !== undefined && patient.deceased <= patient.birthDate)).toEqual(
      [],
    );
    expect(patients.filter(patient => JSON.stringify(patient) !== JSON.stringify(patient).normalize('NFC'))).toEqual(
      [],
    );
  });

  test('the generator writes the committed file again', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kantele-seed-'));
    try {
      for (const name of ['generate-patients.ts', 'named-patients.ts', 'patient-names.ts'])
        copyFileSync(join(SEED, name), join(folder, name));
      symlinkSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
      execFileSync(process.execPath, [join(folder, 'generate-patients.ts')]);
      expect(
        readFileSync(join(folder, 'patients.ndjson'), 'utf8') === readFileSync(join(SEED, 'patients.ndjson'), 'utf8'),
      ).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('practice organisations, professionals and treatments', () => {
  test('everybody works somewhere', () => {
    const { organisations, professionals } = readPractice(SEED);
    const ids = organisations.map(unit => unit.id);
    expect(professionals.filter(person => !ids.includes(person.organisation))).toEqual([]);
  });

  test('every treatment has a package of the practice release', () => {
    const treatments = readTreatments(SEED, RELEASE);
    expect(treatments.length).toBeGreaterThan(30);
    expect(
      treatments.filter(
        ({ product }) => !/^\d{6}$/.test(product.vnr) || product.tradeName === '' || !(Number(product.size) > 0),
      ),
    ).toEqual([]);
    const classes = Object.fromEntries(treatments.map(({ id, product }) => [id, product.pkv]));
    expect([classes['oxycodone'], classes['diazepam'], classes['codeine-paracetamol'], classes['ramipril']]).toEqual([
      'H',
      'Z',
      'P',
      null,
    ]);
  });
});
