/** The move to the Prescription Archive, and by which right somebody looked. */
export const migration = {
  version: 90,
  up: `ALTER TABLE prescription ADD COLUMN archived_on TEXT;
ALTER TABLE access ADD COLUMN right_code TEXT;`,
} as const;
