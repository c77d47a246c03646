import { describe, expect, test } from 'vitest';
import { authorisationFault, coversStoring } from '../../shared/domain/records/authorisation.rules.ts';
import { type Authorisation } from '../../shared/domain/records/authorisation.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { addDays, instant, localDate } from '../../shared/kernel/time.ts';
import { authorisationResource, readAuthorisation } from '../../src-main/wire/fhir/authorisation.codec.ts';

const [ORGANISER, PRODUCER] = [oid('1.2.246.10.55555555.10.0'), oid('1.2.246.10.88888888.10.0')];
const [EVENT, OTHER] = [oid('1.2.246.10.88888888.14.2026.1'), oid('1.2.246.10.88888888.14.2026.2')];
const TODAY = localDate('2026-11-22');
const held = (change: Partial<Authorisation> = {}): Authorisation => ({
  oid: oid('1.2.246.10.55555555.11.2026.9001'),
  organiserOid: ORGANISER,
  organiserName: 'Koelahden hyvinvointialue',
  producerOid: PRODUCER,
  producerName: 'Harjoituslan hyvinvointialue',
  from: localDate('2026-11-01'),
  until: localDate('2026-11-30'),
  rights: ['search', 'store'],
  register: '2',
  serviceEvents: null,
  grantedAt: instant('2026-10-30T08:00:00.000Z'),
  isEnded: false,
  ...change,
});

describe('storing into the organiser’s register', () => {
  const facts = { today: TODAY, producerOid: PRODUCER, serviceEventOid: EVENT };
  test.each<[string, boolean, Partial<Authorisation>]>([
    ['in force, of everything', true, {}],
    ['of this service event', true, { serviceEvents: [OTHER, EVENT] }],
    ['on its first day', true, { from: TODAY }],
    ['on its last day', true, { until: TODAY }],
    ['of another service event', false, { serviceEvents: [OTHER] }],
    ['of a search alone', false, { rights: ['search'] }],
    ['over since yesterday', false, { until: addDays(TODAY, -1) }],
    ['beginning tomorrow', false, { from: addDays(TODAY, 1) }],
    ['ended by the organiser', false, { isEnded: true }],
    ['of another producer', false, { producerOid: ORGANISER }],
  ])('%s: %s', (_, covers, change) => expect(coversStoring(held(change), facts)).toBe(covers));
});

test('an authorisation that gives no right is none', () => {
  const facts = { today: TODAY, organiserOid: ORGANISER, producers: new Set([PRODUCER]), events: new Set<never>() };
  expect(authorisationFault(held(), facts)).toBeNull();
  expect(authorisationFault(held({ rights: [] }), facts)).toBe('OVA-0002');
});

describe('on the wire', () => {
  const sent = (authorisation: Authorisation) =>
    authorisationResource({ authorisation, act: 'grant', identityCode: '061241-975K' });
  test.each([held(), held({ rights: ['store'], register: '3', serviceEvents: [EVENT] })])('is read back %#', one =>
    expect(readAuthorisation(sent(one))).toEqual(one),
  );
  test('one that names no right is of a search', () => {
    const { action: _action, class: _class, ...provision } = sent(held()).provision ?? {};
    expect(readAuthorisation({ ...sent(held()), provision })).toEqual(held({ rights: ['search'] }));
  });
});
