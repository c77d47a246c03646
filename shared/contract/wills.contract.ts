import { z } from 'zod';
import { INFORMING_VERSIONS, WILL_MAX } from '../domain/consent/declaration.ts';
import { call } from './define.ts';
import { sourced } from './signing.contract.ts';
import { count, id, instant, nothing, oid, pdf, readable, text } from './values.ts';

const denialScope = z.discriminatedUnion('at', [
  z.strictObject({ at: z.literal('allHealth') }),
  z.strictObject({ at: z.literal('uusimaa') }),
  z.strictObject({ at: z.literal('serviceEvent'), oid }),
  z.strictObject({ at: z.literal('provider'), controllerOid: oid }),
  z.strictObject({
    at: z.literal('register'),
    controllerOid: oid,
    kind: z.enum(['publicHealth', 'privateHealth', 'occupationalHealth', 'socialWelfare']),
    specifier: text(20).nullable(),
  }),
  z.strictObject({ at: z.literal('socialDocument'), oid }),
  z.strictObject({ at: z.literal('socialService'), serviceTask: text(20) }),
  z.strictObject({ at: z.literal('socialController'), controllerOid: oid }),
]);

export const declaration = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('informing'), version: z.enum(INFORMING_VERSIONS) }),
  z.strictObject({ kind: z.literal('consent'), sector: z.enum(['health', 'social']) }),
  z.strictObject({ kind: z.literal('crossSector'), direction: z.enum(['healthToSocial', 'socialToHealth']) }),
  z.strictObject({ kind: z.literal('denial'), scope: denialScope, emergencyUse: z.boolean() }),
  z.strictObject({ kind: z.literal('livingWill'), text: text(WILL_MAX) }),
  z.strictObject({ kind: z.literal('organDonation'), allowed: z.boolean(), text: text(WILL_MAX) }),
]);

const attestationFields = {
  saidBy: z.enum(['person', 'representative']),
  representative: text(200),
  identifiedBy: z.enum(['document', 'known', 'electronic']),
};
const attestation = z.strictObject(attestationFields);

export const declarationRow = z.strictObject({
  oid,
  declaration,
  givenAt: instant,
  withdrawnAt: instant.nullable(),
  state: z.enum(['queued', 'accepted', 'rejected']),
  attested: z.strictObject({ ...attestationFields, recordedBy: z.string() }).nullable(),
});

/** What a denial can name: controllers of the role service, service events known at this desk. */
export const denialChoices = z.strictObject({
  controllers: z.array(z.strictObject({ oid, name: z.string() })),
  serviceEvents: z.array(z.strictObject({ oid, at: instant, place: z.string(), title: z.string() })),
});
export type DenialChoices = z.output<typeof denialChoices>;

/** What any question to a service may come to. */
export const NET_CODES = ['NET-0001', 'NET-0002', 'NET-0003', 'NET-0004', 'NET-0005'] as const;

/** Declarations of will of an open patient. Every change goes through the queue; denials and withdrawals go first. */
export const wills = {
  /** All of them, denials too: for keeping them with the person. Logged before it is shown. */
  list: call({
    needs: 'maintainWills',
    params: z.strictObject({ patientId: id }),
    result: z.strictObject({ rows: z.array(declarationRow), source: sourced }),
    codes: ['PAT-0002', 'PAT-0005'],
  }),
  give: call({
    needs: 'maintainWills',
    params: z.strictObject({ patientId: id, declaration, attestation }),
    result: declarationRow,
    codes: ['PAT-0002', 'PAT-0003', 'PAT-0005', 'WIL-0001', 'WIL-0002', 'WIL-0004', 'WIL-0005', 'WIL-0006', 'WIL-0007'],
  }),
  withdraw: call({
    needs: 'maintainWills',
    params: z.strictObject({ patientId: id, oid, attestation }),
    result: declarationRow,
    codes: ['PAT-0002', 'PAT-0005', 'WIL-0003', 'WIL-0007'],
  }),
  choices: call({
    needs: 'maintainWills',
    params: z.strictObject({ patientId: id }),
    result: denialChoices,
    codes: ['PAT-0002'],
  }),
  /** The declaration on paper, in the person's language, with lines for signatures. */
  print: call({
    needs: 'maintainWills',
    params: z.strictObject({ patientId: id, oid }),
    result: pdf,
    codes: ['PAT-0002', 'PAT-0005', 'WIL-0003', 'PRN-0001'],
  }),
};

export const registerKind = z.enum(['publicHealth', 'privateHealth', 'occupationalHealth']);
export const disclosedRow = z.strictObject({
  oid,
  title: z.string(),
  authorName: z.string(),
  createdAt: instant,
  controllerOid: oid,
  controllerName: z.string(),
  registerKind,
  serviceEventOid: oid.nullable(),
});

export const emergencyUse = z.strictObject({
  id,
  patientId: id,
  patientName: z.string(),
  at: instant,
  until: instant,
  by: z.string(),
  byName: z.string(),
  reason: z.string(),
  found: count.nullable(),
  opened: z.array(oid),
  review: z.strictObject({ by: z.string(), at: instant, note: z.string() }).nullable(),
});
export type EmergencyUseRow = z.output<typeof emergencyUse>;

/** What the decision looks at beside the data: null when it is not known here. Never whether anything was left out. */
export const conditions = z.strictObject({
  relationship: z.boolean(),
  informed: z.boolean().nullable(),
  consented: z.boolean().nullable(),
  /** The rules whose conditions lie with those who ask and with the person's permission, as the decision itself has them. */
  rules: z.array(z.strictObject({ rule: z.enum(['R0', 'R6', 'R7', 'R8', 'R10']), met: z.boolean().nullable() })),
});
export type DisclosureConditions = z.output<typeof conditions>;

/** Documents of other registers. Asked online each time, never queued, never kept beyond the open patient. */
export const disclosure = {
  search: call({
    needs: 'recordEntry',
    params: z.strictObject({
      patientId: id,
      purpose: z.enum(['care', 'emergency']),
      /** Typed ground of an emergency; empty otherwise. */
      reason: text(1000),
      /** Searches the organiser's register on its authorisation; left out otherwise. */
      authorisationOid: oid.optional(),
    }),
    result: z.strictObject({ rows: z.array(disclosedRow), conditions, at: instant, until: instant }),
    codes: ['PAT-0002', 'PAT-0005', 'DIS-0001', 'DIS-0002', 'DIS-0005', ...NET_CODES],
  }),
  read: call({
    needs: 'recordEntry',
    params: z.strictObject({ patientId: id, documentOid: oid }),
    result: z.strictObject({ row: disclosedRow, readable }),
    codes: ['PAT-0002', 'REC-0002', 'DIS-0003', ...NET_CODES],
  }),
  conditions: call({
    needs: 'recordEntry',
    params: z.strictObject({ patientId: id }),
    result: conditions,
    codes: ['PAT-0002'],
  }),
  /** Emergencies declared at this desk, newest first, for the data protection officer. */
  emergencies: call({
    needs: 'reviewLogs',
    params: nothing,
    result: z.array(emergencyUse),
  }),
  review: call({
    needs: 'reviewLogs',
    params: z.strictObject({ id, note: text(1000) }),
    result: emergencyUse,
    codes: ['DIS-0004'],
  }),
};
