import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { type Environment } from '../environment.ts';
import { type Caller } from '../session/session.ts';
import { annulDocument, archiveDocument, previewDocument, signDocument } from '../use-cases/social/client-documents.ts';
import {
  listClients,
  notifyDisclosure,
  openCase,
  openRegister,
  openRelationship,
} from '../use-cases/social/client-work.ts';
import { listSocialItems } from '../use-cases/social/social-items.ts';
import { deskOf } from './desk.ts';
import { toReply } from './reply.ts';

type SocialHandlers = Handlers<Pick<Api, 'social'>, Caller>['social'];

export const socialHandlers = (env: Environment): SocialHandlers => ({
  clients: () => ok(listClients(env)),
  units: (_params, caller) =>
    ok(
      env.directory
        .socialUnits()
        .filter(({ provider }) => provider.oid !== deskOf(caller).professional.organisation.provider.oid)
        .map(({ oid, name }) => ({ oid, name: name.fi })),
    ),
  list: ({ patientId }, caller) => listSocialItems(env, deskOf(caller), patientId),
  openRelationship: ({ patientId, serviceTask }, caller) =>
    openRelationship(env, deskOf(caller), patientId, serviceTask),
  openRegister: ({ patientId, access }, caller) => openRegister(env, deskOf(caller), patientId, access),
  openCase: ({ patientId, serviceTask, title }, caller) => openCase(env, deskOf(caller), patientId, serviceTask, title),
  preview: ({ patientId, draft }, caller) => previewDocument(env, deskOf(caller), patientId, draft),
  archive: ({ patientId, draft, digest }, caller) => archiveDocument(env, deskOf(caller), patientId, draft, digest),
  sign: async ({ patientId, draft, digest, pin2 }, caller) =>
    toReply<'sign', SocialHandlers>(await signDocument(env, deskOf(caller), patientId, draft, digest, pin2)),
  annul: ({ patientId, documentOid, reason }, caller) =>
    annulDocument(env, deskOf(caller), patientId, documentOid, reason),
  notifyDisclosure: ({ patientId, ...notified }, caller) => notifyDisclosure(env, deskOf(caller), patientId, notified),
});
