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
const FINDINGS = /^record-phase-not-single$/;

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
              return [...block.head, ...block.rows.flat()].flat().map(span => span.text);
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
    expect(prescription('specification/apteekissa_tallennettu_laakemaarays_puhelin.xml')).toMatchObject({
      prescriber: { identifierNumber: '100693', registrationNumber: '' },
      recorder: { professional: { registrationNumber: '12312312312', family: 'Pullonen' } },
      pharmacyStorage: { kind: '2', reason: { code: '3', text: 'Muun syyn perusteluteksti' } },
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

  it('package 4.00 with a range in the length of the period: all of its structure', () => {
    const rx = prescription('specification/ESIM lääkemääräys vaihteluväli_annosjaksonpituus.xml');
    expect(rx?.dose).toMatchObject({
      structured: null,
      route: { code: '1055', name: 'suun kautta' },
      extraInstruction: 'Otetaan ruokailun yhteydessä',
      plan: {
        seasons: [
          {
            asNeeded: true,
            period: { low: '3', high: '4', unit: 'd' },
            doses: [{ amount: { low: '1', high: '2' }, unit: { code: '18', name: 'tabletti' }, asNeeded: false }],
          },
        ],
      },
    });
  });

  it('package 4.00 with every field', () => {
    expect(prescription('specification/ESIM lääkemääräys_laaja_kaikki_tietokentat.xml')).toMatchObject({
      product: {
        kind: '4',
        vnr: '002296',
        tradeName: 'VENTOLINE EVOHALER',
        uncodedName: 'PETNIDAN',
        preparation: 'M.f.ungt.d.s.',
        extraInformation: 'Babyhaler',
        biological: true,
        biosimilar: 'yes',
        medicineGroup: 'lääkeryhmä',
        bloodProduct: 'yes',
        substances: ['salbutamolisulfaatti'],
        ingredients: [
          {
            name: 'Ibaril 0,25 % emulsiovoide',
            atc: 'D07AC03',
            amount: { kind: 'measured', quantity: { value: '30', unit: 'g' } },
          },
        ],
        otherIngredients: [{ name: 'Novalan', amount: { kind: 'worded', text: 'ad 100 g' } }],
      },
      iteration: { repeats: 3, intervalDays: 7, text: 'iter ter 7 pv' },
      biologicalJustification: 'perusteluteksti',
      specialClarifications: [{ code: { code: 'E005', name: 'Syvä laskimotukos' }, text: '', date: '2019-10-30' }],
      renewalBan: { code: '1', text: 'Tähän kenttään uudistamiskiellon perustelu' },
      narcoticIdentification: { code: '9', text: 'potilas tunnettu' },
      physicianFee: '125.00',
      feeAsSpecialist: false,
      minorDisclosure: '1',
      prescriber: { speciality: { code: '86173-680' }, suffix: 'Lääketieteen lisensiaatti' },
      signedIn: { body: '2019-04-24T06:20:17.000Z' },
      dose: {
        plan: {
          seasons: [
            {
              start: '2019-10-31',
              end: '2019-11-30',
              length: { low: '25', high: '30', unit: 'd' },
              pauses: [{ from: '2019-11-01', to: '2019-11-30' }],
              doses: [
                {
                  physical: { low: '50', high: '100', unit: 'mg' },
                  timeOfDay: { code: 'a', name: 'aamu' },
                  clock: '0800',
                  weekday: { code: 'ma', name: 'maanantai' },
                },
                { amount: { low: '1', high: '1' } },
              ],
            },
          ],
        },
      },
    });
  });

  it.each([
    ['LM3_ maaraaikainen_erityislupavalmiste', { kind: '4', vnr: null, tradeName: 'PETNIDAN', atc: 'N03AD01' }],
    ['LM4_perusvoide_kokonaismaaralla', { kind: '2', tradeName: 'DECUBAL CLINIC CREME', databaseVersion: '2014.008' }],
    ['LM7_hoitotarvike_tyotapaturma', { kind: '10', tradeName: 'DUODERM EXTRA THIN 10X10 CM', atc: '' }],
    ['LM8_ex_tempore_rakenteinen_koodattu_ainesosa', { kind: '7', tradeName: 'Oksikodonilius', preparation: 'M.d.s.' }],
    ['LM11_ex_tempore_tekstimuodossa', { kind: '7', tradeName: 'Voideseos', substances: [] }],
    ['LM12_potilaskohtainen_erityislupavalmiste', { kind: '11', strength: '0.4 mg/ml' }],
    ['LM13_laaketietokannan_ulkopuolinen_valmiste', { kind: '6', tradeName: 'RELATABS +D3 10 mikrog purutabletti' }],
    ['potilaskohtainen_erityislupavalmiste_atc', { kind: '11', tradeName: 'WILZIN*', atc: 'A16AX05' }],
  ])('%s: the product of its kind', (name, product) => {
    expect(prescription(`specification/${name}.xml`)?.product).toMatchObject(product);
  });

  it('LM7: a work accident with employer and insurer; LM12: ten parts in a package', () => {
    expect(prescription('specification/LM7_hoitotarvike_tyotapaturma.xml')).toMatchObject({
      treatmentKind: 'T',
      employer: 'Raksa Oy',
      insurer: 'Vakuus Oy',
    });
    expect(prescription('specification/LM12_potilaskohtainen_erityislupavalmiste.xml')?.amount).toMatchObject({
      packageSize: { value: '25', unit: 'ml' },
      packedAs: { each: { value: '2.5', unit: 'ml' }, count: 10 },
    });
  });

  it('what the domain has no place for is told, field by field', () => {
    const beyond = (name: string) => readDocument(sample(name)).beyond;
    expect(beyond('specification/LM1_pkvlaake_iteroitu_pienempi_pakkaus.xml')).toEqual([]);
    expect(beyond('specification/apteekissa_tallennettu_laakemaarays_puhelin.xml')).toEqual([]);
    expect(beyond('specification/ESIM lääkemääräys_laaja_kaikki_tietokentat.xml')).toEqual([]);
    const unknown = new TextDecoder()
      .decode(sample('specification/LM1_pkvlaake_iteroitu_pienempi_pakkaus.xml'))
      .replace(
        /<component>\s*<observation classCode="OBS" moodCode="EVN">\s*<code code="132"/,
        found =>
          `${found.replace('"132"', '"999" displayName="Tuleva kenttä"')} codeSystem="1.2.246.537.6.12.2002.126"/><value xsi:type="ST">arvo</value></observation></component>${found}`,
      );
    expect(readDocument(new TextEncoder().encode(unknown)).beyond).toMatchObject([
      { field: '999', name: 'Tuleva kenttä', says: 'arvo' },
    ]);
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
