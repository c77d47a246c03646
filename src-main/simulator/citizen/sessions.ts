import { randomBytes, timingSafeEqual } from 'node:crypto';

/** Somebody who has chosen a practice person. Lives in memory: a new start of the service ends it. */
export type CitizenSession = Readonly<{
  /** Who acts. */
  citizenId: string;
  /** For whom: oneself, a child, a principal. */
  subjectId: string;
  /** Comes back with every form. */
  proof: string;
}>;

export interface CitizenSessions {
  open(citizenId: string, nowMs: number): string;
  of(key: string, nowMs: number): CitizenSession | null;
  actFor(key: string, subjectId: string): void;
  close(key: string): void;
}

const LIFE_MS = 30 * 60_000;
const MOST = 200;

/** A secret that nobody guesses. */
export const secret = (): string => randomBytes(24).toString('base64url');

/** Compared in a time that tells nothing; as bytes, because a header may hold characters that take two. */
export function sameSecret(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}

export function createCitizenSessions(): CitizenSessions {
  const kept = new Map<string, CitizenSession & { untilMs: number }>();
  return {
    open(citizenId, nowMs) {
      for (const [key, { untilMs }] of kept) if (untilMs < nowMs || kept.size >= MOST) kept.delete(key);
      const key = secret();
      kept.set(key, { citizenId, subjectId: citizenId, proof: secret(), untilMs: nowMs + LIFE_MS });
      return key;
    },
    of(key, nowMs) {
      const found = kept.get(key);
      if (found === undefined || found.untilMs < nowMs) return null;
      kept.set(key, { ...found, untilMs: nowMs + LIFE_MS });
      return found;
    },
    actFor(key, subjectId) {
      const found = kept.get(key);
      if (found !== undefined) kept.set(key, { ...found, subjectId });
    },
    close: key => void kept.delete(key),
  };
}
