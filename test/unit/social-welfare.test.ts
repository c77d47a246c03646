import { describe, expect, test } from 'vitest';
import { type ServiceTask, STRUCTURE_IDS } from '../../shared/codes/social-welfare.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { instant, localDate } from '../../shared/kernel/time.ts';
import { type SocialItem } from '../../shared/domain/social/social-item.ts';
import {
  hasAccess,
  isLive,
  isOn,
  isPeriod,
  missingFields,
  newestOfSets,
  signatureOf,
  writtenFields,
} from '../../shared/domain/social/social.rules.ts';
import { readSocialDocument, writeSocialDocument } from '../../src-main/wire/social/social-document.codec.ts';

const UNIT = oid('1.2.246.10.22222229.10.0');
const COUNTY = oid('1.2.246.10.88888888.10.0');
const SET = oid('1.2.246.10.88888888.11.2026.1');
const ITEM: SocialItem = {
  kind: 'document',
  oid: oid('1.2.246.10.88888888.11.2026.2'),
  setId: SET,
  version: 2,
  replaces: SET,
  controllerOid: COUNTY,
  unitOid: UNIT,
  identityCode: '120468-912X',
  serviceTask: 'elderly',
  relationship: oid('1.2.246.10.88888888.11.2026.3'),
  caseSet: oid('1.2.246.10.88888888.11.2026.4'),
  structure: 'decision',
  title: 'Päätös <"&\'>',
  fields: [{ id: 'decision', label: 'Päätös', text: 'Rivi 1\nRivi & <2>\t]]> ä 🙂' }],
  access: [{ unitOid: UNIT, from: localDate('2026-11-01'), until: null }],
  author: { registrationNumber: '00999900110', name: 'Petri Huolto' },
  createdAt: instant('2026-11-22T10:00:00.000Z'),
  language: 'fi',
  citizen: localDate('2026-12-24'),
  annulled: false,
};

describe('client documents of social welfare', () => {
  test('a document comes back from its bytes as it was; other bytes are none', () => {
    expect(readSocialDocument(writeSocialDocument(ITEM))).toEqual(ITEM);
    const relationship: SocialItem = {
      ...ITEM,
      kind: 'relationship',
      version: 1,
      replaces: null,
      relationship: null,
      caseSet: null,
      structure: null,
      fields: [],
      language: 'sv',
    };
    expect(readSocialDocument(writeSocialDocument(relationship))).toEqual(relationship);
    const text = new TextDecoder().decode(writeSocialDocument(ITEM));
    for (const [from, to] of [
      ['social/1', 'social/2'],
      ['task="elderly"', 'task="muu"'],
      ['version="2"', 'version="kaksi"'],
      ['<client', '<asiakas'],
      ['</socialDocument>', ''],
    ] as const)
      expect([from, readSocialDocument(new TextEncoder().encode(text.replace(from, to)))]).toEqual([from, null]);
    expect(() => writeSocialDocument({ ...ITEM, title: '\u0001' })).toThrow(RangeError);
  });

  test('the display form stands beside the structure', () => {
    const text = new TextDecoder().decode(writeSocialDocument(ITEM));
    expect(/<display>.*Iäkkäiden palvelut.*Rivi 1\n/s.test(text)).toBe(true);
  });

  test.each(STRUCTURE_IDS)('%s: only mandatory fields are asked for, blanks do not fill them', structure => {
    const draft = { structure, caseSet: SET, replaces: null, fields: {} };
    const missing = missingFields(draft);
    expect(missing.length).toBeGreaterThan(0);
    const blanks = Object.fromEntries(missing.map(id => [id, ' \n']));
    expect(missingFields({ ...draft, fields: blanks })).toEqual(missing);
    const filled = { ...draft, fields: { ...Object.fromEntries(missing.map(id => [id, ' x '])), strange: 'y' } };
    expect(missingFields(filled)).toEqual([]);
    expect(writtenFields(filled, 'sv').map(({ id, text }) => [id, text])).toEqual(missing.map(id => [id, 'x']));
  });

  test('dated switches and first days', () => {
    expect([isOn('obligation', localDate('2026-08-31')), isOn('obligation', localDate('2026-09-01'))]).toEqual([
      false,
      true,
    ]);
    expect([isOn('crossSector', localDate('2027-02-28')), isOn('crossSector', localDate('2027-03-01'))]).toEqual([
      false,
      true,
    ]);
    const own = [
      { controllerOid: COUNTY, serviceTask: null, from: localDate('2027-01-15') },
      { controllerOid: COUNTY, serviceTask: 'disability', from: localDate('2027-03-01') },
    ] as const;
    const live = (task: ServiceTask | null, day: string, controller = COUNTY) =>
      isLive(own, controller, task, localDate(day));
    expect([live(null, '2027-01-14'), live(null, '2027-01-15'), live('elderly', '2027-01-15')]).toEqual([
      false,
      true,
      true,
    ]);
    expect([live('disability', '2027-02-28'), live('disability', '2027-03-01')]).toEqual([false, true]);
    expect([live('disability', '2026-08-31', UNIT), live('disability', '2026-09-01', UNIT)]).toEqual([false, true]);
  });

  test('a decision is signed by its maker; other documents, and an emptied decision, by the system', () => {
    expect(STRUCTURE_IDS.filter(structure => signatureOf({ structure }) === 'personal')).toEqual(['decision']);
    expect(signatureOf({ structure: 'decision', annulled: true })).toBe('system');
    expect(signatureOf({ structure: null })).toBe('system');
  });

  test('access lasts from its first to its last day, for the named unit', () => {
    const access = [{ unitOid: UNIT, from: localDate('2026-11-01'), until: localDate('2026-11-30') }];
    const on = (day: string) => hasAccess(access, UNIT, localDate(day));
    expect(['2026-10-31', '2026-11-01', '2026-11-30', '2026-12-01'].map(on)).toEqual([false, true, true, false]);
    expect(hasAccess(access, COUNTY, localDate('2026-11-15'))).toBe(false);
    expect(isPeriod({ from: localDate('2026-11-02'), until: localDate('2026-11-01') })).toBe(false);
  });

  test('of each set only the newest version counts', () => {
    const rows = [
      { setId: SET, version: 1 },
      { setId: UNIT, version: 1 },
      { setId: SET, version: 3 },
      { setId: SET, version: 2 },
    ];
    expect(newestOfSets(rows).map(({ version }) => version)).toEqual([3, 1]);
  });
});
