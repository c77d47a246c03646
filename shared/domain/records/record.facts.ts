import { type Instant, type LocalDate } from '../../kernel/time.ts';
import { type Patient, type Professional } from '../people/person.ts';
import { type KnowsCode } from './core-data.rules.ts';
import { type RecordForm } from './record.ts';

/** Everything the record rules look at. */
export type RecordFacts = Readonly<{
  form: RecordForm;
  patient: Patient;
  author: Professional;
  now: Instant;
  today: LocalDate;
  /** Are the codes in their registers? */
  knows: KnowsCode;
}>;
