import { type Patient } from '../../../../shared/domain/people/person.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { audited } from '../../audit/audited.ts';
import { type Environment } from '../../environment.ts';
import { type PrintedPdf } from '../../ports/platform.port.ts';
import { type Desk } from '../../session/session.ts';
import { type ReadFault, readRecord } from './record-list.ts';

/** A document of the record on paper, a certificate above all. Reading it and printing it both stand in the log. */
export async function printRecord(
  env: Environment,
  desk: Desk,
  patient: Patient,
  documentOid: Oid,
): Promise<Result<PrintedPdf, ReadFault | Failure<'PRN-0001'>>> {
  const read = await readRecord(env, desk, patient, documentOid);
  if (!read.ok) return read;
  const { row, readable } = read.value;
  audited(env, desk.professional, {
    act: 'print',
    patientId: patient.id,
    subject: documentOid,
    reason: 'record',
    outcome: 'ok',
  });
  try {
    return ok(
      await env.printer.record({
        row,
        readable,
        patient,
        printedBy: desk.professional,
        printedOn: env.clock.today(),
        practice: env.configuration.profile === 'practice',
      }),
    );
  } catch (error) {
    env.log.error('print.record', { errorName: error instanceof Error ? error.name : 'Unknown' });
    return fail({ code: 'PRN-0001' });
  }
}
