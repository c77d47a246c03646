/** The last day on which a queued act still makes sense; null for what always does, and for all that was queued before. */
export const migration = {
  version: 60,
  up: `
ALTER TABLE outbox ADD COLUMN valid_until TEXT;
`,
} as const;
