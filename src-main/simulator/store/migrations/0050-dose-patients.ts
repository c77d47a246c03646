/** The dose-dispensing patients of a pharmacy are few: they are found without looking at every prescription. */
export const migration = {
  version: 50,
  up: `CREATE INDEX prescription_dose ON prescription (hold_owner, patient_id) WHERE hold_kind = 'dose-dispensing';`,
} as const;
