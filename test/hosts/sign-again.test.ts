/** The service refuses a signature: its author signs the same document again, and exactly one is there in the end. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { checkedProof, PRACTICE_ROOTS } from '../../src-main/cli/proof-check.ts';
import { type Running, startSimulatorProcess, temporaryFolder } from '../e2e/processes.ts';
import { type DirectHost, root, startDirectHost } from './direct.ts';
import { accepted, openPatient, PIN2, prescribe, queueRow, signIn, until, valueOf } from './story.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const CONTROL = 'sign-again-control';
const folders = [temporaryFolder(), temporaryFolder()] as const;
let simulator: Running;
let host: DirectHost;

const control = async (path: string, wish?: unknown): Promise<unknown> => {
  const reply = await fetch(`${simulator.url}/control${path}`, {
    method: wish === undefined ? 'GET' : 'POST',
    headers: { Authorization: `Bearer ${CONTROL}`, 'Content-Type': 'application/json' },
    ...(wish === undefined ? {} : { body: JSON.stringify(wish) }),
  });
  expect(reply.status).toBe(200);
  return reply.json();
};

beforeAll(async () => {
  simulator = await startSimulatorProcess(folders[0].path, CONTROL);
  host = await startDirectHost(folders[1].path, { url: simulator.url, controlToken: CONTROL });
});
afterAll(async () => {
  await host?.close();
  await simulator?.stop();
  for (const folder of folders) folder.remove();
});

test('refused once for its signature, signed again, accepted: one document, both signatures provable', async () => {
  const { client } = host;
  await signIn(client, 'aino-harjula');
  const patientId = await openPatient(client, 'Kokemäki');
  await control('', { service: 'resepti', refuseSignature: { times: 1 } });
  const oid = await prescribe(client, patientId);
  const refused = await until(async () => {
    const row = await queueRow(client, oid);
    return row?.state === 'rejected' ? row : null;
  }, `${oid} refused`);
  expect(refused.lastAnswer?.code).toBe('NET-0010');
  const itemId = refused.id;

  await signIn(client, 'leena-apaja');
  const [others] = valueOf(await client.queue.attention({}));
  expect(others).toMatchObject({ fixer: 'author', mine: false, signAgain: true, landsAt: null });
  expect(await client.queue.toSignAgain({ itemId })).toMatchObject({ ok: false, error: { code: 'QUE-0009' } });

  await signIn(client, 'aino-harjula');
  expect(valueOf(await client.queue.endOfDay({})).authors[0]?.rows.map(({ id }) => id)).toEqual([itemId]);
  const { preview, language } = valueOf(await client.queue.toSignAgain({ itemId }));
  expect([preview.documentOid, language]).toEqual([oid, 'fi']);
  expect(JSON.stringify(preview.readable)).toContain('Poskiontelotulehdus');
  const result = valueOf(await client.queue.signAgain({ itemId, digest: preview.digest, pin2: PIN2 }));
  expect(result).toEqual({ signed: [{ draftId: itemId, documentOid: oid, queueItemId: itemId }], left: [] });
  const row = await accepted(client, oid);
  expect([row.id, row.receipt?.replayed, row.receipt?.verified]).toEqual([itemId, false, true]);
  expect(valueOf(await client.queue.list({ show: 'all' })).rows.filter(each => each.documentOid === oid)).toHaveLength(
    1,
  );
  const { documents } = (await control('/documents')) as { documents: readonly unknown[] };
  expect(JSON.stringify(documents).split(`"${oid}"`).length - 1).toBeGreaterThan(0);
  expect(documents.filter(each => JSON.stringify(each).includes(`"${oid}"`))).toHaveLength(1);

  const proof = valueOf(await client.queue.proof({ itemId }));
  const verdict = await checkedProof(new Uint8Array(Buffer.from(proof.base64, 'base64')), PRACTICE_ROOTS);
  expect(verdict).toMatchObject({ whole: true, accepted: true, act: { documentOid: oid, state: 'accepted' } });
  const out = join(folders[1].path, 'first.json');
  const command = ['prove', '--act', itemId, '--signing', '1', '--data', folders[1].path, '--out', out];
  const made = spawnSync(process.execPath, [join(root, 'src-main', 'cli', 'kantele.ts'), ...command], {
    encoding: 'utf8',
  });
  expect([made.status, made.stderr]).toEqual([0, '']);
  const first = await checkedProof(new Uint8Array(readFileSync(out)), PRACTICE_ROOTS);
  expect(first).toMatchObject({ whole: true, accepted: false, act: { documentOid: oid, state: 'rejected' } });
});
