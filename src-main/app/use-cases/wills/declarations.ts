import { type Sourced } from '../../../../shared/contract/signing.contract.ts';
import {
  type Attestation,
  type Attested,
  clashes,
  type Declaration,
  type DeclarationRow,
  isInForce,
  needsInforming,
  withoutControls,
} from '../../../../shared/domain/consent/declaration.ts';
import { type GivingCode, givingRefusal } from '../../../../shared/domain/consent/declaration.rules.ts';
import { fullName } from '../../../../shared/domain/people/person.ts';
import { type Act } from '../../../../shared/domain/queue.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { ageInYears } from '../../../../shared/kernel/time.ts';
import { type Environment } from '../../environment.ts';
import { newOid } from '../../identifiers.ts';
import { type Tx } from '../../ports/store.port.ts';
import { type OwnDeclaration } from '../../ports/store/wills.port.ts';
import { contextOf, TREATMENT } from '../../session/query-context.ts';
import { type Desk } from '../../session/session.ts';
import { enqueueUnsigned } from '../queue/enqueue.ts';
import { loggedPerson, type Person, personOf } from '../patients/known-person.ts';

/** Made at this desk; a refused giving says so, a refused withdrawal leaves the declaration in force. */
function ownRow(tx: Tx, own: OwnDeclaration): DeclarationRow {
  const { oid, declaration, givenAt, withdrawnAt } = own;
  const items = tx.outbox.ofSubject(oid);
  const given = items.find(({ act }) => act !== 'willWithdrawn');
  const ended = items.findLast(({ act }) => act === 'willWithdrawn');
  const failed = (state: string | undefined): boolean => state === 'rejected' || state === 'cancelled';
  const stands = ended !== undefined && failed(ended.state);
  const last = ended !== undefined && !stands ? ended : given;
  return {
    oid,
    declaration,
    givenAt,
    withdrawnAt: stands ? null : withdrawnAt,
    // What this desk has not sent itself was told by the service.
    state: failed(given?.state) ? 'rejected' : last === undefined || last.state === 'accepted' ? 'accepted' : 'queued',
    attested: (stands || withdrawnAt === null ? own.attested : own.withdrawalAttested) ?? null,
  };
}

/** What is known now: the service's answer of last time with the acts of this desk over it. */
export function knownDeclarations(tx: Tx, patientId: string): readonly DeclarationRow[] {
  const own = tx.wills.ofPatient(patientId).map(one => ownRow(tx, one));
  // A row that was kept by an older program has no word on how it was attested.
  const told = (tx.wills.told(patientId)?.rows ?? []).map(row => ({ ...row, attested: row.attested ?? null }));
  const by = new Map(told.map(row => [row.oid, row] as const));
  for (const row of own) {
    const known = by.get(row.oid);
    // Withdrawn elsewhere since: the service knows better than this desk.
    by.set(row.oid, known !== undefined && known.withdrawnAt !== null ? known : row);
  }
  return [...by.values()].sort((a, b) => b.givenAt.localeCompare(a.givenAt));
}

/** Logged before it is shown, because denials are among them. */
export async function listDeclarations(
  env: Environment,
  desk: Desk,
  patientId: string,
): Promise<Result<{ rows: DeclarationRow[]; source: Sourced }, Failure<'PAT-0002' | 'PAT-0005'>>> {
  const person = loggedPerson(env, desk, patientId, 'maintainWills');
  if (!person.ok) return person;
  const answer = await env.wills.ofPatient(person.value.patient, contextOf(env, desk.professional, TREATMENT, ''));
  const at = env.clock.now();
  if (answer.ok) env.store.write(tx => tx.wills.keepTold(patientId, answer.value, at));
  const [rows, cached] = env.store.read(tx => [knownDeclarations(tx, patientId), tx.wills.told(patientId)] as const);
  return ok({
    rows: [...rows],
    source: answer.ok
      ? { from: 'service', asOf: at, fault: null }
      : { from: cached === null ? 'none' : 'cache', asOf: cached?.at ?? null, fault: answer.error.code },
  });
}

const cleaned = (declaration: Declaration): Declaration =>
  'text' in declaration ? { ...declaration, text: withoutControls(declaration.text).trim() } : declaration;

function enqueue(env: Environment, tx: Tx, desk: Desk, person: Person, own: OwnDeclaration, act: Act): void {
  const at = env.clock.now();
  const messageId = env.newUuid();
  const body = env.messages.willSubmission({
    messageId,
    oid: own.oid,
    declaration: own.declaration,
    givenAt: own.givenAt,
    act: act === 'willWithdrawn' ? 'withdraw' : 'give',
    identityCode: person.identityCode,
    author: desk.professional,
    at,
  });
  enqueueUnsigned(env, tx, desk, {
    at,
    documentOid: own.oid,
    messageId,
    act,
    service: 'tahdonilmaisu',
    orderKey: own.oid,
    after: act === 'willWithdrawn' ? [] : before(tx, own),
    patientId: own.patientId,
    reason: TREATMENT,
    body,
    // The kind is no secret of the log, what it says is: the living will's words never stand here.
    logged: own.declaration.kind,
  });
}

/** Acts of the same person that have to arrive first: the informing, and the end of what this one takes the place of. */
function before(tx: Tx, own: OwnDeclaration): readonly string[] {
  return tx.wills.ofPatient(own.patientId).flatMap(({ oid, declaration }) => {
    if (oid === own.oid) return [];
    const isGround = declaration.kind === 'informing' && needsInforming(own.declaration);
    if (!isGround && !clashes(declaration, own.declaration)) return [];
    return tx.outbox
      .ofSubject(oid)
      .filter(
        ({ state, act }) => state !== 'accepted' && state !== 'cancelled' && (isGround || act === 'willWithdrawn'),
      )
      .map(({ id }) => id);
  });
}

type GiveCode = 'PAT-0002' | 'PAT-0003' | 'PAT-0005' | 'WIL-0007' | GivingCode;
const ADULT_YEARS = 18;

/** Whose word it was and who wrote it down; a representative has a name. */
function attestedAs(desk: Desk, given: Attestation): Result<Attested, Failure<'WIL-0007'>> {
  const representative = given.saidBy === 'person' ? '' : given.representative.trim();
  if (given.saidBy === 'representative' && representative === '') return fail({ code: 'WIL-0007' });
  return ok({ ...given, representative, recordedBy: fullName(desk.professional) });
}

/** Records what the person says. It counts at this desk at once and goes to the service through the queue. */
export function giveDeclaration(
  env: Environment,
  desk: Desk,
  patientId: string,
  wanted: Declaration,
  attestation: Attestation,
): Result<DeclarationRow, Failure<GiveCode>> {
  const person = personOf(env, desk, patientId);
  if (!person.ok) return person;
  if (person.value.patient.deceasedOn !== null) return fail({ code: 'PAT-0003' });
  const declaration = cleaned(wanted);
  const attested = attestedAs(desk, attestation);
  if (!attested.ok) return attested;
  const isMinor = ageInYears(person.value.patient.birthDate, env.clock.today()) < ADULT_YEARS;
  const given = env.store.write((tx): Result<DeclarationRow, Failure<GiveCode>> => {
    const inForce = knownDeclarations(tx, patientId)
      .filter(isInForce)
      .map(row => row.declaration);
    const refusal = givingRefusal({ declaration, inForce, isMinor, saidBy: attested.value.saidBy });
    if (refusal !== null) return fail({ code: refusal });
    const own: OwnDeclaration = {
      oid: newOid('record', desk.professional.organisation, env.clock.today(), tx, env.random),
      patientId,
      declaration,
      givenAt: env.clock.now(),
      withdrawnAt: null,
      attested: attested.value,
      withdrawalAttested: null,
    };
    tx.wills.put(own);
    enqueue(env, tx, desk, person.value, own, declaration.kind === 'denial' ? 'denialGiven' : 'willGiven');
    return ok(ownRow(tx, own));
  });
  if (given.ok) env.queue.wake();
  return given;
}

/** Ends a declaration: at once at this desk, first in the queue to the service. An informing is never taken back. */
export function withdrawDeclaration(
  env: Environment,
  desk: Desk,
  patientId: string,
  oid: Oid,
  attestation: Attestation,
): Result<DeclarationRow, Failure<'PAT-0002' | 'PAT-0005' | 'WIL-0003' | 'WIL-0007'>> {
  const person = personOf(env, desk, patientId);
  if (!person.ok) return person;
  const attested = attestedAs(desk, attestation);
  if (!attested.ok) return attested;
  const ended = env.store.write((tx): Result<DeclarationRow, Failure<'WIL-0003'>> => {
    const row = knownDeclarations(tx, patientId).find(known => known.oid === oid);
    if (row === undefined || !isInForce(row) || row.declaration.kind === 'informing') return fail({ code: 'WIL-0003' });
    // The queue takes one withdrawal of a declaration; a refused one is decided on in the queue.
    if (tx.outbox.ofSubject(oid).some(({ act }) => act === 'willWithdrawn')) return fail({ code: 'WIL-0003' });
    const { declaration, givenAt } = row;
    const own: OwnDeclaration = {
      oid,
      patientId,
      declaration,
      givenAt,
      withdrawnAt: env.clock.now(),
      attested: row.attested,
      withdrawalAttested: attested.value,
    };
    tx.wills.put(own);
    enqueue(env, tx, desk, person.value, own, 'willWithdrawn');
    return ok(ownRow(tx, own));
  });
  if (ended.ok) env.queue.wake();
  return ended;
}
