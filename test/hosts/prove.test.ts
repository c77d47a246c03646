import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Oid } from '../../shared/kernel/oid.ts';
import { databaseOf, readStore } from '../../src-main/cli/data-folder.ts';
import { checkedProof, PRACTICE_ROOTS } from '../../src-main/cli/proof-check.ts';
import { sealOf } from '../../src-main/wire/proof/proof.ts';
import { sha256 } from '../builders/store.builder.ts';
import { startDirectHost, type DirectHost } from './direct.ts';
import { accepted, openPatient, prescribe, queueRow, signIn, valueOf } from './story.ts';
import { seededRandom } from './crash.ts';

/** Another seed is another run: `KANTELE_SEED=7 npm test -- test/hosts/prove.test.ts`. */
const SEED = Number(process.env['KANTELE_SEED'] ?? '20261122');
const CLI = join(import.meta.dirname, '..', '..', 'src-main', 'cli', 'kantele.ts');

// Commands are processes of their own: on a busy machine each takes seconds to start.
vi.setConfig({ testTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'kantele-prove-'));
const data = join(folder, 'data');
let host: DirectHost;
let documentOid: Oid;
let proof: Uint8Array;

const check = (bytes: Uint8Array) => checkedProof(bytes, PRACTICE_ROOTS);
const command = (...args: string[]) =>
  spawnSync(process.execPath, [CLI, 'prove', ...args], { cwd: folder, encoding: 'utf8' });

type Fields = Record<string, unknown>;
const fieldsOf = (bytes: Uint8Array): Fields => JSON.parse(new TextDecoder().decode(bytes)) as Fields;

/** What a forger can do who knows the form: changes something and seals the file anew. */
function forged(path: string, edit: (value: unknown) => unknown): Uint8Array {
  const { seal: _, ...content } = fieldsOf(proof);
  const names = path.split('.');
  const last = names.pop() ?? '';
  const part = names.reduce<Fields>((fields, name) => fields[name] as Fields, content);
  part[last] = edit(part[last]);
  const { document } = content as { document: { bytes: string; digest: string } };
  if (path === 'document.bytes') document.digest = sha256(Buffer.from(document.bytes, 'base64'));
  return new TextEncoder().encode(`${JSON.stringify({ ...content, seal: sealOf(sha256, content) }, null, 2)}\n`);
}
const inBytes =
  (from: string, to: string) =>
  (base64: unknown): string => {
    const before = Buffer.from(String(base64), 'base64').toString('utf8');
    expect(before).toContain(from);
    return Buffer.from(before.replace(from, to)).toString('base64');
  };
const to = (value: unknown) => (): unknown => value;

describe('the proof of one act', () => {
  beforeAll(async () => {
    host = await startDirectHost(data);
    await signIn(host.client, 'aino-harjula');
    const patientId = await openPatient(host.client, 'Kokemäki');
    documentOid = await prescribe(host.client, patientId);
    await prescribe(host.client, patientId);
    await accepted(host.client, documentOid);
    const row = await queueRow(host.client, documentOid);
    const file = valueOf(await host.client.queue.proof({ itemId: row?.id ?? '' }));
    expect(file.fileName).toBe(`kantele-${documentOid}.proof.json`);
    proof = new Uint8Array(Buffer.from(file.base64, 'base64'));
  }, 90_000);
  afterAll(async () => {
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('holds: file, document, signature, message, chain, neighbour and the service’s receipt', async () => {
    const verdict = await check(proof);
    expect(verdict.lines.map(({ what, holds }) => `${what} ${holds}`)).toEqual([
      'file yes',
      'document yes',
      'signature yes',
      'message yes',
      'chain yes',
      'neighbour yes',
      'receipt yes',
    ]);
    expect(verdict).toMatchObject({ whole: true, accepted: true, act: { documentOid, state: 'accepted' } });
  });

  test('the command makes the same while the desk runs, in a file for this user only; it stands in the log', () => {
    const before = exportsIn(data);
    const out = join(folder, 'made.json');
    expect(command('--act', documentOid, '--data', data, '--out', out).status).toBe(0);
    const [made, first] = [fieldsOf(readFileSync(out)), fieldsOf(proof)];
    expect({ ...made, madeAt: '', seal: '' }).toEqual({ ...first, madeAt: '', seal: '' });
    expect(statSync(out).mode & 0o077).toBe(0);
    expect(exportsIn(data)).toBe(before + 1);
    // Never written over: an older proof may be the only one.
    expect(command('--act', documentOid, '--data', data, '--out', out).status).toBe(2);
  });

  test('checked where there is no database; other roots and unknown acts are told', () => {
    const path = join(folder, 'proof.json');
    writeFileSync(path, proof);
    const said = execFileSync(process.execPath, [CLI, 'prove', '--check', path], { cwd: tmpdir(), encoding: 'utf8' });
    expect(said).toMatch(/proven: the service accepted it\n$/);
    expect(command('--check', path, '--roots', folder)).toMatchObject({ status: 2 });
    expect(command('--act', '1.2.3', '--data', data)).toMatchObject({ status: 1 });
    expect(command('--act', '1.2.3', '--data', join(folder, 'nothing'))).toMatchObject({ status: 2 });
    expect(command('--check', join(folder, 'nothing'))).toMatchObject({ status: 2 });
    expect(command()).toMatchObject({ status: 2 });
  });

  test('a changed byte anywhere is found', async () => {
    console.log(`seed ${SEED}`);
    const random = seededRandom(SEED);
    for (let n = 0; n < 150; n += 1) {
      const at = n === 0 ? 0 : n === 1 ? proof.length - 1 : Math.floor(random() * proof.length);
      const changed = Uint8Array.from(proof);
      changed[at] = ((changed[at] ?? 0) + 1 + Math.floor(random() * 255)) % 256;
      expect([at, (await check(changed)).whole]).toEqual([at, false]);
    }
    for (const cut of [proof.subarray(1), proof.subarray(0, -1), new Uint8Array(0), Uint8Array.from([...proof, 10])])
      expect((await check(cut)).whole).toBe(false);
  });

  test('a forger who seals the file anew is found by the line that he touched', async () => {
    const forgeries: readonly (readonly [what: string, path: string, edit: (value: unknown) => unknown])[] = [
      ['document', 'document.digest', to('1'.repeat(64))],
      ['signature', 'document.bytes', inBytes('Poskiontelotulehdus', 'Poskiontelotulehdur')],
      ['message', 'document.bytes', inBytes('Poskiontelotulehdus', 'Poskiontelotulehdur')],
      ['chain', 'document.bytes', inBytes('Poskiontelotulehdus', 'Poskiontelotulehdur')],
      ['message', 'message.bytes', inBytes('"', ' "')],
      ['message', 'message.id', to('00000000-0000-4000-8000-000000000000')],
      ['receipt', 'message.id', to('00000000-0000-4000-8000-000000000000')],
      ['chain', 'message.digest', to('1'.repeat(64))],
      ['chain', 'chain.own', to('1'.repeat(64))],
      ['chain', 'chain.previous', to('1'.repeat(64))],
      ['chain', 'chain.place', to(7)],
      ['chain', 'act.kind', to('dispensing')],
      ['chain', 'act.documentOid', to('1.2.3')],
      ['receipt', 'act.documentOid', to('1.2.3')],
      ['neighbour', 'chain.next.bodyDigest', to('1'.repeat(64))],
      ['receipt', 'receipt.bytes', inBytes('201', '200')],
      ['receipt', 'receipt.bytes', inBytes('sha256:', 'sha256:0')],
    ];
    for (const [what, path, edit] of forgeries) {
      const verdict = await check(forged(path, edit));
      const wrong = verdict.lines.filter(({ holds }) => holds === 'no').map(line => line.what);
      expect([path, wrong]).toEqual([path, expect.arrayContaining([what])]);
      expect(wrong).not.toContain('file');
    }
  });

  test('without its receipt it is whole, and not taken for accepted', async () => {
    const verdict = await check(forged('receipt', to(null)));
    expect(verdict).toMatchObject({ whole: true, accepted: false });
  });
});

/** Lines of the log about exports; the log is whole. */
function exportsIn(dataDir: string): number {
  const options = databaseOf({ data: dataDir, real: false });
  const store = readStore(options);
  const rows = store.read(tx => [
    tx.audit.latest(1000).filter(({ act }) => act === 'export').length,
    tx.audit.firstBrokenRow(),
  ]);
  store.close();
  expect(rows[1]).toBeNull();
  return rows[0] ?? 0;
}
