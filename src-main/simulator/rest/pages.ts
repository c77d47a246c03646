import { type NewUuid } from '../../../shared/kernel/clock.ts';

/** The rest of a search: addresses `Type/id` in order. The link says nothing about what was searched. */
export type Page = Readonly<{
  organisation: string;
  service: string;
  type: string;
  total: number;
  rest: readonly string[];
  count: number;
  includes: ReadonlySet<string>;
}>;

export interface Pages {
  keep(page: Page, nowMs: number): string;
  /** A page stays where it was: the same link gives the same page until it ends. */
  open(token: string, nowMs: number): Page | null;
}

const VALID_MS = 15 * 60_000;
const MOST_KEPT = 1000;

export function createPages(newUuid: NewUuid): Pages {
  const kept = new Map<string, Page & { untilMs: number }>();
  return {
    keep(page, nowMs) {
      for (const [token, { untilMs }] of kept) if (untilMs <= nowMs || kept.size >= MOST_KEPT) kept.delete(token);
      const token = newUuid();
      kept.set(token, { ...page, untilMs: nowMs + VALID_MS });
      return token;
    },
    open(token, nowMs) {
      const page = kept.get(token);
      return page && page.untilMs > nowMs ? page : null;
    },
  };
}
