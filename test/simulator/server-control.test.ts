import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bundle, MedicationRequest } from 'fhir/r4.js';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openReceiptCheckForTest } from './support/receipt.ts';
import { AINO, LEENA, PATIENT, dispensing, prescription, signed } from './support/cda.builder.ts';
import { CERTS, RESOURCES, signerOf } from './support/people.ts';
import { type Practice, NOON_MS, outcomeCodes, resources, startPractice, submissionOf } from './support/practice.ts';

let practice: Practice;
beforeAll(async () => {
  practice = await startPractice();
});
afterAll(() => practice.close());

describe('faults on purpose', () => {
  afterEach(() => practice.control({ service: 'resepti', reset: true }));
  const message = () => {
    const built = prescription(practice.now());
    return {
      oid: built.header.oid,
      body: JSON.stringify(submissionOf([[built, signed(built, signerOf(AINO), practice.now())]], practice.now())),
    };
  };

  test('a cut line resets connections of that service only', async () => {
    await practice.control({ service: 'resepti', line: 'down' });
    await expect(practice.ask('GET', 'resepti/baseR4/metadata', null)).rejects.toThrow();
    expect((await practice.ask('GET', 'potilastieto/baseR4/metadata', null)).status).toBe(200);
    await practice.control({ service: 'resepti', line: 'up' });
    expect((await practice.ask('GET', 'resepti/baseR4/metadata', null)).status).toBe(200);
  });

  test('a slow line answers late, a busy service refuses so many times with Retry-After', async () => {
    await practice.control({ service: 'resepti', delayMs: 300 });
    const before = performance.now();
    await practice.ask('GET', 'resepti/baseR4/metadata', null);
    expect(performance.now() - before).toBeGreaterThanOrEqual(295);
    await practice.control({ service: 'resepti', delayMs: 0, answer: { status: 503, times: 2 } });
    const [first, second, third] = [1, 2, 3].map(() => message());
    const busy = await practice.submit('resepti', AINO, first?.body ?? '');
    expect([busy.status, busy.headers.get('retry-after'), outcomeCodes(busy)]).toEqual([
      503,
      '2',
      ['E-BUSY transient'],
    ]);
    expect((await practice.submit('resepti', AINO, second?.body ?? '')).status).toBe(503);
    expect((await practice.submit('resepti', AINO, third?.body ?? '')).status).toBe(200);
  });

  test('a submission is refused for its signature so many times; nothing of it stays, and questions are answered', async () => {
    await practice.control({ service: 'resepti', refuseSignature: { times: 1 } });
    expect((await practice.ask('GET', 'resepti/baseR4/metadata', null)).status).toBe(200);
    const { body } = message();
    const refused = await practice.submit('resepti', AINO, body);
    expect([refused.status, outcomeCodes(refused)]).toEqual([422, ['E-FORM security SIM-SG-001']]);
    expect((await practice.submit('resepti', AINO, body)).status).toBe(200);
    expect((await practice.control({ service: 'resepti', refuseSignature: { times: -1 } })).status).toBe(400);
  });

  test('a proxy’s page comes as HTML', async () => {
    await practice.control({ service: 'resepti', answer: { status: 200, times: 1, html: true } });
    const page = await practice.ask('GET', 'resepti/baseR4/metadata', null);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html;charset=UTF-8']);
  });

  test('a lost answer was carried out: asking finds it, sending again answers the first bytes', async () => {
    const { oid, body } = message();
    await practice.control({ service: 'resepti', loseAnswer: { times: 1 } });
    await expect(practice.submit('resepti', AINO, body)).rejects.toThrow();
    const found = await practice.search('resepti', 'DocumentReference', AINO, {
      identifier: `urn:ietf:rfc:3986|urn:oid:${oid}`,
    });
    expect((found.json as Bundle).total).toBe(1);
    const again = await practice.submit('resepti', AINO, body);
    expect([again.status, again.headers.get('x-replayed')]).toEqual([200, 'true']);
  });

  test('the state is shown, wishes must be understood, the token is needed', async () => {
    await practice.control({ service: 'rooli', delayMs: 5 });
    const state = await practice.ask('GET', 'control', null, undefined, { Authorization: 'Bearer control-token' });
    expect((state.json as { lines: Record<string, unknown> }).lines['rooli']).toEqual({
      line: 'up',
      delayMs: 5,
      answer: null,
      loseAnswer: null,
      refuseSignature: null,
    });
    for (const wish of [
      { service: 'nobody' },
      { service: 'rooli', line: 'sideways' },
      { service: 'rooli', delayMs: -1 },
      { service: 'rooli', answer: { status: 7, times: 1 } },
      { service: 'rooli', colour: 1 },
    ]) {
      expect((await practice.control(wish)).status).toBe(400);
    }
    expect((await practice.ask('GET', 'control', null)).status).toBe(401);
    // As many characters as the token, one byte more.
    const strange = { Authorization: 'Bearer control-toke\u00f6' };
    expect((await practice.ask('GET', 'control', null, undefined, strange)).status).toBe(401);
    const closed = await startPractice({ control: 'off' });
    expect(
      (await closed.ask('GET', 'control', null, undefined, { Authorization: 'Bearer control-token' })).status,
    ).toBe(404);
    await closed.close();
  });

  test('documents are counted without patient data', async () => {
    const { oid, body } = message();
    await practice.submit('resepti', AINO, body);
    const list = await practice.ask('GET', 'control/documents', null, undefined, {
      Authorization: 'Bearer control-token',
    });
    expect((list.json as { documents: { oid: string; typeCode: string }[] }).documents.at(-1)).toMatchObject({
      oid,
      service: 'resepti',
      typeCode: '1',
    });
    expect(list.text).not.toContain(PATIENT.hetu);
  });
});

describe('receipts', () => {
  test('are signed by the service over the whole answer and name message and document', async () => {
    const built = prescription(practice.now());
    const bytes = signed(built, signerOf(AINO), practice.now());
    const bundle = submissionOf([[built, bytes]], practice.now());
    const answer = (await practice.submit('resepti', AINO, bundle)).json as Bundle;
    expect(openReceiptCheckForTest(CERTS)(answer)).toBe(true);
    expect(openReceiptCheckForTest(CERTS)({ ...answer, timestamp: '2026-01-01T00:00:00Z' })).toBe(false);
    expect(answer.identifier?.value).toBe(bundle.identifier?.value);
    expect(JSON.stringify(answer.entry?.[0]?.response?.outcome)).toContain(`urn:oid:${built.header.oid} sha256:`);
  });
});

describe('the same data folder', () => {
  test('after a restart knows its documents, answers repeated messages, and is not seeded again', async () => {
    const first = await startPractice();
    const rx = prescription(first.now());
    const body = JSON.stringify(submissionOf([[rx, signed(rx, signerOf(AINO), first.now())]], first.now()));
    const before = await first.submit('resepti', AINO, body);
    await first.close(true);
    const second = await startPractice({ dataDir: first.dataDir });
    const again = await second.submit('resepti', AINO, body);
    expect([again.text === before.text, again.headers.get('x-replayed')]).toEqual([true, 'true']);
    expect((await second.send(dispensing(second.now(), rx))).status).toBe(200);
    await second.close();
  });
});

describe('the practice population', () => {
  test('gets prescriptions through the normal path, once', async () => {
    const seeded = await startPractice({ prescriptions: true });
    await seeded.simulator.seeded;
    const count = async (p: Practice) =>
      (
        (await p.ask('GET', 'control/documents', null, undefined, { Authorization: 'Bearer control-token' })).json as {
          count: number;
        }
      ).count;
    const documents = await count(seeded);
    expect(documents).toBeGreaterThan(300);
    const found = await seeded.search('resepti', 'MedicationRequest', LEENA, {
      'patient:identifier': `urn:oid:1.2.246.21|${PATIENT.hetu}`,
    });
    const requests = resources<MedicationRequest>(found, 'MedicationRequest');
    expect(requests.length).toBeGreaterThan(4);
    for (const request of requests)
      expect((await seeded.ask('GET', `resepti/baseR4/MedicationRequest/${request.id}`, LEENA)).status).toBe(200);
    const today = new Date(NOON_MS).toISOString().slice(0, 10);
    expect(requests.every(r => r.status !== 'active' || (r.dispenseRequest?.validityPeriod?.end ?? '') >= today)).toBe(
      true,
    );
    await seeded.close(true);
    const again = await startPractice({ prescriptions: true, dataDir: seeded.dataDir });
    await again.simulator.seeded;
    expect([await count(again), again.events.filter(e => e['event'] === 'seed-fault')]).toEqual([documents, []]);
    await again.close();
  }, 120_000);
});

describe('the Pharmaceutical Database', () => {
  test('lists releases and streams their files; without any the answer says so', async () => {
    const medicinesDir = mkdtempSync(join(tmpdir(), 'kanta-sim-med-'));
    mkdirSync(join(medicinesDir, 'practice'));
    writeFileSync(join(medicinesDir, 'practice', 'saate.txt'), 'Ajopvm: 1.11.2026  Aineistoer\xe4: 2026/21', 'latin1');
    writeFileSync(join(medicinesDir, 'practice', 'pakkaus1.txt'), 'VNRNRO;LAAKENIMI\n900001;\xc4KKI\xd6', 'latin1');
    const own = await startPractice({ medicinesDir });
    const list = await own.ask('GET', 'laaketietokanta/releases', LEENA);
    expect(list.json).toEqual({ releases: [{ id: '2026.021', date: '2026-11-01', files: { packages: 29 } }] });
    const file = await fetch(`${own.simulator.url}/laaketietokanta/releases/2026.021/packages`, {
      headers: { Authorization: `Bearer ${await (await import('./support/people.ts')).tokenOf(LEENA, own.now())}` },
    });
    expect(Buffer.from(await file.arrayBuffer()).toString('latin1')).toContain('900001;ÄKKIÖ');
    for (const path of ['2025.001/packages', '2026.021/prices', '2026.021/../../x']) {
      expect((await own.ask('GET', `laaketietokanta/releases/${path}`, LEENA)).status).toBe(404);
    }
    expect((await own.ask('GET', 'laaketietokanta/releases', null)).status).toBe(401);
    await own.close();
  });
});

describe('the process', () => {
  const entry = join(import.meta.dirname, '../../src-main/simulator/main.ts');
  const folder = () => mkdtempSync(join(tmpdir(), 'kanta-sim-process-'));
  type Ready = { ready: true; url: string };

  test('says when it listens and ends on SIGTERM', async () => {
    const child = spawn(process.execPath, [entry, '--data', folder(), '--resources', RESOURCES], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const ready = JSON.parse(line.toString()) as Ready;
    expect([ready.ready, (await fetch(`${ready.url}/resepti/baseR4/metadata`)).status]).toEqual([true, 200]);
    child.kill('SIGTERM');
    expect((await once(child, 'exit'))[0]).toBe(0);
  });

  test('ends when its stdin closes and when its parent disconnects', async () => {
    const piped = spawn(process.execPath, [entry, '--data', folder()], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(piped.stdout, 'data');
    piped.stdin.end();
    expect((await once(piped, 'exit'))[0]).toBe(0);
    const forked = fork(entry, ['--data', folder()], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    expect(((await once(forked, 'message')) as [Ready])[0].ready).toBe(true);
    forked.disconnect();
    expect((await once(forked, 'exit'))[0]).toBe(0);
  });

  test('refuses to start without a data folder', async () => {
    const child = spawn(process.execPath, [entry], { stdio: ['ignore', 'ignore', 'pipe'] });
    expect((await once(child, 'exit'))[0]).toBe(2);
  });
});
