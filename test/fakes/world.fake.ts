/** Everything the application reaches the world through, in memory, each part scripted by the test that needs it. */
import { type ToldDelivery } from '../../shared/domain/records/delivery.ts';
import { type SocialItem } from '../../shared/domain/social/social-item.ts';
import { type CodeRegister } from '../../src-main/app/ports/platform.port.ts';
import { hash } from 'node:crypto';
import { type HostEvent } from '../../shared/contract/api.ts';
import { type Dispensing } from '../../shared/domain/dispensing/dispensing.ts';
import { type KnowledgePack } from '../../shared/domain/knowledge/knowledge-pack.ts';
import { type DeclarationRow, type DisclosedRow } from '../../shared/domain/consent/declaration.ts';
import { type Patient, type Professional } from '../../shared/domain/people/person.ts';
import { type ImagingStudy } from '../../shared/domain/records/imaging.ts';
import { type RenewalInboxItem } from '../../shared/domain/prescribing/renewal.ts';
import { type PrescriptionRow } from '../../shared/domain/prescribing/prescription.ts';
import { type Line, type Service } from '../../shared/domain/queue.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { instant, localDate, type Instant } from '../../shared/kernel/time.ts';
import { type MedicineCatalogue } from '../../src-main/app/ports/medicine-catalogue.port.ts';
import { createApplication, type Application } from '../../src-main/app/application.ts';
import { type Configuration, type Environment, type Queue } from '../../src-main/app/environment.ts';
import { type DocumentContent } from '../../src-main/app/ports/documents.port.ts';
import { type NetFailure, type QueryContext, type RoleAnswer } from '../../src-main/app/ports/kanta.port.ts';
import {
  type DeclarationContent,
  type RecordPrintContent,
  type EndOfDayContent,
  type LogRefusalContent,
  type LogReportContent,
  type LabelContent,
  type SheetContent,
} from '../../src-main/app/ports/platform.port.ts';
import { type LoggedEvent } from '../../src-main/app/ports/store/audit-log.port.ts';
import { type WellbeingService } from '../../src-main/app/ports/wellbeing.port.ts';
import { type Caller, type Desk } from '../../src-main/app/session/session.ts';
import { SHELF, lookupsOf } from '../builders/dispensing.builder.ts';
import { aNurse, aPatient, aPharmacist, aPhysician } from '../builders/person.builder.ts';
import { RELEASE_ID } from '../builders/product.builder.ts';
import { createMemoryStore, type MemoryStore } from './memory-store.fake.ts';
import { fakeCard, fakeTrust, PIN1, type FakeCard, type FakeTrust } from './signing-card.fake.ts';
import { fakeTime, type FakeTime } from './time.fake.ts';

export const START = instant('2026-11-22T10:00:00.000Z');
export const IDLE_LOCK_MS = 600_000;
export const RIGHT_MAX_AGE_MS = 72 * 3_600_000;
export const DESK_MAX_AGE_MS = 12 * 3_600_000;

type Asked = Readonly<{ what: string; context: QueryContext | null }>;

/** What the services answer; a test replaces the one it is about. */
export type Answers = {
  prescriptions: () => Result<readonly PrescriptionRow[], NetFailure>;
  right: (registrationNumber: string) => Result<RoleAnswer | null, NetFailure>;
  patient: (identityCode: string) => Result<Patient | null, NetFailure>;
  renewals: () => Result<readonly RenewalInboxItem[], NetFailure>;
  wills: () => Result<readonly DeclarationRow[], NetFailure>;
  social: () => Result<readonly SocialItem[], NetFailure>;
  deliveries: () => Result<readonly ToldDelivery[], NetFailure>;
  wellbeingAsked: () => Awaited<ReturnType<WellbeingService['ask']>>;
  wellbeing: () => Awaited<ReturnType<WellbeingService['measurements']>>;
  studies: () => Result<readonly ImagingStudy[], NetFailure>;
  disclosedStudies: () => Result<readonly ImagingStudy[], NetFailure>;
  disclosed: () => Result<readonly DisclosedRow[], NetFailure | { code: 'DIS-0001' }>;
  hold: () => Result<
    { secret: string; row: PrescriptionRow | null },
    NetFailure | { code: 'RX-0001' | 'RX-0002' | 'RX-0003' }
  >;
  verify: (document: Uint8Array) => Result<null, { finding: string }>;
  faults: (fault: string) => boolean;
  label: (content: LabelContent) => Promise<{ bytes: Uint8Array; pages: number }>;
  sheet: (content: SheetContent) => Promise<{ bytes: Uint8Array; pages: number }>;
};

type PrintedContent =
  | DeclarationContent
  | RecordPrintContent
  | EndOfDayContent
  | LabelContent
  | LogRefusalContent
  | LogReportContent
  | SheetContent;

export type World = Readonly<{
  env: Environment;
  application: Application;
  time: FakeTime;
  store: MemoryStore;
  card: FakeCard;
  trust: FakeTrust;
  answers: Answers;
  events: HostEvent[];
  asked: Asked[];
  printed: PrintedContent[];
  logged: Readonly<{ level: string; what: string; facts: unknown }>[];
  queue: Queue & { woken: number; tried: number; state: Line['state'] };
  people: Readonly<{ physician: Professional; pharmacist: Professional; nurse: Professional }>;
  /** Puts the card in and signs in; the desk as handlers get it. */
  signIn(professional: Professional): Promise<Desk>;
  caller(): Caller;
  audit(): readonly LoggedEvent[];
}>;

/** Every code is known; nothing is found. */
const anyCode: CodeRegister = {
  search: () => [],
  byCode: code => ({ code, short: '', fi: code, sv: code, en: code, other: '', unit: '' }),
  info: () => ({ name: 'test', release: 'test', rows: 0, origin: 'test', licence: 'test' }),
};
const utf8 = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const PDF = { bytes: new TextEncoder().encode('%PDF-'), pages: 1 };

export const aRight = (change: Partial<RoleAnswer> = {}): RoleAnswer => ({
  registrationNumber: '00999900101',
  right: '001',
  inForce: true,
  from: localDate('2020-01-01'),
  until: null,
  organisationOid: aPhysician().organisation.oid,
  ...change,
});

function lineOf(service: Service, state: Line['state'], since: Instant): Line {
  return { service, state, since, lastOkAt: null, lastFault: state === 'down' ? 'NET-0001' : null };
}

export type WorldOptions = Readonly<{
  others?: readonly Professional[];
  patients?: readonly Patient[];
  configuration?: Partial<Configuration>;
  packs?: readonly KnowledgePack[];
  decide?: Parameters<typeof createApplication>[1];
}>;

export function aWorld(options: WorldOptions = {}): World {
  const time = fakeTime(START);
  const store = createMemoryStore();
  const people = { physician: aPhysician(), pharmacist: aPharmacist(), nurse: aNurse() };
  const everybody = [...Object.values(people), ...(options.others ?? [])];
  const card = fakeCard(everybody);
  const trust = fakeTrust();
  const events: HostEvent[] = [];
  const asked: Asked[] = [];
  const printed: PrintedContent[] = [];
  const logged: { level: string; what: string; facts: unknown }[] = [];
  const log = (level: string) => (what: string, facts?: unknown) => void logged.push({ level, what, facts });
  let uuids = 0;
  const lookups = lookupsOf(SHELF);
  const catalogue: MedicineCatalogue = {
    release: () => ({ id: RELEASE_ID, date: '2026-11-15', source: 'test', rows: SHELF.length, invented: true }),
    search: () => ({ products: [], substances: [], total: 0, tookMicros: 1 }),
    table: () => [],
    byVnr: lookups.byVnr,
    byGroup: lookups.byGroup,
    byAtc: lookups.byAtc,
  };

  const answers: Answers = {
    prescriptions: () => ok([]),
    right: registrationNumber => ok(aRight({ registrationNumber })),
    patient: () => ok(null),
    renewals: () => ok([]),
    wills: () => ok([]),
    social: () => ok([]),
    deliveries: () => ok([]),
    wellbeingAsked: () => fail({ code: 'NET-0001' }),
    wellbeing: () => ok({ measurements: [], skipped: 0 }),
    studies: () => ok([]),
    disclosedStudies: () => ok([]),
    disclosed: () => ok([]),
    hold: () => ok({ secret: 'hold-secret', row: null }),
    verify: () => ok(null),
    faults: () => true,
    label: async () => PDF,
    sheet: async () => PDF,
  };
  const queue: World['queue'] = {
    woken: 0,
    tried: 0,
    state: 'up',
    wake: () => void (queue.woken += 1),
    tryNow: () => void (queue.tried += 1),
    wanted: () => undefined,
    cancellableInMs: () => 0,
    lines: () => [lineOf('resepti', queue.state, START), lineOf('potilastieto', queue.state, START)],
    driftMs: () => null,
  };
  const note = (what: string, context: QueryContext | null = null): void => void asked.push({ what, context });

  const env: Environment = {
    clock: time.clock,
    random: () => 0.5,
    newUuid: () => `00000000-0000-4000-8000-${String((uuids += 1)).padStart(12, '0')}`,
    randomBytes: length => new Uint8Array(length).fill((uuids += 1)),
    timers: time.timers,
    sha256: bytes => hash('sha256', bytes, 'hex'),
    base64: bytes => Buffer.from(bytes).toString('base64'),
    store,
    card,
    tray: card,
    cardSoftware: null,
    faults: { set: async fault => answers.faults(fault) },
    trust,
    queue,
    centre: {
      async ofPatient(_patient, context) {
        note('prescriptions', context);
        return answers.prescriptions();
      },
      lots: async () => ok([]),
      async document(_oid, context) {
        note('document', context);
        return fail({ code: 'RX-0001' });
      },
      async hold(_setId, context) {
        note('hold', context);
        return answers.hold();
      },
      async release(_setId, _secret, context) {
        note('release', context);
        return ok(null);
      },
    },
    renewals: {
      list: async () => answers.renewals(),
      receive: async () => fail({ code: 'RNW-0001' }),
    },
    wellbeing: {
      ask: async () => answers.wellbeingAsked(),
      measurements: async () => answers.wellbeing(),
    },
    wills: { ofPatient: async () => answers.wills() },
    social: { ofClient: async () => answers.social() },
    deliveries: { ofPatient: async () => answers.deliveries() },
    disclosure: { search: async () => answers.disclosed() },
    purchased: { ofPatient: async () => ok([]) },
    imaging: {
      ofPatient: async () => answers.studies(),
      disclosed: async () => answers.disclosedStudies(),
      keyObjects: async () => fail({ code: 'IMG-0001' }),
    },
    repository: {
      ofPatient: async () => ok({ rows: [], serviceEvents: [], more: null }),
      read: async () => fail({ code: 'NET-0001' }),
      versions: async () => ok([]),
      async findPatient(identityCode, context) {
        note('findPatient', context);
        return answers.patient(identityCode);
      },
    },
    reimbursement: {
      ask: async () => fail({ code: 'NET-0001' }),
      report: async () => fail({ code: 'NET-0001' }),
      cancel: async () => fail({ code: 'NET-0001' }),
    },
    packs: {
      verify: async () => fail({ code: 'NET-0001' }),
      decommission: async () => fail({ code: 'NET-0001' }),
      reactivate: async () => fail({ code: 'NET-0001' }),
    },
    labels: { send: async () => fail('PRN-0002') },
    roles: {
      controllers: async () => ok([]),
      async rightOf(registrationNumber, _organisation, context) {
        note('right', context);
        return answers.right(registrationNumber);
      },
    },
    documents: {
      write: document => utf8(document),
      readable: bytes => [{ kind: 'paragraph', spans: [{ text: new TextDecoder().decode(bytes) }] }],
      read: bytes => ok(JSON.parse(new TextDecoder().decode(bytes)) as DocumentContent),
      toBeSigned: unsigned => ({
        digest: hash('sha256', unsigned, 'buffer'),
        hash: 'SHA-256',
        check: async () => answers.verify(unsigned),
        finish: signature => new Uint8Array([...unsigned, ...signature]),
      }),
      toBeSignedTogether: unsigned => ({
        digest: hash('sha256', Buffer.concat(unsigned), 'buffer'),
        hash: 'SHA-256',
        check: async () => unsigned.map(answers.verify).find(each => !each.ok) ?? ok(null),
        finish: signature => unsigned.map(each => new Uint8Array([...each, ...signature])),
      }),
      toBeSignedBeside: document => ({
        digest: hash('sha256', document, 'buffer'),
        hash: 'SHA-256',
        check: async () => answers.verify(document),
        finish: signature => Buffer.from(signature).toString('base64url'),
      }),
      unsigned: signed => signed.slice(0, Buffer.from(signed).lastIndexOf('signed(')),
      verify(signed) {
        const verified = answers.verify(signed);
        if (!verified.ok) return verified;
        return ok({ signerRegistrationNumber: '', signedAt: time.clock.now(), certificate: new Uint8Array() });
      },
    },
    examiner: { examine: () => fail({ reason: 'not-base64' }) },
    messages: {
      documentSubmission: ({ messageId, signed }) =>
        utf8({ messageId, signed: Buffer.from(signed).toString('base64') }),
      serviceEventSubmission: ({ messageId, event }) => utf8({ messageId, event }),
      willSubmission: ({ messageId, oid, act }) => utf8({ messageId, oid, act }),
      deliverySubmission: utf8,
      authorisationSubmission: utf8,
      socialDocument: item => utf8({ item }),
      disclosureSubmission: ({ messageId, item }) => utf8({ messageId, item }),
      socialSubmission: ({ messageId, item, signature }) => utf8({ messageId, item, signature }),
    },
    proofs: { write: facts => utf8({ proof: facts.item.documentOid }) },
    catalogue: () => catalogue,
    medicines: {
      current: () => catalogue,
      coming: () => null,
      kept: () => [{ id: RELEASE_ID, from: localDate('2026-11-15') }],
      asOf: async () => catalogue,
      renew: async () => null,
    },
    covid: {
      read: () => fail('prefix'),
      nameOf: () => null,
      practiceCertificates: () => [],
      trust: () => null,
      refresh: async () => fail('NET-0001'),
    },
    knowledge: { packs: () => options.packs ?? [], refused: () => [], tariffs: () => null },
    codes: { diagnoses: anyCode, procedures: anyCode, laboratory: anyCode, vaccines: anyCode },
    printer: {
      label(content) {
        printed.push(content);
        return answers.label(content);
      },
      zplLabel: async () => new TextEncoder().encode('^XA^XZ'),
      zplTest: async () => new TextEncoder().encode('^XA^XZ'),
      receipt: async () => PDF,
      async endOfDay(content) {
        printed.push(content);
        return PDF;
      },
      async logReport(content) {
        printed.push(content);
        return PDF;
      },
      async logRefusal(content) {
        printed.push(content);
        return PDF;
      },
      async record(content) {
        printed.push(content);
        return PDF;
      },
      async declaration(content) {
        printed.push(content);
        return PDF;
      },
      patientSheet(content) {
        printed.push(content);
        return answers.sheet(content);
      },
    },
    certificates: () => [],
    directory: {
      professional: number => everybody.find(p => p.registrationNumber === number) ?? null,
      staff: () =>
        everybody.map(({ registrationNumber, family, given, profession, organisation }) => ({
          registrationNumber,
          family,
          given,
          profession,
          unitKind: organisation.kind,
          street: '',
          postalCode: '',
        })),
      socialGoLive: () => [],
      socialUnits: () => everybody.map(p => p.organisation).filter(({ kind }) => kind === 'social'),
    },
    log: { info: log('info'), warn: log('warn'), error: log('error') },
    emit: fact => void events.push(fact),
    freeDiskMegabytes: () => 10_000,
    backupPath: at => `/backups/${at}`,
    memoryMegabytes: () => 100,
    breathe: async () => undefined,
    configuration: {
      profile: 'practice',
      version: '0.0.0',
      shell: 'direct',
      secrets: 'memory',
      environment: null,
      simulator: 'none',
      citizenPage: null,
      workstation: 'test',
      idleLockMs: IDLE_LOCK_MS,
      rightMaxAgeMs: RIGHT_MAX_AGE_MS,
      deskMaxAgeMs: DESK_MAX_AGE_MS,
      multiSignature: 'oneByOneCards',
      takeBackSeconds: 0,
      startedAtMs: time.clock.nowMs(),
      ...options.configuration,
    },
  };
  const application = createApplication(env, options.decide ?? (() => fail({ code: 'QUE-0001' })));
  const { session } = application;
  store.write(tx => tx.patients.putMany(options.patients ?? [aPatient()]));

  return {
    env,
    application,
    time,
    store,
    card,
    trust,
    answers,
    events,
    asked,
    printed,
    logged,
    queue,
    people,
    async signIn(professional) {
      card.put(professional);
      const entered = await session.signIn(PIN1);
      const { desk } = session.caller();
      if (!entered.ok || desk === null) throw new Error(`not signed in: ${JSON.stringify(entered)}`);
      return desk;
    },
    caller: () => session.caller(),
    audit: () => [...store.read(tx => tx.audit.latest(1000))].reverse(),
  };
}

/** The dispensing kept under an OID, as it was signed. */
export const dispensingOf = (world: World, oid: Dispensing['oid']): Dispensing | null =>
  world.store.read(tx => tx.documents.get(oid)?.content ?? null) as Dispensing | null;
