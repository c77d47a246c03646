import { OBSERVATION, FI, one, div, PRESSURE, BP, CUSTODIAN, type Case } from './validator-cases.ts';

/** Unusual and right: none of these may be refused. `expect` is not used. */
export const HARMLESS: readonly Case[] = [
  { name: 'core profile: blood pressure', base: PRESSURE, profile: BP, expect: '' },
  {
    name: 'custodian of the right kind',
    base: CUSTODIAN,
    profile: `${FI}/fi-base-information-custodian-public`,
    expect: '',
  },
  one(
    'size and hash of the data, in lines',
    {
      resourceType: 'Media',
      status: 'completed',
      content: { contentType: 'text/plain', data: 'YW\r\nJj', size: 3, hash: 'qZk+NkcGgWq6PiVxeFDCbJzQ2J0=' },
    },
    'status',
    'completed',
    '',
  ),
  one(
    'extension instead of a value',
    {
      resourceType: 'Patient',
      _birthDate: {
        extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }],
      },
    },
    'active',
    true,
    '',
  ),
  one('partial dates', 'patient', 'birthDate', '1971-03', ''),
  one('leap day', 'patient', 'birthDate', '2024-02-29', ''),
  one('fractions of a second and Z', 'prescription', 'authoredOn', '2026-02-02T09:15:00.123Z', ''),
  one('unknown code system', 'patient', 'maritalStatus', { coding: [{ system: 'urn:oid:1.2.3', code: 'x' }] }, ''),
  one('unknown extension', 'patient', 'extension', [{ url: 'http://example.org/x', valueString: 'y' }], ''),
  one('no-break space in a name', 'organization', 'name', 'a\u00a0b', ''),
  one('new identity code sign', 'patient', 'identifier.0.value', '020371Y922S', ''),
  one(
    'conditional reference in a transaction',
    'provenance',
    'target.0.reference',
    'MedicationRequest?identifier=a|b',
    '',
  ),
  one(
    'urn reference outside a Bundle',
    'prescription',
    'subject.reference',
    'urn:uuid:11111111-1111-4111-8111-111111111111',
    '',
  ),
  one(
    'further identifier beside the slices',
    'prescription',
    'identifier.2',
    { system: 'http://example.org', value: 'x' },
    '',
  ),
  one(
    'contained resource that is used',
    { ...OBSERVATION, subject: { reference: '#p' }, contained: [{ resourceType: 'Patient', id: 'p' }] },
    'status',
    'final',
    '',
  ),
  one(
    'styled narrative',
    'patient',
    'text',
    { status: 'generated', div: div('<table class="a"><tr><td colspan="2"><b>x</b></td></tr></table>') },
    '',
  ),
  one(
    'gaps in primitive lists',
    'patient',
    'name.0',
    { given: ['A', null], _given: [null, { extension: [{ url: 'http://example.org/x', valueString: 'y' }] }] },
    '',
  ),
];
