import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '../../shared/kernel/time.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { type Cancellation } from '../../shared/domain/documents/prescription-change.ts';
import { type Prescription } from '../../shared/domain/prescribing/prescription.ts';
import { type DocumentContent, carried, createDocumentCodec, readDocument } from '../../src-main/wire/documents.ts';
import { type SourceElement, sourceTree } from '../../src-main/wire/xml/source-tree.ts';
import { schemaFaults } from '../builders/cda-schema.ts';
import { testCryptography } from '../builders/cryptography.builder.ts';
import { anyPrescription } from '../builders/document.arbitrary.ts';
import { aLegalPrescription, aPhysician } from '../builders/document.builder.ts';

const codec = createDocumentCodec({ cryptography: testCryptography });
const OPTIONS = { practice: false, softwareVersion: '1' } as const;
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const folder = new URL('../fixtures/kanta-cda/', import.meta.url);
const names = (readdirSync(folder, { recursive: true }) as string[]).filter(name => name.endsWith('.xml')).sort();
const sample = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(encodeURI(name), folder)));

function cancelled(rx: Prescription): Extract<DocumentContent, { kind: 'prescriptionCancellation' }> {
  const cancellation: Cancellation = {
    cancels: { oid: rx.oid, setId: rx.setId, version: rx.version, type: '1' },
    canceller: aPhysician,
    cancelledAt: instant('2026-11-20T10:00:00.000Z'),
    reason: { code: '2', text: '' },
    type: '1',
    party: 'physician',
    consent: '1',
    corrected: null,
  };
  const next = { oid: oid('1.2.246.10.88888888.93001.2026.4711'), version: rx.version + 1 };
  return { kind: 'prescriptionCancellation', content: { ...rx, ...next, cancellation } };
}

const elementsOf = (of: SourceElement): readonly SourceElement[] =>
  of.children.filter((child): child is SourceElement => child.kind === 'element');

/** Where something of a later generation can stand: not in what each version has of its own, nor in readable text. */
function places(of: SourceElement): readonly SourceElement[] {
  if (['localHeader', 'title', 'text'].includes(of.name)) return [];
  return [of, ...elementsOf(of).flatMap(places)];
}

const LIST = 'codeSystem="1.2.246.537.6.12.2002.126" codeSystemName="Lääkityslista"';
/** Pieces in the forms that others write: prefixes of their own, CDATA, comments, references, either quote, any white space. */
const PIECES: readonly ((serial: number) => string)[] = [
  n => `<ext:later xmlns:ext="urn:later"  n='${n}' ><ext:a b = "&quot;&#xE4;"/><!-- ${n} --></ext:later>`,
  n => `<later xmlns="urn:later"\n\tn="${n}"/>`,
  n => `<f:piece n="${n}"><f:inner f:x="1"><![CDATA[<${n}>]]></f:inner></f:piece>`,
  n => `<laterality code="${n}"   codeSystem="1.2.3"></laterality>`,
  n =>
    `<component><observation classCode="OBS" moodCode="EVN"><code code="9${n}" ${LIST} displayName='Uusi'/><value xsi:type="ST">arvo ${n}&#13;</value></observation></component>`,
];

/** The same text with the pieces put in, from the end on so that the places stay. */
function inserted(text: string, seeds: readonly (readonly [number, number, number])[]): readonly [string, string[]] {
  const found = places(sourceTree(text));
  const edits = seeds.flatMap(([place, piece, child], serial) => {
    const within = found[place % found.length];
    const says = within?.children.some(each => each.kind === 'text' && !each.blank);
    if (!within || says || within.inside === within.to) return [];
    const elements = elementsOf(within);
    const at = elements[child % (elements.length + 1)]?.from ?? within.insideEnd;
    const attribute = ` f:mark${serial}='&lt;${serial}'`;
    return piece === PIECES.length
      ? [{ at: within.inside - 1, put: attribute }]
      : [{ at, put: PIECES[piece]?.(100 + serial) ?? '' }];
  });
  let result = text;
  for (const { at, put } of edits.toSorted((one, other) => other.at - one.at))
    result = result.slice(0, at) + put + result.slice(at);
  const declared = result.replace('<ClinicalDocument', '<ClinicalDocument xmlns:f="urn:later:f"');
  return [declared, edits.map(each => each.put)];
}

const seeds = fc.array(fc.tuple(fc.nat(10_000), fc.nat(PIECES.length), fc.nat(50)), { minLength: 1, maxLength: 8 });

/** What stands in the cancellation, read again, is the prescription that was shown and the cancellation of it. */
function expectCancelled(source: string, pieces: readonly string[]): void {
  const stored = encode(source);
  const before = decode(stored);
  const { content } = readDocument(stored);
  if (content?.kind !== 'prescription') throw new Error('not read');
  const document = cancelled(content.content);
  const bytes = codec.write(document, OPTIONS, stored);
  for (const piece of pieces) expect(decode(bytes)).toContain(piece);
  expect(codec.read(bytes)).toEqual({ ok: true, value: carried(document) });
  expect(decode(stored)).toBe(before);
}

describe('what is not understood', () => {
  it('comes into the cancellation byte for byte, wherever it stands', () => {
    fc.assert(
      fc.property(anyPrescription, seeds, (rx, where) => {
        const text = decode(codec.write({ kind: 'prescription', content: rx }, OPTIONS));
        expectCancelled(...inserted(text, where));
      }),
      { numRuns: 200, endOnFailure: true },
    );
  }, 240_000);

  it.each(['ESIM lääkemääräys vaihteluväli_annosjaksonpituus', 'ESIM lääkemääräys_laaja_kaikki_tietokentat'])(
    '%s: so it does in a document that another wrote',
    name => {
      const text = decode(sample(`specification/${name}.xml`));
      fc.assert(
        fc.property(seeds, where => expectCancelled(...inserted(text, where))),
        { numRuns: 60, endOnFailure: true },
      );
    },
    120_000,
  );

  it.each(names.filter(name => readDocument(sample(name)).content?.kind === 'prescription'))(
    '%s, of its own generation: what no generation knows is carried, and the cancellation is valid',
    name => {
      const bytes = sample(name);
      const { content } = readDocument(bytes);
      if (content?.kind !== 'prescription') throw new Error('not read');
      const plain = codec.write(cancelled(content.content), OPTIONS, bytes);
      expect(schemaFaults(plain)).toEqual([]);
      const piece = '<ext:later  xmlns:ext="urn:later"><ext:a/></ext:later>';
      const field = PIECES[4]?.(99) ?? '';
      const source = decode(bytes)
        .replace('</patientRole>', `${piece}</patientRole>`)
        .replace(/(<\/component>)(\s*<\/organizer>)/, (_, end: string, rest: string) => end + field + rest);
      const later = decode(codec.write(cancelled(content.content), OPTIONS, encode(source)));
      expect(later).toContain(piece);
      if (source.includes(field)) expect(later).toContain(field);
    },
  );

  it('is carried of a later generation with its template ids, and stands in the readable text', () => {
    const field = PIECES[4]?.(99) ?? '';
    const text = decode(codec.write({ kind: 'prescription', content: aLegalPrescription() }, OPTIONS))
      .replaceAll('1.2.246.777.11.2020.', '1.2.246.777.11.2027.')
      .replace('</organizer>', `${field}</organizer>`);
    const stored = encode(text);
    const { content, generation } = readDocument(stored);
    if (content?.kind !== 'prescription') throw new Error('not read');
    expect(generation).toBe('newer');
    const bytes = codec.write(cancelled(content.content), OPTIONS, stored);
    expect(decode(bytes)).toContain('<templateId root="1.2.246.777.11.2027.2"></templateId>');
    expect(decode(bytes)).toContain(field);
    expect(JSON.stringify(codec.readable(bytes))).toContain('Tieto, jota tämä ohjelma ei tulkitse: Uusi: arvo 99');
    expect(schemaFaults(bytes)).toEqual([]);
  });

  it('stays in a correction that changes what stands beside it, and goes with what is taken away', () => {
    const rx = aLegalPrescription({ indication: 'Kipuun' });
    const text = decode(codec.write({ kind: 'prescription', content: rx }, OPTIONS))
      .replace('<ClinicalDocument', '<ClinicalDocument xmlns:f="urn:f"')
      .replace('Kipuun</value>', 'Kipuun<f:snomed  code="1"/></value>')
      .replace('<languageCode', '<languageCode f:dialect="itä"');
    const correction = {
      replaces: { oid: rx.oid, setId: rx.setId, version: rx.version, type: '1' },
      corrector: aPhysician,
      correctedAt: instant('2026-11-20T10:00:00.000Z'),
      reason: { code: '7', text: '' },
    } as const;
    const write = (indication: string): string =>
      decode(
        codec.write(
          { kind: 'prescriptionCorrection', content: { ...rx, version: rx.version + 1, indication, correction } },
          OPTIONS,
          encode(text),
        ),
      );
    expect(write('Kipuun')).toContain('Kipuun<f:snomed  code="1"/></value>');
    expect(write('Särkyyn')).not.toContain('f:snomed');
    for (const indication of ['Kipuun', 'Särkyyn']) expect(write(indication)).toContain('f:dialect="itä"');
  });

  it('keeps its meaning where prefixes mean something else', () => {
    const text = decode(codec.write({ kind: 'prescription', content: aLegalPrescription() }, OPTIONS))
      .replace('<ClinicalDocument', '<ClinicalDocument xmlns:x="urn:one"')
      .replace('<patientRole>', '<patientRole><x:a/>')
      .replace('<assignedAuthor>', '<assignedAuthor xmlns:x="urn:two"><x:b/>')
      .replace('<custodian>', '<custodian xmlns:xsi="urn:three"><xsi:c/>');
    const { content } = readDocument(encode(text));
    if (content?.kind !== 'prescription') throw new Error('not read');
    const root = sourceTree(decode(codec.write(cancelled(content.content), OPTIONS, encode(text))));
    const all = (of: SourceElement): readonly string[] => [
      ...(/^[abc]$/.test(of.name) ? [`${of.name} ${of.namespace}`] : []),
      ...elementsOf(of).flatMap(all),
    ];
    expect(all(root)).toEqual(['a urn:one', 'b urn:two', 'c urn:three']);
  });

  it('cannot be carried of what cannot be read', () => {
    expect(() => codec.write(cancelled(aLegalPrescription()), OPTIONS, encode('<a/>'))).toThrow(RangeError);
  });
});
