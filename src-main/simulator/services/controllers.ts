import { type Store } from '../store/store.ts';

export type ControllerFacts = Readonly<{ publicBody: boolean; uusimaa: boolean }>;

const SETTING = 'controllers';
/** The practice county of the seed: a public body outside Uusimaa. */
const ORDINARY: ControllerFacts = { publicBody: true, uusimaa: false };

/** The organisation that controls the register of a unit: the topmost one. */
export function controllerOf(store: Store, organisation: string): string {
  let at = organisation;
  for (let steps = 0; steps < 10; steps++) {
    const above = store.register.organisation(at)?.partOf ?? null;
    if (above === null) return at;
    at = above;
  }
  return at;
}

export function controllerFacts(store: Store, controller: string): ControllerFacts {
  const kept = store.settings.get(SETTING);
  const known = kept === null ? {} : (JSON.parse(kept) as Readonly<Record<string, ControllerFacts>>);
  return known[controller] ?? ORDINARY;
}

export const keepControllers = (store: Store, facts: Readonly<Record<string, ControllerFacts>>): void =>
  store.settings.set(SETTING, JSON.stringify(facts));
