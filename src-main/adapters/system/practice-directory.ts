import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PROFESSIONS, type Organisation, type Professional } from '../../../shared/domain/people/person.ts';
import { oid } from '../../../shared/kernel/oid.ts';

const names = z.object({ fi: z.string(), sv: z.string(), en: z.string() });
const organisationRows = z.array(
  z.object({
    id: z.string(),
    kind: z.enum(['provider', 'clinic', 'pharmacy']),
    partOf: z.string().optional(),
    oid: z.string(),
    businessId: z.string(),
    name: names,
    phone: z.string(),
    street: z.string(),
    postalCode: z.string(),
    city: z.string(),
  }),
);
const professionalRows = z.array(
  z.object({
    registrationNumber: z.string(),
    identifierNumber: z.string().nullable(),
    family: z.string(),
    given: z.array(z.string()),
    profession: z.enum(PROFESSIONS),
    right: z.string().nullable(),
    title: names,
    organisation: z.string(),
  }),
);

const read = (dir: string, file: string): unknown => JSON.parse(readFileSync(join(dir, file), 'utf8'));

/** The professionals and units of the practice profile by registration number. */
export function readPracticeDirectory(
  seedDir: string,
): Readonly<{ professional(registrationNumber: string): Professional | null }> {
  const rows = organisationRows.parse(read(seedDir, 'organisations.json'));
  const organisation = (id: string): Organisation => {
    const row = rows.find(r => r.id === id);
    if (row === undefined) throw new Error(`practice organisation ${id} is missing`);
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
  const professionals = new Map<string, Professional>(
    professionalRows
      .parse(read(seedDir, 'professionals.json'))
      .map(row => [row.registrationNumber, { ...row, organisation: organisation(row.organisation) }]),
  );
  return { professional: registrationNumber => professionals.get(registrationNumber) ?? null };
}
