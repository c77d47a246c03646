import type { Patient } from 'fhir/r4.js';
import { type CdaPatient } from '../cda/cda-types.ts';
import { SYSTEM, profile } from '../names.ts';

/** 1.2.246.537.5.1.1997: 0 unknown, 1 male, 2 female, 9 not stated. */
const GENDER: Readonly<Record<string, Patient['gender']>> = { '1': 'male', '2': 'female', '9': 'other' };

/** A person first met in a document. */
export function patientView(patient: CdaPatient): Patient {
  const { given, callName, family } = patient.name;
  return {
    resourceType: 'Patient',
    meta: { profile: [profile('sim-patient')] },
    ...(patient.hetu
      ? {
          identifier: [
            {
              use: 'official' as const,
              type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'NNFIN' }] },
              system: SYSTEM.hetu,
              value: patient.hetu,
            },
          ],
        }
      : {}),
    active: true,
    name: [
      { use: 'official', ...(family ? { family } : {}), ...(given.length > 0 ? { given: [...given] } : {}) },
      ...(callName ? [{ use: 'nickname' as const, given: [callName] }] : []),
    ],
    gender: GENDER[patient.gender ?? ''] ?? 'unknown',
    ...(patient.birthDate ? { birthDate: patient.birthDate } : {}),
  };
}

export function displayName(patient: Patient): string {
  const name = patient.name?.find(n => n.use === 'official') ?? patient.name?.[0];
  return [name?.family, name?.given?.join(' ')].filter(Boolean).join(' ') || (name?.text ?? '');
}
