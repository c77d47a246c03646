import { type Decimal } from '../../../shared/kernel/decimal.ts';
import { type Quantity } from '../../../shared/domain/prescribing/product.ts';
import { storedText } from '../../../shared/kernel/text.ts';
import { type Xml, type XmlChild, element } from '../xml/write.ts';

/** A row of readable text: what it is and what it says. Rows that say nothing are left out. */
export type Row = readonly [label: string, says: string | null];

export const shownNumber = (value: Decimal): string => value.replace('.', ',');
export const shownQuantity = ({ value, unit }: Quantity): string =>
  unit === '1' ? shownNumber(value) : `${shownNumber(value)} ${unit}`;

/** Text with its line ends as `br`. */
export const lines = (text: string): readonly XmlChild[] =>
  storedText(text)
    .split('\n')
    .flatMap((line, at) => (at === 0 ? [line] : [element('br'), line]));

export const paragraph = (text: string): Xml => element('paragraph', {}, element('content', {}, lines(text)));

export const rows = (each: readonly Row[]): readonly Xml[] =>
  each
    .filter((row): row is readonly [string, string] => row[1] !== null && row[1] !== '')
    .map(([label, says]) => paragraph(`${label}: ${says}`));
