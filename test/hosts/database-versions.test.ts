/** The Pharmaceutical Database over a change of its version, with the real host and services and a clock that the test moves. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { instant, instantMs, localDate } from '../../shared/kernel/time.ts';
import { type Simulator, standardFolders, startSimulator } from '../../src-main/simulator/simulator.ts';
import { temporaryFolder } from '../e2e/processes.ts';
import { fakeTime } from '../fakes/time.fake.ts';
import { type DirectHost, root, startDirectHost } from './direct.ts';
import { amoxicillin, openPatient, prescribe, queueRow, signIn, until, valueOf } from './story.ts';

const MINUTE_MS = 60_000;
const PART = 200;
/** Ten minutes before midnight in Helsinki, the last day of November. */
const EVENING = instant('2026-11-30T21:50:00.000Z');
const FIRST = localDate('2026-11-30');
const CHANGE = localDate('2026-12-01');

describe('a change of the database at midnight', () => {
  const [ofServices, ofDesk] = [temporaryFolder(), temporaryFolder()];
  const time = fakeTime(EVENING);
  let simulator: Simulator;
  let host: DirectHost;
  const start = (): Promise<DirectHost> =>
    startDirectHost(ofDesk.path, { url: simulator.url, controlToken: null }, 0, time);
  const versions = async () => valueOf(await host.client.catalogue.versions({}));

  /** Prices of the version in force, by VNR. */
  async function prices(): Promise<ReadonlyMap<string, number | null>> {
    const found = new Map<string, number | null>();
    for (let offset = 0, total = 1; offset < total; offset += PART) {
      const part = valueOf(await host.client.medicines.table({ offset, limit: PART }));
      total = part.total;
      for (const { strengths } of part.products)
        for (const { packages } of strengths)
          for (const { vnr, retailPriceCents } of packages) if (vnr !== null) found.set(vnr, retailPriceCents);
    }
    return found;
  }

  beforeAll(async () => {
    simulator = await startSimulator({
      port: 0,
      dataDir: ofServices.path,
      ...standardFolders(join(root, 'resources')),
      clock: time.clock,
      control: 'off',
      prescriptions: false,
    });
    host = await start();
  }, 120_000);
  afterAll(async () => {
    await host.close();
    await simulator.close();
    for (const folder of [ofServices, ofDesk]) folder.remove();
  });

  test('the next version is fetched ahead, comes into force under an open form, and stays without a line', async () => {
    await signIn(host.client, 'aino-harjula');
    const patientId = await openPatient(host.client, 'Esimerkki Kaisa');
    // At the counter a form stands open over midnight.
    const setId = await prescribe(host.client, patientId);
    await until(async () => {
      await time.pass(1000);
      return (await queueRow(host.client, setId))?.state === 'accepted';
    }, 'the prescription accepted');
    const counter = async () => {
      await signIn(host.client, 'leena-apaja');
      await openPatient(host.client, 'Esimerkki Kaisa', true);
      const { draft, choices } = valueOf(
        await host.client.dispensing.openForm({ patientId, prescriptionSetId: setId }),
      );
      const { findings } = valueOf(await host.client.dispensing.check({ draftId: draft.draftId, form: draft.form }));
      const databases = new Set(findings.map(({ database }) => database));
      const priced = choices.map(({ package: { vnr, retailPriceCents } }) => [vnr, retailPriceCents] as const);
      return { draftId: draft.draftId, databases, priced };
    };
    const evening = await counter();
    expect(evening.databases).toEqual(new Set(['2026.901 (2026-11-15)']));
    await signIn(host.client, 'aino-harjula');
    await openPatient(host.client, 'Esimerkki Kaisa');
    await time.pass(5 * MINUTE_MS - (time.clock.nowMs() - instantMs(EVENING)));
    expect(await versions()).toMatchObject({ release: { id: '2026.901' }, coming: null });
    await time.pass(2 * MINUTE_MS);
    await vi.waitFor(async () => expect(await versions()).toMatchObject({ coming: { id: '2026.923', from: CHANGE } }), {
      timeout: 60_000,
      interval: 200,
    });

    const { draftId } = valueOf(await host.client.prescribing.openForm({ patientId }));
    const form = await amoxicillin(host.client);
    const databases = async (): Promise<ReadonlySet<string | undefined>> => {
      const { findings } = valueOf(await host.client.prescribing.check({ draftId, form }));
      // The practice has a release of its own days: nobody learns to look past the warning.
      expect(findings.map(({ rule }) => rule)).not.toContain('R40');
      return new Set(findings.map(({ database }) => database));
    };
    expect(await databases()).toEqual(new Set(['2026.901 (2026-11-15)']));

    const before = await prices();
    const told = () => host.events.flatMap(event => (event.type === 'medicinesChanged' ? [event.release.id] : []));
    await time.pass(3 * MINUTE_MS - 1000);
    expect([told(), (await versions()).release.id]).toEqual([[], '2026.901']);
    await time.pass(1000);
    expect(told()).toEqual(['2026.923']);
    expect(await databases()).toEqual(new Set(['2026.923 (2026-12-01)']));
    expect(await versions()).toMatchObject({ release: { id: '2026.923', date: CHANGE }, stale: false });

    const asOf = async (day: typeof CHANGE, text: string) =>
      valueOf(await host.client.catalogue.asOf({ text, day, limit: 100 }));
    const priced = await prices();
    const [changed] = [...priced].find(([vnr, cents]) => cents !== null && before.get(vnr) !== cents) ?? [''];
    const [then, now] = [await asOf(FIRST, changed), await asOf(CHANGE, changed)];
    expect([then.release?.id, now.release?.id]).toEqual(['2026.901', '2026.923']);
    const rowOf = ({ rows }: typeof then) => rows.find(row => row.then.vnr === changed);
    expect(rowOf(then)?.then.retailPriceCents).toBe(before.get(changed));
    expect(rowOf(then)?.now).toEqual(rowOf(now)?.then);
    expect(rowOf(now)?.then.retailPriceCents).toBe(priced.get(changed));
    expect(await asOf(localDate('2026-10-01'), changed)).toEqual({ release: null, rows: [] });

    const morning = await counter();
    expect(morning.draftId).toBe(evening.draftId);
    expect(morning.databases).toEqual(new Set(['2026.923 (2026-12-01)']));
    for (const [vnr, cents] of morning.priced) expect([vnr, cents]).toEqual([vnr, priced.get(vnr ?? '')]);

    await host.close();
    await simulator.close();
    host = await start();
    await signIn(host.client, 'aino-harjula');
    expect(await versions()).toMatchObject({
      release: { id: '2026.923' },
      kept: [{ id: '2026.901' }, { id: '2026.923' }],
    });
  }, 180_000);
});
