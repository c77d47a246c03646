import { type Profession, PROFESSIONS } from '../people/person.ts';

/** A certificate that the joining organisation depends on, as it stands now. */
export type CertificateFact = Readonly<{
  /** Who or what it speaks for: a name of the certificate, never a key. */
  name: string;
  kind: 'root' | 'issuing' | 'system' | 'service' | 'list';
  /** Days until it, or a revocation list, runs out; below zero afterwards. */
  daysLeft: number;
  /** Of lists always `checked`. */
  revocation: 'checked' | 'unknown' | 'revoked' | 'untrusted';
}>;

/** One case of the joint test: what was asked, and whether the answer was the expected one. */
export type JointTestResult = Readonly<{ id: string; passed: boolean; code: string | null }>;

export type ReadinessFacts = Readonly<{
  profile: 'practice' | 'real';
  certificates: readonly CertificateFact[];
  /** Service and whether it answers; null before it was asked. */
  lines: readonly Readonly<{ service: string; answers: boolean | null }>[];
  clockDriftMs: number | null;
  professions: readonly Profession[];
  /** Null where no release was opened. */
  medicines: Readonly<{ ageDays: number; stale: boolean }> | null;
  registers: number;
  /** What reads cards: loaded, found but not working, or nowhere. Null where it was not tried, as in the practice without one. */
  cardSoftware: Readonly<{
    state: 'ready' | 'failed' | 'missing';
    path: string;
    /** Maker and version, as the library tells them. */
    software: string;
    readers: number;
  }> | null;
  /** Null where there is no database yet. */
  database: Readonly<{
    firstBrokenLog: number | null;
    cipher: string;
    secrets: string;
    backupAgeDays: number | null;
    unsent: number;
    needsPerson: number;
  }> | null;
  /** Null where none were run. */
  jointTests: readonly JointTestResult[] | null;
}>;

export const READINESS_GROUPS = [
  'configuration',
  'certificates',
  'connection',
  'roles',
  'content',
  'security',
  'tests',
] as const;
export type ReadinessGroup = (typeof READINESS_GROUPS)[number];
export const READINESS_CHECKS = [
  'profile',
  'cardSoftware',
  'certificate',
  'revocationList',
  'line',
  'clock',
  'role',
  'medicines',
  'registers',
  'logChain',
  'encryption',
  'backup',
  'queue',
  'jointTest',
] as const;
export type ReadinessCheck = (typeof READINESS_CHECKS)[number];

/** `ready`, `attention`: works but needs a look; `lacking`: the organisation cannot join before it is mended; `unknown`: not seen yet. */
export type ReadinessState = 'ready' | 'attention' | 'lacking' | 'unknown';
export type ReadinessRow = Readonly<{
  id: string;
  group: ReadinessGroup;
  check: ReadinessCheck;
  /** What the row is about: a certificate, a service, a role, a case; empty where the check says it all. */
  subject: string;
  state: ReadinessState;
  /** Figures for the words. */
  inputs: Readonly<Record<string, string>>;
}>;

/** Server and signature certificates are ordered anew some weeks before their end: cards when less than three months are left. */
const SOON_DAYS = 90;
/** Milliseconds off the service: worth a look; signing stops beyond ten times what is warned of elsewhere. */
const DRIFT_MS = 1000;
const DRIFT_STOPS_MS = 30_000;
const BACKUP_DAYS = 1;

/**
 * Roles that the joining organisation names before it may begin, or that have no work without each other. Source: kanta.fi,
 * how to join (data protection officer and archivist are named); the rest by the profiles of the product.
 */
export const NAMED_ROLES: readonly Profession[] = ['dataProtectionOfficer', 'archivist'];

const byDaysLeft = (days: number): ReadinessState => (days < 0 ? 'lacking' : days < SOON_DAYS ? 'attention' : 'ready');

function ofCertificate(fact: CertificateFact): ReadinessRow {
  const byRevocation: ReadinessState =
    fact.revocation === 'checked' ? 'ready' : fact.revocation === 'unknown' ? 'attention' : 'lacking';
  const byDays = byDaysLeft(fact.daysLeft);
  const state =
    byRevocation === 'lacking' || byDays === 'lacking' ? 'lacking' : byRevocation === 'ready' ? byDays : byRevocation;
  return {
    id: `certificate.${fact.kind}.${fact.name}`,
    group: 'certificates',
    check: fact.kind === 'list' ? 'revocationList' : 'certificate',
    subject: fact.name,
    state,
    inputs: { days: String(fact.daysLeft), revocation: fact.revocation },
  };
}

type NewRow = (
  group: ReadinessGroup,
  check: ReadinessCheck,
  state: ReadinessState,
  inputs?: Readonly<Record<string, string>>,
) => ReadinessRow;

function ofDatabase(database: ReadinessFacts['database'], row: NewRow): readonly ReadinessRow[] {
  if (database === null)
    return [
      ...(['logChain', 'encryption', 'backup'] as const).map(check => row('security', check, 'unknown')),
      row('tests', 'queue', 'unknown'),
    ];
  const { firstBrokenLog, cipher, secrets, backupAgeDays, unsent, needsPerson } = database;
  return [
    row('security', 'logChain', firstBrokenLog === null ? 'ready' : 'lacking', {
      n: firstBrokenLog === null ? '' : String(firstBrokenLog),
    }),
    row('security', 'encryption', secrets === 'osKeystore' ? 'ready' : 'attention', { cipher, secrets }),
    row(
      'security',
      'backup',
      backupAgeDays === null ? 'lacking' : backupAgeDays > BACKUP_DAYS ? 'attention' : 'ready',
      { days: backupAgeDays === null ? '' : String(backupAgeDays) },
    ),
    row('tests', 'queue', needsPerson > 0 ? 'lacking' : unsent > 0 ? 'attention' : 'ready', { unsent: String(unsent) }),
  ];
}

/** The practice has cards of its own and needs no software for them. */
function ofCardSoftware({ cardSoftware, profile }: ReadinessFacts, row: NewRow): readonly ReadinessRow[] {
  if (cardSoftware === null) return profile === 'real' ? [row('configuration', 'cardSoftware', 'unknown')] : [];
  const { state, path, software, readers } = cardSoftware;
  const seen: ReadinessState = state !== 'ready' ? 'lacking' : readers === 0 ? 'attention' : 'ready';
  return [row('configuration', 'cardSoftware', seen, { path, software, readers: String(readers) })];
}

/** Everything that an organisation checks before it joins Kanta (kanta-records 10.4), each with its state. */
export function readinessRows(facts: ReadinessFacts): readonly ReadinessRow[] {
  const row = (
    group: ReadinessGroup,
    check: ReadinessCheck,
    state: ReadinessState,
    inputs: Readonly<Record<string, string>> = {},
    subject = '',
  ): ReadinessRow => ({ id: subject === '' ? check : `${check}.${subject}`, group, check, subject, state, inputs });
  const drift = facts.clockDriftMs === null ? null : Math.abs(facts.clockDriftMs);
  return [
    row('configuration', 'profile', facts.profile === 'real' ? 'ready' : 'attention', { profile: facts.profile }),
    ...ofCardSoftware(facts, row),
    ...facts.certificates.map(ofCertificate),
    ...facts.lines.map(({ service, answers }) =>
      row('connection', 'line', answers === null ? 'unknown' : answers ? 'ready' : 'lacking', {}, service),
    ),
    row(
      'connection',
      'clock',
      drift === null ? 'unknown' : drift <= DRIFT_MS ? 'ready' : drift <= DRIFT_STOPS_MS ? 'attention' : 'lacking',
      { ms: drift === null ? '' : String(drift) },
    ),
    ...PROFESSIONS.filter(role => facts.professions.includes(role) || NAMED_ROLES.includes(role)).map(role =>
      row('roles', 'role', facts.professions.includes(role) ? 'ready' : 'lacking', {}, role),
    ),
    facts.medicines === null
      ? row('content', 'medicines', 'unknown')
      : row('content', 'medicines', facts.medicines.stale ? 'attention' : 'ready', {
          days: String(facts.medicines.ageDays),
        }),
    row('content', 'registers', facts.registers > 0 ? 'ready' : 'lacking', { count: String(facts.registers) }),
    ...ofDatabase(facts.database, row),
    ...(facts.jointTests ?? []).map(({ id, passed, code }) =>
      row('tests', 'jointTest', passed ? 'ready' : 'lacking', { code: code ?? '' }, id),
    ),
    ...(facts.jointTests === null ? [row('tests', 'jointTest', 'unknown')] : []),
  ];
}

/** The worst of all: whether the organisation may begin. */
export const readinessVerdict = (rows: readonly ReadinessRow[]): ReadinessState =>
  (['lacking', 'unknown', 'attention'] as const).find(state => rows.some(row => row.state === state)) ?? 'ready';
