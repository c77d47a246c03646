import { ok } from '../../../shared/kernel/result.ts';
import { type WillService } from '../../app/ports/kanta.port.ts';
import { SYSTEM } from '../../wire/fhir/systems.ts';
import { readDeclarations } from '../../wire/fhir/will.codec.ts';
import { type FhirClient } from './fhir-client.ts';
import { understood } from './reading.ts';

const SERVICE = 'tahdonilmaisu';
/** Denials are told to whoever keeps them together with the person. */
export const MAINTAIN = { _query: 'maintain-denials' } as const;

/** The Patient Data Management Service over FHIR. */
export function createWillService(client: FhirClient): WillService {
  return {
    async ofPatient({ identityCode }, context) {
      if (identityCode === null) return ok([]);
      const who = { 'patient:identifier': `${SYSTEM.identityCode}|${identityCode}` };
      const [consents, informings] = await Promise.all([
        client.search(SERVICE, 'Consent', { ...who, ...MAINTAIN }, context),
        client.search(SERVICE, 'Communication', who, context),
      ]);
      if (!consents.ok) return consents;
      if (!informings.ok) return informings;
      return understood(() => readDeclarations([...consents.value, ...informings.value]));
    },
  };
}
