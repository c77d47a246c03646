/** Sector of a register: health care and social welfare share nothing without a consent of its own. */
export type Sector = 'health' | 'social';

/** A register of a controller. `kind` as in 1.2.246.537.5.40150: 2 public, 3 private, 4 occupational; social has its own services. */
export type Holder = Readonly<{
  controller: string;
  kind: '2' | '3' | '4' | 'social';
  /** Employer of an occupational register. */
  specifier: string | null;
  publicBody: boolean;
  uusimaa: boolean;
}>;

/** Why somebody wants to see what; facts that the service has checked by itself where it can. */
export type Asking = Readonly<{
  atMs: number;
  into: Holder;
  aim: 'care' | 'emergency' | 'maintainDenials' | 'correction' | 'readLogs' | 'guardian';
  proven: boolean;
  roleMaySee: boolean;
  relation: boolean;
  /** Typed ground without a relation, ground of an emergency or correction, named statute; empty without. */
  instead: string;
  because: string;
  statute: string;
  mandate: Readonly<{
    id: string;
    controller: string;
    fromMs: number;
    untilMs: number;
    events: readonly string[] | null;
  }> | null;
}>;

export type Asked = Readonly<{
  oid: string;
  sort: 'record' | 'livingWill' | 'organDonation' | 'informing' | 'consent';
  from: Holder;
  event: string | null;
  task: string | null;
  dataClass: string | null;
  newest: boolean;
  /** 1.2.246.537.5.40202, 1 to 4; null for adults. */
  minor: number | null;
}>;

export type Target =
  | 'allHealth'
  | 'uusimaa'
  | Readonly<{ event: string }>
  | Readonly<{ provider: string }>
  | Readonly<{ register: Pick<Holder, 'controller' | 'kind' | 'specifier'> }>
  | Readonly<{ document: string }>
  | Readonly<{ task: string }>
  | Readonly<{ socialController: string }>;

/** What is in force at the moment; withdrawn and future ones are left out by whoever reads the store. */
export type InForce = Readonly<{
  informed: readonly string[];
  consents: readonly Sector[];
  crossings: readonly Readonly<{
    to: Sector;
    only: Readonly<{ fromMs: number; untilMs: number; actors: readonly string[]; classes: readonly string[] }> | null;
  }>[];
  denials: readonly Readonly<{ target: Target; emergency: boolean }>[];
}>;

export type Ruling = Readonly<{
  see: 'yes' | 'no' | 'refused';
  rule: string;
  log: 'use' | 'disclosure' | 'search' | 'security';
}>;

/** Act 703/2023 section 54: informing texts that open sharing in Uusimaa (kanta.fi). */
const UUSIMAA_TEXTS: ReadonlySet<string> = new Set(['1.1', '2.0']);
/** Right between the sectors: 1 March 2027 in Finland at latest (kanta.fi). */
const CROSSING_FROM_MS = Date.UTC(2027, 1, 28, 22);
const SHOWN_WILLS: ReadonlySet<Asked['sort']> = new Set(['livingWill', 'organDonation', 'informing', 'consent']);

export const sector = (holder: Holder): Sector => (holder.kind === 'social' ? 'social' : 'health');
const written = (text: string): boolean => /\S/.test(text);
const one = (a: Holder, b: Holder): boolean =>
  [a.controller, a.kind, a.specifier].join('|') === [b.controller, b.kind, b.specifier].join('|');
const uusimaaPublic = (holder: Holder): boolean => holder.uusimaa && holder.publicBody;

function hits(target: Target, { oid, from, event, task }: Asked, into: Holder): boolean {
  const health = sector(from) === 'health';
  if (target === 'allHealth') return health;
  if (target === 'uusimaa') return uusimaaPublic(from) && uusimaaPublic(into);
  if ('event' in target) return event === target.event;
  if ('document' in target) return oid === target.document;
  if ('provider' in target) return health && from.controller === target.provider;
  if ('task' in target) return !health && task === target.task;
  if ('socialController' in target) return !health && from.controller === target.socialController;
  const { controller, kind, specifier } = target.register;
  return from.controller === controller && from.kind === kind && from.specifier === specifier;
}

const yes = (rule: string, log: Ruling['log']): Ruling => ({ see: 'yes', rule, log });
const refused = (rule: string): Ruling => ({ see: 'refused', rule, log: 'security' });

/** Who asks must be known, in a relation or with another lawful task. Null when so. */
function against(ask: Asking, { minor }: Asked): Ruling | null {
  if (!ask.proven || ask.aim === 'readLogs') return refused('R0');
  if (ask.aim === 'guardian' && minor !== 1 && minor !== 2) return refused('R0');
  if (!ask.roleMaySee) return refused('R0');
  const lawful =
    ask.relation ||
    ask.aim === 'emergency' ||
    ask.aim === 'correction' ||
    ask.aim === 'guardian' ||
    written(ask.instead) ||
    written(ask.statute) ||
    ask.mandate !== null;
  return lawful ? null : refused('R0');
}

function mandated({ mandate, atMs }: Asking, { from, event }: Asked): boolean {
  if (mandate === null || mandate.controller !== from.controller) return false;
  const inTime = atMs >= mandate.fromMs && atMs <= mandate.untilMs;
  return inTime && (mandate.events === null || mandate.events.some(listed => listed === event));
}

/** Sharing inside one sector: Uusimaa, consent, emergency. Null when none of them opens the document. */
function within(ask: Asking, asked: Asked, will: InForce): Ruling | null {
  const denials = will.denials.filter(({ target }) => hits(target, asked, ask.into));
  if (denials.length === 0) {
    const both = [ask.into, asked.from];
    const inUusimaa = both.every(holder => uusimaaPublic(holder) && sector(holder) === 'health');
    if (inUusimaa && will.informed.some(text => UUSIMAA_TEXTS.has(text))) return yes('R6', 'disclosure');
    if (will.informed.length > 0 && will.consents.includes(sector(asked.from))) return yes('R7', 'disclosure');
  }
  const urgent = ask.aim === 'emergency' && written(ask.because);
  return urgent && denials.every(({ emergency }) => emergency) ? yes('R8', 'disclosure') : null;
}

function across(ask: Asking, asked: Asked, will: InForce): boolean {
  if (will.denials.some(({ target }) => hits(target, asked, ask.into))) return false;
  return will.crossings.some(({ to, only }) => {
    if (to !== sector(ask.into)) return false;
    if (only === null) return true;
    const inTime = only.fromMs <= ask.atMs && ask.atMs <= only.untilMs;
    const ofClass = only.classes.length === 0 || only.classes.some(listed => listed === asked.dataClass);
    return inTime && ofClass && only.actors.includes(ask.into.controller);
  });
}

/**
 * May this document be seen? The service's own reading of Act 703/2023 and of kanta.fi's instructions on consent and denials,
 * document by document. `no` is silent: the answer never tells that something was left out.
 */
export function ruleOn(ask: Asking, asked: Asked, will: InForce): Ruling {
  const crossing = sector(ask.into) !== sector(asked.from);
  const shownWill = SHOWN_WILLS.has(asked.sort);
  if (crossing && !shownWill && ask.atMs < CROSSING_FROM_MS) return { see: 'refused', rule: 'R10', log: 'use' };
  const stop = against(ask, asked);
  if (stop !== null) return stop;
  if (!asked.newest && ask.aim !== 'correction') return { see: 'no', rule: 'R1', log: 'search' };
  if (one(ask.into, asked.from))
    return ask.aim === 'correction' && !written(ask.because) ? refused('R2') : yes('R2', 'use');
  if (mandated(ask, asked)) return yes('R3', 'use');
  if (shownWill && sector(ask.into) === 'health') return yes('R4', 'use');
  if (!crossing) {
    if (sector(ask.into) === 'social' && written(ask.statute)) return yes('R5', 'disclosure');
    const opened = within(ask, asked, will);
    if (opened !== null) return opened;
  }
  if (ask.aim === 'maintainDenials') return { see: 'no', rule: 'R9', log: 'use' };
  if (crossing && ask.atMs >= CROSSING_FROM_MS && across(ask, asked, will)) return yes('R10', 'disclosure');
  return { see: 'no', rule: 'R11', log: ask.aim === 'emergency' ? 'disclosure' : 'search' };
}
