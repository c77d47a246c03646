import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Authorisation } from '../../shared/domain/records/authorisation.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { localDate } from '../../shared/kernel/time.ts';
import { MIGRATIONS, newestOf } from '../../src-main/adapters/sqlite/migrate.ts';
import { type OutboxChange } from '../../src-main/app/ports/store/outbox.port.ts';
import { type Store } from '../../src-main/app/ports/store.port.ts';
import { aFolder, asMadeBy, openIn, removeFolders } from '../builders/sqlite.builder.ts';
import { aDocument, anEvent, anItem, AT, LATER, sha256, textBytes } from '../builders/store.builder.ts';

afterAll(removeFolders);

const answer = (code: 'NET-0001' | 'NET-0004' | 'NET-0008') => ({ code, at: AT, detail: null });
const decision = { by: '00000000001', at: AT, decision: 'sendAgain', reason: 'tarkistettu' } as const;
const receipt = { reference: 'Bundle/1', at: LATER, replayed: false, verified: true, bytes: textBytes('{"ok":1}') };
/** One act in every state that a queue can be left in. */
const LEFT: readonly OutboxChange[] = [
  {},
  { state: 'sending', attempts: 1 },
  { state: 'unknown', attempts: 2, notBefore: LATER, lastAnswer: answer('NET-0004') },
  { state: 'accepted', attempts: 1, receipt },
  { state: 'held', attempts: 1, ownFailures: 3, lastAnswer: answer('NET-0008'), decisions: [decision] },
  { state: 'cancelled', decisions: [{ ...decision, decision: 'cancel' }] },
];

function fill(store: Store): void {
  LEFT.forEach((left, n) =>
    store.write(tx => {
      const documentOid = oid(`1.2.246.10.11111111.93001.2026.${n + 1}`);
      const bytes = textBytes(`<doc>${n} ä</doc>`);
      const digest = sha256(bytes);
      const body = textBytes(`{"n":${n},"data":"${Buffer.from(bytes).toString('base64')}"}`);
      tx.documents.add(aDocument({ oid: documentOid, setId: documentOid, bytes, digest }));
      tx.audit.append(anEvent({ act: 'sign', subject: documentOid }));
      const lane = `lane-${n % 3}`;
      tx.outbox.add(anItem({ id: `item-${n}`, documentOid, orderKey: lane, body, documentDigest: digest }));
      tx.outbox.change(`item-${n}`, left);
    }),
  );
}

const seen = (store: Store) =>
  store.read(tx => {
    const items = tx.outbox.list('all', 100);
    return {
      items,
      bodies: items.map(({ id }) => sha256(tx.outbox.body(id) ?? textBytes('changed'))),
      documents: items.map(({ documentOid }) => tx.documents.get(documentOid)?.digest),
      heads: tx.outbox.heads().map(({ id }) => id),
      counts: tx.outbox.counts(AT),
      broken: [tx.outbox.firstBrokenLink(), tx.audit.firstBrokenRow()],
      restored: tx.lineage.restored(),
    };
  });

describe('a file of an older version, with acts in its queue', () => {
  const older = MIGRATIONS.map(({ version }) => version).slice(0, -1);

  test.each(older)('of version %i opens with every act as it was left, and is copied first', version => {
    const folder = aFolder();
    const before = openIn(folder);
    fill(before);
    const expected = seen(before);
    before.close();
    asMadeBy(version, folder);

    const store = openIn(folder);
    expect(store.info()).toMatchObject({ schemaVersion: newestOf(MIGRATIONS), ok: true });
    expect(seen(store)).toEqual(expected);
    expect(expected.broken).toEqual([null, null]);
    expect(expected.restored).toBeNull();
    expect(readdirSync(join(folder, 'backups'))).toEqual([expect.stringContaining(`.v${version}.`)]);
    // It goes on: the next act stands in its lane behind the ones of the older version.
    const next = oid('1.2.246.10.11111111.93001.2026.99');
    store.write(tx => {
      tx.documents.add(aDocument({ oid: next, setId: next }));
      tx.outbox.add(anItem({ id: 'item-99', documentOid: next, orderKey: 'lane-0' }));
      tx.outbox.change('item-0', { state: 'sending', attempts: 1 });
    });
    expect(store.read(tx => [tx.outbox.get('item-99')?.orderNo, tx.outbox.firstBrokenLink()])).toEqual([3, null]);
    store.close();
  });

  test('an authorisation from before there were two rights is one to search', () => {
    const folder = aFolder();
    const [organiserOid, producerOid] = [oid('1.2.246.10.88888888.10.0'), oid('1.2.246.10.44444444.10.0')];
    const before = openIn(folder);
    const told = { oid: oid('1.2.246.10.88888888.11.2026.1'), organiserOid, organiserName: 'A', producerOid };
    const period = { producerName: 'B', from: localDate('2026-11-01'), until: localDate('2026-12-01') };
    const old = { ...told, ...period, serviceEvents: null, grantedAt: AT, isEnded: false };
    before.write(tx => tx.authorisations.put({ patientId: 'p1', authorisation: old as unknown as Authorisation }));
    before.close();
    asMadeBy(140, folder);

    const store = openIn(folder);
    const [kept] = store.read(tx => tx.authorisations.ofPatient('p1'));
    expect(kept?.authorisation).toEqual({ ...old, rights: ['search'], register: '2' });
    store.close();
  });
});
