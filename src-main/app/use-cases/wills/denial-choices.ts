import { type DenialChoices } from '../../../../shared/contract/wills.contract.ts';
import { type DenialScope } from '../../../../shared/domain/consent/will.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type Environment } from '../../environment.ts';
import { type Desk } from '../../session/session.ts';
import { controllersNow } from '../patients/controllers.ts';
import { openedPatient } from '../patients/open-patient.ts';
import { disclosedNow } from './disclosure.ts';

/** Reason 27, denial maintenance, in 1.2.246.537.5.40110.2006. */
const MAINTENANCE = '27';

/**
 * What a denial can name. Service events are those of this desk and those of documents that the person's own permission has
 * just opened; what was left out of that answer is not named here either.
 */
export async function denialChoices(
  env: Environment,
  desk: Desk,
  patientId: string,
): Promise<Result<DenialChoices, Failure<'PAT-0002'>>> {
  if (!openedPatient(env, desk, patientId).ok) return fail({ code: 'PAT-0002' });
  const controllers = await controllersNow(env, desk, MAINTENANCE);
  const { organisation } = desk.professional;
  const own = env.store
    .read(tx => tx.serviceEvents.ofPatient(patientId))
    .map(({ oid, startedAt }) => ({ oid, at: startedAt, place: organisation.name.fi, title: '' }));
  const elsewhere = disclosedNow(env, desk, patientId).flatMap(row =>
    row.serviceEventOid === null
      ? []
      : [{ oid: row.serviceEventOid, at: row.createdAt, place: row.controllerName, title: row.title }],
  );
  const events = new Map([...elsewhere, ...own].map(event => [event.oid, event] as const));
  return ok({
    controllers: [...controllers],
    serviceEvents: [...events.values()].sort((a, b) => b.at.localeCompare(a.at)),
  });
}

/** The name of what a denial covers, as far as it is known; its OID otherwise. Null for scopes that name nothing. */
export function nameOfTarget({ controllers, serviceEvents }: DenialChoices, scope: DenialScope): string | null {
  switch (scope.at) {
    case 'allHealth':
    case 'uusimaa':
      return null;
    case 'serviceEvent': {
      const event = serviceEvents.find(({ oid }) => oid === scope.oid);
      return event === undefined ? scope.oid : [event.title, event.place].filter(part => part !== '').join(', ');
    }
    case 'provider':
    case 'register':
    case 'socialController':
      return controllers.find(({ oid }) => oid === scope.controllerOid)?.name ?? scope.controllerOid;
    case 'socialDocument':
      return scope.oid;
    case 'socialService':
      return scope.serviceTask;
  }
}
