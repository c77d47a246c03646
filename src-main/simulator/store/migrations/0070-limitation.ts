/** A restriction of a professional's right, by an own code: the codes of the register are not public. */
export const migration = {
  version: 70,
  up: 'ALTER TABLE right_period ADD COLUMN limitation TEXT',
} as const;
