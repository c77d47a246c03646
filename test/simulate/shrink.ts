import { type Plan } from './plan.ts';
import { run } from './run-one.ts';
import { type Parts } from './workstation.ts';

/** A smaller plan that still breaks the same rule, and how many runs it took to find it. */
export type Shrunk = Readonly<{ plan: Plan; runs: number }>;

/**
 * Takes away from a failing plan what it does not need: whole kinds of faults, actions, single faults of messages. Delta
 * debugging over each: halves first, then ever smaller parts. Works because chance is drawn by name.
 */
export async function shrink(failing: Plan, parts: Parts, limit = 400): Promise<Shrunk> {
  let runs = 0;
  const rule = (await run(failing, parts)).violations[0]?.rule;
  if (rule === undefined) throw new Error('a plan that does not fail cannot be shrunk');
  let plan = failing;

  async function fails(smaller: Plan): Promise<boolean> {
    if (runs >= limit) return false;
    runs += 1;
    const { violations } = await run(smaller, parts).catch(() => ({ violations: [] as readonly { rule: string }[] }));
    if (violations[0]?.rule !== rule) return false;
    plan = smaller;
    return true;
  }

  async function without<T>(all: () => readonly T[], rest: (kept: readonly T[]) => Plan): Promise<void> {
    for (let size = Math.ceil(all().length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      for (let from = 0; from < all().length;) {
        const now = all();
        const kept = [...now.slice(0, from), ...now.slice(from + size)];
        if (!(await fails(rest(kept)))) from += size;
      }
    }
  }

  for (const fault of Object.keys(plan.faults)) await fails({ ...plan, faults: { ...plan.faults, [fault]: 0 } });
  await without(
    () => plan.actions,
    actions => ({ ...plan, actions }),
  );
  const { happened } = await run(plan, parts);
  const all = [...new Set(happened)];
  const needed = (): readonly string[] => all.filter(key => !plan.suppressed.includes(key));
  await without(needed, kept => ({ ...plan, suppressed: all.filter(key => !kept.includes(key)) }));
  const desks = 1 + Math.max(0, ...plan.actions.map(({ desk }) => desk));
  if (desks < plan.desks) await fails({ ...plan, desks });
  return { plan, runs };
}
