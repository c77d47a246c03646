/// <reference types="vite/client" />
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { DefinitionList, DocumentView, SeverityLetter, StepRow, type Step, Tag } from '../../src-renderer/ui/index.ts';

const words = (markup: string) =>
  markup
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

test('a document shows text as text: markup inside it never becomes markup', () => {
  const markup = renderToStaticMarkup(
    <DocumentView
      label="Kertomus"
      lang="fi"
      blocks={[
        { kind: 'heading', level: 1, text: '<img src=x onerror=alert(1)>' },
        { kind: 'paragraph', content: [{ kind: 'text', text: '<b>RR</b>', emphasis: ['strong'] }, { kind: 'break' }] },
        { kind: 'list', isOrdered: true, items: [[{ kind: 'text', text: 'yksi' }], [{ kind: 'text', text: 'kaksi' }]] },
        { kind: 'table', head: [[{ kind: 'text', text: 'Päivä' }]], rows: [[[{ kind: 'text', text: '12.10.2026' }]]] },
        { kind: 'pairs', items: [{ label: 'Annos', content: [{ kind: 'text', text: '1 tabletti' }] }] },
      ]}
    />,
  );
  expect(markup).not.toMatch(/<img|<b>/);
  expect(markup).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(words(markup)).toBe(
    '&lt;img src=x onerror=alert(1)&gt; &lt;b&gt;RR&lt;/b&gt; yksi kaksi Päivä 12.10.2026 Annos 1 tabletti',
  );
});

test('a block of an unknown kind is a fault, not a blank', () => {
  const blocks = JSON.parse('[{"kind":"html","text":"<p>"}]');
  expect(() => renderToStaticMarkup(<DocumentView label="x" lang="fi" blocks={blocks} />)).toThrow(
    'unknown document block',
  );
});

test('queue steps: the current one is marked and all have names for screen readers', () => {
  const steps: readonly Step[] = [
    { id: 'signed', label: 'Allekirjoitettu', state: 'done' },
    { id: 'sent', label: 'Lähetetty', state: 'current', detail: '14.05' },
    { id: 'accepted', label: 'Vastaanotettu', state: 'todo' },
  ];
  const markup = renderToStaticMarkup(<StepRow label="Tila" steps={steps} />);
  expect(words(markup)).toBe('Allekirjoitettu Lähetetty 14.05 Vastaanotettu');
  expect(markup.match(/aria-current="step"/g)).toHaveLength(1);
});

test('an empty value is an en dash', () => {
  expect(
    words(
      renderToStaticMarkup(
        <DefinitionList
          items={[
            { label: 'Käyttö', value: '' },
            { label: 'Määrä', value: 0 },
          ]}
        />,
      ),
    ),
  ).toBe('Käyttö – Määrä 0');
});

test('a state is a word with an icon, a grade has its name', () => {
  const tag = renderToStaticMarkup(<Tag tone="ok">Vastaanotettu</Tag>);
  expect(tag).toContain('<svg');
  expect(words(tag)).toBe('Vastaanotettu');
  expect(renderToStaticMarkup(<SeverityLetter grade="?" label="Tarkistamatta" />)).toContain(
    'aria-label="Tarkistamatta"',
  );
});
