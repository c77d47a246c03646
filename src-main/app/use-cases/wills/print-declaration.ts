import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { audited } from '../../audit/audited.ts';
import { type Environment } from '../../environment.ts';
import { type PrintedPdf } from '../../ports/platform.port.ts';
import { type Desk } from '../../session/session.ts';
import { personOf } from '../patients/known-person.ts';
import { knownDeclarations } from './declarations.ts';
import { denialChoices, nameOfTarget } from './denial-choices.ts';

/** One declaration on paper, for the person to read, confirm and keep. Printing stands in the log. */
export async function printDeclaration(
  env: Environment,
  desk: Desk,
  patientId: string,
  oid: Oid,
): Promise<Result<PrintedPdf, Failure<'PAT-0002' | 'PAT-0005' | 'WIL-0003' | 'PRN-0001'>>> {
  const person = personOf(env, desk, patientId);
  if (!person.ok) return person;
  const row = env.store.read(tx => knownDeclarations(tx, patientId)).find(known => known.oid === oid);
  if (row === undefined) return fail({ code: 'WIL-0003' });
  const { declaration } = row;
  const choices = declaration.kind === 'denial' ? await denialChoices(env, desk, patientId) : null;
  audited(env, desk.professional, { act: 'print', patientId, subject: oid, reason: declaration.kind, outcome: 'ok' });
  try {
    return ok(
      await env.printer.declaration({
        row,
        patient: person.value.patient,
        target:
          declaration.kind === 'denial' && choices?.ok === true ? nameOfTarget(choices.value, declaration.scope) : null,
        printedBy: desk.professional,
        printedOn: env.clock.today(),
        practice: env.configuration.profile === 'practice',
      }),
    );
  } catch (error) {
    env.log.error('print.declaration', { errorName: error instanceof Error ? error.name : 'Unknown' });
    return fail({ code: 'PRN-0001' });
  }
}
