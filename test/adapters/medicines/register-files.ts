import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ImportFinding } from '../../../src-main/app/ports/medicine-catalogue.port.ts';

export const RESOURCES = fileURLToPath(new URL('../../../resources', import.meta.url));
export const FIMEA = join(RESOURCES, 'medicines', 'fimea-2023-8');
export const PRACTICE = join(RESOURCES, 'medicines', 'practice');

/** A directory of its own that goes away with the test. */
export class TemporaryDirectory {
  readonly path = mkdtempSync(join(tmpdir(), 'kantele-medicines-'));

  /** The real files of the register, to be damaged. */
  withRegister(): this {
    for (const name of readdirSync(FIMEA))
      if (name.endsWith('.txt')) copyFileSync(join(FIMEA, name), join(this.path, name));
    return this;
  }

  bytes(name: string): Buffer {
    return readFileSync(join(this.path, name));
  }

  write(name: string, content: string | Buffer): string {
    const path = join(this.path, name);
    writeFileSync(path, content, 'latin1');
    return path;
  }

  /** Changes lines (from 1) of a file, read as ISO-8859-1. */
  edit(name: string, change: (line: string, number: number) => string): void {
    const lines = this.bytes(name).toString('latin1').split('\r\n');
    this.write(name, lines.map((line, at) => change(line, at + 1)).join('\r\n'));
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

export const codesOf = (findings: readonly ImportFinding[]): readonly string[] =>
  [...new Set(findings.map(one => one.code))].sort();
export const at = (findings: readonly ImportFinding[], code: string): readonly (readonly [string, number, number])[] =>
  findings.filter(one => one.code === code).map(one => [one.file, one.line, one.count] as const);
