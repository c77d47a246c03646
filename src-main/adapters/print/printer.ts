import { type Printer } from '../../app/ports/platform.port.ts';

/**
 * Prints as PDF: the same bytes go to a label printer's driver, a desktop printer or a file. The PDF library and the fonts
 * (25 MB of memory) come in with the first print.
 */
export const createPrinter = (): Printer => ({
  label: async content => (await import('./label.ts')).printLabel(content),
  zplLabel: async (content, dotsPerMm) => (await import('./zpl.ts')).zplLabel(content, dotsPerMm),
  zplTest: async (practice, dotsPerMm) => (await import('./zpl.ts')).zplTest(practice, dotsPerMm),
  endOfDay: async content => (await import('./end-of-day.ts')).printEndOfDay(content),
  logReport: async content => (await import('./log-report.ts')).printLogReport(content),
  logRefusal: async content => (await import('./log-refusal.ts')).printLogRefusal(content),
  declaration: async content => (await import('./declaration-form.ts')).printDeclaration(content),
  record: async content => (await import('./record-print.ts')).printRecord(content),
  patientSheet: async content => (await import('./patient-sheet.ts')).printPatientSheet(content),
  receipt: async content => (await import('./receipt.ts')).printReceipt(content),
});
