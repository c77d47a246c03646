export { createValidator, type Validator } from './validator.ts';
export { hasErrors, type Issue, type IssueCode } from './issue.ts';
export { MAX_DEPTH, parseFhirJson } from './fhir-json.ts';
export { isKeptNumber, numberOf, toPlain } from './decimal-text.ts';
