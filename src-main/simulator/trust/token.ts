import { createHash } from 'node:crypto';
import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { type Outcome, refuse } from '../rest/refusal.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { TEXTS } from '../rest/texts.ts';
import { reasonOf } from '../rules/query-reasons.ts';
import { type Trust } from './certificates.ts';

/** Who asks, for whom and why: everything the viewing log needs. */
export type Caller = Readonly<{
  organisation: string;
  unit: string;
  /** Registration number of the professional (1.2.246.537.26). */
  person: string;
  /** Code of 1.2.246.537.6.140, when the professional acts by a right. */
  right: string | null;
  /** Code of 1.2.246.537.5.40110.2006. */
  reason: string;
  relation: string | null;
  system: string | null;
}>;

/** A token lives ten minutes at most; clocks may differ by one. */
const LONGEST_LIFE_S = 600;
const CLOCK_TOLERANCE_S = 60;
const KEPT = 2000;

export const SUPERVISION = '14';

const bare = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value.replace(/^urn:oid:/, '') : null;

export interface TokenReader {
  read(authorization: string | undefined, nowMs: number): Promise<Outcome<Caller>>;
}

/** Verifies the organisation's signature once per token and remembers the result until the token ends. */
export function createTokenReader(trust: Trust): TokenReader {
  const seen = new Map<string, { caller: Caller; endsMs: number }>();
  return {
    async read(authorization, nowMs) {
      const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1];
      if (!token) return refuse(401, TEXTS.noToken);
      const key = createHash('sha256').update(token).digest('hex');
      const known = seen.get(key);
      if (known) return nowMs < known.endsMs ? ok(known.caller) : refuse(401, TEXTS.oldToken);
      const fresh = await verify(trust, token, nowMs);
      if (!fresh.ok) return fresh;
      if (seen.size >= KEPT) seen.clear();
      seen.set(key, fresh.value);
      return ok(fresh.value.caller);
    },
  };
}

async function verify(
  trust: Trust,
  token: string,
  nowMs: number,
): Promise<Outcome<{ caller: Caller; endsMs: number }>> {
  const bad = (why: string) => refuse(401, { ...TEXTS.badToken, diagnostics: why });
  try {
    const header = decodeProtectedHeader(token);
    if (header.alg !== 'ES384' || !Array.isArray(header.x5c)) return bad('header');
    const leaf = trust.check(
      header.x5c.map(c => new Uint8Array(Buffer.from(c, 'base64'))),
      'system',
      nowMs,
    );
    if (!leaf.ok) return bad(`certificate ${leaf.error}`);
    const { payload } = await jwtVerify(token, leaf.value.publicKey, {
      algorithms: ['ES384'],
      currentDate: new Date(nowMs),
      clockTolerance: CLOCK_TOLERANCE_S,
      requiredClaims: ['iss', 'sub', 'iat', 'exp', 'jti'],
    });
    const { iat = 0, exp = 0 } = payload;
    if (exp - iat > LONGEST_LIFE_S || iat * 1000 > nowMs + CLOCK_TOLERANCE_S * 1000) return bad('lifetime');
    const organisation = bare(payload.iss);
    if (organisation === null || organisation !== leaf.value.serialNumber)
      return bad('organisation of the certificate');
    const person = bare(payload.sub);
    if (person === null) return bad('sub');
    const reason = bare(payload['reason']);
    if (reason === null || (reasonOf(reason)?.for ?? 'nobody') === 'nobody') return refuse(403, TEXTS.noReason);
    const sys = payload['sys'] as { name?: unknown; version?: unknown } | undefined;
    const caller: Caller = {
      organisation,
      unit: bare(payload['unit']) ?? organisation,
      person,
      right: bare(payload['right']),
      reason,
      relation: bare(payload['relation']),
      system: typeof sys?.name === 'string' ? `${sys.name} ${String(sys.version ?? '')}`.trim() : null,
    };
    return ok({ caller, endsMs: exp * 1000 + CLOCK_TOLERANCE_S * 1000 });
  } catch (error) {
    if (error instanceof errors.JWTExpired) return refuse(401, TEXTS.oldToken);
    if (error instanceof errors.JOSEError || error instanceof TypeError) return bad('signature or form');
    throw error;
  }
}
