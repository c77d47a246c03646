import { describe, expect, test } from 'vitest';
import { oid } from '../../shared/kernel/oid.ts';
import { instant, localDate } from '../../shared/kernel/time.ts';
import { dataSets, noticeForm } from '../../shared/domain/social/disclosure-notice.ts';
import { type SocialItem } from '../../shared/domain/social/social-item.ts';
import { noticeResource, readNotice } from '../../src-main/wire/fhir/disclosure-notice.codec.ts';
import { canonicalJson } from '../../src-main/wire/fhir/json.ts';

const OWN = oid('1.2.246.10.88888888.11.2026.9');
const NOTICE: SocialItem = {
  ...noticeForm({ recipient: 'Poliisi <"&>', basis: 'Laki 1 §', data: ' Päätös \n\nSuunnitelma' }, 'fi'),
  kind: 'disclosure',
  oid: OWN,
  setId: OWN,
  version: 1,
  replaces: null,
  controllerOid: oid('1.2.246.10.88888888.10.0'),
  unitOid: oid('1.2.246.10.88888888.10.2'),
  identityCode: '120468-912X',
  serviceTask: 'elderly',
  relationship: oid('1.2.246.10.88888888.11.2026.3'),
  caseSet: oid('1.2.246.10.88888888.11.2026.4'),
  structure: null,
  access: [],
  author: { registrationNumber: '00999900110', name: 'Petri Huolto' },
  createdAt: instant('2026-11-22T10:00:00.000Z'),
  language: 'fi',
  citizen: 'now',
  annulled: false,
  disclosure: { kind: 'authority', on: localDate('2026-11-20') },
};

describe('notification of a disclosure', () => {
  test('each set of data is told by itself, and a notification comes back as it was', () => {
    expect(dataSets(' a \n\n b\n')).toEqual(['a', 'b']);
    const event = noticeResource(NOTICE);
    expect(event.entity?.flatMap(({ description }) => (description === undefined ? [] : [description]))).toEqual([
      'Päätös',
      'Suunnitelma',
    ]);
    expect(readNotice(event)).toEqual(NOTICE);
    const swedish = {
      ...NOTICE,
      language: 'sv' as const,
      ...noticeForm({ recipient: 'x', basis: 'y', data: 'z' }, 'sv'),
    };
    expect(readNotice(noticeResource(swedish))).toEqual(swedish);
  });

  test('what is no notification of ours is none', () => {
    const { disclosure: _disclosure, ...without } = NOTICE;
    expect(() => noticeResource(without)).toThrow(RangeError);
    const event = noticeResource(NOTICE);
    for (const broken of [
      { ...event, language: 'de' },
      { ...event, subtype: [{ code: 'muu' }] },
      { ...event, period: { start: '2026' } },
      { ...event, agent: event.agent.slice(0, 1) },
      { ...event, entity: event.entity?.slice(0, 1) ?? [] },
    ])
      expect(readNotice(broken)).toBeNull();
  });

  test('canonical JSON orders names and keeps texts; a number has no place in it', () => {
    expect(canonicalJson({ b: [true, null, 'ä"\n'], a: { d: undefined, c: '' } })).toBe(
      '{"a":{"c":""},"b":[true,null,"ä\\"\\n"]}',
    );
    expect(() => canonicalJson({ a: 1 })).toThrow(RangeError);
  });
});
