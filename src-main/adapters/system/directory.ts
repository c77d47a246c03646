import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { SERVICE_TASK_IDS } from '../../../shared/codes/social-welfare.ts';
import { type StaffMember } from '../../../shared/domain/oversight/log-row.ts';
import { PROFESSIONS, type Organisation, type Professional } from '../../../shared/domain/people/person.ts';
import { type GoLive } from '../../../shared/domain/social/social.rules.ts';
import { oid } from '../../../shared/kernel/oid.ts';
import { isLocalDate, type LocalDate } from '../../../shared/kernel/time.ts';

const names = z.object({ fi: z.string(), sv: z.string(), en: z.string() });
/** Units as a seed or a profile lists them; `partOf` names the provider's row. */
export const organisationRows = z.array(
  z.object({
    id: z.string(),
    kind: z.enum(['provider', 'clinic', 'pharmacy', 'social']),
    partOf: z.string().optional(),
    /** First day of its register in the Client Data Repository. */
    socialFrom: z.string().optional(),
    /** Service tasks that begin there on a day of their own. */
    socialTasks: z.partialRecord(z.enum(SERVICE_TASK_IDS), z.string()).optional(),
    oid: z.string(),
    businessId: z.string(),
    name: names,
    phone: z.string(),
    street: z.string(),
    postalCode: z.string(),
    city: z.string(),
  }),
);
/** Who works here, as the employer lists them; `organisation` names a unit's row. */
export const professionalRows = z.array(
  z.object({
    registrationNumber: z.string(),
    identifierNumber: z.string().nullable(),
    family: z.string(),
    given: z.array(z.string()),
    profession: z.enum(PROFESSIONS),
    right: z.string().nullable(),
    title: names,
    organisation: z.string(),
    /** Home address on the employer's list; most have none. */
    home: z.object({ street: z.string(), postalCode: z.string() }).optional(),
  }),
);

const read = (dir: string, file: string): unknown => JSON.parse(readFileSync(join(dir, file), 'utf8'));

type Directory = Readonly<{
  professional(registrationNumber: string): Professional | null;
  staff(): readonly StaffMember[];
  socialUnits(): readonly Organisation[];
  socialGoLive(): readonly GoLive[];
}>;

/** @throws Error when a row names another row that is not there */
export function directoryOf(
  rows: z.output<typeof organisationRows>,
  listed: z.output<typeof professionalRows>,
): Directory {
  const organisation = (id: string): Organisation => {
    const row = rows.find(r => r.id === id);
    if (row === undefined) throw new Error(`organisation ${id} is missing`);
    const provider = rows.find(r => r.id === row.partOf) ?? row;
    const { kind, businessId, name, phone, street, postalCode, city } = row;
    return {
      oid: oid(row.oid),
      kind,
      businessId,
      name,
      phone,
      street,
      postalCode,
      city,
      provider: { oid: oid(provider.oid), name: provider.name },
    };
  };
  const people = listed.map(({ home, ...row }) => ({
    professional: { ...row, organisation: organisation(row.organisation) } satisfies Professional,
    home,
  }));
  const professionals = new Map(people.map(({ professional }) => [professional.registrationNumber, professional]));
  const staff = people.map(
    ({ professional: { registrationNumber, family, given, profession, organisation: unit }, home }): StaffMember => ({
      registrationNumber,
      family,
      given,
      profession,
      unitKind: unit.kind,
      street: home?.street ?? '',
      postalCode: home?.postalCode ?? '',
    }),
  );
  const socialUnits = rows.filter(({ kind }) => kind === 'social').map(({ id }) => organisation(id));
  const firstDay = (text: string): LocalDate => {
    if (!isLocalDate(text)) throw new Error('a first day in the directory is no date');
    return text;
  };
  const socialGoLive = rows.flatMap(({ oid: organisationOid, socialFrom, socialTasks = {} }): readonly GoLive[] => {
    const controllerOid = oid(organisationOid);
    return [
      ...(socialFrom === undefined ? [] : [{ controllerOid, serviceTask: null, from: firstDay(socialFrom) }]),
      ...SERVICE_TASK_IDS.flatMap(serviceTask => {
        const from = socialTasks[serviceTask];
        return from === undefined ? [] : [{ controllerOid, serviceTask, from: firstDay(from) }];
      }),
    ];
  });
  return {
    professional: registrationNumber => professionals.get(registrationNumber) ?? null,
    staff: () => staff,
    socialUnits: () => socialUnits,
    socialGoLive: () => socialGoLive,
  };
}

/** The professionals and units of the practice profile by registration number. */
export const readPracticeDirectory = (seedDir: string): Directory =>
  directoryOf(
    organisationRows.parse(read(seedDir, 'organisations.json')),
    professionalRows.parse(read(seedDir, 'professionals.json')),
  );
