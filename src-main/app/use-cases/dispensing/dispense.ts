import { type DispensingDraft } from '../../../../shared/contract/dispensing.contract.ts';
import { type Preview, type SignResult, type Sourced } from '../../../../shared/contract/signing.contract.ts';
import {
  EMPTY_DISPENSING_FORM,
  type Dispensing,
  type DispensingForm,
} from '../../../../shared/domain/dispensing/dispensing.ts';
import {
  checkDispensing,
  dispensingFigures,
  dispensingFromForm,
  signingStops,
  type DispensingFacts,
  type DispensingFigures,
} from '../../../../shared/domain/dispensing/dispensing.rules.ts';
import { type BiologicalClock, type BiologicalLot } from '../../../../shared/domain/dispensing/biological-clock.ts';
import { clockOf } from '../../../../shared/domain/dispensing/sale.rules.ts';
import { lastDayOfUse } from '../../../../shared/domain/dispensing/dispensing-facts.ts';
import { packageChoices, type PackageChoice } from '../../../../shared/domain/dispensing/package-choices.ts';
import { carriedOver } from '../../../../shared/domain/dispensing/carried-over.ts';
import { writtenAtFirst, writtenOf } from '../../../../shared/domain/dispensing/written-package.ts';
import { type DispensingChange } from '../../../../shared/domain/documents/dispensing-change.ts';
import { type Finding } from '../../../../shared/domain/finding.ts';
import { type PrescriptionRow } from '../../../../shared/domain/prescribing/prescription.ts';
import { expiresOn } from '../../../../shared/domain/prescribing/validity.ts';
import { sameUnit } from '../../../../shared/domain/prescribing/amounts.ts';
import { packageContent } from '../../../../shared/domain/prescribing/product-of-package.ts';
import { wholeTimes } from '../../../../shared/kernel/decimal.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type Instant } from '../../../../shared/kernel/time.ts';
import { type Environment } from '../../environment.ts';
import { type Draft } from '../../ports/store/drafts.port.ts';
import { withDatabase } from '../../medicine-release.ts';
import { packsLeftOver } from '../../sync/owed-packs.ts';
import { contextOf } from '../../session/query-context.ts';
import { type Desk } from '../../session/session.ts';
import { actOf, noteAct } from './made.ts';
import { actRefusal, laneOf, reasonOfAct } from './pharmacy-acts.ts';
import { type CentreWord, changeSince, holdListed, type OpenRefusal, outageOf, rowRefusal } from './centre-word.ts';
import { keepSale, keepSaleCancelled, saleBasisNow } from './counter-sales.ts';
import { noteHolding } from './holdings.ts';
import { biologicalsOf, keptVnr, saleOf } from './sale.ts';
import { settleWaiting } from './settle.ts';
import { knowledgeContextOf } from '../knowledge/knowledge-context.ts';
import { openedPatient } from '../patients/open-patient.ts';
import { listPrescriptions } from '../prescribing/prescription-list.ts';
import { discardDraft, draftOf, draftsOf, openDraft } from '../signing/drafts.ts';
import { freeze } from '../signing/freeze.ts';
import { signDocuments } from '../signing/sign-documents.ts';
import { type Signable } from '../signing/signable.ts';

/** Query reason of 1.2.246.537.5.40110.2006: dispensing. */
const DISPENSING = '6';

/** What a dispensing draft keeps beside the form: the prescription as it was when the form opened, and the hold. */
type Kept = CentreWord & Readonly<{ form: DispensingForm; biologicals: readonly BiologicalLot[] | null }>;

/** Drafts of an earlier version do not say when their row was read, and know fewer fields. */
const keptOf = (draft: Draft): Kept => {
  const kept = draft.form as Omit<Kept, 'rowAt' | 'unansweredAt' | 'biologicals'>;
  return {
    rowAt: null,
    unansweredAt: null,
    biologicals: null,
    ...kept,
    form: { ...EMPTY_DISPENSING_FORM, ...kept.form },
  };
};

const shownDraft = (draft: Draft): DispensingDraft => ({
  draftId: draft.id,
  documentOid: draft.documentOid,
  patientId: draft.patientId,
  prescriptionSetId: draft.subjectOid as Oid,
  form: keptOf(draft).form,
  savedAt: draft.savedAt,
});

const choicesOf = (env: Environment, row: PrescriptionRow): readonly PackageChoice[] => {
  const catalogue = env.catalogue();
  return packageChoices(row.prescription, {
    byVnr: vnr => catalogue.byVnr(vnr),
    byGroup: group => catalogue.byGroup(group),
    byAtc: atc => catalogue.byAtc(atc),
  });
};

/** As many packages as were prescribed, but no more than what is left holds: a person changes it where it is less. */
function packagesAtFirst({ prescription, remaining }: PrescriptionRow, first: PackageChoice | undefined): number {
  if (prescription.amount.mode !== '1') return 1;
  const { packages } = prescription.amount;
  const content =
    first?.relation === 'prescribed' || first?.relation === 'written' ? packageContent(first.package) : null;
  if (content === null || remaining === null || !sameUnit(content.unit, remaining.unit)) return packages;
  return Math.max(1, Math.min(packages, wholeTimes(remaining.value, content.value)));
}

type OpenedForm = Readonly<{
  draft: DispensingDraft;
  row: PrescriptionRow;
  choices: PackageChoice[];
  held: boolean;
  source: Sourced;
}>;

/**
 * Opens the form of one dispensing and takes the hold when the line is up. Without a line it goes on without a hold on what
 * the cache knows; the service checks again when the dispensing arrives. Opening again gives the draft that is there.
 */
export async function openDispensingForm(
  env: Environment,
  desk: Desk,
  patientId: string,
  setId: Oid,
): Promise<Result<OpenedForm, OpenRefusal>> {
  const opened = openedPatient(env, desk, patientId);
  if (!opened.ok) return opened;
  const { patient, opening } = opened.value;
  const relation = opening.basis ?? '';
  const context = contextOf(env, desk.professional, DISPENSING, relation);
  const quick = await holdListed(env, desk, patient, setId, context);
  const { rows, source } = quick ?? (await listPrescriptions(env, desk, patient, DISPENSING, relation));
  const row = rows.find(r => r.prescription.setId === setId);
  if (row === undefined) return fail({ code: 'RX-0001' });
  const rowAt = source.asOf as Instant | null;
  const refused = rowRefusal(row);
  if (refused !== null) return fail(refused);

  const draftHere = (): Draft | undefined =>
    draftsOf(env, desk, 'dispensing', patientId).find(draft => draft.subjectOid === setId && actOf(draft) === null);
  const before = draftHere();
  let secret = quick?.secret ?? (before === undefined ? null : keptOf(before).holdSecret);
  if (quick === null && source.from === 'service' && row.acceptance === 'accepted') {
    const hold = await env.centre.hold(setId, context);
    if (hold.ok) secret = hold.value.secret;
    else if (hold.error.code.startsWith('RX-'))
      return fail({ code: hold.error.code as 'RX-0001' | 'RX-0002' | 'RX-0003' });
  }
  const unansweredAt = source.from === 'service' ? null : env.clock.now();
  const biologicals = await biologicalsOf(env, desk, patient, row, context);
  const choices = choicesOf(env, row);
  const template = choices.find(({ relation }) => relation === 'written')?.package ?? null;
  const written = template === null ? null : writtenAtFirst(row, template);
  // Looked up again: while the line answered, the draft may have been made, typed on, signed or thrown away.
  const existing = draftHere();
  if (existing !== undefined) {
    const kept = keptOf(existing);
    const typed = carriedOver(kept.form, kept.row, row);
    const draft: Draft = {
      ...existing,
      form: {
        ...kept,
        form: { ...typed, written: written && (typed.written ?? written) },
        row,
        rowAt,
        holdSecret: secret,
        unansweredAt,
        biologicals,
      } satisfies Kept,
      frozen: null,
    };
    env.store.write(tx => tx.drafts.put(draft));
    return ok({ draft: shownDraft(draft), row, choices: [...choices], held: secret !== null, source });
  }
  const form: DispensingForm = {
    ...EMPTY_DISPENSING_FORM,
    vnr:
      keptVnr(env, patient, choices, biologicals) ??
      (choices[0]?.relation === 'prescribed' ? choices[0].package.vnr : null),
    written,
    packages: String(packagesAtFirst(row, choices[0])),
    labelDoseText: row.prescription.dose.text,
  };
  const kept: Kept = { form, row, rowAt, holdSecret: secret, unansweredAt, biologicals };
  const draft = openDraft(env, desk, { kind: 'dispensing', patientId, subjectOid: setId, form: kept });
  return ok({ draft: shownDraft(draft), row, choices: [...choices], held: secret !== null, source });
}

/** The draft of a form; an act on something stored has none. */
function formDraft(env: Environment, desk: Desk, draftId: string): Result<Draft, Failure<'FORM-0004'>> {
  const draft = draftOf(env, desk, 'dispensing', draftId);
  return draft.ok && actOf(draft.value) !== null ? fail({ code: 'FORM-0004' }) : draft;
}

export const dispensingDrafts = (env: Environment, desk: Desk, patientId: string): DispensingDraft[] =>
  draftsOf(env, desk, 'dispensing', patientId)
    .filter(draft => actOf(draft) === null)
    .map(shownDraft);

/**
 * Keeps what was typed.
 * @param knownAt the saving that it was typed on; null to replace whatever lies there. A form that another window has saved
 * since is refused: neither of the two is lost, and a person says which one stays
 */
export function saveDispensingForm(
  env: Environment,
  desk: Desk,
  draftId: string,
  form: DispensingForm,
  knownAt: Instant | null,
): Result<{ savedAt: Instant }, Failure<'FORM-0004' | 'FORM-0007'>> {
  const draft = formDraft(env, desk, draftId);
  if (!draft.ok) return draft;
  if (knownAt !== null && draft.value.savedAt !== knownAt) return fail({ code: 'FORM-0007' });
  const savedAt = env.clock.now();
  const kept: Kept = { ...keptOf(draft.value), form };
  env.store.write(tx => tx.drafts.put({ ...draft.value, form: kept, frozen: null, savedAt }));
  return ok({ savedAt });
}

/**
 * Fills a form with what a refused dispensing held, as far as it is the dispenser's own choice. What the prescription says
 * now stays: the dose of the label, what is left. Nothing is confirmed anew by itself.
 */
export function refillDispensing(env: Environment, desk: Desk, draftId: string, made: Dispensing): void {
  const draft = draftOf(env, desk, 'dispensing', draftId);
  if (!draft.ok) return;
  const { row, form } = keptOf(draft.value);
  saveDispensingForm(
    env,
    desk,
    draftId,
    {
      ...form,
      packs: env.store.read(tx => packsLeftOver(tx, draft.value.patientId, made.oid)),
      vnr: choicesOf(env, row).some(choice => choice.package.vnr === made.product.vnr) ? made.product.vnr : form.vnr,
      written: form.written && writtenOf(made, form.written),
      packages: String(made.packages),
      splitAmount: made.split ? made.amount.value : '',
      substitutionRefusal: made.substitutionRefusal,
      substitutionRefusalText: made.substitutionRefusalText,
      doseDispensed: made.doseDispensed,
      remark: made.remark,
      confirmations: [],
    },
    null,
  );
}

/** Takes the draft away and gives the hold back; a hold that cannot be given back now ends by itself. */
export async function discardDispensing(
  env: Environment,
  desk: Desk,
  draftId: string,
): Promise<Result<Record<string, never>, Failure<'FORM-0004'>>> {
  const draft = formDraft(env, desk, draftId);
  if (!draft.ok) return draft;
  const { holdSecret } = keptOf(draft.value);
  if (holdSecret !== null && draft.value.subjectOid !== null) {
    const released = await env.centre.release(
      draft.value.subjectOid,
      holdSecret,
      contextOf(env, desk.professional, DISPENSING, ''),
    );
    if (!released.ok) env.log.warn('hold.release', { code: released.error.code });
  }
  return discardDraft(env, desk, 'dispensing', draftId);
}

function factsOf(env: Environment, desk: Desk, draft: Draft, form: DispensingForm): DispensingFacts | null {
  const patient = env.store.read(tx => tx.patients.get(draft.patientId));
  if (patient === null) return null;
  const { row, biologicals } = keptOf(draft);
  const choices = choicesOf(env, row);
  return {
    form,
    row,
    choices,
    patient,
    dispenser: desk.professional,
    basis: desk.opened.get(draft.patientId)?.basis ?? null,
    today: env.clock.today(),
    knowledge: knowledgeContextOf(env, desk, draft),
    sale: saleOf(env, draft, { form, choices, row }, saleBasisNow(env, draft.patientId), biologicals),
    document: { oid: draft.documentOid, setId: draft.documentOid, version: 1 },
    ...outageOf(env, keptOf(draft)),
  };
}

type Checked = Readonly<{ findings: Finding[]; clock: BiologicalClock | 'unknown' | null } & DispensingFigures>;

export function checkDispensingForm(
  env: Environment,
  desk: Desk,
  draftId: string,
  form: DispensingForm,
): Result<Checked, Failure<'FORM-0004'>> {
  const draft = formDraft(env, desk, draftId);
  if (!draft.ok) return draft;
  const facts = factsOf(env, desk, draft.value, form);
  if (facts === null) return fail({ code: 'FORM-0004' });
  const findings = withDatabase(checkDispensing(facts), env.catalogue().release());
  return ok({ findings: [...findings], clock: clockOf(facts), ...dispensingFigures(facts) });
}

type PreviewRefusal = Failure<'FORM-0003' | 'FORM-0004' | 'PAT-0003' | 'RX-0003' | 'RX-0004'>;

export function previewDispensings(
  env: Environment,
  desk: Desk,
  draftIds: readonly string[],
): Result<Preview[], PreviewRefusal> {
  const previews: Preview[] = [];
  for (const draftId of draftIds) {
    const draft = formDraft(env, desk, draftId);
    if (!draft.ok) return draft;
    const kept = keptOf(draft.value);
    const facts = factsOf(env, desk, draft.value, kept.form);
    if (facts === null) return fail({ code: 'FORM-0004' });
    const findings = withDatabase(checkDispensing(facts), env.catalogue().release());
    const blocks = findings.filter(f => f.severity === 'block');
    if (blocks.length > 0) return fail({ code: 'FORM-0003', detail: blocks.map(f => f.rule) });
    const written = dispensingFromForm(kept.form, {
      ...facts,
      oid: draft.value.documentOid,
      setId: draft.value.documentOid,
      version: 1,
      at: env.clock.now(),
      releaseId: env.catalogue().release().id,
    });
    if (!written.ok) return fail({ code: 'FORM-0003', detail: written.error.map(f => f.rule) });
    previews.push(
      freeze(env, draft.value, { kind: 'dispensing', content: written.value }, titleOf(written.value), findings),
    );
  }
  return ok(previews);
}

const titleOf = ({ product }: Dispensing): string =>
  [product.tradeName, product.strength].filter(part => part !== '').join(' ');

/**
 * How a dispensing is signed, and every act of a pharmacy on what is stored: in the lane of the prescription. A dispensing
 * takes a running number for its label; its correction keeps it.
 */
export const dispensingSignable = (env: Environment, desk: Desk): Signable => ({
  kind: 'dispensing',
  act: 'dispensing',
  service: 'resepti',
  reason: DISPENSING,
  reasonOf(draft) {
    const act = actOf(draft);
    return act === null ? DISPENSING : reasonOfAct(act.act);
  },
  kindOf: (_content, draft) => actOf(draft)?.act ?? 'dispensing',
  refusal(draft) {
    if (actOf(draft) !== null) return actRefusal(env, draft);
    const kept = keptOf(draft);
    const facts = factsOf(env, desk, draft, kept.form);
    if (facts === null) return { code: 'FORM-0004' };
    const changed = changeSince(env, desk, draft.patientId, kept);
    if (changed !== null) return changed;
    const stops = signingStops(checkDispensing(facts), kept.form.confirmations);
    return stops.length === 0 ? null : { code: 'FORM-0005', detail: stops.map(f => f.rule) };
  },
  confirmations: draft => (actOf(draft) === null ? keptOf(draft).form.confirmations : []),
  // The lane of the prescription: its own document, if it still waits here, goes first.
  orderKey: laneOf,
  summary: (content, draft) => actOf(draft)?.title ?? titleOf(content as Dispensing),
  validUntil(_content, draft) {
    const act = actOf(draft);
    return act === null ? expiresOn(keptOf(draft).row.prescription) : (act.validUntil ?? null);
  },
  alsoStore(tx, draft) {
    const act = actOf(draft);
    if (act === null) {
      const { form, row, rowAt } = keptOf(draft);
      const opening = desk.opened.get(draft.patientId);
      const base = {
        kind: 'prescription',
        row,
        basis: opening?.basis ?? null,
        collector: opening?.collector ?? '',
      } as const;
      tx.bases.put(draft.id, base, rowAt ?? draft.createdAt);
      const running = tx.nextNumber('label');
      tx.settings.put(`label.${draft.documentOid}`, {
        running,
        prescription: row.prescription,
        useBefore: lastDayOfUse(form),
      });
      const { documentOid, patientId } = draft;
      keepSale(tx, env, desk, { form, row, choices: choicesOf(env, row), documentOid, patientId });
      return;
    }
    noteAct(tx, draft.documentOid, act.act);
    if (draft.frozen !== null) noteHolding(tx, env, desk, draft, laneOf(draft.frozen.content as Dispensing), act.act);
    if (act.act === 'dispensingCancellation' && draft.frozen !== null)
      keepSaleCancelled(tx, env, desk, {
        patientId: draft.patientId,
        documentOid: (draft.frozen.content as Dispensing).setId,
        packs: act.packs ?? null,
        cancellation: draft.documentOid,
      });
    const replaced = (draft.frozen?.content as { change?: DispensingChange } | undefined)?.change?.replaces.oid;
    const label = replaced === undefined ? null : tx.settings.get(`label.${replaced}`);
    if (label !== null && act.act === 'dispensingCorrection') tx.settings.put(`label.${draft.documentOid}`, label);
  },
});

export async function signDispensings(
  env: Environment,
  desk: Desk,
  items: readonly Readonly<{ draftId: string; digest: string }>[],
  pin2: string | null,
): Promise<Result<SignResult, Failure>> {
  const result = await signDocuments(env, desk, dispensingSignable(env, desk), items, pin2);
  // Kela and the verification service are told beside it: the label does not wait for them.
  void settleWaiting(env);
  return result;
}
