import { describe, expect, test } from 'vitest';
import { step, type Actor, type LifeEvent, type Status } from '../../shared/domain/lifecycle/prescription.machine.ts';
import {
  RENEWAL_EVENTS,
  RENEWAL_ROLES,
  RENEWAL_STATES,
  RENEWAL_DAYS,
  renewalStep,
  type RenewalEvent,
  type RenewalRole,
} from '../../shared/domain/lifecycle/renewal.machine.ts';
import { ACTS, permitted, type Act, type Party, type Situation } from '../../src-main/simulator/rules/lifecycle.ts';
import {
  ANSWER_DAYS,
  requestAfter,
  type RequestAct,
  type RequestParty,
} from '../../src-main/simulator/rules/renewal.machine.ts';

/** The two readings name things differently; this is the only place that knows both. */
const STATES = [
  ['notDispensed', 'not-dispensed'],
  ['partlyDispensed', 'partly'],
  ['fullyDispensed', 'fully'],
  ['cancelled', 'cancelled'],
  ['expired', 'expired'],
] as const;
const HOLDERS = [
  [null, null],
  ['hold', 'hold'],
  ['reserved', 'reserved'],
  ['doseDispensing', 'dose-dispensing'],
  ['locked', 'locked'],
] as const;

const correct = (content: 'technical' | 'medical' | 'medicine', prescriberConsents: boolean): LifeEvent => ({
  kind: 'correct',
  content,
  prescriberConsents,
});
const cancel = (type: 'medical' | 'technical' | 'patientCaused', patientAgrees: boolean): LifeEvent => ({
  kind: 'cancel',
  type,
  patientAgrees,
});
const EVENTS: readonly (readonly [LifeEvent, Act])[] = [
  [correct('technical', false), '3 technical'],
  [correct('medical', false), '3 dose'],
  [correct('medical', true), '3 dose agreed'],
  [correct('medicine', true), '3 medicine'],
  [cancel('medical', false), '2 medical'],
  [cancel('medical', true), '2 medical agreed'],
  [cancel('technical', false), '2 technical'],
  [cancel('patientCaused', false), '2 patient'],
  [{ kind: 'take', as: 'hold' }, 'take hold'],
  [{ kind: 'take', as: 'reserved' }, 'take reserved'],
  [{ kind: 'take', as: 'doseDispensing' }, 'take dose-dispensing'],
  [{ kind: 'take', as: 'locked' }, 'take locked'],
  [{ kind: 'release' }, 'give back'],
  [{ kind: 'dispense', left: 'some' }, '10 part'],
  [{ kind: 'dispense', left: 'nothing' }, '10 rest'],
  [{ kind: 'undoDispensing', left: 'all' }, '11 all back'],
  [{ kind: 'undoDispensing', left: 'some' }, '11 some back'],
  [{ kind: 'undoDispensing', left: 'nothing' }, '11 still full'],
  [{ kind: 'expire' }, 'batch expire'],
  [{ kind: 'death' }, 'batch death'],
  [{ kind: 'timeOut' }, 'batch time'],
];

const party = (change: Partial<Party> & Pick<Party, 'role'>): Party => ({
  wrote: false,
  covered: false,
  owner: false,
  gave: false,
  ...change,
});
const both = [false, true] as const;
const ACTORS: readonly (readonly [Actor, Party])[] = [
  ...both.flatMap(writer =>
    both.map(
      covered =>
        [
          { kind: 'prescriber', writer, covered } as const,
          party({ role: 'prescriber', wrote: writer, covered }),
        ] as const,
    ),
  ),
  ...both.flatMap(holds =>
    both.map(
      dispensed =>
        [
          { kind: 'pharmacy', holds, dispensed } as const,
          party({ role: 'pharmacy', owner: holds, gave: dispensed }),
        ] as const,
    ),
  ),
  [{ kind: 'centre' }, party({ role: 'centre' })],
];

const stateName = (state: Status['dispensing']) => STATES.find(([ours]) => ours === state)?.[1];
const holderName = (holder: Status['holder']) => HOLDERS.find(([ours]) => ours === holder)?.[1];

describe('the two readings of a prescription’s life', () => {
  test('every act of the table is walked', () => {
    expect(EVENTS.map(([, act]) => act).sort()).toEqual([...ACTS].sort());
  });

  test('agree on every state, holder, event and role', () => {
    const differences: string[] = [];
    let walked = 0;
    let allowed = 0;
    for (const [dispensing, state] of STATES)
      for (const [holder, hold] of HOLDERS)
        for (const [event, act] of EVENTS)
          for (const [actor, who] of ACTORS) {
            const ours = step({ dispensing, holder }, event, actor);
            const theirs = permitted({ state, hold } satisfies Situation, act, who);
            walked += 1;
            if (ours.ok) allowed += 1;
            const a = ours.ok ? `${stateName(ours.value.dispensing)}/${holderName(ours.value.holder)}` : 'refused';
            const b = theirs.ok ? `${theirs.next.state}/${theirs.next.hold}` : 'refused';
            if (a !== b)
              differences.push(`${state}/${hold} + ${act} by ${JSON.stringify(actor)}: client ${a}, Centre ${b}`);
          }
    expect(differences).toEqual([]);
    expect([walked, allowed > 300]).toEqual([5 * 5 * 21 * 9, true]);
  });

  test('nothing leaves a final state but a dispensing that is taken back', () => {
    for (const [dispensing] of STATES.slice(2))
      for (const [event] of EVENTS.filter(([{ kind }]) => !['undoDispensing', 'release', 'timeOut'].includes(kind)))
        for (const [actor] of ACTORS) expect(step({ dispensing, holder: null }, event, actor).ok).toBe(false);
  });

  test('a lock stands in the way of dispensing at every pharmacy and ends with a correction', () => {
    for (const holds of both)
      expect(
        step(
          { dispensing: 'notDispensed', holder: 'locked' },
          { kind: 'dispense', left: 'some' },
          {
            kind: 'pharmacy',
            holds,
            dispensed: false,
          },
        ),
      ).toEqual({ ok: false, error: 'locked' });
    expect(
      step({ dispensing: 'notDispensed', holder: 'locked' }, correct('medical', false), {
        kind: 'prescriber',
        writer: false,
        covered: true,
      }),
    ).toEqual({ ok: true, value: { dispensing: 'notDispensed', holder: null } });
  });
});

describe('the two readings of a renewal request', () => {
  const acts: Readonly<Record<RenewalEvent, RequestAct>> = {
    request: 'create',
    withdraw: 'withdraw',
    fetch: 'receive',
    renew: 'renewed',
    reject: 'rejected',
    return: 'returned',
    expire: 'too-old',
  };
  const parties: Readonly<Record<RenewalRole, RequestParty>> = {
    requester: 'asker',
    recipient: 'asked',
    centre: 'centre',
    stranger: 'other',
  };

  test('agree on every state, event and role, and on the days', () => {
    const differences: string[] = [];
    for (const state of RENEWAL_STATES)
      for (const event of RENEWAL_EVENTS)
        for (const role of RENEWAL_ROLES) {
          const ours = renewalStep(state, event, role);
          const theirs = requestAfter(state, acts[event], parties[role]);
          if ((ours.ok ? ours.value : null) !== theirs)
            differences.push(`${state} + ${event} by ${role}: client ${JSON.stringify(ours)}, Centre ${theirs}`);
        }
    expect(differences).toEqual([]);
    expect(RENEWAL_DAYS).toBe(ANSWER_DAYS);
  });
});
