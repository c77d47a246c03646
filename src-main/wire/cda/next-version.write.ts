import { type PatientLanguage } from '../../../shared/kernel/language.ts';
import { type Xml, documentText } from '../xml/write.ts';
import { xmlText } from '../xml/scan.ts';
import { type BeyondField } from './beyond.ts';
import { type DocumentContent } from './content.ts';
import { rows } from './narrative.write.ts';
import { readDocument } from './read-document.ts';
import { withUnknownParts } from './unknown-parts.ts';
import { WORDS } from './words.ts';

/** The fields of a later generation in words, so that the readable text is as complete as the structured one. */
const inWords = (fields: readonly BeyondField[], language: PatientLanguage): string =>
  rows(fields.map(({ name, says }) => [WORDS.notUnderstood[language], says === '' ? name : `${name}: ${says}`]))
    .map(each => each.markup)
    .join('');

/**
 * A correction or cancellation with all that the document it replaces says and we do not understand, byte for byte
 * (reference of the generations: documents of a later one can be shown and cancelled, with their content untouched).
 * @param write writes a document in the present generation
 * @throws RangeError when `replaced` cannot be read: nobody can change what he was not shown
 */
export function nextVersionText(
  next: DocumentContent,
  replaced: Uint8Array,
  write: (document: DocumentContent) => Xml,
): string {
  const { content, generation, beyond } = readDocument(replaced);
  const source = xmlText(replaced);
  if (content === null || !source.ok) throw new RangeError('a document that cannot be read has no next version');
  const texts = { source: source.value, understood: documentText(write(content)), next: documentText(write(next)) };
  return withUnknownParts(texts, generation, inWords(beyond, next.content.language));
}
