import { SERVICE_TASK_IDS, SOCIAL_SERVICES } from '../../../../shared/codes/social-welfare.ts';
import { type SocialRow, type TaskToCome } from '../../../../shared/contract/social.contract.ts';
import { type Sourced } from '../../../../shared/contract/signing.contract.ts';
import { fullName } from '../../../../shared/domain/people/person.ts';
import { isLive, isOn, liveFrom, newestOfSets, signatureOf } from '../../../../shared/domain/social/social.rules.ts';
import { type SocialItem, type SocialState } from '../../../../shared/domain/social/social-item.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { ok, type Result } from '../../../../shared/kernel/result.ts';
import { type Instant } from '../../../../shared/kernel/time.ts';
import { auditIn } from '../../audit/audited.ts';
import { type Environment } from '../../environment.ts';
import { newOid } from '../../identifiers.ts';
import { type KeptSocialItem } from '../../ports/store/patients.port.ts';
import { type Tx } from '../../ports/store.port.ts';
import { contextOf } from '../../session/query-context.ts';
import { type Desk } from '../../session/session.ts';
import { enqueueUnsigned } from '../queue/enqueue.ts';
import { type Person, personOf } from '../patients/known-person.ts';

/** Reason 1 in 1.2.246.537.5.40110.2006: the only list of reasons that the token has; social welfare's own is not public. */
export const CLIENT_WORK = '1';

/** What became of a document here; what this desk has not sent itself was told by the repository. */
function stateOf(tx: Tx, { origin, item }: KeptSocialItem): SocialState {
  if (origin !== 'own') return origin === 'local' ? 'local' : 'accepted';
  const state = tx.outbox.byDocument(item.oid)?.state;
  return state === 'accepted' ? 'accepted' : state === 'rejected' || state === 'cancelled' ? 'rejected' : 'queued';
}

/** A refused version is none: the one before it counts on. */
const stands = (tx: Tx, kept: KeptSocialItem): boolean => stateOf(tx, kept) !== 'rejected';

/** Newest versions of the client's sets that count. */
export const knownItems = (tx: Tx, patientId: string): readonly SocialItem[] =>
  newestOfSets(
    tx.social
      .ofPatient(patientId)
      .filter(kept => stands(tx, kept))
      .map(({ item }) => item),
  );

/** Sets that stay at this workstation: begun before their controller or their service task was in the repository. */
export const localSets = (tx: Tx, patientId: string): ReadonlySet<Oid> =>
  new Set(
    tx.social
      .ofPatient(patientId)
      .filter(({ origin }) => origin === 'local')
      .map(({ item }) => item.setId),
  );

const unitName = (env: Environment, desk: Desk, unitOid: Oid): string => {
  const own = desk.professional.organisation;
  const unit = own.oid === unitOid ? own : env.directory.socialUnits().find(({ oid }) => oid === unitOid);
  return unit?.name.fi ?? unitOid;
};

export const rowOf = (env: Environment, desk: Desk, tx: Tx, kept: KeptSocialItem): SocialRow => {
  const { kind, oid, setId, version, serviceTask, caseSet, structure, title, fields, access, createdAt } = kept.item;
  // What an older version of the product kept says nothing of these two.
  const { citizen, annulled, disclosure } = kept.item as Partial<SocialItem>;
  return {
    kind,
    oid,
    setId,
    version,
    serviceTask,
    caseSet,
    structure,
    title,
    fields: [...fields],
    access: access.map(one => ({ ...one, unitName: unitName(env, desk, one.unitOid) })),
    createdAt,
    authorName: kept.item.author.name,
    unitName: unitName(env, desk, kept.item.unitOid),
    state: stateOf(tx, kept),
    citizen: citizen ?? 'now',
    annulled: annulled === true,
    signature: signatureOf({ structure, annulled: annulled === true }),
    disclosure: disclosure ?? null,
  };
};

/** Every set of a client by its newest version; a refused version stands beside the one that counts. */
function rowsOf(env: Environment, desk: Desk, tx: Tx, patientId: string): SocialRow[] {
  const all = tx.social.ofPatient(patientId);
  const counting = newestOfSets(all.filter(kept => stands(tx, kept)).map(kept => ({ ...kept.item, kept })));
  const refused = newestOfSets(all.filter(kept => !stands(tx, kept)).map(kept => ({ ...kept.item, kept })));
  const later = refused.filter(({ setId, version }) =>
    counting.every(known => known.setId !== setId || known.version < version),
  );
  return [...counting, ...later]
    .map(({ kept }) => rowOf(env, desk, tx, kept))
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt));
}

type Listed = Readonly<{
  rows: SocialRow[];
  source: Sourced;
  live: boolean;
  toCome: TaskToCome[];
  crossSectorOn: boolean;
}>;

/** Service tasks of the desk's own organisation that begin in the repository later than today. */
function tasksToCome(env: Environment, { professional }: Desk): TaskToCome[] {
  const controllerOid = professional.organisation.provider.oid;
  const today = env.clock.today();
  return SERVICE_TASK_IDS.map(serviceTask => ({
    serviceTask,
    from: liveFrom(env.directory.socialGoLive(), controllerOid, serviceTask),
  })).filter(({ from }) => from > today);
}

/** Logged before it is shown. Documents never change: only those that are not here yet are fetched. */
export async function listSocialItems(
  env: Environment,
  desk: Desk,
  patientId: string,
): Promise<Result<Listed, Failure<'PAT-0002' | 'PAT-0005'>>> {
  const person = personOf(env, desk, patientId);
  if (!person.ok) return person;
  const known = env.store.write(tx => {
    auditIn(tx, env, desk.professional, {
      act: 'readSocial',
      patientId,
      subject: null,
      reason: CLIENT_WORK,
      outcome: 'ok',
    });
    return new Set(tx.social.ofPatient(patientId).map(({ item }) => item.oid));
  });
  const context = contextOf(env, desk.professional, CLIENT_WORK, '');
  const answer = await env.social.ofClient(person.value.identityCode, known, context);
  const at = env.clock.now();
  const rows = env.store.write(tx => {
    if (answer.ok) for (const item of answer.value) tx.social.add({ patientId, origin: 'told', item });
    return rowsOf(env, desk, tx, patientId);
  });
  return ok({
    rows,
    live: isLive(env.directory.socialGoLive(), desk.professional.organisation.provider.oid, null, env.clock.today()),
    toCome: tasksToCome(env, desk),
    crossSectorOn: isOn('crossSector', env.clock.today()),
    source: answer.ok
      ? { from: 'service', asOf: at, fault: null }
      : { from: rows.length === 0 ? 'none' : 'cache', asOf: null, fault: answer.error.code },
  });
}

export type NewItem = Pick<SocialItem, 'kind' | 'serviceTask' | 'relationship' | 'caseSet' | 'structure' | 'title'> &
  Pick<SocialItem, 'fields' | 'access' | 'controllerOid' | 'citizen' | 'annulled' | 'disclosure'> &
  Readonly<{
    replaces: SocialItem | null;
    /** Ground of hiding or annulling, for the own log. */
    because?: string;
  }>;

/** A document of this moment by this author; a later version stays in its set. */
export function newItem(env: Environment, tx: Tx, desk: Desk, person: Person, wanted: NewItem): SocialItem {
  const { replaces, because: _because, ...said } = wanted;
  const { organisation, registrationNumber } = desk.professional;
  const own = newOid('record', organisation, env.clock.today(), tx, env.random);
  return {
    ...said,
    oid: own,
    setId: replaces?.setId ?? own,
    version: (replaces?.version ?? 0) + 1,
    replaces: replaces?.oid ?? null,
    unitOid: organisation.oid,
    identityCode: person.identityCode,
    author: { registrationNumber, name: fullName(desk.professional) },
    createdAt: env.clock.now(),
    language: person.patient.language,
  };
}

/** Items that have to be in the repository before this one: relationship, case, the version before. */
function before(tx: Tx, patientId: string, item: SocialItem): readonly string[] {
  const needed = new Set([item.relationship, item.caseSet, item.setId]);
  return tx.social
    .ofPatient(patientId)
    .filter(kept => kept.origin === 'own' && needed.has(kept.item.setId) && kept.item.oid !== item.oid)
    .flatMap(kept => {
      const queued = tx.outbox.byDocument(kept.item.oid);
      const waits = queued !== null && queued.state !== 'accepted' && queued.state !== 'cancelled';
      return waits && queued.state !== 'rejected' ? [queued.id] : [];
    });
}

/**
 * Whether a document goes to the repository: its controller and its service task are there, and so is all that it rests on.
 * What was written earlier is not brought there afterwards, nor are later versions of it.
 */
function travels(env: Environment, tx: Tx, patientId: string, item: SocialItem): boolean {
  const task = item.kind === 'relationship' ? null : item.serviceTask;
  const here = localSets(tx, patientId);
  const restsOn = [item.setId, item.relationship, item.caseSet];
  return (
    isLive(env.directory.socialGoLive(), item.controllerOid, task, env.clock.today()) &&
    !restsOn.some(set => set !== null && here.has(set))
  );
}

type Signed = Readonly<{ document: Uint8Array; signature: string }> | null;

/** What travels: a disclosure is told of in a message of its own, everything else is a document in one. */
function messageOf(
  env: Environment,
  desk: Desk,
  messageId: string,
  item: SocialItem,
  signed: Signed,
  at: Instant,
): Readonly<{ body: Uint8Array; document: Uint8Array | null }> {
  const author = desk.professional;
  if (item.kind === 'disclosure')
    return { body: env.messages.disclosureSubmission({ messageId, item, author, at }), document: null };
  const document = signed?.document ?? env.messages.socialDocument(item);
  const signature = signed?.signature ?? null;
  return { body: env.messages.socialSubmission({ messageId, item, document, signature, author, at }), document };
}

/**
 * Keeps a document and sends it through the queue, or keeps it for good where it does not travel.
 * @param signed bytes and the author's signature over them, of what is signed personally
 */
export function keepItem(
  env: Environment,
  tx: Tx,
  desk: Desk,
  patientId: string,
  item: SocialItem,
  signed: Signed = null,
): SocialRow {
  const at = env.clock.now();
  const live = travels(env, tx, patientId, item);
  const kept: KeptSocialItem = {
    patientId,
    origin: live ? 'own' : 'local',
    item,
    ...(signed === null ? {} : { signature: signed.signature }),
  };
  const after = live ? before(tx, patientId, item) : [];
  tx.social.add(kept);
  if (live) {
    const messageId = env.newUuid();
    const { body, document } = messageOf(env, desk, messageId, item, signed, at);
    enqueueUnsigned(env, tx, desk, {
      at,
      documentOid: item.oid,
      messageId,
      act: 'socialDocument',
      service: item.kind === 'disclosure' ? SOCIAL_SERVICES.disclosure : SOCIAL_SERVICES.document,
      orderKey: item.setId,
      after,
      patientId,
      summary: item.version === 1 ? item.title : `${item.title} (v${item.version})`,
      reason: CLIENT_WORK,
      body,
      ...(document === null ? {} : { document }),
      logged: item.kind,
    });
  } else
    auditIn(tx, env, desk.professional, {
      act: 'socialDocument',
      patientId,
      subject: item.oid,
      reason: item.kind,
      outcome: 'ok',
    });
  return rowOf(env, desk, tx, kept);
}
