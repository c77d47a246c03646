import { type SocialRow } from '../../../../shared/contract/social.contract.ts';
import { type SocialItem } from '../../../../shared/domain/social/social-item.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { auditIn } from '../../audit/audited.ts';
import { type Environment } from '../../environment.ts';
import { type Tx } from '../../ports/store.port.ts';
import { type Desk } from '../../session/session.ts';
import { type Person, personOf } from '../patients/known-person.ts';
import { keepItem, knownItems, localSets, newItem, type NewItem } from './social-items.ts';

export type NotOpen = 'PAT-0002' | 'PAT-0003' | 'PAT-0005';
export const controllerOf = (desk: Desk): Oid => desk.professional.organisation.provider.oid;

/** The open client, who is alive: nothing new is written of the dead. */
export function clientOf(env: Environment, desk: Desk, patientId: string): Result<Person, Failure<NotOpen>> {
  const person = personOf(env, desk, patientId);
  return person.ok && person.value.patient.deceasedOn !== null ? fail({ code: 'PAT-0003' }) : person;
}

/** What a new document rests on: newest versions that count, and which of their sets stay at this workstation. */
export type Known = Readonly<{ items: readonly SocialItem[]; here: ReadonlySet<Oid> }>;
export const knownIn = (tx: Tx, patientId: string): Known => ({
  items: knownItems(tx, patientId),
  here: localSets(tx, patientId),
});

/** The ground of hiding a document from its client, or of emptying it, stays here: it is not sent. */
export function logGround(
  env: Environment,
  tx: Tx,
  desk: Desk,
  patientId: string,
  item: SocialItem,
  ground = '',
): void {
  if (ground.trim() === '') return;
  auditIn(tx, env, desk.professional, {
    act: item.annulled ? 'annulSocial' : 'hideSocial',
    patientId,
    subject: item.oid,
    reason: ground.trim().slice(0, 1000),
    outcome: 'ok',
  });
}

/** One act: what it rests on is looked up and what it makes is kept in one transaction. */
export function act<C extends string>(
  env: Environment,
  desk: Desk,
  patientId: string,
  make: (known: Known, person: Person) => Result<NewItem, Failure<C & Failure['code']>>,
): Result<SocialRow, Failure<(C & Failure['code']) | NotOpen>> {
  const person = clientOf(env, desk, patientId);
  if (!person.ok) return person;
  const done = env.store.write((tx: Tx): Result<SocialRow, Failure<C & Failure['code']>> => {
    const wanted = make(knownIn(tx, patientId), person.value);
    if (!wanted.ok) return wanted;
    const item = newItem(env, tx, desk, person.value, wanted.value);
    logGround(env, tx, desk, patientId, item, wanted.value.because);
    return ok(keepItem(env, tx, desk, patientId, item));
  });
  if (done.ok) env.queue.wake();
  return done;
}
