import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Patient } from '../../../shared/domain/people/person.ts';
import { localDate } from '../../../shared/kernel/time.ts';

const row = z.object({
  id: z.string(),
  hetu: z.string().nullable(),
  family: z.string(),
  given: z.array(z.string()),
  callName: z.string(),
  sex: z.enum(['male', 'female', 'unknown', 'unspecified']),
  birthDate: z.string(),
  language: z.enum(['fi', 'sv']),
  street: z.string(),
  postalCode: z.string(),
  city: z.string(),
  phone: z.string().nullable().optional(),
  deceased: z.string().nullable().optional(),
  allergies: z.array(z.object({ text: z.string(), severity: z.string() })).optional(),
});

/** The practice patients as the own register of a first start; whoever has no line about allergies has them unrecorded. */
export function readPracticePatients(path: string): readonly Patient[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => {
      const { hetu, phone, deceased, allergies, birthDate, ...same } = row.parse(JSON.parse(line));
      return {
        ...same,
        identityCode: hetu,
        birthDate: localDate(birthDate),
        phone: phone ?? '',
        deceasedOn: deceased === null || deceased === undefined ? null : localDate(deceased),
        allergies:
          allergies?.map(({ text, severity }) => ({
            text,
            severity: severity === 'severe' ? ('critical' as const) : ('risk' as const),
          })) ?? null,
      };
    });
}
