/** Purchased services: the organiser's authorisation, used by its producer whatever the person denies, and its end. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RecordForm } from '../../shared/domain/records/record.ts';
import { type Oid, oid } from '../../shared/kernel/oid.ts';
import { addDays, dateInHelsinki } from '../../shared/kernel/time.ts';
import { temporaryFolder } from '../e2e/processes.ts';
import { startDirectHost, type DirectHost } from './direct.ts';
import { accepted, openPatient, PIN2, signIn, valueOf } from './story.ts';

const COUNTY = oid('1.2.246.10.55555555.10.0');
const PRIVATE = oid('1.2.246.10.44444444.10.0');

describe('authorisations of purchased services', () => {
  const folder = temporaryFolder();
  let host: DirectHost;
  const today = dateInHelsinki(Date.now());
  const authorisations = () => host.client.authorisations;
  const search = (patientId: string, authorisationOid: ReturnType<typeof oid>) =>
    host.client.disclosure.search({ patientId, purpose: 'care', reason: '', authorisationOid });
  const saying = (form: RecordForm, says: string): RecordForm => ({
    ...form,
    sections: form.sections.map(section => (section.heading === 'plan' ? { ...section, text: says } : section)),
  });
  async function noteOf(
    patientId: string,
    serviceEventOid: Oid,
    held: Readonly<{ oid: Oid; organiserName: string }> | undefined,
  ) {
    const { records } = host.client;
    const draft = valueOf(await records.openForm({ patientId, serviceEventOid, templateId: 'visit-physician' }));
    const purchased = held && { authorisationOid: held.oid, organiserName: held.organiserName };
    const form = { ...saying(draft.form, 'Fysioterapia jatkuu.'), ...(purchased ? { purchased } : {}) };
    valueOf(await records.saveDraft({ draftId: draft.draftId, form }));
    return draft;
  }
  async function signNote(draftId: string): Promise<string> {
    const shown = await host.client.records.preview({ draftIds: [draftId] });
    if (!shown.ok) return shown.error.code;
    const items = [{ draftId, digest: shown.value[0]?.digest ?? '' }];
    expect(valueOf(await host.client.records.sign({ items, pin2: PIN2 })).left).toEqual([]);
    return 'signed';
  }
  const received = async (patientId: string) =>
    valueOf(await authorisations().list({ patientId })).rows.find(({ side }) => side === 'producer');

  beforeAll(async () => {
    host = await startDirectHost(folder.path);
    await signIn(host.client, 'aino-harjula');
  }, 90_000);
  afterAll(async () => {
    await host.close();
    folder.remove();
  });

  test('the producer searches the organiser’s register on it, whatever the person denies, and sees nothing else', async () => {
    const patientId = await openPatient(host.client, '061241-975K');
    const given = await received(patientId);
    expect([given?.organiserOid, given?.state, given?.isEnded]).toEqual([COUNTY, 'accepted', false]);
    // The person denies this organiser: by permission nothing of it comes.
    await accepted(host.client, valueOf(await host.client.patients.openServiceEvent({ patientId, kind: 'visit' })).oid);
    const allowed = valueOf(await host.client.disclosure.search({ patientId, purpose: 'care', reason: '' }));
    expect(allowed.rows.map(({ controllerOid }) => controllerOid)).not.toContain(COUNTY);
    const found = valueOf(await search(patientId, given?.oid ?? COUNTY));
    expect(found.rows.map(({ title, controllerOid }) => [title, controllerOid])).toEqual([
      ['Sairaalajakson yhteenveto', COUNTY],
    ]);
    const documentOid = found.rows[0]?.oid ?? COUNTY;
    expect((await host.client.disclosure.read({ patientId, documentOid })).ok).toBe(true);
  }, 60_000);

  test('the producer writes into the organiser’s register on it, from the choice to the archive, and the log says so', async () => {
    const patientId = await openPatient(host.client, '061241-975K');
    const event = valueOf(await host.client.patients.openServiceEvent({ patientId, kind: 'visit' }));
    const choices = valueOf(await authorisations().forStoring({ patientId, serviceEventOid: event.oid }));
    expect(choices.fault).toBeNull();
    const [held] = choices.held;
    // A service that does not answer is told; what was kept stands, and the next answer ends it.
    const wanted = { patientId, serviceEventOid: event.oid };
    valueOf(await host.client.system.practiceFault({ fault: 'lineDown' }));
    expect(valueOf(await authorisations().forStoring(wanted))).toEqual({
      held: [held],
      fault: expect.stringMatching(/^NET-/) as string,
    });
    valueOf(await host.client.system.practiceFault({ fault: 'none' }));
    await expect.poll(async () => valueOf(await authorisations().forStoring(wanted)).fault).toBeNull();
    expect(held?.organiserName).not.toBe('');
    const draft = await noteOf(patientId, event.oid, held);
    const { documentOid } = draft;
    expect(await signNote(draft.draftId)).toBe('signed');
    await accepted(host.client, documentOid);
    const { rows } = valueOf(await host.client.records.list({ patientId }));
    expect(rows.find(({ oid: of }) => of === documentOid)?.organiserName).toBe(held?.organiserName);
    const { readable } = valueOf(await host.client.records.read({ patientId, documentOid }));
    expect(JSON.stringify(readable)).toContain(`${held?.organiserName}, ${COUNTY}`);
    // A new version stays where the first one is, as long as the authorisation is in force.
    const revised = valueOf(await host.client.records.revise({ patientId, documentOid, act: 'newVersion' }));
    expect(revised.form.purchased?.authorisationOid).toBe(held?.oid);
    const form = {
      ...saying(revised.form, 'Liike palautunut.'),
      revision: { ...revised.form.revision!, reason: 'Tark.' },
    };
    valueOf(await host.client.records.saveDraft({ draftId: revised.draftId, form }));
    expect(await signNote(revised.draftId)).toBe('signed');
    await accepted(host.client, revised.documentOid);
  }, 60_000);

  test('without an authorisation, or on another one, nothing goes into the organiser’s register', async () => {
    const covered = await openPatient(host.client, '061241-975K');
    const other = (await received(covered))?.oid ?? COUNTY;
    const patientId = await openPatient(host.client, '120468-912X');
    const event = valueOf(await host.client.patients.openServiceEvent({ patientId, kind: 'visit' }));
    const wanted = { patientId, serviceEventOid: event.oid };
    expect(valueOf(await authorisations().forStoring(wanted))).toEqual({ held: [], fault: null });
    const expired = (await received(patientId))?.oid ?? COUNTY;
    for (const wrong of [expired, other]) {
      const draft = await noteOf(patientId, event.oid, { oid: wrong, organiserName: 'Joku' });
      expect(await signNote(draft.draftId)).toBe('OVA-0004');
    }
  }, 60_000);

  test('one that has run out, one of another patient and one that is none are refused', async () => {
    const other = await received(await openPatient(host.client, '061241-975K'));
    const patientId = await openPatient(host.client, '120468-912X');
    const expired = await received(patientId);
    expect(expired === undefined ? null : expired.until < today).toBe(true);
    for (const wrong of [expired?.oid, other?.oid, oid('1.2.246.10.55555555.11.2026.424242')])
      expect(await search(patientId, wrong ?? COUNTY)).toMatchObject({ ok: false, error: { code: 'DIS-0005' } });
  }, 60_000);

  test('the organiser grants it through the queue, ends it once, and cannot grant what it does not have', async () => {
    const patientId = await openPatient(host.client, 'Kokemäki');
    const wish = {
      patientId,
      producerOid: PRIVATE,
      from: today,
      until: addDays(today, 30),
      rights: ['search' as const],
      serviceEvents: null,
    };
    const { producers } = valueOf(await authorisations().choices({ patientId }));
    expect(producers.map(({ oid: of }) => of)).toContain(PRIVATE);
    const code = async (
      change:
        Partial<Omit<typeof wish, 'rights' | 'serviceEvents'>> | { serviceEvents: (typeof COUNTY)[] } | { rights: [] },
    ): Promise<string> => {
      const reply = await authorisations().grant({ ...wish, ...change });
      return reply.ok ? 'granted' : reply.error.code;
    };
    expect(await code({ until: addDays(today, -1) })).toBe('OVA-0001');
    expect(await code({ until: addDays(today, 400) })).toBe('OVA-0001');
    expect(await code({ producerOid: oid('1.2.246.10.88888888.10.0') })).toBe('OVA-0002');
    expect(await code({ serviceEvents: [COUNTY] })).toBe('OVA-0002');
    expect(await code({ rights: [] })).toBe('OVA-0002');
    const granted = valueOf(await authorisations().grant(wish));
    expect(granted).toMatchObject({ side: 'organiser', state: 'queued', isEnded: false });
    await accepted(host.client, granted.oid);
    const [row] = valueOf(await authorisations().list({ patientId })).rows;
    expect(row).toMatchObject({ oid: granted.oid, state: 'accepted', producerOid: PRIVATE });
    expect(valueOf(await authorisations().end({ patientId, oid: granted.oid })).isEnded).toBe(true);
    expect(await authorisations().end({ patientId, oid: granted.oid })).toMatchObject({ error: { code: 'OVA-0003' } });
    const { rows } = valueOf(await host.client.queue.list({ show: 'all' }));
    const acts = rows.filter(({ documentOid }) => documentOid === granted.oid).map(({ act }) => act);
    expect(acts.sort()).toEqual(['authorisationEnded', 'authorisationGranted']);
  }, 60_000);
});
