import { isLocalDate } from '../../shared/kernel/time.ts';
import { sameSecret } from './citizen/sessions.ts';
import { type Control } from './control.ts';
import { type Answer } from './rest/answer.ts';
import { recordDeath } from './services/patients.ts';
import { changeRights } from './services/rights.ts';
import { type Upkeep } from './services/upkeep.ts';
import { type World } from './world.ts';

type Wish = Readonly<Record<string, unknown>>;
const isDay = (value: unknown): value is string => typeof value === 'string' && isLocalDate(value);

/** `{registration, validTo, limitation}`: what the supervisory authority decides, for practice and tests. */
function changesRights(world: World, { registration, validTo, limitation }: Wish): boolean {
  const isText = (value: unknown): value is string | null => value === null || typeof value === 'string';
  if (typeof registration !== 'string' || !isText(limitation)) return false;
  return (validTo === null || isDay(validTo)) && changeRights(world, registration, { validTo, limitation });
}

/** `{identityCode, day}`: what the population register tells. The Centre hears of it at night: here the night comes at once. */
function recordsDeath(world: World, upkeep: Upkeep, { identityCode, day }: Wish): boolean {
  const done = typeof identityCode === 'string' && isDay(day) && recordDeath(world, identityCode, day);
  if (done) upkeep.again(world.clock.nowMs());
  return done;
}

type Parts = Readonly<{ world: World; upkeep: Upkeep; control: Readonly<{ faults: Control; token: string }> | null }>;
export type ControlRequest = Readonly<{
  method: string;
  path: readonly string[];
  authorization: string;
  body: Uint8Array;
}>;

/** Faults on purpose, what other authorities decide, and a count of documents; with its own token, never part of the services. */
export function controlAnswer(
  { world, upkeep, control }: Parts,
  { method, path, authorization, body }: ControlRequest,
): Answer {
  const json = (status: number, value: unknown): Answer => ({
    status,
    contentType: 'application/json',
    body: JSON.stringify(value),
  });
  if (!control) return json(404, { error: 'no control' });
  if (!sameSecret(authorization, `Bearer ${control.token}`)) return json(401, { error: 'token' });
  const name = path.join('/');
  if (method === 'GET' && name === '') return json(200, { lines: control.faults.state() });
  if (method === 'GET' && name === 'documents') {
    const documents = world.store.documents.list();
    return json(200, { count: documents.length, documents });
  }
  if (method !== 'POST' || !['', 'rights', 'deaths'].includes(name)) return json(405, { error: 'method' });
  let wish: unknown;
  try {
    wish = JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return json(400, { error: 'not JSON' });
  }
  const done = (isDone: boolean): Answer => (isDone ? json(200, {}) : json(400, { error: 'wish' }));
  const asked = (wish ?? {}) as Wish;
  if (name === 'rights') return done(changesRights(world, asked));
  if (name === 'deaths') return done(recordsDeath(world, upkeep, asked));
  return control.faults.change(wish) === null
    ? json(400, { error: 'wish' })
    : json(200, { lines: control.faults.state() });
}
