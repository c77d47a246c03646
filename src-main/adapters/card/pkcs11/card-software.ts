import { isAbsolute } from 'node:path';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import {
  type CardFailure,
  type CardSoftware,
  type CardSoftwareState,
  type ModulePlace,
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
    test: begin,
    start: async () => void (await begin()),
  };
}
