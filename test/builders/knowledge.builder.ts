import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NO_HEALTH_FACTS, type KnowledgeContext } from '../../shared/domain/knowledge/knowledge-facts.ts';
import { type KnowledgePack } from '../../shared/domain/knowledge/knowledge-pack.ts';
import { readKnowledgePack } from '../../src-main/adapters/knowledge/knowledge-file.ts';

const read = readKnowledgePack(readFileSync(join(import.meta.dirname, '../../resources/knowledge/practice-pack.json')));
if (!read.ok) throw new Error(`the practice pack is refused: ${read.error}`);

/** The pack that comes with the program, as it is installed. */
export const PRACTICE_PACK: KnowledgePack = read.value;

/** The practice pack, nothing else in use, nothing said of the patient. */
export const withPack = (change: Partial<KnowledgeContext> = {}): KnowledgeContext => ({
  packs: [PRACTICE_PACK],
  others: [],
  health: NO_HEALTH_FACTS,
  ...change,
});
