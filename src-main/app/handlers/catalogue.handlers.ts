import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { localDate } from '../../../shared/kernel/time.ts';
import { type Environment } from '../environment.ts';
import { databaseIsStale } from '../medicine-release.ts';
import { type Caller } from '../session/session.ts';

export const catalogueHandlers = (env: Environment): Handlers<Pick<Api, 'catalogue'>, Caller>['catalogue'] => ({
  versions: () => {
    const release = env.catalogue().release();
    return ok({
      release,
      stale: databaseIsStale(localDate(release.date), env.clock.today()),
      coming: env.medicines.coming(),
      kept: [...env.medicines.kept()],
    });
  },
  asOf: async ({ text, day, limit }) => {
    const then = await env.medicines.asOf(day);
    if (then === null) return ok({ release: null, rows: [] });
    const now = env.catalogue();
    const found = then
      .search(text, { limit, offset: 0 })
      .products.flatMap(({ strengths }) => strengths.flatMap(({ packages }) => packages))
      .slice(0, limit);
    return ok({
      release: then.release(),
      rows: found.map(one => ({ then: one, now: one.vnr === null ? null : now.byVnr(one.vnr) })),
    });
  },
});
