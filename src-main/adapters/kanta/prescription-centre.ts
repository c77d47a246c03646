import type { FhirResource, Parameters, Task } from 'fhir/r4.js';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Patient } from '../../../shared/domain/people/person.ts';
import { prescriptionIn } from '../../../shared/domain/documents/content.ts';
import { type CorrectedBy } from '../../../shared/domain/documents/prescription-change.ts';
import { type NetFailure, type PrescriptionCentre, type QueryContext } from '../../app/ports/kanta.port.ts';
import {
  type LegalDocument,
  type StoredPrescription,
  legalDocuments,
  holdersElsewhere,
  ownersToAsk,
  readPrescriptionRows,
} from '../../wire/fhir/prescription-row.codec.ts';
import { isObject, ofType, oidUnder, readBundle } from '../../wire/fhir/resources.ts';
import { oidUri, SYSTEM } from '../../wire/fhir/systems.ts';
import { type KantaConfig } from './config.ts';
import { createKnownPrescriptions } from './known-prescriptions.ts';
import { failureOf, type FhirClient, type Reply } from './fhir-client.ts';
import { createGivenLots } from './given-lots.ts';
import { type Reading, understood } from './reading.ts';

const SERVICE = 'resepti';
const LOGICAL_ID = /^[A-Za-z0-9.-]{1,64}$/;
const KEPT_TASKS = 2000;
/** Documents never change, so a list that is opened again asks for and reads the new ones only. */
const KEPT_PRESCRIPTIONS = 2000;

const parameters = (values: Readonly<Record<string, string>>): Uint8Array => {
  const resource: Parameters = {
    resourceType: 'Parameters',
    parameter: Object.entries(values).map(([name, value]) =>
      name === 'kind' ? { name, valueCode: value } : { name, valueString: value },
    ),
  };
  return new Uint8Array(Buffer.from(JSON.stringify(resource)));
};

const secretOf = (task: Task | undefined): string | null =>
  task?.identifier?.find(({ system }) => system === SYSTEM.taskSecret)?.value ?? null;

function correctedBy(read: ReturnType<KantaConfig['readDocument']>): CorrectedBy | null {
  if (!read.ok || read.value.kind !== 'prescriptionCorrection') return null;
  const { corrector, reason } = read.value.content.correction;
  const { family, given, registrationNumber } = corrector;
  return { family, given, registrationNumber, reason };
}

const status = (reply: Reply): number | null => (reply.at === 'answered' ? reply.status : null);

/** What the Centre tells of some prescriptions, before it is read. */
type Answers = Readonly<{
  states: readonly FhirResource[];
  dispenses: readonly FhirResource[];
  documents: readonly LegalDocument[];
}>;
const NOTHING: Answers = { states: [], dispenses: [], documents: [] };

/** Without an identity code by name and birth date: an instruction of somebody else shows nothing here. */
const isSamePerson = (one: Patient, other: Patient): boolean =>
  one.identityCode !== null || other.identityCode !== null
    ? one.identityCode === other.identityCode
    : one.birthDate === other.birthDate && one.family === other.family;

/** The Prescription Centre over FHIR: state from its structured view, content from the legal documents. */
export function createPrescriptionCentre(
  client: FhirClient,
  reading: Reading,
  { readDocument, generationOf }: Pick<KantaConfig, 'readDocument' | 'generationOf'>,
): PrescriptionCentre {
  /** Logical ids of fulfilment tasks: they never change, so a hold needs no search when the list was open. */
  const tasks = new Map<Oid, string>();
  const prescriptions = new Map<string, StoredPrescription>();
  /** Where the document of a listed prescription lies, and the hash that its bytes must have. */
  const addresses = new Map<Oid, LegalDocument>();
  const known = createKnownPrescriptions();

  function remember(resources: readonly FhirResource[]): void {
    if (tasks.size >= KEPT_TASKS) tasks.clear();
    for (const task of ofType(resources, 'Task')) {
      const setId = oidUnder(task.identifier, SYSTEM.prescriptionSetId);
      if (setId !== null && task.intent === 'order' && LOGICAL_ID.test(task.id ?? '')) tasks.set(setId, task.id ?? '');
    }
  }

  async function taskOf(setId: Oid, context: QueryContext): Promise<Result<Task | null, NetFailure>> {
    const found = await client.search(
      SERVICE,
      'Task',
      { identifier: `${SYSTEM.prescriptionSetId}|${oidUri(setId)}` },
      context,
    );
    if (!found.ok) return found;
    return understood(() => {
      remember(found.value);
      return ofType(found.value, 'Task').find(task => task.intent === 'order') ?? null;
    });
  }

  async function idOf(setId: Oid, context: QueryContext): Promise<Result<string | null, NetFailure>> {
    const known = tasks.get(setId);
    if (known !== undefined) return ok(known);
    const task = await taskOf(setId, context);
    return task.ok ? ok(tasks.get(setId) ?? null) : task;
  }

  const operate = (
    id: string,
    operation: '$accept' | '$reject',
    input: Readonly<Record<string, string>>,
    context: QueryContext,
  ) =>
    client.ask({
      service: SERVICE,
      method: 'POST',
      path: `/Task/${id}/${operation}`,
      body: parameters(input),
      context,
      // Both may be repeated: the same answer comes again.
      readOnly: true,
    });

  /** The prescription that a document holds; its OID when it holds none that can be read. */
  async function contentOf(
    document: LegalDocument,
    context: QueryContext,
  ): Promise<Result<StoredPrescription | Oid, NetFailure>> {
    const key = `${document.url} ${document.hash}`;
    const known = prescriptions.get(key);
    if (known) return ok(known);
    const bytes = await reading.document(SERVICE, document, context);
    if (!bytes.ok) return bytes;
    const read = readDocument(bytes.value);
    const prescription = read.ok ? prescriptionIn(read.value) : null;
    if (prescription?.oid !== document.oid) return ok(document.oid);
    const [oldest] = prescriptions.keys();
    if (prescriptions.size >= KEPT_PRESCRIPTIONS && oldest !== undefined) prescriptions.delete(oldest);
    const stored = { prescription, generation: generationOf(bytes.value), corrected: correctedBy(read) };
    prescriptions.set(key, stored);
    return ok(stored);
  }

  async function contentsOf(
    wanted: readonly LegalDocument[],
    context: QueryContext,
  ): Promise<Result<ReadonlyMap<Oid, StoredPrescription>, NetFailure>> {
    const contents = new Map<Oid, StoredPrescription>();
    const unreadable: Oid[] = [];
    if (addresses.size >= KEPT_PRESCRIPTIONS) addresses.clear();
    for (const document of wanted) addresses.set(document.oid, document);
    const read = await Promise.all(wanted.map(document => contentOf(document, context)));
    for (const [index, content] of read.entries()) {
      if (!content.ok) return content;
      const setId = wanted[index]?.setId;
      if (typeof content.value === 'string') unreadable.push(content.value);
      else if (setId !== undefined) contents.set(setId, content.value);
    }
    return unreadable.length === 0 ? ok(contents) : fail({ code: 'NET-0003', detail: unreadable });
  }

  /**
   * The dispensings and the legal documents that the list of a patient needs. What the versions of the states show to be
   * as it was is not asked for again: after an own dispensing the documents are not, and where nothing happened neither are.
   */
  async function lotsAndDocuments(
    who: Readonly<Record<string, string>>,
    states: readonly FhirResource[],
    context: QueryContext,
  ): Promise<
    Result<Readonly<{ dispenses: readonly FhirResource[]; documents: readonly LegalDocument[] }>, NetFailure>
  > {
    const ask = (type: 'MedicationDispense' | 'DocumentReference') => client.search(SERVICE, type, who, context);
    const missing = understood(() => known.missing(states, context));
    if (!missing.ok) return missing;
    const kept = (): readonly LegalDocument[] => known.of(states, context).map(({ document }) => document);
    if (missing.value === 'nothing')
      return ok({ dispenses: known.of(states, context).flatMap(one => one.dispenses), documents: kept() });
    const asked =
      missing.value === 'everything'
        ? await Promise.all([ask('MedicationDispense'), ask('DocumentReference')])
        : [await ask('MedicationDispense')];
    const [dispenses] = asked;
    if (!dispenses?.ok) return dispenses ?? fail({ code: 'NET-0003' });
    const explained = understood(
      () => missing.value === 'dispensings' && known.explainedBy(dispenses.value, states, context),
    );
    if (!explained.ok) return explained;
    if (explained.value) return ok({ dispenses: dispenses.value, documents: kept() });
    const references = asked[1] ?? (await ask('DocumentReference'));
    if (!references.ok) return references;
    const documents = understood(() => legalDocuments(references.value));
    return documents.ok ? ok({ dispenses: dispenses.value, documents: documents.value }) : documents;
  }

  /** What the Centre finds by the identity code, less what is denied; it finds persons by nothing else. */
  async function byPerson({ identityCode }: Patient, context: QueryContext): Promise<Result<Answers, NetFailure>> {
    if (identityCode === null) return ok(NOTHING);
    const who = { 'patient:identifier': `${SYSTEM.identityCode}|${identityCode}` };
    // The states first: what is told after them is never older, so an event in between shows in the version of the task.
    const states = await client.search(SERVICE, 'Task', who, context);
    if (!states.ok) return states;
    const found = await lotsAndDocuments(who, states.value, context);
    return found.ok ? ok({ states: states.value, ...found.value }) : found;
  }

  /** The named ones that the list lacks, each by its own identifier. */
  async function byName(
    named: readonly Oid[],
    { states }: Answers,
    context: QueryContext,
  ): Promise<Result<Answers, NetFailure>> {
    if (named.length === 0) return ok(NOTHING);
    const listed = understood(
      () => new Set(ofType(states, 'Task').map(({ identifier }) => oidUnder(identifier, SYSTEM.prescriptionSetId))),
    );
    if (!listed.ok) return listed;
    let all = NOTHING;
    for (const setId of named) {
      if (listed.value.has(setId)) continue;
      const token = `${SYSTEM.prescriptionSetId}|${oidUri(setId)}`;
      const [tasks, given, references] = await Promise.all([
        client.search(SERVICE, 'Task', { identifier: token }, context),
        client.search(SERVICE, 'MedicationDispense', { 'prescription:identifier': token }, context),
        client.search(SERVICE, 'DocumentReference', { identifier: token }, context),
      ]);
      if (!tasks.ok) return tasks;
      if (!given.ok) return given;
      if (!references.ok) return references;
      const documents = understood(() => legalDocuments(references.value));
      if (!documents.ok) return documents;
      all = {
        states: [...all.states, ...tasks.value],
        dispenses: [...all.dispenses, ...given.value],
        documents: [...all.documents, ...documents.value],
      };
    }
    return ok(all);
  }

  return {
    lots: createGivenLots(client),

    async ofPatient(patient, context, named = []) {
      const listed = await byPerson(patient, context);
      if (!listed.ok) return listed;
      const shown = await byName(named, listed.value, context);
      if (!shown.ok) return shown;
      const states = [...listed.value.states, ...shown.value.states];
      const documents = [...listed.value.documents, ...shown.value.documents];
      const resources = [...states, ...listed.value.dispenses, ...shown.value.dispenses];
      const owners = understood(() => {
        remember(states);
        return { needed: ownersToAsk(states), holders: holdersElsewhere(states, context.organisationOid) };
      });
      if (!owners.ok) return owners;
      const organisations = await reading.organisations(SERVICE, owners.value.needed, context);
      if (!organisations.ok) return organisations;
      // For their phone numbers: without them the list is as good.
      await reading.organisations(SERVICE, owners.value.holders, context);
      const contents = await contentsOf(documents, context);
      if (!contents.ok) return contents;
      const rows = understood(() =>
        readPrescriptionRows(resources, contents.value, organisations.value, context.organisationOid),
      );
      if (!rows.ok) return rows;
      if (!rows.value.ok) return fail({ code: 'NET-0003', detail: rows.value.error });
      const bySet = new Map(documents.map(document => [document.setId, document]));
      const byNameOnly = new Set(shown.value.documents.map(({ setId }) => setId));
      const own = rows.value.value.filter(
        ({ prescription }) => !byNameOnly.has(prescription.setId) || isSamePerson(prescription.patient, patient),
      );
      known.remember(own, resources, bySet, context);
      return ok(own);
    },

    async document(oid, context) {
      const known = addresses.get(oid);
      if (known !== undefined) return reading.document(SERVICE, known, context);
      const which = { identifier: `${SYSTEM.prescriptionId}|${oidUri(oid)}` };
      const found = await client.search(SERVICE, 'DocumentReference', which, context);
      if (!found.ok) return found;
      const documents = understood(() => legalDocuments(found.value));
      if (!documents.ok) return documents;
      const document = documents.value.find(each => each.oid === oid);
      return document === undefined ? fail({ code: 'RX-0001' }) : reading.document(SERVICE, document, context);
    },

    async hold(setId, context) {
      const id = await idOf(setId, context);
      if (!id.ok) return id;
      if (id.value === null) return fail({ code: 'RX-0001' });
      const reply = await operate(id.value, '$accept', { kind: 'hold' }, context);
      if (status(reply) === 404) return fail({ code: 'RX-0001' });
      if (status(reply) === 409) {
        const now = await taskOf(setId, context);
        return now.ok ? fail({ code: now.value?.status === 'in-progress' ? 'RX-0002' : 'RX-0003' }) : now;
      }
      if (reply.at !== 'answered' || reply.status !== 200) return fail(failureOf(reply));
      const taken = understood(() => {
        const resources = readBundle(reply.json, 'collection')?.resources ?? [];
        return { secret: secretOf(ofType(resources, 'Task')[0]), row: known.unchangedRow(setId, resources, context) };
      });
      if (!taken.ok) return taken;
      const { secret, row } = taken.value;
      return secret === null ? fail({ code: 'NET-0003' }) : ok({ secret, row });
    },

    async release(setId, secret, context) {
      const id = await idOf(setId, context);
      if (!id.ok) return id;
      if (id.value === null) return ok(null);
      const reply = await operate(id.value, '$reject', { secret }, context);
      if (reply.at === 'answered' && (reply.status === 204 || reply.status === 200)) return ok(null);
      if (status(reply) !== 403 && status(reply) !== 409) return fail(failureOf(reply));
      // A release whose answer was lost, or a hold that ran out: what is not held by this secret is released.
      const now = await taskOf(setId, context);
      if (!now.ok) return now;
      const stillHeld = isObject(now.value) && now.value.status === 'in-progress' && secretOf(now.value) === secret;
      return stillHeld ? fail(failureOf(reply)) : ok(null);
    },
  };
}
