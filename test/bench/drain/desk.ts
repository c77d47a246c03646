import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dateInHelsinki, instantOfMs } from '../../../shared/kernel/time.ts';
import { connectKanta, type Kanta } from '../../../src-main/adapters/kanta/connect.ts';
import { openStore } from '../../../src-main/adapters/sqlite/open-store.ts';
import { systemTimers } from '../../../src-main/adapters/system/time.ts';
import { type QueryContext } from '../../../src-main/app/ports/kanta.port.ts';
import { type NewOutboxItem } from '../../../src-main/app/ports/store/outbox.port.ts';
import { type Store } from '../../../src-main/app/ports/store.port.ts';
import { createPump, type Pump } from '../../../src-main/app/sync/pump.ts';
import { type PumpConfig } from '../../../src-main/app/sync/pump-config.ts';
import { KEY, storeOptions } from '../../builders/sqlite.builder.ts';
import { aDocument, anEvent, anItem } from '../../builders/store.builder.ts';
import { aKantaConfig } from '../../fakes/kanta-config.fake.ts';
import { type Message } from './messages.ts';

export const clock = {
  nowMs: () => Date.now(),
  now: () => instantOfMs(Date.now()),
  today: () => dateInHelsinki(Date.now()),
  monotonicMs: () => performance.now(),
};

/** The queue of a desk as the product has it: the encrypted store, the pump and the line with its receipts. */
export type Desk = Readonly<{ store: Store; pump: Pump; kanta: Kanta; close(): Promise<void> }>;

export function aDesk(url: string, config: PumpConfig, context: QueryContext): Desk {
  const folder = mkdtempSync(join(tmpdir(), 'kantele-drain-'));
  const opened = openStore(storeOptions(folder, { key: KEY }));
  if (!opened.ok) throw new Error(opened.error.code);
  const store = opened.value;
  const kanta = connectKanta(aKantaConfig(url));
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const pump = createPump({
    store,
    line: kanta.line,
    clock,
    timers: systemTimers,
    random: Math.random,
    log,
    config,
    contextOf: () => context,
    onChange: () => undefined,
  });
  return {
    store,
    pump,
    kanta,
    async close() {
      await pump.stop();
      kanta.close();
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One act as a signing stores it: document, queue and audit in one transaction. */
export function enqueue({ store }: Desk, message: Message, author: NewOutboxItem['author']): void {
  const { act, oid: documentOid, messageId, signed: bytes, digest, body } = message;
  store.write(tx => {
    const at = clock.now();
    tx.documents.add(aDocument({ oid: documentOid, setId: documentOid, kind: act, bytes, digest }));
    tx.outbox.add(
      anItem({
        id: `item-${documentOid}`,
        documentOid,
        messageId,
        act,
        orderKey: documentOid,
        author,
        body,
        documentDigest: digest,
        notBefore: at,
        queuedAt: at,
      }),
    );
    tx.audit.append(anEvent({ act: 'sign', subject: documentOid }));
  });
}
