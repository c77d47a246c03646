import { z } from 'zod';
import { ACCESS_BASES } from '../domain/dispensing/dispensing.ts';
import { attentionRow, conflict, endOfDay } from './attention.values.ts';
import { call } from './define.ts';
import { preview, SIGNING_CODES, signResult } from './signing.contract.ts';
import { id, language, line, nothing, oid, pdf, pin, queueCounts, queueRow, text } from './values.ts';

/** Words that a decision or a note cannot do without. */
const written = text(500).refine(words => words.trim() !== '');

export const queue = {
  list: call({
    needs: 'seeQueue',
    params: z.strictObject({ show: z.enum(['open', 'needsPerson', 'all']) }),
    result: z.strictObject({ rows: z.array(queueRow), counts: queueCounts, lines: z.array(line) }),
  }),
  counts: call({
    needs: 'anyone',
    params: nothing,
    result: z.strictObject({
      counts: queueCounts,
      lines: z.array(line),
      /** How far the clock of this machine is ahead of the services', in milliseconds; null while none has told its time. */
      clockDriftMs: z.number().nullable(),
    }),
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
      reason: written,
    }),
    result: queueRow,
    codes: ['QUE-0001', 'QUE-0002', 'QUE-0005'],
  }),
  /** What needs somebody, in the order of who can mend it, with what waits for it. */
  attention: call({ needs: 'seeQueue', params: nothing, result: z.array(attentionRow) }),
  /** Everything that the services have not accepted, by author. */
  endOfDay: call({ needs: 'seeQueue', params: nothing, result: endOfDay }),
  /** The same as a PDF, in the language of the interface: it is for those who work here. */
  endOfDayPrint: call({
    needs: 'seeQueue',
    params: z.strictObject({ language }),
    result: pdf,
    codes: ['PRN-0001'],
  }),
  /** Ours, theirs and what was there before, of an act that the service refused; the service is asked now. */
  conflict: call({
    needs: 'seeQueue',
    params: z.strictObject({ itemId: id }),
    result: conflict,
    codes: ['QUE-0001', 'QUE-0007'],
  }),
  /** The document as it was before its signature, which the service did not accept. For its author alone; stands in the log. */
  toSignAgain: call({
    needs: 'seeQueue',
    params: z.strictObject({ itemId: id }),
    result: z.strictObject({ preview, language }),
    codes: ['QUE-0001', 'QUE-0002', 'QUE-0005', 'QUE-0009', 'DB-0003'],
  }),
  /** The same document under a new signature, in the same place of the queue. `digest` names the page that was shown. */
  signAgain: call({
    needs: 'seeQueue',
    params: z.strictObject({ itemId: id, digest: z.string().length(64), pin2: pin.nullable() }),
    result: signResult,
    codes: [...SIGNING_CODES, 'QUE-0001', 'QUE-0002', 'QUE-0005', 'QUE-0009', 'DB-0003'],
    toldCovered: true,
  }),
  /** Leaves it as it is, with a note for others to read. */
  note: call({
    needs: 'seeQueue',
    params: z.strictObject({ itemId: id, note: written }),
    result: attentionRow,
    codes: ['QUE-0001', 'QUE-0002'],
  }),
  /**
   * A new form on the prescription as it is now, filled with what was dispensed; the old act is cancelled with the reason.
   * Nothing is cancelled when the form cannot be opened.
   */
  makeAgain: call({
    needs: 'dispense',
    params: z.strictObject({ itemId: id, reason: written }),
    result: z.strictObject({
      patientId: id,
      prescriptionSetId: oid,
      draftId: id,
      /** The ground on which the patient is open at this desk now. */
      basis: z.enum(ACCESS_BASES).nullable(),
      collector: z.string(),
    }),
    codes: [
      'QUE-0001',
      'QUE-0002',
      'QUE-0005',
      'QUE-0007',
      'PAT-0002',
      'PAT-0003',
      'PAT-0004',
      'RX-0001',
      'RX-0002',
      'RX-0003',
    ],
  }),
};
