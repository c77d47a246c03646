import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createDocumentCodec, readDocument } from '../../src-main/wire/documents.ts';
import { schemaFaults } from '../builders/cda-schema.ts';
import { testCryptography } from '../builders/cryptography.builder.ts';

const folder = new URL('../fixtures/kanta-cda/', import.meta.url);
const names = (readdirSync(folder, { recursive: true }) as string[]).filter(name => name.endsWith('.xml')).sort();
const sample = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(encodeURI(name), folder)));
const codec = createDocumentCodec({ cryptography: testCryptography });

/** What the domain does not know, told by the reader; everything that is not here must be read. */
const FINDINGS = /^(product-kind-(2|3|4|6|7|10|11)|record-phase-not-single)$/;

describe('samples of others', () => {
  it('are all here', () => {
    expect(names).toHaveLength(67);
  });

  it.each(names)('%s is read, shown and checked without a throw', name => {
    const bytes = sample(name);
    const reading = readDocument(bytes);
    expect(reading.generation).toMatch(/^(older|same)$/);
    expect(reading.messageType).not.toBeNull();
    if (reading.content === null) expect(reading.finding).toMatch(FINDINGS);
    else expect(reading.finding).toBeNull();
    const verified = codec.verify(bytes);
    expect(verified.ok ? '' : verified.error.finding).toMatch(/^(signature|body|duplicate)-/);
  });

  it.each(names)('%s: no text of its narrative is lost on the screen', name => {
    const bytes = sample(name);
    const squeeze = (text: string): string => text.replace(/\s+/g, '');
    const shown = squeeze(
      codec
        .readable(bytes)
        .flatMap(block => {
          switch (block.kind) {
            case 'heading':
              return [block.text];
            case 'paragraph':
              return block.spans.map(span => span.text);
            case 'list':
              return block.items.flat().map(span => span.text);
            case 'table':
              return [...block.head, ...block.rows.flat()];
          }
        })
        .join(''),
    );
    const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
    const source = new TextDecoder().decode(bytes).replace(/<!--[\s\S]*?-->/g, '');
    const body = source.slice(source.indexOf('<structuredBody'));
    const narratives = body.match(/<text>\s*<paragraph[\s\S]*?<\/text>/g) ?? [];
    for (const narrative of narratives) {
      for (const paragraph of narrative.match(/<content[^>]*>[^<]*<\/content>/g) ?? []) {
        const plain = paragraph
          .replace(/<[^>]*>/g, '')
          .replace(/&(\w+);/g, (_, entity: string) => entities[entity] ?? '');
        expect(shown).toContain(squeeze(plain));
      }
    }
    expect(shown).not.toBe('');
  });
});

describe('facts of a sample', () => {
  const prescription = (name: string) => {
    const { content } = readDocument(sample(name));
    return content?.kind === 'prescription' ? content.content : null;
  };

  it('LM1: PKV medicine, iterated, by amount', () => {
    expect(prescription('specification/LM1_pkvlaake_iteroitu_pienempi_pakkaus.xml')).toMatchObject({
      product: { kind: '1', controlClass: 'Z', atc: 'N05BA01' },
      amount: { mode: '2' },
      iteration: { repeats: 3, intervalDays: 7 },
      patient: { identityCode: '030875-999Y', callName: 'Pekka', given: ['Pekka', 'Pietari'], birthDate: '1975-08-03' },
      prescriber: { registrationNumber: '01234567890', identifierNumber: '123455', right: '034' },
    });
  });

  it('LM2: for a year, dose dispensing', () => {
    expect(prescription('specification/LM2_yhdistelmavalmiste_maaratty_ajalle_annosjakelu.xml')).toMatchObject({
      amount: { mode: '3', start: '2014-04-24', lengthDays: 365 },
      doseDispensing: true,
    });
  });

  it('LM6: by active substance, SIC', () => {
    expect(prescription('specification/LM6_vaikuttavalla_aineella_sic.xml')).toMatchObject({
      product: { kind: '9', atc: 'M01AE01', strength: '600 mg', form: { fi: 'tabletti' } },
      amount: { mode: '1', packages: 2, sizeText: '100 fol', packageSize: { value: '100', unit: 'fol' } },
      sic: true,
      startOfUse: true,
      indication: 'Tulehduskipuun.',
    });
  });

  it('the telephone prescription that a pharmacy stored keeps its prescriber', () => {
    expect(prescription('specification/apteekissa_tallennettu_laakemaarays_puhelin.xml')?.prescriber).toMatchObject({
      identifierNumber: '100693',
      registrationNumber: '',
    });
  });

  it('LT1: amounts of a dispensing, one of them a formula', () => {
    const { content } = readDocument(sample('specification/LT1_testiasiakirja_toimitus.xml'));
    expect(content?.content).toMatchObject({
      amount: { value: '21', unit: 'fol' },
      remaining: { value: '63', unit: 'fol' },
      split: true,
      priceCents: 386,
      substitutionRefusal: 'other',
      substitutionRefusalText: 'aikaisempi toimitus',
      fullyDispensed: false,
      dispenser: { registrationNumber: '12312312312', profession: 'bachelorPharmacist' },
      prescription: { oid: '1.2.246.10.1602257.93.2014.1001', version: 1 },
    });
  });

  it('package 4.00 with a range of doses: the sentence stands where the structure says more than the domain', () => {
    expect(prescription('specification/ESIM lääkemääräys vaihteluväli_annosjaksonpituus.xml')).toMatchObject({
      dose: { structured: null },
    });
  });

  it('what the domain has no place for is told, field by field', () => {
    const beyond = (name: string) => readDocument(sample(name)).beyond;
    expect(beyond('specification/LM1_pkvlaake_iteroitu_pienempi_pakkaus.xml')).toEqual([]);
    expect(beyond('specification/apteekissa_tallennettu_laakemaarays_puhelin.xml')).toEqual([
      { field: '212', name: 'Apteekissa tallennettu lääkemääräys', says: '2 Puhelinresepti' },
      {
        field: '213',
        name: 'Apteekissa tallennetun lääkemääräyksen perustelu',
        says: '3 Muu syy Muun syyn perusteluteksti',
      },
    ]);
    expect(beyond('specification/ESIM lääkemääräys_laaja_kaikki_tietokentat.xml')).toContainEqual({
      field: '69',
      name: 'Erillisselvitys',
      says: '20191030; E005 Syvä laskimotukos',
    });
  });

  it('the factor of the package size counts: LM6 with ten times its hundred tablets', () => {
    const whole = new TextDecoder().decode(sample('specification/LM6_vaikuttavalla_aineella_sic.xml'));
    const ten = whole.replace(/(code="125"[\s\S]*?<value value=")1"/, (_, before: string) => `${before}10"`);
    expect(ten).not.toBe(whole);
    expect(readDocument(new TextEncoder().encode(ten)).content?.content).toMatchObject({
      amount: { mode: '1', packages: 2, packageSize: { value: '1000', unit: 'fol' } },
    });
  });

  it('signatures of their time are told as old, not as valid', () => {
    const findings = new Set(
      names.map(name => codec.verify(sample(name))).map(result => (result.ok ? 'accepted' : result.error.finding)),
    );
    expect(findings.has('accepted')).toBe(false);
    expect(findings.has('signature-missing')).toBe(true);
  });
});

describe('broken copies', () => {
  it('never throw, wherever they are cut', () => {
    const whole = sample('specification/LM1_pkvlaake_iteroitu_pienempi_pakkaus.xml');
    for (let part = 0; part < 100; part += 1) {
      const cut = whole.subarray(0, Math.floor((whole.length * part) / 100));
      expect(readDocument(cut)).toMatchObject({ content: null });
      expect(codec.readable(cut)).toEqual([]);
      expect(codec.verify(cut).ok).toBe(false);
    }
  });

  it('with any one element taken out are read or refused with a finding', () => {
    const whole = new TextDecoder().decode(sample('specification/LT1_testiasiakirja_toimitus.xml'));
    for (const match of whole.matchAll(/<([a-zA-Z]+)(?: [^>]*)?\/>/g)) {
      const without = whole.slice(0, match.index) + whole.slice(match.index + match[0].length);
      const reading = readDocument(new TextEncoder().encode(without));
      expect(reading.content === null).toBe(reading.finding !== null);
    }
  });
});

describe('the schema', () => {
  it('accepts every sample', () => {
    for (const name of names) expect([name, schemaFaults(sample(name))]).toEqual([name, []]);
  });
});
