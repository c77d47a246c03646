import { type Clock } from '../../../shared/kernel/clock.ts';
import { type RoleAnswer, type RoleService } from '../../app/ports/kanta.port.ts';
import { isController, readOrganisation, readRolePeriod } from '../../wire/fhir/people.codec.ts';
import { ofType } from '../../wire/fhir/resources.ts';
import { oidUri, SYSTEM } from '../../wire/fhir/systems.ts';
import { type FhirClient } from './fhir-client.ts';
import { understood } from './reading.ts';

/** The role and attribute service: who has which right where, and whether it is in force today. */
export function createRoleService(client: FhirClient, clock: Clock): RoleService {
  return {
    async controllers(context) {
      const found = await client.search('rooli', 'Organization', { active: 'true' }, context);
      if (!found.ok) return found;
      return understood(() =>
        ofType(found.value, 'Organization')
          .filter(isController)
          .flatMap(one => {
            const read = readOrganisation(one);
            return read === null ? [] : [{ oid: read.oid, name: read.name }];
          })
          .sort((a, b) => a.name.localeCompare(b.name, 'fi')),
      );
    },
    async rightOf(registrationNumber, organisationOid, context) {
      const roles = await client.search(
        'rooli',
        'PractitionerRole',
        {
          'practitioner:identifier': `${SYSTEM.registrationNumber}|${registrationNumber}`,
          'organization:identifier': `${SYSTEM.uri}|${oidUri(organisationOid)}`,
        },
        context,
      );
      if (!roles.ok) return roles;
      const today = clock.today();
      return understood((): RoleAnswer | null => {
        const periods = ofType(roles.value, 'PractitionerRole').map(role => readRolePeriod(role, today));
        // A right in force counts before one that has ended; of several ended ones the last.
        const [best] = periods.sort((a, b) => Number(b.inForce) - Number(a.inForce) || (a.from < b.from ? 1 : -1));
        return best === undefined ? null : { registrationNumber, organisationOid, ...best };
      });
    },
  };
}
