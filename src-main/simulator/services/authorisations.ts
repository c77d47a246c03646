import type { Consent, ConsentProvision } from 'fhir/r4.js';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { hetuFault } from '../hetu.ts';
import { SYSTEM } from '../names.ts';
import { AUTHORISING } from '../rules/authorisation.refusals.ts';
import { type Asking } from '../rules/disclosure.ts';
import { type Problem } from '../rest/refusal.ts';
import { TEXTS } from '../rest/texts.ts';
import { fhirSpan } from '../time.ts';
import { type Call, type World } from '../world.ts';
import { type SubmittedWill } from './bundle.ts';
import { controllerOf } from './controllers.ts';
import { patientByHetu } from './patients.ts';
import { active, consentsOf, isAuthorisation } from './will-reading.ts';
import { type WillOutcome, withdraw } from './will-acts.ts';

/** An outsourcing authorisation (ostopalvelun valtuutus) as the rules see it. */
type Authorised = Readonly<{
  organiser: string;
  producer: string;
  fromMs: number;
  untilMs: number;
  /** The producer may look into the organiser's register; it may add to it. */
  looks: boolean;
  adds: boolean;
  /** Register of the organiser that this is about, 1.2.246.537.5.40150. */
  register: string;
  /** Null: everything in the organiser's register of this patient. */
  events: readonly string[] | null;
}>;

const bare = (uri: string | undefined): string => uri?.replace(/^urn:oid:/, '') ?? '';

const actorOf = (provision: ConsentProvision, role: string): string =>
  bare(
    provision.actor?.find(({ role: said }) => said.coding?.some(({ code }) => code === role))?.reference.identifier
      ?.value,
  );

/** Who lets whom use the register of whom and how long; null when it does not say all of it. */
function authorised({ provision, status }: Consent): Authorised | null {
  if (provision?.type !== 'permit' || (status !== 'active' && status !== 'inactive')) return null;
  const [organiser, producer] = [actorOf(provision, 'CST'), actorOf(provision, 'PRF')];
  const [from, until] = [fhirSpan(provision.period?.start ?? ''), fhirSpan(provision.period?.end ?? '')];
  if (organiser === '' || producer === '' || !from || !until || from.fromMs > until.toMs) return null;
  const events = provision.data?.map(({ reference }) => bare(reference.identifier?.value)) ?? null;
  const actions = provision.action?.flatMap(({ coding }) => coding?.flatMap(({ code }) => code ?? []) ?? []);
  // Which rights are given is said by actions; an authorisation from before there were two of them is a search.
  const looks = actions?.includes('access') ?? true;
  const adds = actions?.includes('collect') ?? false;
  const register = provision.class?.find(({ system }) => system === SYSTEM.registerKind)?.code ?? '2';
  if (!looks && !adds) return null;
  return { organiser, producer, fromMs: from.fromMs, untilMs: until.toMs, looks, adds, register, events };
}

const tokenOf = ({ identifier }: Consent): string => `${identifier?.[0]?.system}|${identifier?.[0]?.value}`;

/** Told to the organiser and to the producer, to nobody else. */
export function maySeeAuthorisation(world: World, call: Call, consent: Consent): boolean {
  const own = controllerOf(world.store, call.caller.organisation);
  const said = authorised(consent);
  return call.service === 'potilastieto' && (said?.organiser === own || said?.producer === own);
}

/** Stores what the organiser grants, or ends it; the same again is the known one. */
export function actOnAuthorisation(world: World, call: Call, { will, change }: SubmittedWill): WillOutcome {
  const refused = (...problems: readonly Problem[]): WillOutcome => fail({ problems });
  if (will.resourceType !== 'Consent') return refused(TEXTS.wrongRoot);
  const { identifier } = will.patient ?? {};
  const hetu = identifier?.system === SYSTEM.hetu ? (identifier.value ?? '') : '';
  const patient = hetuFault(hetu) === null ? patientByHetu(world, hetu) : null;
  const said = authorised(will);
  if (patient === null || said === null) return refused(AUTHORISING.form);
  if (said.organiser !== controllerOf(world.store, call.caller.organisation)) return refused(AUTHORISING.notOrganiser);
  if (change !== null) return withdraw(world, call.nowMs, will, patient.id, change.version);
  const [known] = world.repository.byIdentifier<Consent>('Consent', tokenOf(will));
  if (known) return ok({ will: known, patientId: patient.id, created: false, changed: false });
  const producer = world.store.register.organisation(said.producer);
  if (producer === null || said.producer === said.organiser) return refused(AUTHORISING.producer);
  if (will.status !== 'active' || said.untilMs < call.nowMs) return refused(AUTHORISING.over);
  const { id: _id, ...rest } = will;
  const kept = world.repository.create<Consent>(
    { ...rest, patient: { ...will.patient, reference: `Patient/${patient.id}` } },
    call.nowMs,
  );
  return ok({ will: kept, patientId: patient.id, created: true, changed: true });
}

/** The authorisation that a search names, when the caller is its producer and it is about this patient; it may have run out. */
export function mandateOf(world: World, call: Call, oid: string, patientId: string): Asking['mandate'] {
  const [consent] = world.repository.byIdentifier<Consent>('Consent', `${SYSTEM.uri}|urn:oid:${oid}`);
  if (!consent || consent.status !== 'active' || !isAuthorisation(consent)) return null;
  if (consent.patient?.reference !== `Patient/${patientId}`) return null;
  const said = authorised(consent);
  if (said === null || said.producer !== controllerOf(world.store, call.caller.organisation)) return null;
  if (!said.looks) return null;
  const { organiser: controller, fromMs, untilMs, events } = said;
  return { id: oid, controller, fromMs, untilMs, events };
}

/**
 * May the caller add to another's register now? Found by the repository itself among what the organiser has stored of this
 * patient: the document names no authorisation.
 */
export function mayAddTo(
  world: World,
  call: Call,
  wanted: Readonly<{ keeper: string; register: string; event: string; patientId: string }>,
): boolean {
  const producer = controllerOf(world.store, call.caller.organisation);
  return active(consentsOf(world, wanted.patientId)).some(consent => {
    const said = isAuthorisation(consent) ? authorised(consent) : null;
    return (
      said !== null &&
      said.adds &&
      said.organiser === wanted.keeper &&
      said.producer === producer &&
      said.register === wanted.register &&
      said.fromMs <= call.nowMs &&
      call.nowMs <= said.untilMs &&
      (said.events === null || said.events.includes(wanted.event))
    );
  });
}
