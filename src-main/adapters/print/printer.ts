import { type Printer } from '../../app/ports/platform.port.ts';
import { printLabel } from './label.ts';
import { printPatientSheet } from './patient-sheet.ts';

/** Prints as PDF: the same bytes go to a label printer's driver, a desktop printer or a file. */
export const createPrinter = (): Printer => ({ label: printLabel, patientSheet: printPatientSheet });
