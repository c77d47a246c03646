import { type LabelContent } from '../../app/ports/platform.port.ts';
import { LABEL, LABEL_HEAD, labelCode, labelLineHeight, layOutLabel } from './label-layout.ts';
import { Sheet, type Style } from './page.ts';
import { WORDS } from './words.ts';

/** Points of a printer to the millimetre: 203 dpi and 300 dpi. */
export type DotsPerMm = 8 | 12;
const POINTS_PER_MM = 72 / 25.4;
/** Modules of the DataMatrix of a prescription's OID. */
const CODE_MODULES = 22;

/**
 * Text of a field (^FD) after ^FH: what the language itself uses goes as hexadecimal UTF-8 bytes, control characters are
 * spaces, so that no text can begin a command. Source: Zebra, ZPL II Programming Guide, ^FH, ^CI28.
 */
export const zplText = (text: string): string =>
  [...text.replace(/\p{Cc}/gu, ' ')]
    .map(character =>
      '^~_\\'.includes(character) ? `_${(character.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}` : character,
    )
    .join('');

/**
 * The dispensing label in ZPL II, one format a label, UTF-8. Lines are broken by the measures of the PDF's fonts; the
 * printer's own scalable font (0) is narrower at the same height, so nothing runs over the edge.
 */
export async function zplLabel(content: LabelContent, dotsPerMm: DotsPerMm): Promise<Uint8Array> {
  const dots = (points: number): number => Math.round((points / POINTS_PER_MM) * dotsPerMm);
  const { language } = content.dispensing;
  const words = WORDS[language];
  const { width, height, margin, codeSide } = LABEL;
  const sheet = new Sheet(width, height, 'Kantele', language);
  sheet.newPage();
  const pages = layOutLabel(sheet, content);
  await sheet.bytes(); // the measuring sheet is ended, its bytes are not used
  const write = (text: string, x: number, y: number, { size, weight }: Style): string => {
    const font = `^A0N,${dots(size)},${dots(size * (weight === 600 ? 0.95 : 0.88))}`;
    return `^FO${dots(x)},${dots(y)}${font}^FH_^FD${zplText(text)}^FS`;
  };
  const right = (text: string, y: number): string => {
    const full = dots(width - 2 * margin);
    const size = dots(LABEL_HEAD.size);
    return `^FO${dots(margin)},${dots(y)}^A0N,${size},${size}^FB${full},1,0,R^FH_^FD${zplText(text)}^FS`;
  };
  const formats = pages.map(({ lines, top }, index) => {
    let y = top;
    const body = lines.map(line => {
      const written = write(line.text, margin, y, line.style);
      y += labelLineHeight(line.style.size);
      return written;
    });
    const module = Math.max(2, Math.floor(dots(codeSide) / CODE_MODULES));
    const code = `^FO${dots(width - margin - codeSide)},${dots(height - margin - codeSide)}^BXN,${module},200^FD${labelCode(content)}^FS`;
    return [
      '^XA^CI28^LH0,0',
      `^PW${LABEL.widthMm * dotsPerMm}^LL${LABEL.heightMm * dotsPerMm}`,
      ...(content.practice ? [write(words.practice, margin, margin, LABEL_HEAD)] : []),
      ...(pages.length > 1 ? [right(words.page(index + 1, pages.length), margin)] : []),
      ...body,
      ...(index === 0 ? [code] : []),
      '^PQ1^XZ',
    ].join('\n');
  });
  return new TextEncoder().encode(`${formats.join('\n')}\n`);
}

/** What a new printer is tried with: letters that go wrong first, and the edges of the label. */
export function zplTest(practice: string, dotsPerMm: DotsPerMm): Uint8Array {
  const [across, down] = [LABEL.widthMm * dotsPerMm, LABEL.heightMm * dotsPerMm];
  const size = 4 * dotsPerMm;
  const line = (text: string, row: number): string =>
    `^FO${3 * dotsPerMm},${(4 + row * 6) * dotsPerMm}^A0N,${size},${size}^FH_^FD${zplText(text)}^FS`;
  return new TextEncoder().encode(
    [
      `^XA^CI28^LH0,0^PW${across}^LL${down}`,
      `^FO${dotsPerMm},${dotsPerMm}^GB${across - 2 * dotsPerMm},${down - 2 * dotsPerMm},2^FS`,
      ...[practice, 'Å Ä Ö å ä ö € ½', 'ABC abc 0123456789', '70 × 50 mm'].map(line),
      '^PQ1^XZ',
      '',
    ].join('\n'),
  );
}
