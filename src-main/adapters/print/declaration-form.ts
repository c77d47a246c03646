import { printedDate } from '../../../shared/domain/dispensing/label-text.ts';
import { fullName } from '../../../shared/domain/people/person.ts';
import { dateInHelsinki, instantMs, type Instant } from '../../../shared/kernel/time.ts';
import { type DeclarationContent, type PrintedPdf } from '../../app/ports/platform.port.ts';
import { DECLARATION_WORDS } from './declaration-words.ts';
import { lineHeight, millimetres, Sheet, type Style, type TextLine } from './page.ts';
import { WORDS } from './words.ts';

const WIDTH = millimetres(210);
const HEIGHT = millimetres(297);
const MARGIN = millimetres(22);
const GAP = millimetres(5);
const LABEL_WIDTH = millimetres(38);
/** Room for a hand above its line. */
const SIGNATURE_ROOM = millimetres(16);

const TITLE: Style = { size: 20, weight: 600 };
const NAME: Style = { size: 12, weight: 600 };
const TEXT: Style = { size: 11, weight: 400 };
const STRONG: Style = { size: 11, weight: 600 };
const SMALL: Style = { size: 9, weight: 400 };

/** A declaration of will, A4, in the person's language: what it says, who recorded it on whose word, lines for signatures. */
export async function printDeclaration(content: DeclarationContent): Promise<PrintedPdf> {
  const { patient, row, target, printedBy, printedOn, practice } = content;
  const { declaration, attested } = row;
  const words = DECLARATION_WORDS[patient.language];
  const common = WORDS[patient.language];
  const ended = row.withdrawnAt !== null;
  const title = ended
    ? `${words.withdrawal}: ${words.title(declaration).toLocaleLowerCase('fi')}`
    : words.title(declaration);
  const sheet = new Sheet(WIDTH, HEIGHT, words.title(declaration), patient.language);
  const width = WIDTH - 2 * MARGIN;
  const bottom = HEIGHT - MARGIN;
  let y = 0;

  const startPage = (): void => {
    sheet.newPage();
    y = MARGIN;
    if (practice) draw(sheet.lines(`${common.practice}. ${common.practiceNote}`, width, { ...SMALL, weight: 600 }));
  };
  const draw = (lines: readonly TextLine[], x = MARGIN): void => {
    for (const line of lines) {
      const height = lineHeight(line.style.size);
      if (y + height > bottom) startPage();
      sheet.write(line.text, x, y, line.style);
      y += height;
    }
  };
  const pair = (label: string, value: string): void => {
    const lines = sheet.lines(value, width - LABEL_WIDTH, TEXT);
    if (y + lineHeight(TEXT.size) > bottom) startPage();
    sheet.write(label, MARGIN, y, TEXT);
    draw(lines, MARGIN + LABEL_WIDTH);
  };
  const day = (at: Instant): string => printedDate(dateInHelsinki(instantMs(at)));

  startPage();
  draw(sheet.lines(title, width, TITLE));
  y += GAP;
  draw(sheet.lines(`${fullName(patient)}  ${patient.identityCode ?? printedDate(patient.birthDate)}`, width, NAME));
  y += GAP;
  draw(sheet.lines(words.means(declaration), width, TEXT));
  y += GAP;
  if (declaration.kind === 'denial') {
    pair(words.target, [words.scope(declaration.scope), target].filter(part => part !== null).join(': '));
    draw(sheet.lines(words.emergency(declaration.emergencyUse), width - LABEL_WIDTH, STRONG), MARGIN + LABEL_WIDTH);
    y += GAP;
  }
  if ('text' in declaration && declaration.text !== '') {
    draw(sheet.lines(words.text, width, STRONG));
    draw(sheet.lines(declaration.text, width, TEXT));
    y += GAP;
  }
  pair(words.given, day(row.givenAt));
  if (row.withdrawnAt !== null) pair(words.ended, day(row.withdrawnAt));
  if (attested !== null) {
    pair(
      words.said,
      attested.saidBy === 'person' ? words.person : `${words.representative} ${attested.representative}`,
    );
    pair(words.identification, words.identified[attested.identifiedBy]);
    pair(words.recorded, attested.recordedBy);
  }
  y += GAP;
  if (y + 2 * SIGNATURE_ROOM + 4 * GAP > bottom) startPage();
  draw(sheet.lines(words.confirm, width, STRONG));
  for (const under of [words.personSigns, words.recorderSigns]) {
    y += SIGNATURE_ROOM;
    sheet.rule(MARGIN, y, width * 0.75);
    y += millimetres(1.5);
    draw(sheet.lines(under, width, SMALL));
  }
  y += GAP;
  draw(
    sheet.lines(
      `${words.change}  ·  ${common.printedOn} ${printedDate(printedOn)}, ${printedBy.organisation.name[patient.language]}`,
      width,
      SMALL,
    ),
  );
  return { pages: sheet.pages, bytes: await sheet.bytes() };
}
