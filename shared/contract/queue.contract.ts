import { z } from 'zod';
import { call } from './define.ts';
import { id, line, nothing, queueCounts, queueRow, text } from './values.ts';

export const queue = {
  list: call({
    needs: 'seeQueue',
    params: z.strictObject({ show: z.enum(['open', 'needsPerson', 'all']) }),
    result: z.strictObject({ rows: z.array(queueRow), counts: queueCounts, lines: z.array(line) }),
  }),
  counts: call({
    needs: 'anyone',
    params: nothing,
    result: z.strictObject({ counts: queueCounts, lines: z.array(line) }),
  }),
  /** Tries now what waits for its time; also probes services that are down. */
  tryNow: call({ needs: 'seeQueue', params: nothing, result: queueCounts }),
  /** One act's proof as a file, for whoever has to believe it elsewhere. Exporting it stands in the log. */
  proof: call({
    needs: 'seeQueue',
    params: z.strictObject({ itemId: id }),
    result: z.strictObject({ fileName: z.string(), mediaType: z.string(), base64: z.string() }),
    codes: ['QUE-0001'],
  }),
  /** A person's recorded decision on a held item: send it again as it is, or cancel it. */
  decide: call({
    needs: 'seeQueue',
    params: z.strictObject({
      itemId: id,
      decision: z.enum(['sendAgain', 'cancel']),
      reason: text(500).refine(reason => reason.trim() !== ''),
    }),
    result: queueRow,
    codes: ['QUE-0001', 'QUE-0002', 'QUE-0005'],
  }),
};
