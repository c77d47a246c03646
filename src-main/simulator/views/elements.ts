import type { CodeableConcept, Coding, Duration, Extension, Quantity } from 'fhir/r4.js';
import { type Amount } from '../cda/cda-types.ts';
import { SYSTEM } from '../names.ts';
import { keepNumber } from '../validation/decimal-text.ts';

/** A name for people beside a code, left out where a document has none or only blanks: FHIR knows no empty strings. */
export const displayed = (name: string | null | undefined): { display?: string } =>
  name?.trim() ? { display: name } : {};

export const concept = (system: string, code: string, display?: string | null): CodeableConcept => ({
  coding: [{ system, code, ...displayed(display) }],
});

export const coding = (system: string, code: string): Coding => ({ system, code });

/** A number that is written as its text says: `1.10` stays `1.10` in the answer. */
export const numberAs = (text: string): number => keepNumber(text) as number;

export function quantity(value: string, unit: string | null): Quantity {
  return { value: numberAs(value), ...(unit?.trim() ? { unit } : {}) };
}

/** An amount that nobody knows, as FHIR says it (data-absent-reason). */
export const unknownQuantity = (unit: string | null): Quantity =>
  ({
    _value: {
      extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }],
    },
    ...(unit?.trim() ? { unit } : {}),
  }) as Quantity;

export function ucumDuration(amount: Amount): Duration | null {
  return amount.value === null || amount.unit === null
    ? null
    : { value: numberAs(amount.value), unit: amount.unit, system: SYSTEM.ucum, code: amount.unit };
}

/** Drops what is absent; FHIR knows no null members. */
export const present = <T>(...items: readonly (T | null | false | undefined)[]): T[] =>
  items.filter((item): item is T => item !== null && item !== undefined && item !== false);

export const flag = (url: string, value: boolean | null): Extension | null =>
  value === null ? null : { url, valueBoolean: value };
