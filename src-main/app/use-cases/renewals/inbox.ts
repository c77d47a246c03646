import { type Day } from '../../../../shared/contract/day.contract.ts';
import { type RenewalInboxItem } from '../../../../shared/domain/prescribing/renewal.ts';
import { type ErrorCode } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { type Instant } from '../../../../shared/kernel/time.ts';
import { type Environment } from '../../environment.ts';
import { contextOf } from '../../session/query-context.ts';
import { type Desk } from '../../session/session.ts';
import { answerOf } from './renewal-ground.ts';

/** Query reason of 1.2.246.537.5.40110.2006: fetching renewal requests. */
export const FETCH = '16';

/** How the inbox of a unit stood when the service told it last. */
type Note = Readonly<{ at: Instant; open: readonly Readonly<{ requestOid: Oid; endsAt: Instant | null }>[] }>;

const keyOf = ({ professional }: Desk): string => `renewals.inbox.${professional.organisation.oid}`;

/** Keeps for the home screen what waits in the unit, without anybody's data. */
export const noteInbox = (env: Environment, desk: Desk, items: readonly RenewalInboxItem[]): void =>
  env.store.write(tx =>
    tx.settings.put(keyOf(desk), {
      at: env.clock.now(),
      open: items.map(({ requestOid, endsAt }) => ({ requestOid, endsAt })),
    } satisfies Note),
  );

/** Asks how many requests wait; that alone takes none into work. @returns why it could not be asked */
export async function lookIntoInbox(env: Environment, desk: Desk): Promise<ErrorCode | null> {
  const found = await env.renewals.list(contextOf(env, desk.professional, FETCH, ''));
  if (!found.ok) return found.error.code;
  noteInbox(env, desk, found.value);
  return null;
}

/** As last told, less what was answered here since. */
export function inboxOf(env: Environment, desk: Desk): Omit<NonNullable<Day['renewals']>, 'fault'> {
  return env.store.read(tx => {
    const note = (tx.settings.get(keyOf(desk)) ?? null) as Note | null;
    const open = (note?.open ?? []).filter(({ requestOid }) => answerOf(tx, requestOid) === null);
    const ends = open.flatMap(({ endsAt }) => (endsAt === null ? [] : [endsAt])).sort();
    return { count: open.length, endsAt: ends[0] ?? null, asOf: note?.at ?? null };
  });
}
