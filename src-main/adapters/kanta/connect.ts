import { type KantaLine } from '../../app/ports/kanta.port.ts';
import { type KantaServices } from '../../app/ports/kanta-services.port.ts';
import { type CovidTrustSource } from '../../app/ports/covid.port.ts';
import { type MedicineVersionSource } from '../../app/ports/medicine-versions.port.ts';
import { type PracticeFaults } from '../../app/ports/platform.port.ts';
import { type KantaConfig, LIMITS } from './config.ts';
import { createDirectReimbursement, createPackVerification } from './counter-services.ts';
import { createCertificateDelivery } from './certificate-delivery.ts';
import { createCovidTrustSource } from './covid-trust-list.ts';
import { createFhirClient, type Heard } from './fhir-client.ts';
import { createHttp } from './http.ts';
import { createDisclosureSearch } from './disclosure-search.ts';
import { createImagingRepository } from './imaging-repository.ts';
import { createKantaLine } from './kanta-line.ts';
import { createMedicineVersionSource } from './medicine-versions.ts';
import { createPatientData } from './patient-data.ts';
import { createPracticeFaults } from './practice-faults.ts';
import { createPrescriptionCentre } from './prescription-centre.ts';
import { createPurchasedServices } from './purchased-services.ts';
import { createReading } from './reading.ts';
import { createReceiptCheck } from './receipt.ts';
import { createRenewalInbox } from './renewal-inbox.ts';
import { createRoleService } from './role-service.ts';
import { createTokens } from './token.ts';
import { createSocialRepository } from './social-repository.ts';
import { createWellbeingService } from './wellbeing-service.ts';
import { createWillService } from './will-service.ts';

export type Kanta = KantaServices &
  Readonly<{
    line: KantaLine;
    covidSigners: CovidTrustSource;
    medicineVersions: MedicineVersionSource;
    /** For the practice profile only: a real environment has no such interface and answers false. */
    faults: PracticeFaults;
    /** Cuts the kept connections. */
    close(): void;
  }>;

/**
 * Everything that speaks to the national services, over one set of kept connections. Nothing is sent before it is asked for.
 * @param heard is told of every answer and silence beside the queue, whose own line keeps count itself
 */
export function connectKanta(config: KantaConfig, heard: Heard = () => undefined): Kanta {
  const limits = { ...LIMITS, ...config.limits };
  const http = createHttp(limits, config.tls);
  const tokens = createTokens(config);
  const line = createFhirClient(config, limits, http, tokens);
  const client = createFhirClient(config, limits, http, tokens, heard);
  const reading = createReading(client);
  return {
    line: createKantaLine(line, createReceiptCheck(config.receipts), config.clock),
    centre: createPrescriptionCentre(client, reading, config),
    renewals: createRenewalInbox(client),
    repository: createPatientData(client, reading, config),
    wellbeing: createWellbeingService(config, http, tokens),
    wills: createWillService(client),
    social: createSocialRepository(client),
    deliveries: createCertificateDelivery(client),
    disclosure: createDisclosureSearch(client),
    purchased: createPurchasedServices(client),
    imaging: createImagingRepository(client, reading),
    roles: createRoleService(client, config.clock),
    reimbursement: createDirectReimbursement(config, http, tokens),
    packs: createPackVerification(config, http, tokens),
    covidSigners: createCovidTrustSource(http, config.root, config.receipts),
    medicineVersions: createMedicineVersionSource(config, http, tokens),
    faults: createPracticeFaults(http, config.root, config.controlToken ?? null),
    close: () => http.close(),
  };
}
