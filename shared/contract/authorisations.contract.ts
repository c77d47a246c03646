import { z } from 'zod';
import { AUTHORISED_RIGHTS, type AuthorisationRow } from '../domain/records/authorisation.ts';
import { call } from './define.ts';
import { sourced } from './signing.contract.ts';
import { errorCode, id, instant, localDate, oid, short } from './values.ts';

const authorisationRow: z.ZodType<AuthorisationRow> = z.strictObject({
  oid,
  organiserOid: oid,
  organiserName: short,
  producerOid: oid,
  producerName: short,
  from: localDate,
  until: localDate,
  rights: z.array(z.enum(AUTHORISED_RIGHTS)),
  register: z.enum(['2', '3']),
  serviceEvents: z.array(oid).nullable(),
  grantedAt: instant,
  isEnded: z.boolean(),
  side: z.enum(['organiser', 'producer']),
  state: z.enum(['queued', 'accepted', 'rejected']),
});

const MOST_EVENTS = 100;
const ONE = { patientId: id } as const;

/** Authorisations of purchased services: granted by the own controller, or given to it. */
export const authorisations = {
  /** Those that name the own controller on either side, newest first. Logged before it is shown. */
  list: call({
    needs: 'arrangeVisits',
    params: z.strictObject(ONE),
    result: z.strictObject({ rows: z.array(authorisationRow), source: sourced }),
    codes: ['PAT-0002', 'PAT-0005'],
  }),
  /** Producers that can be named, as the role service tells them, and the own service events of the patient. */
  choices: call({
    needs: 'arrangeVisits',
    params: z.strictObject(ONE),
    result: z.strictObject({
      producers: z.array(z.strictObject({ oid, name: z.string() })),
      serviceEvents: z.array(z.strictObject({ oid, at: instant, name: z.string() })),
    }),
    codes: ['PAT-0002'],
  }),
  /**
   * Organisers whose register a note of the service event may go into now, asked from the service. `fault`: why it did not
   * answer; `held` is then what this workstation has kept, and nothing says that there is no more.
   */
  forStoring: call({
    needs: 'recordEntry',
    params: z.strictObject({ ...ONE, serviceEventOid: oid }),
    result: z.strictObject({
      held: z.array(z.strictObject({ oid, organiserName: short, until: localDate })),
      fault: errorCode.nullable(),
    }),
    codes: ['PAT-0002', 'PAT-0005'],
  }),
  grant: call({
    needs: 'arrangeVisits',
    params: z.strictObject({
      ...ONE,
      producerOid: oid,
      from: localDate,
      until: localDate,
      rights: z.array(z.enum(AUTHORISED_RIGHTS)).max(AUTHORISED_RIGHTS.length),
      serviceEvents: z.array(oid).max(MOST_EVENTS).nullable(),
    }),
    result: authorisationRow,
    codes: ['PAT-0002', 'PAT-0003', 'PAT-0005', 'OVA-0001', 'OVA-0002'],
  }),
  /** Ends one that the own controller granted, before its time. */
  end: call({
    needs: 'arrangeVisits',
    params: z.strictObject({ ...ONE, oid }),
    result: authorisationRow,
    codes: ['PAT-0002', 'PAT-0005', 'OVA-0003'],
  }),
};
