import { coversStoring } from '../../../../shared/domain/records/authorisation.rules.ts';
import { type Authorisation } from '../../../../shared/domain/records/authorisation.ts';
import {
  keeperOf,
  type PurchasedService,
  type RecordDocument,
  type RecordForm,
} from '../../../../shared/domain/records/record.ts';
import { type ErrorCode, type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type Environment } from '../../environment.ts';
import { type Draft } from '../../ports/store/drafts.port.ts';
import { type Tx } from '../../ports/store.port.ts';
import { contextOf, TREATMENT } from '../../session/query-context.ts';
import { type Desk } from '../../session/session.ts';
import { loggedPerson, type Person, personOf } from '../patients/known-person.ts';

const ownProvider = ({ professional }: Desk): Oid => professional.organisation.provider.oid;

/**
 * Asks the repository for the patient's authorisations and keeps those that were given to the own provider: a note that is
 * written into an organiser's register is signed without a line as well. One that is not told any more counts as ended.
 * @returns what was told; without an answer the fault, and what was kept stands
 */
export async function toldAuthorisations(
  env: Environment,
  desk: Desk,
  { patient, identityCode }: Person,
): Promise<Result<readonly Authorisation[], Failure<ErrorCode>>> {
  const context = contextOf(env, desk.professional, TREATMENT, '');
  const answer = await env.purchased.ofPatient(identityCode, context);
  if (!answer.ok) return answer;
  const received = answer.value.filter(({ producerOid }) => producerOid === ownProvider(desk));
  env.store.write(tx => {
    const told = new Set(received.map(({ oid }) => oid));
    for (const { authorisation } of tx.authorisations.ofPatient(patient.id))
      if (authorisation.producerOid === ownProvider(desk) && !told.has(authorisation.oid))
        tx.authorisations.put({ patientId: patient.id, authorisation: { ...authorisation, isEnded: true } });
    for (const authorisation of received) tx.authorisations.put({ patientId: patient.id, authorisation });
  });
  return answer;
}

type StoringChoices = Readonly<{ held: readonly Authorisation[]; fault: ErrorCode | null }>;
type Wanted = Readonly<{ patientId: string; serviceEventOid: Oid }>;

function covering(env: Environment, tx: Tx, desk: Desk, { patientId, serviceEventOid }: Wanted): Authorisation[] {
  const facts = { today: env.clock.today(), producerOid: ownProvider(desk), serviceEventOid };
  return tx.authorisations
    .ofPatient(patientId)
    .map(({ authorisation }) => authorisation)
    .filter(authorisation => coversStoring(authorisation, facts));
}

/**
 * Organisers whose register a note of this service event may go into now, and why the service did not answer, if so: what was
 * kept stands then. Logged where there is one to be shown.
 */
export async function storingChoices(
  env: Environment,
  desk: Desk,
  wanted: Wanted,
): Promise<Result<StoringChoices, Failure<'PAT-0002' | 'PAT-0005'>>> {
  const person = personOf(env, desk, wanted.patientId);
  if (!person.ok) return person;
  const told = await toldAuthorisations(env, desk, person.value);
  const held = env.store.read(tx => covering(env, tx, desk, wanted));
  if (held.length > 0) loggedPerson(env, desk, wanted.patientId, 'readAuthorisations');
  return ok({ held, fault: told.ok ? null : told.error.code });
}

/** Any authorisation to change what stands in this organiser's register. */
export const authorisationToChange = (
  env: Environment,
  desk: Desk,
  patientId: string,
  { serviceEventOid, purchased }: RecordDocument,
): Authorisation | null =>
  env.store
    .read(tx => covering(env, tx, desk, { patientId, serviceEventOid }))
    .find(({ organiserOid }) => organiserOid === purchased?.organiserOid) ?? null;

/**
 * Whose register a draft goes into: the own one, or that of the organiser whose authorisation was chosen and still covers it.
 * A later version stays in the register of its base.
 */
export function registerOf(
  env: Environment,
  tx: Tx,
  desk: Desk,
  draft: Draft,
  base: RecordDocument | null,
): Result<PurchasedService | null, Failure<'OVA-0004'>> {
  const { purchased: chosen } = draft.form as RecordForm;
  if (chosen === undefined) {
    const isOwn = base === null || keeperOf(base) === ownProvider(desk);
    return isOwn ? ok(base?.purchased ?? null) : fail({ code: 'OVA-0004' });
  }
  const wanted = { patientId: draft.patientId, serviceEventOid: draft.subjectOid as Oid };
  const held = covering(env, tx, desk, wanted).find(({ oid }) => oid === chosen.authorisationOid);
  if (held === undefined || (base !== null && keeperOf(base) !== held.organiserOid)) return fail({ code: 'OVA-0004' });
  const { organiserOid, organiserName, register } = held;
  return ok({ organiserOid, organiserName, register });
}
