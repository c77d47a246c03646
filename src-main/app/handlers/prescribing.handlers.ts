import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { type Environment } from '../environment.ts';
import { type Caller } from '../session/session.ts';
import { openedPatient } from '../use-cases/patients/open-patient.ts';
import { listPrescriptions } from '../use-cases/prescribing/prescription-list.ts';
import { openPrescriptionForm, signPrescriptions } from '../use-cases/prescribing/prescribe.ts';
import { openCorrection, previewCancellation } from '../use-cases/prescribing/change-prescription.ts';
import { beginReview } from '../use-cases/signing/review.ts';
import { deskOf } from './desk.ts';
import { prescriptionDraftHandlers } from './prescription-draft.handlers.ts';
import { toReply } from './reply.ts';

type PrescribingHandlers = Handlers<Pick<Api, 'prescribing'>, Caller>['prescribing'];

export const prescribingHandlers = (env: Environment): PrescribingHandlers => ({
  list: async ({ patientId }, caller) => {
    const opened = openedPatient(env, deskOf(caller), patientId);
    if (!opened.ok) return { ok: false, error: { code: 'PAT-0002' } };
    return ok(await listPrescriptions(env, deskOf(caller), opened.value.patient, '1', ''));
  },
  openForm: ({ patientId }, caller) => openPrescriptionForm(env, deskOf(caller), patientId),
  openCorrection: ({ patientId, setId }, caller) => openCorrection(env, deskOf(caller), patientId, setId),
  previewCancellation: async ({ patientId, setId, choice }, caller) =>
    beginReview(
      env,
      deskOf(caller),
      'prescription',
      await previewCancellation(env, deskOf(caller), patientId, setId, choice),
    ),
  ...prescriptionDraftHandlers(env),
  sign: async ({ items, pin2 }, caller) =>
    toReply<'sign', PrescribingHandlers>(await signPrescriptions(env, deskOf(caller), items, pin2)),
});
