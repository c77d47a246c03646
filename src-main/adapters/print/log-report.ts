import { printedDate } from '../../../shared/domain/dispensing/label-text.ts';
import { fullName } from '../../../shared/domain/people/person.ts';
import { helsinkiTime } from '../../../shared/kernel/time.ts';
import { type LogReportContent, type PrintedPdf } from '../../app/ports/platform.port.ts';
import { LOG_REPORT_WORDS } from './log-report-words.ts';
import { lineHeight, millimetres, type Style } from './page.ts';
import { A4, Pages, practiceHead, printedPerson } from './pages.ts';
import { WORDS } from './words.ts';

const MARGIN = millimetres(18);
const GAP = millimetres(4);
const ROW_GAP = millimetres(1.2);
/** Room between two columns. */
const GUTTER = millimetres(3);

const TITLE: Style = { size: 18, weight: 600 };
const NAME: Style = { size: 12, weight: 600 };
const TEXT: Style = { size: 9.5, weight: 400 };
const HEAD: Style = { size: 9, weight: 600 };
const SMALL: Style = { size: 8, weight: 400 };

/** The person's log report, A4, in the person's language: each use with its time, user, event and ground. */
export async function printLogReport(content: LogReportContent): Promise<PrintedPdf> {
  const { patient, from, to, lines, head, printedBy, printedOn, practice } = content;
  const words = LOG_REPORT_WORDS[patient.language];
  const common = WORDS[patient.language];
  const pages = new Pages(A4, MARGIN, words.title, patient.language, practiceHead(practice, patient.language, SMALL));
  const { sheet } = pages;
  const widths = [0.2, 0.33, 0.25, 0.22].map(share => share * pages.width);
  /** A row never breaks over two pages. */
  const row = (cells: readonly string[], style: Style): void => {
    const columns = cells.map((cell, index) => sheet.lines(cell, (widths[index] ?? 0) - GUTTER, style));
    const height = Math.max(...columns.map(column => column.length)) * lineHeight(style.size);
    const page = sheet.pages;
    pages.room(height + ROW_GAP);
    if (sheet.pages > page && style !== HEAD) tableHead();
    let x = MARGIN;
    columns.forEach((column, index) => {
      column.forEach((line, at) => sheet.write(line.text, x, pages.y + at * lineHeight(style.size), style));
      x += widths[index] ?? 0;
    });
    pages.gap(height + ROW_GAP);
    sheet.rule(MARGIN, pages.y - ROW_GAP / 2, pages.width, 0.25);
  };
  const tableHead = (): void => row([words.when, words.who, words.what, words.basis], HEAD);
  pages.start();
  pages.text(words.title, TITLE);
  pages.text(words.period(printedDate(from), printedDate(to)), TEXT);
  pages.gap(GAP);
  pages.text(printedPerson(patient), NAME);
  pages.gap(GAP);
  pages.text(words.explains, TEXT);
  pages.gap(GAP);
  if (lines.length === 0) pages.text(words.none, TEXT);
  else {
    tableHead();
    for (const { at, who, unit, act, basis } of lines) {
      const { date, time } = helsinkiTime(at);
      const name = who === 'system' || who === 'command' ? words.system : who;
      row(
        [
          `${printedDate(date)} ${time.slice(0, 5).replace(':', '.')}`,
          unit === '' ? name : `${name}, ${unit}`,
          words.acts[act] ?? words.otherAct,
          words.bases[basis],
        ],
        TEXT,
      );
    }
  }
  pages.gap(GAP);
  pages.text(words.count(lines.length), TEXT);
  pages.text(words.ask, TEXT);
  pages.gap(GAP);
  pages.text(
    `${common.printedOn} ${printedDate(printedOn)}, ${fullName(printedBy)}, ${printedBy.organisation.name[patient.language]}`,
    SMALL,
  );
  pages.text(words.chain(head.n, head.hash), SMALL);
  return pages.end();
}
