import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type DocumentReport, reportCommand, reportOf, rewritten } from '../../src-main/cli/document-report.ts';
import { schemaFaults } from '../builders/cda-schema.ts';

const folder = fileURLToPath(new URL('../fixtures/kanta-cda/', import.meta.url));
const names = (readdirSync(folder, { recursive: true }) as string[]).filter(name => name.endsWith('.xml')).sort();
const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, name)));

/** Values of older generations that package 4.00 has no place for, or that we do not keep, each with its reason. */
const DROPPED: readonly (readonly [place: RegExp, because: string])[] = [
  [/^\/author\/assignedAuthor\/code\/translation\/qualifier\//, 'Oppiarvo (1.3) was removed in package 4.00'],
  [/^LL 124\/value$/, 'the mark of a pharmacy-made medicine was removed in 4.00: kind 7 (LL 164) says it'],
  [/\/addr\/country$/, 'the country of a Finnish unit, which package 4.00 does not write'],
  [/^\/consumable\/manufacturedLabeledDrug\/code\/codeSystemVersion$/, 'release of a code that is not given'],
];
/** What only one or a few samples have. */
const OF_SAMPLE: Readonly<Record<string, readonly (readonly [place: RegExp, because: string])[]>> = {
  'specification/apteekissa_tallennettu_laakemaarays_puhelin.xml': [
    [/translation\/qualifier\//, 'LL 94, the kind of product before LL 164, which is written in its place'],
    [/\/telecom$/, 'numbers without a use and without tel:, written in the form of package 4.00'],
  ],
  'vendor/V3_3-Acute/4_Physiogel_LM_.xml': [
    [/^\/consumable\/manufacturedLabeledDrug\/name$/, 'the trade name once more: it is kept in the package'],
  ],
};

const unexplained = ({ file, dropped }: DocumentReport): readonly string[] => {
  const known = [...DROPPED, ...(OF_SAMPLE[file] ?? [])];
  return dropped.map(({ place }) => place).filter(place => !known.some(([pattern]) => pattern.test(place)));
};

const isPrescription = (name: string): boolean => reportOf(name, bytesOf(name)).messageType === '1';

describe('reading and writing the samples of others', () => {
  it.each(names.filter(isPrescription))('%s keeps every value that package 4.00 has a place for', name => {
    const report = reportOf(name, bytesOf(name));
    expect(report).toMatchObject({ file: name, finding: null });
    expect(unexplained(report)).toEqual([]);
    if (report.generation === 'same') expect(report).toMatchObject({ kept: report.values, dropped: [] });
    const again = rewritten(bytesOf(name));
    expect(again && schemaFaults(again)).toEqual([]);
  });

  it('finds a value that is not kept', () => {
    const name = 'specification/ESIM lääkemääräys_laaja_kaikki_tietokentat.xml';
    const more = new TextDecoder()
      .decode(bytesOf(name))
      .replace(
        '<value xsi:type="ST">Astmalääke.</value>',
        '<value xsi:type="ST">Astmalääke.</value><interpretationCode code="A"/>',
      );
    expect(reportOf(name, new TextEncoder().encode(more)).dropped).toEqual([
      { place: 'LL 58/interpretationCode', count: 1 },
    ]);
  });

  it('is a command with a line for each document, and names no value', () => {
    const { code, text } = reportCommand(folder, false);
    expect(code).toBe(0);
    expect(text).toContain('laaja_kaikki_tietokentat.xml: type 1, same, 172 of 172 values kept');
    expect(text).toMatch(/^67 documents, \d+ of \d+ values kept$/m);
    expect(text).not.toContain('030810A999Y');
  });
});
