/** Signed and not yet sent: taken back by its signer, also after a new start, against the real host and simulator. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Oid } from '../../shared/kernel/oid.ts';
import { temporaryFolder } from '../e2e/processes.ts';
import { startDirectHost, type DirectHost } from './direct.ts';
import { accepted, openPatient, prescribe, queueRow, signIn, valueOf } from './story.ts';

describe('taking back', () => {
  const folder = temporaryFolder();
  let host: DirectHost;
  let patientId = '';
  const start = async (): Promise<void> => {
    host = await startDirectHost(folder.path, null, 60);
    await signIn(host.client, 'aino-harjula');
    patientId = await openPatient(host.client, 'Kokemäki');
  };
  beforeAll(start, 90_000);
  afterAll(async () => {
    await host.close();
    folder.remove();
  });
  const waiting = async () => valueOf(await host.client.signing.takeBackWindow({})).items;
  const idOf = async (oid: Oid): Promise<string> => (await queueRow(host.client, oid))?.id ?? '';
  const takeBack = async (itemIds: string[]) => valueOf(await host.client.signing.takeBack({ itemIds }));
  const drafts = async () => valueOf(await host.client.prescribing.drafts({ patientId }));
  const states = async (...oids: readonly Oid[]) =>
    Promise.all(oids.map(async oid => (await queueRow(host.client, oid))?.state));

  test('two are signed, one is taken back: a draft of its own again, the other stays; nobody else may', async () => {
    const first = await prescribe(host.client, patientId, { indication: 'Korvatulehdus' });
    const second = await prescribe(host.client, patientId, { indication: 'Poskiontelotulehdus' });
    expect((await waiting()).map(({ itemId }) => itemId)).toEqual([await idOf(first), await idOf(second)]);
    const left = (await waiting())[0]?.leftMs ?? 0;
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(60_000);

    await signIn(host.client, 'leena-apaja');
    expect(await waiting()).toEqual([]);
    expect(await takeBack([await idOf(first)])).toEqual({ taken: [], gone: [await idOf(first)] });
    await signIn(host.client, 'aino-harjula');
    await openPatient(host.client, 'Kokemäki');

    expect(await takeBack([await idOf(first)])).toEqual({ taken: [await idOf(first)], gone: [] });
    expect(await states(first, second)).toEqual(['cancelled', 'queued']);
    const [draft, ...others] = await drafts();
    expect(others).toEqual([]);
    expect(draft?.form).toMatchObject({ indication: 'Korvatulehdus', doseTyped: '1x3 7pv' });
    expect(draft?.documentOid).not.toBe(first);
    const { rows } = valueOf(await host.client.prescribing.list({ patientId }));
    expect(rows.map(({ prescription }) => prescription.setId).filter(oid => oid === first)).toEqual([]);
    // Twice is once.
    expect(await takeBack([await idOf(first)])).toEqual({ taken: [], gone: [await idOf(first)] });
    expect(await drafts()).toHaveLength(1);
  }, 60_000);

  test('after a new start the seconds go on, and what is taken back never leaves', async () => {
    const before = await waiting();
    expect(before).toHaveLength(1);
    await host.close();
    await start();
    const [item] = await waiting();
    expect(item?.itemId).toBe(before[0]?.itemId);
    expect(item?.leftMs ?? 0).toBeLessThan(before[0]?.leftMs ?? 0);
    valueOf(await host.client.queue.tryNow({}));
    expect(await takeBack([item?.itemId ?? ''])).toEqual({ taken: [item?.itemId], gone: [] });
    expect(await drafts()).toHaveLength(2);
  }, 90_000);

  test('when the seconds are over it leaves by itself and can be taken back no more; a person may choose none', async () => {
    const settings = { language: 'sv', theme: 'light', density: 'compact' } as const;
    valueOf(await host.client.system.saveSettings({ ...settings, takeBackSeconds: 1 }));
    expect(valueOf(await host.client.signing.takeBackWindow({})).seconds).toBe(1);
    const oid = await prescribe(host.client, patientId, { indication: 'Angina' });
    const row = await accepted(host.client, oid);
    expect(await waiting()).toEqual([]);
    expect(await takeBack([row.id])).toEqual({ taken: [], gone: [row.id] });
    valueOf(await host.client.system.saveSettings({ ...settings, takeBackSeconds: 0 }));
    const atOnce = await prescribe(host.client, patientId, { indication: 'Otiitti' });
    expect(await waiting()).toEqual([]);
    await accepted(host.client, atOnce);
  }, 60_000);
});
