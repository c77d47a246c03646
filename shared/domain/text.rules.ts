import { textFault } from '../kernel/text.ts';
import { says, type Rule } from './rule.ts';

/** A text of a form with its place and the most characters that a document takes there. */
export type FormText = readonly [place: string, text: string, most: number];

type TextRules = Readonly<{
  /** Id of the rule of forbidden characters. */
  characters: string;
  /** Id of the rule of lengths. */
  length: string;
  /** Where the finding belongs; null: to the whole form. */
  field: string | null;
  /** Name under which "why" tells the places. */
  places: string;
}>;

/** What every document asks of its texts: part of each rule table, under ids of its own. */
export function textRules<Facts>(
  { characters, length, field, places }: TextRules,
  textsOf: (facts: Facts) => readonly FormText[],
): readonly Rule<Facts>[] {
  const rule = (unfit: (text: string, most: number) => boolean): Pick<Rule<Facts>, 'holds' | 'inputs'> => ({
    holds: facts => !textsOf(facts).some(([, text, most]) => unfit(text, most)),
    inputs: facts => ({
      [places]: textsOf(facts)
        .flatMap(([place, text, most]) => (unfit(text, most) ? [place] : []))
        .join(', '),
    }),
  });
  return [
    {
      id: characters,
      severity: 'block',
      source: 'XML 1.0, production 2 (Char)',
      field,
      says: says(
        'Tekstissä on merkki, jota asiakirja ei voi sisältää. Poista se.',
        'Texten innehåller ett tecken som dokumentet inte kan bära. Ta bort det.',
        'A text holds a character that the document cannot carry. Remove it.',
      ),
      ...rule(text => textFault(text, Infinity) !== null),
    },
    {
      id: length,
      severity: 'block',
      source: 'Kantele, own rule',
      field,
      says: says('Teksti on liian pitkä.', 'Texten är för lång.', 'A text is too long.'),
      ...rule((text, most) => text.length > most),
    },
  ];
}
