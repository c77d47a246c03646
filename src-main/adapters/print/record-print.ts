import { printedDate } from '../../../shared/domain/dispensing/label-text.ts';
import { fullName } from '../../../shared/domain/people/person.ts';
import { type ReadableBlock, type ReadableSpan } from '../../../shared/domain/readable.ts';
import { type PatientLanguage } from '../../../shared/kernel/language.ts';
import { dateInHelsinki, instantMs } from '../../../shared/kernel/time.ts';
import { type PrintedPdf, type RecordPrintContent } from '../../app/ports/platform.port.ts';
import { lineHeight, millimetres, Sheet, type Style, type TextLine } from './page.ts';
import { WORDS } from './words.ts';

const WIDTH = millimetres(210);
const HEIGHT = millimetres(297);
const MARGIN = millimetres(22);
const GAP = millimetres(3);
const LABEL_WIDTH = millimetres(52);
const INDENT = millimetres(5);

const TITLE: Style = { size: 18, weight: 600 };
const NAME: Style = { size: 12, weight: 600 };
const HEADINGS: Readonly<Record<1 | 2 | 3, Style>> = {
  1: { size: 13, weight: 600 },
  2: { size: 12, weight: 600 },
  3: { size: 11, weight: 600 },
};
const TEXT: Style = { size: 10.5, weight: 400 };
const SMALL: Style = { size: 9, weight: 400 };

type SheetWords = Readonly<{ signed: string; archived: string; waiting: string; annulled: string; original: string }>;
const SHEET_WORDS: Readonly<Record<PatientLanguage, SheetWords>> = {
  fi: {
    signed: 'Allekirjoitettu sähköisesti',
    archived: 'Arkistoitu Potilastietovarantoon',
    waiting: 'Odottaa tallennusta Potilastietovarantoon',
    annulled: 'Asiakirja on mitätöity.',
    original: 'Alkuperäinen on sähköinen asiakirja, tämä on sen tuloste.',
  },
  sv: {
    signed: 'Elektroniskt undertecknad',
    archived: 'Arkiverad i Patientdatalagret',
    waiting: 'Väntar på att sparas i Patientdatalagret',
    annulled: 'Handlingen är makulerad.',
    original: 'Originalet är en elektronisk handling, detta är en utskrift av den.',
  },
};

const plain = (spans: readonly ReadableSpan[]): string => spans.map(({ text }) => text).join('');

/** The readable text of a record document or certificate on A4, as archived, with what proves it at the end. */
export async function printRecord(content: RecordPrintContent): Promise<PrintedPdf> {
  const { row, readable, patient, printedBy, printedOn, practice } = content;
  const { language } = patient;
  const words = SHEET_WORDS[language];
  const common = WORDS[language];
  // Titles of windows never hold a person's name; the name of a form is none.
  const sheet = new Sheet(WIDTH, HEIGHT, row.title, language);
  const width = WIDTH - 2 * MARGIN;
  const bottom = HEIGHT - MARGIN;
  const mark = `${row.oid}, v${row.version}`;
  let y = 0;

  const startPage = (): void => {
    sheet.newPage();
    y = MARGIN;
    sheet.writeRight(`${mark}  ·  ${sheet.pages}`, WIDTH - MARGIN, y - lineHeight(SMALL.size), SMALL);
    if (practice) draw(sheet.lines(`${common.practice}. ${common.practiceNote}`, width, { ...SMALL, weight: 600 }));
  };
  const draw = (lines: readonly TextLine[], x = MARGIN): void => {
    for (const line of lines) {
      const height = lineHeight(line.style.size);
      if (y + height > bottom) startPage();
      sheet.write(line.text, x, y, line.style);
      y += height;
    }
  };
  /** A field and its value beside each other, on the same page where they begin. */
  const pair = (label: string, value: string): void => {
    const labels = sheet.lines(label, LABEL_WIDTH - INDENT, TEXT);
    const values = sheet.lines(value, width - LABEL_WIDTH, TEXT);
    const height = lineHeight(TEXT.size);
    for (let at = 0; at < Math.max(labels.length, values.length); at += 1) {
      if (y + height > bottom) startPage();
      sheet.write(labels[at]?.text ?? '', MARGIN, y, TEXT);
      sheet.write(values[at]?.text ?? '', MARGIN + LABEL_WIDTH, y, TEXT);
      y += height;
    }
  };
  const block = (each: ReadableBlock): void => {
    switch (each.kind) {
      case 'heading':
        y += GAP;
        // A heading does not stay alone at the foot of a page.
        if (y + 3 * lineHeight(TEXT.size) > bottom) startPage();
        return draw(sheet.lines(each.text, width, HEADINGS[each.level]));
      case 'paragraph':
        return draw(sheet.lines(plain(each.spans), width, TEXT));
      case 'list':
        return each.items.forEach((item, at) => {
          const sign = each.ordered ? `${at + 1}.` : '–';
          if (y + lineHeight(TEXT.size) > bottom) startPage();
          sheet.write(sign, MARGIN, y, TEXT);
          draw(sheet.lines(plain(item), width - INDENT, TEXT), MARGIN + INDENT);
        });
      case 'table':
        for (const cells of [...(each.head.length === 0 ? [] : [each.head]), ...each.rows]) {
          const [first = [], second, ...more] = cells;
          if (second !== undefined && more.length === 0) pair(plain(first), plain(second));
          else draw(sheet.lines(cells.map(plain).join('  ·  '), width, TEXT));
        }
    }
  };

  startPage();
  if (practice) y += GAP;
  draw(sheet.lines(row.title, width, TITLE));
  y += GAP;
  draw(sheet.lines(`${fullName(patient)}  ${patient.identityCode ?? printedDate(patient.birthDate)}`, width, NAME));
  y += GAP;
  if (row.state === 'annulled') draw(sheet.lines(words.annulled, width, NAME));
  for (const each of readable) block(each);
  const made = printedDate(dateInHelsinki(instantMs(row.createdAt)));
  y += 2 * GAP;
  if (y + 4 * lineHeight(SMALL.size) > bottom) startPage();
  sheet.rule(MARGIN, y, width);
  y += GAP;
  for (const line of [
    `${words.signed}: ${row.authorName}, ${made}. ${row.acceptance === 'accepted' ? words.archived : words.waiting}: ${mark}.`,
    `${words.original} ${common.printedOn} ${printedDate(printedOn)}, ${printedBy.organisation.name[language]}.`,
  ])
    draw(sheet.lines(line, width, SMALL));
  return { pages: sheet.pages, bytes: await sheet.bytes() };
}
