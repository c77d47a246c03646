import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { type Environment } from '../environment.ts';
import { type Caller } from '../session/session.ts';
import { listImaging, openKeyObjects, readImagingPaper } from '../use-cases/imaging/imaging.ts';
import { openedPatient } from '../use-cases/patients/open-patient.ts';
import { deskOf } from './desk.ts';
import { toReply } from './reply.ts';

type ImagingHandlers = Handlers<Pick<Api, 'imaging'>, Caller>['imaging'];

export const imagingHandlers = (env: Environment): ImagingHandlers => ({
  list: async ({ patientId }, caller) => {
    const opened = openedPatient(env, deskOf(caller), patientId);
    return opened.ok ? ok(await listImaging(env, deskOf(caller), opened.value.patient)) : fail({ code: 'PAT-0002' });
  },
  read: async ({ patientId, studyUid, documentOid }, caller) => {
    const opened = openedPatient(env, deskOf(caller), patientId);
    if (!opened.ok) return fail({ code: 'PAT-0002' });
    const read = await readImagingPaper(env, deskOf(caller), opened.value.patient, studyUid, documentOid);
    if (!read.ok) return toReply<'read', ImagingHandlers>(read);
    const { title, authorName, createdAt } = read.value.paper;
    return ok({ title, authorName, createdAt, readable: read.value.readable });
  },
  open: async ({ patientId, studyUid }, caller) => {
    const opened = openedPatient(env, deskOf(caller), patientId);
    return opened.ok
      ? toReply<'open', ImagingHandlers>(await openKeyObjects(env, deskOf(caller), opened.value.patient, studyUid))
      : fail({ code: 'PAT-0002' });
  },
});
