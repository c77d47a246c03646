import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDocumentCodec } from '../../src-main/wire/documents.ts';
import { testCryptography } from '../builders/cryptography.builder.ts';
import { aLegalPrescription, aRecordDocument, aDocumentPatient } from '../builders/document.builder.ts';
import { HOSTILE_TEXTS } from '../builders/hostile-text.ts';
import { decimal } from '../../shared/kernel/decimal.ts';
import { type Prescription } from '../../shared/domain/prescribing/prescription.ts';

const codec = createDocumentCodec({ cryptography: testCryptography });

const withText = (text: string) =>
  codec
    .readable(
      new TextEncoder().encode(
        `<ClinicalDocument xmlns="urn:hl7-org:v3"><title>T</title><component><structuredBody><component><section><title>T</title>
          <text>${text}</text></section></component></structuredBody></component></ClinicalDocument>`,
      ),
    )
    .slice(1);

describe('narrative blocks', () => {
  it('keeps paragraphs, line ends and styles', () => {
    expect(
      withText(
        '<paragraph>a<br/><content styleCode="Bold">b</content> <content styleCode="xfi Italics">c</content></paragraph>',
      ),
    ).toEqual([
      {
        kind: 'paragraph',
        spans: [{ text: 'a\n' }, { text: 'b', styles: ['bold'] }, { text: ' ' }, { text: 'c', styles: ['italic'] }],
      },
    ]);
  });

  it('shows what was inserted and what was deleted', () => {
    expect(
      withText('<paragraph><content revised="delete">old</content><content revised="insert">new</content></paragraph>'),
    ).toEqual([
      {
        kind: 'paragraph',
        spans: [
          { text: 'old', styles: ['deleted'] },
          { text: 'new', styles: ['inserted'] },
        ],
      },
    ]);
  });

  it('keeps sub and sup, and text beside the blocks', () => {
    expect(withText('H<sub>2</sub>O<paragraph>p</paragraph>tail')).toEqual([
      { kind: 'paragraph', spans: [{ text: 'H' }, { text: '2', styles: ['sub'] }, { text: 'O' }] },
      { kind: 'paragraph', spans: [{ text: 'p' }] },
      { kind: 'paragraph', spans: [{ text: 'tail' }] },
    ]);
  });

  it('keeps lists with their caption and lists inside them', () => {
    expect(
      withText(
        '<list listType="ordered"><caption>cap</caption><item>one<list><item>inner</item></list></item><item>two</item></list>',
      ),
    ).toEqual([
      { kind: 'paragraph', spans: [{ text: 'cap' }] },
      { kind: 'list', ordered: true, items: [[{ text: 'one' }], [{ text: 'two' }]] },
      { kind: 'list', ordered: false, items: [[{ text: 'inner' }]] },
    ]);
  });

  it('keeps tables', () => {
    expect(
      withText(
        '<table><thead><tr><th>h</th></tr></thead><tbody><tr><td>1</td></tr><tr><td><content>2</content></td></tr></tbody></table>',
      ),
    ).toEqual([{ kind: 'table', head: [[{ text: 'h' }]], rows: [[[{ text: '1' }]], [[{ text: '2' }]]] }]);
  });

  it('shows elements that it does not know as their text, never as markup', () => {
    expect(
      withText(
        '<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script><paragraph><blink>b</blink><renderMultiMedia referencedObject="M1"/></paragraph>',
      ),
    ).toEqual([
      { kind: 'paragraph', spans: [{ text: 'alert(1)' }] },
      { kind: 'paragraph', spans: [{ text: 'b[M1]' }] },
    ]);
  });

  it('combines styles, inside one another and in one element, also in cells', () => {
    expect(
      withText(
        '<content styleCode="Bold">a<content styleCode="Underline Italics xLauncher">b</content></content><table><tr><td><content revised="delete">5 mg</content><content styleCode="Bold" revised="insert">10<sup>2</sup> mg</content></td></tr></table>',
      ),
    ).toEqual([
      {
        kind: 'paragraph',
        spans: [
          { text: 'a', styles: ['bold'] },
          { text: 'b', styles: ['bold', 'italic', 'underline'] },
        ],
      },
      {
        kind: 'table',
        head: [],
        rows: [
          [
            [
              { text: '5 mg', styles: ['deleted'] },
              { text: '10', styles: ['bold', 'inserted'] },
              { text: '2', styles: ['bold', 'inserted', 'sup'] },
              { text: ' mg', styles: ['bold', 'inserted'] },
            ],
          ],
        ],
      },
    ]);
  });

  it('keeps the spaces and lines of unstructured text', () => {
    expect(withText('<content styleCode="xUnstructured">Hb   134\n  Na 140</content>')).toEqual([
      { kind: 'paragraph', spans: [{ text: 'Hb   134\n  Na 140', styles: ['fixed'] }] },
    ]);
  });

  it('leaves cells in their columns', () => {
    const cell = (text: string) => (text === '' ? [] : [{ text }]);
    expect(
      withText(
        '<table><thead><tr><th colspan="2">a</th><th>b</th></tr></thead><tr><td rowspan="2">1</td><td>2</td><td>3</td></tr><tr><td>4</td><td colspan="x">5</td></tr></table>',
      ),
    ).toEqual([
      {
        kind: 'table',
        head: ['a', '', 'b'].map(cell),
        rows: [['1', '2', '3'].map(cell), ['', '4', '5'].map(cell)],
      },
    ]);
  });

  it('tells where a link leads, and does not follow it', () => {
    expect(withText('<linkHtml href="javascript:alert(1)">ohje</linkHtml>')).toEqual([
      { kind: 'paragraph', spans: [{ text: 'ohje (javascript:alert(1))' }] },
    ]);
  });

  it('drops no text, wherever it stands and whatever is around it', () => {
    let letters = 0;
    const { tree } = fc.letrec<{ tree: string; leaf: string }>(tie => ({
      leaf: fc.constant('').map(() => `w${(letters += 1)}w `),
      tree: fc.oneof(
        { maxDepth: 6, withCrossShrink: true },
        tie('leaf'),
        fc
          .tuple(
            fc.constantFrom(
              'paragraph',
              'content styleCode="Bold"',
              'content revised="delete"',
              'list',
              'item',
              'caption',
              'table',
              'thead',
              'tbody',
              'tr',
              'td rowspan="2"',
              'th colspan="3"',
              'sub',
              'br',
              'footnote',
              'linkHtml',
              'script',
              'x:y xmlns:x="urn:x"',
            ),
            fc.array(tie('tree'), { maxLength: 4 }),
          )
          .map(([tag, inside]) => `<${tag}>${inside.join('')}</${tag.split(' ')[0]}>`),
      ),
    }));
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 5 }), pieces => {
        const markup = pieces.join('');
        const shown = JSON.stringify(withText(markup));
        for (const word of markup.match(/w\d+w/g) ?? []) expect([word, shown.split(word).length]).toEqual([word, 2]);
      }),
      { numRuns: 3000 },
    );
  }, 60_000);

  it('is empty for what is no document', () => {
    expect(codec.readable(new TextEncoder().encode('<!DOCTYPE x><x/>'))).toEqual([]);
  });
});

const shown = (content: Prescription, practice = false): string =>
  codec
    .readable(codec.write({ kind: 'prescription', content }, { practice, softwareVersion: '1' }))
    .map(block =>
      block.kind === 'paragraph'
        ? block.spans.map(span => span.text).join('')
        : block.kind === 'heading'
          ? block.text
          : '',
    )
    .join('\n');

describe('the readable text of what we write', () => {
  it('says all that the structure says', () => {
    const text = shown(
      aLegalPrescription({
        validUntil: '2026-12-31' as Prescription['validUntil'],
        sic: true,
        weightKg: decimal('11.50'),
        messageToPharmacy: 'Erät viikoittain',
        renewalProhibited: true,
        renewalBan: { code: '5', text: 'määräaikainen kuuri' },
        narcoticIdentification: { code: '9', text: 'tunnettu potilas' },
        minorDisclosure: '3',
      }),
    );
    for (const fact of [
      'Harjoituslan terveysasema',
      '3.2.2026 klo 9.05.07',
      'Aino Maria Harjula',
      '00999900101',
      '999901',
      'Tuisku Oili Mallinen',
      '010190-999W',
      'syntynyt 1.1.1990',
      'HARJOITUSTABLETTI',
      '002296',
      'M01AE01 ibuprofeeni',
      'Ibuprofenum',
      '600 mg',
      'HARJOITUSLÄÄKE OY',
      'läpipainopakkaus',
      '2 pakkausta à 100 fol (100 fol)',
      'iter 3, 7 pv',
      '1 tabletti 3 kertaa päivässä',
      'jakson pituus 1 vuorokautta',
      'SIC!',
      'Kipuun',
      '11,50 kg',
      'Erät viikoittain',
      'Muu syy: määräaikainen kuuri',
      'Muu: tunnettu potilas',
      'kieltää tietojensa luovuttamisen',
      'Voimassa enintään: 31.12.2026',
      '1.2.246.10.88888888.14001.2026.1',
    ])
      expect(text).toContain(fact);
  });

  it('speaks the language of the document', () => {
    const text = shown(aLegalPrescription({ language: 'sv', patient: { ...aDocumentPatient, language: 'sv' } }));
    expect(text).toContain('Läkemedelsordination');
    expect(text).toContain('Övningsby hälsostation');
    expect(text).toContain('filmdragerad tablett');
    expect(text).not.toContain('Lääke');
  });

  it('marks practice in title and first paragraph, and only there where it is practice', () => {
    const marked = shown(aLegalPrescription(), true).split('\n');
    expect(marked[0]).toBe('HARJOITUS – Lääkemääräys');
    expect(marked[1]).toMatch(/^HARJOITUS: /);
    expect(shown(aLegalPrescription({ language: 'sv' }), true).split('\n')[0]).toBe('ÖVNING – Läkemedelsordination');
    expect(shown(aLegalPrescription())).not.toContain('HARJOITUS: ');
  });

  it.each(HOSTILE_TEXTS)('shows %j as text', hostile => {
    const stored = hostile
      .normalize('NFC')
      .replace(/\r\n?|\u0085|\u2028/g, '\n')
      .replaceAll('\uFEFF', '')
      .replace(/^[ \t\n]+|[ \t\n]+$/g, '');
    const record = aRecordDocument({ sections: [{ heading: 'plan', text: hostile, entries: [] }] });
    const blocks = codec.readable(
      codec.write({ kind: 'record', content: record }, { practice: false, softwareVersion: '1' }),
    );
    expect(blocks.at(-1)).toEqual({ kind: 'paragraph', spans: [{ text: stored }] });
  });
});
