import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { type Environment } from '../environment.ts';
import { type Caller } from '../session/session.ts';
import { decideAnomaly, listAnomalies } from '../use-cases/logs/anomalies.ts';
import { exportLog } from '../use-cases/logs/export-log.ts';
import { printLogRefusal, printLogReport } from '../use-cases/logs/log-report.ts';
import { checkLog, searchLog } from '../use-cases/logs/search-log.ts';
import { deskOf } from './desk.ts';
import { pdfReply } from './pdf-reply.ts';

export const logHandlers = (env: Environment): Handlers<Pick<Api, 'logs'>, Caller>['logs'] => ({
  search: (wanted, caller) => ok(searchLog(env, deskOf(caller), wanted)),
  anomalies: (period, caller) => ok(listAnomalies(env, deskOf(caller), period)),
  decide: ({ id, decision, note }, caller) => decideAnomaly(env, deskOf(caller), id, decision, note),
  check: (_params, caller) => ok(checkLog(env, deskOf(caller))),
  export: ({ format, ...period }, caller) => ok(exportLog(env, deskOf(caller), period, format)),
  async report({ patientId, specialReason, ...period }, caller) {
    const printed = await printLogReport(env, deskOf(caller), patientId, period, specialReason);
    return printed.ok ? ok(pdfReply(env, `log-report-${period.from}`, printed.value)) : printed;
  },
  async refuse({ patientId, ground, reason, ...period }, caller) {
    const printed = await printLogRefusal(env, deskOf(caller), patientId, period, { ground, reason });
    return printed.ok ? ok(pdfReply(env, `log-refusal-${period.from}`, printed.value)) : printed;
  },
});
