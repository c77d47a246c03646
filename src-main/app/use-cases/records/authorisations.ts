import { type Sourced } from '../../../../shared/contract/signing.contract.ts';
import { authorisationFault, type AuthorisationFault } from '../../../../shared/domain/records/authorisation.rules.ts';
import {
  type Authorisation,
  type AuthorisationRow,
  type AuthorisationWish,
  standingOf,
} from '../../../../shared/domain/records/authorisation.ts';
import { type ServiceEvent } from '../../../../shared/domain/records/record.ts';
import { OWN_REGISTER } from '../../../../shared/codes/record-systems.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type Environment } from '../../environment.ts';
import { newOid } from '../../identifiers.ts';
import { type OutboxItem } from '../../ports/store/outbox.port.ts';
import { type Tx } from '../../ports/store.port.ts';
import { TREATMENT } from '../../session/query-context.ts';
import { type Desk } from '../../session/session.ts';
import { openedPatient } from '../patients/open-patient.ts';
import { enqueueUnsigned } from '../queue/enqueue.ts';
import { controllersNow, knownControllers } from '../patients/controllers.ts';
import { loggedPerson, type Person, personOf } from '../patients/known-person.ts';
import { toldAuthorisations } from './storing-rights.ts';

const isOver = (item: OutboxItem | undefined): boolean => item?.state === 'rejected' || item?.state === 'cancelled';

/** What this desk has sent of one, over what the service told of it. */
function rowOf(tx: Tx, desk: Desk, told: Authorisation): AuthorisationRow {
  const own = desk.professional.organisation.provider.oid;
  const items = tx.outbox.ofSubject(told.oid);
  const granted = items.find(({ act }) => act === 'authorisationGranted');
  const ended = items.findLast(({ act }) => act === 'authorisationEnded');
  const endStands = ended !== undefined && !isOver(ended);
  const last = endStands ? ended : granted;
  return {
    ...told,
    isEnded: told.isEnded || endStands,
    side: told.organiserOid === own ? 'organiser' : 'producer',
    state: isOver(granted) ? 'rejected' : last === undefined || last.state === 'accepted' ? 'accepted' : 'queued',
  };
}

/** Granted at this desk or told before, and told by the service, newest first; the service knows better what became of its own. */
function rowsOf(tx: Tx, desk: Desk, patientId: string, told: readonly Authorisation[]): AuthorisationRow[] {
  const all = new Map(tx.authorisations.ofPatient(patientId).map(({ authorisation: one }) => [one.oid, one]));
  for (const one of told) all.set(one.oid, one);
  return [...all.values()].map(one => rowOf(tx, desk, one)).sort((a, b) => b.grantedAt.localeCompare(a.grantedAt));
}

/** Both sides: what the own controller granted and what was granted to it. Logged before it is shown. */
export async function listAuthorisations(
  env: Environment,
  desk: Desk,
  patientId: string,
): Promise<Result<{ rows: AuthorisationRow[]; source: Sourced }, Failure<'PAT-0002' | 'PAT-0005'>>> {
  const person = loggedPerson(env, desk, patientId, 'readAuthorisations');
  if (!person.ok) return person;
  const answer = await toldAuthorisations(env, desk, person.value);
  const rows = env.store.read(tx => rowsOf(tx, desk, patientId, answer.ok ? answer.value : []));
  return ok({
    rows,
    source: answer.ok
      ? { from: 'service', asOf: env.clock.now(), fault: null }
      : { from: 'none', asOf: null, fault: answer.error.code },
  });
}

const ownEvents = (env: Environment, desk: Desk, patientId: string): readonly ServiceEvent[] =>
  env.store
    .read(tx => tx.serviceEvents.ofPatient(patientId))
    .filter(({ unitOid }) => unitOid === desk.professional.organisation.oid);

type Choices = {
  producers: { oid: Oid; name: string }[];
  serviceEvents: { oid: Oid; at: ServiceEvent['startedAt']; name: string }[];
};

export async function authorisationChoices(
  env: Environment,
  desk: Desk,
  patientId: string,
): Promise<Result<Choices, Failure<'PAT-0002'>>> {
  if (!openedPatient(env, desk, patientId).ok) return fail({ code: 'PAT-0002' });
  const controllers = await controllersNow(env, desk, TREATMENT);
  const own = desk.professional.organisation.provider.oid;
  return ok({
    producers: controllers.filter(({ oid }) => oid !== own).map(({ oid, name }) => ({ oid, name })),
    serviceEvents: [...ownEvents(env, desk, patientId)]
      .sort((a, b) => b.startedAt.localeCompare(a.startedAt))
      .map(({ oid, startedAt, series }) => ({ oid, at: startedAt, name: series?.name ?? '' })),
  });
}

function enqueue(
  env: Environment,
  tx: Tx,
  desk: Desk,
  person: Person,
  authorisation: Authorisation,
  act: 'grant' | 'end',
): void {
  const at = env.clock.now();
  const messageId = env.newUuid();
  const { identityCode, patient } = person;
  const author = desk.professional;
  const body = env.messages.authorisationSubmission({ messageId, authorisation, act, identityCode, author, at });
  enqueueUnsigned(env, tx, desk, {
    at,
    documentOid: authorisation.oid,
    messageId,
    act: act === 'grant' ? 'authorisationGranted' : 'authorisationEnded',
    service: 'potilastieto',
    orderKey: authorisation.oid,
    after: [],
    patientId: patient.id,
    summary: authorisation.producerName,
    reason: TREATMENT,
    body,
    logged: authorisation.producerOid,
  });
}

type GrantFault = Failure<'PAT-0002' | 'PAT-0003' | 'PAT-0005' | AuthorisationFault>;

/** Grants the producer rights in the own register. It goes through the queue as every other act. */
export function grantAuthorisation(
  env: Environment,
  desk: Desk,
  patientId: string,
  wish: AuthorisationWish,
): Result<AuthorisationRow, GrantFault> {
  const person = personOf(env, desk, patientId);
  if (!person.ok) return person;
  if (person.value.patient.deceasedOn !== null) return fail({ code: 'PAT-0003' });
  const { organisation } = desk.professional;
  const producers = knownControllers(env);
  const fault = authorisationFault(wish, {
    today: env.clock.today(),
    organiserOid: organisation.provider.oid,
    producers: new Set(producers.map(({ oid }) => oid)),
    events: new Set(ownEvents(env, desk, patientId).map(({ oid }) => oid)),
  });
  if (fault !== null) return fail({ code: fault });
  const row = env.store.write(tx => {
    const authorisation: Authorisation = {
      oid: newOid('record', organisation, env.clock.today(), tx, env.random),
      organiserOid: organisation.provider.oid,
      organiserName: organisation.provider.name.fi,
      producerOid: wish.producerOid,
      producerName: producers.find(({ oid }) => oid === wish.producerOid)?.name ?? '',
      from: wish.from,
      until: wish.until,
      rights: wish.rights,
      register: OWN_REGISTER,
      serviceEvents: wish.serviceEvents,
      grantedAt: env.clock.now(),
      isEnded: false,
    };
    tx.authorisations.put({ patientId, authorisation });
    enqueue(env, tx, desk, person.value, authorisation, 'grant');
    return rowOf(tx, desk, authorisation);
  });
  env.queue.wake();
  return ok(row);
}

/** Ends one that was granted at this desk, before its time: at once here, first in the queue to the service. */
export function endAuthorisation(
  env: Environment,
  desk: Desk,
  patientId: string,
  oid: Oid,
): Result<AuthorisationRow, Failure<'PAT-0002' | 'PAT-0005' | 'OVA-0003'>> {
  const person = personOf(env, desk, patientId);
  if (!person.ok) return person;
  const ended = env.store.write((tx): Result<AuthorisationRow, Failure<'OVA-0003'>> => {
    const own = tx.authorisations.ofPatient(patientId).find(({ authorisation }) => authorisation.oid === oid);
    if (own === undefined || own.authorisation.organiserOid !== desk.professional.organisation.provider.oid)
      return fail({ code: 'OVA-0003' });
    const standing = standingOf(rowOf(tx, desk, own.authorisation), env.clock.today());
    // The queue takes one end of an authorisation; a refused one is decided on in the queue.
    const isAsked = tx.outbox.ofSubject(oid).some(({ act }) => act === 'authorisationEnded');
    if ((standing !== 'inForce' && standing !== 'coming') || isAsked) return fail({ code: 'OVA-0003' });
    enqueue(env, tx, desk, person.value, own.authorisation, 'end');
    return ok(rowOf(tx, desk, own.authorisation));
  });
  if (ended.ok) env.queue.wake();
  return ended;
}
