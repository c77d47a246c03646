/** Imaging studies and the citizen's own measurements, against the real host and the real simulator. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HostEvent } from '../../shared/contract/api.ts';
import { statementOf } from '../../shared/domain/records/imaging.ts';
import { type ClinicAtHand, clinicAtHand } from './at-hand.ts';
import { type DirectHost } from './direct.ts';
import { signIn, until, valueOf } from './story.ts';

const SEPPO = '031052W913V';
let clinic: ClinicAtHand;
let host: DirectHost;
let patientId = '';
beforeAll(async () => {
  clinic = await clinicAtHand('Salonen-Iso-Aho');
  ({ host, patientId } = clinic);
}, 90_000);
afterAll(() => clinic?.end());

const setFault = async (fault: 'none' | 'lineDown'): Promise<void> => {
  valueOf(await host.client.system.practiceFault({ fault }));
};
describe('imaging', () => {
  test('own studies with their papers and their key-object reference; others by an open disclosure', async () => {
    const listed = valueOf(await host.client.imaging.list({ patientId }));
    expect([listed.source.from, listed.disclosed]).toEqual(['service', null]);
    expect(listed.own.map(({ modalities, papers }) => [modalities[0], papers?.length])).toEqual([
      ['US', 2],
      ['DX', 3],
    ]);
    const [ultrasound, xray] = listed.own;
    if (ultrasound === undefined || xray === undefined) throw new Error('no studies');
    expect(statementOf(ultrasound)).toBeNull();
    const statement = statementOf(xray);
    const read = valueOf(
      await host.client.imaging.read({ patientId, studyUid: xray.uid, documentOid: statement?.oid ?? xray.uid }),
    );
    expect(JSON.stringify(read.readable)).toContain('Keuhkoissa ei tuoreita varjostumia');
    const keys = valueOf(await host.client.imaging.open({ patientId, studyUid: xray.uid }));
    expect([keys.studyUid, keys.series.map(({ instances }) => instances)]).toEqual([xray.uid, [1, 1]]);
    // A document of one study is not read as another's.
    expect(
      await host.client.imaging.read({ patientId, studyUid: ultrasound.uid, documentOid: statement?.oid ?? xray.uid }),
    ).toEqual({ ok: false, error: { code: 'IMG-0001' } });

    valueOf(await host.client.patients.openServiceEvent({ patientId, kind: 'visit' }));
    await until(async () => {
      const reply = await host.client.disclosure.search({ patientId, purpose: 'care', reason: '' });
      return reply.ok && reply.value.rows.length > 0;
    }, 'the service event is known to the service');
    const { disclosed } = valueOf(await host.client.imaging.list({ patientId }));
    expect(disclosed?.studies?.map(({ modalities, controllerName }) => [modalities[0], controllerName])).toEqual([
      ['CT', 'Koejärven hyvinvointialue'],
    ]);
    const [other] = disclosed?.studies ?? [];
    if (other === undefined) throw new Error('nothing disclosed');
    const paper = statementOf(other);
    const text = await host.client.imaging.read({
      patientId,
      studyUid: other.uid,
      documentOid: paper?.oid ?? other.uid,
    });
    expect(JSON.stringify(valueOf(text).readable)).toContain('vanha arpi');
    expect(valueOf(await host.client.imaging.open({ patientId, studyUid: other.uid })).series).toHaveLength(2);
  });

  test('without a line the own list is told with its date, and no reference is opened', async () => {
    const before = valueOf(await host.client.imaging.list({ patientId }));
    await setFault('lineDown');
    try {
      const kept = valueOf(await host.client.imaging.list({ patientId }));
      expect([kept.source.from, kept.source.fault, kept.own]).toEqual(['cache', 'NET-0004', before.own]);
      const uid = kept.own[0]?.uid;
      if (uid === undefined) throw new Error('nothing kept');
      expect(await host.client.imaging.open({ patientId, studyUid: uid })).toMatchObject({
        ok: false,
        error: { code: 'NET-0004' },
      });
    } finally {
      await setFault('none');
    }
  });
});

/** The citizen at the browser: opens the address, is who was asked, answers, and is led back to the program. */
async function citizenAnswers(address: string, hetu: string, fields: Record<string, string>): Promise<number> {
  const { origin } = new URL(address);
  const asked = await fetch(address, { redirect: 'manual' });
  const place = new URL(asked.headers.get('location') ?? '', origin);
  const id = place.pathname.split('/').at(-1) ?? '';
  const door = await (await fetch(place)).text();
  const send = (to: string, form: Record<string, string>, cookie = '') =>
    fetch(`${origin}/omakanta/${to}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { Origin: origin, Cookie: cookie, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    });
  const proofOf = (page: string): string => /name="proof" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const entered = await send('sisaan', { proof: proofOf(door), hetu, asked: id });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  const page = await (await fetch(place, { headers: { Cookie: cookie } })).text();
  const back = await send('lupa', { proof: proofOf(page), request: id, ...fields }, cookie);
  const answer = await fetch(back.headers.get('location') ?? '');
  return answer.status;
}
async function withdrawAll(root: string, hetu: string): Promise<void> {
  const door = await (await fetch(`${root}/omakanta/`)).text();
  const proofOf = (page: string): string => /name="proof" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const send = (to: string, form: Record<string, string>, cookie = '') =>
    fetch(`${root}/omakanta/${to}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { Origin: root, Cookie: cookie, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    });
  const entered = await send('sisaan', { proof: proofOf(door), hetu, asked: '' });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  const page = await (await fetch(`${root}/omakanta/hyvinvointi`, { headers: { Cookie: cookie } })).text();
  for (const [, id] of page.matchAll(/name="id" value="([^"]+)"/g))
    await send('lopeta', { proof: proofOf(page), id: id ?? '' }, cookie);
}
const answerSoFar = (): Extract<HostEvent, { type: 'wellbeingAnswered' }>[] =>
  host.events.filter(event => event.type === 'wellbeingAnswered');

describe('wellbeing data', () => {
  test('asked, refused, asked again, allowed, read, kept, withdrawn', async () => {
    await signIn(host.client, 'aino-harjula');
    const none = valueOf(await host.client.wellbeing.list({ patientId }));
    expect([none.permission, none.waiting, none.measurements, none.source.from]).toEqual([null, null, [], 'none']);

    const first = valueOf(await host.client.wellbeing.ask({ patientId }));
    // Nothing about the person stands in the address.
    expect(first.address).not.toContain(SEPPO);
    expect(valueOf(await host.client.wellbeing.list({ patientId })).waiting?.address).toBe(first.address);
    expect(await citizenAnswers(first.address, SEPPO, { answer: 'no' })).toBe(200);
    await until(async () => answerSoFar().length === 1, 'the refusal');
    expect(answerSoFar()[0]?.refused).toEqual({ code: 'PHR-0003' });

    const second = valueOf(await host.client.wellbeing.ask({ patientId }));
    expect(await citizenAnswers(second.address, SEPPO, { answer: 'yes', days: '30' })).toBe(200);
    await until(async () => answerSoFar().length === 2, 'the permission');
    expect(answerSoFar()[1]?.refused).toBeNull();
    const read = valueOf(await host.client.wellbeing.list({ patientId }));
    expect([read.source.from, read.measurements.length, read.skipped, read.waiting]).toEqual(['service', 22, 0, null]);
    expect(read.measurements.find(({ kind }) => kind === 'bodyWeight')).toMatchObject({
      value: '90.5',
      secondValue: null,
      application: 'Mittauspäiväkirja (harjoitus)',
    });

    await setFault('lineDown');
    try {
      const kept = valueOf(await host.client.wellbeing.list({ patientId }));
      expect([kept.source.from, kept.source.asOf, kept.measurements.length]).toEqual([
        'cache',
        read.source.asOf,
        read.measurements.length,
      ]);
    } finally {
      await setFault('none');
    }

    await withdrawAll(new URL(second.address).origin, SEPPO);
    expect(await host.client.wellbeing.list({ patientId })).toEqual({ ok: false, error: { code: 'PHR-0001' } });
    // What was read by the permission is gone with it.
    const after = valueOf(await host.client.wellbeing.list({ patientId }));
    expect([after.permission, after.measurements, after.source.from]).toEqual([null, [], 'none']);
  });

  test('a request that is taken back closes its door', async () => {
    const asked = valueOf(await host.client.wellbeing.ask({ patientId }));
    valueOf(await host.client.wellbeing.end({ patientId }));
    expect(valueOf(await host.client.wellbeing.list({ patientId })).waiting).toBeNull();
    await expect(citizenAnswers(asked.address, SEPPO, { answer: 'yes', days: '1' })).rejects.toThrow();
    expect(valueOf(await host.client.wellbeing.list({ patientId })).permission).toBeNull();
  });
});
