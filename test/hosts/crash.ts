/**
 * T-KILL: a desk that is killed at random moments while it makes prescriptions and records over a line that is cut and loses answers. At
 * the end the service holds exactly the documents that were meant, each once and in order. `npm run crash` runs it at length.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type ApiClient } from '../../shared/contract/api.ts';
import { createClient } from '../../shared/contract/client.ts';
import { type PrescriptionForm } from '../../shared/domain/prescribing/prescription-form.ts';
import { instantOfMs } from '../../shared/kernel/time.ts';
import { openStore } from '../../src-main/adapters/sqlite/open-store.ts';
import { fileSecrets } from '../../src-main/adapters/system/file-secrets.ts';
import { startDesk, startSimulatorProcess, temporaryFolder, type Running } from '../e2e/processes.ts';
import { enter, post } from './loopback-client.ts';
import { orderFaults } from '../crash/order.ts';
import { amoxicillin, confirmed, openPatient, PIN2, signIn, valueOf } from './story.ts';

export type CrashPlan = Readonly<{ acts: number; kills: number; seed: number; say?: (line: string) => void }>;

export type CrashReport = Readonly<{
  seed: number;
  /** Documents that a person saw signed or found signed after a restart. */
  meant: number;
  /** Documents of desks that the service holds. */
  stored: number;
  missing: readonly string[];
  unmeant: readonly string[];
  twice: readonly string[];
  /** Acts of a lane that the service took in another order than they were made. */
  outOfOrder: readonly string[];
  /** Most acts that stood in one lane: the order of one act alone proves nothing. */
  longestLane: number;
  kills: number;
  killsWhileSigning: number;
  faults: Readonly<Record<string, number>>;
  /** Acts whose answer the kill swallowed: the person found them signed, or as drafts, afterwards. */
  foundSigned: number;
  redoneFromDraft: number;
  /** Stopped twice while being sent: a person had to let them go again. */
  decidedByPerson: number;
  /** Parked for any other cause, or in any other state than accepted at the end. */
  unexplained: readonly string[];
  draftsLeft: number;
  brokenQueueLink: number | null;
  brokenAuditRow: number | null;
  seconds: number;
}>;

const TOKEN = 'crash-test-control';
const CARD = 'aino-harjula';
const PATIENT = 'Kokemäki';
const BATCH = 10;
/** A desk starts in this on a machine that has nothing else to do. */
const QUICK_START_MS = 2000;
/** A life that is meant to end at the card ends in any case after this. */
const LONGEST_LIFE_MS = 10_000;
/** Lives are lengthened by no more than this, so that a run stays within its time. */
const MOST_SLOWNESS = 3;
/**
 * Node classes of prescriptions and records, with the long numbers of a desk (serial of its installation, then a count): the
 * seed, which goes in while the desks work, has classes of its own or short numbers.
 */
const MADE_BY_DESK = /[.](93|11)[.]\d{4}[.]\d{8,}$/;
/** New acts wait while so many are unsent, so that signing and sending go on side by side for the whole run. */
const BACKLOG = 40;

/** How many acts may be begun by now: they are spread over the kills, so that the last one finds as much to do as the first. */
const allowedBy = (killed: number, { acts, kills }: CrashPlan): number =>
  kills === 0 ? acts : Math.min(acts, Math.ceil((acts * (killed + 1)) / kills));

/** mulberry32: small, and the same on every machine. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

/** The simulator's own interface: what it holds, and what goes wrong on its line. */
function controlOf(url: string) {
  const headers = { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' };
  return {
    async documents(): Promise<readonly string[]> {
      const answer = await fetch(`${url}/control/documents`, { headers });
      const { documents } = (await answer.json()) as { documents: readonly { oid: string }[] };
      return documents.map(d => d.oid);
    },
    async fault(service: 'resepti' | 'potilastieto', wish: Readonly<Record<string, unknown>>): Promise<void> {
      const body = JSON.stringify({ service, ...wish });
      const answer = await fetch(`${url}/control`, { method: 'POST', headers, body });
      if (!answer.ok) throw new Error(`control: ${answer.status}`);
    },
  };
}

/** One life of the desk, from its start to its end, killed or not. `signing`: so many documents are at the card; 0: no longer. */
type Life = Readonly<{ client: ApiClient; signing(documents: number): void }>;

export async function runCrash(plan: CrashPlan): Promise<CrashReport> {
  const { acts, kills: wantedKills, seed, say = () => undefined } = plan;
  const random = seededRandom(seed);
  const between = (low: number, high: number): number => Math.floor(low + random() * (high - low));
  const simulatorFolder = temporaryFolder();
  const deskFolder = temporaryFolder();
  const started = performance.now();
  const simulator = await startSimulatorProcess(simulatorFolder.path, TOKEN);
  const control = controlOf(simulator.url);
  /** OIDs of forms that were opened, and those of them that are known to be signed. */
  const opened = new Map<string, 'prescription' | 'record'>();
  const signed = new Set<string>();
  const faults: Record<string, number> = {};
  let killed = 0;
  let killsWhileSigning = 0;
  /** What the last signing that came to its end took for each document: a kill that is meant for the card falls within it. */
  let signingMs = 0;
  let foundSigned = 0;
  let redoneFromDraft = 0;
  let decidedByPerson = 0;
  const unexplained: string[] = [];
  let ended = false;

  /** Trouble on the line, one after the other, until the acts are made. */
  async function trouble(): Promise<void> {
    while (!ended) {
      await pause(between(500, 2500));
      if (ended) break;
      const kind = (['loseAnswer', 'cut', 'busy', 'slow', 'none', 'none'] as const)[between(0, 6)] ?? 'none';
      faults[kind] = (faults[kind] ?? 0) + 1;
      const service = random() < 0.5 ? 'resepti' : 'potilastieto';
      if (kind === 'loseAnswer') await control.fault(service, { loseAnswer: { times: between(1, 4) } });
      if (kind === 'busy') await control.fault(service, { answer: { status: 503, times: between(1, 3) } });
      if (kind === 'slow') await control.fault(service, { delayMs: between(50, 250) });
      if (kind === 'cut') await control.fault(service, { line: 'down' });
      if (kind === 'slow' || kind === 'cut') {
        await pause(between(100, 600));
        await control.fault(service, { line: 'up', delayMs: 0 });
      }
    }
    for (const service of ['resepti', 'potilastieto'] as const) await control.fault(service, { reset: true });
  }

  /** Prescriptions have a lane each; the records of one visit stand in one lane, behind its opening. */
  type Kind = 'prescription' | 'record';
  type OnDesk = Readonly<{ draftId: string; documentOid: string; kind: Kind }>;
  const areaOf = (client: ApiClient, kind: Kind) => (kind === 'record' ? client.records : client.prescribing);

  async function fillIn(client: ApiClient, { draftId, kind }: OnDesk, base: PrescriptionForm): Promise<void> {
    if (kind === 'prescription') {
      const { findings } = valueOf(await client.prescribing.check({ draftId, form: base }));
      const filled = { ...base, confirmations: confirmed(findings) };
      valueOf(await client.prescribing.saveDraft({ draftId, form: filled }));
      return;
    }
    const patientId = await openPatient(client, PATIENT);
    const draft = valueOf(await client.records.drafts({ patientId })).find(one => one.draftId === draftId);
    if (draft === undefined) throw new Error('a record is not on the desk');
    const sections = draft.form.sections.map((section, at) =>
      at === 0 ? { ...section, text: 'Vointi hyvä, ei uutta.' } : section,
    );
    const form = { ...draft.form, sections };
    const { findings } = valueOf(await client.records.check({ draftId, form }));
    valueOf(await client.records.saveDraft({ draftId, form: { ...form, confirmations: confirmed(findings) } }));
  }

  async function openForm(client: ApiClient, kind: Kind, patientId: string): Promise<OnDesk> {
    if (kind === 'prescription') {
      const { draftId, documentOid } = valueOf(await client.prescribing.openForm({ patientId }));
      return { draftId, documentOid, kind };
    }
    const { oid: serviceEventOid } = valueOf(await client.patients.openServiceEvent({ patientId, kind: 'visit' }));
    const templateId = valueOf(await client.records.templates({}))[0]?.id ?? '';
    const { draftId, documentOid } = valueOf(await client.records.openForm({ patientId, serviceEventOid, templateId }));
    return { draftId, documentOid, kind };
  }

  async function signAll(life: Life, drafts: readonly OnDesk[]): Promise<void> {
    const { client } = life;
    const [first] = drafts;
    if (first === undefined) return;
    const area = areaOf(client, first.kind);
    const shown = valueOf(await area.preview({ draftIds: drafts.map(({ draftId }) => draftId) }));
    const items = shown.map(({ draftId, digest }) => ({ draftId, digest }));
    // A person looks at each document before the card is asked.
    for (const item of items) valueOf(await client.signing.shown(item));
    life.signing(items.length);
    const before = performance.now();
    const result = valueOf(await area.sign({ items, pin2: PIN2 }));
    signingMs = (performance.now() - before) / items.length;
    life.signing(0);
    for (const { documentOid } of result.signed) signed.add(documentOid);
    for (const { failure } of result.left) unexplained.push(`not signed: ${failure.code}`);
    if (result.left.length > 0) say(`left: ${JSON.stringify(result.left)}`);
  }

  /** What a person does after a crash: what lies on the desk as a draft is made again, what does not was signed. */
  async function reconcile(life: Life, patientId: string, base: PrescriptionForm): Promise<void> {
    for (const kind of ['prescription', 'record'] as const) {
      const lying = await areaOf(life.client, kind).drafts({ patientId });
      const drafts = valueOf<readonly Omit<OnDesk, 'kind'>[]>(lying).map(({ draftId, documentOid }): OnDesk => ({
        draftId,
        documentOid,
        kind,
      }));
      const onDesk = new Set(drafts.map(d => d.documentOid));
      for (const [oid, was] of opened) {
        if (was !== kind || signed.has(oid) || onDesk.has(oid)) continue;
        signed.add(oid);
        foundSigned += 1;
      }
      for (const draft of drafts) {
        opened.set(draft.documentOid, kind);
        redoneFromDraft += 1;
        await fillIn(life.client, draft, base);
      }
      for (let i = 0; i < drafts.length; i += BATCH) await signAll(life, drafts.slice(i, i + BATCH));
    }
  }

  /** Lets go what was stopped twice in the middle; anything else that is parked has no business there. */
  async function decideParked(client: ApiClient): Promise<void> {
    const { rows } = valueOf(await client.queue.list({ show: 'needsPerson' }));
    for (const row of rows) {
      if (row.lastAnswer?.code === 'QUE-0004') {
        decidedByPerson += 1;
        valueOf(await client.queue.decide({ itemId: row.id, decision: 'sendAgain', reason: 'pysähtyi kesken' }));
      } else if (!unexplained.some(line => line.startsWith(row.documentOid)))
        unexplained.push(`${row.documentOid} ${row.state} ${row.lastAnswer?.code ?? ''}`);
    }
  }

  async function live(life: Life): Promise<void> {
    const { client } = life;
    await signIn(client, CARD);
    const patientId = await openPatient(client, PATIENT);
    const base = await amoxicillin(client);
    await reconcile(life, patientId, base);
    for (;;) {
      const { counts } = valueOf(await client.queue.counts({}));
      if (counts.needsPerson > 0) await decideParked(client);
      if (opened.size >= acts) {
        ended ||= signed.size >= acts && killed >= wantedKills;
        if (ended && counts.unsent === 0) return;
        await pause(100);
      } else if (counts.unsent > BACKLOG || opened.size >= allowedBy(killed, plan)) {
        await pause(100);
      } else {
        const drafts: OnDesk[] = [];
        const kind: Kind = random() < 0.5 ? 'record' : 'prescription';
        const most = Math.min(allowedBy(killed, plan) - opened.size, between(1, BATCH + 1));
        for (let n = 0; n < most; n += 1) {
          const draft = await openForm(client, kind, patientId);
          opened.set(draft.documentOid, kind);
          await fillIn(client, draft, base);
          drafts.push(draft);
        }
        await signAll(life, drafts);
      }
    }
  }

  /** Starts the desk, lets it work, and kills it at a moment that the dice say. False when it came to its end alive. */
  async function oneLife(): Promise<boolean> {
    const before = performance.now();
    const desk: Running = await startDesk(deskFolder.path, { url: simulator.url, controlToken: null });
    // On a slow machine everything takes longer: a life is as long as what it is there to interrupt.
    const slowness = Math.min(MOST_SLOWNESS, Math.max(1, (performance.now() - before) / QUICK_START_MS));
    const admitted = await enter(desk.url);
    const client = createClient({
      async call(method, params) {
        return post(admitted, { method, params });
      },
      on: () => () => undefined,
    });
    let dead = false;
    let isSigning = false;
    let atTheCard: ((documents: number) => void) | null = null;
    const kill = async (): Promise<void> => {
      if (dead) return;
      dead = true;
      killed += 1;
      if (isSigning) killsWhileSigning += 1;
      await desk.kill();
    };
    let late: NodeJS.Timeout | undefined;
    let death = Promise.resolve();
    if (killed < wantedKills) {
      // On a quick machine the card is seldom busy: kills are aimed at it until one has met it, then about half of them.
      const isAimed = killsWhileSigning === 0 || random() < 0.5;
      const afterMs = (isAimed ? LONGEST_LIFE_MS : between(300, 3500)) * slowness;
      const share = random();
      death = new Promise<void>(done => {
        const now = (): void => void kill().then(done);
        late = setTimeout(now, afterMs);
        if (isAimed) atTheCard = documents => void setTimeout(now, share * signingMs * documents);
      });
    }
    try {
      await live({
        client,
        signing(documents) {
          isSigning = documents > 0;
          if (isSigning) atTheCard?.(documents);
        },
      });
    } catch (error) {
      if (!dead) {
        await desk.kill();
        throw error;
      }
      await death;
      say(`kill ${killed}${isSigning ? ' while signing' : ''}: ${signed.size} signed, ${opened.size} opened`);
      return true;
    } finally {
      clearTimeout(late);
    }
    await desk.stop();
    return false;
  }

  try {
    // A service that is gone is a fault of its own, told with its last words.
    const line = trouble().catch((error: unknown) => {
      throw new Error(`the simulator does not answer: ${simulator.lastWords()}`, { cause: error });
    });
    const gone = new Promise<never>((_, reject) => void line.catch(reject));
    gone.catch(() => undefined);
    while (await Promise.race([oneLife(), gone]));
    await line;
    const held = await control.documents();
    const stored = held.filter(oid => MADE_BY_DESK.test(oid));
    const store = openStore({
      path: join(deskFolder.path, 'kantele.db'),
      key: fileSecrets(deskFolder.path).databaseKey(),
      profile: 'practice',
      clock: { now: () => instantOfMs(Date.now()) },
      sha256: bytes => createHash('sha256').update(bytes).digest('hex'),
    });
    if (!store.ok) throw new Error(`the store does not open: ${store.error.code}`);
    const kept = store.value.read(tx => ({
      queue: tx.outbox.list('all', 10_000),
      brokenQueueLink: tx.outbox.firstBrokenLink(),
      brokenAuditRow: tx.audit.firstBrokenRow(),
    }));
    const patients = new Set(kept.queue.map(item => item.patientId));
    const draftsLeft = store.value.read(tx =>
      [...patients].flatMap(id =>
        (['prescription', 'record'] as const).flatMap(kind =>
          tx.drafts.ofPatient(kind, kept.queue[0]?.author.registrationNumber ?? '', id),
        ),
      ),
    ).length;
    const documents = store.value.read(tx =>
      [...patients].flatMap(id =>
        (['prescription', 'record'] as const).flatMap(kind => tx.documents.ofPatient(kind, id)),
      ),
    );
    store.value.close();
    for (const item of kept.queue)
      if (item.state !== 'accepted' || item.receipt === null)
        unexplained.push(`${item.documentOid} ends ${item.state}`);
      else if (!item.receipt.verified) unexplained.push(`${item.documentOid} ends without a signed receipt`);
    const queued = kept.queue.filter(({ act }) => act === 'prescription' || act === 'recordDocument');
    if (documents.length !== queued.length) unexplained.push(`${documents.length} documents, ${queued.length} queued`);
    return {
      seed,
      meant: signed.size,
      stored: stored.length,
      missing: [...signed].filter(oid => !stored.includes(oid)),
      unmeant: stored.filter(oid => !signed.has(oid)),
      twice: stored.filter((oid, i) => stored.indexOf(oid) !== i),
      outOfOrder: orderFaults(kept.queue, held),
      longestLane: Math.max(
        ...kept.queue.map(({ orderKey }) => kept.queue.filter(item => item.orderKey === orderKey).length),
      ),
      kills: killed,
      killsWhileSigning,
      faults,
      foundSigned,
      redoneFromDraft,
      decidedByPerson,
      unexplained,
      draftsLeft,
      brokenQueueLink: kept.brokenQueueLink,
      brokenAuditRow: kept.brokenAuditRow,
      seconds: Math.round((performance.now() - started) / 100) / 10,
    };
  } finally {
    ended = true;
    await simulator.stop();
    simulatorFolder.remove();
    deskFolder.remove();
  }
}

/** True when nothing is lost, doubled, out of order, unexplained or broken. */
export const isGood = (report: CrashReport, acts: number): boolean =>
  [report.missing, report.unmeant, report.twice, report.unexplained, report.outOfOrder].every(
    list => list.length === 0,
  ) &&
  report.stored === acts &&
  report.draftsLeft === 0 &&
  report.brokenQueueLink === null &&
  report.brokenAuditRow === null;
