import { unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { MedicinePackage } from '../../src-main/app/ports/medicine-catalogue.port.ts';
import { openCatalogue } from '../../src-main/adapters/medicines/catalogue.ts';
import { ImportReport } from '../../src-main/adapters/medicines/import-report.ts';
import { LINE_LIMIT } from '../../src-main/adapters/medicines/register-lines.ts';
import { importRegisterText, readCover } from '../../src-main/adapters/medicines/register-text.ts';
import {
  readAmount,
  readCount,
  readDate,
  readFlag,
  readReleaseId,
} from '../../src-main/adapters/medicines/register-values.ts';
import { readSubstitutionFile } from '../../src-main/adapters/medicines/substitution-file.ts';
import { TextPool } from '../../src-main/adapters/medicines/text-pool.ts';
import { packagesWithinBounds } from './medicines/bounded-import.ts';
import { FIMEA, TemporaryDirectory, at, codesOf } from './medicines/register-files.ts';

async function read(directory: string) {
  const report = new ImportReport();
  const imported = await importRegisterText({ directory }, report);
  const unnamed = report.findings().filter(one => one.code === 'value-name');
  return { ...imported, unnamed, findings: report.findings().filter(one => one.code !== 'value-name') };
}

/** Puts one value into a column of line 2 (the first row) of the special permit packages. */
const PACKAGES = 'pakkaus-m.txt';
async function withCell(column: string, value: string) {
  using directory = new TemporaryDirectory().withRegister();
  let place = -1;
  directory.edit(PACKAGES, (line, number) => {
    const cells = line.split(';');
    if (number === 1) place = cells.indexOf(column);
    if (number === 2) cells[place] = value;
    return cells.join(';');
  });
  const result = await read(directory.path);
  return { ...result, first: result.packages.find(one => one.packageNumber === '103840') };
}

describe('the real files of release 2023/8', () => {
  test('all 76 special permit packages come in; the register itself leaves 13 substances without a name', async () => {
    const { release, packages, unnamed, findings } = await read(FIMEA);
    expect(unnamed).toHaveLength(13);
    expect(unnamed[0]).toMatchObject({ severity: 'warning', file: 'laakeaine.txt', line: 629, detail: 'AINETUN 3073' });
    expect(release).toEqual({
      id: '2023.008',
      date: '2023-04-05',
      source: 'Fimea, Perusrekisteri, CC BY 4.0',
      rows: 76,
      invented: false,
    });
    expect(packages).toHaveLength(76);
    expect(findings).toEqual([]);
  });

  test('one package, every field', async () => {
    const { packages } = await read(FIMEA);
    expect(packages.find(one => one.packageNumber === '207988')).toEqual({
      vnr: null,
      packageNumber: '207988',
      tradeName: 'RIVOTRIL',
      strength: '0.5 mg',
      form: { fi: 'tabletti', sv: 'tablett', en: 'tablet' },
      sizeText: '50 tabl.',
      size: '50',
      sizeFactor: 1,
      unit: 'kpl',
      container: null,
      holder: expect.stringContaining('') as string,
      atc: 'N03AE01',
      atcName: { fi: 'klonatsepaami', sv: 'klonazepam' },
      substances: ['Clonazepamum'],
      ddd: '8',
      dddUnit: 'mg',
      prescriptionOnly: true,
      human: true,
      narcotic: false,
      controlClass: 'Z',
      trafficWarning: true,
      prescribingConditions: [],
      biological: false,
      substitutionGroup: null,
      marketed: false,
      validFrom: '2022-11-01',
      validTo: '2023-04-30',
      retailPriceCents: null,
      referencePriceCents: null,
      reimbursement: 'none',
      invented: false,
    } satisfies MedicinePackage);
  });

  test('Finnish and Swedish letters, quotation marks and prescribing conditions survive', async () => {
    const { packages } = await read(FIMEA);
    const byNumber = (number: string) => packages.find(one => one.packageNumber === number);
    expect(byNumber('103840')?.tradeName).toBe('DAPSON "SCANPHARM"');
    expect(byNumber('103920')?.form).toEqual({ fi: 'kapseli, pehmeä', sv: 'kapsel, mjuk', en: 'capsule, soft' });
    expect(byNumber('142605')?.prescribingConditions).toEqual([
      {
        code: 'M2A',
        fi: 'Myrkytysten spesifinen hoito terveydenhuollon laitoksessa.',
        sv: 'Specifik vård vid intoxikationer på hälsovårdens inrättningar.',
      },
    ]);
    expect(byNumber('103998')).toMatchObject({ sizeText: '30 x 0.5 ml', size: '0.5', sizeFactor: 30, unit: 'ml' });
    expect(byNumber('103907')?.container).toEqual({
      fi: 'Yhdistelmäpakkaus',
      sv: 'Kombination förpackning',
      en: 'Combination package',
    });
  });
});

describe('values', () => {
  test.each([
    ['100.00', '100'],
    ['0.50', '0.5'],
    ['0,50', '0.5'],
    ['007.250', '7.25'],
    ['0.00', '0'],
    ['1.7143', '1.7143'],
    ['', null],
    ['1 000', undefined],
    ['-1', undefined],
    ['1.2.3', undefined],
    ['1e3', undefined],
  ])('amount %j is %j', (text, value) => expect(readAmount(text)).toBe(value));

  test.each([
    ['2023-04-05', '2023-04-05'],
    ['2023-04-05 00:00:00', '2023-04-05'],
    ['5.4.2023', '2023-04-05'],
    ['', null],
    ['2023-13-01', undefined],
    ['2023-02-30', undefined],
    ['tomorrow', undefined],
  ])('date %j is %j', (text, value) => expect(readDate(text)).toBe(value));

  test.each([
    ['2023/8', '2023.008'],
    ['2026-41', '2026.041'],
    ['2022/123', '2022.123'],
    ['8', undefined],
  ])('batch %j is release %j', (text, id) => expect(readReleaseId(text)).toBe(id));

  test('flags and counts', () => {
    expect(['1', '0', '', 'x', '2'].map(readFlag)).toEqual([true, false, false, undefined, undefined]);
    expect(['30', '', '1.5', 'x'].map(readCount)).toEqual([30, null, undefined, undefined]);
  });

  test('the cover is read in the right and in the wrong encoding', () => {
    const cover = 'Perusrekisteri  Ajopvm: 5.4.2023  Aineistoerä: 2023/8  Kk-erä: 2023 huhtikuu II';
    const read = { id: '2023.008', date: '2023-04-05', invented: false };
    expect(readCover(cover)).toEqual(read);
    expect(readCover(Buffer.from(cover).toString('latin1'))).toEqual(read);
    expect(readCover('something else')).toBeNull();
  });
});

describe('damaged rows are told and left out, the rest comes in', () => {
  test.each([
    ['VNRNRO', '33118', 'value-vnr'],
    ['VNRNRO', '12345A', 'value-vnr'],
    ['VNRNRO', '1234567', 'value-vnr'],
    ['KOKO', 'many', 'row-number'],
    ['KERROIN', '1.5', 'row-number'],
    ['DDD', '5O', 'row-number'],
    ['LAAKENIMI', '', 'row-required'],
    ['PAKKAUSNRO', '', 'row-required'],
    ['KAUPAN', 'X', 'value-flag'],
    ['HUM', '7', 'value-flag'],
  ])('%s = %j: %s', async (column, value, code) => {
    const { packages, findings } = await withCell(column, value);
    expect(at(findings, code)).toEqual([[PACKAGES, 2, 1]]);
    expect(packages).toHaveLength(75);
  });

  test('a VNR keeps its leading zeros', async () => {
    expect((await withCell('VNRNRO', '033118')).first?.vnr).toBe('033118');
    expect((await withCell('VNRNRO', '000001')).first?.vnr).toBe('000001');
  });

  test('an unknown code stays as a remark: the package has its own name for it', async () => {
    const { first, findings } = await withCell('LAAKEMUOTOTUN', '99999');
    expect(at(findings, 'reference-form')).toEqual([[PACKAGES, 2, 1]]);
    expect(first?.form).toEqual({ fi: 'tabletti', sv: 'tabletti', en: 'tabletti' });
    const atc = await withCell('ATCKOODI', 'Z99ZZ99');
    expect(codesOf(atc.findings)).toEqual(['reference-atc']);
    expect(atc.first?.atcName).toEqual({ fi: '', sv: '' });
    expect(codesOf((await withCell('EHTOKOODI', 'E9999')).findings)).toEqual(['reference-condition']);
    expect(codesOf((await withCell('ASTIATUN', '999')).findings)).toEqual(['reference-container']);
  });

  test('in doubt the stricter reading: unknown status is prescription only, unknown class controlled', async () => {
    const status = await withCell('RESEPTISTATUS', '?');
    expect(codesOf(status.findings)).toEqual(['value-status']);
    expect(status.first?.prescriptionOnly).toBe(true);
    expect((await withCell('RESEPTISTATUS', 'K')).first?.prescriptionOnly).toBe(false);
    const control = await withCell('PSYKOLUOKITUS', 'Q');
    expect(codesOf(control.findings)).toEqual(['value-control-class']);
    expect(control.first?.controlClass).toBe('Z');
    expect((await withCell('HUUME', 'H')).first).toMatchObject({ narcotic: true, controlClass: 'H' });
    expect((await withCell('PSYKOLUOKITUS', 'P')).first).toMatchObject({ narcotic: false, controlClass: 'P' });
  });

  test('an impossible date is dropped, the package stays', async () => {
    const { first, findings } = await withCell('PAATTYMISPVM', '2023-02-31');
    expect(codesOf(findings)).toEqual(['value-date']);
    expect(first?.validTo).toBeNull();
  });

  test('a package number that comes twice', async () => {
    using directory = new TemporaryDirectory().withRegister();
    const lines = directory.bytes(PACKAGES).toString('latin1').split('\r\n');
    directory.write(PACKAGES, [...lines.slice(0, 3), lines[1], ...lines.slice(3)].join('\r\n'));
    const { packages, findings } = await read(directory.path);
    expect(at(findings, 'row-duplicate')).toEqual([[PACKAGES, 4, 1]]);
    expect(packages).toHaveLength(76);
  });

  test('too few and too many columns, and an empty line that is none of ours to mind', async () => {
    using directory = new TemporaryDirectory().withRegister();
    directory.edit(PACKAGES, (line, number) =>
      number === 3
        ? line.split(';').slice(0, 20).join(';')
        : number === 5
          ? `${line};more;`
          : number === 7
            ? `${line}\r\n`
            : line,
    );
    const { packages, findings } = await read(directory.path);
    expect(at(findings, 'row-columns').map(([, line]) => line)).toEqual([3, 5]);
    expect(codesOf(findings)).toEqual(['row-columns']);
    expect(packages).toHaveLength(74);
  });
});

describe('damaged files', () => {
  test('cut off in the middle of a row', async () => {
    using directory = new TemporaryDirectory().withRegister();
    directory.write(PACKAGES, directory.bytes(PACKAGES).subarray(0, 5000));
    const { packages, findings } = await read(directory.path);
    expect(codesOf(findings)).toEqual(['last-line-unfinished', 'line-truncated']);
    expect(packages.length).toBeGreaterThan(15);
  });

  test('last line whole but without its end: taken, and told', async () => {
    using directory = new TemporaryDirectory().withRegister();
    const whole = directory.bytes(PACKAGES).toString('latin1').trimEnd();
    directory.write(PACKAGES, whole);
    const { packages, findings } = await read(directory.path);
    expect(codesOf(findings)).toEqual(['last-line-unfinished']);
    expect(packages).toHaveLength(76);
  });

  test.each([
    ['UTF-8', (text: string) => Buffer.from(text), 'encoding-utf8'],
    ['UTF-8 with byte order mark', (text: string) => Buffer.from(`\ufeff${text}`), 'encoding-utf8'],
  ])('%s is noticed and read right', async (_name, encode, code) => {
    using directory = new TemporaryDirectory().withRegister();
    directory.write('laakemuoto.txt', encode(directory.bytes('laakemuoto.txt').toString('latin1')));
    const { packages, findings } = await read(directory.path);
    expect(codesOf(findings)).toEqual([code]);
    expect(findings[0]?.file).toBe('laakemuoto.txt');
    expect(packages.find(one => one.packageNumber === '103920')?.form.fi).toBe('kapseli, pehmeä');
  });

  test('Windows-1252 is noticed and read right', async () => {
    using directory = new TemporaryDirectory().withRegister();
    directory.edit(PACKAGES, (line, number) =>
      number === 2 ? line.replace('DAPSON "SCANPHARM"', 'DAPSON \x93S\x94') : line,
    );
    const { packages, findings } = await read(directory.path);
    expect(at(findings, 'encoding-windows-1252')).toEqual([[PACKAGES, 2, 1]]);
    expect(packages.find(one => one.packageNumber === '103840')?.tradeName).toBe('DAPSON \u201cS\u201d');
  });

  test('UTF-16 is refused', async () => {
    using directory = new TemporaryDirectory().withRegister();
    directory.write(PACKAGES, Buffer.from(`\ufeff${directory.bytes(PACKAGES).toString('latin1')}`, 'utf16le'));
    const opened = await openCatalogue(directory.path);
    expect(opened).toMatchObject({ ok: false, error: { code: 'unreadable' } });
  });

  test('a huge line is skipped without taking memory, lines after it keep their numbers', async () => {
    using directory = new TemporaryDirectory().withRegister();
    const lines = directory.bytes(PACKAGES).toString('latin1').split('\r\n');
    const huge = 'x'.repeat(20 * 1024 * 1024);
    const long = 'y'.repeat(LINE_LIMIT + 1);
    directory.write(
      PACKAGES,
      [...lines.slice(0, 4), huge, lines[4], long, `short;row`, ...lines.slice(5)].join('\r\n'),
    );
    const { packages, findings } = await read(directory.path);
    expect(at(findings, 'line-too-long').map(([, line]) => line)).toEqual([5, 7]);
    expect(at(findings, 'row-columns').map(([, line]) => line)).toEqual([8]);
    expect(packages).toHaveLength(76);
  });

  test('a missing column gives no rows: guessing would be worse', async () => {
    using directory = new TemporaryDirectory().withRegister();
    directory.edit(PACKAGES, (line, number) => (number === 1 ? line.replace('VAHVUUS', 'WAHWUUS') : line));
    const { packages, findings } = await read(directory.path);
    expect(at(findings, 'column-missing')).toEqual([[PACKAGES, 1, 1]]);
    expect(findings[0]?.detail).toBe('VAHVUUS');
    expect(packages).toEqual([]);
    expect(await openCatalogue(directory.path)).toMatchObject({ ok: false, error: { code: 'unreadable' } });
  });

  test('columns in another order and a new column are no harm', async () => {
    using directory = new TemporaryDirectory().withRegister();
    directory.edit(PACKAGES, (line, number) =>
      line === '' ? line : [number === 1 ? 'NEW' : 'n', ...line.split(';').reverse()].join(';'),
    );
    const { packages, findings } = await read(directory.path);
    expect(codesOf(findings)).toEqual(['column-unknown']);
    expect(packages).toEqual((await read(FIMEA)).packages);
  });

  test('missing files', async () => {
    using directory = new TemporaryDirectory().withRegister();
    unlinkSync(join(directory.path, 'laakeaine.txt'));
    unlinkSync(join(directory.path, 'saate.txt'));
    const { packages, release, findings } = await read(directory.path);
    expect(codesOf(findings)).toEqual(['file-missing', 'reference-substance', 'release-unknown']);
    expect(release.id).toBe('0000.000');
    expect(packages).toHaveLength(76);
    using empty = new TemporaryDirectory();
    expect(await openCatalogue(empty.path)).toMatchObject({ ok: false, error: { code: 'no-packages-file' } });
    expect(await openCatalogue(join(empty.path, 'nowhere'))).toMatchObject({
      ok: false,
      error: { code: 'no-packages-file' },
    });
  });

  test('a file of nothing but bad rows does not fill the memory with remarks', async () => {
    using directory = new TemporaryDirectory().withRegister();
    const header = directory.bytes(PACKAGES).toString('latin1').split('\r\n')[0] ?? '';
    directory.write(PACKAGES, `${header}\r\n${'bad;row\r\n'.repeat(30_000)}`);
    const { findings } = await read(directory.path);
    expect(findings.length).toBeLessThanOrEqual(51);
    expect(findings.reduce((sum, one) => sum + one.count, 0)).toBe(30_000);
  });

  test('memory stays flat on a large file', async () => {
    using directory = new TemporaryDirectory().withRegister();
    const [head = '', row = ''] = directory.bytes(PACKAGES).toString('latin1').split('\r\n');
    // 60 MB of rows that are all the same package: one stays.
    directory.write(PACKAGES, [head, ...Array.from({ length: 300_000 }, () => row), ''].join('\r\n'));
    expect(await packagesWithinBounds(directory.path)).toBe(1);
  });
});

describe('prices and substitution', () => {
  const price = '# INVENTED\r\nVNRNRO;RETAIL_CENTS;REFERENCE_CENTS;REIMBURSEMENT\r\n';

  test('prices are joined by VNR; bad rows are told; the note marks the release as invented', async () => {
    using directory = new TemporaryDirectory().withRegister();
    directory.edit(PACKAGES, (line, number) => (number === 2 ? line.replace('103840;;', '103840;033118;') : line));
    const bad = '33118;1;;basic\r\n033119;1.5;;basic\r\n033120;1;;half\r\n';
    directory.write('prices.txt', `${price}033118;1234;1284;lowerSpecial\r\n${bad}`);
    const { packages, release, findings } = await read(directory.path);
    expect(codesOf(findings)).toEqual(['value-price', 'value-reimbursement', 'value-vnr']);
    expect(findings.map(one => one.line)).toEqual([4, 5, 6]);
    expect(release.invented).toBe(true);
    expect(packages.find(one => one.vnr === '033118')).toMatchObject({
      retailPriceCents: 1234,
      referencePriceCents: 1284,
      reimbursement: 'lowerSpecial',
      invented: true,
    });
  });

  test("Fimea's list of interchangeable products sets the groups", async () => {
    using directory = new TemporaryDirectory().withRegister();
    directory.edit(PACKAGES, (line, number) => (number === 2 ? line.replace('103840;;', '103840;033118;') : line));
    const rows =
      '0123;033118;100;R;DAPSON;50 mg\r\n0123;03311;100;R;DAPSON;50 mg\r\n0124;033118;100;R;DAPSON;50 mg\r\n';
    const file = directory.write(
      'lista.txt',
      `SUBSTITUUTIORYHMA;VNRNRO;PAKKAUSKOKO;RESEPTISTATUS;LAAKENIMI;VAHVUUS\r\n${rows}`,
    );
    const report = new ImportReport();
    expect([...(await readSubstitutionFile(file, report, new TextPool()))]).toEqual([['033118', '0123']]);
    expect(codesOf(report.findings())).toEqual(['row-duplicate', 'value-vnr']);
    const opened = await openCatalogue({ directory: directory.path, substitutionFile: file });
    expect(opened.ok && opened.value.catalogue.byGroup('0123').map(one => one.packageNumber)).toEqual(['103840']);
  });
});
