import { type LogAct } from '../../../../shared/domain/oversight/log-acts.ts';
import { type Patient } from '../../../../shared/domain/people/person.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { auditIn } from '../../audit/audited.ts';
import { type Environment } from '../../environment.ts';
import { TREATMENT } from '../../session/query-context.ts';
import { type Desk } from '../../session/session.ts';
import { openedPatient } from './open-patient.ts';

export type Person = Readonly<{ patient: Patient; identityCode: string }>;

/** The open patient, who needs an identity code: the service knows nobody by another. */
export function personOf(
  env: Environment,
  desk: Desk,
  patientId: string,
): Result<Person, Failure<'PAT-0002' | 'PAT-0005'>> {
  const opened = openedPatient(env, desk, patientId);
  if (!opened.ok) return fail({ code: 'PAT-0002' });
  const { patient } = opened.value;
  return patient.identityCode === null
    ? fail({ code: 'PAT-0005' })
    : ok({ patient, identityCode: patient.identityCode });
}

/** The same, with the reading written into the log before anything is shown. */
export function loggedPerson(
  env: Environment,
  desk: Desk,
  patientId: string,
  act: LogAct,
): ReturnType<typeof personOf> {
  const person = personOf(env, desk, patientId);
  if (person.ok)
    env.store.write(tx =>
      auditIn(tx, env, desk.professional, { act, patientId, subject: null, reason: TREATMENT, outcome: 'ok' }),
    );
  return person;
}
