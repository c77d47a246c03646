/** Acts on the real store, as large as the test wants them, and what must be found of them afterwards. */
import { oid, type Oid } from '../../shared/kernel/oid.ts';
import { openStore } from '../../src-main/adapters/sqlite/open-store.ts';
import { type Store } from '../../src-main/app/ports/store.port.ts';
import { addSigned, aDocument, anEvent, anItem, sha256, textBytes } from '../builders/store.builder.ts';
import { KEY, storeOptions } from '../builders/sqlite.builder.ts';

const oidOf = (n: number): Oid => oid(`1.2.246.10.11111111.93001.2026.${n}`);

export function openReal(folder: string): ReturnType<typeof openStore> {
  return openStore(storeOptions(folder, { key: KEY }));
}

/** Document, message, place in the chain and line of the log, in one transaction. */
export function act(store: Store, n: number, documentBytes: number): void {
  const documentOid = oidOf(n);
  const bytes = textBytes(`<doc n="${n}">${'ä1b2'.repeat(Math.ceil(documentBytes / 5))}</doc>`);
  const body = textBytes(`{"n":${n},"data":"${Buffer.from(bytes).toString('base64')}"}`);
  const digest = sha256(bytes);
  store.write(tx => {
    addSigned(tx, aDocument({ oid: documentOid, setId: documentOid, bytes, digest }), { place: 5, length: 40 });
    tx.outbox.add(anItem({ id: `item-${n}`, documentOid, orderKey: `lane-${n % 5}`, body, documentDigest: digest }));
    tx.audit.append(anEvent({ act: 'sign', subject: documentOid }));
  });
}

/** What is wrong with a store that must hold the acts 1 to `acknowledged`, at most one more, in order; null when nothing is. */
export function wrongWith(folder: string, acknowledged: number): string | null {
  const opened = openReal(folder);
  if (!opened.ok) return `does not open: ${opened.error.code}`;
  const store = opened.value;
  try {
    return store.read(tx => {
      const items = [...tx.outbox.list('all', 100_000)].reverse();
      if (items.length < acknowledged) return `lost: ${acknowledged} acknowledged, ${items.length} there`;
      if (items.length > acknowledged + 1) return `unmeant: ${acknowledged} acknowledged, ${items.length} there`;
      const misplaced = items.findIndex((item, at) => item.id !== `item-${at + 1}`);
      if (misplaced >= 0) return `out of order at ${misplaced + 1}`;
      const damaged = items.find(item => {
        const document = tx.documents.get(item.documentOid);
        return document === null || sha256(document.bytes) !== item.documentDigest || tx.outbox.body(item.id) === null;
      });
      if (damaged !== undefined) return `${damaged.id} is not what was signed`;
      if (tx.lineage.restored() !== null) return 'taken for restored';
      const [link, row] = [tx.outbox.firstBrokenLink(), tx.audit.firstBrokenRow()];
      return link === null && row === null ? null : `chain broken: link ${link}, row ${row}`;
    });
  } finally {
    store.close();
  }
}
