import { type Opening, type Desk } from '../../session/session.ts';
import { audited, auditIn } from '../../audit/audited.ts';
import { type Environment } from '../../environment.ts';
import { contextOf } from '../../session/query-context.ts';
import { REASON_RULE } from '../../../../shared/domain/people/access.rules.ts';
import { may } from '../../../../shared/domain/people/capabilities.ts';
import { keptPrescriptions, keptRecords } from '../offline/kept-lists.ts';
import { type Patient } from '../../../../shared/domain/people/person.ts';
import { readIdentityCode } from '../../../../shared/domain/people/personal-identity-code.ts';
import { type RecordDocument, type ServiceEvent } from '../../../../shared/domain/records/record.ts';
import { eventUnderWay, openSeries } from '../../../../shared/domain/records/service-event.ts';
import { type PatientHit } from '../../../../shared/contract/patients.contract.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { dateInHelsinki, type Instant, instantMs, type LocalDate } from '../../../../shared/kernel/time.ts';
import { healthFactsOf } from '../knowledge/health-facts.ts';

export const hitOf = (patient: Patient): PatientHit => ({
  id: patient.id,
  identityCode: patient.identityCode,
  family: patient.family,
  given: [...patient.given],
  birthDate: patient.birthDate,
  sex: patient.sex,
  city: patient.city,
  deceased: patient.deceasedOn !== null,
});

/** Who was opened last at this desk, with the date of what is known of them without a line. */
export const recentPatients = (env: Environment, desk: Desk, limit: number): PatientHit[] =>
  env.store.read(tx =>
    tx.patients.recent(desk.professional.registrationNumber, limit).map(patient => {
      const kept = [keptPrescriptions(tx, desk, patient.id), keptRecords(tx, desk, patient.id)];
      const keptAt = kept
        .flatMap(list => (list === null ? [] : [list.at]))
        .sort()
        .at(-1);
      return { ...hitOf(patient), ...(keptAt === undefined ? {} : { keptAt }) };
    }),
  );

type Found = Readonly<{ hits: PatientHit[]; total: number; asked: 'ownRegister' | 'service'; serviceMissing: boolean }>;

/** Eleven characters with a digit first look like an identity code, whether right or not. */
const LOOKS_LIKE_CODE = /^\d{6}[-+A-Za-z]\d{3}[0-9A-Za-z]$/;

/** Own register first; an identity code that is not there is asked from the service. Written to the log before the answer. */
export async function searchPatients(
  env: Environment,
  desk: Desk,
  text: string,
  limit: number,
): Promise<Result<Found, Failure<'PAT-0001'>>> {
  const wanted = text.trim();
  const log = (outcome: 'ok' | 'PAT-0001'): void =>
    env.store.write(tx =>
      auditIn(tx, env, desk.professional, { act: 'search', patientId: null, subject: null, reason: null, outcome }),
    );

  if (!LOOKS_LIKE_CODE.test(wanted)) {
    const { hits, total } = env.store.read(tx => tx.patients.search(wanted, limit));
    log('ok');
    return ok({ hits: hits.map(hitOf), total, asked: 'ownRegister', serviceMissing: false });
  }
  const code = readIdentityCode(wanted);
  if (!code.ok) {
    log('PAT-0001');
    return fail({ code: 'PAT-0001', detail: [code.error] });
  }
  log('ok');
  const own = env.store.read(tx => tx.patients.byIdentityCode(code.value.code));
  if (own !== null) return ok({ hits: [hitOf(own)], total: 1, asked: 'ownRegister', serviceMissing: false });
  const reason = desk.professional.organisation.kind === 'pharmacy' ? '6' : '1';
  const asked = await env.repository.findPatient(code.value.code, contextOf(env, desk.professional, reason, ''));
  if (!asked.ok) return ok({ hits: [], total: 0, asked: 'service', serviceMissing: true });
  if (asked.value === null) return ok({ hits: [], total: 0, asked: 'service', serviceMissing: false });
  const answered = asked.value;
  const found = env.store.write(tx => {
    // The same question may have been answered meanwhile: a code belongs to one patient.
    const known = tx.patients.byIdentityCode(code.value.code);
    if (known !== null) return known;
    const added = { ...answered, id: env.newUuid() };
    tx.patients.put(added);
    return added;
  });
  return ok({ hits: [hitOf(found)], total: 1, asked: 'service', serviceMissing: false });
}

type Opened = Readonly<{
  patient: Patient;
  openServiceEvent: ServiceEvent | null;
  openSeries: ServiceEvent[];
  openedAt: Instant;
  latestWeightKg: WeightKg | null;
}>;
type WeightKg = Readonly<{ value: string; on: LocalDate }>;

/** A pharmacy opens prescriptions only on the customer's word (rule R51): the basis is part of the opening. */
export function openPatient(
  env: Environment,
  desk: Desk,
  patientId: string,
  wanted: Omit<Opening, 'at'>,
): Result<Opened, Failure<'PAT-0002' | 'PAT-0004'>> {
  const inPharmacy = desk.professional.organisation.kind === 'pharmacy';
  if (inPharmacy && wanted.basis === null) {
    audited(env, desk.professional, {
      act: 'denied',
      patientId,
      subject: null,
      reason: wanted.reason,
      outcome: 'PAT-0004',
    });
    return fail({ code: 'PAT-0004' });
  }
  // What the profession may ask the Centre for.
  if (!REASON_RULE.holds({ profession: desk.professional.profession, queryReason: wanted.reason })) {
    audited(env, desk.professional, {
      act: 'denied',
      patientId,
      subject: null,
      reason: wanted.reason,
      outcome: 'PAT-0004',
    });
    return fail({ code: 'PAT-0004', detail: [REASON_RULE.id] });
  }
  const at = env.clock.now();
  const { weight } = healthFactsOf(env, patientId);
  const weighed = weight === null ? [] : [{ value: String(weight.kg), on: weight.on }];
  const opened = env.store.write(tx => {
    const patient = tx.patients.get(patientId);
    if (patient === null) return null;
    auditIn(tx, env, desk.professional, {
      act: 'open',
      patientId,
      subject: wanted.basis,
      reason: wanted.reason,
      outcome: 'ok',
    });
    tx.patients.markOpened(desk.professional.registrationNumber, patientId, at);
    const events = tx.serviceEvents.ofPatient(patientId);
    const unitOid = desk.professional.organisation.oid;
    const readsHealth = may(desk.professional, 'readPatients');
    return {
      patient: readsHealth ? patient : { ...patient, allergies: null },
      openServiceEvent: eventUnderWay(events, unitOid),
      openSeries: [...openSeries(events, unitOid)],
      openedAt: at,
      latestWeightKg: !readsHealth
        ? null
        : latestWeight(
            tx.documents.ofPatient('record', patientId).map(d => d.content as RecordDocument),
            weighed,
          ),
    };
  });
  if (opened === null) return fail({ code: 'PAT-0002' });
  desk.opened.set(patientId, { ...wanted, at });
  return ok(opened);
}

/** The newest of what the records say and what was said for the checks. */
function latestWeight(documents: readonly RecordDocument[], weighed: readonly WeightKg[]): WeightKg | null {
  const weights = documents.flatMap(d =>
    d.sections.flatMap(s =>
      s.entries.flatMap(e =>
        e.kind === 'measurement' && e.measurement === 'bodyWeight'
          ? [{ value: e.value as string, on: dateInHelsinki(instantMs(e.measuredAt)) }]
          : [],
      ),
    ),
  );
  return [...weights, ...weighed].sort((a, b) => b.on.localeCompare(a.on))[0] ?? null;
}

/** The patient, when this desk has opened the data with a reason. */
export function openedPatient(
  env: Environment,
  desk: Desk,
  patientId: string,
): Result<Readonly<{ patient: Patient; opening: Opening }>, Failure<'PAT-0002' | 'PAT-0004'>> {
  const opening = desk.opened.get(patientId);
  const patient = env.store.read(tx => tx.patients.get(patientId));
  if (patient === null) return fail({ code: 'PAT-0002' });
  if (opening === undefined) return fail({ code: 'PAT-0004' });
  return ok({ patient, opening });
}
