import { exitCode, findingLine } from '../wire/examination/findings.ts';
import { validationOf as validated } from '../wire/examination/validation.ts';
import { type Outcome, cdaSchema, documentBytes, json } from './document-files.ts';

/** Against the schema that ships with the product. */
export const validationOf = (bytes: Uint8Array): ReturnType<typeof validated> => validated(bytes, cdaSchema());

/** `kantele document validate FILE [--json]` */
export function validateCommand(path: string, asJson: boolean): Outcome {
  const findings = validationOf(documentBytes(path));
  const code = exitCode(findings);
  if (asJson) return { code, text: json({ valid: code === 0, findings }) };
  return { code, text: [...findings.map(findingLine), code === 0 ? 'valid' : 'not valid'].join('\n') };
}
