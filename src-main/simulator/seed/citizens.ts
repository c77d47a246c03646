import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who may act for whom in the citizens' service: guardians by the Population Information System, mandates by Suomi.fi. */
export type Relations = Readonly<{
  guardians: readonly Readonly<{ child: string; guardian: string }>[];
  mandates: readonly Readonly<{ principal: string; agent: string }>[];
}>;

/** Relations of the practice patients, by personal code; none without a file. */
export function readRelations(seedDir: string): Relations {
  const path = join(seedDir, 'citizens.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Relations) : { guardians: [], mandates: [] };
}
