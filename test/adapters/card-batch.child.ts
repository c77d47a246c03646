/**
 * A desk that signs one batch with a card that takes its time, and says each signature on standard output after it was stored:
 * what is said here is what the screen shows as signed. Made to be killed; started again, it goes on with the same batch.
 */
import { existsSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { signBatch } from '../../src-main/app/use-cases/signing/sign-documents.ts';
import { aSigningDesk, shownBatch } from '../builders/signing-desk.builder.ts';
import { type Bench, openSoftCard } from '../builders/soft-card/soft-card-at-hand.ts';
import { openIn } from '../builders/sqlite.builder.ts';
import { aStoredPatient } from '../builders/store.builder.ts';

const [folder = '', tokens = '', count = '12'] = process.argv.slice(2);
const store = openIn(folder);
const hand = await openSoftCard(JSON.parse(tokens) as Bench, { controls: { insertion: 1, sign: 'sleepms:8' } });
const on = aSigningDesk(store, hand, 'batch');
const file = join(folder, 'chosen.json');
if (!existsSync(file)) {
  store.write(tx => tx.patients.putMany([aStoredPatient({ id: 'patient-1' })]));
  writeFileSync(file, JSON.stringify(shownBatch(on, Number(count)).chosen));
}
const chosen = JSON.parse(readFileSync(file, 'utf8')) as { draftId: string; digest: string }[];
const there = store.read(tx => tx.outbox.list('all', 100).length);
writeSync(1, `${there}\n`);
const result = await signBatch(
  {
    ...on.env,
    emit(event) {
      if (event.type === 'signingProgress') writeSync(1, `${there + event.signed}\n`);
    },
  },
  on.desk,
  on.signables,
  chosen,
  '123456',
);
if (!result.ok || result.value.left.length > 0) throw new Error(JSON.stringify(result));
await hand.close();
store.close();
