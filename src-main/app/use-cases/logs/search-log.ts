import { type LogLine } from '../../../../shared/contract/logs.contract.ts';
import { basisOf } from '../../../../shared/domain/oversight/log-row.ts';
import { fullName, listName } from '../../../../shared/domain/people/person.ts';
import { foldedForSearch } from '../../../../shared/kernel/text.ts';
import { addDays, type Instant, type LocalDate } from '../../../../shared/kernel/time.ts';
import { audited } from '../../audit/audited.ts';
import { type Environment } from '../../environment.ts';
import { type AuditQuery, type ChainedAuditEvent } from '../../ports/store/audit-log.port.ts';
import { type Tx } from '../../ports/store.port.ts';
import { type Desk } from '../../session/session.ts';
import { midnightOf } from '../queue/rows.ts';

/** Two days of Finland, both of them in it. */
export type Period = Readonly<{ from: LocalDate; to: LocalDate }>;

/** More patients than these are never meant by one text. */
const MOST_PATIENTS = 200;

export const momentsOf = ({ from, to }: Period): Pick<AuditQuery, 'from' | 'until'> => ({
  from: midnightOf(from),
  until: midnightOf(addDays(to, 1)),
});

/** By which card and at which workstation somebody acted: what their last signing in before the line says. */
export type Places = (row: Pick<ChainedAuditEvent, 'n' | 'actor'>) => Pick<LogLine, 'card' | 'workstation'>;

export function placesOf(tx: Tx): Places {
  const byActor = new Map<string, ChainedAuditEvent[]>();
  for (const row of tx.audit.ofAct('signIn'))
    if (row.outcome === 'ok') byActor.set(row.actor, [...(byActor.get(row.actor) ?? []), row]);
  return ({ n, actor }) => {
    const last = byActor.get(actor)?.findLast(signIn => signIn.n <= n);
    return { card: last?.subject ?? null, workstation: last?.reason ?? null };
  };
}

/** The line as a monitor reads it, with the names of who acted and whose data it was. */
export function lineOf(env: Environment, tx: Tx, row: ChainedAuditEvent, places: Places): LogLine {
  const actor = env.directory.professional(row.actor);
  const patient = row.patientId === null ? null : tx.patients.get(row.patientId);
  const { n, at, act, patientId, subject, reason, outcome } = row;
  return {
    n,
    at,
    actor: row.actor,
    actorName: actor === null ? row.actor : fullName(actor),
    act,
    patientId,
    patientName: patient === null ? '' : listName(patient),
    subject,
    reason,
    basis: basisOf(row),
    outcome,
    ...places(row),
  };
}

/** Numbers of the people whom a text means: a part of the name or the beginning of the number; null for everybody. */
function actorsLike(env: Environment, text: string): readonly string[] | null {
  const wanted = foldedForSearch(text).trim();
  if (wanted === '') return null;
  return env.directory
    .staff()
    .filter(
      person =>
        person.registrationNumber.startsWith(wanted) ||
        wanted.split(/\s+/).every(word => foldedForSearch(fullName(person)).includes(word)),
    )
    .map(({ registrationNumber }) => registrationNumber);
}

/** The log by person, patient and time. Looking is itself a line, written before anything is shown. */
export function searchLog(
  env: Environment,
  desk: Desk,
  wanted: Period & Readonly<{ person: string; patient: string; limit: number }>,
): { rows: LogLine[]; total: number } {
  audited(env, desk.professional, {
    act: 'logSearch',
    patientId: null,
    subject: `${wanted.from}/${wanted.to}`,
    reason: null,
    outcome: 'ok',
  });
  return env.store.read(tx => {
    const patient = wanted.patient.trim();
    const patients = patient === '' ? null : tx.patients.search(patient, MOST_PATIENTS).hits.map(({ id }) => id);
    const query = { ...momentsOf(wanted), actors: actorsLike(env, wanted.person), patients };
    const { rows, total } = tx.audit.select(query, wanted.limit);
    const places = placesOf(tx);
    return { rows: rows.map(row => lineOf(env, tx, row, places)), total };
  });
}

type Checked = { lines: number; firstBroken: number | null; head: string; at: Instant };

/** Whether each line still stands on the one before it, and its seal is ours. */
export function checkLog(env: Environment, desk: Desk): Checked {
  const checked = env.store.read(tx => ({ firstBroken: tx.audit.firstBrokenRow(), end: tx.audit.end() }));
  const { firstBroken, end } = checked;
  audited(env, desk.professional, {
    act: 'logCheck',
    patientId: null,
    subject: firstBroken === null ? null : String(firstBroken),
    reason: null,
    outcome: 'ok',
  });
  return { lines: end.n, firstBroken, head: end.hash, at: env.clock.now() };
}
