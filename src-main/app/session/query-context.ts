import { type Professional } from '../../../shared/domain/people/person.ts';
import { type Environment } from '../environment.ts';
import { type QueryContext } from '../ports/kanta.port.ts';

/** Reason 1, treatment, in 1.2.246.537.5.40110.2006. */
export const TREATMENT = '1';

/** Who asks, for which unit and why: travels with every request and is logged by the service. */
export const contextOf = (
  env: Pick<Environment, 'newUuid'>,
  professional: Professional,
  reason: string,
  relation: string,
): QueryContext => ({
  actor: { registrationNumber: professional.registrationNumber, right: professional.right },
  organisationOid: professional.organisation.oid,
  unitOid: professional.organisation.oid,
  reason,
  relation,
  correlationId: env.newUuid(),
});
