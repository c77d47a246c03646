import type { AuditEvent, Bundle } from 'fhir/r4.js';
import { ok } from '../../../shared/kernel/result.ts';
import { SYSTEM, profile } from '../names.ts';
import { type Answer, resourceAnswer } from '../rest/answer.ts';
import { type Outcome, refuse } from '../rest/refusal.ts';
import { TEXTS } from '../rest/texts.ts';
import { type Access } from '../store/accesses.ts';
import { fhirDateTime, fhirSpan } from '../time.ts';
import { SUPERVISION } from '../trust/token.ts';
import { type Call, type World } from '../world.ts';
import { patientByHetu } from './patients.ts';

export type Seen = Pick<Access, 'interaction' | 'action' | 'outcome' | 'patients' | 'documents'>;

/** Writes one line of the viewing log: who, where, why, whose data, with what outcome. */
export function recordAccess(world: World, call: Call, seen: Seen): void {
  const { organisation, unit, person, right, reason, relation, system } = call.caller;
  world.store.accesses.add({
    id: world.newUuid(),
    atMs: call.nowMs,
    service: call.service,
    organisation,
    unit,
    person,
    right,
    reason,
    relation,
    system,
    correlation: call.correlationId,
    ...seen,
  });
}

const MOST_SHOWN = 100;

const dateTest = /^(ge|lt|eq)?(\d.*)$/;
/** The patient of `entity`, by logical id or identity code; empty where nobody is known, so that nothing is found. */
const patientNamed = (world: World, name: string, value: string): string =>
  name === 'entity'
    ? value.replace(/^Patient\//, '')
    : (patientByHetu(world, value.replace(`${SYSTEM.hetu}|`, ''))?.id ?? '');

/**
 * The log of one's own organisation, for supervision of use (reason 14) only; newest first. By the day it is the viewing log
 * (message type 19), about one patient or by one professional what the data-protection officer looks into (20).
 */
export function searchAccesses(world: World, call: Call): Outcome<Answer> {
  if (call.caller.reason !== SUPERVISION) return refuse(403, TEXTS.noReason);
  let [fromMs, toMs] = [0, Number.MAX_SAFE_INTEGER];
  let [patient, person]: (string | null)[] = [null, null];
  for (const [name, value] of new URLSearchParams(Buffer.from(call.body).toString('utf8'))) {
    if (name === 'entity' || name === 'entity:identifier') {
      patient = patientNamed(world, name, value);
      continue;
    }
    if (name === 'agent:identifier') {
      person = value.replace(`${SYSTEM.registrationNumber}|`, '');
      continue;
    }
    const match = dateTest.exec(value);
    const span = name === 'date' && match ? fhirSpan(match[2] ?? '') : null;
    if (!span) return refuse(400, name === 'date' ? TEXTS.badParameter : TEXTS.unknownParameter);
    if (match?.[1] !== 'lt') fromMs = Math.max(fromMs, span.fromMs);
    if (match?.[1] !== 'ge') toMs = Math.min(toMs, match?.[1] === 'lt' ? span.fromMs : span.toMs);
  }
  const { organisation } = call.caller;
  const wanted = { organisation, fromMs, toMs, patient: patient ?? null, person: person ?? null, limit: MOST_SHOWN };
  const found = world.store.accesses.of(wanted);
  const bundle: Bundle = {
    resourceType: 'Bundle',
    type: 'searchset',
    total: found.length,
    ...(found.length > 0
      ? {
          entry: found.map(a => ({
            fullUrl: `${call.base}/AuditEvent/${a.id}`,
            resource: auditEvent(a),
            search: { mode: 'match' as const },
          })),
        }
      : {}),
  };
  return ok(resourceAnswer(200, bundle));
}

const CODED = (system: string, code: string) => ({ system, code });

function auditEvent(access: Access): AuditEvent {
  const patients = access.patients.map(id => ({
    what: { reference: `Patient/${id}` },
    type: CODED('http://terminology.hl7.org/CodeSystem/audit-entity-type', '1'),
    role: CODED('http://terminology.hl7.org/CodeSystem/object-role', '1'),
  }));
  const documents = access.documents.map(oid => ({
    what: { identifier: { system: SYSTEM.uri, value: `urn:oid:${oid}` } },
    type: CODED('http://terminology.hl7.org/CodeSystem/audit-entity-type', '2'),
    role: CODED('http://terminology.hl7.org/CodeSystem/object-role', '4'),
  }));
  return {
    resourceType: 'AuditEvent',
    id: access.id,
    ...(patients.length > 0 ? { meta: { profile: [profile('sim-audit-event')] } } : {}),
    type: CODED('http://terminology.hl7.org/CodeSystem/audit-event-type', 'rest'),
    subtype: [CODED('http://hl7.org/fhir/restful-interaction', access.interaction)],
    action: access.action,
    recorded: fhirDateTime(access.atMs),
    outcome: access.outcome,
    purposeOfEvent: [{ coding: [CODED(SYSTEM.queryReason, access.reason)] }],
    agent: [
      {
        who: { identifier: { system: SYSTEM.registrationNumber, value: access.person } },
        requestor: true,
        ...(access.right === null ? {} : { role: [{ coding: [CODED(SYSTEM.right, access.right)] }] }),
        ...(access.relation ? { policy: [`urn:x-relation:${encodeURIComponent(access.relation)}`] } : {}),
      },
      { who: { identifier: { system: SYSTEM.uri, value: `urn:oid:${access.organisation}` } }, requestor: false },
    ],
    source: { observer: { display: `kanta-simulator ${access.service}` } },
    entity:
      [...patients, ...documents].length > 0 ? [...patients, ...documents] : [{ description: access.interaction }],
  };
}
