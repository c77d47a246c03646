import { type Environment } from '../../environment.ts';
import { type Controller } from '../../ports/kanta.port.ts';
import { contextOf } from '../../session/query-context.ts';
import { type Desk } from '../../session/session.ts';

const KEPT = 'controllers';

/** Controllers by their names as the role service told them last; they change seldom, and are here without a line too. */
export const knownControllers = (env: Environment): readonly Controller[] =>
  (env.store.read(tx => tx.settings.get(KEPT)) as readonly Controller[] | undefined) ?? [];

/** Asks the role service anew; without an answer it is what is known. */
export async function controllersNow(env: Environment, desk: Desk, reason: string): Promise<readonly Controller[]> {
  const asked = await env.roles.controllers(contextOf(env, desk.professional, reason, ''));
  if (asked.ok) env.store.write(tx => tx.settings.put(KEPT, asked.value));
  return knownControllers(env);
}
