import { type EndOfDay } from '../../../../shared/domain/attention.ts';
import { type QueueRow } from '../../../../shared/domain/queue.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Language } from '../../../../shared/kernel/language.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { audited } from '../../audit/audited.ts';
import { type Environment } from '../../environment.ts';
import { type OutboxItem } from '../../ports/store/outbox.port.ts';
import { type PrintedPdf } from '../../ports/platform.port.ts';
import { type Desk } from '../../session/session.ts';
import { midnight, queueRowOf } from './rows.ts';

/** The longest list that is shown or printed. */
const LISTED = 2000;

/**
 * What the services have not accepted, by author, the asker first: everything that is still open, however old, and what was
 * cancelled today, because nobody else will send it.
 */
export function endOfDay(env: Environment, desk: Desk): EndOfDay {
  const since = midnight(env);
  const me = desk.professional.registrationNumber;
  return env.store.read(tx => {
    const cancelledToday = ({ state, decisions }: OutboxItem): boolean =>
      state === 'cancelled' && (decisions.at(-1)?.at ?? '') >= since;
    const open = tx.outbox.list('open', LISTED);
    const cancelled = tx.outbox.list('all', LISTED).filter(cancelledToday).reverse();
    const byAuthor = new Map<string, { name: string; mine: boolean; rows: QueueRow[] }>();
    for (const item of [...open, ...cancelled]) {
      const { registrationNumber, name } = item.author;
      const author = byAuthor.get(registrationNumber) ?? { name, mine: registrationNumber === me, rows: [] };
      author.rows.push(queueRowOf(tx, item));
      byAuthor.set(registrationNumber, author);
    }
    const { acceptedToday, unsent } = tx.outbox.counts(since);
    return {
      on: env.clock.today(),
      at: env.clock.now(),
      acceptedToday,
      unsent,
      authors: [...byAuthor.values()].sort(
        (a, b) => Number(b.mine) - Number(a.mine) || a.name.localeCompare(b.name, 'fi'),
      ),
    };
  });
}

/** The list on paper. Printing it stands in the log. */
export async function printEndOfDay(
  env: Environment,
  desk: Desk,
  language: Language,
): Promise<Result<PrintedPdf, Failure<'PRN-0001'>>> {
  const list = endOfDay(env, desk);
  audited(env, desk.professional, { act: 'print', patientId: null, subject: null, reason: null, outcome: 'ok' });
  try {
    return ok(
      await env.printer.endOfDay({
        list,
        unit: desk.professional.organisation.name[language],
        workstation: env.configuration.workstation,
        language,
        practice: env.configuration.profile === 'practice',
      }),
    );
  } catch (error) {
    env.log.error('print.endOfDay', { errorName: error instanceof Error ? error.name : 'Unknown' });
    return fail({ code: 'PRN-0001' });
  }
}
