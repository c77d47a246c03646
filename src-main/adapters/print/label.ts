import bwipjs from 'bwip-js/node';
import { labelText, type LabelRole } from '../../../shared/domain/dispensing/label-text.ts';
import { type LabelContent, type PrintedPdf } from '../../app/ports/platform.port.ts';
import { millimetres, Sheet, type Style, type TextLine } from './page.ts';
import { WORDS } from './words.ts';

/** A label of the 70 mm roll; what does not fit goes to a second one. */
const WIDTH = millimetres(70);
const HEIGHT = millimetres(50);
const MARGIN = millimetres(2.5);
/** 22 modules of a DataMatrix at about 0.45 mm: readable from a 203 dpi label printer. */
const CODE_SIDE = millimetres(10);
const CODE_AIR = millimetres(1);

/** Nothing is set smaller than 8 points. */
const STYLES: Readonly<Record<LabelRole, Style>> = {
  patient: { size: 9, weight: 600 },
  medicine: { size: 9, weight: 600 },
  dose: { size: 12, weight: 600 },
  note: { size: 8, weight: 400 },
  mark: { size: 8, weight: 600 },
};
const HEAD = STYLES.mark;
/** A label is read in the hand: its lines stand closer than those of a sheet. */
const lineHeight = (size: number): number => size * 1.2;

const heightOf = (lines: readonly TextLine[]): number =>
  lines.reduce((sum, line) => sum + lineHeight(line.style.size), 0);

type Page = Readonly<{ lines: readonly TextLine[]; top: number }>;

/**
 * Cuts the text into labels: never smaller type, never a lost line. Lines beside the code, at the bottom right of the
 * first label, are broken narrower than those above it.
 */
function paginate(sheet: Sheet, content: LabelContent, hasHead: boolean): readonly Page[] {
  const full = sheet.width - 2 * MARGIN;
  const beside = full - CODE_SIDE - CODE_AIR;
  const bottom = sheet.height - MARGIN;
  const pages: { lines: TextLine[]; top: number }[] = [];
  let y = 0;
  const turn = (): void => {
    // Only the first label does without its head when nothing stands in it.
    const top = MARGIN + (hasHead || pages.length > 0 ? lineHeight(HEAD.size) : 0);
    pages.push({ lines: [], top });
    y = top;
  };
  turn();
  for (const { role, text } of labelText(content)) {
    const style = STYLES[role];
    const meetsCode = (lines: readonly TextLine[]): boolean =>
      pages.length === 1 && y + heightOf(lines) > bottom - CODE_SIDE - CODE_AIR;
    const wide = sheet.lines(text, full, style);
    for (const line of meetsCode(wide) ? sheet.lines(text, beside, style) : wide) {
      if (y + lineHeight(style.size) > bottom) turn();
      pages.at(-1)?.lines.push(line);
      y += lineHeight(style.size);
    }
  }
  return pages;
}

/** The dispensing label (ohjelippu), with a code of the prescription for the outage in which it is the proof. */
export async function printLabel(content: LabelContent): Promise<PrintedPdf> {
  const { language } = content.dispensing;
  const words = WORDS[language];
  const sheet = new Sheet(WIDTH, HEIGHT, 'Kantele', language);
  const oneLabel = paginate(sheet, content, content.practice);
  const pages = oneLabel.length === 1 ? oneLabel : paginate(sheet, content, true);
  const code = await bwipjs.toBuffer({ bcid: 'datamatrix', text: `urn:oid:${content.prescription.setId}`, scale: 4 });
  pages.forEach(({ lines, top }, index) => {
    sheet.newPage();
    if (content.practice) sheet.write(words.practice, MARGIN, MARGIN, HEAD);
    if (pages.length > 1) sheet.writeRight(words.page(index + 1, pages.length), WIDTH - MARGIN, MARGIN, HEAD);
    let y = top;
    for (const line of lines) {
      sheet.write(line.text, MARGIN, y, line.style);
      y += lineHeight(line.style.size);
    }
    if (index === 0) sheet.image(code, WIDTH - MARGIN - CODE_SIDE, HEIGHT - MARGIN - CODE_SIDE, CODE_SIDE);
  });
  return { pages: sheet.pages, bytes: await sheet.bytes() };
}
