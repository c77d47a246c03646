/**
 * Makes a SoftHSM card shaped like a Finnish professional card: two tokens (PIN1 authentication, PIN2 signing), certificates of
 * the practice authority. For tests, and for trying `--card-module` without hardware:
 *
 *     node test/run/soft-card.ts --dir FOLDER --card aino-harjula [--keys rsa-2048] [--always-authenticate] [--certs FOLDER]
 *     SOFTHSM2_CONF=FOLDER/softhsm2.conf npm start -- --card-module /usr/lib/softhsm/libsofthsm2.so
 */
import { parseArgs } from 'node:util';
import { makeSoftCard } from '../builders/soft-card/make-soft-card.ts';
import { isKeyKind } from '../builders/soft-card/card-keys.ts';

const { values } = parseArgs({
  options: {
    dir: { type: 'string' },
    card: { type: 'string', default: 'aino-harjula' },
    keys: { type: 'string' },
    certs: { type: 'string' },
    'always-authenticate': { type: 'boolean', default: false },
  },
});
const { dir, card, keys, certs } = values;
if (dir === undefined || (keys !== undefined && !isKeyKind(keys))) {
  console.error(
    'usage: --dir FOLDER [--card ID] [--keys rsa-2048|rsa-3072|rsa-4096|ec-p256|ec-p384] [--always-authenticate] [--certs FOLDER]',
  );
  process.exit(2);
}
const made = await makeSoftCard(dir, card, { keys, certs, alwaysAuthenticate: values['always-authenticate'] });
console.log(JSON.stringify(made));
