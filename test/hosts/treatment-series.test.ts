/** A treatment series is one service event with many visits; its first document stands for the event's own data. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RecordForm } from '../../shared/domain/records/record.ts';
import { type Oid } from '../../shared/kernel/oid.ts';
import { type ClinicAtHand, clinicAtHand } from './at-hand.ts';
import { type DirectHost } from './direct.ts';
import { accepted, PIN2, valueOf } from './story.ts';

const saying = (form: RecordForm, says: string): RecordForm => ({
  ...form,
  sections: form.sections.map(section => (section.heading === 'plan' ? { ...section, text: says } : section)),
});

describe('treatment series', () => {
  let clinic: ClinicAtHand;
  let host: DirectHost;
  let patientId = '';
  const patients = () => host.client.patients;
  const records = () => host.client.records;
  const reopened = async () => valueOf(await patients().open({ patientId, reason: '1', basis: null, collector: '' }));

  beforeAll(async () => {
    clinic = await clinicAtHand();
    ({ host, patientId } = clinic);
  }, 90_000);
  afterAll(() => clinic?.end());

  async function archived(draftId: string, documentOid: Oid, form: RecordForm): Promise<string> {
    valueOf(await records().saveDraft({ draftId, form }));
    const [shown] = valueOf(await records().preview({ draftIds: [draftId] }));
    const items = [{ draftId, digest: shown?.digest ?? '' }];
    expect(valueOf(await records().sign({ items, pin2: PIN2 })).left).toEqual([]);
    await accepted(host.client, documentOid);
    return JSON.stringify(valueOf(await records().read({ patientId, documentOid })).readable);
  }
  async function note(serviceEventOid: Oid, says: string): Promise<Readonly<{ oid: Oid; readable: string }>> {
    const draft = valueOf(await records().openForm({ patientId, serviceEventOid, templateId: 'visit-physician' }));
    const readable = await archived(draft.draftId, draft.documentOid, saying(draft.form, says));
    return { oid: draft.documentOid, readable };
  }
  const rowsOf = async (serviceEventOid: Oid) =>
    valueOf(await records().list({ patientId })).rows.filter(row => row.serviceEventOid === serviceEventOid);

  test('has visits that chain to it, one primary document, and ends once for all of them', async () => {
    expect(await patients().openSeries({ patientId, name: ' ' })).toMatchObject({ error: { code: 'REC-0009' } });
    const series = valueOf(await patients().openSeries({ patientId, name: 'Haavahoito' }));
    const [first] = series.series?.visits ?? [];
    expect([series.series?.name, first?.endedAt]).toEqual(['Haavahoito', null]);
    const primary = await note(series.oid, 'Haava puhdistettu.');
    for (const part of ['hoitosarja Haavahoito', `sarjan käynti ${first?.oid}`, 'ensisijainen asiakirja'])
      expect(primary.readable).toContain(part);

    // Between visits nothing goes on: another visit may be opened, and the series waits.
    valueOf(await patients().endSeriesVisit({ serviceEventOid: series.oid }));
    const between = await reopened();
    expect([between.openServiceEvent, between.openSeries.map(({ oid }) => oid)]).toEqual([null, [series.oid]]);
    const visit = valueOf(await patients().openServiceEvent({ patientId, kind: 'visit' }));
    expect(visit.oid).not.toBe(series.oid);
    expect(await patients().openSeriesVisit({ patientId, serviceEventOid: series.oid })).toMatchObject({
      error: { code: 'REC-0009' },
    });
    valueOf(await patients().endServiceEvent({ serviceEventOid: visit.oid }));

    const again = valueOf(await patients().openSeriesVisit({ patientId, serviceEventOid: series.oid }));
    expect(valueOf(await patients().openSeriesVisit({ patientId, serviceEventOid: series.oid }))).toEqual(again);
    expect((await reopened()).openServiceEvent?.oid).toBe(series.oid);
    const second = await note(series.oid, 'Ompeleet poistettu.');
    expect(second.readable).not.toContain('ensisijainen');
    expect(second.readable).toContain(`sarjan käynti ${again.series?.visits[1]?.oid}`);
    const told = (await rowsOf(series.oid)).map(({ oid, isPrimary = false }) => [oid, isPrimary]);
    expect(new Map(told as [Oid, boolean][])).toEqual(
      new Map([
        [primary.oid, true],
        [second.oid, false],
      ]),
    );

    // A new version of the primary document stays primary.
    const draft = valueOf(await records().revise({ patientId, documentOid: primary.oid, act: 'newVersion' }));
    const form = saying(draft.form, 'Haava puhdistettu ja sidottu.');
    const revised = { ...form, revision: { ...draft.form.revision!, reason: 'Täydennys.' } };
    expect(await archived(draft.draftId, draft.documentOid, revised)).toContain('ensisijainen asiakirja');

    const ended = valueOf(await patients().endServiceEvent({ serviceEventOid: series.oid }));
    expect(ended.series?.visits.map(({ endedAt }) => endedAt !== null)).toEqual([true, true]);
    for (const oid of [series.oid, ...(ended.series?.visits ?? []).map(each => each.oid)])
      await accepted(host.client, oid);
    expect(await patients().openSeriesVisit({ patientId, serviceEventOid: series.oid })).toMatchObject({
      error: { code: 'REC-0001' },
    });
    expect((await reopened()).openSeries).toEqual([]);
  }, 90_000);

  test('an annulled primary document leaves its place to the next one', async () => {
    const { oid: event } = valueOf(await patients().openServiceEvent({ patientId, kind: 'visit' }));
    const first = await note(event, 'Väärä.');
    expect(first.readable).toContain('ensisijainen asiakirja');
    const draft = valueOf(await records().revise({ patientId, documentOid: first.oid, act: 'annulment' }));
    const form = { ...draft.form, revision: { ...draft.form.revision!, reason: 'Väärä potilas.' } };
    await archived(draft.draftId, draft.documentOid, form);
    expect((await note(event, 'Oikea.')).readable).toContain('ensisijainen asiakirja');
    expect((await note(event, 'Lisäys.')).readable).not.toContain('ensisijainen');
  }, 90_000);
});
