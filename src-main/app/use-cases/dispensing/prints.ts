import { type Dispensing } from '../../../../shared/domain/dispensing/dispensing.ts';
import { type Prescription, type PrescriptionRow } from '../../../../shared/domain/prescribing/prescription.ts';
import { summaryRows, type SummaryChoice } from '../../../../shared/domain/prescribing/prescription-summary.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type LocalDate } from '../../../../shared/kernel/time.ts';
import { type Environment } from '../../environment.ts';
import {
  type LabelContent,
  type PrintedPdf,
  type ReceiptContent,
  type SheetContent,
} from '../../ports/platform.port.ts';
import { auditIn } from '../../audit/audited.ts';
import { type Desk } from '../../session/session.ts';
import { labelPrinterOf, readAddress } from './label-printer.ts';
import { salesHere } from './counter-sales.ts';
import { madeHere } from './made.ts';
import { openedPatient } from '../patients/open-patient.ts';
import { listPrescriptions, type ListReason } from '../prescribing/prescription-list.ts';

/** Kept of earlier versions without the last day of use. */
type LabelFacts = Readonly<{ running: number; prescription: Prescription; useBefore?: LocalDate | null }>;

/** The label of a dispensing that this pharmacy made at this workstation, for a patient whose data are open. */
function labelOf(env: Environment, desk: Desk, documentOid: Oid): LabelContent | null {
  return env.store.write(tx => {
    const document = tx.documents.get(documentOid);
    const facts = tx.settings.get(`label.${documentOid}`) as LabelFacts | null;
    if (document === null || document.kind !== 'dispensing' || facts === null) return null;
    const dispensing = document.content as Dispensing;
    const ours = dispensing.dispenser.organisation.oid === desk.professional.organisation.oid;
    if (!ours || !desk.opened.has(document.patientId)) return null;
    auditIn(tx, env, desk.professional, {
      act: 'print',
      patientId: document.patientId,
      subject: documentOid,
      reason: null,
      outcome: 'ok',
    });
    return {
      dispensing,
      prescription: facts.prescription,
      runningNumber: facts.running,
      useBefore: facts.useBefore ?? null,
      accepted: tx.outbox.byDocument(documentOid)?.state === 'accepted',
      practice: env.configuration.profile === 'practice',
    };
  });
}

const notPrinted = (
  env: Environment,
  what: string,
  error: unknown,
): Readonly<{ ok: false; error: Failure<'PRN-0001'> }> => {
  env.log.error(what, { errorName: error instanceof Error ? error.name : 'Unknown' });
  return fail({ code: 'PRN-0001' });
};

/** As PDF. It can be printed again, the running number stays. */
export async function printLabel(
  env: Environment,
  desk: Desk,
  documentOid: Oid,
): Promise<Result<PrintedPdf, Failure<'RX-0001' | 'PRN-0001'>>> {
  const content = labelOf(env, desk, documentOid);
  if (content === null) return fail({ code: 'RX-0001' });
  try {
    return ok(await env.printer.label(content));
  } catch (error) {
    return notPrinted(env, 'print.label', error);
  }
}

/** To the label printer of this workstation; `sent` false where none is set. */
export async function sendLabel(
  env: Environment,
  desk: Desk,
  documentOid: Oid,
): Promise<Result<{ sent: boolean }, Failure<'RX-0001' | 'PRN-0001' | 'PRN-0002' | 'PRN-0003'>>> {
  const setting = labelPrinterOf(env);
  const address = readAddress(setting.address);
  if (address === null) return ok({ sent: false });
  const content = labelOf(env, desk, documentOid);
  if (content === null) return fail({ code: 'RX-0001' });
  try {
    const sent = await env.labels.send(address, await env.printer.zplLabel(content, setting.dotsPerMm));
    return sent.ok ? ok({ sent: true }) : fail({ code: sent.error });
  } catch (error) {
    return notPrinted(env, 'print.zpl', error);
  }
}

/** Receipt and written account of dispensings that were made here to a patient whose data are open. */
export async function printReceipt(
  env: Environment,
  desk: Desk,
  patientId: string,
  documentOids: readonly Oid[],
): Promise<Result<PrintedPdf, Failure<'RX-0001' | 'PRN-0001' | 'PAT-0002'>>> {
  const opened = openedPatient(env, desk, patientId);
  if (!opened.ok) return fail({ code: 'PAT-0002' });
  const { patient } = opened.value;
  const lines = env.store.write(tx => {
    const sales = salesHere(tx, patientId);
    const found = madeHere(tx, patientId).flatMap(({ dispensing, change }): ReceiptContent['lines'] => {
      const sale = sales.find(one => one.sale.dispensingOid === dispensing.setId);
      const wanted = documentOids.includes(dispensing.oid) || documentOids.includes(dispensing.setId);
      const ours = dispensing.dispenser.organisation.oid === desk.professional.organisation.oid;
      if (!wanted || !ours || change?.kind === 'cancellation') return [];
      const facts = tx.settings.get(`label.${dispensing.oid}`) as LabelFacts | null;
      return [
        {
          dispensing,
          prescription: facts?.prescription ?? null,
          sale: sale?.sale ?? null,
          settled: sale?.settled ?? null,
        },
      ];
    });
    if (found.length > 0)
      auditIn(tx, env, desk.professional, { act: 'print', patientId, subject: null, reason: '6', outcome: 'ok' });
    return found;
  });
  if (lines.length === 0) return fail({ code: 'RX-0001' });
  try {
    return ok(
      await env.printer.receipt({
        patient,
        lines,
        printedBy: desk.professional,
        at: env.clock.now(),
        practice: env.configuration.profile === 'practice',
      }),
    );
  } catch (error) {
    return notPrinted(env, 'print.receipt', error);
  }
}

type SheetRefusal = Failure<'RX-0001' | 'PRN-0001' | 'PAT-0002'>;
type Sheet = Readonly<{
  kind: SheetContent['kind'];
  reason: ListReason;
  largePrint: boolean;
  choose(rows: readonly PrescriptionRow[]): readonly PrescriptionRow[];
}>;

/** A sheet of the patient's prescriptions as the list has them now, with its line in the log. */
async function printSheet(
  env: Environment,
  desk: Desk,
  patientId: string,
  { kind, reason, largePrint, choose }: Sheet,
): Promise<Result<PrintedPdf, SheetRefusal>> {
  const opened = openedPatient(env, desk, patientId);
  if (!opened.ok) return fail({ code: 'PAT-0002' });
  const { patient, opening } = opened.value;
  const listed = await listPrescriptions(env, desk, patient, reason, opening.basis ?? '');
  const rows = choose(listed.rows);
  if (rows.length === 0) return fail({ code: 'RX-0001' });
  env.store.write(tx =>
    auditIn(tx, env, desk.professional, { act: 'print', patientId, subject: null, reason, outcome: 'ok' }),
  );
  try {
    const practice = env.configuration.profile === 'practice';
    const [printedBy, printedOn] = [desk.professional, env.clock.today()];
    return ok(await env.printer.patientSheet({ kind, patient, rows, printedBy, printedOn, largePrint, practice }));
  } catch (error) {
    return notPrinted(env, `print.${kind}`, error);
  }
}

/** Patient instruction sheet of chosen prescriptions, newest as listed. */
export const printPatientSheet = (
  env: Environment,
  desk: Desk,
  patientId: string,
  setIds: readonly Oid[],
  largePrint: boolean,
): Promise<Result<PrintedPdf, SheetRefusal>> =>
  printSheet(env, desk, patientId, {
    kind: 'instruction',
    reason: desk.professional.organisation.kind === 'pharmacy' ? '6' : '1',
    largePrint,
    choose: rows => rows.filter(row => setIds.includes(row.prescription.setId)),
  });

/** Query reason of 1.2.246.537.5.40110.2006: summary. */
const SUMMARY = '5';

/** Summary of the patient's prescriptions: what is left of each, and how long it is valid. */
export const printSummary = (
  env: Environment,
  desk: Desk,
  patientId: string,
  choice: SummaryChoice,
  since: LocalDate | null,
  largePrint: boolean,
): Promise<Result<PrintedPdf, SheetRefusal>> =>
  printSheet(env, desk, patientId, {
    kind: 'summary',
    reason: SUMMARY,
    largePrint,
    choose: rows => summaryRows(rows, choice, since, env.clock.today()),
  });
