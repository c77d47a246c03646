/** A treatment series goes on at another workstation than the one that began it, and ends for both. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TwoDesks, twoDesks } from './at-hand.ts';
import { accepted, openPatient, signIn, valueOf } from './story.ts';

describe('a treatment series of two workstations', () => {
  let both: TwoDesks;
  beforeAll(async () => {
    both = await twoDesks();
  }, 90_000);
  afterAll(() => both?.end());

  test('is found in the archive, gets its next visit there, and what has ended is over at both', async () => {
    const [first, second] = both.desks;
    await signIn(first.client, 'aino-harjula');
    await signIn(second.client, 'noora-hoivala');
    const here = await openPatient(first.client, 'Kokemäki');
    const there = await openPatient(second.client, 'Kokemäki');
    const series = valueOf(await first.client.patients.openSeries({ patientId: here, name: 'Fysioterapia' }));
    const visit = valueOf(await first.client.patients.endSeriesVisit({ serviceEventOid: series.oid }));
    await accepted(first.client, visit.series?.visits[0]?.oid ?? series.oid);

    const listed = valueOf(await second.client.records.list({ patientId: there })).serviceEvents;
    expect(listed.find(({ oid }) => oid === series.oid)?.series?.name).toBe('Fysioterapia');
    const ask = { patientId: there, serviceEventOid: series.oid };
    const next = valueOf(await second.client.patients.openSeriesVisit(ask));
    expect(valueOf(await second.client.patients.openSeriesVisit(ask))).toEqual(next);
    expect(next.series?.visits.map(({ endedAt }) => endedAt === null)).toEqual([false, true]);
    const ended = valueOf(await second.client.patients.endServiceEvent({ serviceEventOid: series.oid }));
    for (const oid of [...(ended.series?.visits.slice(1).map(each => each.oid) ?? []), series.oid])
      await accepted(second.client, oid);

    // The first one is told of it with the next list, and begins nothing more in it.
    const told = valueOf(await first.client.records.list({ patientId: here })).serviceEvents;
    const own = told.find(({ oid }) => oid === series.oid);
    expect([own?.endedAt === null, own?.series?.visits.length]).toEqual([false, 2]);
    const again = await first.client.patients.openSeriesVisit({ patientId: here, serviceEventOid: series.oid });
    expect(again).toMatchObject({ ok: false, error: { code: 'REC-0001' } });
  }, 60_000);

  test('one that is nowhere, or has ended before it was found, is not continued', async () => {
    const [first, second] = both.desks;
    const here = await openPatient(first.client, '120468-912X');
    const there = await openPatient(second.client, '120468-912X');
    const series = valueOf(await first.client.patients.openSeries({ patientId: here, name: 'Haavahoito' }));
    const over = valueOf(await first.client.patients.endServiceEvent({ serviceEventOid: series.oid }));
    await accepted(first.client, series.oid);
    for (const oid of [series.oid, over.series?.visits[0]?.oid ?? series.oid])
      expect(await second.client.patients.openSeriesVisit({ patientId: there, serviceEventOid: oid })).toMatchObject({
        error: { code: 'REC-0010' },
      });
  }, 60_000);
});
