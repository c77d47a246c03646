import { type Oid } from '../../kernel/oid.ts';
import { type Instant } from '../../kernel/time.ts';
import { type Receiver } from './certificate-forms.ts';

/** One forwarding of one version of a certificate, at the client's request (kanta.fi, Delivery of Medical Certificates). */
export type Delivery = Readonly<{
  oid: Oid;
  /** The version that is forwarded. */
  documentOid: Oid;
  /** Title of the document, by which the person at the desk knows it. */
  title: string;
  receiver: Receiver;
  askedAt: Instant;
}>;

/**
 * `queued` here, `sent` accepted by the service, `delivered` taken by the receiver, `refused` by the receiver,
 * `rejected` by the service, `withdrawn` before the receiver took it.
 */
export const DELIVERY_STATES = ['queued', 'sent', 'delivered', 'refused', 'rejected', 'withdrawn'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** What the service tells of a forwarding. */
export type ToldDelivery = Delivery &
  Readonly<{
    state: Exclude<DeliveryState, 'queued' | 'rejected'>;
    /** The receiver's words for a refusal, as they were told; null otherwise. */
    reason: string | null;
    /** When the receiver took or refused it; null before. */
    answeredAt: Instant | null;
  }>;

export type DeliveryRow = Delivery &
  Readonly<{
    state: DeliveryState;
    reason: string | null;
    answeredAt: Instant | null;
    /** A withdrawal is on its way. */
    withdrawing: boolean;
  }>;

/** Not refused, not taken back: the receiver has it or will have it. */
export const isUnderWay = ({ state }: Pick<DeliveryRow, 'state'>): boolean =>
  state === 'queued' || state === 'sent' || state === 'delivered';

/** Only what no receiver has taken yet can be taken back; what was taken is put right by a new version, forwarded again. */
export const mayWithdraw = ({ state, withdrawing }: DeliveryRow): boolean =>
  !withdrawing && (state === 'queued' || state === 'sent');
