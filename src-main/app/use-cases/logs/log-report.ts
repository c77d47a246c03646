import { basisOf, isOlderThanReported } from '../../../../shared/domain/oversight/log-row.ts';
import { fitsPeriod, type RefusalGround } from '../../../../shared/domain/oversight/report-refusal.ts';
import { fullName } from '../../../../shared/domain/people/person.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { audited } from '../../audit/audited.ts';
import { type Environment } from '../../environment.ts';
import { type PrintedPdf } from '../../ports/platform.port.ts';
import { type Desk } from '../../session/session.ts';
import { momentsOf, type Period } from './search-log.ts';

const MOST_LINES = 5000;

/** Who used a person's data and on what ground (Act 703/2023, section 11), as paper for the person. */
export async function printLogReport(
  env: Environment,
  desk: Desk,
  patientId: string,
  period: Period,
  specialReason: string,
): Promise<Result<PrintedPdf, Failure<'PAT-0002' | 'PRN-0001' | 'LOG-0004'>>> {
  const patient = env.store.read(tx => tx.patients.get(patientId));
  if (patient === null) return fail({ code: 'PAT-0002' });
  const isOld = isOlderThanReported(period.from, env.clock.today());
  if (isOld && specialReason.trim() === '') return fail({ code: 'LOG-0004' });
  audited(env, desk.professional, {
    act: 'logReport',
    patientId,
    subject: `${period.from}/${period.to}`,
    reason: isOld ? specialReason.trim() : null,
    outcome: 'ok',
  });
  const { selected, head } = env.store.read(tx => ({
    selected: tx.audit.select({ ...momentsOf(period), actors: null, patients: [patientId] }, MOST_LINES),
    head: tx.audit.end(),
  }));
  const lines = [...selected.rows].reverse().map(row => {
    const actor = env.directory.professional(row.actor);
    return {
      at: row.at,
      who: actor === null ? row.actor : fullName(actor),
      unit: actor?.organisation.name[patient.language] ?? '',
      act: row.act,
      basis: basisOf(row),
    };
  });
  return printed(env, 'logReport', () =>
    env.printer.logReport({
      patient,
      ...period,
      lines,
      head,
      printedBy: desk.professional,
      printedOn: env.clock.today(),
      practice: env.configuration.profile === 'practice',
    }),
  );
}

/** The refusal of that report in writing. It stands in the log with its ground and reasons before it is handed out. */
export async function printLogRefusal(
  env: Environment,
  desk: Desk,
  patientId: string,
  period: Period,
  { ground, reason }: Readonly<{ ground: RefusalGround; reason: string }>,
): Promise<Result<PrintedPdf, Failure<'PAT-0002' | 'PRN-0001' | 'LOG-0005' | 'LOG-0006'>>> {
  const patient = env.store.read(tx => tx.patients.get(patientId));
  if (patient === null) return fail({ code: 'PAT-0002' });
  const today = env.clock.today();
  if (reason.trim() === '') return fail({ code: 'LOG-0005' });
  if (!fitsPeriod(ground, period.from, today)) return fail({ code: 'LOG-0006' });
  audited(env, desk.professional, {
    act: 'logRefusal',
    patientId,
    subject: `${period.from}/${period.to}`,
    reason: `${ground}: ${reason.trim()}`,
    outcome: 'ok',
  });
  return printed(env, 'logRefusal', () =>
    env.printer.logRefusal({
      patient,
      ...period,
      ground,
      reason: reason.trim(),
      decidedBy: desk.professional,
      decidedOn: today,
      practice: env.configuration.profile === 'practice',
    }),
  );
}

async function printed(
  env: Environment,
  what: 'logReport' | 'logRefusal',
  print: () => Promise<PrintedPdf>,
): Promise<Result<PrintedPdf, Failure<'PRN-0001'>>> {
  try {
    return ok(await print());
  } catch (error) {
    env.log.error(`print.${what}`, { errorName: error instanceof Error ? error.name : 'Unknown' });
    return fail({ code: 'PRN-0001' });
  }
}
