/** What the Client Data Repository takes and shows, by its own reading of a document's bytes. */
import { createHash } from 'node:crypto';
import type { DocumentReference } from 'fhir/r4.js';
import { dateInHelsinki, isLocalDate } from '../../../shared/kernel/time.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { readXml, type XmlNode } from '../../wire/xml/xml.ts';
import { hetuFault } from '../hetu.ts';
import { SYSTEM } from '../names.ts';
import { type Problem } from '../rest/refusal.ts';
import { KNOWN_STRUCTURES, OBLIGATION_FROM, PERSONALLY_SIGNED, SOCIAL } from '../rules/social.rules.ts';
import { type Kept } from '../search/repository.ts';
import { signedBeside } from '../trust/detached-signature.ts';
import { type AccessPeriod } from '../store/social.ts';
import { type Call, type World } from '../world.ts';
import { type Submitted } from './bundle.ts';
import { controllerOf } from './controllers.ts';
import { storeProvenance, urn } from './document-store.ts';
import { patientByHetu } from './patients.ts';
import { belongsTo, rightsAt } from './rights.ts';

const NAMESPACE = 'https://kantasim.example/social/1';
/** Client register, 1.2.246.537.6.1264. */
const CLIENT_REGISTER = '1';
/** Disclosures are told of in notifications of their own. */
const KINDS: ReadonlySet<string> = new Set(['relationship', 'case', 'document']);

export type Told = Readonly<{
  kind: string;
  oid: string;
  setId: string;
  version: number;
  replaces: string | null;
  controller: string;
  register: string;
  unit: string;
  task: string;
  relationship: string | null;
  caseSet: string | null;
  structure: string | null;
  client: string;
  author: string;
  access: readonly AccessPeriod[];
  filled: ReadonlySet<string>;
  hasDisplay: boolean;
  /** First day in MyKanta; `never` for a legal reason, null at once. */
  release: string | null;
  annulled: boolean;
}>;

function told(root: XmlNode): Told | null {
  if (root.name !== 'socialDocument' || root.namespace !== NAMESPACE) return null;
  const at = (name: string): string => root.attribute(name) ?? '';
  const all = (name: string): readonly XmlNode[] => root.elements().filter(node => node.name === name);
  const version = Number(at('version'));
  const access = all('access').map(node => ({
    unit: node.attribute('unit') ?? '',
    from: node.attribute('from') ?? '',
    until: node.attribute('until'),
  }));
  const isWrong = access.some(
    ({ from, until }) => !isLocalDate(from) || (until !== null && (!isLocalDate(until) || until < from)),
  );
  const release = root.attribute('release');
  if (release !== null && release !== 'never' && !isLocalDate(release)) return null;
  if (!KINDS.has(at('kind')) || !Number.isSafeInteger(version) || version < 1 || isWrong) return null;
  return {
    kind: at('kind'),
    oid: at('oid'),
    setId: at('setId'),
    version,
    replaces: root.attribute('replaces'),
    controller: at('controller'),
    register: at('register'),
    unit: at('unit'),
    task: at('task'),
    relationship: root.attribute('relationship'),
    caseSet: root.attribute('case'),
    structure: root.attribute('structure'),
    client: all('client')[0]?.attribute('code') ?? '',
    author: all('author')[0]?.attribute('registration') ?? '',
    access,
    filled: new Set(all('field').flatMap(node => (node.text().trim() === '' ? [] : [node.attribute('id') ?? '']))),
    hasDisplay: (all('display')[0]?.text().trim() ?? '') !== '',
    release,
    annulled: root.attribute('state') === 'annulled',
  };
}

const today = (call: Call): string => dateInHelsinki(call.nowMs);

/** Since 1.9.2026 by law, earlier or later where an organisation or one of its service tasks has a day of its own. */
const isLive = (world: World, controller: string, task: string | null, day: string): boolean =>
  (world.store.social.goLive(controller, task) ?? OBLIGATION_FROM) <= day;

/** Both the controller of the register and that of the sender have begun with this service task. */
export const isLiveHere = (world: World, call: Call, controller: string, task: string | null): boolean =>
  [controller, controllerOf(world.store, call.caller.organisation)].every(each =>
    isLive(world, each, task, today(call)),
  );

/** What a stored document says of itself. */
export function storedSocial(world: World, oid: string): Told | null {
  const bytes = world.store.documents.bytes(oid);
  const read = bytes === null ? null : readXml(bytes, doc => told(doc.root));
  return read?.ok === true ? read.value : null;
}
const isAnnulled = (world: World, oid: string): boolean => storedSocial(world, oid)?.annulled === true;

/** May this organisation use the register for this relationship today: its own, or opened to its unit? */
export function mayUse(world: World, call: Call, controller: string, relationship: string | null): Problem | null {
  const { organisation, unit } = call.caller;
  if (controllerOf(world.store, organisation) === controller) return null;
  if (relationship === null) return SOCIAL.register;
  if (world.store.social.newestOfSet(relationship)?.controller !== controller) return SOCIAL.register;
  return [organisation, unit].some(one => world.store.social.hasAccess(relationship, one, today(call)))
    ? null
    : SOCIAL.access;
}

/** May this caller be told that the document exists? What may not be used is not there. */
export function maySeeSocial(world: World, call: Call, reference: DocumentReference): boolean {
  const row = world.store.social.get(reference.masterIdentifier?.value?.replace(/^urn:oid:/, '') ?? '');
  if (row === null || world.store.register.organisation(call.caller.organisation)?.kind !== 'social') return false;
  return mayUse(world, call, row.controller, row.kind === 'relationship' ? row.setId : row.relationship) === null;
}

/** By itself: form, structure with its mandatory fields, display form, what the envelope says. */
function problemsInItself(item: Told, { reference, bytes }: Submitted, call: Call): readonly Problem[] {
  const problems: Problem[] = [];
  if (item.register !== CLIENT_REGISTER) problems.push(SOCIAL.register);
  if (item.kind === 'document') {
    const wanted = Object.hasOwn(KNOWN_STRUCTURES, item.structure ?? '')
      ? KNOWN_STRUCTURES[item.structure ?? '']
      : null;
    if (!wanted) problems.push(SOCIAL.structure);
    // An emptied document holds nothing but why.
    else if (
      item.annulled
        ? item.version === 1 || item.filled.size !== 1 || !item.filled.has('annulled')
        : wanted.some(id => !item.filled.has(id))
    )
      problems.push(SOCIAL.field);
  }
  if (item.annulled && item.kind !== 'document') problems.push(SOCIAL.form);
  if (!item.hasDisplay) problems.push(SOCIAL.field);
  const attachment = reference.content[0]?.attachment;
  const agrees =
    reference.masterIdentifier?.value === urn(item.oid) &&
    reference.custodian?.identifier?.value === urn(item.controller) &&
    reference.subject?.identifier?.system === SYSTEM.hetu &&
    reference.subject.identifier.value === item.client &&
    (reference.identifier ?? []).some(({ value }) => value === urn(item.setId)) &&
    attachment?.size === bytes.length &&
    attachment.hash === createHash('sha1').update(bytes).digest('base64');
  if (!agrees || item.author !== call.caller.person) problems.push(SOCIAL.envelope);
  return problems;
}

/** Against what is there: register, access, first day, relationship, case, version. */
function problemsInState(world: World, call: Call, item: Told, patientId: string): readonly Problem[] {
  const { social, register } = world.store;
  const problems: Problem[] = [];
  if (register.organisation(call.caller.organisation)?.kind !== 'social') problems.push(SOCIAL.sender);
  const task = item.kind === 'relationship' ? null : item.task;
  if (!isLiveHere(world, call, item.controller, task)) problems.push(SOCIAL.notLive);
  const refused = mayUse(world, call, item.controller, item.kind === 'relationship' ? null : item.relationship);
  if (refused !== null) problems.push(refused);
  if (!belongsTo(world.store, item.unit, call.caller.organisation)) problems.push(SOCIAL.register);
  const newest = social.newestOfSet(item.setId);
  const follows =
    item.version === 1
      ? newest === null && item.replaces === null && item.setId === item.oid
      : newest !== null &&
        newest.version === item.version - 1 &&
        newest.oid === item.replaces &&
        newest.patientId === patientId &&
        newest.kind === item.kind &&
        newest.controller === item.controller &&
        newest.caseSet === item.caseSet;
  if (!follows) problems.push(SOCIAL.newest);
  if (newest !== null && isAnnulled(world, newest.oid)) problems.push(SOCIAL.annulled);
  if (item.kind === 'relationship') {
    if (controllerOf(world.store, call.caller.organisation) !== item.controller)
      problems.push(SOCIAL.accessOnlyByOrganiser);
    if (item.version === 1 && social.relationshipOf(patientId, item.controller)) problems.push(SOCIAL.oneRelationship);
    return problems;
  }
  const relationship = social.newestOfSet(item.relationship ?? '');
  if (relationship?.kind !== 'relationship' || relationship.patientId !== patientId) problems.push(SOCIAL.relationship);
  if (item.kind === 'case') return problems;
  const aCase = social.newestOfSet(item.caseSet ?? '');
  if (aCase?.kind !== 'case' || aCase.patientId !== patientId || aCase.relationship !== item.relationship)
    problems.push(SOCIAL.aCase);
  return problems;
}

/** Signed as its kind asks: by its author with a right in force at that time, or by the sender's system. */
function sealProblems(world: World, call: Call, sent: Submitted, item: Told): readonly Problem[] {
  const { trust, store: tables } = world;
  if (!PERSONALLY_SIGNED.has(item.structure ?? '') || item.annulled) {
    const sealer = signedBeside(trust, sent.provenance, sent.bytes, 'system');
    return sealer === call.caller.organisation ? [] : [SOCIAL.seal];
  }
  const signer = signedBeside(trust, sent.provenance, sent.bytes, 'person');
  const isRight = signer === item.author && rightsAt(tables, signer, Date.parse(sent.provenance.recorded)).length > 0;
  return isRight ? [] : [SOCIAL.personalSeal];
}

export type SocialStored = Readonly<{ reference: Kept<DocumentReference>; patientId: string }>;

/** Takes one document, or says everything that is wrong with it. Inside the transaction of its submission. */
export function actOnSocial(world: World, call: Call, sent: Submitted): Result<SocialStored, readonly Problem[]> {
  const read = readXml(sent.bytes, doc => told(doc.root));
  if (!read.ok || read.value === null) return fail([SOCIAL.form]);
  const item = read.value;
  const patient = hetuFault(item.client) === null ? patientByHetu(world, item.client) : null;
  if (patient === null) return fail([SOCIAL.person]);
  const problems = [
    ...sealProblems(world, call, sent, item),
    ...problemsInItself(item, sent, call),
    ...problemsInState(world, call, item, patient.id),
  ];
  if (problems.length > 0) return fail([...new Set(problems)]);
  return ok({ reference: store(world, call, sent, item, patient.id), patientId: patient.id });
}

function store(world: World, call: Call, sent: Submitted, item: Told, patientId: string): Kept<DocumentReference> {
  const { repository, store: tables } = world;
  const binaryId = repository.newId();
  const [content] = sent.reference.content;
  const { id: _id, ...envelope } = sent.reference;
  const reference = repository.create<DocumentReference>(
    {
      ...envelope,
      docStatus: item.version === 1 ? 'final' : 'amended',
      content: [{ ...content, attachment: { ...content?.attachment, url: `Binary/${binaryId}` } }],
    },
    call.nowMs,
  );
  const previous = item.replaces === null ? null : tables.documents.head(item.replaces);
  const old = previous && repository.read<DocumentReference>('DocumentReference', previous.referenceId);
  if (old) repository.update<DocumentReference>({ ...old, status: 'superseded' }, call.nowMs);
  tables.documents.insert({
    oid: item.oid,
    setId: item.setId,
    version: item.version,
    service: 'sosiaali',
    typeCode: item.kind,
    patientId,
    author: item.author,
    organisation: call.caller.organisation,
    encounter: null,
    sha256: createHash('sha256').update(sent.bytes).digest('hex'),
    bytes: sent.bytes,
    referenceId: reference.id,
    binaryId,
    storedMs: call.nowMs,
  });
  tables.social.add({ ...item, patientId });
  if (item.kind === 'relationship') tables.social.setAccess(item.setId, item.access);
  storeProvenance(world, sent.provenance, `DocumentReference/${reference.id}/_history/1`, call.nowMs);
  return reference;
}
