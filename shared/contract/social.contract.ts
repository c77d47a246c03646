import { z } from 'zod';
import { DISCLOSURE_KIND_IDS, SERVICE_TASK_IDS, STRUCTURE_IDS } from '../codes/social-welfare.ts';
import { SOCIAL_KINDS } from '../domain/social/social-item.ts';
import { FIELD_MAX } from '../domain/social/social.rules.ts';
import { call } from './define.ts';
import { sourced } from './signing.contract.ts';
import { CARD_CODES, count, id, instant, localDate, nothing, oid, pin, readable, text } from './values.ts';

const serviceTask = z.enum(SERVICE_TASK_IDS);

const access = z.strictObject({ unitOid: oid, from: localDate, until: localDate.nullable() });

/** What the client sees in MyKanta: at once, never, or from a day on. */
const showing = z.union([z.literal('now'), z.literal('never'), localDate]);

export const socialRow = z.strictObject({
  kind: z.enum(SOCIAL_KINDS),
  oid,
  setId: oid,
  version: count,
  serviceTask,
  caseSet: oid.nullable(),
  structure: z.enum(STRUCTURE_IDS).nullable(),
  title: z.string(),
  fields: z.array(z.strictObject({ id: z.string(), label: z.string(), text: z.string() })),
  access: z.array(access.extend({ unitName: z.string() })),
  authorName: z.string(),
  unitName: z.string(),
  createdAt: instant,
  state: z.enum(['queued', 'accepted', 'rejected', 'local']),
  citizen: showing,
  annulled: z.boolean(),
  signature: z.enum(['personal', 'system']),
  disclosure: z.strictObject({ kind: z.enum(DISCLOSURE_KIND_IDS), on: localDate }).nullable(),
});
export type SocialRow = z.output<typeof socialRow>;

/** A service task whose documents stay at the workstation until its first day in the repository. */
export const taskToCome = z.strictObject({ serviceTask, from: localDate });
export type TaskToCome = z.output<typeof taskToCome>;

export const socialClient = z.strictObject({
  patientId: id,
  name: z.string(),
  identityCode: z.string(),
  serviceTask,
  since: instant,
});
export type SocialClient = z.output<typeof socialClient>;

export const socialDraft = z.strictObject({
  structure: z.enum(STRUCTURE_IDS),
  caseSet: oid,
  replaces: oid.nullable(),
  fields: z.record(z.string().max(40), text(FIELD_MAX)),
  citizen: z.strictObject({ showing, reason: text(1000) }).exactOptional(),
});

/** Units that a register can be opened to: producers of social services that the directory knows. */
export const socialUnit = z.strictObject({ oid, name: z.string() });

const ONE = { patientId: id } as const;
const REFUSALS = ['PAT-0002', 'PAT-0003', 'PAT-0005'] as const;
const DRAFT_REFUSALS = ['SOC-0003', 'SOC-0004', 'SOC-0005', 'SOC-0007', 'SOC-0008', 'SOC-0009', 'SOC-0010'] as const;

/** Client documents of social welfare. Every change is a document that goes through the queue. */
export const social = {
  /** Clients with a relationship that is known at this desk, newest first. */
  clients: call({ needs: 'socialWork', params: nothing, result: z.array(socialClient) }),
  units: call({ needs: 'socialWork', params: nothing, result: z.array(socialUnit) }),
  /** Newest versions of everything of a client, from the own register and from registers opened to this unit. Logged first. */
  list: call({
    needs: 'socialWork',
    params: z.strictObject(ONE),
    result: z.strictObject({
      rows: z.array(socialRow),
      source: sourced,
      live: z.boolean(),
      toCome: z.array(taskToCome),
      crossSectorOn: z.boolean(),
    }),
    codes: ['PAT-0002', 'PAT-0005'],
  }),
  openRelationship: call({
    needs: 'socialWork',
    params: z.strictObject({ ...ONE, serviceTask }),
    result: socialRow,
    codes: [...REFUSALS, 'SOC-0001'],
  }),
  /** Opens the register to a producer's unit for this client: a new version of the relationship. */
  openRegister: call({
    needs: 'socialWork',
    params: z.strictObject({ ...ONE, access }),
    result: socialRow,
    codes: [...REFUSALS, 'SOC-0002', 'SOC-0006'],
  }),
  openCase: call({
    needs: 'socialWork',
    params: z.strictObject({ ...ONE, serviceTask, title: text(200) }),
    result: socialRow,
    codes: [...REFUSALS, 'SOC-0002', 'SOC-0004'],
  }),
  /** The display form as it will stand beside the structure; mandatory fields that are still empty. */
  preview: call({
    needs: 'socialWork',
    params: z.strictObject({ ...ONE, draft: socialDraft }),
    result: z.strictObject({ readable, missing: z.array(z.string()), digest: z.string() }),
    codes: [...REFUSALS, 'SOC-0003', 'SOC-0005', 'SOC-0008', 'SOC-0009'],
  }),
  archive: call({
    needs: 'socialWork',
    params: z.strictObject({ ...ONE, draft: socialDraft, digest: z.string().max(64) }),
    result: socialRow,
    codes: [...REFUSALS, ...DRAFT_REFUSALS],
  }),
  /** The same for what the professional signs with the own card: decisions. */
  sign: call({
    needs: 'socialWork',
    params: z.strictObject({ ...ONE, draft: socialDraft, digest: z.string().max(64), pin2: pin.nullable() }),
    result: socialRow,
    codes: [...REFUSALS, ...DRAFT_REFUSALS, ...CARD_CODES, 'CARD-0106', 'SES-0010'],
  }),
  /** Empties a document by a last version that says why. */
  annul: call({
    needs: 'socialWork',
    params: z.strictObject({ ...ONE, documentOid: oid, reason: text(1000) }),
    result: socialRow,
    codes: [...REFUSALS, 'SOC-0004', 'SOC-0005', 'SOC-0008'],
  }),
  /** What was handed over outside Kanta: to whom, on what ground, when, which data (one set a line). Created once, never changed. */
  notifyDisclosure: call({
    needs: 'socialWork',
    params: z.strictObject({
      ...ONE,
      caseSet: oid,
      kind: z.enum(DISCLOSURE_KIND_IDS),
      on: localDate,
      recipient: text(300),
      basis: text(1000),
      data: text(2000),
    }),
    result: socialRow,
    codes: [...REFUSALS, 'SOC-0003', 'SOC-0004', 'SOC-0011'],
  }),
};
