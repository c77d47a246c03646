import { type MatchRange, type Reimbursement } from '../../../shared/domain/medicine.ts';
import { type PackageLine as Found } from '../../../shared/domain/medicine-lines.ts';
import { type Language } from '../../../shared/kernel/language.ts';
import { type Formats } from '../../i18n/formats.ts';
import { type Translate } from '../../i18n/texts.ts';
import { cx, Tag, type Tone } from '../../ui/index.ts';
import { type prescribingTexts } from './prescribing.texts.ts';
import { type PackageRow, pieces, type SearchRow, type SubstanceRow } from './search-rows.ts';
import css from './prescribing.module.css';

type T = Translate<keyof (typeof prescribingTexts)['byLanguage']['fi']>;

const SHORT: Readonly<Record<Reimbursement, 'shortBasic' | 'shortLower' | 'shortUpper' | null>> = {
  none: null,
  basic: 'shortBasic',
  lowerSpecial: 'shortLower',
  upperSpecial: 'shortUpper',
};

/** What a prescriber must know of a package before choosing it, gravest first. */
const MARKS = {
  narcotic: { tone: 'warn', holds: found => found.narcotic },
  pkv: { tone: 'warn', holds: found => !found.narcotic && found.controlled },
  noVnr: { tone: 'stop', holds: found => found.vnr === null },
  notMarketed: { tone: 'neutral', holds: found => !found.marketed },
  condition: { tone: 'info', holds: found => found.conditional },
  biological: { tone: 'info', holds: found => found.biological },
} as const satisfies Readonly<Record<string, Readonly<{ tone: Tone; holds(found: Found): boolean }>>>;
type MarkKey = keyof typeof MARKS;
const MARK_KEYS = Object.keys(MARKS) as readonly MarkKey[];

export const marksOfPackage = (found: Found): readonly Readonly<{ key: MarkKey; tone: Tone }>[] =>
  MARK_KEYS.filter(key => MARKS[key].holds(found)).map(key => ({ key, tone: MARKS[key].tone }));

/** The places of a line; `data-at` says what is written there. */
type Place = 'name' | 'title' | 'form' | 'of' | 'strength' | 'size' | 'price' | 'reimbursement' | MarkKey;

/** A line of the results before anything is written in it. Every mark stands ready: it is shown or hidden, never made anew. */
export function BlankLine({ t }: Readonly<{ t: T }>) {
  const at = (place: Place) => ({ 'data-at': place });
  return (
    <span className={css.result}>
      <span {...at('name')}>
        <span {...at('title')} className={css.title} /> <span {...at('form')} />
        <span {...at('of')} className={css.quiet} />
      </span>
      <span {...at('strength')} />
      <span {...at('size')} className={css.number} />
      <span {...at('price')} className={css.number} />
      <span {...at('reimbursement')} className={css.quiet} />
      <span className={css.marks}>
        {MARK_KEYS.map(key => (
          <span key={key} {...at(key)} hidden>
            <Tag tone={MARKS[key].tone} look="plain">
              {t(key)}
            </Tag>
          </span>
        ))}
      </span>
    </span>
  );
}

/** What stands at the places of a line: text, and where the query met it. */
type Line = Readonly<{
  isFirst: boolean;
  title: string;
  titleRanges: readonly MatchRange[];
  form: string;
  /** A form that goes on being shown where the name is not said again. */
  keepsForm: boolean;
  /** The substance, where the query met that. */
  of: Readonly<{ text: string; ranges: readonly MatchRange[] }> | null;
  strength: string;
  size: string;
  price: string;
  reimbursement: string;
  /** The package whose marks are shown. */
  marks: Found | null;
}>;
const NO_RANGES: readonly MatchRange[] = [];

/** The words of the lines in one language: looked up once, not once a row and key press. */
type Words = Readonly<{
  language: Language;
  formats: Formats;
  reimbursements: Readonly<Record<Reimbursement, string>>;
}>;

function packageLine({ hit, isFirst, strength, package: found }: PackageRow, words: Words): Line {
  const { language, formats, reimbursements } = words;
  const isSwedish = language === 'sv';
  const bySubstance = hit.reason === 'substance' || hit.reason === 'atc';
  return {
    isFirst,
    title: hit.tradeName,
    titleRanges: isFirst ? hit.matches.tradeName : NO_RANGES,
    form: hit.form[language],
    keepsForm: false,
    of:
      isFirst && bySubstance
        ? {
            text: isSwedish ? hit.atcName.sv : hit.atcName.fi,
            ranges: isSwedish ? hit.matches.atcNameSv : hit.matches.atcNameFi,
          }
        : null,
    strength: strength === '' ? '–' : strength,
    size: [found.sizeText, found.unit ?? ''].filter(part => part !== '').join('\u00a0'),
    price: found.retailPriceCents === null ? '–' : formats.money(found.retailPriceCents),
    reimbursement: reimbursements[found.reimbursement],
    marks: found,
  };
}

function substanceLine({ hit, isFirst, presentation }: SubstanceRow, { language, formats }: Words): Line {
  const isSwedish = language === 'sv';
  return {
    isFirst,
    title: isSwedish ? hit.atcName.sv : hit.atcName.fi,
    titleRanges: !isFirst ? NO_RANGES : isSwedish ? hit.matches.atcNameSv : hit.matches.atcNameFi,
    form: presentation.form[language],
    keepsForm: !isFirst,
    of: null,
    strength: presentation.strength,
    size: formats.count(presentation.packages),
    price: '',
    reimbursement: hit.atc,
    marks: null,
  };
}

/** One piece of text with its node, so that its words change and the node stays. */
function put(text: Text, words: string): void {
  if (text.data !== words) text.data = words;
}
function textIn(element: Element): Text {
  const first = element.firstChild;
  if (first instanceof Text) return first;
  const text = element.ownerDocument.createTextNode('');
  element.prepend(text);
  return text;
}
const write = (element: Element, words: string): void => put(textIn(element), words);
function dress(element: Element, name: string | undefined): void {
  if (element.className !== (name ?? '')) element.className = name ?? '';
}

/** What the query met is underlined: it says why the line is here. Nodes of pieces are used again. */
function writeMatched(element: Element, text: string, ranges: readonly MatchRange[], before = ''): void {
  // Text and marks by turns: a text that is empty costs nothing, another number of nodes would.
  const parts: string[] = [before];
  for (const piece of pieces(text, ranges)) {
    if (piece.isMatch) parts.push(piece.text, '');
    else parts.push(`${parts.pop() ?? ''}${piece.text}`);
  }
  parts.forEach((words, index) => {
    const known = element.childNodes[index];
    if (known instanceof Text) return put(known, words);
    if (known instanceof Element) return write(known, words);
    if (index % 2 === 0) return element.append(words);
    const mark = element.ownerDocument.createElement('mark');
    mark.className = cx(css.match);
    mark.append(words);
    element.append(mark);
  });
  while (element.childNodes.length > parts.length) element.lastChild?.remove();
}

type Places = Readonly<Record<Place, HTMLElement>>;
function placesOf(row: HTMLElement): Places {
  const found = [...row.querySelectorAll<HTMLElement>('[data-at]')].map(element => [element.dataset['at'], element]);
  return Object.fromEntries(found) as Places;
}

function writeLine(at: Places, line: Line): void {
  dress(at.name, line.isFirst ? css.name : css.again);
  writeMatched(at.title, line.title, line.titleRanges);
  dress(at.form, line.keepsForm ? css.formAgain : css.quiet);
  write(at.form, line.form);
  writeMatched(at.of, line.of?.text ?? '', line.of?.ranges ?? NO_RANGES, line.of === null ? '' : ' · ');
  write(at.strength, line.strength);
  write(at.size, line.size);
  write(at.price, line.price);
  write(at.reimbursement, line.reimbursement);
  for (const key of MARK_KEYS) {
    const isHidden = line.marks === null || !MARKS[key].holds(line.marks);
    if (at[key].hidden !== isHidden) at[key].hidden = isHidden;
  }
}

/** Writes results into blank lines, in one language. */
export function createLineWriter(
  t: T,
  language: Language,
  formats: Formats,
): (row: HTMLElement, item: SearchRow) => void {
  const reimbursementOf = (reimbursement: Reimbursement): string => {
    const short = SHORT[reimbursement];
    return short === null ? '–' : t(short);
  };
  const words: Words = {
    language,
    formats,
    reimbursements: {
      none: reimbursementOf('none'),
      basic: reimbursementOf('basic'),
      lowerSpecial: reimbursementOf('lowerSpecial'),
      upperSpecial: reimbursementOf('upperSpecial'),
    },
  };
  const known = new WeakMap<HTMLElement, Places>();
  return (row, item) => {
    const places = known.get(row) ?? placesOf(row);
    known.set(row, places);
    writeLine(places, item.kind === 'package' ? packageLine(item, words) : substanceLine(item, words));
  };
}
