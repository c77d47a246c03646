import { z } from 'zod';
import { RECEIVER_IDS, type Receiver } from '../domain/records/certificate-forms.ts';
import { DELIVERY_STATES, type DeliveryRow } from '../domain/records/delivery.ts';
import { call } from './define.ts';
import { sourced } from './signing.contract.ts';
import { id, instant, oid, short } from './values.ts';

const deliveryRow: z.ZodType<DeliveryRow> = z.strictObject({
  oid,
  documentOid: oid,
  title: short,
  receiver: z.enum(RECEIVER_IDS as [Receiver, ...Receiver[]]),
  askedAt: instant,
  state: z.enum(DELIVERY_STATES),
  reason: z.string().nullable(),
  answeredAt: instant.nullable(),
  withdrawing: z.boolean(),
});

const ONE = { patientId: id } as const;

/** Forwarding of certificates to Kela and Traficom. Writing and signing them is writing a record. */
export const certificates = {
  /** Where certificates of the patient were sent and what became of it. Logged first. */
  deliveries: call({
    needs: 'readRecords',
    params: z.strictObject(ONE),
    result: z.strictObject({ rows: z.array(deliveryRow), source: sourced }),
    codes: ['PAT-0002', 'PAT-0005'],
  }),
  /** The client's own request stands behind every forwarding: said anew each time. */
  forward: call({
    needs: 'recordEntry',
    params: z.strictObject({ ...ONE, documentOid: oid, askedByClient: z.literal(true) }),
    result: deliveryRow,
    codes: [
      'PAT-0002',
      'PAT-0003',
      'PAT-0005',
      'REC-0002',
      'REC-0003',
      'REC-0004',
      'REC-0005',
      'REC-0006',
      'REC-0007',
      'CER-0001',
      'CER-0002',
      'NET-0001',
      'NET-0003',
    ],
  }),
  withdraw: call({
    needs: 'recordEntry',
    params: z.strictObject({ ...ONE, oid }),
    result: deliveryRow,
    codes: ['PAT-0002', 'PAT-0005', 'CER-0003'],
  }),
};
