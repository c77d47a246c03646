import { type Profession } from './person.ts';

/** What a role may do. Checked in the host for every call; screens read the same table. */
export type Capability = 'prescribe' | 'dispense' | 'recordEntry' | 'readPatients' | 'seeQueue';

/**
 * Who may do what. Sources: Act 61/2007 (prescribing, dispensing); Kela CDA library (rights 001, 003, 005, 006, 034 in
 * 1.2.246.537.6.140.2008); nurses' limited prescribing (decree 1088/2010) needs its own rules and is not granted here.
 */
export const CAPABILITIES: Readonly<Record<Profession, readonly Capability[]>> = {
  physician: ['prescribe', 'recordEntry', 'readPatients', 'seeQueue'],
  specialistPhysician: ['prescribe', 'recordEntry', 'readPatients', 'seeQueue'],
  dentist: ['prescribe', 'recordEntry', 'readPatients', 'seeQueue'],
  pharmacist: ['dispense', 'readPatients', 'seeQueue'],
  bachelorPharmacist: ['dispense', 'readPatients', 'seeQueue'],
  nurse: ['recordEntry', 'readPatients', 'seeQueue'],
};

export const may = (profession: Profession, capability: Capability): boolean =>
  CAPABILITIES[profession].includes(capability);
