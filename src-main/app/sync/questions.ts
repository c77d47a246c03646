import { type Act } from '../../../shared/domain/queue.ts';
import { type KantaLine } from '../ports/kanta.port.ts';

/** How the service is asked whether it holds what an act left there. */
export const QUESTIONS: Readonly<Record<Act, Parameters<KantaLine['ask']>[0]['act']>> = {
  prescription: 'document',
  dispensing: 'document',
  recordDocument: 'document',
  serviceEventOpened: 'serviceEventOpened',
  serviceEventEnded: 'serviceEventEnded',
  willGiven: 'willGiven',
  denialGiven: 'willGiven',
  willWithdrawn: 'willWithdrawn',
  socialDocument: 'document',
  certificateForwarded: 'deliveryAsked',
  forwardingWithdrawn: 'deliveryWithdrawn',
  // An authorisation travels as a declaration does.
  authorisationGranted: 'willGiven',
  authorisationEnded: 'willWithdrawn',
};
