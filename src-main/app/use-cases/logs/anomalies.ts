import { type AnomalyCase, type LogDecision } from '../../../../shared/contract/logs.contract.ts';
import { type Anomaly, ANOMALY_KINDS, ANOMALY_LIMITS } from '../../../../shared/domain/oversight/anomaly.ts';
import { findAnomalies, severityOf } from '../../../../shared/domain/oversight/anomaly.rules.ts';
import { type LoggedPatient } from '../../../../shared/domain/oversight/log-row.ts';
import { fullName, listName } from '../../../../shared/domain/people/person.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { audited, auditIn } from '../../audit/audited.ts';
import { type Environment } from '../../environment.ts';
import { type ChainedAuditEvent } from '../../ports/store/audit-log.port.ts';
import { type Tx } from '../../ports/store.port.ts';
import { type Desk } from '../../session/session.ts';
import { lineOf, momentsOf, type Period, type Places, placesOf } from './search-log.ts';

/** Lines that the rules look at in one go: some months of a clinic. */
const MOST_LINES = 100_000;
const MOST_SHOWN = 500;
const LINES_SHOWN = 50;
/** A decision is itself a line of the log: nobody can change or lose it. */
const DECIDED = 'logReview';
const EMERGENCY = 'emergency';

/** What was decided of each case, out of the log itself. */
function decisionsOf(env: Environment, tx: Tx): ReadonlyMap<string, LogDecision[]> {
  const byCase = new Map<string, LogDecision[]>();
  for (const { subject, reason, actor, at } of tx.audit.ofAct(DECIDED)) {
    if (subject === null || reason === null) continue;
    const by = env.directory.professional(actor);
    const decision: LogDecision = {
      decision: reason.startsWith('toClarify:') ? 'toClarify' : 'checked',
      note: reason.slice(reason.indexOf(':') + 1),
      by: by === null ? actor : fullName(by),
      at,
    };
    byCase.set(subject, [...(byCase.get(subject) ?? []), decision]);
  }
  return byCase;
}

/** Unusual use in a period, the gravest first; what has been decided of a case comes with it. */
export function listAnomalies(env: Environment, desk: Desk, period: Period): { cases: AnomalyCase[]; lines: number } {
  audited(env, desk.professional, {
    act: 'logSearch',
    patientId: null,
    subject: `${period.from}/${period.to}`,
    reason: 'anomalies',
    outcome: 'ok',
  });
  return env.store.read(tx => {
    const { rows } = tx.audit.select({ ...momentsOf(period), actors: null, patients: null }, MOST_LINES);
    const patientIds = [...new Set(rows.flatMap(({ patientId }) => (patientId === null ? [] : [patientId])))];
    const patients = patientIds.flatMap((id): readonly LoggedPatient[] => {
      const patient = tx.patients.get(id);
      return patient === null ? [] : [patient];
    });
    const found = findAnomalies({
      rows: [...rows].reverse(),
      staff: new Map(env.directory.staff().map(person => [person.registrationNumber, person])),
      patients: new Map(patients.map(patient => [patient.id, patient])),
      events: patientIds.flatMap(id => tx.serviceEvents.ofPatient(id)),
      limits: ANOMALY_LIMITS,
    });
    const decisions = decisionsOf(env, tx);
    const places = placesOf(tx);
    return {
      cases: found
        .slice(0, MOST_SHOWN)
        .map(each => caseOf(env, tx, each, places, reviewOf(tx, each) ?? decisions.get(each.id) ?? [])),
      lines: rows.length,
    };
  });
}

/** An emergency is decided on in the list of emergencies alone; null for every other finding. */
function reviewOf(tx: Tx, { kind, rows }: Anomaly): LogDecision[] | null {
  if (kind !== EMERGENCY) return null;
  const review = tx.emergencies.get(rows[0]?.subject ?? '')?.review ?? null;
  return review === null ? [] : [{ decision: 'checked', ...review }];
}

function caseOf(env: Environment, tx: Tx, found: Anomaly, places: Places, decisions: LogDecision[]): AnomalyCase {
  const actor = env.directory.professional(found.actor);
  const patient = found.patientId === null ? null : tx.patients.get(found.patientId);
  return {
    id: found.id,
    kind: found.kind,
    severity: severityOf(found.kind),
    actor: found.actor,
    actorName: actor === null ? found.actor : fullName(actor),
    patientId: found.patientId,
    patientName: patient === null ? '' : listName(patient),
    inputs: { ...found.inputs },
    lines: found.rows.slice(0, LINES_SHOWN).map(row => lineOf(env, tx, row as ChainedAuditEvent, places)),
    lineCount: found.rows.length,
    decisions,
  };
}

/** The line that a case is named after, when it is one. */
function lineOfCase(tx: Tx, id: string): ChainedAuditEvent | null {
  const [kind, number, rest] = id.split('.');
  const isKind = ANOMALY_KINDS.some(known => known === kind);
  return isKind && rest === undefined && /^[1-9]\d{0,9}$/.test(number ?? '') ? tx.audit.row(Number(number)) : null;
}

/** What the monitor found out about a case: kept in the log, with the words; a later decision stands beside an earlier one. */
export function decideAnomaly(
  env: Environment,
  desk: Desk,
  id: string,
  decision: LogDecision['decision'],
  note: string,
): Result<LogDecision, Failure<'LOG-0001' | 'LOG-0002' | 'LOG-0003'>> {
  return env.store.write((tx): Result<LogDecision, Failure<'LOG-0001' | 'LOG-0002' | 'LOG-0003'>> => {
    const line = lineOfCase(tx, id);
    if (line === null) return fail({ code: 'LOG-0001' });
    if (line.actor === desk.professional.registrationNumber) return fail({ code: 'LOG-0002' });
    if (id.startsWith(`${EMERGENCY}.`)) return fail({ code: 'LOG-0003' });
    const words = note.trim();
    auditIn(tx, env, desk.professional, {
      act: DECIDED,
      patientId: line.patientId,
      subject: id,
      reason: `${decision}:${words}`,
      outcome: 'ok',
    });
    return ok({ decision, note: words, by: fullName(desk.professional), at: env.clock.now() });
  });
}
