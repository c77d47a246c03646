/** Works on a store under the recording shim: sessions of acts, each acknowledged in a file that is recorded as well. */
import { openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { act, openReal } from './acts.ts';

const [folder = '', sessions = '3', acts = '12', documentBytes = '3000'] = process.argv.slice(2);
const acks = openSync(join(folder, 'acks'), 'a');
let n = 0;
for (let session = 0; session < Number(sessions); session += 1) {
  const opened = openReal(folder);
  if (!opened.ok) throw new Error(opened.error.code);
  for (let i = 0; i < Number(acts); i += 1) {
    n += 1;
    act(opened.value, n, Number(documentBytes));
    writeSync(acks, `${n}\n`);
  }
  opened.value.close();
}
