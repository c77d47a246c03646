import type { DocumentReference, Encounter, FhirResource, MedicationDispense, Task } from 'fhir/r4.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isDecimal } from '../../shared/kernel/decimal.ts';
import { oid, type Oid } from '../../shared/kernel/oid.ts';
import { localDate } from '../../shared/kernel/time.ts';
import { instantOf, localDateOf } from '../../src-main/wire/fhir/fhir-time.ts';
import { decimalOf, readJson } from '../../src-main/wire/fhir/json.ts';
import { readRefusal } from '../../src-main/wire/fhir/outcome.ts';
import { readOrganisation, readPatient, readRolePeriod } from '../../src-main/wire/fhir/people.codec.ts';
import { legalDocuments, ownersToAsk, readPrescriptionRows } from '../../src-main/wire/fhir/prescription-row.codec.ts';
import { readRecordRows, readServiceEvents } from '../../src-main/wire/fhir/record-row.codec.ts';
import { readBundle } from '../../src-main/wire/fhir/resources.ts';
import { aLegalPrescription } from '../builders/document.builder.ts';

const bytes = (value: unknown): Uint8Array =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

describe('JSON', () => {
  const number = fc
    .tuple(fc.constantFrom('', '-'), fc.bigInt({ min: 0n, max: 10n ** 15n - 1n }), fc.stringMatching(/^\d{0,9}$/))
    .map(([sign, whole, fraction]) => `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`);

  test('every decimal keeps its text', () => {
    fc.assert(
      fc.property(number, text => {
        const read = readJson(bytes(`{"value":${text},"list":[${text}]}`)) as { value: unknown };
        expect(decimalOf(read.value)).toBe(isDecimal(text) ? text : null);
        expect(JSON.stringify(read)).toBe(`{"value":${text},"list":[${text}]}`);
      }),
    );
  });

  test('every string survives', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.jsonValue(), (text, value) => {
        const written = JSON.stringify({ text, value });
        expect(JSON.stringify(readJson(bytes(written)))).toBe(written);
      }),
    );
  });

  test.each(['', '{', '[1,]', '<html></html>', '{"a":1}x', '\u00ff'])('%j is no JSON', text => {
    expect(readJson(bytes(text))).toBeNull();
  });

  test('bytes that are no UTF-8 are no JSON', () => {
    expect(readJson(new Uint8Array([0x22, 0xff, 0x22]))).toBeNull();
  });
});

describe('time', () => {
  test.each([
    ['2026-02-02T09:15:00+02:00', '2026-02-02T07:15:00.000Z'],
    ['2026-02-02T00:30:00+03:00', '2026-02-01T21:30:00.000Z'],
    ['2026-12-31T23:59:59.9999999-01:00', '2027-01-01T00:59:59.999Z'],
    ['2026-02-02T09:15:00Z', '2026-02-02T09:15:00.000Z'],
    ['2026-02-02', null],
    ['2026-02-30T09:15:00Z', null],
    ['2026-02-02T09:15:00', null],
    [undefined, null],
  ])('%s is %s', (text, wanted) => {
    expect(instantOf(text)).toBe(wanted);
  });

  test('a date is the date as written', () => {
    expect(localDateOf('2026-02-02T23:59:00+02:00')).toBe('2026-02-02');
    expect(localDateOf('2026-02')).toBeNull();
  });
});

const SET = oid('1.2.246.10.88888888.93001.2026.1');
const PHARMACY = oid('1.2.246.10.77777777.10.1');
const OTHER = oid('1.2.246.10.66666666.10.1');

const aTask = (status: Task['status'], business: string, change: Partial<Task> = {}): Task => ({
  resourceType: 'Task',
  id: 't1',
  identifier: [{ system: 'http://resepti.kanta.fi/fhir/id/setId', value: `urn:oid:${SET}` }],
  status,
  businessStatus: {
    coding: [{ system: 'https://kantasim.example/fhir/CodeSystem/rx-workflow-status', code: business }],
  },
  intent: 'order',
  lastModified: '2026-02-04T14:00:00+02:00',
  ...change,
});

const aDispense = (
  remaining: string,
  at: string,
  status: MedicationDispense['status'] = 'completed',
): MedicationDispense =>
  readJson(
    bytes(
      `{"resourceType":"MedicationDispense","status":"${status}","whenHandedOver":"${at}",
        "extension":[{"url":"https://kantasim.example/fhir/StructureDefinition/remaining-amount","valueQuantity":{"value":${remaining},"unit":"fol"}}],
        "authorizingPrescription":[{"identifier":{"system":"http://resepti.kanta.fi/fhir/id/setId","value":"urn:oid:${SET}"}}]}`,
    ),
  ) as MedicationDispense;

const contents = new Map([[SET, { prescription: aLegalPrescription(), generation: 'same' as const, corrected: null }]]);
const rows = (resources: readonly FhirResource[], organisations = new Map<string, { oid: Oid; name: string }>()) =>
  readPrescriptionRows(resources, contents, organisations, PHARMACY);

describe('rows of prescriptions', () => {
  test('nothing dispensed: everything is left, all lots of the iteration', () => {
    expect(rows([aTask('ready', 'available')])).toEqual({
      ok: true,
      value: [
        {
          prescription: aLegalPrescription(),
          state: 'notDispensed',
          holder: null,
          remaining: { value: '800', unit: 'fol' },
          dispensedLots: 0,
          lastDispensedAt: null,
          expiresOn: '2028-02-03',
          acceptance: 'accepted',
        },
      ],
    });
  });

  test('partly dispensed: what the latest lot left, with its exact text; annulled lots do not count', () => {
    const read = rows([
      aTask('ready', 'partly-dispensed'),
      aDispense('600.50', '2026-02-06T10:00:00+02:00'),
      aDispense('700', '2026-02-05T10:00:00+02:00'),
      aDispense('1', '2026-02-07T10:00:00+02:00', 'entered-in-error'),
    ]);
    expect(read).toMatchObject({
      ok: true,
      value: [
        {
          state: 'partlyDispensed',
          remaining: { value: '600.50', unit: 'fol' },
          dispensedLots: 2,
          lastDispensedAt: '2026-02-06T08:00:00.000Z',
        },
      ],
    });
  });

  test.each([
    ['completed', 'fully-dispensed', 'fullyDispensed'],
    ['cancelled', 'cancelled', 'cancelled'],
    ['cancelled', 'expired', 'expired'],
  ] as const)('%s %s is %s', (status, business, state) => {
    expect(rows([aTask(status, business)])).toMatchObject({ ok: true, value: [{ state }] });
  });

  test('held by another: the owner is asked for, named, and not me', () => {
    const task = aTask('in-progress', 'hold', {
      owner: { reference: 'Organization/o2', display: 'Satamakulman apteekki' },
    });
    expect(ownersToAsk([task])).toEqual(['Organization/o2']);
    const read = rows(
      [task, aDispense('700', '2026-02-05T10:00:00+02:00')],
      new Map([['Organization/o2', { oid: OTHER, name: 'x' }]]),
    );
    expect(read).toMatchObject({
      ok: true,
      value: [
        {
          state: 'partlyDispensed',
          holder: {
            kind: 'hold',
            organisationOid: OTHER,
            organisationName: 'Satamakulman apteekki',
            since: '2026-02-04T12:00:00.000Z',
            mine: false,
          },
        },
      ],
    });
  });

  test('held by us', () => {
    const owner = { identifier: { system: 'urn:ietf:rfc:3986', value: `urn:oid:${PHARMACY}` } };
    expect(ownersToAsk([aTask('in-progress', 'reserved', { owner })])).toEqual([]);
    expect(rows([aTask('in-progress', 'reserved', { owner })])).toMatchObject({
      ok: true,
      value: [{ state: 'notDispensed', holder: { kind: 'reserved', mine: true } }],
    });
  });

  test('what cannot be shown safely is named, never left out', () => {
    expect(rows([aTask('ready', 'something-new')])).toEqual({ ok: false, error: [SET] });
    expect(rows([aTask('in-progress', 'hold')])).toEqual({ ok: false, error: [SET] });
    expect(readPrescriptionRows([aTask('ready', 'available')], new Map(), new Map(), PHARMACY)).toEqual({
      ok: false,
      error: [SET],
    });
  });

  test('beside the prescription stands the newest request to renew it, in each of its states', () => {
    const request = (business: string, authoredOn: string, change: Partial<Task> = {}): Task => ({
      ...aTask('requested', business),
      intent: 'proposal',
      focus: { identifier: { system: 'http://resepti.kanta.fi/fhir/id/setId', value: `urn:oid:${SET}` } },
      authoredOn,
      ...change,
    });
    const told = (...requests: readonly Task[]) => {
      const read = rows([aTask('ready', 'available'), ...requests]);
      return read.ok ? read.value[0]?.renewal : read;
    };
    expect(told()).toBeUndefined();
    const [march, may] = ['2026-03-01T10:00:00+02:00', '2026-05-01T10:00:00+03:00'];
    const ended = { restriction: { period: { end: '2026-05-09T10:00:00+03:00' } } };
    const states = {
      'renewal-sent': 'sent',
      'renewal-received': 'received',
      'renewal-renewed': 'renewed',
      'renewal-rejected': 'rejected',
      'renewal-returned': 'returned',
      'renewal-expired': 'expired',
      cancelled: 'withdrawn',
    };
    for (const [business, state] of Object.entries(states))
      expect(told(request(business, may, ended), request('renewal-renewed', march))).toEqual({
        state,
        requestedAt: '2026-05-01T07:00:00.000Z',
        endsAt: '2026-05-09T07:00:00.000Z',
        ground: '',
      });
    expect(told(request('renewal-rejected', may, { statusReason: { text: 'Aika varattava' } }))).toMatchObject({
      endsAt: null,
      ground: 'Aika varattava',
    });
    expect([told(request('of tomorrow', may)), told(request('renewal-sent', 'yesterday'))]).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('of each set the latest document with content is read', () => {
    const document = (version: number, type: string, date: string): DocumentReference => ({
      resourceType: 'DocumentReference',
      masterIdentifier: { system: 'urn:ietf:rfc:3986', value: `urn:oid:1.2.246.10.88888888.93001.2026.${version}` },
      identifier: [{ system: 'http://resepti.kanta.fi/fhir/id/setId', value: `urn:oid:${SET}` }],
      status: 'current',
      type: { coding: [{ system: 'urn:oid:1.2.246.537.5.40105.2006', code: type }] },
      date,
      content: [{ attachment: { url: `Binary/b${version}`, hash: 'x' } }],
    });
    const all = [
      document(2, '3', '2026-02-04T10:00:00+02:00'),
      document(1, '1', '2026-02-03T10:00:00+02:00'),
      document(3, '2', '2026-02-05T10:00:00+02:00'),
      document(9, '10', '2026-02-06T10:00:00+02:00'),
    ];
    expect(legalDocuments(all)).toEqual([
      { oid: '1.2.246.10.88888888.93001.2026.2', setId: SET, url: 'Binary/b2', hash: 'x' },
    ]);
  });
});

describe('records', () => {
  const aReference = (no: number, change: Partial<DocumentReference> = {}): DocumentReference => ({
    resourceType: 'DocumentReference',
    masterIdentifier: { system: 'urn:ietf:rfc:3986', value: `urn:oid:1.2.246.10.88888888.11001.2026.${no}` },
    status: 'current',
    type: { text: 'Käyntimerkintä' },
    date: `2026-02-0${no}T10:00:00+02:00`,
    author: [{ display: 'Aino Maria Harjula' }],
    content: [{ attachment: { url: 'Binary/b', hash: 'x' } }],
    context: { encounter: [{ identifier: { value: 'urn:oid:1.2.246.10.88888888.14001.2026.1' } }] },
    ...change,
  });

  test('newest first, replaced and annulled ones left out, versions counted', () => {
    const replaces = {
      code: 'replaces' as const,
      target: { identifier: { value: 'urn:oid:1.2.246.10.88888888.11001.2026.1' } },
    };
    const read = readRecordRows([
      aReference(1, { status: 'superseded' }),
      aReference(2, { relatesTo: [replaces] }),
      aReference(3),
      aReference(4, { status: 'entered-in-error' }),
    ]);
    expect(read.map(({ oid: id, version }) => [id.split('.').at(-1), version])).toEqual([
      ['3', 1],
      ['2', 2],
    ]);
    expect(read[0]).toEqual({
      oid: '1.2.246.10.88888888.11001.2026.3',
      serviceEventOid: '1.2.246.10.88888888.14001.2026.1',
      title: 'Käyntimerkintä',
      authorName: 'Aino Maria Harjula',
      createdAt: '2026-02-03T08:00:00.000Z',
      version: 1,
      acceptance: 'accepted',
      setId: '1.2.246.10.88888888.11001.2026.3',
      view: '',
      headings: [],
      state: 'current',
    });
  });

  test('a service event; a visit below one is none', () => {
    const encounter: Encounter = {
      resourceType: 'Encounter',
      identifier: [{ use: 'official', system: 'urn:ietf:rfc:3986', value: 'urn:oid:1.2.246.10.88888888.14001.2026.1' }],
      status: 'finished',
      class: { code: 'AMB' },
      period: { start: '2026-02-03T09:00:00+02:00', end: '2026-02-03T10:00:00+02:00' },
      serviceProvider: { reference: 'Organization/o1' },
    };
    const units = new Map([['Organization/o1', oid('1.2.246.10.88888888.10.1')]]);
    const event = {
      oid: '1.2.246.10.88888888.14001.2026.1',
      patientId: 'local-1',
      kind: 'visit',
      unitOid: '1.2.246.10.88888888.10.1',
      startedAt: '2026-02-03T07:00:00.000Z',
      endedAt: '2026-02-03T08:00:00.000Z',
      acceptance: 'accepted',
    };
    expect(readServiceEvents([encounter], 'local-1', units)).toEqual([event]);
    expect(readServiceEvents([{ ...encounter, identifier: [] }], 'local-1', units)).toEqual([]);
    expect(readServiceEvents([encounter], 'local-1')).toEqual([]);
    // A treatment series is one service event: its visits chain to it and are none themselves.
    const visit = (n: number, startedAt: string): typeof encounter => ({
      ...encounter,
      identifier: [
        { use: 'secondary', system: 'urn:ietf:rfc:3986', value: `urn:oid:1.2.246.10.88888888.14001.2026.${n}` },
      ],
      partOf: { identifier: { system: 'urn:ietf:rfc:3986', value: `urn:oid:${event.oid}` } },
      period: { start: startedAt },
    });
    const system = 'https://kantasim.example/fhir/CodeSystem/service-event-kind';
    const series = { ...encounter, type: [{ coding: [{ system, code: 'series' }], text: 'Fysioterapia' }] };
    const later = visit(3, '2026-02-10T07:00:00Z');
    const read = readServiceEvents([later, visit(2, '2026-02-03T07:00:00Z'), series], 'local-1', units);
    expect(read.map(({ oid: of, series: said }) => [of, said?.name, said?.visits.map(each => each.startedAt)])).toEqual(
      [[event.oid, 'Fysioterapia', ['2026-02-03T07:00:00.000Z', '2026-02-10T07:00:00.000Z']]],
    );
  });
});

describe('people', () => {
  test('a patient', () => {
    expect(
      readPatient({
        resourceType: 'Patient',
        identifier: [{ use: 'official', system: 'urn:oid:1.2.246.21', value: '010190-999W' }],
        name: [
          { use: 'official', family: 'Mallinen', given: ['Tuisku', 'Oili'] },
          { use: 'nickname', given: ['Oili'] },
        ],
        gender: 'other',
        birthDate: '1990-01-01',
        communication: [{ language: { coding: [{ code: 'sv-FI' }] } }],
        address: [{ line: ['Kotikuja 1'], postalCode: '00100', city: 'HELSINKI' }],
      }),
    ).toEqual({
      id: '',
      identityCode: '010190-999W',
      family: 'Mallinen',
      given: ['Tuisku', 'Oili'],
      callName: 'Oili',
      sex: 'unspecified',
      birthDate: '1990-01-01',
      language: 'sv',
      phone: '',
      street: 'Kotikuja 1',
      postalCode: '00100',
      city: 'HELSINKI',
      deceasedOn: null,
      allergies: null,
    });
    expect(readPatient({ resourceType: 'Patient', name: [{ family: 'X' }] })).toBeNull();
  });

  test.each([
    ['2026-06-30', true],
    ['2026-07-01', false],
    ['2000-12-31', false],
  ])('a right of 2001 to 30.6.2026 on %s', (today, inForce) => {
    const code = [{ coding: [{ system: 'urn:oid:1.2.246.537.6.140.2008', code: '001' }] }];
    const period = { start: '2001-01-01', end: '2026-06-30' };
    expect(readRolePeriod({ resourceType: 'PractitionerRole', active: true, code, period }, localDate(today))).toEqual({
      right: '001',
      inForce,
      from: '2001-01-01',
      until: '2026-06-30',
      limitations: [],
    });
  });

  test('an organisation by its OID', () => {
    const identifier = [{ system: 'urn:ietf:rfc:3986', value: `urn:oid:${PHARMACY}` }];
    const telecom = [{ system: 'phone' as const, value: '0100000003' }];
    const told = { resourceType: 'Organization' as const, identifier, name: 'Apteekki' };
    expect(readOrganisation({ ...told, telecom })).toEqual({ oid: PHARMACY, name: 'Apteekki', phone: '0100000003' });
    expect(readOrganisation(told)).toMatchObject({ phone: '' });
    expect(readOrganisation({ resourceType: 'Organization', identifier: [{ value: 'urn:oid:01.2' }] })).toBeNull();
  });
});

describe('answers', () => {
  test('a refusal: family, issue types, rule ids; free text never', () => {
    expect(
      readRefusal({
        resourceType: 'OperationOutcome',
        issue: [
          {
            severity: 'error',
            code: 'conflict',
            details: {
              coding: [{ system: 'https://kantasim.example/fhir/CodeSystem/error-family', code: 'E-STATE' }],
              text: 'Matti',
            },
            diagnostics: 'SIM-ST-004',
            expression: ['Bundle.entry[0].resource'],
          },
          { severity: 'error', code: 'value', diagnostics: 'Matti Meikäläinen 010190-999W' },
        ],
      }),
    ).toEqual({ family: 'E-STATE', issues: ['conflict', 'value'], detail: 'SIM-ST-004; Bundle.entry[0].resource' });
    expect(readRefusal({ resourceType: 'Bundle' })).toBeNull();
    expect(readRefusal(null)).toBeNull();
    expect(
      readRefusal({
        resourceType: 'OperationOutcome',
        issue: [{ code: 'x', details: { coding: [{ code: 'E-NEW' }] } }],
      }),
    ).toEqual({
      family: null,
      issues: ['x'],
      detail: null,
    });
  });

  test('a searchset with its next page', () => {
    const next = 'http://x/resepti/baseR4/_page/1';
    const entry = [{ resource: { resourceType: 'Task' } }, {}];
    expect(
      readBundle(
        { resourceType: 'Bundle', type: 'searchset', entry, link: [{ relation: 'next', url: next }] },
        'searchset',
      ),
    ).toEqual({
      resources: [{ resourceType: 'Task' }],
      next,
    });
    expect(readBundle({ resourceType: 'Bundle', type: 'searchset' }, 'searchset')).toEqual({
      resources: [],
      next: null,
    });
    expect(readBundle({ resourceType: 'Bundle', type: 'collection' }, 'searchset')).toBeNull();
    expect(readBundle({ resourceType: 'Bundle', type: 'searchset', entry: [7] }, 'searchset')).toBeNull();
  });
});
