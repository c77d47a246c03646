import { type Instant } from '../../kernel/time.ts';
import { type Dispensing } from '../dispensing/dispensing.ts';
import { type Professional } from '../people/person.ts';
import { type TypedReference } from './reference.ts';

/** Who changed a dispensing, why, and which version of it was replaced (relatedDocument RPLC). The reason is text only. */
export type DispensingChange = Readonly<{
  replaces: TypedReference<'10' | '12'>;
  /** KOR of a correction, MIT of a cancellation; the header also names the dispenser (LTE). */
  by: Professional;
  at: Instant;
  reason: string;
}>;

/** Toimituksen korjaus, document type 12: the whole dispensing again, as it is from now on. */
export type DispensingCorrection = Dispensing & Readonly<{ change: DispensingChange }>;

/** Toimituksen mitätöinti, document type 11: the whole dispensing that did not happen after all. */
export type DispensingCancellation = Dispensing & Readonly<{ change: DispensingChange }>;
