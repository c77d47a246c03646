import { exitCode, findingLine } from '../wire/examination/findings.ts';
import { type Reading, readingOf } from '../wire/examination/reading.ts';
import { type Outcome, documentBytes, json } from './document-files.ts';

function textOf({ kind, messageType, generation, beyond, structure, findings }: Reading): string {
  const lines = [
    `kind        ${kind ?? 'not taken apart'}, message type ${messageType ?? 'unknown'}, generation ${generation}`,
    ...(structure
      ? [
          `document    ${structure.oid ?? 'no id'}, set ${structure.setId ?? 'none'}, version ${structure.version ?? 'none'}`,
          `title       ${structure.title}${structure.practice ? ' (practice)' : ''}`,
          `written     ${structure.writtenAt ?? 'unknown'}, language ${structure.language ?? 'unknown'}`,
          `signatures  ${structure.signatures.join(', ') || 'none'}`,
          ...structure.sections.map(
            each =>
              `${'  '.repeat(each.depth)}- ${each.title || '(no title)'}: ${each.entries} entries, line ${each.line}`,
          ),
        ]
      : []),
    ...beyond.map(each => `beyond      LL ${each.field} ${each.name}: ${each.says}`),
    ...findings.map(findingLine),
  ];
  return lines.join('\n');
}

/** `kantele document read FILE [--json]` */
export function readCommand(path: string, asJson: boolean): Outcome {
  const reading = readingOf(documentBytes(path));
  return { code: exitCode(reading.findings), text: asJson ? json(reading) : textOf(reading) };
}
