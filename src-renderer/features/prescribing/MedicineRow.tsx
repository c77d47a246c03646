import { type ReactNode } from 'react';
import { type MatchRange, type MedicinePackage, type Reimbursement } from '../../../shared/domain/medicine.ts';
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
      <span key={index}>{piece.text}</span>
    ),
  );
}

const SHORT: Readonly<Record<Reimbursement, 'shortBasic' | 'shortLower' | 'shortUpper' | null>> = {
  none: null,
  basic: 'shortBasic',
  lowerSpecial: 'shortLower',
  upperSpecial: 'shortUpper',
};

type MarkKey = 'narcotic' | 'pkv' | 'noVnr' | 'notMarketed' | 'condition' | 'biological' | 'traffic';
type PackageMark = Readonly<{ key: MarkKey; tone: Tone }>;

/** What a prescriber must know of a package before choosing it, gravest first. */
export function marksOfPackage(found: MedicinePackage): readonly PackageMark[] {
  const marks: readonly (PackageMark | false)[] = [
    found.narcotic && { key: 'narcotic', tone: 'warn' },
    !found.narcotic && found.controlClass !== null && { key: 'pkv', tone: 'warn' },
    found.vnr === null && { key: 'noVnr', tone: 'stop' },
    !found.marketed && { key: 'notMarketed', tone: 'neutral' },
    found.prescribingConditions.length > 0 && { key: 'condition', tone: 'info' },
    found.biological && { key: 'biological', tone: 'info' },
  ];
  return marks.filter(mark => mark !== false);
}

function PackageLine({
  row,
  t,
  language,
  formats,
}: Readonly<{ row: PackageRow; t: T; language: Language; formats: Formats }>) {
  const { hit, package: found } = row;
  const reimbursement = SHORT[found.reimbursement];
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
      <span>{found.strength === '' ? '–' : found.strength}</span>
      <span className={css.number}>
        {[found.sizeText, found.unit ?? ''].filter(part => part !== '').join('\u00a0')}
      </span>
      <span className={css.number}>
        {found.retailPriceCents === null ? '–' : formats.money(found.retailPriceCents)}
      </span>
      <span className={css.quiet}>{reimbursement === null ? '–' : t(reimbursement)}</span>
      <span className={css.marks}>
        {marksOfPackage(found).map(({ key, tone }) => (
          <Tag key={key} tone={tone} look="plain">
            {t(key)}
          </Tag>
        ))}
      </span>
    </span>
  );
}

function SubstanceLine({
  row,
  language,
  formats,
}: Readonly<{ row: SubstanceRow; language: Language; formats: Formats }>) {
  const { hit, presentation } = row;
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
export const createRowDrawer =
  (t: T, language: Language, formats: Formats): ((row: SearchRow) => ReactNode) =>
  row =>
    row.kind === 'package' ? (
      <PackageLine row={row} t={t} language={language} formats={formats} />
    ) : (
      <SubstanceLine row={row} language={language} formats={formats} />
    );
