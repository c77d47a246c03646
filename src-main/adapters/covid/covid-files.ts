import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readRuleSets, type RuleSets } from './business-rules.ts';

const nameFile = z.object({ names: z.record(z.string(), z.string()) });
const practiceFile = z.object({ certificates: z.array(z.object({ id: z.string(), text: z.string() })) });

/** What `resources/covid` holds. @throws when a file is missing or not in its form. */
export function readCovidFiles(resourcesDir: string): Readonly<{
  rules: RuleSets;
  names: Readonly<Record<string, string>>;
  practiceCertificates: readonly Readonly<{ id: string; text: string }>[];
}> {
  const read = (name: string): string => readFileSync(join(resourcesDir, 'covid', name), 'utf8');
  return {
    rules: readRuleSets(read('rule-sets.json')),
    names: nameFile.parse(JSON.parse(read('code-names.json'))).names,
    practiceCertificates: practiceFile.parse(JSON.parse(read('practice-certificates.json'))).certificates,
  };
}
