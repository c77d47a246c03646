import { type Localized } from '../../kernel/language.ts';
import { type Oid } from '../../kernel/oid.ts';
import { type Instant } from '../../kernel/time.ts';
import { says } from '../rule.ts';
import { type CrossSectorConsent, type Denial, type Informing, type Register, sectorOf, type Wills } from './will.ts';

/** What a professional asks for and on which ground. */
export type DisclosureRequest = Readonly<{
  at: Instant;
  register: Register;
  purpose: 'care' | 'emergency' | 'maintainDenials' | 'correction' | 'readLogs' | 'guardian';
  /** Card, certificate and the right in the role service stand. */
  isIdentified: boolean;
  /** The role may use such data at all (decree 825/2022); pharmacies may not. */
  hasAccessRight: boolean;
  /** Open service event, appointment, referral, admission; client relationship or case in social welfare. */
  hasRelationship: boolean;
  /** Typed where there is no relationship: goes to the data protection officer. */
  specialReason: string;
  /** Typed when an emergency is declared, or when a document is corrected. */
  reason: string;
  /** Named statute of a social welfare authority; empty without one. */
  statute: string;
  /** Outsourcing authorisation or register access right. Null without one. */
  authorisation: Readonly<{
    id: Oid;
    controllerOid: Oid;
    from: Instant;
    until: Instant;
    /** Null covers all of the organiser's register. */
    serviceEvents: readonly Oid[] | null;
  }> | null;
}>;

export type DisclosedDocument = Readonly<{
  oid: Oid;
  kind: 'record' | 'livingWill' | 'organDonation' | 'informing' | 'consent';
  register: Register;
  serviceEventOid: Oid | null;
  /** Code of the service task, in social welfare. */
  serviceTask: string | null;
  /** Data class, for the permit of a cross-sector consent. */
  dataClass: string | null;
  state: 'current' | 'replaced' | 'annulled';
  /** 1.2.246.537.5.40202.201901: whether a minor lets guardians see; null for adults. */
  minorDisclosure: 1 | 2 | 3 | 4 | null;
}>;

export type Decision = Readonly<{
  /** `filter` is silent: that something was left out is never told. */
  outcome: 'permit' | 'filter' | 'deny';
  rule: RuleId;
  log: 'use' | 'disclosure' | 'search' | 'security';
  /** What the log gives as ground: "consent", "Uusimaa", id of the authorisation, the statute. */
  ground: string;
  /** A person of data protection looks at it afterwards. */
  reviewed: boolean;
}>;

export type RuleId = 'R0' | 'R1' | 'R2' | 'R3' | 'R4' | 'R5' | 'R6' | 'R7' | 'R8' | 'R9' | 'R10' | 'R11';

/** One rule for a span of time; a changed law is a new row, never a changed one. */
export type DatedRule = Readonly<{ rule: RuleId; from: Instant; until: Instant | null; needsInforming: boolean }>;

type Facts = Readonly<{ request: DisclosureRequest; document: DisclosedDocument; wills: Wills; dated: DatedRule }>;
type Verdict = Omit<Decision, 'rule'>;
/** Null: this rule says nothing, the next one is asked. */
type Row = Readonly<{ rule: RuleId; says: Localized; decides(facts: Facts): Verdict | null }>;

const permit = (log: Decision['log'], ground: string, reviewed = false): Verdict => ({
  outcome: 'permit',
  log,
  ground,
  reviewed,
});
const filter = (log: Decision['log']): Verdict => ({ outcome: 'filter', log, ground: '', reviewed: false });
const deny = (ground: string): Verdict => ({ outcome: 'deny', log: 'security', ground, reviewed: true });

const isSame = (a: Register, b: Register): boolean =>
  a.controllerOid === b.controllerOid && a.kind === b.kind && a.specifier === b.specifier;
const inForce = (span: Readonly<{ withdrawnAt: Instant | null }>, at: Instant): boolean =>
  span.withdrawnAt === null || span.withdrawnAt > at;
const informedBy = ({ informings }: Wills, at: Instant): readonly Informing[] =>
  informings.filter(({ givenAt }) => givenAt <= at);
const consented = ({ consents }: Wills, sector: 'health' | 'social', at: Instant): boolean =>
  consents.some(consent => consent.sector === sector && consent.givenAt <= at && inForce(consent, at));

/** Whether a denial covers this document on its way to that register. */
function covers({ scope }: Denial, document: DisclosedDocument, to: Register): boolean {
  const { register } = document;
  switch (scope.at) {
    case 'allHealth':
      return sectorOf(register) === 'health';
    case 'serviceEvent':
      return document.serviceEventOid === scope.oid;
    case 'provider':
      return register.controllerOid === scope.controllerOid && sectorOf(register) === 'health';
    case 'register':
      return isSame(register, { ...register, ...scope });
    case 'uusimaa':
      return register.inUusimaa && register.isPublic && to.inUusimaa && to.isPublic;
    case 'socialDocument':
      return document.oid === scope.oid;
    case 'socialService':
      return sectorOf(register) === 'social' && document.serviceTask === scope.serviceTask;
    case 'socialController':
      return sectorOf(register) === 'social' && register.controllerOid === scope.controllerOid;
  }
}

/** Denials in force that hit: one of a sector is not asked about data of the other. */
const denialsOf = ({ request, document, wills }: Facts): readonly Denial[] =>
  wills.denials.filter(
    denial =>
      denial.recordedAt <= request.at && inForce(denial, request.at) && covers(denial, document, request.register),
  );
const isDenied = (facts: Facts): boolean => denialsOf(facts).length > 0;

function permits(consent: CrossSectorConsent, { request, document }: Facts): boolean {
  const direction = sectorOf(document.register) === 'health' ? 'healthToSocial' : 'socialToHealth';
  if (consent.direction !== direction || consent.givenAt > request.at || !inForce(consent, request.at)) return false;
  const { permit: nested } = consent;
  return (
    nested === null ||
    (nested.from <= request.at &&
      request.at <= nested.until &&
      nested.actors.includes(request.register.controllerOid) &&
      (nested.classes.length === 0 || (document.dataClass !== null && nested.classes.includes(document.dataClass))))
  );
}

const isCrossSector = ({ request, document }: Facts): boolean =>
  sectorOf(request.register) !== sectorOf(document.register);
const OWN_WILLS: ReadonlySet<DisclosedDocument['kind']> = new Set([
  'livingWill',
  'organDonation',
  'informing',
  'consent',
]);
const LAWFUL_TASKS: ReadonlySet<DisclosureRequest['purpose']> = new Set(['emergency', 'correction', 'guardian']);
const has = (text: string): boolean => text.trim() !== '';
/** 1 no capacity, 2 has capacity and allows: guardians see; 3 denies, 4 unknown: they do not. */
const guardianMaySee = (code: DisclosedDocument['minorDisclosure']): boolean => code === 1 || code === 2;

/**
 * The decision table, asked from the top; the first row that speaks decides. Sources: Act 703/2023; kanta.fi instructions
 * for professionals on consent and denials; decree 825/2022.
 */
export const DISCLOSURE_ROWS: readonly Row[] = [
  {
    rule: 'R0',
    says: says(
      'Kortti, oikeus tai hoito- tai asiakassuhde puuttuu',
      'Kort, rätt eller vård- eller klientrelation saknas',
      'Card, right or care relationship is missing',
    ),
    decides({ request, document }) {
      if (!request.isIdentified) return deny('identity');
      if (request.purpose === 'guardian' && !guardianMaySee(document.minorDisclosure)) return deny('minor');
      if (request.purpose === 'readLogs') return deny('logsOnly');
      if (!request.hasAccessRight) return deny('accessRight');
      // Answering a guardian, an emergency and a correction are tasks of their own; whoever does them needs the access right.
      if (request.hasRelationship || LAWFUL_TASKS.has(request.purpose)) return null;
      return has(request.specialReason) || has(request.statute) || request.authorisation !== null
        ? null
        : deny('relationship');
    },
  },
  {
    rule: 'R1',
    says: says(
      'Asiakirja on mitätöity tai korvattu',
      'Handlingen är makulerad eller ersatt',
      'The document is annulled or replaced',
    ),
    decides: ({ request, document }) =>
      document.state !== 'current' && request.purpose !== 'correction' ? filter('search') : null,
  },
  {
    rule: 'R2',
    says: says('Oma rekisteri', 'Eget register', 'Own register'),
    decides({ request, document }) {
      if (!isSame(request.register, document.register)) return null;
      // Changing what was archived is never without a reason.
      if (request.purpose === 'correction' && !has(request.reason)) return deny('reason');
      return permit('use', 'ownRegister', !request.hasRelationship && has(request.specialReason));
    },
  },
  {
    rule: 'R3',
    says: says(
      'Ostopalvelun valtuutus tai rekisterin käyttöoikeus',
      'Fullmakt för köpt tjänst eller rätt att använda registret',
      'Authorisation of a purchased service or register access right',
    ),
    decides({ request: { at, authorisation }, document }) {
      if (authorisation === null || authorisation.controllerOid !== document.register.controllerOid) return null;
      const { serviceEvents, from, until, id } = authorisation;
      const isCovered =
        serviceEvents === null ||
        (document.serviceEventOid !== null && serviceEvents.includes(document.serviceEventOid));
      return from <= at && at <= until && isCovered ? permit('use', id) : null;
    },
  },
  {
    rule: 'R4',
    says: says(
      'Hoitotahto, elinluovutustahto, informoinnit ja luvat näkyvät hoitavalle',
      'Vårdtestamente, organdonationstestamente, informeringar och tillstånd visas för den som vårdar',
      'Living will, organ donation will, informings and consents are shown to those who treat',
    ),
    decides: ({ request, document }) =>
      OWN_WILLS.has(document.kind) && sectorOf(request.register) === 'health' ? permit('use', 'ownWill') : null,
  },
  {
    rule: 'R5',
    says: says('Lakisääteinen oikeus', 'Lagstadgad rätt', 'Right by statute'),
    decides: facts =>
      has(facts.request.statute) && sectorOf(facts.request.register) === 'social' && !isCrossSector(facts)
        ? permit('disclosure', facts.request.statute)
        : null,
  },
  {
    rule: 'R6',
    says: says(
      'Uudenmaan julkinen terveydenhuolto, informoitu, ei kieltoa',
      'Nylands offentliga hälso- och sjukvård, informerad, inget förbud',
      'Public health care of Uusimaa, informed, no denial',
    ),
    decides(facts) {
      const { request, document, wills, dated } = facts;
      const bothThere = [request.register, document.register].every(
        register => register.inUusimaa && register.isPublic && sectorOf(register) === 'health',
      );
      const informed = informedBy(wills, request.at).some(({ version }) => version !== '1.0');
      return bothThere && (informed || !dated.needsInforming) && !isDenied(facts)
        ? permit('disclosure', 'uusimaa')
        : null;
    },
  },
  {
    rule: 'R7',
    says: says('Luovutuslupa, ei kieltoa', 'Tillstånd, inget förbud', 'Consent, no denial'),
    decides(facts) {
      const { request, document, wills } = facts;
      const sector = sectorOf(document.register);
      return !isCrossSector(facts) &&
        informedBy(wills, request.at).length > 0 &&
        consented(wills, sector, request.at) &&
        !isDenied(facts)
        ? permit('disclosure', 'consent')
        : null;
    },
  },
  {
    rule: 'R8',
    says: says(
      'Hätätilanne, ei kieltoa tai kielto sallii hätäkäytön',
      'Nödsituation, inget förbud eller förbudet tillåter användning i nöd',
      'Emergency, no denial or one that allows emergency use',
    ),
    decides: facts =>
      facts.request.purpose === 'emergency' &&
      has(facts.request.reason) &&
      !isCrossSector(facts) &&
      denialsOf(facts).every(({ emergencyUse }) => emergencyUse)
        ? permit('disclosure', 'emergency', true)
        : null,
  },
  {
    rule: 'R9',
    says: says(
      'Kieltoja hoidettaessa näkyy kieltojen luettelo, ei niiden kohde',
      'När förbud sköts visas förteckningen, inte innehållet',
      'While denials are maintained the list of them is shown, not what they cover',
    ),
    decides: ({ request }) => (request.purpose === 'maintainDenials' ? filter('use') : null),
  },
  {
    rule: 'R10',
    says: says(
      'Sosiaali- ja terveydenhuollon välinen lupa, ei kieltoa',
      'Tillstånd mellan social- och hälsovården, inget förbud',
      'Consent between health care and social welfare, no denial',
    ),
    decides: facts =>
      isCrossSector(facts) && facts.wills.crossSector.some(consent => permits(consent, facts)) && !isDenied(facts)
        ? permit('disclosure', 'crossSectorConsent')
        : null,
  },
  {
    rule: 'R11',
    says: says(
      'Mikään ehto ei salli luovutusta',
      'Inget villkor tillåter utlämnande',
      'No condition allows disclosure',
    ),
    decides: ({ request }) => filter(request.purpose === 'emergency' ? 'disclosure' : 'search'),
  },
];

/** What may be seen of one document. Rows that are not in force at that moment are passed over. */
export function decideDisclosure(
  request: DisclosureRequest,
  document: DisclosedDocument,
  wills: Wills,
  table: readonly DatedRule[],
): Decision {
  const inForceNow = new Map(
    table
      .filter(({ from, until }) => from <= request.at && (until === null || request.at < until))
      .map(row => [row.rule, row] as const),
  );
  // Between the sectors nothing goes through the services before the right exists: told, for there is no data to guard.
  const crosses = sectorOf(request.register) !== sectorOf(document.register) && !OWN_WILLS.has(document.kind);
  if (crosses && !inForceNow.has('R10')) return { ...deny('notAvailable'), reviewed: false, log: 'use', rule: 'R10' };
  for (const row of DISCLOSURE_ROWS) {
    const dated = inForceNow.get(row.rule);
    const verdict = dated === undefined ? null : row.decides({ request, document, wills, dated });
    if (verdict !== null) return { ...verdict, rule: row.rule };
  }
  return { ...filter('search'), rule: 'R11' };
}
