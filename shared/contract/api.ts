/** The whole contract between screens and host: the only door. */
import { z } from 'zod';
import { type AnyCall, type Client } from './define.ts';
import { authorisations } from './authorisations.contract.ts';
import { catalogue } from './catalogue.contract.ts';
import { covid } from './covid.contract.ts';
import { certificates } from './certificates.contract.ts';
import { dayCalls } from './day.contract.ts';
import { dispensing, prints } from './dispensing.contract.ts';
import { favourites } from './favourites.contract.ts';
import { imaging } from './imaging.contract.ts';
import { knowledge } from './knowledge.contract.ts';
import { documents } from './documents.contract.ts';
import { medication } from './medication.contract.ts';
import { logs } from './logs.contract.ts';
import { medicines } from './medicines.contract.ts';
import { patients } from './patients.contract.ts';
import { prescribing } from './prescribing.contract.ts';
import { queue } from './queue.contract.ts';
import { readiness } from './readiness.contract.ts';
import { records } from './records.contract.ts';
import { renewals } from './renewals.contract.ts';
import { rescue } from './rescue.contract.ts';
import { session, sessionState } from './session.contract.ts';
import { wellbeing } from './wellbeing.contract.ts';
import { disclosure, wills } from './wills.contract.ts';
import { storing } from './storing.contract.ts';
import { signing } from './signing.contract.ts';
import { social } from './social.contract.ts';
import { settings, system } from './system.contract.ts';
import { count, failure, id, line, medicineRelease, queueCounts } from './values.ts';

export const API = {
  authorisations,
  catalogue,
  certificates,
  covid,
  day: dayCalls,
  disclosure,
  dispensing,
  favourites,
  imaging,
  knowledge,
  documents,
  logs,
  medication,
  medicines,
  patients,
  prescribing,
  prints,
  queue,
  readiness,
  records,
  renewals,
  rescue,
  session,
  signing,
  social,
  storing,
  system,
  wellbeing,
  wills,
};
export type Api = typeof API;
export type ApiClient = Client<Api>;

/** `area.name` to the call; unknown names are refused before anything is decoded. */
export function findCall(method: string): AnyCall | null {
  const [area, name, rest] = method.split('.');
  if (area === undefined || name === undefined || rest !== undefined || !Object.hasOwn(API, area)) return null;
  const calls = API[area as keyof Api] as Readonly<Record<string, AnyCall>>;
  return Object.hasOwn(calls, name) ? (calls[name] ?? null) : null;
}

export const METHODS: readonly string[] = Object.entries(API).flatMap(([area, calls]) =>
  Object.keys(calls).map(name => `${area}.${name}`),
);

/** Calls that screens make by themselves when an event comes: they say nothing about a person being there. */
const BY_ITSELF: ReadonlySet<string> = new Set([
  'authorisations.list',
  'catalogue.versions',
  'certificates.deliveries',
  'day.view',
  'dispensing.list',
  'medicines.release',
  'medicines.table',
  'prescribing.list',
  'queue.attention',
  'queue.counts',
  'queue.list',
  'records.list',
  'records.more',
  'renewals.list',
  'session.desk',
  'session.keepDesk',
  'session.practiceCards',
  'session.state',
  'signing.takeBackWindow',
  'signing.waiting',
  'social.list',
  'system.health',
  'wellbeing.list',
  'wills.list',
]);

/** True when a person's key or click is behind the message; only these put the idle lock off. */
export function isPersonsCall(message: unknown): boolean {
  const method = (message as Readonly<{ method?: unknown }> | null | undefined)?.method;
  return typeof method === 'string' && METHODS.includes(method) && !BY_ITSELF.has(method);
}

/** What crosses the wire in one call. `method` is `area.name`. */
export const request = z.strictObject({ method: z.string().max(80), params: z.unknown() });
export const reply = z.union([
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ ok: z.literal(false), error: failure }),
]);

/** Facts that the host tells without being asked. */
export const event = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('sessionChanged'), state: sessionState }),
  z.strictObject({ type: z.literal('queueChanged'), counts: queueCounts, lines: z.array(line) }),
  /** A batch is being signed: so many of so many are signed and stored. */
  z.strictObject({ type: z.literal('signingProgress'), signed: count, of: count }),
  z.strictObject({ type: z.literal('prescriptionsChanged'), patientId: id }),
  z.strictObject({ type: z.literal('recordsChanged'), patientId: id }),
  /** Kela or the verification service has answered what a dispensing still owed to it. */
  z.strictObject({ type: z.literal('salesChanged'), patientId: id }),
  /** What the checks look at of a patient was recorded. */
  z.strictObject({ type: z.literal('healthChanged'), patientId: id }),
  /** Something was signed that may be taken back, or was taken back. */
  z.strictObject({ type: z.literal('takeBackChanged') }),
  /** The citizen has answered a request for wellbeing data, or it has expired: null where the answer is yes. */
  z.strictObject({ type: z.literal('wellbeingAnswered'), patientId: id, refused: failure.nullable() }),
  z.strictObject({ type: z.literal('settingsChanged'), settings }),
  /** Another version of the Pharmaceutical Database is in force: what was looked up before is looked up again. */
  z.strictObject({ type: z.literal('medicinesChanged'), release: medicineRelease }),
  /** A coming version of it has been stored. */
  z.strictObject({ type: z.literal('medicinesStored') }),
]);
export type HostEvent = z.output<typeof event>;
