import { type OutboxState, type QueueRow } from '../../../shared/domain/queue.ts';
import { type Step, type Tone } from '../../ui/index.ts';

type StepWords = Readonly<Record<'signed' | 'queued' | 'sent' | 'accepted' | OutboxState, string>>;

const PLACE: Readonly<Record<OutboxState, number>> = {
  queued: 1,
  sending: 2,
  unknown: 2,
  accepted: 3,
  rejected: 3,
  held: 1,
  cancelled: 1,
};

/** Only what the service accepted is green. */
export const stateTone = (state: OutboxState): Tone =>
  state === 'accepted'
    ? 'ok'
    : state === 'rejected'
      ? 'stop'
      : state === 'held'
        ? 'warn'
        : state === 'cancelled'
          ? 'neutral'
          : 'info';

/** Signed, queued, sent, accepted: where the act is on its way, the present step in its own word. */
export function stepsOf(
  row: Pick<QueueRow, 'state'> & Partial<Pick<QueueRow, 'givenUp'>>,
  words: StepWords,
): readonly Step[] {
  const here = PLACE[row.state];
  return (['signed', 'queued', 'sent', 'accepted'] as const).map((id, index) => {
    if (index < here) return { id, label: words[id], state: 'done' };
    if (index > here) return { id, label: words[id], state: 'todo' };
    // A person's own decision under way is nothing that failed.
    if (row.givenUp === true) return { id, label: words[row.state], state: 'current', tone: 'neutral' };
    const failed = row.state === 'rejected' || row.state === 'cancelled' || row.state === 'held';
    return {
      id,
      label: words[row.state],
      state: failed && row.state !== 'held' ? 'failed' : 'current',
      tone: stateTone(row.state),
    };
  });
}
