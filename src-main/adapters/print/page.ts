import PDFDocument from 'pdfkit';
import { ALL_FONTS, runsOf, type Weight } from './fonts.ts';

export type Style = Readonly<{ size: number; weight: Weight }>;
export type TextLine = Readonly<{ text: string; style: Style }>;

/** Figures of one width, not drawn into the point beside them: `17.12.` must not read as `1712`. */
const FIGURES = ['tnum'] as const;

/** Height of a line in points for a type size: the proportions of the interface (20 px at 14 px). */
export const lineHeight = (size: number): number => size * 1.32;

/** A PDF in the making with measured text. Coordinates are points from the top left corner. */
export class Sheet {
  readonly #doc: PDFKit.PDFDocument;
  readonly #parts: Buffer[] = [];
  readonly #done: Promise<void>;
  #pages = 0;
  readonly width: number;
  readonly height: number;

  /** @param title of the document: never a person's name, because it becomes a window title */
  constructor(width: number, height: number, title: string, language: string) {
    this.width = width;
    this.height = height;
    this.#doc = new PDFDocument({
      autoFirstPage: false,
      margin: 0,
      lang: language,
      displayTitle: true,
      info: { Title: title, Creator: 'Kantele', Producer: 'Kantele' },
    });
    for (const { name, file } of ALL_FONTS) this.#doc.registerFont(name, file);
    this.#done = new Promise((resolve, reject) => {
      this.#doc.on('data', (part: Buffer) => this.#parts.push(part));
      this.#doc.on('end', resolve);
      this.#doc.on('error', reject);
    });
  }

  get pages(): number {
    return this.#pages;
  }

  newPage(): void {
    this.#doc.addPage({ size: [this.width, this.height], margin: 0 });
    this.#pages += 1;
  }

  widthOf(text: string, { size, weight }: Style): number {
    return runsOf(text, weight).reduce(
      (sum, run) =>
        sum +
        this.#doc
          .font(run.font)
          .fontSize(size)
          .widthOfString(run.text, { features: [...FIGURES] }),
      0,
    );
  }

  write(text: string, x: number, y: number, { size, weight }: Style, colour = '#000000'): void {
    let at = x;
    this.#doc.fillColor(colour);
    for (const run of runsOf(text, weight)) {
      this.#doc
        .font(run.font)
        .fontSize(size)
        .text(run.text, at, y, { lineBreak: false, features: [...FIGURES] });
      at += this.#doc.widthOfString(run.text, { features: [...FIGURES] });
    }
  }

  writeRight(text: string, right: number, y: number, style: Style): void {
    this.write(text, right - this.widthOf(text, style), y, style);
  }

  /** Breaks a text into lines no wider than `width`; a word that is wider than a line is broken, never cut. */
  lines(text: string, width: number, style: Style): readonly TextLine[] {
    return text.split('\n').flatMap(paragraph => this.#wrap(paragraph, width, style));
  }

  #wrap(paragraph: string, width: number, style: Style): TextLine[] {
    const lines: string[] = [''];
    for (const word of paragraph.split(' ').flatMap(w => this.#pieces(w, width, style))) {
      const current = lines.at(-1) ?? '';
      const joined = current === '' ? word : `${current} ${word}`;
      if (current === '' || this.widthOf(joined, style) <= width) lines[lines.length - 1] = joined;
      else lines.push(word);
    }
    return lines.map(text => ({ text, style }));
  }

  #pieces(word: string, width: number, style: Style): string[] {
    if (this.widthOf(word, style) <= width) return [word];
    const pieces: string[] = [''];
    for (const character of word) {
      const longer = (pieces.at(-1) ?? '') + character;
      if (pieces.at(-1) !== '' && this.widthOf(longer, style) > width) pieces.push(character);
      else pieces[pieces.length - 1] = longer;
    }
    return pieces;
  }

  rule(x: number, y: number, width: number, thickness = 0.5): void {
    this.#doc
      .moveTo(x, y)
      .lineTo(x + width, y)
      .lineWidth(thickness)
      .strokeColor('#000000')
      .stroke();
  }

  frame(x: number, y: number, width: number, height: number): void {
    this.#doc.rect(x, y, width, height).lineWidth(0.75).strokeColor('#000000').stroke();
  }

  image(png: Uint8Array, x: number, y: number, side: number): void {
    this.#doc.image(Buffer.from(png), x, y, { width: side, height: side });
  }

  async bytes(): Promise<Uint8Array> {
    this.#doc.end();
    await this.#done;
    return Buffer.concat(this.#parts);
  }
}

export const millimetres = (value: number): number => (value * 72) / 25.4;
