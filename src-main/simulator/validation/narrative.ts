import { SaxesParser } from 'saxes';

/**
 * Narrative as invariants txt-1 and txt-2 of R4 ask: XHTML of chapters 7 to 11 and 15 of HTML 4.0, no scripts, forms,
 * frames, objects or event attributes, no named HTML entities, and something to read.
 */
const XHTML = 'http://www.w3.org/1999/xhtml';
const ELEMENTS = new Set(
  (
    'div p span br hr h1 h2 h3 h4 h5 h6 a b i em strong small big tt dfn q var abbr acronym cite blockquote address ' +
    'bdo kbd code samp sub sup ins del ul ol li dl dt dd pre table caption colgroup col thead tbody tfoot tr th td img map area'
  ).split(' '),
);
const COMMON = new Set('title style class id lang xml:lang dir accesskey tabindex xmlns'.split(' '));
const SPECIFIC: Readonly<Record<string, string>> = {
  a: 'href name type hreflang rel rev charset shape coords',
  img: 'src alt longdesc name height width ismap usemap',
  map: 'name',
  area: 'shape coords href nohref alt',
  table: 'summary width border frame rules cellspacing cellpadding align bgcolor',
  caption: 'align',
  colgroup: 'span width align char charoff valign',
  col: 'span width align char charoff valign',
  thead: 'align char charoff valign',
  tbody: 'align char charoff valign',
  tfoot: 'align char charoff valign',
  tr: 'align char charoff valign bgcolor',
  th: 'abbr axis headers scope rowspan colspan align char charoff valign nowrap width height bgcolor',
  td: 'abbr axis headers scope rowspan colspan align char charoff valign nowrap width height bgcolor',
  blockquote: 'cite',
  q: 'cite',
  ins: 'cite datetime',
  del: 'cite datetime',
  ul: 'type compact',
  ol: 'type start compact',
  li: 'type value',
  dl: 'compact',
  pre: 'width space xml:space',
  br: 'clear',
  hr: 'align noshade size width',
  p: 'align',
  div: 'align',
};
const ALLOWED = new Map(
  Object.entries(SPECIFIC).map(([element, names]) => [element, new Set(names.split(' '))] as const),
);

export type NarrativeFault = Readonly<{ rule: 'txt-1' | 'txt-2'; expected: string }>;

/** @returns what is wrong with the content of Narrative.div, at most one fault for each rule */
export function checkNarrative(xhtml: string): NarrativeFault[] {
  let depth = 0;
  let form: string | undefined;
  let readable = false;
  const blame = (expected: string): void => {
    form ??= expected;
  };
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', () => blame('well-formed XHTML without HTML entities'));
  parser.on('doctype', () => blame('no document type'));
  parser.on('processinginstruction', () => blame('no processing instruction'));
  parser.on('opentag', tag => {
    if (depth === 0 && tag.local !== 'div') blame('one div as the root');
    depth += 1;
    if (tag.uri !== XHTML) blame(`the namespace ${XHTML}`);
    if (tag.prefix !== '' || !ELEMENTS.has(tag.local)) blame('only the elements of basic formatting');
    if (tag.local === 'img') readable = true;
    for (const attribute of Object.values(tag.attributes)) {
      const known = COMMON.has(attribute.name) || ALLOWED.get(tag.local)?.has(attribute.name) === true;
      if (!known && attribute.prefix !== 'xmlns') blame('only the attributes of basic formatting');
      const link = attribute.name === 'href' || attribute.name === 'src';
      if (link && /^[\s\u0000-\u0020]*(javascript|vbscript):/i.test(attribute.value)) blame('no script in a link');
    }
  });
  parser.on('closetag', () => {
    depth -= 1;
  });
  parser.on('text', text => {
    if (text.trim() === '') return;
    if (depth === 0) blame('nothing outside the div');
    readable = true;
  });
  parser.write(xhtml).close();
  const faults: NarrativeFault[] = [];
  if (form !== undefined) faults.push({ rule: 'txt-1', expected: form });
  if (!readable) faults.push({ rule: 'txt-2', expected: 'some text or an image' });
  return faults;
}
