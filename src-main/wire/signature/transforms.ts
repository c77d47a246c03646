import { type XmlDoc, type XmlNode, readXml } from '../xml/xml.ts';
import { encodeUtf8 } from '../xml/utf8.ts';
import { CANONICALISATIONS, type Canonicalisation, DS, ENVELOPED, FILTER_2, XPATH, XSLT } from './algorithms.ts';

/**
 * The forms in which documents of Kanta are covered (Kela CDA library, samples of 2009–2016):
 * - `node`: `#id`, then canonical XML;
 * - `normalised`: `#id`, the style sheet that trims text, then canonical XML;
 * - `filtered`: the whole document, that style sheet, the one element with an id (XPath Filter 2), then canonical XML;
 * - `body`: the whole document in exclusive form, the structuredBody of it by XPath, then canonical XML 1.0.
 */
export type CoverForm = Readonly<{
  kind: 'node' | 'normalised' | 'filtered' | 'body';
  /** Of the element covered; `null` where the form names it by path. */
  id: string | null;
  canonicalisation: Canonicalisation;
}>;

/** The one style sheet, in exclusive canonical form, white space between its elements left out. Nothing is ever run. */
const NORMALIZE_SPACE =
  '<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0">' +
  '<xsl:template match="*|@*|comment()"><xsl:copy>' +
  '<xsl:apply-templates select="*|@*|text()|comment()"></xsl:apply-templates></xsl:copy></xsl:template>' +
  '<xsl:template match="text()"><xsl:value-of select="normalize-space(.)"></xsl:value-of></xsl:template>' +
  '</xsl:stylesheet>';

/** Longer ones are not compared: the known ones are short. */
const LONGEST_PARAMETER = 2000;

const only = (node: XmlNode): XmlNode | null => {
  const children = node.elements();
  return children.length === 1 ? (children[0] ?? null) : null;
};

function isNormalizeSpace(transform: XmlNode): boolean {
  const sheet = only(transform);
  if (!sheet || sheet.name !== 'stylesheet') return false;
  const canonical = sheet.canonical();
  return canonical.length <= LONGEST_PARAMETER && canonical.replace(/>[ \t\r\n]+</g, '><') === NORMALIZE_SPACE;
}

/** `//*[@ID="…"]` intersected with the document: one element by its id. */
function filteredId(transform: XmlNode): string | null {
  const path = only(transform);
  if (path?.name !== 'XPath' || path.namespace !== FILTER_2 || path.attribute('Filter') !== 'intersect') return null;
  return /^\s*\/\/\*\[@ID="([\w.-]{1,200})"\]\s*$/.exec(path.text())?.[1] ?? null;
}

/** `ancestor-or-self::…:structuredBody` with the prefix bound to HL7 V3. */
function isBodyPath(transform: XmlNode): boolean {
  const path = only(transform);
  if (path?.name !== 'XPath' || path.namespace !== DS) return false;
  const prefix = /^\s*ancestor-or-self::([A-Za-z_][\w-]{0,40}):structuredBody\s*$/.exec(path.text())?.[1];
  if (prefix === undefined) return false;
  const open = /^<[^>]*>/.exec(path.canonical('inclusive'))?.[0] ?? '';
  return open.includes(` xmlns:${prefix}="urn:hl7-org:v3"`);
}

type Step = Canonicalisation | 'normalise' | 'body-path' | Readonly<{ id: string }>;

function stepOf(transform: XmlNode): Step | null {
  if (transform.name !== 'Transform' || transform.namespace !== DS) return null;
  const uri = transform.attribute('Algorithm') ?? '';
  const canonicalisation = CANONICALISATIONS.get(uri);
  if (canonicalisation) return transform.elements().length === 0 ? canonicalisation : null;
  if (uri === XSLT) return isNormalizeSpace(transform) ? 'normalise' : null;
  if (uri === XPATH) return isBodyPath(transform) ? 'body-path' : null;
  const id = uri === FILTER_2 ? filteredId(transform) : null;
  return id === null ? null : { id };
}

/** The signature lies outside what it covers here, so taking it out changes nothing. */
const isNoChange = (transform: XmlNode): boolean =>
  transform.name === 'Transform' &&
  transform.namespace === DS &&
  transform.attribute('Algorithm') === ENVELOPED &&
  transform.elements().length === 0;

const isCanonicalisation = (step: Step | undefined): step is Canonicalisation =>
  step === 'exclusive' || step === 'inclusive';

/**
 * What a reference says it covers, or `null` for transforms that are none of the known ones in one of the known orders.
 * @param uri of the reference: empty for the document, or `#id`
 */
export function coverForm(uri: string, transforms: readonly XmlNode[]): CoverForm | null {
  if (transforms.length > 4) return null;
  const steps = transforms.filter(each => !isNoChange(each)).map(stepOf);
  if (steps.includes(null)) return null;
  const [one, two, three, ...more] = steps as Step[];
  if (more.length > 0) return null;
  if (uri === '') {
    if (one === 'exclusive' && two === 'body-path' && three === undefined)
      return { kind: 'body', id: null, canonicalisation: 'inclusive' };
    const named = one === 'normalise' && typeof two === 'object' && isCanonicalisation(three);
    return named ? { kind: 'filtered', id: two.id, canonicalisation: three } : null;
  }
  const id = uri.slice(1);
  if (one === undefined) return { kind: 'node', id, canonicalisation: 'inclusive' };
  if (isCanonicalisation(one) && two === undefined) return { kind: 'node', id, canonicalisation: one };
  const normalised = one === 'normalise' && isCanonicalisation(two) && three === undefined;
  return normalised ? { kind: 'normalised', id, canonicalisation: two } : null;
}

const trimmedText = (text: string): string =>
  text
    .replace(/&#xD;/g, '\r')
    .replace(/[ \t\n\r]+/g, ' ')
    .replace(/^ | $/g, '');

/** Pieces of canonical XML: an instruction, a tag (its attributes in double quotes may hold `>`), text. */
const PIECE = /<\?[\s\S]*?\?>|<(?:[^"<>]|"[^"]*")*>|[^<]+/g;

/** What the style sheet makes of canonical text: each text node trimmed and its inner white space single, no instructions. */
export function normaliseSpace(canonical: string): string {
  return canonical.replace(PIECE, piece => {
    if (!piece.startsWith('<')) return trimmedText(piece);
    return piece.startsWith('<?') ? '' : piece;
  });
}

function again<T>(text: string, work: (doc: XmlDoc) => T): T | null {
  const read = readXml(encodeUtf8(text), work);
  return read.ok ? read.value : null;
}

/** The text that is hashed; `null` when the detour through text comes to nothing. */
export function coveredText(form: CoverForm, root: XmlNode, target: XmlNode): string | null {
  switch (form.kind) {
    case 'node':
      return target.canonical(form.canonicalisation);
    case 'normalised':
      return again(normaliseSpace(target.canonical('inclusive')), doc => doc.root.canonical(form.canonicalisation));
    case 'filtered':
      return again(normaliseSpace(root.canonical('inclusive')), doc => {
        const found = doc.byId(form.id ?? '');
        return found.length === 1 ? (found[0]?.canonical(form.canonicalisation) ?? null) : null;
      });
    case 'body':
      return again(
        root.canonical('exclusive'),
        doc => doc.root.find('v3:component/v3:structuredBody')?.canonical(form.canonicalisation) ?? null,
      );
  }
}

/** How the list of several documents hashes a body that is signed in this form. */
export const listForm = (form: CoverForm | undefined): CoverForm => ({
  kind: form?.kind === 'normalised' || form?.kind === 'filtered' ? 'normalised' : 'node',
  id: null,
  canonicalisation: 'exclusive',
});
