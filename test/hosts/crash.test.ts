import { describe, expect, test } from 'vitest';
import { runCrash } from './crash.ts';

/** Another seed is another run: `KANTELE_SEED=7 npm test -- test/hosts/crash.test.ts`. */
const SEED = Number(process.env['KANTELE_SEED'] ?? '20261122');
const ACTS = 60;
const KILLS = 6;

describe('T-KILL', () => {
  test(`${ACTS} acts while the desk is killed ${KILLS} times: ${ACTS} documents at the service, none twice`, async () => {
    console.log(`seed ${SEED}`);
    const report = await runCrash({ acts: ACTS, kills: KILLS, seed: SEED });
    console.log(JSON.stringify(report));
    expect(report).toMatchObject({
      meant: ACTS,
      stored: ACTS,
      missing: [],
      unmeant: [],
      twice: [],
      outOfOrder: [],
      unexplained: [],
      draftsLeft: 0,
      brokenQueueLink: null,
      brokenAuditRow: null,
    });
    expect(report.longestLane).toBeGreaterThan(5);
    expect(report.kills).toBeGreaterThanOrEqual(KILLS);
    // Otherwise nothing was tested: some answers must have been swallowed by a kill.
    expect(report.killsWhileSigning).toBeGreaterThan(0);
    expect(report.foundSigned + report.redoneFromDraft).toBeGreaterThan(0);
  }, 300_000);
});
