import {
  type KelaAnswer,
  type SaleBasis,
  saleLines,
  type SoldForm,
} from '../../../../shared/domain/dispensing/counter-sale.ts';
import { chosenOf, packagesOf } from '../../../../shared/domain/dispensing/dispensing-facts.ts';
import { type PackFate } from '../../../../shared/domain/dispensing/pack-return.ts';
import { type KeptSale, type SettledPurchase } from '../../../../shared/domain/dispensing/purchase-report.ts';
import { sumsAtStart, type Tariff, type YearlySums } from '../../../../shared/domain/dispensing/reimbursement.ts';
import { tariffOn } from '../../../../shared/domain/dispensing/tariff-data.ts';
import { fullName, type Patient } from '../../../../shared/domain/people/person.ts';
import { type ErrorCode, type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { dateInHelsinki, instantMs, type LocalDate } from '../../../../shared/kernel/time.ts';
import { auditIn } from '../../audit/audited.ts';
import { type Environment } from '../../environment.ts';
import { type FollowUp } from '../../ports/store/owed.port.ts';
import { type Tx } from '../../ports/store.port.ts';
import { contextOf } from '../../session/query-context.ts';
import { type Desk } from '../../session/session.ts';
import { keepPacksReturned, keepPacksSupplied, packCounts } from '../../sync/owed-packs.ts';
import { cancelPurchase, saleOfFollowUp } from '../../sync/owed-sale.ts';
import { openedPatient } from '../patients/open-patient.ts';

/** Query reason of 1.2.246.537.5.40110.2006: sickness-insurance reimbursement. */
export const REIMBURSEMENT = '8';

/** An answer is asked again after this: other pharmacies sell to the same person. Own choice. */
const ANSWER_AGE_MS = 10 * 60_000;

/** Kela's answers of open customers, in memory only: at most one a person, never older than its age. */
const answers = new WeakMap<Environment, Map<string, KelaAnswer>>();
const answersOf = (env: Environment): Map<string, KelaAnswer> => {
  const known = answers.get(env) ?? new Map<string, KelaAnswer>();
  answers.set(env, known);
  return known;
};

/** A purchase was reported or cancelled: what Kela told before holds no more. */
export const forgetKelaAnswer = (env: Environment, patientId: string): void => void answersOf(env).delete(patientId);

function freshAnswer(env: Environment, patientId: string): KelaAnswer | null {
  const known = answersOf(env);
  for (const [id, { asOf }] of known) if (env.clock.nowMs() - instantMs(asOf) > ANSWER_AGE_MS) known.delete(id);
  return known.get(patientId) ?? null;
}

const tariffNow = (env: Environment): Tariff | null => {
  const data = env.knowledge.tariffs();
  return data === null ? null : tariffOn(data, env.clock.today());
};

const UNKNOWN_SUMS: YearlySums = { deductibleLeftCents: 0, ceilingLeftCents: 0 };

/**
 * What is left of the year's sums now: what Kela told, or the whole year where it did not, less the purchases of this desk
 * that Kela has not counted yet.
 */
function sumsNow(tx: Tx, patient: Patient, tariff: Tariff, kela: KelaAnswer | null, today: LocalDate): YearlySums {
  const uncounted = tx.followUps
    .ofPatient(patient.id)
    .filter(
      one =>
        one.state === 'waiting' &&
        dateInHelsinki(instantMs(one.at)).slice(0, 4) === today.slice(0, 4) &&
        (kela === null || one.at >= kela.asOf),
    )
    .flatMap(one => saleOfFollowUp(one) ?? [])
    .at(-1);
  return uncounted?.line.receipt.after ?? kela?.sums ?? sumsAtStart(patient.birthDate, tariff);
}

const basisIn = (env: Environment, tx: Tx, patient: Patient): SaleBasis => {
  const [tariff, kela] = [tariffNow(env), freshAnswer(env, patient.id)];
  const sums = tariff === null ? UNKNOWN_SUMS : sumsNow(tx, patient, tariff, kela, env.clock.today());
  return { tariff, kela, sums };
};

/** On what the receipts of a customer stand now, without asking anybody. */
export const saleBasisNow = (env: Environment, patientId: string): SaleBasis | null =>
  env.store.read(tx => {
    const patient = tx.patients.get(patientId);
    return patient === null ? null : basisIn(env, tx, patient);
  });

/**
 * The same after asking Kela, once for a customer: every receipt of the basket is counted from the one answer.
 * @param again ask even if a fresh answer is there
 */
export async function askSaleBasis(
  env: Environment,
  desk: Desk,
  patientId: string,
  again: boolean,
): Promise<Result<Readonly<{ basis: SaleBasis; fault: ErrorCode | 'noIdentityCode' | null }>, Failure<'PAT-0002'>>> {
  const opened = openedPatient(env, desk, patientId);
  if (!opened.ok) return fail({ code: 'PAT-0002' });
  const { patient, opening } = opened.value;
  const { identityCode } = patient;
  let fault: ErrorCode | 'noIdentityCode' | null = identityCode === null ? 'noIdentityCode' : null;
  if (identityCode !== null && (again || freshAnswer(env, patientId) === null)) {
    env.store.write(tx =>
      auditIn(tx, env, desk.professional, {
        act: 'search',
        patientId,
        subject: null,
        reason: REIMBURSEMENT,
        outcome: 'ok',
      }),
    );
    const asked = await env.reimbursement.ask(
      { identityCode, day: env.clock.today() },
      contextOf(env, desk.professional, REIMBURSEMENT, opening.basis ?? ''),
    );
    if (asked.ok) answersOf(env).set(patientId, asked.value);
    else {
      forgetKelaAnswer(env, patientId);
      fault = asked.error.code;
    }
  }
  return ok({ basis: env.store.read(tx => basisIn(env, tx, patient)), fault });
}

/** Who does it, as the queue names an author. */
const authorOf = ({ professional }: Desk): FollowUp['author'] => ({
  registrationNumber: professional.registrationNumber,
  name: fullName(professional),
  right: professional.right,
  organisationOid: professional.organisation.oid,
  unitOid: professional.organisation.oid,
});

type Sold = SoldForm & Readonly<{ documentOid: Oid; patientId: string }>;

/** In the transaction of the dispensing: the sale as it was counted, and every pack that was read. */
export function keepSale(tx: Tx, env: Environment, desk: Desk, sold: Sold): void {
  const patient = tx.patients.get(sold.patientId);
  const chosen = chosenOf(sold);
  if (patient === null || chosen === null) return;
  const { documentOid, patientId } = sold;
  const common = { documentOid, patientId, author: authorOf(desk), answer: null, at: env.clock.now() };
  const [line] = saleLines([sold], basisIn(env, tx, patient));
  const { vnr, atc, tradeName, strength, sizeText } = chosen.package;
  if (line !== undefined && line !== null) {
    const isReported = line.reimbursement !== 'none' && patient.identityCode !== null && vnr !== null;
    const { priceCents, referenceCents, feeCents, receipt } = line;
    const sale: KeptSale = {
      dispensingOid: documentOid,
      name: [tradeName, strength, sizeText].filter(part => part !== '').join(' '),
      line,
      report: isReported
        ? {
            dispensingOid: documentOid,
            identityCode: patient.identityCode,
            day: env.clock.today(),
            vnr,
            atc,
            packages: packagesOf(sold.form) ?? 1,
            reimbursement: chosen.package.reimbursement,
            priceCents,
            referenceCents,
            feeCents,
            paidCents: receipt.payCents,
          }
        : null,
    };
    tx.followUps.add({
      ...common,
      id: `purchase ${documentOid}`,
      kind: 'purchase',
      body: sale,
      state: isReported ? 'waiting' : 'done',
      settledAt: isReported ? null : common.at,
    });
  }
  keepPacksSupplied(tx, { documentOid, patientId, author: authorOf(desk) }, sold.form.packs, common.at);
}

/**
 * In the transaction of a cancellation: what was reported of the dispensing counts no more, and packs that never left are to
 * be active again.
 */
export function keepSaleCancelled(
  tx: Tx,
  env: Environment,
  desk: Desk,
  dispensing: Readonly<{ patientId: string; documentOid: Oid; packs: PackFate | null; cancellation: Oid }>,
): void {
  const { patientId, documentOid, packs, cancellation } = dispensing;
  const of = { patientId, documentOid, author: authorOf(desk) };
  cancelPurchase(tx, of, env.clock.now());
  if (packs === 'inPharmacy') keepPacksReturned(tx, of, cancellation, env.clock);
}

/** A sale of this desk with what Kela made of it. */
export type SaleHere = Readonly<{
  sale: KeptSale;
  state: FollowUp['state'];
  settled: SettledPurchase | null;
  cancelled: boolean;
  packs: ReturnType<typeof packCounts>;
}>;

/** Sales of this desk to a customer, oldest first. */
export function salesHere(tx: Tx, patientId: string): readonly SaleHere[] {
  const all = tx.followUps.ofPatient(patientId);
  return all.flatMap(one => {
    const sale = saleOfFollowUp(one);
    if (sale === null) return [];
    return [
      {
        sale,
        state: one.state,
        settled: one.state === 'done' && one.answer !== null ? (one.answer as SettledPurchase) : null,
        cancelled: all.some(({ id }) => id === `purchaseCancelled ${one.documentOid}`),
        packs: packCounts(tx, patientId, one.documentOid),
      },
    ];
  });
}
