import bwipjs from 'bwip-js/node';
import { type LabelContent, type PrintedPdf } from '../../app/ports/platform.port.ts';
import { LABEL, LABEL_HEAD, labelCode, labelLineHeight, layOutLabel } from './label-layout.ts';
import { Sheet } from './page.ts';
import { WORDS } from './words.ts';

/** The dispensing label (ohjelippu), with a code of the prescription for the outage in which it is the proof. */
export async function printLabel(content: LabelContent): Promise<PrintedPdf> {
  const { language } = content.dispensing;
  const words = WORDS[language];
  const { width, height, margin, codeSide } = LABEL;
  const sheet = new Sheet(width, height, 'Kantele', language);
  const pages = layOutLabel(sheet, content);
  const code = await bwipjs.toBuffer({ bcid: 'datamatrix', text: labelCode(content), scale: 4 });
  pages.forEach(({ lines, top }, index) => {
    sheet.newPage();
    if (content.practice) sheet.write(words.practice, margin, margin, LABEL_HEAD);
    if (pages.length > 1) sheet.writeRight(words.page(index + 1, pages.length), width - margin, margin, LABEL_HEAD);
    let y = top;
    for (const line of lines) {
      sheet.write(line.text, margin, y, line.style);
      y += labelLineHeight(line.style.size);
    }
    if (index === 0) sheet.image(code, width - margin - codeSide, height - margin - codeSide, codeSide);
  });
  return { pages: sheet.pages, bytes: await sheet.bytes() };
}
