import { type BackupReport } from '../adapters/sqlite/restore.ts';

/** True when both chains hold. */
export const chainsHold = ({ brokenLink, brokenRow }: BackupReport): boolean =>
  brokenLink === null && brokenRow === null;

const chain = (broken: number | null): string => (broken === null ? 'whole' : `BROKEN at ${broken}`);

/** What the restore drill found, for people. */
export const reportLines = (report: BackupReport): readonly string[] => [
  `made        ${report.madeAt ?? 'not a copy made by kantele backup'}`,
  `documents   ${report.documents}`,
  `queue       ${report.queued}, ${report.unsent} of them not final; chain ${chain(report.brokenLink)}`,
  `log         ${report.logRows} rows; chain ${chain(report.brokenRow)}`,
];
