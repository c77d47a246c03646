import type { DocumentReference } from 'fhir/r4.js';
import { type DisclosedRow } from '../../../shared/domain/consent/declaration.ts';
import { SYSTEM } from './systems.ts';

const KINDS: Readonly<Record<string, DisclosedRow['registerKind']>> = {
  '2': 'publicHealth',
  '3': 'privateHealth',
  '4': 'occupationalHealth',
};

/** Register of a document, code of 1.2.246.537.5.40150; public health care where it tells none that is known. */
export function registerKindOf(document: DocumentReference | undefined): DisclosedRow['registerKind'] {
  const codes = (document?.category ?? []).flatMap(({ coding }) => coding ?? []);
  return KINDS[codes.find(({ system }) => system === SYSTEM.patientRegister)?.code ?? ''] ?? 'publicHealth';
}
