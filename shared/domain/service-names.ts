import { type Language, type Localized } from '../kernel/language.ts';
import { type Service, SERVICES } from './queue.ts';

/** What people call the services. Names: kanta.fi. */
export const SERVICE_NAMES: Readonly<Record<Service, Localized>> = {
  resepti: { fi: 'Reseptikeskus', sv: 'Receptcentret', en: 'Prescription Centre' },
  potilastieto: { fi: 'Potilastietovaranto', sv: 'Patientdatalagret', en: 'Patient Data Repository' },
  tahdonilmaisu: { fi: 'Tahdonilmaisupalvelu', sv: 'Viljeyttringstjänsten', en: 'Patient Data Management Service' },
  sosiaali: { fi: 'Asiakastietovaranto', sv: 'Klientdatalagret', en: 'Client Data Repository' },
  rooli: { fi: 'Roolitieto', sv: 'Rolluppgifter', en: 'Role service' },
};

export const serviceNamesIn = (language: Language): Readonly<Record<Service, string>> =>
  Object.fromEntries(SERVICES.map(service => [service, SERVICE_NAMES[service][language]])) as Record<Service, string>;
