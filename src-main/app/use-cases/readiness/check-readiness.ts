import { type ReadinessShown } from '../../../../shared/contract/readiness.contract.ts';
import { REGISTERS } from '../../../../shared/domain/records/core-fields.ts';
import { type ReadinessFacts, readinessRows, readinessVerdict } from '../../../../shared/domain/oversight/readiness.ts';
import { daysBetween, instantMs, localDate } from '../../../../shared/kernel/time.ts';
import { auditIn } from '../../audit/audited.ts';
import { type Environment } from '../../environment.ts';
import { databaseIsStale } from '../../medicine-release.ts';
import { type Desk } from '../../session/session.ts';
import { lastBackupAt } from '../queue/backups.ts';
import { midnight } from '../queue/rows.ts';
import { runJointTests } from './joint-tests.ts';

const DAY_MS = 86_400_000;

/** The practice reads its own cards: software that nobody chose there is nothing that lacks. */
function cardSoftwareOf(env: Environment): ReadinessFacts['cardSoftware'] {
  const now = env.cardSoftware?.state() ?? null;
  if (now === null || now.at === 'starting' || (now.module === null && env.configuration.profile === 'practice'))
    return null;
  const { module, at, readers } = now;
  return {
    state: module === null ? 'missing' : at === 'ready' ? 'ready' : 'failed',
    path: module?.path ?? '',
    software: module === null ? '' : `${module.description} ${module.version}`.trim(),
    readers: readers.length,
  };
}

/** The state of everything that joining Kanta needs; in the practice world with the cases of the joint test. */
export async function checkReadiness(env: Environment, desk: Desk): Promise<ReadinessShown> {
  const { profile, secrets } = env.configuration;
  const at = env.clock.now();
  const jointTests = profile === 'practice' ? await runJointTests(env, desk.professional) : null;
  const released = localDate(env.catalogue().release().date);
  const today = env.clock.today();
  const info = env.store.info();
  const backedUpAt = lastBackupAt(env.store);
  const { counts, firstBrokenLog } = env.store.read(tx => ({
    counts: tx.outbox.counts(midnight(env)),
    firstBrokenLog: tx.audit.firstBrokenRow(),
  }));
  const rows = readinessRows({
    profile,
    certificates: env.certificates(),
    lines: env.queue.lines().map(({ service, state }) => ({ service, answers: state === 'down' ? false : true })),
    clockDriftMs: env.queue.driftMs(),
    professions: env.directory.staff().map(({ profession }) => profession),
    cardSoftware: cardSoftwareOf(env),
    medicines: { ageDays: Math.max(0, daysBetween(released, today)), stale: databaseIsStale(released, today) },
    registers: REGISTERS.length,
    database: {
      firstBrokenLog,
      cipher: info.cipher,
      secrets,
      backupAgeDays: backedUpAt === null ? null : Math.floor((env.clock.nowMs() - instantMs(backedUpAt)) / DAY_MS),
      unsent: counts.unsent,
      needsPerson: counts.needsPerson,
    },
    jointTests,
  });
  env.store.write(tx =>
    auditIn(tx, env, desk.professional, {
      act: 'readiness',
      patientId: null,
      subject: null,
      reason: null,
      outcome: 'ok',
    }),
  );
  return { at, verdict: readinessVerdict(rows), rows: rows.map(row => ({ ...row, inputs: { ...row.inputs } })) };
}
