import { addDays, dateInHelsinki, helsinkiTime, instantMs } from '../../kernel/time.ts';
import { foldedForSearch } from '../../kernel/text.ts';
import { type Anomaly, type AnomalyFacts, type AnomalyKind } from './anomaly.ts';
import { type LoggedPatient, type LogRow, type StaffMember } from './log-row.ts';

/** A kind of anomaly with its ground; `find` looks at the lines of a period. */
export type AnomalyRule = Readonly<{
  id: string;
  kind: AnomalyKind;
  /** Higher ones stand first. */
  severity: 1 | 2 | 3;
  source: string;
  find(facts: AnomalyFacts): readonly Anomaly[];
}>;

const LAW = 'Act 703/2023, monitoring of use and disclosure; THL, requirements for logs v1.2';
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

const OPENINGS: readonly string[] = ['open', 'openDisclosed', 'emergency', 'disclosureSearch'];
const isOpening = (row: LogRow): row is LogRow & { patientId: string } =>
  row.patientId !== null && row.outcome === 'ok' && OPENINGS.includes(row.act);

const anomaly = (
  kind: AnomalyKind,
  rows: readonly LogRow[],
  inputs: Readonly<Record<string, string>> = {},
  patientId: string | null = rows[0]?.patientId ?? null,
): readonly Anomaly[] => {
  const [first] = rows;
  return first === undefined ? [] : [{ id: `${kind}.${first.n}`, kind, actor: first.actor, patientId, rows, inputs }];
};

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

const dayOf = (row: LogRow): string => dateInHelsinki(instantMs(row.at));

/** Openings of one person of one patient on one day: one line on the list, whatever was opened then. */
const visitsToPatients = (rows: readonly LogRow[]): readonly (readonly LogRow[])[] => [
  ...grouped(rows.filter(isOpening), row => `${row.actor}|${row.patientId}|${dayOf(row)}`).values(),
];

const folded = (text: string): string => foldedForSearch(text).trim();
const isSamePerson = (a: Pick<StaffMember, 'family' | 'given'>, b: Pick<LoggedPatient, 'family' | 'given'>): boolean =>
  folded(a.family) === folded(b.family) && folded(a.given[0] ?? '') === folded(b.given[0] ?? '');

/** One kind that compares who opened with whom: the staff list against the patient. */
const betweenPeople =
  (
    kind: AnomalyKind,
    holds: (actor: StaffMember, patient: LoggedPatient, facts: AnomalyFacts) => boolean,
  ): AnomalyRule['find'] =>
  facts =>
    visitsToPatients(facts.rows).flatMap(rows => {
      const [first] = rows;
      const actor = facts.staff.get(first?.actor ?? '');
      const patient = facts.patients.get(first?.patientId ?? '');
      return actor !== undefined && patient !== undefined && holds(actor, patient, facts) ? anomaly(kind, rows) : [];
    });

const hasRelationship = (row: LogRow, { events, limits }: AnomalyFacts): boolean => {
  const at = instantMs(row.at);
  const slack = limits.relationshipDays * DAY_MS;
  return events.some(
    event =>
      event.patientId === row.patientId &&
      instantMs(event.startedAt) - slack <= at &&
      at <= (event.endedAt === null ? Infinity : instantMs(event.endedAt) + slack),
  );
};

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
};

const patientsIn = (rows: readonly LogRow[]): number => new Set(rows.map(({ patientId }) => patientId)).size;

/** Days of each person with their openings. */
const daysOfPeople = (rows: readonly LogRow[]): readonly (readonly LogRow[])[] => [
  ...grouped(rows.filter(isOpening), row => `${row.actor}|${dayOf(row)}`).values(),
];

function manyPatients({ rows, staff, limits }: AnomalyFacts): readonly Anomaly[] {
  const days = daysOfPeople(rows).map(lines => ({
    lines,
    patients: patientsIn(lines),
    profession: staff.get(lines[0]?.actor ?? '')?.profession ?? '',
  }));
  const medians = new Map(
    [...grouped(days, ({ profession }) => profession)].map(([profession, of]) => [
      profession,
      median(of.map(({ patients }) => patients)),
    ]),
  );
  return days.flatMap(({ lines, patients, profession }) => {
    const usual = medians.get(profession) ?? 0;
    return patients > limits.patientsADay && patients > limits.timesMedian * usual
      ? anomaly('manyPatients', lines, { patients: String(patients), usual: String(usual) }, null)
      : [];
  });
}

/** The longest run of each day in which the patients change faster than anybody reads. */
function quickOpenings({ rows, limits }: AnomalyFacts): readonly Anomaly[] {
  return daysOfPeople(rows).flatMap(lines => {
    let from = 0;
    let best: readonly LogRow[] = [];
    lines.forEach((line, to) => {
      while (instantMs(line.at) - instantMs((lines[from] ?? line).at) > limits.quickSeconds * 1000) from += 1;
      const run = lines.slice(from, to + 1);
      if (patientsIn(run) > patientsIn(best)) best = run;
    });
    const patients = patientsIn(best);
    return patients >= limits.quickPatients
      ? anomaly('quickOpenings', best, { patients: String(patients), seconds: String(limits.quickSeconds) }, null)
      : [];
  });
}

const isNight = (row: LogRow, { limits }: AnomalyFacts): boolean => {
  const hour = Number(helsinkiTime(row.at).time.slice(0, 2));
  return hour >= limits.nightFrom || hour < limits.nightTo;
};

function refusedAttempts({ rows, limits }: AnomalyFacts): readonly Anomaly[] {
  const refused = rows.filter(row => row.outcome !== 'ok' && (row.act === 'denied' || row.act === 'signIn'));
  return [...grouped(refused, row => `${row.actor}|${dayOf(row)}`).values()].flatMap(lines =>
    lines.length >= limits.refusalsADay
      ? anomaly('refusedAttempts', lines, { attempts: String(lines.length) }, null)
      : [],
  );
}

function willThenSearch({ rows, limits }: AnomalyFacts): readonly Anomaly[] {
  return rows
    .filter(row => row.act === 'maintainWills' && row.outcome === 'ok')
    .flatMap(will => {
      const search = rows.find(
        row =>
          row.n > will.n &&
          row.actor === will.actor &&
          row.patientId === will.patientId &&
          row.act === 'disclosureSearch' &&
          instantMs(row.at) - instantMs(will.at) <= limits.willMinutes * MINUTE_MS,
      );
      return search === undefined ? [] : anomaly('willThenSearch', [will, search]);
    });
}

/** Every kind, the gravest first. A colleague who is the person themself stands on the list once, as the own record. */
export const ANOMALY_RULES: readonly AnomalyRule[] = [
  { id: 'A01', kind: 'ownRecord', severity: 3, source: LAW, find: betweenPeople('ownRecord', isSamePerson) },
  {
    id: 'A02',
    kind: 'colleague',
    severity: 3,
    source: LAW,
    find: betweenPeople(
      'colleague',
      (actor, patient, { staff }) =>
        !isSamePerson(actor, patient) &&
        [...staff.values()].some(
          other => other.registrationNumber !== actor.registrationNumber && isSamePerson(other, patient),
        ),
    ),
  },
  {
    id: 'A03',
    kind: 'sameAddress',
    severity: 3,
    source: LAW,
    find: betweenPeople(
      'sameAddress',
      (actor, patient) =>
        folded(actor.street) !== '' &&
        folded(actor.street) === folded(patient.street) &&
        actor.postalCode === patient.postalCode &&
        !isSamePerson(actor, patient),
    ),
  },
  {
    id: 'A04',
    kind: 'sameSurname',
    severity: 2,
    source: LAW,
    find: betweenPeople(
      'sameSurname',
      (actor, patient) => folded(actor.family) === folded(patient.family) && !isSamePerson(actor, patient),
    ),
  },
  {
    id: 'A05',
    kind: 'noRelationship',
    severity: 2,
    source: `${LAW}; decree 825/2022 (a care relationship or another factual connection)`,
    // A pharmacy serves whoever comes: its ground is the customer's word, which stands in the line.
    find: facts =>
      visitsToPatients(facts.rows).flatMap(rows => {
        const [first] = rows;
        if (first === undefined || facts.staff.get(first.actor)?.unitKind === 'pharmacy') return [];
        return rows.some(row => hasRelationship(row, facts))
          ? []
          : anomaly('noRelationship', rows, { days: String(facts.limits.relationshipDays) });
      }),
  },
  {
    id: 'A06',
    kind: 'emergency',
    severity: 3,
    source: 'Act 703/2023, disclosure in an emergency: every one is looked at',
    find: ({ rows }) => rows.filter(row => row.act === 'emergency').flatMap(row => anomaly('emergency', [row])),
  },
  { id: 'A07', kind: 'manyPatients', severity: 2, source: LAW, find: manyPatients },
  { id: 'A08', kind: 'quickOpenings', severity: 2, source: LAW, find: quickOpenings },
  {
    id: 'A09',
    kind: 'nightUse',
    severity: 1,
    source: LAW,
    find: facts =>
      daysOfPeople(facts.rows.filter(row => isNight(row, facts))).flatMap(lines =>
        anomaly(
          'nightUse',
          lines,
          {
            patients: String(patientsIn(lines)),
            from: String(facts.limits.nightFrom),
            to: String(facts.limits.nightTo),
          },
          null,
        ),
      ),
  },
  {
    id: 'A10',
    kind: 'afterDeath',
    severity: 2,
    source: LAW,
    find: facts =>
      visitsToPatients(facts.rows).flatMap(rows => {
        const [first] = rows;
        const died = facts.patients.get(first?.patientId ?? '')?.deceasedOn ?? null;
        return first !== undefined && died !== null && dayOf(first) > addDays(died, facts.limits.daysAfterDeath)
          ? anomaly('afterDeath', rows, { days: String(facts.limits.daysAfterDeath) })
          : [];
      }),
  },
  { id: 'A11', kind: 'refusedAttempts', severity: 1, source: LAW, find: refusedAttempts },
  { id: 'A12', kind: 'willThenSearch', severity: 3, source: LAW, find: willThenSearch },
];

const SEVERITY: Readonly<Record<string, number>> = Object.fromEntries(
  ANOMALY_RULES.map(({ kind, severity }) => [kind, severity]),
);
export const severityOf = (kind: AnomalyKind): number => SEVERITY[kind] ?? 1;

/** Everything that the rules find: the gravest first, then the newest. */
export const findAnomalies = (facts: AnomalyFacts): readonly Anomaly[] =>
  ANOMALY_RULES.flatMap(rule => rule.find(facts)).sort(
    (a, b) => severityOf(b.kind) - severityOf(a.kind) || (b.rows.at(-1)?.n ?? 0) - (a.rows.at(-1)?.n ?? 0),
  );
