import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import { type CovidCertificate } from '../../../shared/domain/covid/covid-certificate.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { instantOfMs } from '../../../shared/kernel/time.ts';
import { type Environment } from '../environment.ts';
import { type Caller } from '../session/session.ts';
import { compareCertificate } from '../use-cases/covid/compare-certificate.ts';
import { openedPatient } from '../use-cases/patients/open-patient.ts';
import { deskOf } from './desk.ts';

const codesOf = ({ event }: CovidCertificate): readonly string[] =>
  event.kind === 'vaccination' ? [event.disease, event.vaccine, event.product, event.holder] : [event.disease];

export const covidHandlers = (env: Environment): Handlers<Pick<Api, 'covid'>, Caller>['covid'] => {
  const { covid, clock } = env;
  return {
    async compare({ patientId, text }, caller) {
      const opened = openedPatient(env, deskOf(caller), patientId);
      return opened.ok
        ? compareCertificate(env, deskOf(caller), opened.value.patient, text)
        : fail({ code: 'PAT-0002' });
    },
    read: ({ text }) => {
      const atMs = clock.nowMs();
      const read = covid.read(text, atMs);
      const certificate = read.ok ? read.value.certificate : null;
      const names = (certificate === null ? [] : codesOf(certificate)).flatMap(code => {
        const name = covid.nameOf(code);
        return name === null ? [] : [[code, name] as const];
      });
      return ok({ read, names: Object.fromEntries(names), trust: covid.trust(), readAt: instantOfMs(atMs) });
    },
    trust: () => ok({ trust: covid.trust() }),
    refresh: async () => {
      const fetched = await covid.refresh();
      if (fetched.ok) return ok({ trust: covid.trust() });
      const { error } = fetched;
      return fail({ code: error === 'NET-0001' || error === 'NET-0003' ? error : 'NET-0002' });
    },
    practiceCertificates: () => ok({ certificates: covid.practiceCertificates() }),
  };
};
