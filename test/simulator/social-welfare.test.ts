/** The Client Data Repository for Social Welfare on its own: registers, access rights, first days, structures, versions. */
import type { AuditEvent, DocumentReference } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src-main/simulator/store/store.ts';
import { NOORA } from './support/cda.builder.ts';
import { enterAs } from './support/citizen-window.ts';
import { oidOf, professional, type Who } from './support/people.ts';
import { checker, outcomeCodes, type Practice, resources, rules, startPractice } from './support/practice.ts';
import {
  field,
  made,
  type Made,
  nextOid,
  notification,
  PETRI,
  sendNotices,
  sendSocial,
} from './support/social.builder.ts';

const VEIKKO = professional('veikko-tukiainen');
const KAISA = '120468-912X';
const VAINO = '061241-975K';
const MIKKO = '210781-939C';
const SEPPO = '031052W913V';
const OLIVIA = '030619A953D';
const COUNTY = oidOf('region');
const PRODUCER = oidOf('home-care');

let practice: Practice;
beforeAll(async () => {
  practice = await startPractice();
});
afterAll(() => practice.close());

const send = (item: Made, who?: Who) => sendSocial(practice, item, who);
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

  test('each kind is signed as it has to be, over its very bytes: decisions by their maker, the rest by the system; an emptied one is the last', async () => {
    const relationship = await accepted(made('relationship', MIKKO, {}));
    const aCase = await accepted(made('case', MIKKO, { relationship: relationship.setId }));
    const entry = () => documentOf(MIKKO, relationship, aCase);
    expect(rules(await sendSocial(practice, entry(), PETRI, VEIKKO))).toEqual(['SIM-SO-016']);
    expect(rules(await sendSocial(practice, entry(), PETRI, PETRI, 'person'))).toEqual(['SIM-SO-016']);
    const decision = (
      more: Record<string, string> = {},
      inner = `${field('decision')}${field('legalBasis')}${field('appeal')}`,
    ) => documentOf(MIKKO, relationship, aCase, { structure: 'decision', ...more }, inner);
    const byHand = (item: Made, signer: Who = PETRI) => sendSocial(practice, item, PETRI, signer, 'person');
    expect(rules(await send(decision()))).toEqual(['SIM-SO-018']);
    expect(rules(await byHand(decision(), VEIKKO))).toEqual(['SIM-SO-018']);
    const first = decision();
    expect((await byHand(first)).status).toBe(200);
    expect(rules(await byHand(decision({ release: 'joskus' })))).toEqual(['SIM-SO-001']);
    const empty = { setId: first.setId, version: '2', replaces: first.oid, state: 'annulled' };
    expect(rules(await send(decision({ state: 'annulled' }, field('annulled'))))).toEqual(['SIM-SO-006']);
    expect(rules(await send(decision(empty)))).toEqual(['SIM-SO-006']);
    const last = await accepted(decision(empty, field('annulled')));
    expect(rules(await byHand(decision({ setId: first.setId, version: '3', replaces: last.oid })))).toEqual([
      'SIM-SO-017',
    ]);
  });

  test('the client sees decisions, assessments, plans and the beginning; a delay ends on its day, what is hidden never shows', async () => {
    const window = await enterAs(practice, SEPPO);
    const page = async (): Promise<string> => (await window.get('sosiaali')).text;
    expect(await page()).toContain('Näytettäviä asiakirjoja ei ole.');
    const relationship = await accepted(made('relationship', SEPPO, {}));
    const aCase = await accepted(made('case', SEPPO, { relationship: relationship.setId }));
    const plan = (more: Record<string, string>, display: string) => {
      const links = { relationship: relationship.setId, case: aCase.setId, structure: 'clientPlan', ...more };
      return made('document', SEPPO, links, `${field('goals')}${field('services')}`, `<p>${display}</p>`);
    };
    const day = (days: number): string => new Date(practice.now() + days * 24 * 3_600_000).toISOString().slice(0, 10);
    await accepted(plan({}, 'heti näkyvä'));
    await accepted(plan({ release: day(3) }, 'viivästetty'));
    await accepted(plan({ release: 'never' }, 'ei koskaan'));
    const entry = made(
      'document',
      SEPPO,
      { relationship: relationship.setId, case: aCase.setId, structure: 'clientRecordEntry' },
      field('entry'),
      '<p>kertomus</p>',
    );
    await accepted(entry);
    const seen = async (): Promise<readonly string[]> => {
      const text = await page();
      return ['heti näkyvä', 'viivästetty', 'ei koskaan', 'kertomus'].filter(word => text.includes(`>${word}<`));
    };
    expect(await seen()).toEqual(['heti näkyvä']);
    practice.pass(4 * 24 * 3_600_000);
    const again = await enterAs(practice, SEPPO);
    expect((await again.get('sosiaali')).text).toContain('>viivästetty<');
    expect((await again.get('sosiaali')).text).not.toContain('>ei koskaan<');
  });

  test('a disclosure notification names kind, day, recipient, basis and each set of data; it is taken once and never changed', async () => {
    const notice = notification('300955Y931U');
    const refusals: readonly (readonly [string, (event: AuditEvent) => AuditEvent])[] = [
      ['SIM-DN-001', event => ({ ...event, subtype: [{ code: 'tuntematon' }] })],
      ['SIM-DN-001', event => ({ ...event, period: { start: '2099-01-01' } })],
      ['SIM-DN-001', event => ({ ...event, entity: event.entity?.filter(one => one.role?.code !== '4') ?? [] })],
      ['SIM-DN-001', event => ({ ...event, agent: event.agent.slice(0, 2) })],
    ];
    for (const [rule, change] of refusals) expect(rules(await sendNotices(practice, [change(notice)]))).toEqual([rule]);
    expect(rules(await sendNotices(practice, [notification('010190-9998')]))).toEqual(['SIM-SO-011']);
    const ofNobody = { ...notice, entity: notice.entity?.slice(1) ?? [] };
    expect((await sendNotices(practice, [ofNobody])).status).toBe(422);
    expect(rules(await sendNotices(practice, [notice], VEIKKO))).toContain('SIM-DN-003');
    expect(rules(await sendNotices(practice, [notice], PETRI, VEIKKO))).toEqual(['SIM-DN-005']);
    expect(rules(await sendNotices(practice, [notice, notification(KAISA)]))).toEqual(['SIM-DN-002']);
    expect((await sendNotices(practice, [notice])).status).toBe(200);
    // Sent again in another message it is the known one; with other content its identifier is taken.
    expect((await sendNotices(practice, [notice])).status).toBe(200);
    expect(rules(await sendNotices(practice, [{ ...notice, recorded: '2026-11-22T09:00:00Z' }]))).toEqual([
      'SIM-DN-004',
    ]);
    const seen = async (who: Who) =>
      resources<AuditEvent>(
        await practice.search('sosiaali', 'AuditEvent', who, {
          'patient:identifier': 'urn:oid:1.2.246.21|300955Y931U',
        }),
        'AuditEvent',
      );
    expect([(await seen(PETRI)).length, (await seen(VEIKKO)).length]).toEqual([1, 0]);
    expect(checker.validate((await seen(PETRI))[0]).filter(({ severity }) => severity === 'error')).toEqual([]);
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

  test('a service task begins on its own day; the rest of the controller does not wait for it', async () => {
    const relationship = await accepted(made('relationship', OLIVIA, { task: 'substanceAbuse' }));
    const aCase = (task: string) => made('case', OLIVIA, { relationship: relationship.setId, task });
    expect(rules(await send(aCase('substanceAbuse')))).toEqual(['SIM-SO-004']);
    await accepted(aCase('elderly'));
    practice.pass(Date.UTC(2027, 2, 1, 9) - practice.now());
    await accepted(aCase('substanceAbuse'));
  });
});
