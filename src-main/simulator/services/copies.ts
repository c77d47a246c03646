import { setImmediate as breathe } from 'node:timers/promises';
import type { DocumentReference, FhirResource, Patient } from 'fhir/r4.js';
import { practiceHetu } from '../hetu.ts';
import { SYSTEM } from '../names.ts';
import { keysOf } from '../search/parameters.ts';
import { type DocumentRow } from '../store/documents.ts';
import { type PrescriptionRow } from '../store/prescriptions.ts';
import { patientView } from '../views/people.view.ts';
import { type World } from '../world.ts';

/** So many of the newest open prescriptions are copied. */
const MOST_TEMPLATES = 300;
/** Prescriptions of one made-up person. */
const PER_PATIENT = 40;
const AT_ONCE = 1000;
const MADE = 'copies';
/** Node class of the copies' identifiers: the practice seed and the desks use others. */
const NODE = '93990';

type Ids = Readonly<
  Record<
    | 'setId'
    | 'requestId'
    | 'medicationId'
    | 'taskId'
    | 'patientId'
    | 'referenceId'
    | 'binaryId'
    | 'provenanceId'
    | 'hetu',
    string
  >
>;
/** Text cut where an id stands: its name takes its turn. */
type Cut = readonly Readonly<{ text: string; then: keyof Ids | null }>[];

const fill = (cut: Cut, ids: Ids): string =>
  cut.map(({ text, then }) => (then === null ? text : text + ids[then])).join('');

function cutAt(text: string, ids: Ids): Cut {
  const names = new Map(Object.entries(ids).map(([name, value]) => [value, name as keyof Ids]));
  const escaped = [...names.keys()].map(id => id.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  // An OID may begin another one: what stands around must end it.
  const pieces = text.split(new RegExp(`(?<=^|["/|:])(${escaped.join('|')})(?=["/|]|$)`, 'g'));
  const cut: Cut[number][] = [];
  for (let at = 0; at < pieces.length; at += 2)
    cut.push({ text: pieces[at] ?? '', then: names.get(pieces[at + 1] ?? '') ?? null });
  return cut;
}

type Face = Readonly<{
  type: FhirResource['resourceType'];
  id: keyof Ids;
  body: Cut;
  keys: readonly Readonly<{ name: string; value: Cut }>[];
}>;
type Template = Readonly<{
  row: PrescriptionRow;
  document: DocumentRow;
  /** Arcs of the writer's organisation, and the year. */
  prefix: string;
  year: string;
  faces: readonly Face[];
}>;

const FACES: readonly (readonly [FhirResource['resourceType'], keyof Ids])[] = [
  ['Medication', 'medicationId'],
  ['MedicationRequest', 'requestId'],
  ['Task', 'taskId'],
  ['DocumentReference', 'referenceId'],
  ['Provenance', 'provenanceId'],
];

function templateOf({ repository, store }: World, oid: string): Template | null {
  const row = store.prescriptions.get(oid);
  const head = store.documents.head(oid);
  if (row?.documentOid !== oid || head === null || row.state !== 'not-dispensed' || row.hold !== null) return null;
  const { referenceId, binaryId } = head;
  const document = store.documents.byBinary(binaryId);
  const reference = repository.read<DocumentReference>('DocumentReference', referenceId);
  const provenance = store.resources.byKey('Provenance', 'target', [`DocumentReference/${referenceId}`])[0];
  const patient = repository.read<Patient>('Patient', row.patientId);
  const hetu = patient?.identifier?.find(({ system }) => system === SYSTEM.hetu)?.value;
  if (document === null || reference === null || provenance === undefined || hetu === undefined) return null;
  const { setId, requestId, medicationId, taskId, patientId } = row;
  const ids: Ids = {
    setId,
    requestId,
    medicationId,
    taskId,
    patientId,
    referenceId,
    binaryId,
    provenanceId: provenance.id,
    hetu,
  };
  const faces = FACES.flatMap(([type, id]): Face[] => {
    const stored = store.resources.read(type, ids[id]);
    if (stored === null) return [];
    const keys = keysOf(JSON.parse(stored.body) as FhirResource);
    return [
      {
        type,
        id,
        body: cutAt(stored.body, ids),
        keys: keys.map(({ name, value }) => ({ name, value: cutAt(value, ids) })),
      },
    ];
  });
  const arcs = oid.split('.');
  return { row, document, prefix: arcs.slice(0, -3).join('.'), year: arcs.at(-2) ?? '', faces };
}

/**
 * Fills the Centre for trials under load: so many prescriptions are stored as copies of the newest open ones, straight into the
 * tables. A copy has ids, a person and rows of its own and the signed bytes of its template; its person is nobody's patient.
 * What an earlier start made is counted and the rest is made. Copy `n`, from 1, has the set id
 * `<organisation>.93990.<year>.<n>`; forty of them belong to one person.
 * @throws Error where there is nothing to copy
 */
export async function makeCopies(world: World, count: number): Promise<void> {
  const { store } = world;
  const made = Number(store.settings.get(MADE) ?? '0');
  if (made >= count) return;
  const templates = store.documents
    .list()
    .filter(({ typeCode, service }) => typeCode === '1' && service === 'resepti')
    .slice(-MOST_TEMPLATES)
    .flatMap(({ oid }) => templateOf(world, oid) ?? []);
  if (templates.length === 0) throw new Error('there is no open prescription to copy');
  for (let from = made; from < count; from += AT_ONCE) {
    await breathe();
    const to = Math.min(count, from + AT_ONCE);
    store.write(() => {
      for (let n = from; n < to; n += 1) {
        const template = templates[n % templates.length];
        if (template !== undefined) makeCopy(world, template, n);
      }
      store.settings.set(MADE, String(to));
    });
  }
}

function makeCopy(world: World, { row, document, prefix, year, faces }: Template, n: number): void {
  const { store } = world;
  const nowMs = world.clock.nowMs();
  const serial = String(n + 1).padStart(9, '0');
  const person = Math.floor(n / PER_PATIENT);
  const ids: Ids = {
    setId: `${prefix}.${NODE}.${year}.${n + 1}`,
    requestId: `copy-request-${serial}`,
    medicationId: `copy-medication-${serial}`,
    taskId: `copy-task-${serial}`,
    patientId: `copy-patient-${person}`,
    referenceId: `copy-document-${serial}`,
    binaryId: `copy-binary-${serial}`,
    provenanceId: `copy-provenance-${serial}`,
    hetu: practiceHetu(person),
  };
  if (n % PER_PATIENT === 0) makePerson(world, ids, person);
  for (const { type, id, body, keys } of faces)
    store.resources.insert(
      { type, id: ids[id], version: 1, updatedMs: nowMs, body: fill(body, ids) },
      keys.map(({ name, value }) => ({ name, value: fill(value, ids) })),
    );
  const { setId, requestId, medicationId, taskId, patientId, referenceId, binaryId } = ids;
  store.documents.insert({ ...document, oid: setId, setId, patientId, referenceId, binaryId, storedMs: nowMs });
  store.prescriptions.save({ ...row, setId, documentOid: setId, requestId, medicationId, taskId, patientId });
}

function makePerson({ repository, clock }: World, { hetu, patientId }: Ids, n: number): void {
  const birthDate = `19${hetu.slice(4, 6)}-${hetu.slice(2, 4)}-${hetu.slice(0, 2)}`;
  const gender = Number(hetu.slice(7, 10)) % 2 === 1 ? '1' : '2';
  const name = { family: `Kuorma-${n}`, given: ['Kokeilu'], callName: null };
  repository.create<Patient>(patientView({ hetu, birthDate, gender, name }), clock.nowMs(), patientId);
}
