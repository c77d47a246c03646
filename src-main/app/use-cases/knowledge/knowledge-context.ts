import { type DispensingForm } from '../../../../shared/domain/dispensing/dispensing.ts';
import {
  nameOf,
  othersOf,
  type HealthFacts,
  type KnowledgeContext,
  type OtherMedicine,
} from '../../../../shared/domain/knowledge/knowledge-facts.ts';
import { type PrescriptionForm } from '../../../../shared/domain/prescribing/prescription-form.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { ok, type Result } from '../../../../shared/kernel/result.ts';
import { audited } from '../../audit/audited.ts';
import { type Environment } from '../../environment.ts';
import { type Draft } from '../../ports/store/drafts.port.ts';
import { TREATMENT } from '../../session/query-context.ts';
import { type Desk } from '../../session/session.ts';
import { healthFactsOf, putHealthFacts } from './health-facts.ts';
import { openedPatient } from '../patients/open-patient.ts';
import { draftsOf } from '../signing/drafts.ts';
import { allKeptPrescriptions } from '../offline/kept-lists.ts';

export function readHealthFacts(
  env: Environment,
  desk: Desk,
  patientId: string,
): Result<HealthFacts, Failure<'PAT-0002' | 'PAT-0004'>> {
  const opened = openedPatient(env, desk, patientId);
  return opened.ok ? ok(healthFactsOf(env, patientId)) : opened;
}

export function saveHealthFacts(
  env: Environment,
  desk: Desk,
  patientId: string,
  facts: HealthFacts,
): Result<HealthFacts, Failure<'PAT-0002' | 'PAT-0004'>> {
  const opened = openedPatient(env, desk, patientId);
  if (!opened.ok) return opened;
  env.store.write(tx => putHealthFacts(tx, patientId, facts));
  audited(env, desk.professional, {
    act: 'healthFacts',
    patientId,
    subject: null,
    reason: TREATMENT,
    outcome: 'ok',
  });
  env.emit({ type: 'healthChanged', patientId });
  return ok(facts);
}

/** Medicines on the other forms of the patient at this desk. */
function basketOf(env: Environment, desk: Desk, patientId: string, except: string): readonly OtherMedicine[] {
  const others = (kind: 'prescription' | 'dispensing'): readonly Draft[] =>
    draftsOf(env, desk, kind, patientId).filter(draft => draft.id !== except);
  const written = others('prescription').flatMap(draft => {
    // A cancellation and an answer to a request prescribe nothing: their drafts have no form of a prescription.
    const { product = null } = draft.form as Partial<PrescriptionForm>;
    return product === null ? [] : [{ atc: product.atc, name: nameOf(product), inBasket: true }];
  });
  const given = others('dispensing').flatMap(draft => {
    // An act on what is stored gives nothing: its draft has no form of a dispensing.
    const { form } = draft.form as Readonly<{ form?: DispensingForm }>;
    const medicine = form === undefined || form.vnr === null ? null : env.catalogue().byVnr(form.vnr);
    return medicine === null ? [] : [{ atc: medicine.atc, name: medicine.tradeName, inBasket: true }];
  });
  return [...written, ...given];
}

/** What the knowledge checks look at beside a form. `setId`: the prescription that is handled, which is not "another". */
export function knowledgeContextOf(
  env: Environment,
  desk: Desk,
  draft: Pick<Draft, 'id' | 'patientId' | 'subjectOid'>,
): KnowledgeContext {
  const cached = env.store.read(tx => allKeptPrescriptions(tx, desk, draft.patientId));
  const basket = basketOf(env, desk, draft.patientId, draft.id);
  return {
    packs: env.knowledge.packs(),
    health: healthFactsOf(env, draft.patientId),
    others: cached === null ? null : [...othersOf(cached.rows, draft.subjectOid, env.clock.today()), ...basket],
  };
}
