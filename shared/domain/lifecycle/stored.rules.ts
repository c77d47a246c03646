import { says, type Rule } from '../rule.ts';

/** A paper or telephone prescription that a pharmacy stores. */
export type StorageFacts = Readonly<{
  /** LL 212, 1.2.246.537.5.40303.201501: 1 paper, 2 telephone, 3 special permit; empty = not chosen. */
  form: string;
  /** LL 213, 1.2.246.537.5.40302.201501: 1 technical fault, 2 urgent, 3 other with text, 4 special permit. */
  reason: string;
  reasonText: string;
  /** Who records it (KIR): registration number. */
  recorder: string;
  /** The prescriber on the paper or the telephone. */
  prescriber: Readonly<{ registrationNumber: string; identifierNumber: string }>;
}>;

/** An act that waits in the queue. */
export type WaitingFacts = Readonly<{
  waitedMs: number;
  /** How long it may wait: `QUEUE_PATIENCE_MS`, less in a profile for practice. */
  patienceMs: number;
  /** The Centre refused it because the state had changed meanwhile. */
  conflicting: boolean;
  /** A person has been asked to look at it. */
  taskGiven: boolean;
}>;

/** How long an act may wait before a person is asked: own choice. */
export const QUEUE_PATIENCE_MS = 24 * 3_600_000;

export const STORAGE_RULES: readonly Rule<StorageFacts>[] = [
  {
    id: 'R65',
    severity: 'block',
    source: 'Kela CDA library, LL 212 and LL 213',
    field: 'reason',
    says: says(
      'Apteekissa tallennettava lääkemääräys tarvitsee muodon, syyn, tallentajan ja määrääjän tunnukset; muu syy selityksen.',
      'Ett recept som sparas på apoteket behöver form, orsak, den som sparar och förskrivarens nummer; annan orsak en text.',
      'A prescription stored by a pharmacy needs form, reason, recorder and the prescriber’s numbers; another reason a text.',
    ),
    holds: ({ form, reason, reasonText, recorder, prescriber }) =>
      /^[123]$/.test(form) &&
      /^[1234]$/.test(reason) &&
      (reason !== '3' || reasonText.trim() !== '') &&
      /^\d{11}$/.test(recorder) &&
      /^\d{11}$/.test(prescriber.registrationNumber) &&
      /^\d{6}$/.test(prescriber.identifierNumber),
    inputs: ({ form, reason }) => ({ form, reason }),
  },
];

export const WAITING_RULES: readonly Rule<WaitingFacts>[] = [
  {
    id: 'R68',
    severity: 'block',
    source: 'Own rule of the queue',
    field: null,
    says: says(
      'Lähetys on odottanut yli vuorokauden tai ei sovi Reseptikeskuksen tilaan. Ihmisen on ratkaistava se.',
      'Sändningen har väntat över ett dygn eller passar inte Receptcentrets läge. En människa måste avgöra.',
      'The item has waited for more than a day, or does not fit the state of the Centre. A person must decide.',
    ),
    holds: ({ waitedMs, patienceMs, conflicting, taskGiven }) => taskGiven || (waitedMs <= patienceMs && !conflicting),
    inputs: ({ waitedMs, conflicting }) => ({
      waitedHours: String(Math.floor(waitedMs / 3_600_000)),
      conflicting: String(conflicting),
    }),
  },
];
