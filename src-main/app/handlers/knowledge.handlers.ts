import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import { summaryOf } from '../../../shared/domain/knowledge/knowledge-pack.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { daysBetween } from '../../../shared/kernel/time.ts';
import { type Environment } from '../environment.ts';
import { type Caller } from '../session/session.ts';
import { readHealthFacts, saveHealthFacts } from '../use-cases/knowledge/knowledge-context.ts';
import { deskOf } from './desk.ts';

const STALE_DAYS = 365;

export const knowledgeHandlers = (env: Environment): Handlers<Pick<Api, 'knowledge'>, Caller>['knowledge'] => ({
  packs: () => {
    const today = env.clock.today();
    return ok({
      packs: env.knowledge.packs().map(pack => {
        const ageDays = Math.max(0, daysBetween(pack.date, today));
        return { ...summaryOf(pack), ageDays, stale: ageDays > STALE_DAYS };
      }),
      refused: env.knowledge.refused().map(({ file, fault }) => ({ file, fault })),
    });
  },
  health: ({ patientId }, caller) => readHealthFacts(env, deskOf(caller), patientId),
  saveHealth: ({ patientId, facts }, caller) => saveHealthFacts(env, deskOf(caller), patientId, facts),
});
