import { printedDate } from '../../../shared/domain/dispensing/label-text.ts';
import { dateInHelsinki, instantMs, type Instant } from '../../../shared/kernel/time.ts';
import { type DeclarationContent, type PrintedPdf } from '../../app/ports/platform.port.ts';
import { DECLARATION_WORDS } from './declaration-words.ts';
import { lineHeight, millimetres, type Style } from './page.ts';
import { A4, Pages, practiceHead, printedPerson } from './pages.ts';
import { WORDS } from './words.ts';

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
  const pages = new Pages(
    A4,
    MARGIN,
    words.title(declaration),
    patient.language,
    practiceHead(practice, patient.language, SMALL),
  );
  const pair = (label: string, value: string): void => {
    pages.room(lineHeight(TEXT.size));
    pages.sheet.write(label, MARGIN, pages.y, TEXT);
    pages.text(value, TEXT, LABEL_WIDTH);
  };
  const day = (at: Instant): string => printedDate(dateInHelsinki(instantMs(at)));

  pages.start();
  pages.text(title, TITLE);
  pages.gap(GAP);
  pages.text(printedPerson(patient), NAME);
  pages.gap(GAP);
  pages.text(words.means(declaration), TEXT);
  pages.gap(GAP);
  if (declaration.kind === 'denial') {
    pair(words.target, [words.scope(declaration.scope), target].filter(part => part !== null).join(': '));
    pages.text(words.emergency(declaration.emergencyUse), STRONG, LABEL_WIDTH);
    pages.gap(GAP);
  }
  if ('text' in declaration && declaration.text !== '') {
    pages.text(words.text, STRONG);
    pages.text(declaration.text, TEXT);
    pages.gap(GAP);
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
  pages.gap(GAP);
  pages.room(2 * SIGNATURE_ROOM + 4 * GAP);
  pages.text(words.confirm, STRONG);
  for (const under of [words.personSigns, words.recorderSigns]) {
    pages.gap(SIGNATURE_ROOM);
    pages.rule(pages.width * 0.75);
    pages.gap(millimetres(1.5));
    pages.text(under, SMALL);
  }
  pages.gap(GAP);
  pages.text(
    `${words.change}  ·  ${common.printedOn} ${printedDate(printedOn)}, ${printedBy.organisation.name[patient.language]}`,
    SMALL,
  );
  return pages.end();
}
