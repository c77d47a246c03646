import { printedDate } from '../../../shared/domain/dispensing/label-text.ts';
import { fullName } from '../../../shared/domain/people/person.ts';
import { helsinkiTime } from '../../../shared/kernel/time.ts';
import { type LogReportContent, type PrintedPdf } from '../../app/ports/platform.port.ts';
import { LOG_REPORT_WORDS } from './log-report-words.ts';
import { lineHeight, millimetres, Sheet, type Style } from './page.ts';
import { WORDS } from './words.ts';

const WIDTH = millimetres(210);
const HEIGHT = millimetres(297);
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
  const sheet = new Sheet(WIDTH, HEIGHT, words.title, patient.language);
  const width = WIDTH - 2 * MARGIN;
  const bottom = HEIGHT - MARGIN;
  const widths = [0.2, 0.33, 0.25, 0.22].map(share => share * width);
  let y = 0;

  const draw = (text: string, style: Style): void => {
    for (const line of sheet.lines(text, width, style)) {
      if (y + lineHeight(style.size) > bottom) startPage();
      sheet.write(line.text, MARGIN, y, style);
      y += lineHeight(style.size);
    }
  };
  /** A row never breaks over two pages. */
  const row = (cells: readonly string[], style: Style): void => {
    const columns = cells.map((cell, index) => sheet.lines(cell, (widths[index] ?? 0) - GUTTER, style));
    const height = Math.max(...columns.map(column => column.length)) * lineHeight(style.size);
    if (y + height + ROW_GAP > bottom) {
      startPage();
      if (style !== HEAD) tableHead();
    }
    let x = MARGIN;
    columns.forEach((column, index) => {
      column.forEach((line, at) => sheet.write(line.text, x, y + at * lineHeight(style.size), style));
      x += widths[index] ?? 0;
    });
    y += height + ROW_GAP;
    sheet.rule(MARGIN, y - ROW_GAP / 2, width, 0.25);
  };
  const tableHead = (): void => row([words.when, words.who, words.what, words.basis], HEAD);
  function startPage(): void {
    sheet.newPage();
    y = MARGIN;
    if (practice) draw(`${common.practice}. ${common.practiceNote}`, { ...SMALL, weight: 600 });
  }

  startPage();
  draw(words.title, TITLE);
  draw(words.period(printedDate(from), printedDate(to)), TEXT);
  y += GAP;
  draw(`${fullName(patient)}  ${patient.identityCode ?? printedDate(patient.birthDate)}`, NAME);
  y += GAP;
  draw(words.explains, TEXT);
  y += GAP;
  if (lines.length === 0) draw(words.none, TEXT);
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
  y += GAP;
  draw(words.count(lines.length), TEXT);
  draw(words.ask, TEXT);
  y += GAP;
  draw(
    `${common.printedOn} ${printedDate(printedOn)}, ${fullName(printedBy)}, ${printedBy.organisation.name[patient.language]}`,
    SMALL,
  );
  draw(words.chain(head.n, head.hash), SMALL);
  return { pages: sheet.pages, bytes: await sheet.bytes() };
}
