/** Service tasks that begin in the Client Data Repository apart from the rest of their controller. */
export const migration = {
  version: 80,
  up: `
CREATE TABLE social_task_live (
  controller TEXT NOT NULL,
  task TEXT NOT NULL,
  from_day TEXT NOT NULL,
  PRIMARY KEY (controller, task)
) STRICT, WITHOUT ROWID;
`,
} as const;
