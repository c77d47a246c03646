import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { type Environment } from '../environment.ts';
import { type Caller } from '../session/session.ts';
import { giveDeclaration, listDeclarations, withdrawDeclaration } from '../use-cases/wills/declarations.ts';
import {
  disclosureConditions,
  listEmergencies,
  readDisclosed,
  reviewEmergency,
  searchDisclosures,
} from '../use-cases/wills/disclosure.ts';
import { denialChoices } from '../use-cases/wills/denial-choices.ts';
import { printDeclaration } from '../use-cases/wills/print-declaration.ts';
import { deskOf } from './desk.ts';
import { pdfReply } from './pdf-reply.ts';
import { toReply } from './reply.ts';

type WillHandlers = Handlers<Pick<Api, 'wills'>, Caller>['wills'];
type DisclosureHandlers = Handlers<Pick<Api, 'disclosure'>, Caller>['disclosure'];

export const willHandlers = (env: Environment): WillHandlers => ({
  list: async ({ patientId }, caller) =>
    toReply<'list', WillHandlers>(await listDeclarations(env, deskOf(caller), patientId)),
  give: ({ patientId, declaration, attestation }, caller) =>
    toReply<'give', WillHandlers>(giveDeclaration(env, deskOf(caller), patientId, declaration, attestation)),
  withdraw: ({ patientId, oid, attestation }, caller) =>
    toReply<'withdraw', WillHandlers>(withdrawDeclaration(env, deskOf(caller), patientId, oid, attestation)),
  choices: ({ patientId }, caller) => denialChoices(env, deskOf(caller), patientId),
  async print({ patientId, oid }, caller) {
    const printed = await printDeclaration(env, deskOf(caller), patientId, oid);
    return printed.ok ? ok(pdfReply(env, `declaration-${oid.split('.').at(-1)}`, printed.value)) : printed;
  },
});

export const disclosureHandlers = (env: Environment): DisclosureHandlers => ({
  search: async ({ patientId, purpose, reason, authorisationOid }, caller) =>
    toReply<'search', DisclosureHandlers>(
      await searchDisclosures(env, deskOf(caller), patientId, purpose, reason, authorisationOid),
    ),
  read: async ({ patientId, documentOid }, caller) =>
    toReply<'read', DisclosureHandlers>(await readDisclosed(env, deskOf(caller), patientId, documentOid)),
  conditions: ({ patientId }, caller) => disclosureConditions(env, deskOf(caller), patientId),
  emergencies: (_params, caller) => ok(listEmergencies(env, deskOf(caller))),
  review: ({ id, note }, caller) => reviewEmergency(env, deskOf(caller), id, note),
});
