import { isDecimal } from '../../kernel/decimal.ts';
import { type Localized, type PatientLanguage } from '../../kernel/language.ts';
import { textFault } from '../../kernel/text.ts';
import { isLocalDate, type LocalDate } from '../../kernel/time.ts';
import { isCertificate } from './certificate-forms.ts';
import { CORE_SHAPES, type CoreEntry } from './core-data.ts';
import { type CoreField, FIELD_SHAPES, FIELD_SPANS, type RegisterName } from './core-fields.ts';

export type CoreFault = Readonly<{
  kind: 'code' | 'missing' | 'text' | 'date' | 'future' | 'number' | 'choice' | 'range' | 'order';
  field: CoreField | null;
}>;

const has = (value: string | undefined): value is string => value !== undefined && value.trim() !== '';

function valueFault(field: CoreField, value: string, today: LocalDate): CoreFault['kind'] | null {
  const shape = FIELD_SHAPES[field];
  switch (shape.type) {
    case 'text':
      return textFault(value, shape.most) === null ? null : 'text';
    case 'number':
      return isDecimal(value) ? null : 'number';
    case 'choice':
      return Object.hasOwn(shape.choices, value) ? null : 'choice';
    case 'date':
      return !isLocalDate(value) ? 'date' : shape.future !== true && value > today ? 'future' : null;
  }
}

/** Everything that is wrong with one structured entry, fields in the order of the form. */
export function coreFaults(entry: CoreEntry, today: LocalDate): readonly CoreFault[] {
  const shape = CORE_SHAPES[entry.content];
  const faults: CoreFault[] = [];
  const codeFits = entry.code === null ? shape.inWords : shape.code.test(entry.code);
  if (!codeFits || !has(entry.name) || textFault(entry.name, 400) !== null) faults.push({ kind: 'code', field: null });
  for (const field of shape.fields) {
    const value = entry.fields[field];
    const kind = has(value) ? valueFault(field, value, today) : shape.required.includes(field) ? 'missing' : null;
    if (kind !== null) faults.push({ kind, field });
  }
  for (const field of Object.keys(entry.fields) as CoreField[])
    if (!shape.fields.includes(field)) faults.push({ kind: 'choice', field });
  const { low, high } = entry.fields;
  if (has(low) && has(high) && isDecimal(low) && isDecimal(high) && Number(low) > Number(high))
    faults.push({ kind: 'range', field: 'high' });
  for (const [begins, ends] of FIELD_SPANS) {
    const [from, until] = [entry.fields[begins], entry.fields[ends]];
    if (has(from) && has(until) && until < from) faults.push({ kind: 'order', field: ends });
  }
  return faults;
}

/** Looks a code up in its register: what the rules of a note ask the host. */
export type KnowsCode = (register: RegisterName, code: string) => boolean;

/** Is the code of the entry in the register that it is taken from? Contents without a register and words are not asked. */
export function codeIsKnown(entry: CoreEntry, knows: KnowsCode): boolean {
  const { register } = CORE_SHAPES[entry.content];
  return register === null || entry.code === null || knows(register, entry.code);
}

/** The value of a field as it is read: dates as Finns write them, commas in numbers, choices by name. */
export function fieldInWords(field: CoreField, value: string, language: PatientLanguage | 'en'): string {
  const shape = FIELD_SHAPES[field];
  switch (shape.type) {
    case 'date': {
      const [year, month, day] = value.split('-');
      return isLocalDate(value) ? `${Number(day)}.${Number(month)}.${year}` : value;
    }
    case 'number':
      return value.replace('.', ',');
    case 'choice':
      return shape.choices[value]?.[language] ?? value;
    case 'text':
      return value;
  }
}

/** Fields that make one phrase with the result or stand beside it without their name. */
const UNNAMED: ReadonlySet<CoreField> = new Set(['result', 'unit']);

/**
 * One entry in words, as the readable text has it: content, code and name, then the filled fields in their order.
 * `Laboratoriotulos: 1552 B -Hb: 134 g/l (Viiteväli, alaraja 117; ...)`.
 */
export function coreInWords(entry: CoreEntry, language: PatientLanguage | 'en'): string {
  const shape = CORE_SHAPES[entry.content];
  const say = (texts: Localized): string => texts[language];
  const filled = shape.fields.filter(field => has(entry.fields[field]));
  const told = (field: CoreField): string => fieldInWords(field, entry.fields[field] ?? '', language);
  const result = filled
    .filter(field => UNNAMED.has(field))
    .map(told)
    .join(' ');
  const rest = filled
    .filter(field => !UNNAMED.has(field))
    .map(field => `${say(FIELD_SHAPES[field].name)}: ${told(field)}`);
  // A form is its own name, and its fields are read one below the other.
  if (isCertificate(entry.content)) return [say(shape.name), ...rest].join('\n');
  const head = `${say(shape.name)}: ${[entry.code, entry.name].filter(part => part !== null && part !== '').join(' ')}`;
  return [head, result, rest.join('; ')].filter(part => part !== '').join(' – ');
}
