/**
 * A patient with 5,000 documents: the first page from the simulator and from what is kept, the whole list, scrolling in the
 * browser, memory; and the disclosure decision for 10,000 documents.
 */
import { randomUUID } from 'node:crypto';
import type { DocumentReference } from 'fhir/r4.js';
import {
  decideDisclosure,
  type DisclosedDocument,
  type DisclosureRequest,
} from '../../shared/domain/consent/disclosure.ts';
import { DISCLOSURE_TABLE } from '../../shared/domain/consent/disclosure-table.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { instant } from '../../shared/kernel/time.ts';
import { buildRenderer } from '../../src-main/cli/renderer-build.ts';
import { createRepository } from '../../src-main/simulator/search/repository.ts';
import { openStore } from '../../src-main/simulator/store/store.ts';
import { launchBrowser, openWindow, startDesk, startSimulatorProcess, temporaryFolder } from '../e2e/processes.ts';
import { root, startDirectHost } from '../hosts/direct.ts';
import { accepted, openPatient, PIN2, signIn, valueOf } from '../hosts/story.ts';

const DOCUMENTS = 5000;
const DECISIONS = 10_000;
const ROUNDS = 5;
const SECOND_MS = 1000;

type Figure = readonly [what: string, value: number, limit: number | null, unit: string];
const figures: Figure[] = [];
/** Told as soon as it is known. */
function note(...figure: Figure): void {
  figures.push(figure);
  const [what, value, limit, unit] = figure;
  const verdict = limit === null ? '' : `limit ${limit}: ${value < limit ? 'ok' : 'EXCEEDED'}`;
  console.log(`${what.padEnd(56)} ${value.toFixed(1).padStart(9)} ${unit.padEnd(16)} ${verdict}`);
}
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** One note is signed and archived in earnest; the others are copies of its envelope under names and times of their own. */
function copied(simulatorFolder: string, documentOid: string): void {
  const store = openStore(simulatorFolder);
  const repository = createRepository(store, randomUUID);
  const uri = 'urn:ietf:rfc:3986';
  const [made] = repository.byIdentifier<DocumentReference>('DocumentReference', `${uri}|urn:oid:${documentOid}`);
  if (made === undefined) throw new Error('the note is not in the simulator');
  // One document of an event is its primary one: no copy is.
  const { id: _id, meta: _meta, category: _category, ...envelope } = made;
  const head = store.documents.head(documentOid);
  const bytes = store.documents.bytes(documentOid);
  if (head === null || bytes === null) throw new Error('the note is not in the simulator');
  const madeMs = Date.parse(made.date ?? '');
  store.write(() => {
    for (let n = 1; n < DOCUMENTS; n += 1) {
      const copy = `1.2.246.10.88888888.11.2020.${n}`;
      const own = `urn:oid:${copy}`;
      const { id: referenceId } = repository.create<DocumentReference>(
        {
          ...envelope,
          masterIdentifier: { system: uri, value: own },
          identifier: (envelope.identifier ?? []).map(each => ({ ...each, value: own })),
          date: new Date(madeMs - n * 3_600_000).toISOString(),
        },
        madeMs,
      );
      store.documents.insert({ ...head, oid: copy, setId: copy, referenceId, binaryId: randomUUID(), bytes });
    }
  });
  store.close();
}

function decisions(): void {
  const register = (n: number) => ({
    controllerOid: oid(`2.999.246.7.${n}`),
    kind: 'publicHealth' as const,
    specifier: null,
    isPublic: true,
    inUusimaa: false,
  });
  const at = instant('2026-11-22T10:00:00.000Z');
  const before = instant('2025-01-01T00:00:00.000Z');
  const request: DisclosureRequest = {
    at,
    register: register(1),
    purpose: 'care',
    isIdentified: true,
    hasAccessRight: true,
    hasRelationship: true,
    specialReason: '',
    reason: '',
    statute: '',
    authorisation: null,
  };
  const documents = Array.from({ length: DECISIONS }, (_, n): DisclosedDocument => ({
    oid: oid(`2.999.246.8.${n + 1}`),
    kind: 'record',
    register: register((n % 7) + 1),
    serviceEventOid: oid(`2.999.246.9.${(n % 500) + 1}`),
    serviceTask: null,
    dataClass: null,
    state: n % 11 === 0 ? 'replaced' : 'current',
    minorDisclosure: null,
  }));
  const wills = {
    informings: [{ oid: oid('2.999.246.7.61'), version: '2.0' as const, givenAt: before }],
    consents: [{ oid: oid('2.999.246.7.62'), sector: 'health' as const, givenAt: before, withdrawnAt: null }],
    crossSector: [],
    denials: Array.from({ length: 20 }, (_, n) => ({
      oid: oid(`2.999.246.10.${n + 1}`),
      scope: { at: 'serviceEvent' as const, oid: oid(`2.999.246.9.${n + 1}`) },
      emergencyUse: false,
      recordedAt: before,
      withdrawnAt: null,
    })),
  };
  const times = Array.from({ length: ROUNDS }, () => {
    const started = process.cpuUsage();
    for (const document of documents) decideDisclosure(request, document, wills, DISCLOSURE_TABLE);
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1000;
  });
  note(`disclosure decided for ${DECISIONS} documents`, median(times), 100, 'ms of processor');
}

const simulatorFolder = temporaryFolder();
const hostFolder = temporaryFolder();
try {
  let simulator = await startSimulatorProcess(simulatorFolder.path);
  let host = await startDirectHost(hostFolder.path, { url: simulator.url, controlToken: null });
  await signIn(host.client, 'aino-harjula');
  const patientId = await openPatient(host.client, '120468-912X');
  const event = valueOf(await host.client.patients.openServiceEvent({ patientId, kind: 'visit' }));
  const draft = valueOf(
    await host.client.records.openForm({ patientId, serviceEventOid: event.oid, templateId: 'visit-physician' }),
  );
  const sections = draft.form.sections.map((section, at) => (at === 0 ? { ...section, text: 'Kontrolli.' } : section));
  valueOf(await host.client.records.saveDraft({ draftId: draft.draftId, form: { ...draft.form, sections } }));
  const [shown] = valueOf(await host.client.records.preview({ draftIds: [draft.draftId] }));
  valueOf(
    await host.client.records.sign({ items: [{ draftId: draft.draftId, digest: shown?.digest ?? '' }], pin2: PIN2 }),
  );
  await accepted(host.client, draft.documentOid);
  await host.close();
  await simulator.stop();
  copied(simulatorFolder.path, draft.documentOid);
  simulator = await startSimulatorProcess(simulatorFolder.path);
  host = await startDirectHost(hostFolder.path, { url: simulator.url, controlToken: null });
  await signIn(host.client, 'aino-harjula');
  await openPatient(host.client, '120468-912X');

  const first: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    valueOf(await host.client.records.list({ patientId }));
    first.push(performance.now() - started);
  }
  note('first page from the simulator', median(first), SECOND_MS, 'ms');
  const started = performance.now();
  const list = valueOf(await host.client.records.list({ patientId }));
  let rows = list.rows.length;
  for (let more = list.more; more;) {
    const next = valueOf(await host.client.records.more({ patientId }));
    rows += next.rows.length;
    ({ more } = next);
  }
  note(`the whole list, ${rows} rows`, performance.now() - started, null, 'ms');
  const windowOpened = performance.now();
  await simulator.stop();
  await host.client.records.list({ patientId });
  await new Promise(resolve => setTimeout(resolve, Math.max(0, 1500 - (performance.now() - windowOpened))));
  const kept: number[] = [];
  let source = '';
  for (let round = 0; round < ROUNDS; round += 1) {
    const asked = performance.now();
    const answer = valueOf(await host.client.records.list({ patientId }));
    kept.push(performance.now() - asked);
    source = `${answer.source.from}, ${answer.rows.length} rows`;
  }
  note(`first page from what is kept (${source})`, median(kept), 300, 'ms');
  await host.close();

  // Scrolling: the same data folder in a window of its own.
  await buildRenderer(root);
  simulator = await startSimulatorProcess(simulatorFolder.path);
  const desk = await startDesk(hostFolder.path, { url: simulator.url, controlToken: null });
  const browser = await launchBrowser();
  const { page } = await openWindow(browser, desk.url);
  page.setDefaultTimeout(30_000);
  await page
    .getByRole('button', { name: /Harjula/ })
    .first()
    .click();
  await page.getByRole('textbox', { name: /PIN1/ }).fill('1234');
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').waitFor();
  await page.keyboard.press('F2');
  await page.getByRole('searchbox').fill('120468-912X');
  await page.getByRole('row', { name: /Esimerkki, Kaisa/ }).waitFor();
  await page.getByRole('searchbox').press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Avaa' }).press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByText('Penisilliini').first().waitFor();
  await page.keyboard.press('Control+Shift+E');
  await page.getByText(`${DOCUMENTS} / ${DOCUMENTS}`).waitFor();
  const scrolled = await page.evaluate(async () => {
    const grid = document.querySelector('[role="grid"]');
    let scroller = grid instanceof HTMLElement ? grid : null;
    while (scroller !== null && scroller.scrollHeight <= scroller.clientHeight) scroller = scroller.parentElement;
    if (scroller === null) throw new Error('nothing scrolls');
    const heap = (): number =>
      (performance as unknown as { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize ?? 0;
    const before = heap();
    const gaps: number[] = [];
    let last = performance.now();
    for (let frame = 0; frame < 300; frame += 1) {
      scroller.scrollTop += 120;
      await new Promise(resolve => requestAnimationFrame(resolve));
      const now = performance.now();
      gaps.push(now - last);
      last = now;
    }
    return {
      worst: Math.max(...gaps.slice(5)),
      over: gaps.filter(gap => gap > 50).length,
      growth: (heap() - before) / 1e6,
    };
  });
  note('scrolling 300 frames, longest frame', scrolled.worst, 50, 'ms');
  note('frames over 50 ms', scrolled.over, 1, '');
  note('heap of the window, growth while scrolling', scrolled.growth, 30, 'MB');
  await browser.close();
  await desk.stop();
  await simulator.stop();
} finally {
  simulatorFolder.remove();
  hostFolder.remove();
}
decisions();

process.exitCode = figures.every(([, value, limit]) => limit === null || value < limit) ? 0 : 1;
