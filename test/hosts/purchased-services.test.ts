/** Purchased services: the organiser's authorisation, used by its producer whatever the person denies, and its end. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { oid } from '../../shared/kernel/oid.ts';
import { addDays, dateInHelsinki } from '../../shared/kernel/time.ts';
import { temporaryFolder } from '../e2e/processes.ts';
import { startDirectHost, type DirectHost } from './direct.ts';
import { accepted, openPatient, signIn, valueOf } from './story.ts';

const COUNTY = oid('1.2.246.10.55555555.10.0');
const PRIVATE = oid('1.2.246.10.44444444.10.0');

describe('authorisations of purchased services', () => {
  const folder = temporaryFolder();
  let host: DirectHost;
  const today = dateInHelsinki(Date.now());
  const authorisations = () => host.client.authorisations;
  const search = (patientId: string, authorisationOid: ReturnType<typeof oid>) =>
    host.client.disclosure.search({ patientId, purpose: 'care', reason: '', authorisationOid });
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
    const wish = { patientId, producerOid: PRIVATE, from: today, until: addDays(today, 30), serviceEvents: null };
    const { producers } = valueOf(await authorisations().choices({ patientId }));
    expect(producers.map(({ oid: of }) => of)).toContain(PRIVATE);
    const code = async (change: Partial<typeof wish> | { serviceEvents: (typeof COUNTY)[] }): Promise<string> => {
      const reply = await authorisations().grant({ ...wish, ...change });
      return reply.ok ? 'granted' : reply.error.code;
    };
    expect(await code({ until: addDays(today, -1) })).toBe('OVA-0001');
    expect(await code({ until: addDays(today, 400) })).toBe('OVA-0001');
    expect(await code({ producerOid: oid('1.2.246.10.88888888.10.0') })).toBe('OVA-0002');
    expect(await code({ serviceEvents: [COUNTY] })).toBe('OVA-0002');
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
