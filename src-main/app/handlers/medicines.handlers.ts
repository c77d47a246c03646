import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import { linesOfHits, tableProductOf } from '../../../shared/domain/medicine-lines.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { type Environment } from '../environment.ts';
import { type Caller } from '../session/session.ts';

export const medicineHandlers = (env: Environment): Handlers<Pick<Api, 'medicines'>, Caller>['medicines'] => ({
  search: ({ text, limit, offset, group }) =>
    ok({
      lines: linesOfHits(env.catalogue().search(text, { limit, offset }), group),
      release: env.catalogue().release(),
    }),
  release: () => ok(env.catalogue().release()),
  table: ({ offset, limit }) => {
    const table = env.catalogue().table();
    const products = table.slice(offset, offset + limit).map(tableProductOf);
    return ok({ products, total: table.length, release: env.catalogue().release() });
  },
  byVnr: ({ vnr }) => {
    const found = env.catalogue().byVnr(vnr);
    return found === null ? fail({ code: 'RX-0005' }) : ok(found);
  },
  bySubstance: ({ atc, form, strength }) =>
    ok(
      env
        .catalogue()
        .byAtc(atc)
        .filter(found => found.atc === atc && found.form.fi === form && found.strength === strength),
    ),
});
