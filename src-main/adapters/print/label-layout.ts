import { labelText, type LabelRole } from '../../../shared/domain/dispensing/label-text.ts';
import { type LabelContent } from '../../app/ports/platform.port.ts';
import { millimetres, type Sheet, type Style, type TextLine } from './page.ts';

/** A label of the 70 mm roll; what does not fit goes to a second one. */
export const LABEL = {
  widthMm: 70,
  heightMm: 50,
  width: millimetres(70),
  height: millimetres(50),
  margin: millimetres(2.5),
  /** 22 modules of a DataMatrix at about 0.45 mm: readable from a 203 dpi label printer. */
  codeSide: millimetres(10),
} as const;
const CODE_AIR = millimetres(1);

/** Nothing is set smaller than 8 points. */
const STYLES: Readonly<Record<LabelRole, Style>> = {
  patient: { size: 9, weight: 600 },
  medicine: { size: 9, weight: 600 },
  dose: { size: 12, weight: 600 },
  note: { size: 8, weight: 400 },
  mark: { size: 8, weight: 600 },
};
export const LABEL_HEAD = STYLES.mark;
/** A label is read in the hand: its lines stand closer than those of a sheet. */
export const labelLineHeight = (size: number): number => size * 1.2;

const heightOf = (lines: readonly TextLine[]): number =>
  lines.reduce((sum, line) => sum + labelLineHeight(line.style.size), 0);

/** One label: its lines from `top` on, in points. */
export type LabelPage = Readonly<{ lines: readonly TextLine[]; top: number }>;

/**
 * Cuts the text into labels: never smaller type, never a lost line. Lines beside the code, at the bottom right of the
 * first label, are broken narrower than those above it.
 */
function paginate(sheet: Sheet, content: LabelContent, hasHead: boolean): readonly LabelPage[] {
  const full = LABEL.width - 2 * LABEL.margin;
  const beside = full - LABEL.codeSide - CODE_AIR;
  const bottom = LABEL.height - LABEL.margin;
  const pages: { lines: TextLine[]; top: number }[] = [];
  let y = 0;
  const turn = (): void => {
    // Only the first label does without its head when nothing stands in it.
    const top = LABEL.margin + (hasHead || pages.length > 0 ? labelLineHeight(LABEL_HEAD.size) : 0);
    pages.push({ lines: [], top });
    y = top;
  };
  turn();
  for (const { role, text } of labelText(content)) {
    const style = STYLES[role];
    const meetsCode = (lines: readonly TextLine[]): boolean =>
      pages.length === 1 && y + heightOf(lines) > bottom - LABEL.codeSide - CODE_AIR;
    const wide = sheet.lines(text, full, style);
    for (const line of meetsCode(wide) ? sheet.lines(text, beside, style) : wide) {
      if (y + labelLineHeight(style.size) > bottom) turn();
      pages.at(-1)?.lines.push(line);
      y += labelLineHeight(style.size);
    }
  }
  return pages;
}

/** The labels of one dispensing, measured with the fonts of a sheet. */
export function layOutLabel(sheet: Sheet, content: LabelContent): readonly LabelPage[] {
  const oneLabel = paginate(sheet, content, content.practice);
  return oneLabel.length === 1 ? oneLabel : paginate(sheet, content, true);
}

/** What the code of the prescription says: any pharmacy finds it by this in an outage. */
export const labelCode = ({ prescription }: LabelContent): string => `urn:oid:${prescription.setId}`;
