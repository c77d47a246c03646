import { type Patient } from '../../../shared/domain/people/person.ts';
import { foldedForSearch } from '../../../shared/kernel/text.ts';

/** More words than any name has: a pasted text must not become a long query. */
const MOST_WORDS = 8;

const nameWords = (text: string): readonly string[] => foldedForSearch(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** The first six characters of an identity code: ddmmyy. */
const dayMonthYear = (birthDate: string): string =>
  `${birthDate.slice(8, 10)}${birthDate.slice(5, 7)}${birthDate.slice(2, 4)}`;

/** Everything a patient is found by, folded, separated by spaces. A hyphenated name is found by each of its parts. */
export function searchWords(patient: Patient): string {
  const code = patient.identityCode === null ? [] : [patient.identityCode.toLowerCase()];
  const names = [patient.family, ...patient.given, patient.callName].flatMap(nameWords);
  return [...new Set([...names, ...code, dayMonthYear(patient.birthDate)])].join(' ');
}

/** What was typed, as words of which each is the beginning of something: a word with a leading digit is a code or a date. */
export function typedWords(text: string): readonly string[] {
  const words = text
    .split(/\s+/)
    .flatMap(part => (/^\d/.test(part) ? [part.toLowerCase().replace(/[^0-9a-z+-]/g, '')] : nameWords(part)));
  return words.slice(0, MOST_WORDS);
}

/** FTS5 query (sqlite.org/fts5.html, section 3): all words, each as a prefix. Null when nothing was typed. */
export function ftsQuery(text: string): string | null {
  const words = typedWords(text);
  return words.length === 0 ? null : words.map(word => `"${word}"*`).join(' AND ');
}

/** Order of lists: family name, then given names, folded. */
export const sortName = (patient: Patient): string => foldedForSearch([patient.family, ...patient.given].join(' '));
