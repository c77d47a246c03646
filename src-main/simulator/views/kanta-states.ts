import type { Extension } from 'fhir/r4.js';
import { SYSTEM, kelaExtension } from '../names.ts';
import { type PrescriptionState } from '../store/prescriptions.ts';
import { coding, present } from './elements.ts';

/**
 * Values of 1.2.246.537.5.40123.2006 (dispensing state). UNCONFIRMED: the code system exists and the values "1" and "2" have
 * been seen, but which state each means is not public. While a row is null its code is not written; `Task.businessStatus`
 * says the state in our own words.
 */
const DISPENSING_STATE_CODES: Readonly<Record<PrescriptionState, string | null>> = {
  'not-dispensed': null,
  partly: null,
  fully: null,
  cancelled: null,
  expired: null,
};

export function dispensingStateExtension(state: PrescriptionState, cancelType: string | null): Extension | null {
  const code = DISPENSING_STATE_CODES[state];
  const parts = present<Extension>(
    code !== null && { url: 'dispenseStatus', valueCoding: coding('urn:oid:1.2.246.537.5.40123.2006', code) },
    cancelType !== null && { url: 'invalidationReason', valueCoding: coding(SYSTEM.cancelType, cancelType) },
  );
  return parts.length > 0 ? { url: kelaExtension('dispenseStatus'), extension: parts } : null;
}
