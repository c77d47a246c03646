/**
 * One store at work: `child.mjs <store> <folder> <first> <last>` adds the acts first to last, each acknowledged on a line once
 * the store says it is kept; without a last one it counts what is there, as a JSON list of numbers.
 */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { act, openReal } from '../../crash/acts.ts';

const DOCUMENT_BYTES = 15_000;
const document = 'ä1b2'.repeat(DOCUMENT_BYTES / 5);
const body = Buffer.from(document).toString('base64');
const payload = n => ({ n, document, body });

const STORES = {
  async kantele(folder) {
    const opened = openReal(folder);
    if (!opened.ok) throw new Error(opened.error.code);
    const store = opened.value;
    return {
      add: n => act(store, n, DOCUMENT_BYTES),
      all: () => store.read(tx => tx.outbox.list('all', 1e6).map(({ id }) => Number(id.replace('item-', '')))),
    };
  },
  async plainjob(folder) {
    const { better, defineQueue } = await import('plainjob');
    const file = new Database(join(folder, 'rival.db'));
    const queue = defineQueue({ connection: better(file), logger: { ...console, info() {}, debug() {} } });
    file.pragma('synchronous = FULL');
    return {
      add: n => queue.add('act', payload(n)),
      all: () =>
        file
          .prepare('SELECT data FROM plainjob_jobs')
          .all()
          .map(({ data }) => JSON.parse(data).n),
    };
  },
  async liteque(folder) {
    const { buildDBClient, SqliteQueue } = await import('liteque');
    const path = join(folder, 'rival.db');
    const db = buildDBClient(path, { runMigrations: true });
    const queue = new SqliteQueue('acts', db, { defaultJobArgs: { numRetries: 2 }, keepFailedJobs: true });
    db.$client?.pragma('synchronous = FULL');
    return {
      add: n => queue.enqueue(payload(n), { idempotencyKey: String(n) }),
      all: () =>
        new Database(path, { readonly: true })
          .prepare('SELECT payload FROM tasks')
          .all()
          .map(({ payload: text }) => JSON.parse(text).n),
    };
  },
  async pouchdb(folder) {
    const [{ default: PouchDB }, { default: leveldb }] = await Promise.all([
      import('pouchdb-core'),
      import('pouchdb-adapter-leveldb'),
    ]);
    PouchDB.plugin(leveldb);
    const db = new PouchDB(join(folder, 'pouch'), { adapter: 'leveldb' });
    return {
      add: n =>
        db.put({ _id: `act-${n}`, ...payload(n) }).catch(error => {
          if (error.status !== 409) throw error;
        }),
      all: async () => (await db.allDocs()).rows.map(({ id }) => Number(id.replace('act-', ''))),
    };
  },
  async rxdb(folder) {
    const [{ createRxDatabase }, { getRxStorageSQLiteTrial, getSQLiteBasicsNodeNative }, { DatabaseSync }] =
      await Promise.all([import('rxdb'), import('rxdb/plugins/storage-sqlite'), import('node:sqlite')]);
    const storage = getRxStorageSQLiteTrial({ sqliteBasics: getSQLiteBasicsNodeNative(DatabaseSync) });
    // Its other durable storages for Node are sold apart. Its name is the name of the file, in the folder where the program runs.
    process.chdir(folder);
    const db = await createRxDatabase({ name: 'rival', storage, multiInstance: false });
    const text = { type: 'string' };
    const properties = { id: { type: 'string', maxLength: 20 }, n: { type: 'number' }, document: text, body: text };
    const schema = { version: 0, primaryKey: 'id', type: 'object', properties };
    const { acts } = await db.addCollections({ acts: { schema } });
    return {
      add: n => acts.incrementalUpsert({ id: `act-${n}`, ...payload(n) }),
      all: async () => (await acts.find().exec()).map(({ n }) => n),
    };
  },
};

const [name, folder, first, last] = process.argv.slice(2);
const store = await STORES[name](folder);
if (last === undefined) {
  writeSync(1, `${JSON.stringify(await store.all())}\n`);
} else {
  const started = performance.now();
  for (let n = Number(first); n <= Number(last); n += 1) {
    await store.add(n);
    writeSync(1, `${n}\n`);
  }
  writeSync(1, `ms ${performance.now() - started}\n`);
}
process.exit(0);
