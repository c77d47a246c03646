import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Localized } from '../../../../shared/kernel/language.ts';
import { type Sensitive } from '../../../../shared/kernel/sensitive.ts';
import { type CardCertificate } from '../../../app/ports/signing-card.port.ts';
import { readCardCertificate } from '../certificate.ts';
import { type PinName } from './try-counters.ts';

/** A seeded professional; only what a card needs. The PINs are public, they stand on the tray. */
type Seed = Readonly<{
  id: string;
  registrationNumber: string;
  title: Localized;
  organisation: string;
  keys: 'ec-p384' | 'rsa-3072';
  pin1: string;
  pin2: string;
}>;
type OrganisationSeed = Readonly<{ id: string; name: Localized }>;

export type PracticeCard = Readonly<{
  id: string;
  serial: string;
  registrationNumber: string;
  holderName: string;
  title: Localized;
  organisation: Localized;
  keys: 'ec-p384' | 'rsa-3072';
  pin1: string;
  pin2: string;
  authentication: CardCertificate;
  signing: CardCertificate;
  /** The private key behind a PIN; null when the PIN is wrong. The key itself never leaves this folder. */
  unlock(pin: PinName, typed: Sensitive<string>): KeyObject | null;
}>;

const KEY_FILE = { pin1: 'auth.key.pem', pin2: 'sign.key.pem' } as const satisfies Record<PinName, string>;

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;

/** @throws Error when the file holds no card certificate of this use: the practice set is broken. */
function certificate(path: string, purpose: CardCertificate['purpose']): CardCertificate {
  const read = readCardCertificate(new Uint8Array(new X509Certificate(readFileSync(path)).raw));
  if (read?.purpose !== purpose) throw new Error(`not a certificate for ${purpose}: ${path}`);
  return read;
}

function decrypted(pem: string, passphrase: string): KeyObject | null {
  try {
    return createPrivateKey({ key: pem, passphrase });
  } catch {
    return null; // padding or structure is wrong after decryption: the PIN was
  }
}

/** One software card for each seeded professional, keys encrypted under their PINs as in the files. */
export function readPracticeCards(seedDir: string, certsDir: string): readonly PracticeCard[] {
  const organisations = readJson<readonly OrganisationSeed[]>(join(seedDir, 'organisations.json'));
  const nameOf = (id: string): Localized => {
    const found = organisations.find(organisation => organisation.id === id);
    if (!found) throw new Error(`unknown organisation in the seed: ${id}`);
    return found.name;
  };
  return readJson<readonly Seed[]>(join(seedDir, 'professionals.json')).map(seed => {
    const file = (name: string): string => join(certsDir, `${seed.id}-${name}`);
    const pems = { pin1: readFileSync(file(KEY_FILE.pin1), 'utf8'), pin2: readFileSync(file(KEY_FILE.pin2), 'utf8') };
    const signing = certificate(file('sign.pem'), 'signing');
    return {
      id: seed.id,
      serial: `HARJOITUS-${seed.registrationNumber}`,
      registrationNumber: seed.registrationNumber,
      holderName: signing.holderName,
      title: seed.title,
      organisation: nameOf(seed.organisation),
      keys: seed.keys,
      pin1: seed.pin1,
      pin2: seed.pin2,
      authentication: certificate(file('auth.pem'), 'authentication'),
      signing,
      unlock: (pin, typed) => decrypted(pems[pin], typed.reveal()),
    };
  });
}
