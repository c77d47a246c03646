import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readSignatureHash, type SignatureHash } from '../../shared/codes/signature-hash.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';

export type Options = Readonly<{
  dataDir: string;
  simulator: Readonly<{ url: string; controlToken: string | null }> | null;
  /** File of a real environment; null: the practice profile. */
  profilePath: string | null;
  medicinesDir: string | null;
  cardModule: string | null;
  port: number;
  window: boolean;
  workstation: string;
  idleLockMs: number;
  takeBackSeconds: number;
  rightMaxAgeMs: number;
  cardDelayMs: number;
  /** Null: the strongest that the card's key offers. */
  signatureHash: SignatureHash | null;
}>;

export const USAGE = `Usage: kantele start [options]
  --profile FILE    a real environment instead of the practice profile; see resources/profiles/README.md
  --data DIR        data folder (default: the user's own, one for practice and one for a real environment)
  --simulator URL   use a simulator that runs already, e.g. http://127.0.0.1:8040, instead of an embedded one
  --simulator-control TOKEN   of that simulator's control interface, for practice faults
  --medicines DIR   a release of the Pharmaceutical Database in the basic register's text form (default: the practice release)
  --card-module PATH  PKCS#11 library of the card software (default: the one chosen in the settings)
  --port N          port on 127.0.0.1 (default: any free one)
  --workstation ID  name of this workstation in logs (default: practice)
  --take-back SEC   a signed prescription may be taken back for so many seconds before it is sent (default: 10)
  --idle-lock MIN   cover the desk when nobody has pressed a key for so many minutes (default: 10)
  --right-age H     how many hours an answer of the role service may stand in for a fresh one (default: 24)
  --card-delay MS   how long a practice card takes for one signature (default: 0)
  --signature-hash NAME  hash of new signatures: strongest, SHA-256 or SHA-384 (default: strongest that the card offers)
  --no-window       print the address only`;

/** Where data lives when nothing is said: practice and real data never in one folder. */
export const defaultDataDir = (profile: 'practice' | 'real' = 'practice'): string =>
  join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), `kantele-${profile}`);

/** What belongs to the practice profile or stands in the profile file, and is therefore refused beside it. */
const NOT_BESIDE_PROFILE = [
  'simulator',
  'simulator-control',
  'medicines',
  'card-delay',
  'right-age',
  'workstation',
] as const;

/** Only the own machine may play the national services: a simulator elsewhere is refused. */
function loopbackUrl(text: string): string | null {
  const url = URL.parse(text);
  return url !== null && url.protocol === 'http:' && (url.hostname === '127.0.0.1' || url.hostname === '[::1]')
    ? url.origin
    : null;
}

/** A number in its bounds; null for anything else. */
function within(text: string, least: number, most: number): number | null {
  const value = Number(text);
  return text.trim() !== '' && Number.isFinite(value) && value >= least && value <= most ? value : null;
}

export function readArguments(args: readonly string[]): Result<Options, string> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        profile: { type: 'string' },
        data: { type: 'string' },
        simulator: { type: 'string' },
        'simulator-control': { type: 'string' },
        medicines: { type: 'string' },
        'card-module': { type: 'string' },
        port: { type: 'string', default: '0' },
        workstation: { type: 'string' },
        'idle-lock': { type: 'string', default: '10' },
        'take-back': { type: 'string', default: '10' },
        'right-age': { type: 'string' },
        'card-delay': { type: 'string' },
        'signature-hash': { type: 'string', default: 'strongest' },
        'no-window': { type: 'boolean', default: false },
      },
    });
    const beside =
      values.profile === undefined ? undefined : NOT_BESIDE_PROFILE.find(name => values[name] !== undefined);
    if (beside !== undefined) return fail(`--${beside} is not used with --profile`);
    const { workstation = 'practice', 'right-age': rightAge = '24', 'card-delay': cardDelay = '0' } = values;
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) return fail(`not a port: ${values.port}`);
    const simulatorUrl = values.simulator === undefined ? null : loopbackUrl(values.simulator);
    if (values.simulator !== undefined && simulatorUrl === null)
      return fail(`not an address of this machine: ${values.simulator}`);
    if (!/^[A-Za-z0-9-]{1,30}$/.test(workstation)) return fail('a workstation name has letters, digits and hyphens');
    const idleMinutes = within(values['idle-lock'], 1, 240);
    const rightHours = within(rightAge, 0, 720);
    const cardDelayMs = within(cardDelay, 0, 10_000);
    const takeBackSeconds = within(values['take-back'], 0, 60);
    if (takeBackSeconds === null) return fail(`not between 0 and 60 seconds: ${values['take-back']}`);
    if (idleMinutes === null) return fail(`not between 1 and 240 minutes: ${values['idle-lock']}`);
    if (rightHours === null) return fail(`not between 0 and 720 hours: ${rightAge}`);
    if (cardDelayMs === null) return fail(`not between 0 and 10000 ms: ${cardDelay}`);
    const signatureHash = readSignatureHash(values['signature-hash']);
    if (!signatureHash.ok) return signatureHash;
    return ok({
      profilePath: values.profile === undefined ? null : resolve(values.profile),
      dataDir: resolve(values.data ?? defaultDataDir(values.profile === undefined ? 'practice' : 'real')),
      simulator:
        simulatorUrl === null ? null : { url: simulatorUrl, controlToken: values['simulator-control'] ?? null },
      medicinesDir: values.medicines === undefined ? null : resolve(values.medicines),
      cardModule: values['card-module'] === undefined ? null : resolve(values['card-module']),
      port,
      window: !values['no-window'],
      workstation,
      idleLockMs: idleMinutes * 60_000,
      takeBackSeconds: Math.round(takeBackSeconds),
      rightMaxAgeMs: rightHours * 3_600_000,
      cardDelayMs,
      signatureHash: signatureHash.value,
    });
  } catch (error) {
    return fail(error instanceof Error ? error.message : 'unknown option');
  }
}
