/**
 * Signing on a token: a reviewed batch through the product's own `signBatch`, beside bare `C_Sign` calls on the same token in the
 * same run, which nothing can beat. Measured from the button to the answer: digest, the way to the card process and back,
 * splicing, the check of each signature, the message, the commit. Reading the bytes and their canonical form belong to showing
 * the page, which comes before the button; a second line has them in as well.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash, randomBytes } from 'node:crypto';
import { instantOfMs } from '../../shared/kernel/time.ts';
import { ok } from '../../shared/kernel/result.ts';
import { Sensitive } from '../../shared/kernel/sensitive.ts';
import { CRYPTOGRAPHY } from '../../src-main/adapters/card/cryptography.ts';
import { keysOf, openToWrite } from '../../src-main/adapters/sqlite/connection.ts';
import { openStore } from '../../src-main/adapters/sqlite/open-store.ts';
import { type SigningSession } from '../../src-main/app/ports/signing-card.port.ts';
import { signBatch } from '../../src-main/app/use-cases/signing/sign-documents.ts';
import { nativeDir } from '../../src-main/cli/native-build.ts';
import { type KeyKind } from '../builders/soft-card/card-keys.ts';
import { openSoftCard, setUpSoftCard, type SoftHand } from '../builders/soft-card/soft-card-at-hand.ts';
import { aSigningDesk, type Desked, shownBatch } from '../builders/signing-desk.builder.ts';
import { aStoredPatient, sha256 } from '../builders/store.builder.ts';

const LIMIT_RATIO = 0.9;
const LIMIT_OVERHEAD_MS = 1;
const PROCESSORS = 2;
const LIMIT_GROWTH_MB = 20;
const BATCH = 30;
const ROUNDS = 12;
/** Signatures that the product stores with one commit, at most. */
const TOGETHER = 10;
const MANY = Number(process.env['KANTELE_BENCH_SIGNATURES'] ?? 10_000);
const KINDS: readonly KeyKind[] = ['rsa-2048', 'ec-p384'];
const root = join(import.meta.dirname, '..', '..');

interface Bare {
  load(path: string): void;
  C_Initialize(): void;
  C_GetSlotList(present: boolean): Uint8Array[];
  C_GetTokenInfo(slot: Uint8Array): Readonly<{ label: string }>;
  C_OpenSession(slot: Uint8Array, flags: number): Uint8Array;
  C_CloseSession(session: Uint8Array): void;
  C_Login(session: Uint8Array, user: number, pin: string): void;
  C_Logout(session: Uint8Array): void;
  C_FindObjectsInit(session: Uint8Array, template: readonly Readonly<{ type: number; value: number }>[]): void;
  C_FindObjects(session: Uint8Array, most: number): Uint8Array[];
  C_FindObjectsFinal(session: Uint8Array): void;
  C_SignInit(session: Uint8Array, mechanism: Readonly<{ mechanism: number; parameter: null }>, key: Uint8Array): void;
  C_Sign(session: Uint8Array, data: Uint8Array, out: Uint8Array): number;
}
const { PKCS11 } = createRequire(import.meta.url)(join(nativeDir(root), 'pkcs11.node')) as { PKCS11: new () => Bare };

type BareToken = Readonly<{
  /** Seconds for `count` signatures of what the batch signs. */
  sign(count: number): number;
  /** Seconds until a PIN is accepted and the key is found: what stands before the first signature of every batch. */
  logIn(): number;
}>;

/** Bare calls in this very process. */
function bareToken(configuration: string, module: string, kind: KeyKind): BareToken {
  process.env['SOFTHSM2_CONF'] = configuration;
  const token = new PKCS11();
  token.load(module);
  token.C_Initialize();
  const slot = token.C_GetSlotList(true).find(each => token.C_GetTokenInfo(each).label.includes('(PIN2)'));
  if (slot === undefined) throw new Error('no token');
  const open = (): Readonly<{ session: Uint8Array; key: Uint8Array }> => {
    const session = token.C_OpenSession(slot, 4);
    token.C_Login(session, 1, '123456');
    token.C_FindObjectsInit(session, [{ type: 0, value: 3 }]);
    const [key] = token.C_FindObjects(session, 1);
    token.C_FindObjectsFinal(session);
    if (key === undefined) throw new Error('no key');
    return { session, key };
  };
  let { session, key } = open();
  const rsa = kind.startsWith('rsa');
  const data = rsa
    ? Buffer.concat([Buffer.from('3031300d060960864801650304020105000420', 'hex'), randomBytes(32)])
    : randomBytes(48);
  const mechanism = { mechanism: rsa ? 0x1 : 0x1041, parameter: null };
  const out = Buffer.alloc(512);
  return {
    sign(count) {
      const began = performance.now();
      for (let n = 0; n < count; n += 1) {
        token.C_SignInit(session, mechanism, key);
        token.C_Sign(session, data, out);
      }
      return (performance.now() - began) / 1000;
    },
    logIn() {
      token.C_Logout(session);
      token.C_CloseSession(session);
      const began = performance.now();
      ({ session, key } = open());
      return (performance.now() - began) / 1000;
    },
  };
}

/** Seconds from the button with the PIN to the answer: every document signed, checked, stored and queued. */
async function signed(on: Desked, chosen: readonly Readonly<{ draftId: string; digest: string }>[]): Promise<number> {
  const began = performance.now();
  const result = await signBatch(on.env, on.desk, on.signables, chosen, '123456');
  const seconds = (performance.now() - began) / 1000;
  if (!result.ok || result.value.signed.length !== chosen.length) throw new Error(JSON.stringify(result));
  return seconds;
}

/** Between the last page and the button a person types a PIN: what the pages left behind is not of the batch. */
const pinTyped = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 300));

/**
 * Bare inserts of what one act adds to the page that was shown and stored before: its signature and its message, in a file with
 * the same cipher and pragmas, ten to a commit.
 */
function bareStore(path: string, act: Readonly<{ signature: Uint8Array; message: Uint8Array }>): () => void {
  writeFileSync(path, '');
  const file = openToWrite(path, 'sqlcipher', keysOf(randomBytes(32)));
  file.exec('CREATE TABLE acts (n INTEGER PRIMARY KEY, signature BLOB NOT NULL, message BLOB NOT NULL)');
  const add = file.prepare('INSERT INTO acts (signature, message) VALUES (?, ?)');
  return () => {
    for (let n = 0; n < BATCH; n += 1) {
      if (n % TOGETHER === 0) file.exec('BEGIN IMMEDIATE');
      add.run(act.signature, act.message);
      if ((n + 1) % TOGETHER === 0) file.exec('COMMIT');
    }
  };
}

const STAGES = ['digest', 'asking', 'document', 'message', 'reading', 'storing'] as const;
type Stage = (typeof STAGES)[number];

/** The same desk with a watch on what its one thread does for a batch; `take` gives milliseconds a document and begins anew. */
function watched(on: Desked): Readonly<{ on: Desked; take(): Readonly<Record<Stage, number>> }> {
  const none = (): Record<Stage, number> => ({ digest: 0, asking: 0, document: 0, message: 0, reading: 0, storing: 0 });
  let spent = none();
  function during<T>(stage: Stage, work: () => T): T {
    const began = performance.now();
    try {
      return work();
    } finally {
      spent[stage] += (performance.now() - began) / BATCH;
    }
  }
  const { store, documents, messages, card } = on.env;
  const env: Desked['env'] = {
    ...on.env,
    store: {
      ...store,
      read: work => during('reading', () => store.read(work)),
      write: work => during('storing', () => store.write(work)),
    },
    documents: {
      ...documents,
      toBeSigned(...asked) {
        const toSign = during('digest', () => documents.toBeSigned(...asked));
        return { ...toSign, finish: signature => during('document', () => toSign.finish(signature)) };
      },
    },
    messages: {
      ...messages,
      documentSubmission: asked => during('message', () => messages.documentSubmission(asked)),
    },
    card: {
      ...card,
      async openSigning(...asked) {
        const opened = await card.openSigning(...asked);
        if (!opened.ok) return opened;
        const session = opened.value;
        return ok({ ...session, sign: (...digest) => during('asking', () => session.sign(...digest)) });
      },
    },
  };
  return {
    on: { ...on, env },
    take() {
      const taken = spent;
      spent = none();
      return taken;
    },
  };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** The check of one signature of this card, as the product makes it. */
async function freshCheck(hand: SoftHand, message: Uint8Array): Promise<() => void> {
  const session = await sessionOf(hand);
  const certificate = hand.card.present()?.certificates.find(({ purpose }) => purpose === 'signing');
  const hash = certificate?.algorithm === 'rsa' ? 'SHA-256' : 'SHA-384';
  const made = await session.sign(CRYPTOGRAPHY.sha(hash, message), hash);
  await session.close();
  if (!made.ok || certificate === undefined) throw new Error('the card does not sign');
  return () => {
    if (!CRYPTOGRAPHY.verify(certificate.der, message, hash, made.value)) throw new Error('a signature does not hold');
  };
}

async function sessionOf(hand: SoftHand): Promise<SigningSession> {
  const session = await hand.card.openSigning(new Sensitive('123456'));
  if (!session.ok) throw new Error('the card does not open');
  return session.value;
}

const childOf = (): number =>
  Number(readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim().split(' ')[0]);
const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
const handlesOf = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length;

let exceeded = false;
const verdict = (holds: boolean): string => {
  exceeded ||= !holds;
  return holds ? 'ok' : 'EXCEEDED';
};

async function bench(kind: KeyKind, withLongRun: boolean): Promise<void> {
  const soft = setUpSoftCard({ keys: kind });
  const folder = mkdtempSync(join(tmpdir(), 'kantele-bench-signing-'));
  const opened = openStore({
    path: join(folder, 'kantele.db'),
    key: randomBytes(32),
    profile: 'practice',
    clock: { now: () => instantOfMs(Date.now()) },
    sha256,
  });
  if (!opened.ok) throw new Error(opened.error.code);
  const db = opened.value;
  db.write(tx => tx.patients.putMany([aStoredPatient({ id: 'patient-1' })]));
  // Long enough that a machine under load is not taken for a hung card.
  const hand = await openSoftCard(soft, {
    module: soft.card.module,
    unheard: true,
    driver: { deadlines: { load: 45_000, look: 30_000, sign: 20_000, pad: 60_000 } },
  });
  const bare = bareToken(soft.card.configuration, soft.card.module, kind);
  const digest = new Uint8Array(createHash('sha256').update(kind).digest());
  try {
    bare.sign(50);
    const single: number[] = [];
    const withShowing: number[] = [];
    const together: number[] = [];
    const limits: number[] = [];
    const logins: number[] = [];
    const alone: number[] = [];
    /**
     * Milliseconds of the processor for one document: what the host spends, other threads included, and the least there is to
     * do: the token's signature, the check of it, signature and message stored with the same settings.
     */
    const processor = { host: [] as number[], token: [] as number[], check: [] as number[], store: [] as number[] };
    const spent = async (work: () => unknown): Promise<number> => {
      const before = process.cpuUsage();
      await work();
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000 / BATCH;
    };
    const oneByOne = aSigningDesk(db, hand, 'batch');
    const atOnce = aSigningDesk(db, hand, 'signature');
    const first = shownBatch(oneByOne, 1).chosen;
    const shown = db.read(tx => tx.drafts.get(first[0]?.draftId ?? '')?.frozen?.bytes.length ?? 0);
    await signed(oneByOne, first);
    const act = db.read(tx => {
      const item = tx.outbox.get(first[0]?.draftId ?? '');
      const document = item === null ? null : tx.documents.get(item.documentOid)?.bytes;
      if (item === null || !document) throw new Error('the first act is not there');
      const message = tx.outbox.body(item.id) ?? document;
      return {
        document,
        signature: document.subarray(shown),
        message: message.subarray(0, message.length - Math.ceil(document.length / 3) * 4),
      };
    });
    const store = bareStore(join(folder, 'bare.db'), act);
    const check = await freshCheck(hand, digest);
    // A login writes to the token, which the card process must not meet while it looks: by itself, and the card seen afterwards.
    for (let round = 0; round < ROUNDS; round += 1) logins.push(bare.logIn());
    await hand.until(true);
    const watch = watched(oneByOne);
    const stages: Readonly<Record<Stage, number>>[] = [];
    // In turns, so that a busy neighbour meets both alike.
    for (let round = -2; round < ROUNDS; round += 1) {
      const jobs = shownBatch(oneByOne, BATCH);
      const alike = shownBatch(atOnce, BATCH);
      let [bareBefore, one] = [0, 0];
      await pinTyped();
      const token = await spent(() => (bareBefore = bare.sign(BATCH)));
      const host = await spent(async () => (one = await signed(oneByOne, jobs.chosen)));
      const bareAfter = bare.sign(BATCH);
      const two = await signed(atOnce, alike.chosen);
      if (round < 0) continue;
      limits.push((bareBefore + bareAfter) / 2);
      processor.token.push(token);
      processor.host.push(host);
      processor.store.push(await spent(store));
      processor.check.push(
        await spent(() => {
          for (let n = 0; n < BATCH; n += 1) check();
        }),
      );
      single.push(one);
      const seen = shownBatch(watch.on, BATCH);
      watch.take();
      await signed(watch.on, seen.chosen);
      stages.push(watch.take());
      withShowing.push(one + jobs.seconds);
      alone.push(await signed(oneByOne, shownBatch(oneByOne, 1).chosen));
      together.push(two);
    }
    const written = shownBatch(oneByOne, BATCH);
    db.forgetDeleted(); // the log before the file is empty: what comes is of this batch
    await signed(oneByOne, written.chosen);
    const writtenKb = statSync(join(folder, 'kantele.db-wal')).size / 1024 / BATCH;
    const against = (seconds: readonly number[]): number =>
      median(limits.map((limit, round) => limit / (seconds[round] ?? NaN)));
    const ratio = against(single);
    const rate = (seconds: readonly number[]): string => (BATCH / median(seconds)).toFixed(0).padStart(6);
    console.log(`\n${kind}: documents per second, batch of ${BATCH}, medians of ${ROUNDS} rounds`);
    console.log(`  bare C_Sign            ${rate(limits)}`);
    console.log(`  kind 1, stored         ${rate(single)}   from the button`);
    console.log(
      `  kind 1, page included  ${rate(withShowing)}   written, frozen, stored as draft and read for its page as well: ${against(withShowing).toFixed(2)}`,
    );
    console.log(`  kind 2, stored         ${rate(together)}   one signature for all`);
    const [token, checking, storing, host] = [processor.token, processor.check, processor.store, processor.host].map(
      median,
    ) as [number, number, number, number];
    const ms = (value: number): string => value.toFixed(2).padStart(6);
    console.log('  processor time, milliseconds a document');
    console.log(`    bare C_Sign        ${ms(token)}   on the one processor, in the card process`);
    console.log(`    check of it        ${ms(checking)}   on the other, before anything is stored`);
    console.log(
      `    same bytes stored  ${ms(storing)}   bare inserts of signature and message, same cipher and pragmas, ${TOGETHER} to a commit`,
    );
    console.log(`    host in all        ${ms(host)}   the product, check and storing included`);
    const ofStage = (stage: Stage): string => `${stage} ${median(stages.map(each => each[stage])).toFixed(2)}`;
    console.log(`  of the host’s thread, milliseconds a document: ${STAGES.map(ofStage).join(', ')}`);
    console.log(
      `  a document of ${(act.document.length / 1024).toFixed(0)} kB writes ${writtenKb.toFixed(0)} kB of pages, each enciphered and sealed before its commit`,
    );
    const [login, lonely] = [median(logins) * 1000, median(alone) * 1000];
    console.log(`  PIN check              ${ms(login)}   milliseconds a batch, bare, before its first signature`);
    console.log(
      `  one document alone     ${ms(lonely)}   milliseconds from the button: PIN check in the card process, signature, check, message, commit`,
    );
    // The token's work stands on one processor; all there is to do shares two. Nothing that checks before it stores is faster.
    const [onToken, inAll] = [login + BATCH * token, login + BATCH * (token + checking + storing)];
    const least = Math.max(onToken, inAll / PROCESSORS);
    const inProduct = Math.max(onToken, (login + BATCH * (token + host)) / PROCESSORS);
    console.log(
      `  bound of this machine: ${((BATCH * token) / least).toFixed(2)} of bare C_Sign with ${PROCESSORS} processors that do nothing else ` +
        `and nothing but these; with what the host spends ${((BATCH * token) / inProduct).toFixed(2)}`,
    );
    // What stands before the first signature and behind the last one can be hidden behind no other.
    const signature = (median(limits) * 1000) / BATCH;
    const overlapped = (BATCH * signature) / (lonely + (BATCH - 1) * signature);
    console.log(
      `  bound of any number of processors: ${overlapped.toFixed(2)}, one document alone and ${BATCH - 1} bare signatures`,
    );
    const withLogin = median(limits.map((limit, round) => (limit + (logins[round] ?? 0)) / (single[round] ?? NaN)));
    console.log(`  against bare PIN check and C_Sign together: ${withLogin.toFixed(2)}`);
    console.log(`ratio-to-limit: ${ratio.toFixed(2)} ${kind} (limit ${LIMIT_RATIO}) ${verdict(ratio >= LIMIT_RATIO)}`);

    const session = await sessionOf(hand);
    const overheads: number[] = [];
    for (let n = 0; n < 300; n += 1) {
      const alone = bare.sign(1) * 1000;
      const began = performance.now();
      await session.sign(digest, 'SHA-256');
      overheads.push(performance.now() - began - alone);
    }
    const overhead = median(overheads);
    console.log(
      `  process overhead, median ${overhead.toFixed(2)} ms (limit ${LIMIT_OVERHEAD_MS}) ${verdict(overhead < LIMIT_OVERHEAD_MS)}`,
    );

    if (withLongRun) {
      const pid = childOf();
      for (let n = 0; n < 1_000; n += 1) await session.sign(digest, 'SHA-256');
      const before = {
        memory: memoryOf(pid),
        own: memoryOf(process.pid),
        handles: handlesOf(pid),
        ownHandles: handlesOf(process.pid),
      };
      for (let n = 0; n < MANY; n += 1) {
        const made = await session.sign(digest, 'SHA-256');
        if (!made.ok) throw new Error(made.error.code);
      }
      const growth = [memoryOf(pid) - before.memory, memoryOf(process.pid) - before.own];
      const handles = handlesOf(pid) - before.handles + (handlesOf(process.pid) - before.ownHandles);
      console.log(
        `  ${MANY} signatures: card process ${growth[0]?.toFixed(1)} MB, host ${growth[1]?.toFixed(1)} MB more (limit ${LIMIT_GROWTH_MB}), ` +
          `${handles} handles more ${verdict(growth.every(mb => mb < LIMIT_GROWTH_MB) && handles <= 0)}`,
      );
    }
    await session.close();
  } finally {
    await hand.close();
    db.close();
    soft.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

// One module per process: each kind of key runs in a process of its own.
const [only] = process.argv.slice(2).filter(isKind);
function isKind(text: string): text is KeyKind {
  return (KINDS as readonly string[]).includes(text);
}
if (only === undefined) {
  const { spawnSync } = await import('node:child_process');
  for (const kind of KINDS) {
    const run = spawnSync(process.execPath, [import.meta.filename, kind], { stdio: 'inherit' });
    exceeded ||= run.status !== 0;
  }
} else await bench(only, only === 'ec-p384');
process.exitCode = exceeded ? 1 : 0;
