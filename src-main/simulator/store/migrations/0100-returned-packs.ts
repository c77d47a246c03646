/** Packs that came back into trade after a cancelled dispensing. */
export const migration = {
  version: 100,
  up: 'ALTER TABLE supplied_pack ADD COLUMN returned_ms INTEGER',
} as const;
