import { STRUCTURES, type ServiceTask, type SocialSignature, type Structure } from '../../codes/social-welfare.ts';
import { type Oid } from '../../kernel/oid.ts';
import { type LocalDate, localDate } from '../../kernel/time.ts';
import { type RegisterAccess, type SocialDraft, type SocialItem, type WrittenField } from './social-item.ts';

/**
 * Dated switches. Sources: kanta.fi, functionalities of the client data repository; Central Finland's and Helsinki's notices
 * to producers: from 1.9.2026 social welfare providers store structured documents, from 1.3.2027 health care and social
 * welfare share a right to information.
 */
export const SOCIAL_SWITCHES = {
  obligation: '2026-09-01',
  crossSector: '2027-03-01',
} as const satisfies Readonly<Record<string, string>>;
export const isOn = (name: keyof typeof SOCIAL_SWITCHES, today: LocalDate): boolean => today >= SOCIAL_SWITCHES[name];

/** First day of an organisation in the repository, or of one of its service tasks that begins apart from the others. */
export type GoLive = Readonly<{ controllerOid: Oid; serviceTask: ServiceTask | null; from: LocalDate }>;

/** The day from which a task's documents go to the repository: the task's own, else the organisation's, else the law's. */
export function liveFrom(rows: readonly GoLive[], controllerOid: Oid, serviceTask: ServiceTask | null): LocalDate {
  const rowOf = (task: ServiceTask | null): GoLive | undefined =>
    rows.find(row => row.controllerOid === controllerOid && row.serviceTask === task);
  return (rowOf(serviceTask) ?? rowOf(null))?.from ?? localDate(SOCIAL_SWITCHES.obligation);
}
export const isLive = (
  rows: readonly GoLive[],
  controllerOid: Oid,
  serviceTask: ServiceTask | null,
  today: LocalDate,
): boolean => liveFrom(rows, controllerOid, serviceTask) <= today;

/** Who signs it: only documents have structures, and an emptied one holds nothing that a person would decide. */
export const signatureOf = ({
  structure,
  annulled,
}: Pick<SocialItem, 'structure'> & Readonly<{ annulled?: boolean }>): SocialSignature =>
  structure === null || annulled === true ? 'system' : STRUCTURES[structure].signature;

/** Hiding and delaying have a ground, and a delay ends on a later day. Sources: kanta.fi (own data of social welfare in MyKanta). */
export function isShowing({ citizen }: Pick<SocialDraft, 'citizen'>, today: LocalDate): boolean {
  if (citizen === undefined || citizen.showing === 'now') return true;
  return citizen.reason.trim() !== '' && (citizen.showing === 'never' || citizen.showing > today);
}

/** Longest text of one field, in characters. */
export const FIELD_MAX = 20_000;

/** Ids of mandatory fields that have no text yet. */
export function missingFields({ structure, fields }: SocialDraft): readonly string[] {
  const { fields: asked }: Structure = STRUCTURES[structure];
  return asked.filter(({ id, required }) => required && (fields[id] ?? '').trim() === '').map(({ id }) => id);
}

/** What was written, in the order of the structure; fields that the structure does not have are left out. */
export function writtenFields({ structure, fields }: SocialDraft, language: 'fi' | 'sv'): readonly WrittenField[] {
  const { fields: asked }: Structure = STRUCTURES[structure];
  return asked.flatMap(({ id, label }) => {
    const text = (fields[id] ?? '').trim();
    return text === '' ? [] : [{ id, label: label[language], text }];
  });
}

/** Newest version of each set, in the order in which the sets came. */
export function newestOfSets<T extends Pick<SocialItem, 'setId' | 'version'>>(items: readonly T[]): readonly T[] {
  const by = new Map<Oid, T>();
  for (const item of items) {
    const known = by.get(item.setId);
    if (known === undefined || known.version < item.version) by.set(item.setId, item);
  }
  return [...by.values()];
}

/** Whether a unit may use the register of another organisation for this client on a day. */
export const hasAccess = (access: readonly RegisterAccess[], unitOid: Oid, today: LocalDate): boolean =>
  access.some(one => one.unitOid === unitOid && one.from <= today && (one.until === null || today <= one.until));

/** An access period that can be: it does not end before it begins. */
export const isPeriod = ({ from, until }: Readonly<{ from: LocalDate; until: LocalDate | null }>): boolean =>
  until === null || from <= until;
