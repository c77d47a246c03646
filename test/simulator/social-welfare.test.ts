/** The Client Data Repository for Social Welfare on its own: registers, access rights, first days, structures, versions. */
import { createHash, randomUUID } from 'node:crypto';
import type { Binary, Bundle, DocumentReference } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src-main/simulator/store/store.ts';
import { NOORA, newOid } from './support/cda.builder.ts';
import { oidOf, professional, type Who } from './support/people.ts';
import {
  bundleOf,
  outcomeCodes,
  type Practice,
  provenance,
  resources,
  rules,
  startPractice,
} from './support/practice.ts';

const PETRI = professional('petri-huolto');
const VEIKKO = professional('veikko-tukiainen');
const KAISA = '120468-912X';
const VAINO = '061241-975K';
const COUNTY = oidOf('region');
const PRODUCER = oidOf('home-care');
const SIM = 'https://kantasim.example/fhir';

let practice: Practice;
beforeAll(async () => {
  practice = await startPractice();
});
afterAll(() => practice.close());

type Made = Readonly<{
  oid: string;
  setId: string;
  attributes: Readonly<Record<string, string>>;
  hetu: string;
  inner: string;
}>;
const nextOid = (): string => newOid('clinic', '11');
const field = (id: string): string => `<field id="${id}" label="${id}">sisältö</field>`;

/** A document as a client writes it; `attributes` replace or add. */
function made(kind: string, hetu: string, attributes: Record<string, string>, inner = '', display = 'luettava'): Made {
  const oid = attributes['oid'] ?? nextOid();
  const setId = attributes['setId'] ?? oid;
  return {
    oid,
    setId,
    hetu,
    attributes: {
      kind,
      version: '1',
      controller: COUNTY,
      register: '1',
      unit: oidOf('social'),
      task: 'elderly',
      ...attributes,
      oid,
      setId,
    },
    inner: `${inner}<display>${display}</display>`,
  };
}

async function send(item: Made, who: Who = PETRI) {
  const attributes = Object.entries(item.attributes).map(([name, value]) => ` ${name}="${value}"`);
  const xml = `<socialDocument xmlns="https://kantasim.example/social/1"${attributes.join('')}><client code="${item.hetu}"/><author registration="${who.registration}">x</author>${item.inner}</socialDocument>`;
  const bytes = Buffer.from(xml);
  const [reference, binary] = [`urn:uuid:${randomUUID()}`, `urn:uuid:${randomUUID()}`];
  const resource: DocumentReference = {
    resourceType: 'DocumentReference',
    meta: { profile: [`${SIM}/StructureDefinition/sim-document-reference`] },
    masterIdentifier: { system: 'urn:ietf:rfc:3986', value: `urn:oid:${item.oid}` },
    identifier: [
      { system: 'urn:ietf:rfc:3986', value: `urn:oid:${item.oid}` },
      { system: `${SIM}/sid/document-set`, value: `urn:oid:${item.setId}` },
    ],
    status: 'current',
    docStatus: item.attributes['version'] === '1' ? 'final' : 'amended',
    type: { text: 'Asiakirja' },
    subject: { type: 'Patient', identifier: { system: 'urn:oid:1.2.246.21', value: item.hetu } },
    date: new Date(practice.now()).toISOString(),
    author: [{ type: 'Practitioner', identifier: { system: 'urn:oid:1.2.246.537.26', value: who.registration } }],
    custodian: {
      type: 'Organization',
      identifier: { system: 'urn:ietf:rfc:3986', value: `urn:oid:${item.attributes['controller']}` },
    },
    content: [
      {
        attachment: {
          contentType: 'text/xml',
          language: 'fi',
          url: binary,
          size: bytes.length,
          hash: createHash('sha1').update(bytes).digest('base64'),
        },
      },
    ],
  };
  const content: Binary = { resourceType: 'Binary', contentType: 'text/xml', data: bytes.toString('base64') };
  const entry: NonNullable<Bundle['entry']> = [
    {
      fullUrl: reference,
      resource,
      request: {
        method: 'POST',
        url: 'DocumentReference',
        ifNoneExist: `identifier=urn:ietf:rfc:3986|urn:oid:${item.oid}`,
      },
    },
    {
      fullUrl: binary,
      resource: content,
      request: { method: 'POST', url: 'Binary' },
    },
    {
      fullUrl: `urn:uuid:${randomUUID()}`,
      resource: provenance(reference, who, practice.now()),
      request: { method: 'POST', url: 'Provenance' },
    },
  ];
  return practice.submit('sosiaali', who, bundleOf(entry, practice.now()));
}
async function accepted(item: Made, who: Who = PETRI): Promise<Made> {
  const reply = await send(item, who);
  expect([reply.status, rules(reply)]).toEqual([200, []]);
  return item;
}
async function found(hetu: string, who: Who): Promise<readonly string[]> {
  const reply = await practice.search('sosiaali', 'DocumentReference', who, {
    'patient:identifier': `urn:oid:1.2.246.21|${hetu}`,
  });
  return resources<DocumentReference>(reply, 'DocumentReference').map(
    ({ masterIdentifier }) => masterIdentifier?.value?.slice(8) ?? '',
  );
}
const documentOf = (
  hetu: string,
  relationship: Made,
  aCase: Made,
  more: Record<string, string> = {},
  inner = field('entry'),
) =>
  made(
    'document',
    hetu,
    { relationship: relationship.setId, case: aCase.setId, structure: 'clientRecordEntry', ...more },
    inner,
  );

describe('client data repository', () => {
  test('relationship, case, document in this order; one relationship for a client and controller', async () => {
    const orphan = made('case', KAISA, { relationship: nextOid() });
    expect(rules(await send(orphan))).toContain('SIM-SO-007');
    const relationship = await accepted(made('relationship', KAISA, {}));
    expect(rules(await send(made('relationship', KAISA, {})))).toEqual(['SIM-SO-010']);
    const early = documentOf(KAISA, relationship, made('case', KAISA, {}));
    expect(rules(await send(early))).toEqual(['SIM-SO-008']);
    const aCase = await accepted(made('case', KAISA, { relationship: relationship.setId }));
    const first = await accepted(documentOf(KAISA, relationship, aCase));
    expect(rules(await send(documentOf(KAISA, relationship, aCase, { structure: 'tuntematon' })))).toEqual([
      'SIM-SO-005',
    ]);
    expect(rules(await send(documentOf(KAISA, relationship, aCase, {}, '')))).toEqual(['SIM-SO-006']);
    expect(rules(await send(documentOf(KAISA, relationship, aCase, { register: '2' })))).toEqual(['SIM-SO-002']);
    const version = { setId: first.setId, version: '2', replaces: first.oid };
    const second = await accepted(documentOf(KAISA, relationship, aCase, version));
    expect(rules(await send(documentOf(KAISA, relationship, aCase, version)))).toEqual(['SIM-SO-009']);
    expect(await found(KAISA, PETRI)).toEqual(
      expect.arrayContaining([relationship.oid, aCase.oid, first.oid, second.oid]),
    );
  });

  test("a producer uses the organiser's register only for a client and days that were opened to it", async () => {
    const relationship = await accepted(made('relationship', VAINO, {}));
    const aCase = await accepted(made('case', VAINO, { relationship: relationship.setId }));
    const entry = () => documentOf(VAINO, relationship, aCase, { unit: PRODUCER });
    expect(rules(await send(entry(), VEIKKO))).toEqual(['SIM-SO-003']);
    expect(await found(VAINO, VEIKKO)).toEqual([]);
    const opened = `<access unit="${PRODUCER}" from="2026-11-01" until="2026-11-30"/>`;
    const version = { setId: relationship.setId, version: '2', replaces: relationship.oid };
    await accepted(made('relationship', VAINO, version, opened));
    const written = await accepted(entry(), VEIKKO);
    expect(await found(VAINO, VEIKKO)).toContain(written.oid);
    // The right is for this client only, and nobody but the organiser records it.
    expect(await found(KAISA, VEIKKO)).toEqual([]);
    const own = { ...version, version: '3', replaces: nextOid(), unit: PRODUCER };
    expect(rules(await send(made('relationship', VAINO, own), VEIKKO))).toContain('SIM-SO-002');
    // A health-care unit is not told that anything exists.
    expect(await found(VAINO, NOORA)).toEqual([]);
    expect(rules(await send(entry(), NOORA))).toContain('SIM-SO-014');
    practice.pass(10 * 24 * 3_600_000);
    expect(rules(await send(entry(), VEIKKO))).toEqual(['SIM-SO-003']);
    expect(await found(VAINO, VEIKKO)).toEqual([]);
  });

  test('a disclosure notification names recipient, basis and data, and is never replaced', async () => {
    const relationship = await accepted(made('relationship', '300955Y931U', {}));
    const aCase = await accepted(made('case', '300955Y931U', { relationship: relationship.setId }));
    const links = { relationship: relationship.setId, case: aCase.setId };
    expect(rules(await send(made('disclosure', '300955Y931U', links, field('recipient'))))).toEqual(['SIM-SO-006']);
    const whole = `${field('recipient')}${field('basis')}${field('data')}`;
    const first = await accepted(made('disclosure', '300955Y931U', links, whole));
    const again = { ...links, setId: first.setId, version: '2', replaces: first.oid };
    expect(rules(await send(made('disclosure', '300955Y931U', again, whole)))).toEqual(['SIM-SO-013']);
  });

  test('nothing is taken before the first day of the law, nor before that of the organisation', async () => {
    const early = await startPractice({ clock: { nowMs: () => Date.UTC(2026, 7, 31, 9) } });
    const kept = practice;
    practice = early;
    try {
      expect(rules(await send(made('relationship', KAISA, {})))).toEqual(['SIM-SO-004']);
      const store = openStore(early.dataDir);
      store.social.setGoLive(COUNTY, '2026-08-01');
      store.close();
      expect((await send(made('relationship', KAISA, {}))).status).toBe(200);
    } finally {
      practice = kept;
      await early.close();
    }
  });

  test('what is no document of social welfare is refused, and a pharmacy service takes none', async () => {
    const strange = made('relationship', KAISA, { kind: 'muistiinpano' });
    const reply = await send(strange);
    expect([rules(reply), outcomeCodes(reply).length > 0]).toEqual([['SIM-SO-001'], true]);
  });
});
