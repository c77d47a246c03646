import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { generatePractice, PRACTICE_VNR_FROM, PRACTICE_VNR_TO } from '../../resources/medicines/generate-practice.ts';
import { COMMON_MEDICINES } from '../../resources/medicines/generator/common-medicines.ts';
import { readVocabulary } from '../../resources/medicines/generator/vocabulary.ts';
import type { MedicinePackage } from '../../src-main/app/ports/medicine-catalogue.port.ts';
import { practiceRelease } from '../../src-main/adapters/medicines/catalogue.ts';
import { ImportReport } from '../../src-main/adapters/medicines/import-report.ts';
import { importRegisterText, type RegisterImport } from '../../src-main/adapters/medicines/register-text.ts';
import { FIMEA, PRACTICE, RESOURCES, TemporaryDirectory } from './medicines/register-files.ts';

const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
const FILES = ['laakeaine.txt', 'pakkaus1.txt', 'prices.txt', 'saate.txt'];

let imported: RegisterImport;
let packages: readonly MedicinePackage[];
const report = new ImportReport();
beforeAll(async () => {
  imported = await importRegisterText(practiceRelease(RESOURCES), report);
  packages = imported.packages;
});

describe('the practice release', () => {
  test('the generator makes the committed files, byte for byte', () => {
    using directory = new TemporaryDirectory();
    generatePractice({ directory: directory.path });
    expect(readdirSync(directory.path).sort()).toEqual(FILES);
    for (const name of FILES)
      expect([name, hashOf(join(directory.path, name))]).toEqual([name, hashOf(join(PRACTICE, name))]);
  });

  test('the importer has nothing to remark, and the release says that it is invented', () => {
    expect(report.findings()).toEqual([]);
    expect(imported.release).toMatchObject({ id: '2026.901', date: '2026-11-01', invented: true });
    expect(imported.release.source).toMatch(/HARJOITUS.*Fimea.*CC BY 4.0/);
    expect(packages.length).toBeGreaterThan(11_500);
    expect(packages.length).toBeLessThan(12_500);
    const bytes = FILES.reduce((sum, name) => sum + statSync(join(PRACTICE, name)).size, 0);
    expect(bytes).toBeLessThan(6_000_000);
  });

  test('article numbers lie in the marked range, where no medicine can be, each once', () => {
    const vnrs = packages.map(one => Number(one.vnr));
    expect(Math.min(...vnrs)).toBe(PRACTICE_VNR_FROM);
    expect(Math.max(...vnrs)).toBeLessThanOrEqual(PRACTICE_VNR_TO);
    expect(new Set(vnrs).size).toBe(packages.length);
    expect(packages.every(one => one.invented && one.holder.includes('Harjoitus'))).toBe(true);
  });

  test('the vocabulary is real: codes, forms, containers and at least 600 substances of the register', () => {
    const { substances, atc } = readVocabulary(FIMEA);
    const used = new Set(packages.flatMap(one => one.substances));
    expect(used.size).toBeGreaterThan(600);
    expect([...used].filter(name => !substances.has(name))).toEqual([]);
    expect(packages.filter(one => !atc.has(one.atc) || one.atcName.fi === '')).toEqual([]);
    expect(packages.filter(one => one.substances.length === 0)).toEqual([]);
  });

  test('no trade name has a word of its own that is a real product or substance', () => {
    const { realWords, atc } = readVocabulary(FIMEA);
    const own = new Set<string>();
    for (const one of packages) {
      const [generic = '', ...rest] = one.tradeName.split(' ');
      const isSubstance = (atc.get(one.atc)?.sv ?? '').toUpperCase().startsWith(generic);
      for (const word of isSubstance ? rest.filter(part => part !== 'COMP') : [generic, ...rest]) own.add(word);
    }
    expect(own.size).toBeGreaterThan(800);
    expect([...own].filter(word => realWords.has(word))).toEqual([]);
    const starts = new Set([...realWords].map(word => word.slice(0, 5)));
    expect([...own].filter(word => starts.has(word.slice(0, 5)))).toEqual([]);
  });

  test('the well-known substances have exactly their listed strengths', () => {
    const strengthsOf = new Map<string, Set<string>>();
    for (const one of packages) {
      const key = `${one.atc} ${one.substances.join('+')}`;
      strengthsOf.set(key, (strengthsOf.get(key) ?? new Set()).add(one.strength));
    }
    const listed = new Map<string, Set<string>>();
    for (const line of COMMON_MEDICINES.trim().split('\n')) {
      const [code = '', latin = '', , , strengths = ''] = line.split('|').map(cell => cell.trim());
      const key = `${code} ${latin}`;
      const known = listed.get(key) ?? new Set<string>();
      for (const strength of strengths.split(';')) known.add(strength.trim());
      listed.set(key, known);
    }
    expect(listed.size).toBeGreaterThan(150);
    for (const [key, strengths] of listed)
      expect([key, [...(strengthsOf.get(key) ?? [])].sort()]).toEqual([key, [...strengths].sort()]);
  });
});

describe('practice assumptions', () => {
  test('control classes', () => {
    const classOf = (atc: string) => new Set(packages.filter(one => one.atc === atc).map(one => one.controlClass));
    expect(classOf('N02AA05')).toEqual(new Set(['H']));
    expect(classOf('N05CF01')).toEqual(new Set(['Z']));
    expect(classOf('N02BF02')).toEqual(new Set(['P']));
    expect(classOf('N02BE01')).toEqual(new Set([null]));
    expect(packages.every(one => one.narcotic === (one.controlClass === 'H'))).toBe(true);
    expect(packages.filter(one => one.controlClass !== null && !one.prescriptionOnly)).toEqual([]);
  });

  test('biologicals, driving, conditions, self-care and withdrawn packages all occur', () => {
    const atcs = (wanted: (one: MedicinePackage) => boolean) => new Set(packages.filter(wanted).map(one => one.atc));
    const biological = atcs(one => one.biological);
    for (const atc of ['L04AB04', 'A10AE04', 'B01AB05']) expect(biological).toContain(atc);
    expect(biological).not.toContain('N02BE01');
    expect(atcs(one => one.trafficWarning)).toContain('N05BA01');
    expect(atcs(one => one.prescribingConditions.length > 0)).toContain('N06BA04');
    expect(packages.filter(one => !one.prescriptionOnly).length).toBeGreaterThan(100);
    expect(packages.filter(one => !one.marketed).length).toBeGreaterThan(300);
    expect(new Set(packages.map(one => one.reimbursement))).toEqual(
      new Set(['none', 'basic', 'lowerSpecial', 'upperSpecial']),
    );
  });

  test('prices: every marketed package has one, withdrawn ones none; the reference price is the cheapest plus 50 cents', () => {
    expect(packages.filter(one => one.marketed !== (one.retailPriceCents !== null))).toEqual([]);
    const priced = packages.filter(one => one.referencePriceCents !== null);
    expect(priced.length).toBeGreaterThan(3000);
    const byReference = new Map<string, number>();
    for (const one of priced) {
      const key = `${one.substitutionGroup} ${one.referencePriceCents}`;
      byReference.set(key, Math.min(byReference.get(key) ?? Infinity, one.retailPriceCents ?? Infinity));
    }
    for (const [key, cheapest] of byReference) expect(`${key.split(' ')[0]} ${cheapest + 50}`).toBe(key);
    const spread =
      priced.filter(one => (one.retailPriceCents ?? 0) > (one.referencePriceCents ?? 0)).length / priced.length;
    expect(spread).toBeGreaterThan(0.3);
    expect(spread).toBeLessThan(0.95);
  });

  test('no insulin but glargine, detemir and degludec is interchangeable', () => {
    const grouped = new Set(
      packages.filter(one => one.substitutionGroup !== null && one.atc.startsWith('A10A')).map(one => one.atc),
    );
    expect([...grouped].filter(atc => !['A10AE04', 'A10AE05', 'A10AE06'].includes(atc))).toEqual([]);
    expect(grouped).toContain('A10AE04');
  });
});
