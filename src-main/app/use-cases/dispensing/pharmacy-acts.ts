import { type Generation } from '../../../../shared/codes/cda-generations.ts';
import { type Preview } from '../../../../shared/contract/signing.contract.ts';
import { type Dispensing } from '../../../../shared/domain/dispensing/dispensing.ts';
import {
  ACT_NAMES,
  checkAct,
  correctedDispensing,
  correctedPrescription,
  eventOf,
  remainingWith,
  type ActFacts,
  type PharmacyAct,
  type PharmacyActKind,
} from '../../../../shared/domain/dispensing/pharmacy-act.ts';
import { checkAsk, recipientOf } from '../../../../shared/domain/dispensing/renewal-ask.ts';
import { type RenewalState } from '../../../../shared/domain/lifecycle/renewal.machine.ts';
import { type DocumentContent } from '../../../../shared/domain/documents/content.ts';
import { type Finding } from '../../../../shared/domain/finding.ts';
import { CHANGE_RULES, type ChangeFacts } from '../../../../shared/domain/lifecycle/change.rules.ts';
import { ownPharmacy, refusalOf, statusOf } from '../../../../shared/domain/lifecycle/row-status.ts';
import { type Patient } from '../../../../shared/domain/people/person.ts';
import { type PrescriptionRow } from '../../../../shared/domain/prescribing/prescription.ts';
import { productName } from '../../../../shared/domain/prescribing/product.ts';
import { expiresOn } from '../../../../shared/domain/prescribing/validity.ts';
import { blocksOf, findingsBy } from '../../../../shared/domain/rule.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { type LocalDate } from '../../../../shared/kernel/time.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type Environment } from '../../environment.ts';
import { type Draft } from '../../ports/store/drafts.port.ts';
import { type Desk } from '../../session/session.ts';
import { packsMade } from '../../sync/owed-packs.ts';
import { openedPatient } from '../patients/open-patient.ts';
import { listPrescriptions } from '../prescribing/prescription-list.ts';
import { storedVersion } from '../prescribing/stored-version.ts';
import { draftsOf, openDraft } from '../signing/drafts.ts';
import { freeze } from '../signing/freeze.ts';
import { actOf, madeHere, messageHere, type KeptAct, type MadeHere } from './made.ts';

/** Query reasons of 1.2.246.537.5.40110.2006: 4 correction, 6 dispensing, 7 correcting or cancelling a dispensing, 24 sending a renewal request. */
const REASONS: Readonly<Record<PharmacyActKind, string>> = {
  dispensingCancellation: '7',
  dispensingCorrection: '7',
  prescriptionCorrection: '4',
  lock: '4',
  unlock: '4',
  reservation: '6',
  reservationRelease: '6',
  doseDispensing: '6',
  doseDispensingRelease: '6',
  renewalRequest: '24',
};
/** What an act undoes, where it undoes something. */
const UNDONE = {
  unlock: 'lock',
  reservationRelease: 'reservation',
  doseDispensingRelease: 'doseDispensing',
} as const;
export const reasonOfAct = (kind: PharmacyActKind): string => REASONS[kind];

type Refused = Failure<'PAT-0002' | 'PAT-0003' | 'PAT-0004' | 'RX-0001' | 'RX-0003'>;
type Prepared = Readonly<{ preview: Preview | null; findings: Finding[] }>;

/** What an act is about: the prescription as the Centre tells it, and the own dispensing that is changed. */
type Subject = Readonly<{ row: PrescriptionRow | null; made: MadeHere | null; packsOut: number }>;

function subjectOf(
  env: Environment,
  patientId: string,
  act: PharmacyAct,
  rows: readonly PrescriptionRow[],
): Subject | null {
  const rowOf = (setId: Oid): PrescriptionRow | null =>
    rows.find(({ prescription }) => prescription.setId === setId) ?? null;
  if (act.kind !== 'dispensingCancellation' && act.kind !== 'dispensingCorrection') {
    const row = rowOf(act.setId);
    return row === null ? null : { row, made: null, packsOut: 0 };
  }
  const made = env.store.read(tx => madeHere(tx, patientId)).find(({ dispensing }) => dispensing.setId === act.setId);
  if (made === undefined) return null;
  const packs = env.store.read(tx => packsMade(tx, patientId, act.setId, env.clock));
  return {
    made,
    row: rowOf(made.dispensing.prescription.setId),
    packsOut: packs.filter(({ standing }) => standing === 'out').length,
  };
}

function factsOf(act: PharmacyAct, { row, made, packsOut }: Subject): ActFacts {
  const before = made?.dispensing ?? null;
  return {
    act,
    refusal:
      row === null || act.kind === 'renewalRequest'
        ? null
        : refusalOf(row, eventOf(act), ownPharmacy(row, made !== null)),
    dispensing:
      before === null
        ? null
        : { before, after: act.kind === 'dispensingCorrection' ? correctedDispensing(before, row, act.form) : null },
    prescription: row?.prescription ?? null,
    packsOut,
  };
}

const GENERATIONS: Readonly<Record<Generation, ChangeFacts['generation']>> = {
  older: 'backward',
  same: 'same',
  newer: 'forward',
  unknown: 'unsupported',
};

/** A pharmacy's correction of a prescription is judged by the rules of all changes too. */
function changeFindings(act: PharmacyAct, row: PrescriptionRow | null): readonly Finding[] {
  if (act.kind !== 'prescriptionCorrection' || row === null) return [];
  const { prescription } = row;
  const medicine = productName(prescription.product, 'fi');
  const parties = { patient: prescription.patient, prescriber: prescription.prescriber, medicine };
  return findingsBy(CHANGE_RULES, {
    status: statusOf(row),
    event: eventOf(act),
    actor: ownPharmacy(row),
    generation: GENERATIONS[row.generation ?? 'same'],
    before: { ...parties, version: prescription.version },
    after: parties,
    newestVersion: prescription.version,
    reason: { code: act.consent === null ? '7' : '4', text: act.reason },
    shownDigest: null,
    signedDigest: null,
    consent: act.consent,
    denied: false,
    fromInstruction: '',
  });
}

/** An own request that the Centre has not accepted counts first; then what the Centre told of the newest one, whoever made it. */
const askedState = (
  env: Environment,
  patientId: string,
  { renewal, prescription: { setId } }: PrescriptionRow,
): RenewalState =>
  env.store.read(tx => {
    const own = messageHere(tx, patientId, 'renewalRequest', setId);
    const waits = own !== null && tx.outbox.byDocument(own.oid)?.state !== 'accepted';
    return waits ? 'sent' : (renewal?.state ?? (own === null ? 'none' : 'sent'));
  });

/** The rules of renewal (R46 to R50) on a request. */
function askFindings(
  env: Environment,
  patientId: string,
  act: PharmacyAct,
  row: PrescriptionRow | null,
): readonly Finding[] {
  if (act.kind !== 'renewalRequest' || row === null) return [];
  const { prescription } = row;
  const { product } = prescription;
  const catalogue = env.catalogue();
  return checkAsk({
    prescription,
    form: act.form,
    state: askedState(env, patientId, row),
    packageNow: product.kind === '1' ? catalogue.byVnr(product.vnr) : undefined,
    release: catalogue.release().id,
    today: env.clock.today(),
  });
}

/** A request is stopped by what asks for a confirmation too: it is given in its form. */
const stopsOf = (act: PharmacyAct, findings: readonly Finding[]): readonly Finding[] =>
  act.kind === 'renewalRequest'
    ? findings.filter(({ severity }) => severity === 'block' || severity === 'confirm')
    : blocksOf(findings);

const consentWords = (consent: Readonly<{ prescriber: string; at: string; phone: string }>): string =>
  `(${[consent.prescriber, consent.at, consent.phone]
    .map(part => part.trim())
    .filter(part => part !== '')
    .join(', ')})`;

/** The document of an act. `draft` gives its OID; everything else follows from the subject. */
function documentOf(
  env: Environment,
  desk: Desk,
  patient: Patient,
  act: PharmacyAct,
  { row, made }: Subject,
  { documentOid: oid }: Draft,
): DocumentContent | null {
  const at = env.clock.now();
  const by = desk.professional;
  const reason = act.reason.trim();
  if (act.kind === 'dispensingCancellation' || act.kind === 'dispensingCorrection') {
    if (made === null) return null;
    const { dispensing: before } = made;
    const replaced = { oid: before.oid, setId: before.setId, version: before.version };
    const change = {
      replaces: { ...replaced, type: before.version === 1 ? ('10' as const) : ('12' as const) },
      by,
      at,
      reason,
    };
    const version = before.version + 1;
    if (act.kind === 'dispensingCancellation') {
      const remaining = remainingWith(before, row, null);
      return { kind: act.kind, content: { ...before, oid, version, remaining, fullyDispensed: false, change } };
    }
    const after = correctedDispensing(before, row, act.form);
    return after === null ? null : { kind: act.kind, content: { ...after, oid, version, change } };
  }
  if (row === null) return null;
  const { prescription } = row;
  const reference = { oid: prescription.oid, setId: prescription.setId, version: prescription.version };
  if (act.kind === 'prescriptionCorrection')
    return {
      kind: act.kind,
      content: {
        ...correctedPrescription(prescription, act),
        oid,
        version: prescription.version + 1,
        correction: {
          replaces: { ...reference, type: prescription.version === 1 ? '1' : '3' },
          corrector: by,
          correctedAt: at,
          // 7 technical, 4 other change: who agreed by word of mouth stands in the text, where the code system has no place.
          reason: {
            code: act.consent === null ? '7' : '4',
            text: act.consent === null ? reason : `${reason} ${consentWords(act.consent)}`,
          },
        },
      },
    };
  if (act.kind === 'renewalRequest') {
    const { identifierNumber, family, given } = prescription.prescriber;
    return {
      kind: act.kind,
      content: {
        oid,
        setId: oid,
        version: 1,
        language: patient.language,
        patient,
        at,
        requester: { kind: 'professional', professional: by },
        recipient: recipientOf(prescription, patient.language),
        prescription: {
          reference,
          productName: productName(prescription.product, patient.language),
          prescribedAt: prescription.prescribedAt,
          prescriber: { identifierNumber, family, given },
        },
        message: reason,
        consent: act.form.consent,
        smsPhone: act.form.smsPhone.trim(),
      },
    };
  }
  const { kind } = act;
  const undoes =
    kind === 'unlock' || kind === 'reservationRelease' || kind === 'doseDispensingRelease'
      ? env.store.read(tx => messageHere(tx, patient.id, UNDONE[kind], prescription.setId))
      : null;
  return {
    kind: act.kind,
    content: {
      oid,
      setId: oid,
      version: 1,
      language: patient.language,
      patient,
      by,
      at,
      prescription: reference,
      reason,
      undoes,
    },
  };
}

/** What is done to what, in the language of the document: as the queue and the signing dialog name it. */
function titleOf(act: PharmacyAct, { row, made }: Subject, { language }: Patient): string {
  const product = made?.dispensing.product ?? row?.prescription.product ?? null;
  const name = product === null ? [] : [productName(product, language), product.strength];
  return `${ACT_NAMES[act.kind][language]}: ${name.filter(part => part !== '').join(' ')}`;
}

/** A correction, or what takes a prescription, says nothing any more once that has run out; what undoes, always does. */
function lapses(act: PharmacyAct, { row }: Subject): LocalDate | null {
  const onValid =
    act.kind === 'prescriptionCorrection' ||
    act.kind === 'lock' ||
    act.kind === 'reservation' ||
    act.kind === 'doseDispensing';
  return onValid && row !== null ? expiresOn(row.prescription) : null;
}

/**
 * The document of one act, frozen for signing. Prepared again it takes the place of the one before. Without a line it is made
 * on what the cache knows; the Centre looks again when it arrives.
 */
export async function prepareAct(
  env: Environment,
  desk: Desk,
  patientId: string,
  act: PharmacyAct,
): Promise<Result<Prepared, Refused>> {
  const opened = openedPatient(env, desk, patientId);
  if (!opened.ok) return opened;
  const { patient, opening } = opened.value;
  const { rows } = await listPrescriptions(env, desk, patient, '6', opening.basis ?? '');
  const subject = subjectOf(env, patientId, act, rows);
  if (subject === null) return fail({ code: 'RX-0001' });
  if (subject.made?.change?.kind === 'cancellation') return fail({ code: 'RX-0003' });
  const findings = [
    ...checkAct(factsOf(act, subject)),
    ...changeFindings(act, subject.row),
    ...askFindings(env, patientId, act, subject.row),
  ];
  const key = `${act.kind} ${act.setId}`;
  const before = draftsOf(env, desk, 'dispensing', patientId).filter(draft => actOf(draft)?.subject === key);
  env.store.write(tx => before.forEach(draft => tx.drafts.remove(draft.id)));
  if (stopsOf(act, findings).length > 0) return ok({ preview: null, findings });
  const draft = openDraft(env, desk, { kind: 'dispensing', patientId, subjectOid: null, form: {} });
  const document = documentOf(env, desk, patient, act, subject, draft);
  const title = titleOf(act, subject, patient);
  const form: KeptAct = {
    act: act.kind,
    subject: key,
    title,
    validUntil: lapses(act, subject),
    ...(act.kind === 'dispensingCancellation' ? { packs: act.packs } : {}),
  };
  const kept: Draft = { ...draft, form };
  env.store.write(tx => (document === null ? tx.drafts.remove(draft.id) : tx.drafts.put(kept)));
  if (document === null) return fail({ code: 'RX-0003' });
  const stored =
    act.kind === 'prescriptionCorrection' && subject.row !== null
      ? await storedVersion(env, desk, subject.row.prescription.oid, '4')
      : (subject.made?.document.bytes ?? null);
  return ok({ preview: freeze(env, kept, document, title, findings, undefined, stored ?? undefined), findings });
}

/** A last look before the card is asked: the version that is changed is still the newest one here. */
export function actRefusal(env: Environment, draft: Draft): Failure | null {
  const content = draft.frozen?.content as Readonly<{ setId: Oid; version: number; change?: unknown }> | undefined;
  if (content?.change === undefined) return null;
  const newest = env.store
    .read(tx => madeHere(tx, draft.patientId))
    .find(({ dispensing }) => dispensing.setId === content.setId);
  return newest?.dispensing.version === content.version - 1 && newest.change?.kind !== 'cancellation'
    ? null
    : { code: 'RX-0003' };
}

/** The prescription that a document belongs to: its lane in the queue. */
export function laneOf(content: DocumentContent['content']): Oid {
  const { prescription } = content as Readonly<{
    prescription?: Partial<Dispensing['prescription']> & Readonly<{ reference?: Dispensing['prescription'] }>;
  }>;
  return prescription?.reference?.setId ?? prescription?.setId ?? content.setId;
}
