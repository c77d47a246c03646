import { type Api } from '../../shared/contract/api.ts';
import { type Handlers } from '../../shared/contract/define.ts';
import { type Environment } from './environment.ts';
import { catalogueHandlers } from './handlers/catalogue.handlers.ts';
import { covidHandlers } from './handlers/covid.handlers.ts';
import { dayHandlers } from './handlers/day.handlers.ts';
import { dispensingHandlers, printHandlers } from './handlers/dispensing.handlers.ts';
import { favouriteHandlers } from './handlers/favourites.handlers.ts';
import { imagingHandlers } from './handlers/imaging.handlers.ts';
import { knowledgeHandlers } from './handlers/knowledge.handlers.ts';
import { documentHandlers } from './handlers/documents.handlers.ts';
import { medicationHandlers } from './handlers/medication.handlers.ts';
import { logHandlers } from './handlers/logs.handlers.ts';
import { medicineHandlers } from './handlers/medicines.handlers.ts';
import { patientHandlers } from './handlers/patients.handlers.ts';
import { prescribingHandlers } from './handlers/prescribing.handlers.ts';
import { queueHandlers } from './handlers/queue.handlers.ts';
import { authorisationHandlers } from './handlers/authorisations.handlers.ts';
import { certificateHandlers } from './handlers/certificates.handlers.ts';
import { readinessHandlers } from './handlers/readiness.handlers.ts';
import { recordHandlers } from './handlers/records.handlers.ts';
import { renewalHandlers } from './handlers/renewals.handlers.ts';
import { rescueHandlers } from './handlers/rescue.handlers.ts';
import { sessionHandlers } from './handlers/session.handlers.ts';
import { signingHandlers } from './handlers/signing.handlers.ts';
import { storingHandlers } from './handlers/storing.handlers.ts';
import { systemHandlers } from './handlers/system.handlers.ts';
import { socialHandlers } from './handlers/social.handlers.ts';
import { wellbeingHandlers } from './handlers/wellbeing.handlers.ts';
import { disclosureHandlers, willHandlers } from './handlers/wills.handlers.ts';
import { type QueueDecision } from './use-cases/queue/decision.ts';
import { createSession, type Caller, type Session } from './session/session.ts';

export type Application = Readonly<{ handlers: Handlers<Api, Caller>; session: Session }>;

/** The application over its environment: every call of the contract has its handler here, or this does not compile. */
export function createApplication(env: Environment, decide: QueueDecision): Application {
  const session = createSession(env);
  return {
    session,
    handlers: {
      authorisations: authorisationHandlers(env),
      catalogue: catalogueHandlers(env),
      certificates: certificateHandlers(env),
      covid: covidHandlers(env),
      day: dayHandlers(env),
      disclosure: disclosureHandlers(env),
      dispensing: dispensingHandlers(env),
      favourites: favouriteHandlers(env),
      imaging: imagingHandlers(env),
      knowledge: knowledgeHandlers(env),
      documents: documentHandlers(env),
      medication: medicationHandlers(env),
      logs: logHandlers(env),
      medicines: medicineHandlers(env),
      patients: patientHandlers(env),
      prescribing: prescribingHandlers(env),
      prints: printHandlers(env),
      queue: queueHandlers(env, decide),
      readiness: readinessHandlers(env),
      records: recordHandlers(env),
      renewals: renewalHandlers(env),
      rescue: rescueHandlers(),
      session: sessionHandlers(env, session),
      signing: signingHandlers(env, decide),
      social: socialHandlers(env),
      storing: storingHandlers(env),
      system: systemHandlers(env, session),
      wellbeing: wellbeingHandlers(env),
      wills: willHandlers(env),
    },
  };
}
