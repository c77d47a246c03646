import type { Organization, Patient, Practitioner, PractitionerRole } from 'fhir/r4.js';
import { SYSTEM, profile } from './names.ts';
import { hetuFault } from './hetu.ts';
import { type Repository } from './search/repository.ts';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import {
  type Practice,
  type PracticePatient,
  readPatients,
  readPractice,
  readTreatments,
  seedPrescriptions,
} from './seed/index.ts';
import { takeSeedDocument } from './services/seed-intake.ts';
import { seedRenewals } from './services/seed-renewals.ts';
import { type Upkeep } from './services/upkeep.ts';
import { type Store } from './store/store.ts';
import { concept } from './views/elements.ts';
import { type World } from './world.ts';

/** HL7's own word for an organisation that gives care. */
const PROVIDER = concept('http://terminology.hl7.org/CodeSystem/organization-type', 'prov');

/** The practice physician whose patients ask for renewals. */
const PRESCRIBER = 'aino-harjula';

type Target = Readonly<{ store: Store; repository: Repository; nowMs: number }>;

const urn = (oid: string): string => `urn:oid:${oid}`;

/** Puts the practice organisations and professionals into the register, once, in an empty database. */
export function seedRegister({ store, repository, nowMs }: Target, { organisations, professionals }: Practice): void {
  const ids = new Map(organisations.map(o => [o.id, repository.newId()]));
  for (const o of organisations) {
    const parent = organisations.find(p => p.id === o.partOf);
    const organization: Organization = {
      resourceType: 'Organization',
      meta: { profile: [profile('sim-organization')] },
      active: true,
      identifier: [{ system: SYSTEM.uri, value: urn(o.oid) }],
      name: o.name.fi,
      alias: [o.name.sv, o.name.en],
      ...(o.kind === 'provider' ? { type: [PROVIDER] } : {}),
      telecom: [{ system: 'phone', value: o.phone, use: 'work' }],
      address: [{ line: [o.street], postalCode: o.postalCode, city: o.city }],
      ...(parent ? { partOf: { reference: `Organization/${ids.get(parent.id)}` } } : {}),
    };
    const { id } = repository.create<Organization>(organization, nowMs, ids.get(o.id));
    store.register.addOrganisation({
      oid: o.oid,
      resourceId: id,
      kind: o.kind,
      partOf: parent?.oid ?? null,
      name: o.name.fi,
    });
  }
  for (const { oid, socialFrom, socialTasks = {} } of organisations) {
    if (socialFrom !== undefined) store.social.setGoLive(oid, socialFrom);
    for (const [task, day] of Object.entries(socialTasks)) store.social.setTaskLive(oid, task, day);
  }
  for (const p of professionals) {
    const right = p.right === null ? { text: p.title.fi } : concept(SYSTEM.right, p.right, p.title.fi);
    const practitioner = repository.create<Practitioner>(
      {
        resourceType: 'Practitioner',
        meta: { profile: [profile('sim-practitioner')] },
        active: true,
        identifier: [
          { system: SYSTEM.registrationNumber, value: p.registrationNumber },
          ...(p.identifierNumber ? [{ system: SYSTEM.identifierNumber, value: p.identifierNumber }] : []),
        ],
        name: [{ use: 'official', family: p.family, given: [...p.given] }],
        qualification: [{ code: right, period: period(p) }],
      },
      nowMs,
    );
    const organisation = organisations.find(o => o.id === p.organisation);
    if (!organisation) throw new Error(`professional ${p.id} names an unknown organisation`);
    const name = `${p.given.join(' ')} ${p.family}`;
    const role = repository.create<PractitionerRole>(
      {
        resourceType: 'PractitionerRole',
        meta: { profile: [profile('sim-practitioner-role')] },
        active: p.validTo === null || Date.parse(`${p.validTo}T23:59:59Z`) >= nowMs,
        period: period(p),
        practitioner: { reference: `Practitioner/${practitioner.id}`, display: name },
        organization: { reference: `Organization/${ids.get(organisation.id)}`, display: organisation.name.fi },
        code: [right],
      },
      nowMs,
    );
    store.register.addProfessional({
      registration: p.registrationNumber,
      identifier: p.identifierNumber,
      practitionerId: practitioner.id,
      name,
    });
    store.register.addRight({
      registration: p.registrationNumber,
      code: p.right,
      validFrom: p.validFrom,
      validTo: p.validTo,
      organisation: organisation.oid,
      roleId: role.id,
      limitation: null,
    });
  }
}

const period = (p: Readonly<{ validFrom: string; validTo: string | null }>) => ({
  start: p.validFrom,
  ...(p.validTo ? { end: p.validTo } : {}),
});

/**
 * Puts the practice patients in.
 * @throws Error for a personal code outside 900-999: the simulator never holds a real person.
 */
export function seedPatients({ repository, nowMs }: Target, patients: readonly PracticePatient[]): void {
  for (const p of patients) {
    if (p.hetu !== null && hetuFault(p.hetu) !== null)
      throw new Error('the practice population holds a personal code that is not for practice');
    const patient: Patient = {
      resourceType: 'Patient',
      meta: { profile: [profile('sim-patient')] },
      ...(p.hetu
        ? {
            identifier: [
              {
                use: 'official' as const,
                type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'NNFIN' }] },
                system: SYSTEM.hetu,
                value: p.hetu,
              },
            ],
          }
        : {}),
      active: p.deceased === undefined,
      name: [
        { use: 'official', family: p.family, given: [...p.given] },
        { use: 'nickname', given: [p.callName] },
      ],
      gender: p.sex,
      birthDate: p.birthDate,
      ...(p.deceased ? { deceasedDateTime: p.deceased } : {}),
      ...(p.phone ? { telecom: [{ system: 'phone' as const, value: p.phone }] } : {}),
      address: [{ line: [p.street], postalCode: p.postalCode, city: p.city }],
      communication: [{ language: { coding: [{ system: 'urn:ietf:bcp:47', code: p.language }] }, preferred: true }],
    };
    repository.create<Patient>(patient, nowMs, p.id);
  }
}

export type SeedingJob = Readonly<{ done: Promise<void>; stop(): Promise<void> }>;

type Folders = Readonly<{ seedDir: string; certsDir: string; medicinesDir: string }>;

/**
 * Gives the practice patients their prescriptions and dispensings: signed documents through the normal path, one at a time, so
 * that requests are served meanwhile. What an earlier process began goes on where it was; a finished seed is never repeated.
 */
export function seedDocuments(world: World, upkeep: Upkeep, folders: Folders): SeedingJob {
  const { settings } = world.store;
  let stopped = false;
  async function work(): Promise<void> {
    if (settings.get('seed-done') !== null) return;
    const startedMs = Number(settings.get('seed-started-ms') ?? world.clock.nowMs());
    const documents = seedPrescriptions({
      practice: readPractice(folders.seedDir),
      patients: readPatients(folders.seedDir),
      treatments: readTreatments(folders.seedDir, join(folders.medicinesDir, 'practice')),
      certsDir: folders.certsDir,
      nowMs: startedMs,
    });
    for (const document of documents) {
      await breathe();
      if (stopped) return;
      takeSeedDocument(world, document);
    }
    const practice = readPractice(folders.seedDir);
    const prescriber = practice.professionals.find(({ id }) => id === PRESCRIBER)?.registrationNumber;
    if (prescriber !== undefined) seedRenewals(world, documents, prescriber, startedMs);
    settings.set('seed-done', String(documents.length));
    upkeep.again(world.clock.nowMs());
  }
  const done = work();
  // Whoever waits for `done` hears of a fault; nobody waiting must not end the process.
  done.catch((error: Error) => world.log({ event: 'seed-fault', says: error.message }));
  return {
    done,
    async stop() {
      stopped = true;
      await done.catch(() => undefined);
    },
  };
}
