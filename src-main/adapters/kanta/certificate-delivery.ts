import { type CertificateDelivery } from '../../app/ports/kanta.port.ts';
import { readDelivery } from '../../wire/fhir/delivery.codec.ts';
import { ofType } from '../../wire/fhir/resources.ts';
import { SYSTEM } from '../../wire/fhir/systems.ts';
import { type FhirClient } from './fhir-client.ts';
import { understood } from './reading.ts';

/** Forwardings of certificates, as the Patient Data Repository tells them to whoever asked for them. */
export const createCertificateDelivery = (client: FhirClient): CertificateDelivery => ({
  async ofPatient(identityCode, context) {
    const who = { 'patient:identifier': `${SYSTEM.identityCode}|${identityCode}` };
    const found = await client.search('potilastieto', 'Communication', who, context);
    if (!found.ok) return found;
    return understood(() => ofType(found.value, 'Communication').flatMap(one => readDelivery(one) ?? []));
  },
});
