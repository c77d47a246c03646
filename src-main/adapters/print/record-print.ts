import { printedDate } from '../../../shared/domain/dispensing/label-text.ts';
import { type ReadableBlock, type ReadableSpan } from '../../../shared/domain/readable.ts';
import { type PatientLanguage } from '../../../shared/kernel/language.ts';
import { dateInHelsinki, instantMs } from '../../../shared/kernel/time.ts';
import { type PrintedPdf, type RecordPrintContent } from '../../app/ports/platform.port.ts';
import { lineHeight, millimetres, type Style } from './page.ts';
import { A4, Pages, practiceHead, printedPerson } from './pages.ts';
import { WORDS } from './words.ts';

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
  const mark = `${row.oid}, v${row.version}`;
  const head = practiceHead(practice, language, SMALL);
  // Titles of windows never hold a person's name; the name of a form is none.
  const pages = new Pages(A4, MARGIN, row.title, language, page => {
    page.beside(`${mark}  ·  ${page.sheet.pages}`, SMALL);
    head(page);
  });
  const { sheet } = pages;
  /** A field and its value beside each other, on the same page where they begin. */
  const pair = (label: string, value: string): void => {
    const labels = sheet.lines(label, LABEL_WIDTH - INDENT, TEXT);
    const values = sheet.lines(value, pages.width - LABEL_WIDTH, TEXT);
    const height = lineHeight(TEXT.size);
    for (let at = 0; at < Math.max(labels.length, values.length); at += 1) {
      pages.room(height);
      sheet.write(labels[at]?.text ?? '', MARGIN, pages.y, TEXT);
      sheet.write(values[at]?.text ?? '', MARGIN + LABEL_WIDTH, pages.y, TEXT);
      pages.gap(height);
    }
  };
  const block = (each: ReadableBlock): void => {
    switch (each.kind) {
      case 'heading':
        pages.gap(GAP);
        // A heading does not stay alone at the foot of a page.
        pages.room(3 * lineHeight(TEXT.size));
        return pages.text(each.text, HEADINGS[each.level]);
      case 'paragraph':
        return pages.text(plain(each.spans), TEXT);
      case 'list':
        return each.items.forEach((item, at) => {
          const sign = each.ordered ? `${at + 1}.` : '–';
          pages.room(lineHeight(TEXT.size));
          sheet.write(sign, MARGIN, pages.y, TEXT);
          pages.text(plain(item), TEXT, INDENT);
        });
      case 'table':
        for (const cells of [...(each.head.length === 0 ? [] : [each.head]), ...each.rows]) {
          const [first = [], second, ...more] = cells;
          if (second !== undefined && more.length === 0) pair(plain(first), plain(second));
          else pages.text(cells.map(plain).join('  ·  '), TEXT);
        }
    }
  };

  pages.start();
  if (practice) pages.gap(GAP);
  pages.text(row.title, TITLE);
  pages.gap(GAP);
  pages.text(printedPerson(patient), NAME);
  pages.gap(GAP);
  if (row.state === 'annulled') pages.text(words.annulled, NAME);
  for (const each of readable) block(each);
  const made = printedDate(dateInHelsinki(instantMs(row.createdAt)));
  pages.gap(2 * GAP);
  pages.room(4 * lineHeight(SMALL.size));
  pages.rule();
  pages.gap(GAP);
  for (const line of [
    `${words.signed}: ${row.authorName}, ${made}. ${row.acceptance === 'accepted' ? words.archived : words.waiting}: ${mark}.`,
    `${words.original} ${common.printedOn} ${printedDate(printedOn)}, ${printedBy.organisation.name[language]}.`,
  ])
    pages.text(line, SMALL);
  return pages.end();
}
