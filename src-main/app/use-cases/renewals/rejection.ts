import { type DocumentReference } from '../../../../shared/domain/documents/reference.ts';
import { type RenewalAnswer, type RenewalOutcome } from '../../../../shared/domain/documents/renewal-request.ts';
import { fullName, type Patient } from '../../../../shared/domain/people/person.ts';
import { type Preview } from '../../../../shared/contract/signing.contract.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Environment } from '../../environment.ts';
import { type Draft } from '../../ports/store/drafts.port.ts';
import { type Desk } from '../../session/session.ts';
import { freeze } from '../signing/freeze.ts';
import { answerOf } from './renewal-ground.ts';

/** Query reason of 1.2.246.537.5.40110.2006: handling a renewal request. */
export const HANDLE = '21';

/** An answer that gives no prescription. `returned`: another unit has to answer. */
export type Rejection = Readonly<{
  outcome: Exclude<RenewalOutcome, 'renewed'>;
  /** LL 114; goes to the patient. */
  ground: string;
  prescription: DocumentReference;
  /** Name of the medicine, for the queue and the pages. */
  medicine: string;
}>;
/** A draft of the prescriber that holds no form of a prescription. */
export type RejectionForm = Readonly<{ rejection: Rejection }>;

export const rejectionOf = ({ form }: Pick<Draft, 'form'>): Rejection | null =>
  (form as Partial<RejectionForm>).rejection ?? null;

/** Documents of this desk that answer a request without a prescription. */
export const isRenewalAnswer = (content: object): content is RenewalAnswer => 'outcome' in content;

/** What the queue and the pages call it; kept in Finnish as the documents' own titles are. */
const TITLES: Readonly<Record<Rejection['outcome'], string>> = {
  rejected: 'Uusimispyynnön hylkäys',
  returned: 'Uusimispyynnön palautus',
};
export const titleOfRejection = ({ outcome, medicine }: Rejection): string =>
  [TITLES[outcome], medicine].filter(part => part !== '').join(': ');

/** Message type 9: what became of the request, and why. */
export function previewRejection(
  env: Environment,
  desk: Desk,
  patient: Patient,
  draft: Draft,
  rejection: Rejection,
): Preview {
  const { documentOid: oid, subjectOid } = draft;
  if (subjectOid === null) throw new Error('an answer without its request');
  const { outcome, ground, prescription } = rejection;
  const content: RenewalAnswer = {
    oid,
    setId: oid,
    version: 1,
    language: patient.language,
    patient,
    at: env.clock.now(),
    by: desk.professional,
    request: { oid: subjectOid, setId: subjectOid, version: 1 },
    prescription,
    outcome,
    renewed: null,
    ground,
    instruction: '',
  };
  const title = `${fullName(patient)}: ${titleOfRejection(rejection)}`;
  return freeze(env, draft, { kind: 'renewalAnswer', content }, title, []);
}

/** A last look before the card is asked: the request may have been answered meanwhile. */
export const rejectionRefusal = (env: Environment, { subjectOid }: Draft): Failure<'RNW-0001'> | null =>
  subjectOid !== null && env.store.read(tx => answerOf(tx, subjectOid)) === null ? null : { code: 'RNW-0001' };
