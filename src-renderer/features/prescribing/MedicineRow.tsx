import { type ReactNode } from 'react';
import { type MatchRange, type Reimbursement } from '../../../shared/domain/medicine.ts';
import { type PackageLine as Found } from '../../../shared/domain/medicine-lines.ts';
import { type Language } from '../../../shared/kernel/language.ts';
import { type Formats } from '../../i18n/formats.ts';
import { type Translate } from '../../i18n/texts.ts';
import { Tag, type Tone } from '../../ui/index.ts';
import { type prescribingTexts } from './prescribing.texts.ts';
import { type PackageRow, pieces, type SearchRow, type SubstanceRow } from './search-rows.ts';
import css from './prescribing.module.css';

type T = Translate<keyof (typeof prescribingTexts)['byLanguage']['fi']>;

/** What the query met is underlined: it says why the line is here. */
function Matched({ text, ranges }: Readonly<{ text: string; ranges: readonly MatchRange[] }>) {
  return pieces(text, ranges).map((piece, index) =>
    piece.isMatch ? (
      <mark key={index} className={css.match}>
        {piece.text}
      </mark>
    ) : (
      piece.text
    ),
  );
}

const SHORT: Readonly<Record<Reimbursement, 'shortBasic' | 'shortLower' | 'shortUpper' | null>> = {
  none: null,
  basic: 'shortBasic',
  lowerSpecial: 'shortLower',
  upperSpecial: 'shortUpper',
};

type MarkKey = 'narcotic' | 'pkv' | 'noVnr' | 'notMarketed' | 'condition' | 'biological';
type PackageMark = Readonly<{ key: MarkKey; tone: Tone }>;

/** What a prescriber must know of a package before choosing it, gravest first. */
export function marksOfPackage(found: Found): readonly PackageMark[] {
  const marks: readonly (PackageMark | false)[] = [
    found.narcotic && { key: 'narcotic', tone: 'warn' },
    !found.narcotic && found.controlled && { key: 'pkv', tone: 'warn' },
    found.vnr === null && { key: 'noVnr', tone: 'stop' },
    !found.marketed && { key: 'notMarketed', tone: 'neutral' },
    found.conditional && { key: 'condition', tone: 'info' },
    found.biological && { key: 'biological', tone: 'info' },
  ];
  return marks.filter(mark => mark !== false);
}

/** The words of the lines in one language: looked up once, not once a row and key press. */
type Drawing = Readonly<{
  language: Language;
  formats: Formats;
  marks: Readonly<Record<MarkKey, string>>;
  reimbursements: Readonly<Record<Reimbursement, string>>;
}>;

function PackageLine({ row, drawing }: Readonly<{ row: PackageRow; drawing: Drawing }>) {
  const { hit, strength, package: found } = row;
  const { language, formats, marks, reimbursements } = drawing;
  const bySubstance = hit.reason === 'substance' || hit.reason === 'atc';
  const substance = language === 'sv' ? hit.atcName.sv : hit.atcName.fi;
  const ranges = language === 'sv' ? hit.matches.atcNameSv : hit.matches.atcNameFi;
  return (
    <span className={css.result}>
      <span className={row.isFirst ? css.name : css.again}>
        {row.isFirst ? (
          <strong>
            <Matched text={hit.tradeName} ranges={hit.matches.tradeName} />
          </strong>
        ) : (
          <span>{hit.tradeName}</span>
        )}{' '}
        <span className={css.quiet}>{hit.form[language]}</span>
        {row.isFirst && bySubstance && (
          <span className={css.quiet}>
            {' · '}
            <Matched text={substance} ranges={ranges} />
          </span>
        )}
      </span>
      <span>{strength === '' ? '–' : strength}</span>
      <span className={css.number}>
        {[found.sizeText, found.unit ?? ''].filter(part => part !== '').join('\u00a0')}
      </span>
      <span className={css.number}>
        {found.retailPriceCents === null ? '–' : formats.money(found.retailPriceCents)}
      </span>
      <span className={css.quiet}>{reimbursements[found.reimbursement]}</span>
      <span className={css.marks}>
        {marksOfPackage(found).map(({ key, tone }) => (
          <Tag key={key} tone={tone} look="plain">
            {marks[key]}
          </Tag>
        ))}
      </span>
    </span>
  );
}

function SubstanceLine({ row, drawing }: Readonly<{ row: SubstanceRow; drawing: Drawing }>) {
  const { hit, presentation } = row;
  const { language, formats } = drawing;
  const name = language === 'sv' ? hit.atcName.sv : hit.atcName.fi;
  const ranges = language === 'sv' ? hit.matches.atcNameSv : hit.matches.atcNameFi;
  return (
    <span className={css.result}>
      <span className={row.isFirst ? css.name : css.again}>
        {row.isFirst ? (
          <strong>
            <Matched text={name} ranges={ranges} />
          </strong>
        ) : (
          <span>{name}</span>
        )}{' '}
        <span className={row.isFirst ? css.quiet : css.formAgain}>{presentation.form[language]}</span>
      </span>
      <span>{presentation.strength}</span>
      <span className={css.number}>{formats.count(presentation.packages)}</span>
      <span />
      <span className={css.quiet}>{hit.atc}</span>
      <span />
    </span>
  );
}

/** A stable function for the list: its rows redraw only when they change. */
export function createRowDrawer(t: T, language: Language, formats: Formats): (row: SearchRow) => ReactNode {
  const reimbursementOf = (reimbursement: Reimbursement): string => {
    const short = SHORT[reimbursement];
    return short === null ? '–' : t(short);
  };
  const drawing: Drawing = {
    language,
    formats,
    marks: {
      narcotic: t('narcotic'),
      pkv: t('pkv'),
      noVnr: t('noVnr'),
      notMarketed: t('notMarketed'),
      condition: t('condition'),
      biological: t('biological'),
    },
    reimbursements: {
      none: reimbursementOf('none'),
      basic: reimbursementOf('basic'),
      lowerSpecial: reimbursementOf('lowerSpecial'),
      upperSpecial: reimbursementOf('upperSpecial'),
    },
  };
  return row =>
    row.kind === 'package' ? (
      <PackageLine row={row} drawing={drawing} />
    ) : (
      <SubstanceLine row={row} drawing={drawing} />
    );
}
