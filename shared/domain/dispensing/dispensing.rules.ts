/** The face of dispensing: its rules, its numbers, and the dispensing a form stands for. */
export { signingStops } from '../rule.ts';
export { dispensingFigures, type DispensingFacts, type DispensingFigures } from './dispensing-facts.ts';
export { dispensingFromForm, type DispensingContext } from './dispensing-from-form.ts';
export { checkDispensing, DISPENSING_RULES } from './dispensing-table.rules.ts';
