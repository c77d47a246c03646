import { type Dispensing } from '../../../../shared/domain/dispensing/dispensing.ts';
import { type Prescription, type PrescriptionRow } from '../../../../shared/domain/prescribing/prescription.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type Environment } from '../../environment.ts';
import { type PrintedPdf } from '../../ports/platform.port.ts';
import { auditIn } from '../../audit/audited.ts';
import { type Desk } from '../../session/session.ts';
import { openedPatient } from '../patients/open-patient.ts';
import { listPrescriptions } from '../prescribing/prescription-list.ts';

type LabelFacts = Readonly<{ running: number; prescription: Prescription }>;

/**
 * The label of a dispensing that this pharmacy made at this workstation, for a patient whose data are open: it can be printed
 * again, the running number stays.
 */
export async function printLabel(
  env: Environment,
  desk: Desk,
  documentOid: Oid,
): Promise<Result<PrintedPdf, Failure<'RX-0001' | 'PRN-0001'>>> {
  const found = env.store.write(tx => {
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
      facts,
      accepted: tx.outbox.byDocument(documentOid)?.state === 'accepted',
    };
  });
  if (found === null) return fail({ code: 'RX-0001' });
  const { dispensing, facts, accepted } = found;
  try {
    const practice = env.configuration.profile === 'practice';
    return ok(
      await env.printer.label({
        dispensing,
        prescription: facts.prescription,
        runningNumber: facts.running,
        accepted,
        practice,
      }),
    );
  } catch (error) {
    env.log.error('print.label', { errorName: error instanceof Error ? error.name : 'Unknown' });
    return fail({ code: 'PRN-0001' });
  }
}

/** Patient instruction sheet of chosen prescriptions, newest as listed. */
export async function printPatientSheet(
  env: Environment,
  desk: Desk,
  patientId: string,
  setIds: readonly Oid[],
  largePrint: boolean,
): Promise<Result<PrintedPdf, Failure<'RX-0001' | 'PRN-0001' | 'PAT-0002'>>> {
  const opened = openedPatient(env, desk, patientId);
  if (!opened.ok) return fail({ code: 'PAT-0002' });
  const { patient, opening } = opened.value;
  const reason = desk.professional.organisation.kind === 'pharmacy' ? '6' : '1';
  const { rows } = await listPrescriptions(env, desk, patient, reason, opening.basis ?? '');
  const chosen: PrescriptionRow[] = rows.filter(row => setIds.includes(row.prescription.setId));
  if (chosen.length === 0) return fail({ code: 'RX-0001' });
  env.store.write(tx =>
    auditIn(tx, env, desk.professional, { act: 'print', patientId, subject: null, reason, outcome: 'ok' }),
  );
  try {
    const practice = env.configuration.profile === 'practice';
    return ok(
      await env.printer.patientSheet({
        patient,
        rows: chosen,
        printedBy: desk.professional,
        printedOn: env.clock.today(),
        largePrint,
        practice,
      }),
    );
  } catch (error) {
    env.log.error('print.sheet', { errorName: error instanceof Error ? error.name : 'Unknown' });
    return fail({ code: 'PRN-0001' });
  }
}
