import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPrinter } from '../../src-main/adapters/print/printer.ts';
import { type LabelContent } from '../../src-main/app/ports/platform.port.ts';
import { aDispensing } from '../builders/dispensing.builder.ts';
import { aPatient } from '../builders/person.builder.ts';
import { aPharmacist } from '../builders/person.builder.ts';
import { aPrescription, aPrescriptionRow } from '../builders/prescription.builder.ts';
import { type ReadableBlock } from '../../shared/domain/readable.ts';
import { type RecordRow } from '../../shared/domain/records/record.ts';
import { type DeclarationRow } from '../../shared/domain/consent/declaration.ts';
import { readIngredients, writtenProduct } from '../../shared/domain/prescribing/written-product.ts';
import { decimal } from '../../shared/kernel/decimal.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { type QueueRow } from '../../shared/domain/queue.ts';
import { instant, localDate } from '../../shared/kernel/time.ts';

const printer = createPrinter();
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kantele-print-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Print = Readonly<{ bytes: Uint8Array; pages: number }>;
/** What a reader of the paper gets, by poppler's own reading. */
function read(print: Print, ...options: string[]): string {
  const file = join(folder, 'print.pdf');
  writeFileSync(file, print.bytes);
  return execFileSync('pdftotext', [...options, file, '-'], { encoding: 'utf8' });
}
const flat = (text: string): string => text.replace(/\s+/g, ' ');
/** Heights of the words' boxes in points. */
const heights = (print: Print): number[] =>
  [...read(print, '-bbox').matchAll(/yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)"/g)].map(
    ([, top, bottom]) => Number(bottom) - Number(top),
  );
const label = (change: Partial<LabelContent> = {}): LabelContent => ({
  dispensing: aDispensing(),
  prescription: aPrescription(),
  runningNumber: 17,
  accepted: true,
  useBefore: null,
  practice: false,
  ...change,
});

test('what the pack in the hand does not say, the label does: the last day of use, in the patient’s language', async () => {
  const useBefore = localDate('2027-01-31');
  expect(flat(read(await printer.label(label({ useBefore }))))).toContain('Käytettävä viimeistään 31.1.2027');
  const svenska = aDispensing({ language: 'sv' });
  expect(flat(read(await printer.label(label({ useBefore, dispensing: svenska }))))).toContain(
    'Används senast 31.1.2027',
  );
  expect(flat(read(await printer.label(label())))).not.toContain('viimeistään');
});

test('one label tells all that an outage needs as proof', async () => {
  const print = await printer.label(label());
  expect(print.pages).toBe(1);
  const text = flat(read(print));
  for (const part of [
    '1 tabletti 3 kertaa päivässä 10 päivän ajan.',
    'Keuhkokuume',
    '30 kpl',
    'Jäljellä 30 kpl, voimassa 22.11.2028',
    '22.11.2026 · 17',
    '12,00 €',
  ])
    expect(text).toContain(part);
  expect(text).not.toContain('HARJOITUS');
  expect(text).not.toContain('Reseptikeskukseen');
});
test('what does not fit goes to further labels: nothing cut, nothing small', async () => {
  const words = Array.from({ length: 140 }, (_, index) => `sana${index}`);
  const print = await printer.label(label({ dispensing: aDispensing({ labelDoseText: words.join(' ') }) }));
  expect(print.pages).toBeGreaterThan(2);
  const text = flat(read(print));
  for (const word of words) expect(text).toContain(word);
  expect(text).toContain(`1/${print.pages}`);
  expect(text).toContain(`${print.pages}/${print.pages}`);
  // The box of a word of 8 points in this typeface is 9.7 high.
  expect(Math.min(...heights(print))).toBeGreaterThan(9.6);
});
test.each(['Ååkköset: Å Ä Ö å ä ö, 12,50 €, ½ tablettia', 'Ковальская Надія', 'Ωμέγα łódź řeka şişe niño Øre'])(
  'every letter of %s stands on paper',
  async text => {
    expect(flat(read(await printer.label(label({ dispensing: aDispensing({ labelDoseText: text }) }))))).toContain(
      text,
    );
  },
);
test('hostile strings stay text and stay on the paper', async () => {
  const long = 'X'.repeat(400);
  const hostile = `%PDF-1.4 (\\) endobj <script>alert(1)</script> ${long} 😀`;
  const print = await printer.label(
    label({ dispensing: aDispensing({ labelDoseText: hostile, patient: aPatient({ family: long }) }) }),
  );
  const text = read(print).replace(/\s+|\d+\/\d+/g, '');
  expect(text).toContain('%PDF-1.4(\\)endobj<script>alert(1)</script>');
  expect(text.match(/X{800,}|X/g)?.join('').length).toBeGreaterThanOrEqual(800);
  const boxes = [
    ...read(print, '-bbox').matchAll(/xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"/g),
  ];
  expect(
    boxes.every(
      ([, left, top, right, bottom]) =>
        Number(left) >= 0 && Number(top) >= 0 && Number(right) <= 198.5 && Number(bottom) <= 141.8,
    ),
  ).toBe(true);
});
test('the worst ordinary case, in practice and while queued, is still one label', async () => {
  const print = await printer.label(
    label({ practice: true, accepted: false, dispensing: aDispensing({ substituted: true }) }),
  );
  expect(print.pages).toBe(1);
});
test('practice is named on every label, and a dispensing that the Centre does not have says so', async () => {
  const dose = Array.from({ length: 60 }, () => 'annos').join(' ');
  const print = await printer.label(
    label({ practice: true, accepted: false, dispensing: aDispensing({ labelDoseText: dose }) }),
  );
  const pages = read(print)
    .split('\f')
    .filter(page => page.trim() !== '');
  expect(pages.length).toBe(print.pages);
  expect(pages.every(page => page.includes('HARJOITUS'))).toBe(true);
  expect(flat(read(print))).toContain('Ei vielä Reseptikeskuksessa');
});
test.each([
  ['fi', 'Apteekissa valmistettu lääke', 'Koostumus: Hydrokortisoni 0,5 g, Perusvoide ad 100 g'],
  ['sv', 'Läkemedel berett på apotek', 'Sammansättning: Hydrokortisoni 0,5 g, Perusvoide ad 100 g'],
] as const)(
  'what a pharmacy made says in %s what is in it, on paper and to the label printer',
  async (language, made, holds) => {
    const product = {
      ...writtenProduct('7', ''),
      ingredients: readIngredients('Hydrokortisoni; 0,5 g'),
      otherIngredients: readIngredients('Perusvoide; ad 100 g'),
      preparation: 'Sekoita.',
    };
    const content = label({
      dispensing: aDispensing({ language }),
      prescription: aPrescription({ product, language }),
    });
    const text = flat(read(await printer.label(content)));
    for (const part of [made, holds]) expect(text).toContain(part);
    const zpl = new TextDecoder().decode(await printer.zplLabel(content, 8));
    expect(zpl).toContain(made);
  },
);
test('a Swedish label is Swedish; a substituted product names what it replaces', async () => {
  const text = flat(
    read(
      await printer.label(
        label({
          accepted: false,
          practice: true,
          dispensing: aDispensing({ language: 'sv', substituted: true, fullyDispensed: true }),
        }),
      ),
    ),
  );
  for (const part of ['ÖVNING', 'I stället för', 'Helt expedierat', 'Ännu inte i Receptcentret'])
    expect(text).toContain(part);
});
test('the sheet names each medicine once, says that it is no prescription, and goes over pages whole', async () => {
  const rows = Array.from({ length: 12 }, (_, index) =>
    aPrescriptionRow({
      remaining: { value: decimal('30'), unit: 'kpl' },
      acceptance: index === 0 ? 'queued' : 'accepted',
      prescription: aPrescription({ dose: { text: `Ohje numero ${index} loppu.`, structured: null } }),
    }),
  );
  const content = {
    kind: 'instruction' as const,
    patient: aPatient(),
    rows,
    printedBy: aPharmacist(),
    printedOn: '2026-11-22',
    practice: true,
  };
  const print = await printer.patientSheet({ ...content, largePrint: false });
  const text = flat(read(print));
  for (let index = 0; index < 12; index += 1) expect(text.split(`Ohje numero ${index} loppu.`)).toHaveLength(2);
  expect(text).toContain('Tämä ei ole lääkemääräys.');
  expect(text.split('Odottaa tallennusta Reseptikeskukseen')).toHaveLength(2);
  const large = await printer.patientSheet({ ...content, largePrint: true });
  expect(large.pages).toBeGreaterThan(print.pages);
  expect(Math.min(...heights(large))).toBeGreaterThan(19);
});

test('the summary says what is left of each, how far it is dispensed, and that an old one is over', async () => {
  const rows = [
    aPrescriptionRow({ state: 'partlyDispensed', remaining: { value: decimal('60'), unit: 'tabl' } }),
    aPrescriptionRow({ state: 'notDispensed', expiresOn: localDate('2026-11-21') }),
    aPrescriptionRow({ state: 'cancelled' }),
  ];
  const content = { patient: aPatient(), printedBy: aPharmacist(), printedOn: '2026-11-22', practice: false } as const;
  const text = flat(read(await printer.patientSheet({ ...content, kind: 'summary', rows, largePrint: false })));
  for (const part of [
    'Yhteenveto lääkemääräyksistä',
    'Osittain toimitettu',
    'Jäljellä: 60 tabl',
    'Vanhentunut',
    'Mitätöity',
  ])
    expect(text).toContain(part);
  expect(text).not.toContain('Potilasohje');
});

test('the list of the day: by author, each act with state and what to do; long lists go on, no act is torn', async () => {
  const row = (n: number): QueueRow => ({
    id: `item-${n}`,
    documentOid: oid(`1.2.246.10.1.93.2026.${n}`),
    act: 'dispensing',
    service: 'resepti',
    state: 'held',
    patientName: `Esimerkki, Kaisa ${n}`,
    summary: 'KUVITELLIN 500 mg',
    authorName: 'Leena Apaja',
    signedAt: instant('2026-11-22T08:05:00.000Z'),
    attempts: 1,
    nextAttemptAt: null,
    lastAnswer: { code: 'NET-0008', at: instant('2026-11-22T08:05:00.000Z') },
    receipt: null,
    givenUp: false,
    waitingBehind: 0,
  });
  const print = await printer.endOfDay({
    list: {
      on: localDate('2026-11-22'),
      at: instant('2026-11-22T15:30:00.000Z'),
      acceptedToday: 12,
      unsent: 40,
      authors: [{ name: 'Leena Apaja', mine: true, rows: Array.from({ length: 40 }, (_, n) => row(n)) }],
    },
    unit: 'Harjoitusapteekki',
    workstation: 'tiski 1',
    language: 'fi',
    practice: true,
  });
  expect(print.pages).toBeGreaterThan(1);
  const text = flat(read(print));
  for (const part of ['HARJOITUS', 'klo 17.30', 'Vastaanottamatta 40', 'Leena Apaja', 'Toimitus: KUVITELLIN 500 mg'])
    expect(text).toContain(part);
  expect(text.match(/Odottaa päätöstä/g)).toHaveLength(40);
  expect(text).toContain('Vertaa versioita ja päätä. (NET-0008)');
  const onPages = read(print).split('\f');
  expect(onPages.filter(page => page.includes('Esimerkki')).every(page => page.includes('NET-0008'))).toBe(true);
});

test('an archived document: its text with its tables and lists, who signed it and which document it is, over pages', async () => {
  const span = (text: string) => [{ text }];
  const row: RecordRow = {
    oid: oid('1.2.246.10.88888888.11.2026.7'),
    setId: oid('1.2.246.10.88888888.11.2026.7'),
    serviceEventOid: oid('1.2.246.10.88888888.14.2026.1'),
    title: 'SV 6 Lääkärintodistus A',
    authorName: 'Aino Harjula',
    createdAt: instant('2026-11-22T10:00:00.000Z'),
    version: 2,
    acceptance: 'accepted',
    view: '',
    headings: [],
    state: 'current',
  };
  const readable: ReadableBlock[] = [
    { kind: 'heading', level: 2, text: 'Todistus' },
    { kind: 'table', head: [], rows: [[span('Työkyvyttömyys alkaa'), span('22.11.2026')]] },
    { kind: 'list', ordered: true, items: [span('J06.9 Akuutti ylähengitystieinfektio')] },
    { kind: 'paragraph', spans: span('Lepo ja seuranta. '.repeat(600).trim()) },
  ];
  const common = { patient: aPatient(), printedBy: aPharmacist(), printedOn: localDate('2026-11-23'), practice: true };
  const print = await printer.record({ ...common, row, readable });
  const text = flat(read(print));
  expect(print.pages).toBeGreaterThan(1);
  for (const part of [
    'HARJOITUS',
    'SV 6 Lääkärintodistus A',
    'Työkyvyttömyys alkaa 22.11.2026',
    '1. J06.9 Akuutti ylähengitystieinfektio',
    'Allekirjoitettu sähköisesti: Aino Harjula, 22.11.2026. Arkistoitu Potilastietovarantoon: 1.2.246.10.88888888.11.2026.7, v2.',
    '1.2.246.10.88888888.11.2026.7, v2 · 2',
  ])
    expect(text).toContain(part);
  expect(Math.max(...heights(print))).toBeLessThan(30);
  const void2 = await printer.record({
    ...common,
    row: { ...row, state: 'annulled', acceptance: 'queued' },
    readable: [],
  });
  expect(flat(read(void2))).toContain('Asiakirja on mitätöity.');
  expect(flat(read(void2))).toContain('Odottaa tallennusta');
});

test('a declaration of will: what it means, whose word it was, room for signatures; withdrawn it says so', async () => {
  const row: DeclarationRow = {
    oid: oid('1.2.246.10.88888888.14.2026.1'),
    declaration: { kind: 'denial', scope: { at: 'provider', controllerOid: oid('1.2.246.10.1') }, emergencyUse: false },
    givenAt: instant('2026-11-22T10:00:00.000Z'),
    withdrawnAt: null,
    state: 'queued',
    attested: {
      saidBy: 'representative',
      representative: 'Maija Malli',
      identifiedBy: 'document',
      recordedBy: 'Noora Hoivala',
    },
  };
  const common = { patient: aPatient(), printedBy: aPharmacist(), printedOn: localDate('2026-11-22'), practice: true };
  const print = await printer.declaration({ ...common, row, target: 'Koejärven hyvinvointialue' });
  const text = flat(read(print));
  expect(print.pages).toBe(1);
  for (const part of [
    'Luovutuskielto',
    'HARJOITUS',
    'Yhden palvelunantajan terveydenhuollon tiedot: Koejärven hyvinvointialue',
    'Kielto koskee myös hätätilannetta.',
    'laillinen edustaja Maija Malli',
    'Noora Hoivala',
    'Vahvistan, että yllä oleva vastaa tahtoani.',
  ])
    expect(text).toContain(part);
  const living = { kind: 'livingWill' as const, text: 'Kotona niin pitkään kuin mahdollista. '.repeat(400).trim() };
  const ended = { ...row, declaration: living, withdrawnAt: row.givenAt };
  const long = await printer.declaration({
    ...common,
    patient: aPatient({ language: 'sv' }),
    row: ended,
    target: null,
  });
  expect(long.pages).toBeGreaterThan(1);
  expect(flat(read(long))).toContain('Återkallelse: vårdvilja');
  expect(flat(read(long)).match(/Kotona niin/g)).toHaveLength(400);
});

test('the refusal of a log report: what was asked, ground and reasons, what one may do; long reasons go on', async () => {
  const common = { from: localDate('2024-01-01'), to: localDate('2026-11-22'), ground: 'old' as const, practice: true };
  const decided = { decidedBy: aPharmacist(), decidedOn: localDate('2026-11-22') };
  const print = await printer.logRefusal({ ...common, ...decided, patient: aPatient(), reason: 'Syytä ei kerrottu.' });
  expect(print.pages).toBe(1);
  const text = flat(read(print));
  for (const part of [
    'HARJOITUS',
    'Kieltäytyminen lokitietojen antamisesta',
    'ajalta 1.1.2024–22.11.2026',
    'yli kaksi vuotta vanhoja',
    'Syytä ei kerrottu.',
    'tietosuojavaltuutetun käsiteltäväksi',
    'Ratkaisija',
  ])
    expect(text).toContain(part);
  const swedish = aPatient({ language: 'sv' });
  const long = await printer.logRefusal({ ...common, ...decided, patient: swedish, reason: 'Orsak. '.repeat(900) });
  expect(long.pages).toBeGreaterThan(1);
  expect(flat(read(long)).match(/Orsak\./g)).toHaveLength(900);
});
