import { type TariffData } from '../../../shared/domain/dispensing/tariff-data.ts';
import { type KnowledgePack } from '../../../shared/domain/knowledge/knowledge-pack.ts';

/** A file in the knowledge folder that is no pack: it is told, never silently left out. */
export type RefusedPack = Readonly<{ file: string; fault: string }>;

/** Installed knowledge: read once, complete, offline. */
export interface KnowledgeShelf {
  /** The newest version of each pack. */
  packs(): readonly KnowledgePack[];
  refused(): readonly RefusedPack[];
  /** Dated figures of reimbursement; null where the file cannot be read: then nothing is estimated. */
  tariffs(): TariffData | null;
}
