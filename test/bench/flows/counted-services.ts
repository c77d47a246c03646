import { cableTo } from '../../e2e/cable.ts';

export type CountedServices = Readonly<{
  url: string;
  /** Calls since the last look: method and path without what identifies anybody. */
  taken(): readonly string[];
  close(): Promise<void>;
}>;

/** Numbers and identifiers in an address say nothing about its kind. */
const kindOf = (path: string): string => (path.split('?')[0] ?? '').replace(/[0-9a-f-]{16,}|[0-9.]{6,}/g, '*');

/** Stands between a desk and the services and counts what the desk asks of them. */
export async function countServices(target: string): Promise<CountedServices> {
  let seen: string[] = [];
  const cable = await cableTo(target, (method, path) => {
    // The practice's own interface for faults is no service.
    if (!path.startsWith('/control')) seen.push(`${method} ${kindOf(path)}`);
  });
  return {
    url: cable.url,
    taken() {
      const calls = seen;
      seen = [];
      return calls;
    },
    close: () => cable.pull(),
  };
}
