/**
 * The simulator's own small writer of CDA documents (generation 4.00), a second reading of the specification beside the
 * client's: only what the seed needs.
 */
export { dispensingDocument, type DispensedAmount } from './dispensing-document.ts';
export { prescriptionDocument } from './prescription-document.ts';
