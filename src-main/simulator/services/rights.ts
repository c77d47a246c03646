import type { PractitionerRole } from 'fhir/r4.js';
import { dateInHelsinki } from '../../../shared/kernel/time.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { type Outcome, refuse } from '../rest/refusal.ts';
import { TEXTS } from '../rest/texts.ts';
import { LIMITED_NURSE } from '../rules/prescriber-right.rules.ts';
import { type RightPeriod } from '../store/register.ts';
import { SYSTEM } from '../names.ts';
import { type World } from '../world.ts';
import { type Store } from '../store/store.ts';
import { type Caller } from '../trust/token.ts';

/**
 * Rights of 1.2.246.537.6.140 that carry a prescription, and those that carry a dispensing (Kela CDA library); that of the nurse
 * with limited prescribing is the practice's own.
 */
export const PRESCRIBER_RIGHTS: ReadonlySet<string> = new Set(['001', '002', '003', '031', '034', LIMITED_NURSE]);
/** Restrictions of a right, of all prescribing and of what is controlled: own codes, the register's are not public. */
export const NO_PRESCRIBING = 'no-prescribing';
export const NO_CONTROLLED = 'no-controlled-medicines';
/** Restrictions that the practice can be given, with what the service says of them. */
export const LIMITATIONS: Readonly<Record<string, string>> = {
  [NO_PRESCRIBING]: 'Ei oikeutta määrätä lääkkeitä.',
  [NO_CONTROLLED]: 'Ei oikeutta määrätä huumausaineita eikä PKV-lääkkeitä.',
};
export const PHARMACIST_RIGHTS: ReadonlySet<string> = new Set(['005', '006']);

/** True when a unit is the organisation itself or a part of it, at any depth. */
export function belongsTo(store: Store, unit: string, organisation: string): boolean {
  for (let at: string | null = unit, steps = 0; at !== null && steps < 10; steps++) {
    if (at === organisation) return true;
    at = store.register.organisation(at)?.partOf ?? null;
  }
  return false;
}

/** Periods in force on the Finnish day of a moment. */
export function rightsAt(store: Store, registration: string, atMs: number): readonly RightPeriod[] {
  const day = dateInHelsinki(atMs);
  return store.register
    .rightsOf(registration)
    .filter(r => r.validFrom <= day && (r.validTo === null || day <= r.validTo));
}

/** The role in which somebody acted: of the organisation when there is one, in force then when there is one. */
export function roleFor(
  store: Store,
  registration: string,
  atMs: number,
  organisation: string | null,
): RightPeriod | null {
  const all = store.register.rightsOf(registration);
  const inForce = rightsAt(store, registration, atMs);
  const here = (r: RightPeriod) =>
    organisation !== null &&
    (belongsTo(store, r.organisation, organisation) || belongsTo(store, organisation, r.organisation));
  return inForce.find(here) ?? inForce[0] ?? all.find(here) ?? all[0] ?? null;
}

export const isPharmacy = (store: Store, oid: string): boolean => store.register.organisation(oid)?.kind === 'pharmacy';

/** The organisation and unit exist and hang together; the professional is known. Says nothing about rights in force. */
export function knownCaller(store: Store, caller: Caller): Outcome<null> {
  if (!store.register.organisation(caller.organisation) || !belongsTo(store, caller.unit, caller.organisation))
    return refuse(403, TEXTS.unknownUnit);
  return store.register.professional(caller.person) ? ok(null) : refuse(403, { ...TEXTS.noRight, kanta: '5Y00009' });
}

/** For acts of the moment: the professional works in the organisation and, when a right is named, has it today. */
export function mayActNow(store: Store, caller: Caller, nowMs: number): Outcome<null> {
  const here = rightsAt(store, caller.person, nowMs).filter(
    r => belongsTo(store, r.organisation, caller.organisation) || belongsTo(store, caller.organisation, r.organisation),
  );
  const fits = caller.right === null ? here.length > 0 : here.some(r => r.code === caller.right);
  return fits ? ok(null) : refuse(403, { ...TEXTS.noRight, kanta: '5Y00009' });
}

/**
 * Ends or restricts the rights of a professional, in the register and in what the service tells of the role.
 * @returns false when nobody has the number or nobody knows the restriction
 */
export function changeRights(
  world: World,
  registration: string,
  change: Pick<RightPeriod, 'validTo' | 'limitation'>,
): boolean {
  const periods = world.store.register.rightsOf(registration);
  const { validTo, limitation } = change;
  if (periods.length === 0 || (limitation !== null && !Object.hasOwn(LIMITATIONS, limitation))) return false;
  const nowMs = world.clock.nowMs();
  const day = dateInHelsinki(nowMs);
  world.store.write(() => {
    world.store.register.changeRights(registration, change);
    for (const { roleId, validFrom } of periods) {
      const role = world.repository.read<PractitionerRole>('PractitionerRole', roleId);
      if (role === null) continue;
      const whole = (role.code ?? []).filter(({ coding }) => coding?.[0]?.system !== SYSTEM.rightLimitation);
      const limit =
        limitation === null
          ? []
          : [{ coding: [{ system: SYSTEM.rightLimitation, code: limitation }], text: LIMITATIONS[limitation] ?? '' }];
      world.repository.update<PractitionerRole>(
        {
          ...role,
          active: validTo === null || day <= validTo,
          period: { start: validFrom, ...(validTo === null ? {} : { end: validTo }) },
          code: [...whole, ...limit],
        },
        nowMs,
      );
    }
  });
  return true;
}
