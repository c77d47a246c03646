import { type OwnCertificate, type OwnRights } from '../../../shared/contract/session.contract.ts';
import { instantMs, type Instant, instantOfMs } from '../../../shared/kernel/time.ts';
import { type Environment } from '../environment.ts';
import { type RoleAnswer } from '../ports/kanta.port.ts';
import { type CardCertificate } from '../ports/signing-card.port.ts';

const NEVER = instantOfMs(0);

/** A certificate of the card as it stands at this moment. */
function certificateOf(env: Environment, { der, purpose, holderName }: CardCertificate): OwnCertificate {
  const facts = env.trust.facts(der);
  const judged = env.trust.judge(der, purpose, env.clock.nowMs());
  const state = judged.ok
    ? judged.value.revocation === 'checked'
      ? 'good'
      : 'unknown'
    : judged.error.code === 'CARD-0109'
      ? 'revoked'
      : judged.error.code === 'CARD-0107'
        ? 'expired'
        : 'refused';
  const listUntilMs = facts?.listUntilMs ?? null;
  return {
    purpose,
    holderName,
    serial: facts?.serial ?? '',
    issuer: facts?.issuer ?? '',
    from: facts === null ? NEVER : instantOfMs(facts.fromMs),
    until: facts === null ? NEVER : instantOfMs(facts.untilMs),
    state,
    listUntil: listUntilMs === null ? null : instantOfMs(listUntilMs),
  };
}

/** What the service last said, how long that may be leant on, and the certificates of the card in the reader. */
export function ownRightsOf(
  env: Environment,
  stored: Readonly<{ answer: unknown; at: Instant }> | null,
): Pick<OwnRights, 'right' | 'asOf' | 'offlineUntil' | 'certificates'> {
  const answer = stored?.answer as RoleAnswer | null | undefined;
  const today = env.clock.today();
  return {
    right:
      answer === null || answer === undefined
        ? null
        : {
            code: answer.right,
            // A day that has passed since the answer ends the right, whatever the answer said then.
            inForce: answer.inForce && answer.from <= today && (answer.until === null || today <= answer.until),
            from: answer.from,
            until: answer.until,
            limitations: [...(answer.limitations ?? [])],
          },
    asOf: stored?.at ?? null,
    offlineUntil: stored === null ? null : instantOfMs(instantMs(stored.at) + env.configuration.rightMaxAgeMs),
    certificates: (env.card.present()?.certificates ?? []).map(one => certificateOf(env, one)),
  };
}
