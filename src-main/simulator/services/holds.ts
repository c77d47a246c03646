import type { Binary, Bundle, FhirResource, Parameters, ParametersParameter, Task } from 'fhir/r4.js';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type Answer, etag, resourceAnswer } from '../rest/answer.ts';
import { asRefusal, type Outcome, type Problem, type Refusal, refuse } from '../rest/refusal.ts';
import { TEXTS } from '../rest/texts.ts';
import { actAgainst, pharmacyParty } from '../rules/lifecycle.ts';
import { holdAgainst } from '../rules/prescription.machine.ts';
import { SIGNING, STATE } from '../rules/state.ts';
import { type HoldKind, type PrescriptionRow } from '../store/prescriptions.ts';
import { fhirSpan } from '../time.ts';
import { type Call, type World } from '../world.ts';
import { recordAccess } from './audit.ts';
import { readResource } from './bundle.ts';
import { type Examined, type HoldDocumentType, examine } from './intake.ts';
import { samePatient } from './patients.ts';
import { hiddenFrom } from './prescription-access.ts';
import { type Acted, writeTask } from './prescription-acts.ts';
import { isPharmacy } from './rights.ts';

/** Simulator's default: how long a dispensing hold lasts. The Centre's own figure is not public. */
const HOLD_MS = 24 * 3_600_000;
const LONGEST_MS = 366 * 24 * 3_600_000;

const KINDS: Readonly<Record<string, { taken: HoldDocumentType | null; freed: HoldDocumentType | null }>> = {
  hold: { taken: null, freed: '18' },
  reserved: { taken: '6', freed: '7' },
  'dose-dispensing': { taken: '16', freed: '17' },
  locked: { taken: '4', freed: '5' },
};
const isKind = (text: string | null): text is HoldKind => text !== null && Object.hasOwn(KINDS, text);

type Input = Readonly<{ one(name: string): ParametersParameter | null; text(name: string): string | null }>;

function readInput(body: Uint8Array, allowed: readonly string[]): Outcome<Input> {
  const read = readResource<Parameters>(body, 'Parameters');
  if (!read.ok) return read;
  const all = read.value.parameter ?? [];
  const names = all.map(p => p.name);
  const strange = names.find(name => !allowed.includes(name));
  if (strange !== undefined || new Set(names).size !== names.length) {
    return refuse(400, { ...TEXTS.unknownParameter, expression: 'Parameters.parameter' });
  }
  const one = (name: string) => all.find(p => p.name === name) ?? null;
  return ok({
    one,
    text: name =>
      one(name)?.valueString ?? one(name)?.valueCode ?? one(name)?.valueDateTime ?? one(name)?.valueInstant ?? null,
  });
}

/** A small document about a hold: right in itself, of the wanted type, about this prescription. */
function checkDocument(
  world: World,
  call: Call,
  input: Input,
  row: PrescriptionRow,
  wanted: HoldDocumentType | null,
): Result<null, readonly Problem[]> {
  const resource = input.one('document')?.resource as FhirResource | undefined;
  if (!resource) return ok(null);
  if (resource.resourceType !== 'Binary' || wanted === null) return fail([SIGNING.notAllowed]);
  const examined = examine(world, call, new Uint8Array(Buffer.from(resource.data ?? '', 'base64')));
  if (!examined.ok) return examined;
  const { header } = examined.value;
  if (header.type.code !== wanted) return fail([SIGNING.notAllowed]);
  return header.related?.setId === row.setId || header.related?.oid === row.documentOid
    ? ok(null)
    : fail([STATE.unknownPrescription]);
}

function found(world: World, call: Call, taskId: string): Outcome<PrescriptionRow> {
  if (!isPharmacy(world.store, call.caller.organisation)) return refuse(403, { ...TEXTS.noRight, kanta: '5Y00009' });
  const row = world.store.prescriptions.byTask(taskId);
  const task = row === null ? null : world.repository.read<Task>('Task', taskId);
  return row !== null && task !== null && !hiddenFrom(world, call, 'opened')(task)
    ? ok(row)
    : refuse(404, TEXTS.notFound);
}

/** `$accept`: takes a prescription for one pharmacy. Taken again by the same one in the same way it gives the same secret. */
export function acceptTask(world: World, call: Call, taskId: string): Outcome<Answer> {
  const input = readInput(call.body, ['kind', 'reason', 'until', 'document']);
  if (!input.ok) return input;
  const kind = input.value.text('kind');
  if (!isKind(kind))
    return refuse(422, {
      ...TEXTS.badParameter,
      code: 'code-invalid',
      family: 'E-CODE',
      expression: 'Parameters.parameter',
      diagnostics: 'kind',
    });
  const reason = input.value.text('reason');
  if (kind !== 'hold' && reason === null) return refuse(422, STATE.reasonMissing);
  const until = input.value.text('until');
  const untilMs =
    until === null ? (kind === 'hold' ? call.nowMs + HOLD_MS : null) : (fhirSpan(until)?.fromMs ?? Number.NaN);
  if (untilMs !== null && !(untilMs > call.nowMs && untilMs < call.nowMs + LONGEST_MS))
    return refuse(422, { ...TEXTS.badParameter, code: 'value', diagnostics: 'until' });
  return world.store.attempt<Answer, Refusal>(() => {
    const row = found(world, call, taskId);
    if (!row.ok) return row;
    const owner = call.caller.organisation;
    const { hold } = row.value;
    const again = hold?.owner === owner && hold.kind === kind;
    const problems = again ? [] : holdAgainst(row.value, kind, owner);
    if (problems.length > 0) return fail(asRefusal(problems));
    const checked = checkDocument(world, call, input.value, row.value, KINDS[kind]?.taken ?? null);
    if (!checked.ok) return fail(asRefusal(checked.error));
    const next: PrescriptionRow = again
      ? row.value
      : { ...row.value, hold: { kind, owner, secret: secret(world), untilMs, reason } };
    if (!again) world.store.prescriptions.save(next);
    const task = again ? world.repository.read<Task>('Task', taskId) : writeTask(world, next, call.nowMs);
    if (!task) throw new Error('a prescription without its task');
    recordAccess(world, call, {
      interaction: 'operation',
      action: 'E',
      outcome: '0',
      patients: [next.patientId],
      documents: [next.documentOid],
    });
    return ok(resourceAnswer(200, taken(world, call, task, next), { ETag: etag(task.meta.versionId) }));
  });
}

/** Sixteen random bytes as text: nobody guesses another pharmacy's secret. */
const secret = (world: World): string =>
  Buffer.from(Uint8Array.from({ length: 16 }, () => Math.floor(world.random() * 256))).toString('base64url');

function taken(world: World, call: Call, task: Task, row: PrescriptionRow): Bundle {
  const head = world.store.documents.head(row.documentOid);
  const bytes = world.store.documents.bytes(row.documentOid);
  const binary: Binary | null =
    head && bytes
      ? {
          resourceType: 'Binary',
          id: head.binaryId,
          contentType: 'text/xml',
          data: Buffer.from(bytes).toString('base64'),
        }
      : null;
  return {
    resourceType: 'Bundle',
    type: 'collection',
    entry: [task, ...(binary ? [binary] : [])].map(resource => ({
      fullUrl: `${call.base}/${resource.resourceType}/${resource.id}`,
      resource: resource as FhirResource,
    })),
  };
}

/** `$reject`: gives a prescription back. Given back twice it is simply free. */
export function rejectTask(world: World, call: Call, taskId: string): Outcome<Answer> {
  const input = readInput(call.body, ['secret', 'document']);
  if (!input.ok) return input;
  const given = input.value.text('secret');
  if (given === null) return refuse(422, { ...TEXTS.badParameter, code: 'required', diagnostics: 'secret' });
  return world.store.attempt<Answer, Refusal>(() => {
    const row = found(world, call, taskId);
    if (!row.ok) return row;
    const { hold } = row.value;
    if (hold === null) return ok({ status: 204 });
    const party = pharmacyParty(hold, call.caller.organisation);
    if (hold.secret !== given || actAgainst(row.value, 'give back', party).length > 0)
      return refuse(403, TEXTS.notYours);
    const checked = checkDocument(world, call, input.value, row.value, KINDS[hold.kind]?.freed ?? null);
    if (!checked.ok) return fail(asRefusal(checked.error));
    const free: PrescriptionRow = { ...row.value, hold: null };
    world.store.prescriptions.save(free);
    writeTask(world, free, call.nowMs);
    recordAccess(world, call, {
      interaction: 'operation',
      action: 'E',
      outcome: '0',
      patients: [free.patientId],
      documents: [free.documentOid],
    });
    return ok({ status: 204 });
  });
}

type HoldDocument = Examined & { content: Extract<Examined['content'], { kind: 'hold' }> };

const TAKES: Readonly<Partial<Record<HoldDocumentType, HoldKind>>> = {
  '4': 'locked',
  '6': 'reserved',
  '16': 'dose-dispensing',
};
const FREES: Readonly<Partial<Record<HoldDocumentType, HoldKind>>> = {
  '5': 'locked',
  '7': 'reserved',
  '17': 'dose-dispensing',
  '18': 'hold',
};

/**
 * A lock, a reservation, dose dispensing or the end of one as a signed document of its own. The document says who: no secret is
 * asked of the organisation that signed. A release names the kind that it ends.
 */
export function actOnHold(world: World, call: Call, { header, content }: HoldDocument): Acted {
  const { prescriptions } = world.store;
  const row = prescriptions.get(header.related?.setId ?? header.related?.oid ?? '');
  if (!row) return fail([STATE.unknownPrescription]);
  if (header.version !== 1) return fail([STATE.knownSet]);
  if (!samePatient(world, row.patientId, header.patient)) return fail([STATE.otherPatient]);
  const owner = call.caller.organisation;
  const taken = TAKES[content.type];
  if (taken !== undefined && content.reason === null) return fail([STATE.reasonMissing]);
  const against =
    taken !== undefined
      ? holdAgainst(row, taken, owner)
      : row.hold?.kind === FREES[content.type]
        ? actAgainst(row, 'give back', pharmacyParty(row.hold, owner))
        : [STATE.overlap];
  if (against.length > 0) return fail(against);
  const next: PrescriptionRow = {
    ...row,
    hold:
      taken === undefined ? null : { kind: taken, owner, secret: secret(world), untilMs: null, reason: content.reason },
  };
  prescriptions.save(next);
  writeTask(world, next, call.nowMs);
  return ok(row.patientId);
}
