/** Authorisations say which rights they give in which register; those from before are searches of public health care. */
export const migration = {
  version: 150,
  up: `
UPDATE authorisations
SET body = json_set(body, '$.authorisation.rights', json('["search"]'), '$.authorisation.register', '2')
WHERE json_extract(body, '$.authorisation.rights') IS NULL;
`,
} as const;
