import { X509Certificate } from 'node:crypto';
import { importPKCS8, SignJWT } from 'jose';
import { type Clock, type NewUuid } from '../../../shared/kernel/clock.ts';
import { type QueryContext } from '../../app/ports/kanta.port.ts';
import { type KantaConfig, type SystemKey } from './config.ts';

/** Life of a token and how long before its end it is replaced. The services take ten minutes at most. */
const LIFE_S = 300;
const RENEW_BEFORE_MS = 60_000;
const KEPT = 200;

export interface Tokens {
  /** Null when this workstation holds no key of the organisation. */
  of(context: QueryContext): Promise<string | null>;
  /** A fresh one, because the service did not take the last. */
  renewed(context: QueryContext): Promise<string | null>;
}

type Kept = Readonly<{ token: string; goodUntilMs: number }>;

/** Everything that the token says; the correlation id travels in a header of its own. */
const nameOf = ({ organisationOid, unitOid, actor, reason, relation }: QueryContext): string =>
  JSON.stringify([organisationOid, unitOid, actor.registrationNumber, actor.right, reason, relation]);

const derOf = (pem: string): string => new X509Certificate(pem).raw.toString('base64');

/**
 * Who asks, for whom and why, signed with the organisation's system key (ES384). Kept per context until shortly before its
 * end: the queue may go on with signed work when its author has signed out.
 */
export function createTokens({
  systemKeys,
  system,
  clock,
  newUuid,
}: Pick<KantaConfig, 'systemKeys' | 'system'> & Readonly<{ clock: Clock; newUuid: NewUuid }>): Tokens {
  const kept = new Map<string, Kept>();

  async function make(context: QueryContext, { key, chain }: SystemKey): Promise<Kept> {
    const nowMs = clock.nowMs();
    const issuedAtS = Math.floor(nowMs / 1000);
    const { actor, reason, relation, unitOid, organisationOid } = context;
    const token = await new SignJWT({
      unit: unitOid,
      ...(actor.right === null ? {} : { right: actor.right }),
      reason,
      ...(relation === '' ? {} : { relation }),
      sys: system,
    })
      .setProtectedHeader({ alg: 'ES384', typ: 'JWT', x5c: chain.map(derOf) })
      .setIssuer(organisationOid)
      .setSubject(actor.registrationNumber)
      .setIssuedAt(issuedAtS)
      .setExpirationTime(issuedAtS + LIFE_S)
      .setJti(newUuid())
      .sign(await importPKCS8(key, 'ES384'));
    return { token, goodUntilMs: nowMs + LIFE_S * 1000 - RENEW_BEFORE_MS };
  }

  async function renewed(context: QueryContext): Promise<string | null> {
    const key = systemKeys.get(context.organisationOid);
    if (!key) return null;
    const made = await make(context, key);
    if (kept.size >= KEPT) kept.clear();
    kept.set(nameOf(context), made);
    return made.token;
  }

  return {
    renewed,
    async of(context) {
      const known = kept.get(nameOf(context));
      return known && clock.nowMs() < known.goodUntilMs ? known.token : renewed(context);
    },
  };
}
