/** T-REST: what lies in the data folder, in the logs and in temporary files after a day’s work and a crash: no patient. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiClient } from '../../shared/contract/api.ts';
import { createClient } from '../../shared/contract/client.ts';
import { startDesk, startSimulatorProcess, temporaryFolder, type Running } from '../e2e/processes.ts';
import { enter, post, type Admitted } from './loopback-client.ts';
import { accepted, amoxicillin, confirmed, dispense, openPatient, PIN2, prescribe, signIn, valueOf } from './story.ts';

/** Nothing in the product or its seed contains these: found means written in clear. */
const TYPED = 'Zyxwvuts-tunnus Öljysäiliö';
const SENTINELS = ['Zyxwvuts', 'Öljysäiliö'];

/** The forms in which a careless program leaves a text behind. */
function tracesOf(text: string): readonly Buffer[] {
  const utf8 = Buffer.from(text, 'utf8');
  const base64 = [0, 1, 2].map(shift => {
    // The inner part of the encoding at each of the three places where it may begin.
    const encoded = Buffer.concat([Buffer.alloc(shift), utf8]).toString('base64');
    return Buffer.from(encoded.slice(shift === 0 ? 0 : 4, Math.floor(encoded.length / 4) * 4 - 4));
  });
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replace(/[^ -~]/g, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [
    utf8,
    Buffer.from(text, 'utf16le'),
    Buffer.from(text, 'utf16le').swap16(),
    Buffer.from(text, 'latin1'),
    Buffer.from(utf8.toString('hex')),
    Buffer.from(utf8.toString('hex').toUpperCase()),
    Buffer.from(encodeURIComponent(text)),
    Buffer.from(escaped),
    ...base64,
  ];
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
}

/** Where a sentinel, or a name or code of the patient, stands in clear. */
function found(bytes: Buffer, texts: readonly string[]): readonly string[] {
  return texts.filter(text => tracesOf(text).some(trace => bytes.includes(trace)));
}

describe('the data folder', () => {
  const folder = temporaryFolder();
  const simulatorFolder = temporaryFolder();
  let simulator: Running;
  let desk: Running;
  let client: ApiClient;
  let admitted: Admitted;
  let output = '';

  const start = async (): Promise<void> => {
    desk = await startDesk(folder.path, { url: simulator.url, controlToken: null });
    for (const stream of [desk.child.stdout, desk.child.stderr])
      stream?.on('data', (part: Buffer) => (output += part.toString('utf8')));
    admitted = await enter(desk.url);
    client = createClient({ call: (method, params) => post(admitted, { method, params }), on: () => () => undefined });
  };
  beforeAll(async () => {
    simulator = await startSimulatorProcess(simulatorFolder.path);
    await start();
  }, 90_000);
  afterAll(async () => {
    await desk.stop();
    await simulator.stop();
    folder.remove();
    simulatorFolder.remove();
  });

  test('the search would find what it looks for', () => {
    for (const text of SENTINELS)
      for (const trace of tracesOf(text))
        expect(found(Buffer.concat([Buffer.from('x'), trace]), [text])).toEqual([text]);
    for (const shift of ['', 'a', 'ab', 'abc']) {
      const encoded = Buffer.from(Buffer.from(`${shift}${TYPED} and more`).toString('base64'));
      expect(found(encoded, SENTINELS)).toEqual(SENTINELS);
    }
  });

  test('typed, searched, signed, sent, dispensed, printed, refused, and killed in the middle: nothing in clear', async () => {
    await signIn(client, 'aino-harjula');
    const patientId = await openPatient(client, 'Kokemäki');
    const [patient] = valueOf(await client.patients.recent({}));
    const name = patient?.family ?? '';
    const code = patient?.identityCode ?? '';
    expect([name.length > 3, code.length]).toEqual([true, 11]);
    valueOf(await client.patients.search({ text: TYPED, limit: 5 }));
    valueOf(await client.patients.search({ text: code, limit: 5 }));
    await client.patients.search({ text: `${code.slice(0, 10)}!`, limit: 5 });
    const set = await prescribe(client, patientId, { indication: TYPED, messageToPharmacy: TYPED, packages: '2' });
    await accepted(client, set);
    const { draftId } = valueOf(await client.prescribing.openForm({ patientId }));
    const form = { ...(await amoxicillin(client)), indication: `${TYPED} luonnos` };
    valueOf(await client.prescribing.saveDraft({ draftId, form }));

    await signIn(client, 'noora-hoivala');
    await openPatient(client, 'Kokemäki');
    const event = valueOf(await client.patients.openServiceEvent({ patientId, kind: 'visit' }));
    const [template] = valueOf(await client.records.templates({}));
    const note = valueOf(
      await client.records.openForm({ patientId, serviceEventOid: event.oid, templateId: template?.id ?? '' }),
    );
    const sections = note.form.sections.map((s, i) => (i === 0 ? { ...s, text: TYPED } : s));
    const { findings } = valueOf(
      await client.records.check({ draftId: note.draftId, form: { ...note.form, sections } }),
    );
    const record = { ...note.form, sections, confirmations: confirmed(findings) };
    valueOf(await client.records.saveDraft({ draftId: note.draftId, form: record }));
    const [shown] = valueOf(await client.records.preview({ draftIds: [note.draftId] }));
    valueOf(await client.records.sign({ items: [{ draftId: note.draftId, digest: shown?.digest ?? '' }], pin2: PIN2 }));
    await accepted(client, note.documentOid);

    await signIn(client, 'leena-apaja');
    await openPatient(client, 'Kokemäki', true);
    const dispensed = await dispense(client, patientId, set);
    valueOf(await client.prints.label({ documentOid: dispensed }));
    const sheet = { patientId, prescriptionSetIds: [set], largePrint: false };
    valueOf(await client.prints.patientSheet(sheet));
    // What breaks the contract, with the sentinel in every place.
    for (const message of [
      TYPED,
      { method: TYPED, params: TYPED },
      { method: 'patients.search', params: { [TYPED]: TYPED } },
    ])
      await post(admitted, message);

    // In the middle of saving.
    await signIn(client, 'aino-harjula');
    await openPatient(client, 'Kokemäki');
    const saving = Array.from({ length: 40 }, (_, n) =>
      client.prescribing.saveDraft({ draftId, form: { ...form, messageToPharmacy: `${TYPED} ${n}` } }),
    );
    await Promise.race(saving);
    await desk.kill();
    await Promise.all(saving);

    const texts = [...SENTINELS, TYPED, code];
    const inClear = (): readonly string[] =>
      filesBelow(folder.path).flatMap(path => found(readFileSync(path), texts).map(text => `${path}: ${text}`));
    const files = filesBelow(folder.path).map(path => path.slice(folder.path.length + 1));
    expect(files).toContain('kantele.db');
    expect(inClear()).toEqual([]);
    await start();
    await signIn(client, 'aino-harjula');
    await openPatient(client, 'Kokemäki');
    // The draft is there, so what was searched for was really written.
    const [draft] = valueOf(await client.prescribing.drafts({ patientId }));
    expect(draft?.form.indication).toBe(form.indication);
    expect(inClear()).toEqual([]);
    expect(found(Buffer.from(output), [...texts, name])).toEqual([]);
  }, 120_000);

  test('the files are for this user alone', () => {
    for (const path of filesBelow(folder.path).filter(p => /key|\.db/.test(p)))
      expect([path.slice(folder.path.length), statSync(path).mode & 0o077]).toEqual([
        path.slice(folder.path.length),
        0,
      ]);
    expect(statSync(folder.path).mode & 0o077).toBe(0);
  });
});
