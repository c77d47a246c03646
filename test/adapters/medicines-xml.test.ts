import { createReadStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openCatalogue } from '../../src-main/adapters/medicines/catalogue.ts';
import { ImportReport } from '../../src-main/adapters/medicines/import-report.ts';
import { importRegisterText } from '../../src-main/adapters/medicines/register-text.ts';
import { importRegisterXml, type XmlSource } from '../../src-main/adapters/medicines/register-xml.ts';
import { packagesWithinBounds } from './medicines/bounded-import.ts';
import { FIMEA, TemporaryDirectory, at, codesOf } from './medicines/register-files.ts';

// Invented content in the tree that the public descriptions of Perusrekisteri.xml show.
const VERSION =
  '<Versiotiedot><Ajopvm>2026-10-06</Ajopvm><Aineistoera>2026-41</Aineistoera><Kkera>lokakuun 1. erä</Kkera>' +
  '<Kattavuus>1</Kattavuus></Versiotiedot>';
const PACKAGE = `
  <Pakkaus Laakevalmiste-ref="REL1">
    <Pakkaustunnus>1</Pakkaustunnus><VNR-numero>033118</VNR-numero><VanhaVNR>000017</VanhaVNR><VanhaVNR>000018</VanhaVNR>
    <Pakkauskokoteksti>2 x 500 ml</Pakkauskokoteksti><Pakkauskoko>500.00</Pakkauskoko>
    <Pakkauskokokerroin>2</Pakkauskokokerroin><Pakkauskokoyksikko listname="Yksikko" id="7" value="ml"/>
    <Annostelulaite/><Kaupanolo><Kaupan>1</Kaupan><Kauppaantulopaiva>2001-01-01</Kauppaantulopaiva></Kaupanolo>
    <Pakkaus_Laakeaine Laakeaine-ref="SUB1"/><Pakkaus_Laakeaine Laakeaine-ref="SUB2"/><Saatavuushairio>0</Saatavuushairio>
  </Pakkaus>`;
const PRODUCT = `
  <Laakevalmiste id="REL1"><Kauppanimi>Höyhtyä &amp; Co</Kauppanimi><Vahvuus>1 g/ml</Vahvuus>
    <Laakemuoto listname="Laakemuoto" id="211" value="oraalisuspensio"/><ATC-koodi listname="ATC" id="V08BA01" value="bariumsulfaatti"/>
    <Substituutioryhma>0042</Substituutioryhma><HUM>1</HUM><VET>0</VET>
    <Myyntilupa><Tila value="Myyntilupa voimassa"/><Myontamispaiva>1999-05-04</Myontamispaiva></Myyntilupa></Laakevalmiste>`;
const SUBSTANCES =
  '<Laakeaine id="SUB1"><VaikuttavaAine><Aine value="Barii sulfas"/><Maara>1</Maara></VaikuttavaAine></Laakeaine>' +
  '<Laakeaine id="SUB2"><VaikuttavaAine><Aine value="Simeticonum"/></VaikuttavaAine></Laakeaine>';
const HEAD =
  '<?xml version="1.0" encoding="UTF-8"?><Perusrekisteri xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ' +
  'xsi:noNamespaceSchemaLocation="Perusrekisteri_Fimea_2022.xsd">';
const whole = `${HEAD}${VERSION}${PACKAGE}${PRODUCT}${SUBSTANCES}</Perusrekisteri>`;

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}
async function read(content: string | Buffer, more: Partial<XmlSource> = {}, size = 1000) {
  const report = new ImportReport();
  const chunks = inPieces(typeof content === 'string' ? Buffer.from(content) : content, size);
  const imported = await importRegisterXml({ chunks, file: 'Perusrekisteri2026.xml', ...more }, report);
  return { ...imported, findings: report.findings() };
}

describe('the XML form', () => {
  test('a package with its product and substances; what the XML does not tell is said and read strictly', async () => {
    const { release, packages, earlierVnrs, findings } = await read(whole);
    expect(release).toMatchObject({ id: '2026.041', date: '2026-10-06', rows: 1, invented: false });
    expect(packages).toEqual([
      {
        vnr: '033118',
        packageNumber: '1',
        tradeName: 'Höyhtyä & Co',
        strength: '1 g/ml',
        form: { fi: 'oraalisuspensio', sv: 'oraalisuspensio', en: 'oraalisuspensio' },
        sizeText: '2 x 500 ml',
        size: '500',
        sizeFactor: 2,
        unit: 'ml',
        container: null,
        holder: '',
        atc: 'V08BA01',
        atcName: { fi: 'bariumsulfaatti', sv: 'bariumsulfaatti' },
        substances: ['Barii sulfas', 'Simeticonum'],
        ddd: null,
        dddUnit: null,
        prescriptionOnly: true,
        human: true,
        narcotic: false,
        controlClass: null,
        trafficWarning: false,
        prescribingConditions: [],
        biological: false,
        substitutionGroup: '0042',
        marketed: true,
        validFrom: '1999-05-04',
        validTo: null,
        retailPriceCents: null,
        referencePriceCents: null,
        reimbursement: 'none',
        invented: false,
      },
    ]);
    expect([...earlierVnrs]).toEqual([
      ['000017', '1'],
      ['000018', '1'],
    ]);
    expect(codesOf(findings)).toEqual(['xml-fields-not-read']);
  });

  test('bytes may break anywhere, also inside a letter', async () => {
    const expected = (await read(whole)).packages;
    for (const size of [1, 2, 3, 7]) expect((await read(whole, {}, size)).packages).toEqual(expected);
  });

  test('the text form of the same package completes it', async () => {
    const text = await importRegisterText({ directory: FIMEA }, new ImportReport());
    const clonazepam = text.packages.filter(one => one.controlClass === 'Z');
    const complement = new Map(clonazepam.slice(0, 1).map(one => ['1', one]));
    const { packages, findings } = await read(whole, { complement });
    expect(packages[0]).toMatchObject({ controlClass: 'Z', trafficWarning: true, ddd: '8', form: { sv: 'tablett' } });
    expect(findings).toEqual([]);
  });
});

describe('damaged XML', () => {
  test.each([
    ['cut off', whole.slice(0, whole.length - 300), 'xml-truncated', 0],
    ['cut off inside a tag', whole.slice(0, HEAD.length + VERSION.length + 60), 'xml-truncated', 0],
    ['tags crossed', whole.replace('</VNR-numero>', '</Kaupan>'), 'xml-malformed', 0],
    ['not the register', '<html><body/></html>', 'xml-root', 0],
    ['no XML at all', 'PAKKAUSNRO;VNRNRO\r\n', 'xml-malformed', 0],
    [
      'own entities are not expanded',
      whole.replace('<Perusrekisteri', '<!DOCTYPE x [<!ENTITY a "b">]><Perusrekisteri').replace('&amp;', '&a;'),
      'xml-malformed',
      0,
    ],
    ['VNR without its zero', whole.replace('033118', '33118'), 'value-vnr', 0],
    ['no package number', whole.replace('<Pakkaustunnus>1</Pakkaustunnus>', ''), 'row-required', 0],
    ['size is no number', whole.replace('500.00', 'five'), 'row-number', 0],
    ['product is missing', whole.replace(PRODUCT, ''), 'reference-product', 0],
    ['substance is missing', whole.replace('id="SUB2"', 'id="SUB3"'), 'reference-substance', 1],
    ['package twice', whole.replace(PACKAGE, PACKAGE + PACKAGE), 'row-duplicate', 1],
  ])('%s', async (_name, content, code, rows) => {
    const { packages, findings } = await read(content);
    expect(codesOf(findings)).toContain(code);
    expect(findings.find(one => one.code === code)?.line).toBeGreaterThan(0);
    expect(packages).toHaveLength(rows);
  });

  test('Latin-1 bytes where UTF-8 is declared', async () => {
    expect(codesOf((await read(Buffer.from(whole, 'latin1'))).findings)).toContain('encoding-unreadable');
    const declared = whole.replace('UTF-8', 'ISO-8859-1');
    expect((await read(Buffer.from(declared, 'latin1'))).packages[0]?.tradeName).toBe('Höyhtyä & Co');
  });

  test('text without end is stopped', async () => {
    const endless = whole.replace('Höyhtyä', 'x'.repeat(3 * 1024 * 1024));
    expect(codesOf((await read(endless, {}, 64 * 1024)).findings)).toContain('xml-text-too-long');
  });

  test('a missing file', async () => {
    using directory = new TemporaryDirectory();
    const report = new ImportReport();
    const chunks = createReadStream(join(directory.path, 'Perusrekisteri2026.xml'));
    await importRegisterXml({ chunks, file: 'Perusrekisteri2026.xml' }, report);
    expect(at(report.findings(), 'file-missing')).toEqual([['Perusrekisteri2026.xml', 0, 1]]);
  });

  test('memory stays flat: 60 MB of records that are not ours', async () => {
    using directory = new TemporaryDirectory();
    const other = `<Muu><Nimi>${'a'.repeat(900)}</Nimi><Arvo listname="x" id="1" value="y"/></Muu>`;
    const document = `${HEAD}${VERSION}${PACKAGE}${PRODUCT}${SUBSTANCES}${other.repeat(60_000)}</Perusrekisteri>`;
    const path = directory.write('large.xml', Buffer.from(document));
    expect(await packagesWithinBounds(path)).toBe(1);
  });
});

describe('a catalogue over a folder with the XML form', () => {
  const openedFrom = async (directory: TemporaryDirectory) => {
    const opened = await openCatalogue({ directory: directory.path, codeTables: FIMEA });
    if (!opened.ok) throw new Error(opened.error.code);
    return { catalogue: opened.value.catalogue, codes: opened.value.findings.map(({ code }) => code) };
  };

  test('is opened from it', async () => {
    using directory = new TemporaryDirectory();
    writeFileSync(join(directory.path, 'Perusrekisteri2025.xml'), 'an older one');
    writeFileSync(join(directory.path, 'Perusrekisteri2026.xml'), whole);
    const { catalogue, codes } = await openedFrom(directory);
    expect(catalogue.release()).toMatchObject({ id: '2026.041', date: '2026-10-06', rows: 1 });
    expect(catalogue.byVnr('000017')).toMatchObject({ vnr: '033118', tradeName: 'Höyhtyä & Co' });
    expect(catalogue.search('höyhtyä', { limit: 5, offset: 0 }).products).toHaveLength(1);
    expect(codes).toContain('xml-fields-not-read');
  });

  test('the text form beside it is its complement', async () => {
    using directory = new TemporaryDirectory().withRegister();
    const text = await importRegisterText({ directory: FIMEA }, new ImportReport());
    const clonazepam = text.packages.find(one => one.controlClass === 'Z');
    const xml = whole.replace('<Pakkaustunnus>1<', `<Pakkaustunnus>${clonazepam?.packageNumber}<`);
    writeFileSync(join(directory.path, 'Perusrekisteri2026.xml'), xml);
    const { catalogue, codes } = await openedFrom(directory);
    expect(catalogue.release().rows).toBe(1);
    expect(catalogue.byVnr('033118')).toMatchObject({ tradeName: 'Höyhtyä & Co', controlClass: 'Z' });
    expect(codes).not.toContain('xml-fields-not-read');
  });
});
