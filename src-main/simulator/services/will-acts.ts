import type { Communication, Consent, Reference } from 'fhir/r4.js';
import { textFault } from '../../../shared/kernel/text.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { hetuFault } from '../hetu.ts';
import { SYSTEM } from '../names.ts';
import { type Problem } from '../rest/refusal.ts';
import { TEXTS } from '../rest/texts.ts';
import { WILLS } from '../rules/will.rules.ts';
import { type Kept } from '../search/repository.ts';
import { fhirSpan } from '../time.ts';
import { type Call, type World } from '../world.ts';
import { type SubmittedWill } from './bundle.ts';
import { patientByHetu } from './patients.ts';
import { isPharmacy } from './rights.ts';
import { active, consentsOf, type Declared, declared, informingsOf } from './will-reading.ts';

export type WillActed = Readonly<{
  will: Kept<Consent> | Kept<Communication>;
  patientId: string;
  created: boolean;
  changed: boolean;
}>;
type Refused = Readonly<{ status?: number; problems: readonly Problem[] }>;
export type WillOutcome = Result<WillActed, Refused>;

const refused = (...problems: readonly Problem[]): WillOutcome => fail({ problems });
/** Texts of informing (kanta.fi): 1.0, 1.1 and 2.0. */
const INFORMING_TEXTS: ReadonlySet<string> = new Set(['1.0', '1.1', '2.0']);
/** Longest text of a will, in characters. Own choice: the service's limit is not public. */
const MOST_TEXT = 20_000;
/** Clocks of senders may be ahead so much. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

const hetuOf = (subject: Reference | undefined): string | null =>
  subject?.identifier?.system === SYSTEM.hetu ? (subject.identifier.value ?? null) : null;
const tokenOf = ({ identifier }: Consent | Communication): string =>
  `${identifier?.[0]?.system}|${identifier?.[0]?.value}`;
const isAhead = (at: string | undefined, nowMs: number): boolean =>
  (fhirSpan(at ?? '')?.fromMs ?? Number.POSITIVE_INFINITY) > nowMs + CLOCK_TOLERANCE_MS;

/** Two declarations that cannot both hold: the same consent, the same denial, a second living will or donation will. */
function clashes(a: Declared, b: Declared): boolean {
  if (a.sort !== b.sort) return false;
  if (a.sort === 'consent' && b.sort === 'consent') return a.sector === b.sector;
  if (a.sort === 'crossing' && b.sort === 'crossing') return a.to === b.to;
  if (a.sort === 'prescription' && b.sort === 'prescription') return a.setId === b.setId;
  if (a.sort === 'denial' && b.sort === 'denial') return JSON.stringify(a.target) === JSON.stringify(b.target);
  return true;
}

const needsInforming = ({ sort }: Declared): boolean => sort === 'consent' || sort === 'crossing' || sort === 'denial';

/**
 * Stores one declaration or informing. Informing comes before consent and denial; what contradicts something in force is
 * refused; a withdrawal ends exactly one version and changes nothing else. Repeated, each is the known one.
 */
export function actOnWill(world: World, call: Call, sent: SubmittedWill): WillOutcome {
  const { will } = sent;
  const hetu = hetuOf(will.resourceType === 'Consent' ? will.patient : will.subject);
  if (isPharmacy(world.store, call.caller.organisation)) return refused(WILLS.notPharmacy);
  if (hetu === null || hetuFault(hetu) !== null) return refused(WILLS.person);
  const patient = patientByHetu(world, hetu);
  if (patient === null) return refused(WILLS.person);
  if (isAhead(will.resourceType === 'Consent' ? will.dateTime : will.sent, call.nowMs)) return refused(WILLS.ahead);
  return will.resourceType === 'Communication'
    ? inform(world, call.nowMs, will, patient.id)
    : sent.change === null
      ? declare(world, call.nowMs, will, patient.id)
      : withdraw(world, call.nowMs, will, patient.id, sent.change.version);
}

/** Stores that somebody was informed; the same again is the known one. */
export function inform(world: World, nowMs: number, will: Communication, patientId: string): WillOutcome {
  const [known] = world.repository.byIdentifier<Communication>('Communication', tokenOf(will));
  if (known) return ok({ will: known, patientId, created: false, changed: false });
  if (!INFORMING_TEXTS.has(will.payload?.[0]?.contentString ?? '')) return refused(WILLS.informingText);
  const { id: _id, ...rest } = will;
  const kept = world.repository.create<Communication>(
    { ...rest, subject: { ...will.subject, reference: `Patient/${patientId}` } },
    nowMs,
  );
  return ok({ will: kept, patientId, created: true, changed: true });
}

/** Stores a declaration that contradicts nothing in force; the same again is the known one. */
export function declare(world: World, nowMs: number, will: Consent, patientId: string): WillOutcome {
  const [known] = world.repository.byIdentifier<Consent>('Consent', tokenOf(will));
  if (known) return ok({ will: known, patientId, created: false, changed: false });
  const says = declared(will);
  if (says === null || will.status !== 'active') return refused(WILLS.contradicts);
  if ('text' in says && textFault(says.text, MOST_TEXT) !== null) return refused(WILLS.text);
  if (needsInforming(says) && informingsOf(world, patientId).length === 0) return refused(WILLS.notInformed);
  const others = active(consentsOf(world, patientId)).flatMap(one => declared(one) ?? []);
  if (others.some(other => clashes(says, other))) return refused(WILLS.alreadyThere);
  const { id: _id, ...rest } = will;
  const kept = world.repository.create<Consent>(
    { ...rest, patient: { ...will.patient, reference: `Patient/${patientId}` } },
    nowMs,
  );
  return ok({ will: kept, patientId, created: true, changed: true });
}

/** What a declaration says apart from whether it stands. */
const content = ({ category, provision, sourceAttachment, dateTime }: Consent): string =>
  JSON.stringify([category, provision, sourceAttachment, dateTime]);

/** Ends a declaration as it stands; what is sent must change nothing else. */
export function withdraw(world: World, nowMs: number, will: Consent, patientId: string, version: number): WillOutcome {
  const [known] = world.repository.byIdentifier<Consent>('Consent', tokenOf(will));
  if (!known || known.patient?.reference !== `Patient/${patientId}`) return refused(WILLS.unknown);
  if (will.status !== 'inactive' || content(known) !== content(will)) return refused(WILLS.onlyEnds);
  if (known.status === 'inactive') return ok({ will: known, patientId, created: false, changed: false });
  if (known.meta.versionId !== String(version)) return fail({ status: 412, problems: [TEXTS.matchOld] });
  const kept = world.repository.update<Consent>({ ...known, status: 'inactive' }, nowMs);
  return ok({ will: kept, patientId, created: false, changed: true });
}
