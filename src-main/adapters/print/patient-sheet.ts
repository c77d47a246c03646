import bwipjs from 'bwip-js/node';
import { printedDate, printedQuantity, printedStrength } from '../../../shared/domain/dispensing/label-text.ts';
import { fullName } from '../../../shared/domain/people/person.ts';
import { type PrescriptionRow, type Prescription } from '../../../shared/domain/prescribing/prescription.ts';
import { productName } from '../../../shared/domain/prescribing/product.ts';
import { dateInHelsinki, instantMs } from '../../../shared/kernel/time.ts';
import { type PrintedPdf, type SheetContent } from '../../app/ports/platform.port.ts';
import { lineHeight, millimetres, type Sheet, type Style, type TextLine } from './page.ts';
import { A4, Pages, practiceHead, printedPerson } from './pages.ts';
import { WORDS, type Words } from './words.ts';

const MARGIN = millimetres(18);
const CODE_SIDE = millimetres(18);
const GAP = millimetres(4);

type Styles = Readonly<{ title: Style; name: Style; dose: Style; text: Style; small: Style }>;
/** The large print is for those who ask for it: nothing below 16 points. */
const styles = (large: boolean): Styles =>
  large
    ? {
        title: { size: 22, weight: 600 },
        name: { size: 18, weight: 600 },
        dose: { size: 20, weight: 600 },
        text: { size: 16, weight: 400 },
        small: { size: 16, weight: 400 },
      }
    : {
        title: { size: 20, weight: 600 },
        name: { size: 12, weight: 600 },
        dose: { size: 14, weight: 600 },
        text: { size: 10, weight: 400 },
        small: { size: 9, weight: 400 },
      };

function amountText(prescription: Prescription): string {
  const words = WORDS[prescription.language];
  const { amount, iteration } = prescription;
  const base =
    amount.mode === '1'
      ? `${amount.packages} × ${amount.sizeText}`
      : amount.mode === '2'
        ? printedQuantity(amount.total)
        : amount.mode === '3'
          ? words.forDays(amount.lengthDays)
          : words.nothingToDispense;
  return iteration === null ? base : `${base}, ${words.repeats(iteration.repeats)}`;
}

/** Of a summary: how far it is dispensed, and what is left of it. */
function leftLine({ state, remaining, lastDispensedAt, expiresOn }: PrescriptionRow, words: Words, on: string): string {
  const isOver = (state === 'notDispensed' || state === 'partlyDispensed') && expiresOn < on;
  const parts = [
    words.state[isOver ? 'expired' : state],
    ...(remaining === null || state === 'cancelled' ? [] : [`${words.left}: ${printedQuantity(remaining)}`]),
    ...(lastDispensedAt === null
      ? []
      : [`${words.lastDispensed} ${printedDate(dateInHelsinki(instantMs(lastDispensedAt)))}`]),
  ];
  return parts.join(' · ');
}

/** The lines of one medicine: the dose sentence is the biggest of them. */
function medicineLines(
  sheet: Sheet,
  row: PrescriptionRow,
  width: number,
  s: Styles,
  of: SheetContent,
): readonly TextLine[] {
  const { prescription } = row;
  const language = prescription.language;
  const words = WORDS[language];
  const { product } = prescription;
  const name = [productName(product, language), printedStrength(product.strength)].join(' ');
  const unit = prescription.prescriber.organisation;
  const texts: readonly (readonly [string, Style])[] = [
    [`${name}, ${product.form[language]}`, s.name],
    [prescription.dose.text, s.dose],
    ...(prescription.indication === '' ? [] : ([[`${words.purpose}: ${prescription.indication}`, s.text]] as const)),
    [`${words.amount}: ${amountText(prescription)}`, s.text],
    ...(of.kind === 'summary' ? ([[leftLine(row, words, of.printedOn), { ...s.text, weight: 600 }]] as const) : []),
    [
      `${words.validUntil}: ${printedDate(row.expiresOn)} · ${words.substitution}: ${prescription.substitutionProhibited ? words.substitutionProhibited : words.substitutionAllowed}`,
      s.text,
    ],
    [
      `${words.prescriber}: ${fullName(prescription.prescriber)}, ${unit.name[language]}, ${unit.phone} · ${words.prescribedOn} ${printedDate(dateInHelsinki(instantMs(prescription.prescribedAt)))}`,
      s.small,
    ],
    ...(row.acceptance === 'accepted' ? [] : ([[words.notInCentre, { ...s.small, weight: 600 }]] as const)),
  ];
  return texts.flatMap(([text, style]) => sheet.lines(text, width, style));
}

const heightOf = (lines: readonly TextLine[]): number =>
  lines.reduce((sum, line) => sum + lineHeight(line.style.size), 0);

/** Patient instruction (potilasohje) or summary (yhteenveto), A4: every medicine with the code by which any pharmacy fetches it. */
export async function printPatientSheet(content: SheetContent): Promise<PrintedPdf> {
  const { patient, rows, largePrint, practice, printedBy, printedOn, kind } = content;
  const words = WORDS[patient.language];
  const [title, howTo] =
    kind === 'summary' ? [words.summaryTitle, words.howToSummary] : [words.sheetTitle, words.howTo];
  const s = styles(largePrint);
  const pages = new Pages(A4, MARGIN, title, patient.language, practiceHead(practice, patient.language, s.small));
  const { sheet, width } = pages;

  pages.start();
  pages.text(title, s.title);
  pages.text(printedPerson(patient), s.name);
  pages.gap(GAP);
  pages.text(`${words.notAPrescription} ${howTo}`, s.text);
  pages.gap(GAP);
  for (const row of rows) {
    const lines = medicineLines(sheet, row, width - CODE_SIDE - GAP, s, content);
    const height = Math.max(heightOf(lines), CODE_SIDE) + 2 * GAP;
    pages.room(height);
    pages.rule();
    pages.gap(GAP);
    const code = await bwipjs.toBuffer({ bcid: 'datamatrix', text: `urn:oid:${row.prescription.setId}`, scale: 4 });
    sheet.image(code, pages.right - CODE_SIDE, pages.y, CODE_SIDE);
    const top = pages.y;
    pages.draw(lines);
    pages.y = Math.max(pages.y, top + CODE_SIDE) + GAP;
  }
  const foot = sheet.lines(
    `${words.seeOwnData}  ·  ${words.printedOn} ${printedDate(printedOn)}, ${printedBy.organisation.name[patient.language]}`,
    width,
    s.small,
  );
  pages.room(heightOf(foot) + GAP);
  pages.rule();
  pages.gap(GAP);
  pages.draw(foot);
  return pages.end();
}
