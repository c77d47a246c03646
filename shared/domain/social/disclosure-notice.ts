import { type DisclosureKind } from '../../codes/social-welfare.ts';
import { type LocalDate } from '../../kernel/time.ts';
import { type SocialItem, type WrittenField } from './social-item.ts';

/** What was handed over outside Kanta: to whom, on what ground, when, and each set of data by itself. */
export type Disclosed = Readonly<{
  kind: DisclosureKind;
  on: LocalDate;
  recipient: string;
  basis: string;
  /** One set of data a line. */
  data: string;
}>;

const WORDS = {
  fi: { title: 'Luovutusilmoitus', recipient: 'Saaja', basis: 'Luovutuksen peruste', data: 'Luovutetut tiedot' },
  sv: { title: 'Utlämningsanmälan', recipient: 'Mottagare', basis: 'Grund', data: 'Utlämnade uppgifter' },
} as const;

const FIELDS = ['recipient', 'basis', 'data'] as const;

/** Each set of data that was handed over: lines that say something. */
export const dataSets = (data: string): readonly string[] =>
  data
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');

/** Title and fields of a notification in the client's language; a field without text is left empty. */
export function noticeForm(
  said: Omit<Disclosed, 'kind' | 'on'>,
  language: SocialItem['language'],
): Readonly<{ title: string; fields: readonly WrittenField[] }> {
  const words = WORDS[language];
  const texts = { ...said, data: dataSets(said.data).join('\n') };
  return { title: words.title, fields: FIELDS.map(id => ({ id, label: words[id], text: texts[id].trim() })) };
}
