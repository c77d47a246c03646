import { type Hold, type HoldKind, type PrescriptionState } from '../store/prescriptions.ts';
import { type Problem } from '../rest/refusal.ts';
import { STATE } from './state.ts';

/**
 * The permitted actions of the Prescription Centre as a table, read from Kela's instructions on its own: who may do which act in
 * which state and under whose hold, and what the act leaves behind. Amounts, versions and signatures are checked elsewhere.
 *
 * Acts are named by message type (1.2.246.537.5.40105.2006) and by what matters of their content.
 */
export const ACTS = [
  '3 technical',
  '3 dose',
  '3 dose agreed',
  '3 medicine',
  '2 medical',
  '2 medical agreed',
  '2 technical',
  '2 patient',
  'take hold',
  'take reserved',
  'take dose-dispensing',
  'take locked',
  'give back',
  '10 part',
  '10 rest',
  '11 all back',
  '11 some back',
  '11 still full',
  'batch expire',
  'batch death',
  'batch time',
] as const;
export type Act = (typeof ACTS)[number];

/** Role of the caller in relation to the prescription. `wrote`, `covered` speak of prescribers, `gave` of pharmacies. */
export type Party = Readonly<{
  role: 'prescriber' | 'pharmacy' | 'centre';
  wrote: boolean;
  covered: boolean;
  owner: boolean;
  gave: boolean;
}>;

/** `free`, or the kind of hold with `mine` or `theirs` before it. */
type Under = 'free' | `${'mine' | 'theirs'} ${HoldKind}`;
type Need = 'wrote' | 'covered' | 'gave';
type Leaves = Readonly<{ state?: PrescriptionState; hold?: 'none' | HoldKind; keepDose?: true }>;
type Row = Readonly<{
  acts: readonly Act[];
  role: Party['role'];
  states: readonly PrescriptionState[];
  under: readonly Under[];
  needs?: readonly Need[];
  leaves: Leaves;
}>;

const OPEN = ['not-dispensed', 'partly'] as const;
const UNTOUCHED = ['not-dispensed'] as const;
const MINE = ['mine hold', 'mine reserved', 'mine dose-dispensing', 'mine locked'] as const;
const THEIRS = ['theirs hold', 'theirs reserved', 'theirs dose-dispensing', 'theirs locked'] as const;
/** A prescriber owns no hold: what is held is always another's, and only a lock lets a prescriber in. */
const PRESCRIBERS = ['free', 'theirs locked'] as const;

const TABLE: readonly Row[] = [
  // Corrections end a lock and leave every other hold as it is.
  {
    acts: ['3 technical', '3 dose', '3 dose agreed', '3 medicine'],
    role: 'prescriber',
    states: OPEN,
    under: PRESCRIBERS,
    needs: ['covered'],
    leaves: { hold: 'none' },
  },
  {
    acts: ['3 technical', '3 dose agreed'],
    role: 'pharmacy',
    states: OPEN,
    under: ['free', 'mine locked', 'theirs locked'],
    leaves: { hold: 'none' },
  },
  {
    acts: ['3 technical', '3 dose agreed'],
    role: 'pharmacy',
    states: OPEN,
    under: ['mine hold', 'mine reserved', 'mine dose-dispensing'],
    leaves: {},
  },
  // Cancellations.
  {
    acts: ['2 medical agreed', '2 technical'],
    role: 'prescriber',
    states: OPEN,
    under: PRESCRIBERS,
    needs: ['covered'],
    leaves: { state: 'cancelled', hold: 'none' },
  },
  {
    acts: ['2 patient'],
    role: 'prescriber',
    states: OPEN,
    under: PRESCRIBERS,
    needs: ['covered', 'wrote'],
    leaves: { state: 'cancelled', hold: 'none' },
  },
  {
    acts: ['2 medical agreed'],
    role: 'pharmacy',
    states: OPEN,
    under: ['free', ...MINE],
    leaves: { state: 'cancelled', hold: 'none' },
  },
  {
    acts: ['2 technical'],
    role: 'pharmacy',
    states: UNTOUCHED,
    under: ['free', ...MINE],
    leaves: { state: 'cancelled', hold: 'none' },
  },
  // Holds: from nothing, again, or from a dispensing hold to something longer.
  { acts: ['take hold'], role: 'pharmacy', states: OPEN, under: ['free', 'mine hold'], leaves: { hold: 'hold' } },
  {
    acts: ['take reserved'],
    role: 'pharmacy',
    states: OPEN,
    under: ['free', 'mine hold', 'mine reserved'],
    leaves: { hold: 'reserved' },
  },
  {
    acts: ['take dose-dispensing'],
    role: 'pharmacy',
    states: OPEN,
    under: ['free', 'mine hold', 'mine dose-dispensing'],
    leaves: { hold: 'dose-dispensing' },
  },
  {
    acts: ['take locked'],
    role: 'pharmacy',
    states: OPEN,
    under: ['free', 'mine hold', 'mine locked'],
    leaves: { hold: 'locked' },
  },
  {
    acts: ['give back'],
    role: 'pharmacy',
    states: ['not-dispensed', 'partly', 'fully', 'cancelled', 'expired'],
    under: MINE,
    leaves: { hold: 'none' },
  },
  {
    acts: ['give back'],
    role: 'prescriber',
    states: ['not-dispensed', 'partly', 'fully', 'cancelled', 'expired'],
    under: ['theirs locked'],
    needs: ['covered'],
    leaves: { hold: 'none' },
  },
  // Dispensing ends a hold; dose dispensing goes on while something is left.
  {
    acts: ['10 part'],
    role: 'pharmacy',
    states: OPEN,
    under: ['free', 'mine hold', 'mine reserved', 'mine dose-dispensing'],
    leaves: { state: 'partly', hold: 'none', keepDose: true },
  },
  {
    acts: ['10 rest'],
    role: 'pharmacy',
    states: OPEN,
    under: ['free', 'mine hold', 'mine reserved', 'mine dose-dispensing'],
    leaves: { state: 'fully', hold: 'none' },
  },
  // A dispensing that is taken back gives the amount back, whoever holds the prescription now.
  ...(
    [
      ['11 all back', 'not-dispensed'],
      ['11 some back', 'partly'],
      ['11 still full', 'fully'],
    ] as const
  ).flatMap(([act, state]): Row[] => [
    {
      acts: [act],
      role: 'pharmacy',
      states: ['partly', 'fully'],
      under: ['free', ...MINE, ...THEIRS],
      needs: ['gave'],
      leaves: { state },
    },
    {
      acts: [act],
      role: 'pharmacy',
      states: ['cancelled', 'expired'],
      under: ['free', ...MINE, ...THEIRS],
      needs: ['gave'],
      leaves: {},
    },
  ]),
  // The Centre's own batches.
  {
    acts: ['batch expire'],
    role: 'centre',
    states: OPEN,
    under: ['free', ...THEIRS],
    leaves: { state: 'expired', hold: 'none' },
  },
  {
    acts: ['batch death'],
    role: 'centre',
    states: OPEN,
    under: ['free', ...THEIRS],
    leaves: { state: 'cancelled', hold: 'none' },
  },
  {
    acts: ['batch time'],
    role: 'centre',
    states: ['not-dispensed', 'partly', 'fully', 'cancelled', 'expired'],
    under: THEIRS,
    leaves: { hold: 'none' },
  },
];

/** Where a prescription stands: its state and the kind of hold on it. */
export type Situation = Readonly<{ state: PrescriptionState; hold: HoldKind | null }>;
export type Verdict = Readonly<{ ok: true; next: Situation }> | Readonly<{ ok: false; problem: Problem }>;

const underOf = (hold: HoldKind | null, party: Party): Under =>
  hold === null ? 'free' : `${party.role === 'pharmacy' && party.owner ? 'mine' : 'theirs'} ${hold}`;

const STATE_PROBLEMS: Readonly<Record<PrescriptionState, Problem>> = {
  cancelled: STATE.cancelled,
  expired: STATE.expired,
  fully: STATE.fully,
  partly: STATE.alreadyDispensed,
  'not-dispensed': STATE.overlap,
};
const NEED_PROBLEMS: Readonly<Record<Need, Problem>> = {
  wrote: STATE.notTheWriter,
  covered: STATE.notTheWriter,
  gave: STATE.notThePharmacy,
};

/** Which of an act's rows speaks, or which condition none of them met. The conditions are asked from the widest to the narrowest. */
export function permitted(at: Situation, act: Act, party: Party): Verdict {
  const under = underOf(at.hold, party);
  let rows = TABLE.filter(row => row.acts.includes(act) && row.role === party.role);
  if (rows.length === 0) return { ok: false, problem: roleProblem(act) };
  rows = rows.filter(row => row.states.includes(at.state));
  if (rows.length === 0) return { ok: false, problem: STATE_PROBLEMS[at.state] };
  rows = rows.filter(row => row.under.includes(under));
  const row = rows[0];
  if (row === undefined)
    return {
      ok: false,
      problem: under === 'theirs locked' || under === 'mine locked' ? STATE.locked : holdProblem(under),
    };
  const missing = row.needs?.find(need => !party[need]);
  if (missing !== undefined) return { ok: false, problem: NEED_PROBLEMS[missing] };
  return { ok: true, next: after(at, row.leaves) };
}

const holdProblem = (under: Under): Problem => (under.startsWith('theirs') ? STATE.held : STATE.overlap);
const roleProblem = (act: Act): Problem =>
  act === '3 medicine' ? STATE.changedMedicine : act === '2 patient' ? STATE.notTheWriter : STATE.overlap;

function after(at: Situation, leaves: Leaves): Situation {
  const kept = leaves.keepDose === true && at.hold === 'dose-dispensing';
  const hold = leaves.hold === undefined || kept ? at.hold : leaves.hold === 'none' ? null : leaves.hold;
  return { state: leaves.state ?? at.state, hold };
}

/** The problems of an act, empty where it is permitted: what the services put before their own checks. */
export function actAgainst(
  row: Readonly<{ state: PrescriptionState; hold: Hold | null; archivedOn: string | null }>,
  act: Act,
  party: Party,
): readonly Problem[] {
  if (row.archivedOn !== null) return [STATE.archived];
  const verdict = permitted({ state: row.state, hold: row.hold?.kind ?? null }, act, party);
  return verdict.ok ? [] : [verdict.problem];
}

/** A pharmacy in relation to a prescription. */
export const pharmacyParty = (hold: Hold | null, organisation: string, gave = false): Party => ({
  role: 'pharmacy',
  wrote: false,
  covered: true,
  owner: hold?.owner === organisation,
  gave,
});

/** A prescriber whose role register entry lets them prescribe: the register knows no narrower rights by medicine. */
export const prescriberParty = (wrote: boolean): Party => ({
  role: 'prescriber',
  wrote,
  covered: true,
  owner: false,
  gave: false,
});

export const CENTRE: Party = { role: 'centre', wrote: false, covered: false, owner: false, gave: false };
