import { printedDate } from '../../../shared/domain/dispensing/label-text.ts';
import { fullName, type Patient } from '../../../shared/domain/people/person.ts';
import { type PatientLanguage } from '../../../shared/kernel/language.ts';
import { type PrintedPdf } from '../../app/ports/platform.port.ts';
import { lineHeight, millimetres, Sheet, type Style, type TextLine } from './page.ts';
import { WORDS } from './words.ts';

/** In points. */
export type Paper = Readonly<{ width: number; height: number }>;
export const A4: Paper = { width: millimetres(210), height: millimetres(297) };
export const A5: Paper = { width: millimetres(148), height: millimetres(210) };

/** Text that flows down pages of one size; a new page begins where the old one is full. Measures are points. */
export class Pages {
  readonly sheet: Sheet;
  readonly margin: number;
  /** Between the margins. */
  readonly width: number;
  /** Where the text ends at the right. */
  readonly right: number;
  readonly #bottom: number;
  readonly #head: (pages: Pages) => void;
  /** Where the next line goes, from the top. */
  y = 0;

  /**
   * @param title as `Sheet` wants it: never a person's name
   * @param head what stands at the top of every page
   */
  constructor(paper: Paper, margin: number, title: string, language: string, head: (pages: Pages) => void) {
    this.sheet = new Sheet(paper.width, paper.height, title, language);
    this.margin = margin;
    this.width = paper.width - 2 * margin;
    this.right = paper.width - margin;
    this.#bottom = paper.height - margin;
    this.#head = head;
  }

  start(): void {
    this.sheet.newPage();
    this.y = this.margin;
    this.#head(this);
  }

  gap(height: number): void {
    this.y += height;
  }

  /** What follows is so high and is not torn apart by the end of a page. */
  room(height: number): void {
    if (this.y + height > this.#bottom) this.start();
  }

  draw(lines: readonly TextLine[], indent = 0): void {
    for (const { text, style } of lines) {
      this.room(lineHeight(style.size));
      this.sheet.write(text, this.margin + indent, this.y, style);
      this.y += lineHeight(style.size);
    }
  }

  /** @param narrower room that is kept free at the right */
  text(what: string, style: Style, indent = 0, narrower = 0): void {
    this.draw(this.sheet.lines(what, this.width - indent - narrower, style), indent);
  }

  /** At the right of the line that was drawn last. */
  beside(what: string, style: Style): void {
    this.sheet.writeRight(what, this.right, this.y - lineHeight(style.size), style);
  }

  rule(width = this.width): void {
    this.sheet.rule(this.margin, this.y, width);
  }

  async end(): Promise<PrintedPdf> {
    return { pages: this.sheet.pages, bytes: await this.sheet.bytes() };
  }
}

/** The head of a page in the practice world: nobody takes it for a real paper. */
export const practiceHead =
  (practice: boolean, language: PatientLanguage, style: Style) =>
  (pages: Pages): void => {
    const { practice: word, practiceNote } = WORDS[language];
    if (practice) pages.text(`${word}. ${practiceNote}`, { ...style, weight: 600 });
  };

/** Whom a paper is about: the name, and the identity code or else the day of birth. */
export const printedPerson = (patient: Patient): string =>
  `${fullName(patient)}  ${patient.identityCode ?? printedDate(patient.birthDate)}`;
