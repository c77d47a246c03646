import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import { type Environment } from '../environment.ts';
import { type Caller } from '../session/session.ts';
import { openStorageForm, signStored } from '../use-cases/prescribing/stored-by-pharmacy.ts';
import { deskOf } from './desk.ts';
import { prescriptionDraftHandlers } from './prescription-draft.handlers.ts';
import { toReply } from './reply.ts';

type StoringHandlers = Handlers<Pick<Api, 'storing'>, Caller>['storing'];

export const storingHandlers = (env: Environment): StoringHandlers => ({
  openForm: ({ patientId }, caller) => openStorageForm(env, deskOf(caller), patientId),
  ...prescriptionDraftHandlers(env),
  sign: async ({ items, pin2 }, caller) =>
    toReply<'sign', StoringHandlers>(await signStored(env, deskOf(caller), items, pin2)),
});
