import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readSignatureHash, type SignatureHash } from '../../shared/codes/signature-hash.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';

const MOST_TAKE_BACK_SECONDS = 60;

export type ShellOptions = Readonly<{
  /** File of a real environment; null: the practice profile. */
  profilePath: string | null;
  /** PKCS#11 library of the card software; null: the one chosen in the settings. */
  cardModule: string | null;
  /** Null: the strongest that the card's key offers. */
  signatureHash: SignatureHash | null;
  /** Absent: what the product does by itself. */
  takeBackSeconds?: number;
}>;

/**
 * What the desktop program may be started with, in the words of `kantele start`. Chromium's own switches stand in the same
 * line and are passed over here. @returns why a value is refused, in words
 */
export function readShellArguments(args: readonly string[]): Result<ShellOptions, string> {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: {
      profile: { type: 'string' },
      'card-module': { type: 'string' },
      'signature-hash': { type: 'string' },
      'take-back': { type: 'string' },
    },
  });
  // Where strictness is off, an option without its value is given as true.
  const given = (name: keyof typeof values): string | null => {
    const value = values[name];
    return value === undefined ? null : typeof value === 'string' ? value : '';
  };
  const cardModule = given('card-module');
  if (cardModule === '') return fail('--card-module wants the path of a library');
  const profile = given('profile');
  if (profile === '') return fail('--profile wants the path of a file');
  const signatureHash = readSignatureHash(given('signature-hash') ?? 'strongest');
  if (!signatureHash.ok) return signatureHash;
  const read = {
    profilePath: profile === null ? null : resolve(profile),
    cardModule: cardModule === null ? null : resolve(cardModule),
    signatureHash: signatureHash.value,
  };
  const takeBack = given('take-back');
  if (takeBack === null) return ok(read);
  const seconds = Number(takeBack);
  return takeBack !== '' && Number.isInteger(seconds) && seconds >= 0 && seconds <= MOST_TAKE_BACK_SECONDS
    ? ok({ ...read, takeBackSeconds: seconds })
    : fail(`not between 0 and ${MOST_TAKE_BACK_SECONDS} seconds: ${takeBack}`);
}
