import { isAbsolute } from 'node:path';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import {
  type CardCode,
  type CardFailure,
  type CardSoftware,
  type CardSoftwareState,
  type CertificateTrust,
  type ModulePlace,
  type SigningCard,
} from '../../../app/ports/signing-card.port.ts';
import { type Driver } from './driver.ts';

export type CardSoftwareConfig = Readonly<{
  /** Given at the start of the program; stands before what is set. */
  option: string | null;
  /** What a person chose in the settings, kept by the caller. */
  setting: Readonly<{ load(): string | null; save(path: string | null): void }>;
  places: readonly ModulePlace[];
  /** Takes the first known place that exists when nothing is chosen. The practice profile takes none by itself. */
  search: boolean;
  card: Pick<SigningCard, 'present'>;
  trust: Pick<CertificateTrust, 'judge'>;
  nowMs(): number;
}>;

type Chosen = Readonly<{ path: string; from: ModulePlace['from'] }>;

/** Which module runs and how it is: what the health panel shows and its buttons do. */
export function createCardSoftware(
  driver: Driver,
  config: CardSoftwareConfig,
): CardSoftware & { start(): Promise<void> } {
  function chosen(): Chosen | null {
    if (config.option !== null) return { path: config.option, from: 'option' };
    const set = config.setting.load();
    if (set !== null) return { path: set, from: 'setting' };
    return config.search ? (config.places.find(({ exists }) => exists) ?? null) : null;
  }

  function cardNow(): CardSoftwareState['card'] {
    const card = config.card.present();
    if (card === null) return null;
    const against = (purpose: 'authentication' | 'signing'): CardCode | null => {
      const certificate = card.certificates.find(each => each.purpose === purpose);
      if (certificate === undefined) return 'CARD-0107';
      const judged = config.trust.judge(certificate.der, purpose, config.nowMs());
      return judged.ok ? null : judged.error.code;
    };
    return {
      pin1: card.pin1,
      pin2: card.pin2,
      authentication: against('authentication'),
      signing: against('signing'),
    };
  }

  function state(): CardSoftwareState {
    const now = chosen();
    return {
      at: driver.status,
      module:
        now === null
          ? null
          : {
              path: now.path,
              from: now.from,
              description: driver.module?.description ?? '',
              version: driver.module?.version ?? '',
            },
      readers: driver.readers.map(({ name, card, keypad }) => ({ name, card: card !== 'none', keypad })),
      card: cardNow(),
      places: config.places,
      restarts: driver.restarts,
      lastError: driver.lastError,
    };
  }

  async function begin(): Promise<Result<CardSoftwareState, CardFailure>> {
    const now = chosen();
    await driver.use(now?.path ?? null);
    if (now !== null && driver.status !== 'ready')
      return fail({ code: driver.lastError?.code ?? 'CARD-0122', detail: driver.lastError?.detail ?? [] });
    return ok(state());
  }

  return {
    state,
    async choose(path) {
      if (path !== null && !isAbsolute(path)) return fail({ code: 'CARD-0122' });
      config.setting.save(path);
      return begin();
    },
    async test(part) {
      if (part === 'module' || part === 'process') return begin();
      const seen = await driver.look();
      if (!seen.ok) return seen;
      const now = state();
      return part === 'card' && now.card === null ? fail({ code: 'CARD-0104' }) : ok(now);
    },
    start: async () => void (await begin()),
  };
}
