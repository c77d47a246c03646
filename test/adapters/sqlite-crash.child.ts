/**
 * Enqueues acts as fast as the disk allows and says the number of each on standard output after its commit: what is said here
 * is what a screen would call saved. Ends only by a signal, or with the code of the disk's refusal.
 */
import { writeSync } from 'node:fs';
import { oid } from '../../shared/kernel/oid.ts';
import { StoreFault } from '../../src-main/app/ports/store.port.ts';
import { openIn } from '../builders/sqlite.builder.ts';
import { addSigned, aDocument, anEvent, anItem, sha256, textBytes } from '../builders/store.builder.ts';

const [folder = '', size = '3000'] = process.argv.slice(2);
const store = openIn(folder);
const first = store.read(tx => tx.outbox.list('all', 1)[0]);
let n = Number(first?.id ?? '0');

function enqueue(): void {
  n += 1;
  const documentOid = oid(`1.2.246.10.11111111.93001.2026.${n}`);
  const bytes = textBytes(`<doc n="${n}">${'x'.repeat(Number(size))}</doc>`);
  const digest = sha256(bytes);
  const body = textBytes(`{"n":${n},"data":"${Buffer.from(bytes).toString('base64')}"}`);
  store.write(tx => {
    addSigned(tx, aDocument({ oid: documentOid, setId: documentOid, bytes, digest }), { place: 5, length: 40 });
    tx.outbox.add(anItem({ id: `${n}`, documentOid, orderKey: `lane-${n % 7}`, body, documentDigest: digest }));
    tx.audit.append(anEvent({ act: 'sign', subject: documentOid }));
  });
  writeSync(1, `${n}\n`);
}

try {
  for (;;) enqueue();
} catch (error) {
  if (!(error instanceof StoreFault)) throw error;
  // The disk has refused: the store must go on answering, and say the same again.
  const stillThere = store.read(tx => tx.outbox.list('all', 1)[0]?.id ?? '0');
  store.close();
  writeSync(1, `${error.code} ${stillThere}\n`);
}
