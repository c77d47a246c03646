import { type PurchasedServices } from '../../app/ports/kanta.port.ts';
import { readAuthorisation } from '../../wire/fhir/authorisation.codec.ts';
import { ofType } from '../../wire/fhir/resources.ts';
import { SYSTEM } from '../../wire/fhir/systems.ts';
import { type FhirClient } from './fhir-client.ts';
import { understood } from './reading.ts';

/** Authorisations of purchased services in the Patient Data Repository. */
export const createPurchasedServices = (client: FhirClient): PurchasedServices => ({
  async ofPatient(identityCode, context) {
    const who = { 'patient:identifier': `${SYSTEM.identityCode}|${identityCode}` };
    const found = await client.search('potilastieto', 'Consent', who, context);
    if (!found.ok) return found;
    return understood(() =>
      ofType(found.value, 'Consent')
        .flatMap(consent => readAuthorisation(consent) ?? [])
        .sort((a, b) => b.grantedAt.localeCompare(a.grantedAt)),
    );
  },
});
