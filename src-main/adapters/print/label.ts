import bwipjs from 'bwip-js/node';
import { dateInHelsinki, instantMs } from '../../../shared/kernel/time.ts';
import { expiresOn } from '../../../shared/domain/prescribing/amounts.ts';
import { fullName } from '../../../shared/domain/people/person.ts';
import { type LabelContent, type PrintedPdf } from '../../app/ports/platform.port.ts';
import { lineHeight, millimetres, Sheet, type Style, type TextLine } from './page.ts';
import { shownDate, shownMoney, shownQuantity, WORDS } from './words.ts';

/** A label of the 70 mm roll; what does not fit goes to a second one. */
const WIDTH = millimetres(70);
const HEIGHT = millimetres(50);
const MARGIN = millimetres(2.5);
const CODE_SIDE = millimetres(10);

const NAME: Style = { size: 9, weight: 600 };
const DOSE: Style = { size: 12, weight: 600 };
const MEDICINE: Style = { size: 9, weight: 600 };
/** Nothing is set smaller than 8 points. */
const SMALL: Style = { size: 8, weight: 400 };
const MARK: Style = { size: 8, weight: 600 };

const initials = (name: string): string =>
  name
    .split(/[\s-]+/)
    .map(part => part.slice(0, 1))
    .join('');

/** The dispensing label (ohjelippu). Order and content: Fimea's regulation 2/2016 on dispensing, and what an outage needs as proof. */
function labelLines(sheet: Sheet, content: LabelContent): readonly TextLine[] {
  const { dispensing, prescription, runningNumber, accepted } = content;
  const words = WORDS[dispensing.language];
  const width = sheet.width - 2 * MARGIN - CODE_SIDE - millimetres(1);
  const { product } = dispensing;
  const prescribedName =
    prescription.product.kind === '1'
      ? prescription.product.tradeName
      : prescription.product.atcName[dispensing.language];
  const medicine = [product.tradeName, product.strength, product.form[dispensing.language]]
    .filter(part => part !== '')
    .join(' ');
  const left =
    dispensing.fullyDispensed || dispensing.remaining === null
      ? words.nothingLeft
      : `${words.left} ${shownQuantity(dispensing.remaining)}`;
  const texts: readonly (readonly [string, Style])[] = [
    [fullName(dispensing.patient), NAME],
    [medicine, MEDICINE],
    ...(dispensing.substituted ? ([[words.insteadOf(prescribedName), SMALL]] as const) : []),
    [dispensing.labelDoseText, DOSE],
    ...(prescription.indication === '' ? [] : ([[`${words.purpose}: ${prescription.indication}`, SMALL]] as const)),
    [`${words.prescriber}: ${fullName(prescription.prescriber)}`, SMALL],
    [`${left} · ${words.validUntil} ${shownDate(expiresOn(prescription))}`, SMALL],
    ...(accepted ? [] : ([[words.notInCentre, MARK]] as const)),
    [
      [
        shownDate(dateInHelsinki(instantMs(dispensing.dispensedAt))),
        String(runningNumber),
        initials(fullName(dispensing.dispenser)),
        dispensing.priceCents === null ? '' : shownMoney(dispensing.priceCents),
      ]
        .filter(part => part !== '')
        .join(' · '),
      SMALL,
    ],
    [
      `${dispensing.dispenser.organisation.name[dispensing.language]}, ${dispensing.dispenser.organisation.phone}`,
      SMALL,
    ],
  ];
  return texts.flatMap(([text, style]) => sheet.lines(text, width, style));
}

/** Cuts the lines into labels: never smaller type, never a lost line. The column beside the code stays free. */
function paginate(lines: readonly TextLine[], room: number): readonly (readonly TextLine[])[] {
  const pages: TextLine[][] = [[]];
  let used = 0;
  for (const line of lines) {
    const height = lineHeight(line.style.size);
    if (used + height > room) {
      pages.push([]);
      used = 0;
    }
    pages.at(-1)?.push(line);
    used += height;
  }
  return pages;
}

export async function printLabel(content: LabelContent): Promise<PrintedPdf> {
  const words = WORDS[content.dispensing.language];
  const sheet = new Sheet(WIDTH, HEIGHT, 'Kantele', content.dispensing.language);
  const head = lineHeight(MARK.size);
  const room = HEIGHT - 2 * MARGIN - head;
  const pages = paginate(labelLines(sheet, content), room);
  const code = await bwipjs.toBuffer({ bcid: 'datamatrix', text: `urn:oid:${content.prescription.setId}`, scale: 4 });
  pages.forEach((lines, index) => {
    sheet.newPage();
    if (content.practice) sheet.write(words.practice, MARGIN, MARGIN, MARK);
    if (pages.length > 1) sheet.writeRight(words.page(index + 1, pages.length), WIDTH - MARGIN, MARGIN, MARK);
    let y = MARGIN + head;
    for (const line of lines) {
      sheet.write(line.text, MARGIN, y, line.style);
      y += lineHeight(line.style.size);
    }
    if (index === pages.length - 1)
      sheet.image(code, WIDTH - MARGIN - CODE_SIDE, HEIGHT - MARGIN - CODE_SIDE, CODE_SIDE);
  });
  return { pages: sheet.pages, bytes: await sheet.bytes() };
}
