import type { Consent } from 'fhir/r4.js';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { dateInHelsinki } from '../../../shared/kernel/time.ts';
import { SYSTEM } from '../names.ts';
import { type Problem } from '../rest/refusal.ts';
import { WILLS } from '../rules/will.rules.ts';
import {
  aimAtController,
  aimAtInstance,
  consentResource,
  deniedInEmergencyProvision,
  denialProvision,
  informingResource,
  sectorProvision,
} from '../services/will-resource.ts';
import { declare, inform, withdraw } from '../services/will-acts.ts';
import { active, consentsOf, declared } from '../services/will-reading.ts';
import { type World } from '../world.ts';
import { type Acting, isMinor } from './people.ts';

type Done = Result<null, readonly Problem[]>;
/** Controller and arc of wills: Kela (Kanta architecture: register 12); serials of the citizens' own acts. */
const WILL_ARC = '1.2.246.10.2462460.14';
const SERIALS = 10_000_000;
/** The text that is given today. */
const INFORMING_NOW = '2.0';

/** What a form of the page asks for. */
export type WillWish =
  | Readonly<{ kind: 'informing' }>
  | Readonly<{ kind: 'consent'; sector: 'health' | 'social' }>
  | Readonly<{ kind: 'denial'; scope: 'all-health' | 'uusimaa'; emergency: boolean }>
  | Readonly<{ kind: 'denial'; scope: 'provider'; controller: string; emergency: boolean }>
  | Readonly<{ kind: 'denial'; scope: 'service-event'; event: string; emergency: boolean }>
  | Readonly<{ kind: 'livingWill'; text: string }>
  | Readonly<{ kind: 'organDonation'; allowed: boolean }>
  | Readonly<{ kind: 'prescription'; setId: string }>
  | Readonly<{ kind: 'deniedInEmergency' }>;

const written = (world: World, { subject }: Acting) => {
  const atMs = world.clock.nowMs();
  const year = dateInHelsinki(atMs).slice(0, 4);
  return {
    oid: `${WILL_ARC}.${year}.${SERIALS + Math.floor(world.random() * SERIALS)}`,
    atMs,
    person: { id: subject.id, hetu: subject.hetu },
  };
};

function resourceOf(world: World, acting: Acting, wish: Exclude<WillWish, { kind: 'informing' }>): Consent {
  const own = written(world, acting);
  switch (wish.kind) {
    case 'consent':
      return consentResource(own, 'luovutuslupa', sectorProvision(wish.sector));
    case 'denial': {
      const aim =
        wish.scope === 'provider'
          ? aimAtController(wish.controller)
          : wish.scope === 'service-event'
            ? aimAtInstance('Encounter', SYSTEM.uri, `urn:oid:${wish.event}`)
            : {};
      return consentResource(own, 'luovutuskielto', denialProvision(wish.scope, wish.emergency, aim));
    }
    case 'livingWill':
      return consentResource(own, 'hoitotahto', { type: 'permit' }, wish.text);
    case 'organDonation':
      return consentResource(own, 'elinluovutus', { type: wish.allowed ? 'permit' : 'deny' });
    case 'deniedInEmergency':
      return consentResource(own, 'luovutuslupa', deniedInEmergencyProvision());
    case 'prescription':
      return consentResource(own, 'reseptikielto', {
        type: 'permit',
        provision: [
          { type: 'deny', ...aimAtInstance('MedicationRequest', SYSTEM.prescriptionSetId, `urn:oid:${wish.setId}`) },
        ],
      });
  }
}

/** A guardian sets no denial, living will or organ testament for a child; a minor does not deny all at once (kanta.fi). */
function against({ ground, subject }: Acting, wish: WillWish): Problem | null {
  const personal = wish.kind !== 'informing' && wish.kind !== 'consent';
  if (ground === 'guardian' && personal) return WILLS.guardian;
  return isMinor(subject) && wish.kind === 'denial' && wish.scope === 'all-health' ? WILLS.minorAll : null;
}

/** Gives a declaration in the citizen's service, by the rules that hold for everybody. */
export function giveWill(world: World, acting: Acting, wish: WillWish): Done {
  const refused = against(acting, wish);
  if (refused !== null) return fail([refused]);
  return world.store.attempt<null, readonly Problem[]>(() => {
    const nowMs = world.clock.nowMs();
    const done =
      wish.kind === 'informing'
        ? inform(world, nowMs, informingResource(written(world, acting), INFORMING_NOW), acting.subject.id)
        : declare(world, nowMs, resourceOf(world, acting, wish), acting.subject.id);
    return done.ok ? ok(null) : fail(done.error.problems);
  });
}

/** Ends a declaration of the subject's own. */
export function withdrawWill(world: World, acting: Acting, id: string): Done {
  return world.store.attempt<null, readonly Problem[]>(() => {
    const known = active(consentsOf(world, acting.subject.id)).find(consent => consent.id === id);
    if (known === undefined) return fail([WILLS.unknown]);
    const says = declared(known);
    if (acting.ground === 'guardian' && says?.sort !== 'consent') return fail([WILLS.guardian]);
    const done = withdraw(
      world,
      world.clock.nowMs(),
      { ...known, status: 'inactive' },
      acting.subject.id,
      Number(known.meta.versionId),
    );
    return done.ok ? ok(null) : fail(done.error.problems);
  });
}
