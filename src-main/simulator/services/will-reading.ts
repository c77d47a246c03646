import type { Communication, Consent, ConsentProvision } from 'fhir/r4.js';
import { SYSTEM } from '../names.ts';
import { type InForce, type Sector, type Target } from '../rules/disclosure.ts';
import { readQuery } from '../search/query.ts';
import { type Kept } from '../search/repository.ts';
import { fhirSpan } from '../time.ts';
import { type World } from '../world.ts';

/** One declaration as the rules see it. */
export type Declared =
  | Readonly<{ sort: 'consent'; sector: Sector }>
  /** Denied prescriptions, all at once, may be shown to health care in an emergency. */
  | Readonly<{ sort: 'deniedInEmergency' }>
  | Readonly<{ sort: 'crossing'; to: Sector; only: InForce['crossings'][number]['only'] }>
  | Readonly<{ sort: 'denial'; target: Target; emergency: boolean }>
  | Readonly<{ sort: 'prescription'; setId: string }>
  | Readonly<{ sort: 'livingWill'; text: string }>
  | Readonly<{ sort: 'organDonation'; allowed: boolean; text: string }>;

/** Own code: what the permission to open denied prescriptions in an emergency is about. */
export const DENIED_PRESCRIPTIONS = 'denied-prescriptions';

const bare = (uri: string | undefined): string | null => uri?.replace(/^urn:oid:/, '') ?? null;
const codeIn = (codings: ConsentProvision['class'], system: string): string | null =>
  codings?.find(coding => coding.system === system)?.code ?? null;
const actorOf = (part: ConsentProvision): string | null => bare(part.actor?.[0]?.reference.identifier?.value);
const instanceOf = (part: ConsentProvision): string | null => bare(part.data?.[0]?.reference.identifier?.value);

/** What the denial is aimed at; null when it names no scope, or not what its scope needs. */
function targetOf(part: ConsentProvision): Target | null {
  const [actor, instance] = [actorOf(part), instanceOf(part)];
  const task = part.code?.[0]?.coding?.[0]?.code ?? null;
  switch (codeIn(part.class, SYSTEM.denialScope)) {
    case 'all-health':
      return 'allHealth';
    case 'uusimaa':
      return 'uusimaa';
    case 'service-event':
      return instance === null ? null : { event: instance };
    case 'social-document':
      return instance === null ? null : { document: instance };
    case 'provider':
      return actor === null ? null : { provider: actor };
    case 'social-controller':
      return actor === null ? null : { socialController: actor };
    case 'social-service':
      return task === null ? null : { task };
    case 'register': {
      const kind = codeIn(part.class, SYSTEM.registerKind);
      if (actor === null || (kind !== '2' && kind !== '3' && kind !== '4')) return null;
      const specifier = part.actor?.[0]?.reference.display ?? null;
      return { register: { controller: actor, kind, specifier: kind === '4' ? specifier : null } };
    }
    default:
      return null;
  }
}

const textOf = (consent: Consent): string =>
  Buffer.from(consent.sourceAttachment?.data ?? '', 'base64').toString('utf8');

function crossingOf({ provision }: Consent): Declared | null {
  const direction = codeIn(provision?.class, SYSTEM.willSector);
  if (direction !== 'health-to-social' && direction !== 'social-to-health') return null;
  const to = direction === 'health-to-social' ? 'social' : 'health';
  const [only, ...more] = provision?.provision ?? [];
  if (more.length > 0) return null;
  if (only === undefined) return { sort: 'crossing', to, only: null };
  const [from, until] = [fhirSpan(only.period?.start ?? ''), fhirSpan(only.period?.end ?? '')];
  const actors = (only.actor ?? []).flatMap(({ reference }) => bare(reference.identifier?.value) ?? []);
  const classes = (only.class ?? []).flatMap(({ code }) => code ?? []);
  if (
    only.type !== 'permit' ||
    !from ||
    !until ||
    from.fromMs > until.toMs ||
    actors.length === 0 ||
    classes.length > 3
  )
    return null;
  return { sort: 'crossing', to, only: { fromMs: from.fromMs, untilMs: until.toMs, actors, classes } };
}

/** The authorisation of a purchased service is a Consent too, but no word of the person. */
export const isAuthorisation = ({ category }: Pick<Consent, 'category'>): boolean =>
  category?.some(({ coding }) => coding?.some(({ system }) => system === SYSTEM.authorisation)) ?? false;

/** What a Consent declares; null when it says nothing, or things that contradict each other. */
export function declared(consent: Consent): Declared | null {
  const { provision } = consent;
  switch (consent.category[0]?.coding?.[0]?.code) {
    case 'luovutuslupa': {
      if (codeIn(provision?.class, SYSTEM.denialScope) === DENIED_PRESCRIPTIONS)
        return codeIn(provision?.purpose, SYSTEM.actReason) === 'ETREAT' ? { sort: 'deniedInEmergency' } : null;
      const sector = codeIn(provision?.class, SYSTEM.willSector);
      const plain = provision?.type === 'permit' && provision.provision === undefined;
      return plain && (sector === 'health' || sector === 'social') ? { sort: 'consent', sector } : null;
    }
    case 'sote-luovutuslupa':
      return provision?.type === 'permit' ? crossingOf(consent) : null;
    case 'luovutuskielto': {
      const denies = provision?.provision?.filter(({ type }) => type === 'deny') ?? [];
      const permits = provision?.provision?.filter(({ type }) => type === 'permit') ?? [];
      const [deny] = denies;
      const target = deny === undefined || denies.length > 1 ? null : targetOf(deny);
      const urgent = permits.every(({ purpose }) => codeIn(purpose, SYSTEM.actReason) === 'ETREAT');
      return target !== null && urgent && permits.length <= 1
        ? { sort: 'denial', target, emergency: permits.length === 1 }
        : null;
    }
    case 'reseptikielto': {
      const setId = instanceOf(provision?.provision?.find(({ type }) => type === 'deny') ?? {});
      return setId === null ? null : { sort: 'prescription', setId };
    }
    case 'hoitotahto':
      return /\S/.test(textOf(consent)) ? { sort: 'livingWill', text: textOf(consent) } : null;
    case 'elinluovutus':
      return provision?.type === undefined
        ? null
        : { sort: 'organDonation', allowed: provision.type === 'permit', text: textOf(consent) };
    default:
      return null;
  }
}

function ofPatient<T extends Consent | Communication>(world: World, type: T['resourceType'], patientId: string) {
  const query = readQuery(type, new URLSearchParams({ patient: `Patient/${patientId}` }));
  if (!query.ok) throw new Error('a search by patient is always well formed');
  return (world.repository.search(type, query.value) ?? []) as readonly Kept<T>[];
}
export const consentsOf = (world: World, patientId: string): readonly Kept<Consent>[] =>
  ofPatient<Consent>(world, 'Consent', patientId);
const INFORMING = 'kanta-informointi';

/** Communications of the person that are informings: forwardings of certificates are told by another service. */
export const informingsOf = (world: World, patientId: string): readonly Kept<Communication>[] =>
  ofPatient<Communication>(world, 'Communication', patientId).filter(({ category }) =>
    category?.some(({ coding }) => coding?.some(({ code }) => code === INFORMING)),
  );

export const active = (consents: readonly Kept<Consent>[]): readonly Kept<Consent>[] =>
  consents.filter(({ status }) => status === 'active');

/** What holds for a person now: a withdrawal counts from the moment it is stored. */
export function inForce(world: World, patientId: string): InForce {
  const all = active(consentsOf(world, patientId)).flatMap(consent => declared(consent) ?? []);
  return {
    informed: informingsOf(world, patientId).flatMap(({ payload }) => payload?.[0]?.contentString ?? []),
    consents: all.flatMap(will => (will.sort === 'consent' ? [will.sector] : [])),
    crossings: all.flatMap(will => (will.sort === 'crossing' ? [{ to: will.to, only: will.only }] : [])),
    denials: all.flatMap(will => (will.sort === 'denial' ? [{ target: will.target, emergency: will.emergency }] : [])),
  };
}

export type PrescriptionWill = Readonly<{
  /** By set id. */
  denied: ReadonlySet<string>;
  isOpenInEmergency: boolean;
}>;

/** Which prescriptions the person lets nobody find, and whether an emergency opens them (Act 61/2007; kanta.fi, denial of prescription data). */
export function prescriptionWillOf(world: World, patientId: string): PrescriptionWill {
  const all = active(consentsOf(world, patientId)).flatMap(consent => declared(consent) ?? []);
  return {
    denied: new Set(all.flatMap(says => (says.sort === 'prescription' ? [says.setId] : []))),
    isOpenInEmergency: all.some(({ sort }) => sort === 'deniedInEmergency'),
  };
}
