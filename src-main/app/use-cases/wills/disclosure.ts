import { type DisclosureConditions, type EmergencyUseRow } from '../../../../shared/contract/wills.contract.ts';
import {
  type Declaration,
  DISCLOSURE_MINUTES,
  type DisclosedRow,
  type EmergencyUse,
  isInForce,
} from '../../../../shared/domain/consent/declaration.ts';
import { type LogAct } from '../../../../shared/domain/oversight/log-acts.ts';
import { disclosureStanding } from '../../../../shared/domain/consent/disclosure-standing.ts';
import { DISCLOSURE_TABLE } from '../../../../shared/domain/consent/disclosure-table.ts';
import { fullName, listName } from '../../../../shared/domain/people/person.ts';
import { type ImagingStudy } from '../../../../shared/domain/records/imaging.ts';
import { eventUnderWay } from '../../../../shared/domain/records/service-event.ts';
import { type ReadableBlock } from '../../../../shared/domain/readable.ts';
import { type ErrorCode, type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type Instant, instantOfMs } from '../../../../shared/kernel/time.ts';
import { auditIn, audited } from '../../audit/audited.ts';
import { type Environment } from '../../environment.ts';
import { type NetCode } from '../../ports/kanta.port.ts';
import { contextOf, TREATMENT } from '../../session/query-context.ts';
import { type Desk } from '../../session/session.ts';
import { openedPatient } from '../patients/open-patient.ts';
import { knownDeclarations } from './declarations.ts';

const MINUTE_MS = 60_000;
const MOST_SHOWN = 500;

type Answer = Readonly<{
  rows: readonly DisclosedRow[];
  /** Null when the image registry did not answer. */
  studies: readonly ImagingStudy[] | null;
  until: Instant;
  emergencyId: string | null;
}>;

/** Answers of other registers by desk and patient: they leave with the desk and are never stored. */
const answers = new WeakMap<Desk, Map<string, Answer>>();
const answersOf = (desk: Desk): Map<string, Answer> => {
  const known = answers.get(desk) ?? new Map<string, Answer>();
  answers.set(desk, known);
  return known;
};

/** Documents of the answer that is still open at this desk; empty when there is none. */
export function disclosedNow(env: Environment, desk: Desk, patientId: string): readonly DisclosedRow[] {
  const answer = answersOf(desk).get(patientId);
  return answer === undefined || answer.until < env.clock.now() ? [] : answer.rows;
}

/** Studies of the same answer; null when none is open at this desk. */
export function disclosedStudiesNow(
  env: Environment,
  desk: Desk,
  patientId: string,
): Pick<Answer, 'studies' | 'until'> | null {
  const answer = answersOf(desk).get(patientId);
  return answer === undefined || answer.until < env.clock.now() ? null : answer;
}

function openEvent(env: Environment, desk: Desk, patientId: string): Oid | null {
  const unit = desk.professional.organisation.oid;
  const events = env.store.read(tx => tx.serviceEvents.ofPatient(patientId));
  return eventUnderWay(events, unit)?.oid ?? null;
}

/** Conditions of the one who asks and of the person's permission; denials are no part of it, whether there are any or none. */
export function disclosureConditions(
  env: Environment,
  desk: Desk,
  patientId: string,
  purpose: 'care' | 'emergency' = 'care',
): Result<DisclosureConditions, Failure<'PAT-0002'>> {
  if (!openedPatient(env, desk, patientId).ok) return fail({ code: 'PAT-0002' });
  const [rows, told] = env.store.read(
    tx => [knownDeclarations(tx, patientId).filter(isInForce), tx.wills.told(patientId)] as const,
  );
  const known = (fits: (declaration: Declaration) => boolean): boolean | null =>
    rows.some(({ declaration }) => fits(declaration)) ? true : told === null ? null : false;
  const relationship = openEvent(env, desk, patientId) !== null;
  const standing = disclosureStanding(
    {
      at: env.clock.now(),
      controllerOid: desk.professional.organisation.provider.oid,
      hasRelationship: relationship,
      purpose,
      declarations: rows,
      isTold: told !== null,
    },
    DISCLOSURE_TABLE,
  );
  return ok({
    relationship,
    informed: known(({ kind }) => kind === 'informing'),
    consented: known(declaration => declaration.kind === 'consent' && declaration.sector === 'health'),
    rules: [...standing],
  });
}

type Found = { rows: DisclosedRow[]; conditions: DisclosureConditions; at: Instant; until: Instant };
type SearchCode = 'PAT-0002' | 'PAT-0005' | 'DIS-0001' | 'DIS-0002' | 'DIS-0005' | NetCode;

/**
 * Asks the service what other registers give, or what one organiser's register gives on its authorisation. Online only. An emergency needs a typed ground and stands in the review list
 * before the question leaves, whatever becomes of the answer.
 */
export async function searchDisclosures(
  env: Environment,
  desk: Desk,
  patientId: string,
  purpose: 'care' | 'emergency',
  reason: string,
  authorisationOid: Oid | null = null,
): Promise<Result<Found, Failure<SearchCode>>> {
  const opened = openedPatient(env, desk, patientId);
  if (!opened.ok) return fail({ code: 'PAT-0002' });
  const { identityCode } = opened.value.patient;
  if (identityCode === null) return fail({ code: 'PAT-0005' });
  const because = reason.trim();
  const event = openEvent(env, desk, patientId);
  if (purpose === 'emergency' && because === '') return fail({ code: 'DIS-0002' });
  // The organiser's authorisation stands in for the relationship: the service looks at it each time.
  if (purpose === 'care' && event === null && authorisationOid === null) {
    audited(env, desk.professional, note('denied', patientId, null, 'DIS-0001'));
    return fail({ code: 'DIS-0001' });
  }
  const until = instantOfMs(env.clock.nowMs() + DISCLOSURE_MINUTES * MINUTE_MS);
  const use = purpose === 'emergency' ? declareEmergency(env, desk, patientId, because, until) : null;
  if (use === null)
    audited(env, desk.professional, note('disclosureSearch', patientId, authorisationOid ?? event, 'ok'));
  const context = contextOf(env, desk.professional, TREATMENT, '');
  // What consents say is asked along, so that the conditions shown are those of now.
  const question = { identityCode, purpose, reason: because, serviceEventOid: event, authorisationOid };
  const [found, images, told] = await Promise.all([
    env.disclosure.search(question, context),
    env.imaging.disclosed(question, context),
    env.wills.ofPatient(opened.value.patient, context),
  ]);
  const at = env.clock.now();
  if (told.ok) env.store.write(tx => tx.wills.keepTold(patientId, told.value, at));
  if (!found.ok) {
    audited(
      env,
      desk.professional,
      note('disclosureSearch', patientId, use?.id ?? authorisationOid ?? event, found.error.code),
    );
    return fail(found.error);
  }
  if (use !== null) env.store.write(tx => tx.emergencies.put({ ...use, found: found.value.length }));
  answersOf(desk).set(patientId, {
    rows: found.value,
    studies: images.ok ? images.value : null,
    until,
    emergencyId: use?.id ?? null,
  });
  const conditions = disclosureConditions(env, desk, patientId, purpose);
  if (!conditions.ok) return conditions;
  return ok({ rows: [...found.value], conditions: conditions.value, at, until });
}

const note = (act: LogAct, patientId: string, subject: string | null, outcome: 'ok' | ErrorCode) => ({
  act,
  patientId,
  subject,
  reason: TREATMENT,
  outcome,
});

/** The typed words stand with the emergency; the log names it by its id. */
function declareEmergency(
  env: Environment,
  desk: Desk,
  patientId: string,
  reason: string,
  until: Instant,
): EmergencyUse {
  const use: EmergencyUse = {
    id: env.newUuid(),
    patientId,
    at: env.clock.now(),
    until,
    by: desk.professional.registrationNumber,
    byName: fullName(desk.professional),
    reason,
    found: null,
    opened: [],
    review: null,
  };
  env.store.write(tx => {
    tx.emergencies.put(use);
    auditIn(tx, env, desk.professional, note('emergency', patientId, use.id, 'ok'));
  });
  return use;
}

type Read = { row: DisclosedRow; readable: ReadableBlock[] };

/** Opens one document of the answer; the service decides again, so that a denial since then holds. */
export async function readDisclosed(
  env: Environment,
  desk: Desk,
  patientId: string,
  documentOid: Oid,
): Promise<Result<Read, Failure<'PAT-0002' | 'REC-0002' | 'DIS-0003' | NetCode>>> {
  if (!openedPatient(env, desk, patientId).ok) return fail({ code: 'PAT-0002' });
  const answer = answersOf(desk).get(patientId);
  const row = answer?.rows.find(({ oid }) => oid === documentOid);
  if (answer === undefined || row === undefined) return fail({ code: 'REC-0002' });
  if (answer.until < env.clock.now()) {
    answersOf(desk).delete(patientId);
    return fail({ code: 'DIS-0003' });
  }
  env.store.write(tx => {
    auditIn(tx, env, desk.professional, note('openDisclosed', patientId, documentOid, 'ok'));
    const use = answer.emergencyId === null ? null : tx.emergencies.get(answer.emergencyId);
    if (use !== null && !use.opened.includes(documentOid))
      tx.emergencies.put({ ...use, opened: [...use.opened, documentOid] });
  });
  const fetched = await env.repository.read(documentOid, contextOf(env, desk.professional, TREATMENT, ''));
  if (!fetched.ok) {
    // Gone between list and opening: told like a document that is not there.
    return fetched.error.code === 'NET-0003' ? fail({ code: 'REC-0002' }) : fail(fetched.error);
  }
  return ok({ row, readable: [...fetched.value.readable] });
}

/** Emergencies of this workstation's unit for review; looking at the list is logged too. */
export function listEmergencies(env: Environment, desk: Desk): EmergencyUseRow[] {
  audited(env, desk.professional, { act: 'review', patientId: null, subject: null, reason: null, outcome: 'ok' });
  return env.store.read(tx => tx.emergencies.latest(MOST_SHOWN).map(use => shown(use, tx.patients.get(use.patientId))));
}

const shown = (use: EmergencyUse, patient: Parameters<typeof listName>[0] | null): EmergencyUseRow => ({
  ...use,
  opened: [...use.opened],
  patientName: patient === null ? '' : listName(patient),
});

/** One review for each; nobody reviews an emergency of their own. */
export function reviewEmergency(
  env: Environment,
  desk: Desk,
  id: string,
  words: string,
): Result<EmergencyUseRow, Failure<'DIS-0004'>> {
  return env.store.write((tx): Result<EmergencyUseRow, Failure<'DIS-0004'>> => {
    const use = tx.emergencies.get(id);
    if (use === null || use.review !== null || use.by === desk.professional.registrationNumber)
      return fail({ code: 'DIS-0004' });
    const review = { by: fullName(desk.professional), at: env.clock.now(), note: words.trim() };
    const reviewed: EmergencyUse = { ...use, review };
    tx.emergencies.put(reviewed);
    auditIn(tx, env, desk.professional, {
      act: 'reviewEmergency',
      patientId: use.patientId,
      subject: id,
      reason: null,
      outcome: 'ok',
    });
    return ok(shown(reviewed, tx.patients.get(use.patientId)));
  });
}
