import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import { type Environment } from '../environment.ts';
import { type Caller } from '../session/session.ts';
import { forwardCertificate, listDeliveries, withdrawForwarding } from '../use-cases/records/certificate-deliveries.ts';
import { deskOf } from './desk.ts';

type CertificateHandlers = Handlers<Pick<Api, 'certificates'>, Caller>['certificates'];

export const certificateHandlers = (env: Environment): CertificateHandlers => ({
  deliveries: ({ patientId }, caller) => listDeliveries(env, deskOf(caller), patientId),
  forward: ({ patientId, documentOid }, caller) => forwardCertificate(env, deskOf(caller), patientId, documentOid),
  withdraw: ({ patientId, oid }, caller) => withdrawForwarding(env, deskOf(caller), patientId, oid),
});
