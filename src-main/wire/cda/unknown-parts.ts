import { CODE_SYSTEMS, isVersionOf } from '../../../shared/codes/code-systems.ts';
import { type Generation } from '../../../shared/codes/cda-generations.ts';
import { FIELD_NAMES } from './hl7.ts';
import { type SourceAttribute, type SourceElement, type SourceText, sourceTree } from '../xml/source-tree.ts';

const V3 = 'urn:hl7-org:v3';
const HL7FI = 'urn:hl7finland';
const XML = 'http://www.w3.org/XML/1998/namespace';
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** Elements that repeat and are told apart by the code in them, or in the one element that they hold. */
const BY_CODE = new Set([
  'observation',
  'organizer',
  'substanceAdministration',
  'act',
  'section',
  'author',
  'qualifier',
]);
const WRAPPERS = new Set(['component', 'entry', 'entryRelationship']);
const HELD = new Set([...BY_CODE, 'supply', 'structuredBody']);
const CODE_OF: Readonly<Record<string, string>> = { author: 'functionCode', qualifier: 'name' };
/** Groups of other data of a prescription, a cancellation and a correction (LL 88, 98, 99): the same group. */
const OTHER_DATA = new Set(['98', '99']);

/** What has ids that are made from the document's own: they are others in each version. */
const OF_DOCUMENT = new Set([
  'ClinicalDocument',
  'section',
  'externalDocument',
  'parentDocument',
  'organizer',
  'observation',
  'substanceAdministration',
  'supply',
  'act',
]);

const elementsOf = (of: SourceElement): readonly SourceElement[] =>
  of.children.filter((child): child is SourceElement => child.kind === 'element');
const attributeOf = (of: SourceElement | undefined, name: string): string | null =>
  of?.attributes.find(each => each.name === name && each.namespace === '')?.value ?? null;
const isV3 = (of: SourceElement, name: string): boolean => of.namespace === V3 && of.name === name;

function codeIn(of: SourceElement): string {
  const holder = elementsOf(of).find(child => isV3(child, CODE_OF[of.name] ?? 'code'));
  const code = attributeOf(holder, 'code') ?? '';
  if (isVersionOf(attributeOf(holder, 'codeSystem') ?? '', CODE_SYSTEMS.messageType)) return '';
  return of.name === 'organizer' && OTHER_DATA.has(code) ? '88' : code;
}

/** What tells an element from its siblings. Ids of the document itself differ from version to version, others do not. */
function keyOf(of: SourceElement): string {
  const name = `{${of.namespace}}${of.name}`;
  if (of.namespace !== V3) return name;
  if (BY_CODE.has(of.name)) return `${name} ${codeIn(of)}`;
  if (of.name === 'reference') return `${name} ${attributeOf(of, 'typeCode') ?? ''}`;
  if (of.name === 'templateId') return `${name} ${attributeOf(of, 'root') ?? ''}`;
  const ownsIds = OF_DOCUMENT.has(of.parent?.name ?? '');
  if (of.name === 'id' && !ownsIds) return `${name} ${attributeOf(of, 'root') ?? ''}`;
  if (!WRAPPERS.has(of.name)) return name;
  const within = elementsOf(of).filter(child => child.namespace === V3 && child.name !== 'templateId');
  const held = within.find(child => HELD.has(child.name)) ?? within[0];
  return held ? `${name} ${keyOf(held)}` : name;
}

/** What an element says: its attribute values and texts, as they are written, with their number. */
function sayings(of: SourceElement, text: string, found = new Map<string, number>()): ReadonlyMap<string, number> {
  const add = (says: string): void => void found.set(says, (found.get(says) ?? 0) + 1);
  for (const { key, value } of of.attributes) add(`${key}=${value}`);
  for (const child of of.children) {
    if (child.kind === 'element') sayings(child, text, found);
    else if (!child.blank) add(text.slice(child.from, child.to));
  }
  return found;
}

function inCommon(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  let count = 0;
  for (const [says, times] of one) count += Math.min(times, other.get(says) ?? 0);
  return count;
}

/** Text with its root, so that what stands in an element can be looked at. */
type Tree = Readonly<{ text: string; root: SourceElement }>;
const treeOf = (text: string): Tree => ({ text, root: sourceTree(text) });

type Pair = readonly [one: SourceElement, other: SourceElement];
/** More of one key than this are taken in their order: comparing each with each is for the few that a document has. */
const COMPARED = 40;

/** Of several with one key those that say the most alike belong together, else those in the same place. */
function paired(ones: readonly SourceElement[], others: readonly SourceElement[], in1: Tree, in2: Tree): Pair[] {
  const inOrder = (): Pair[] =>
    ones.flatMap((one, at): Pair[] => {
      const other = others[at];
      return other ? [[one, other]] : [];
    });
  if (Math.max(ones.length, others.length) > COMPARED || (ones.length === 1 && others.length === 1)) return inOrder();
  const [says1, says2] = [ones.map(each => sayings(each, in1.text)), others.map(each => sayings(each, in2.text))];
  const all = says1.flatMap((one, at1) =>
    says2.map((other, at2) => ({ at1, at2, score: inCommon(one, other), apart: Math.abs(at1 - at2) })),
  );
  const [taken1, taken2] = [new Set<number>(), new Set<number>()];
  return all
    .sort((a, b) => b.score - a.score || a.apart - b.apart)
    .flatMap(({ at1, at2 }): Pair[] => {
      const [one, other] = [ones[at1], others[at2]];
      if (!one || !other || taken1.has(at1) || taken2.has(at2)) return [];
      taken1.add(at1);
      taken2.add(at2);
      return [[one, other]];
    });
}

function grouped(of: SourceElement): ReadonlyMap<string, readonly SourceElement[]> {
  const groups = new Map<string, SourceElement[]>();
  for (const child of elementsOf(of)) {
    const key = keyOf(child);
    const group = groups.get(key);
    if (group) group.push(child);
    else groups.set(key, [child]);
  }
  return groups;
}

/** The children of `other` that stand for those of `one`. */
function matched(
  one: SourceElement,
  other: SourceElement,
  in1: Tree,
  in2: Tree,
): ReadonlyMap<SourceElement, SourceElement> {
  const others = grouped(other);
  return new Map([...grouped(one)].flatMap(([key, ones]) => paired(ones, others.get(key) ?? [], in1, in2)));
}

/** What each version says anew of itself, and its readable text: nothing in it is compared. */
function isWrittenAnew(child: SourceElement): boolean {
  if (child.namespace === HL7FI && child.name === 'localHeader') return true;
  if (child.namespace !== V3) return false;
  if (child.name === 'title' || child.name === 'relatedDocument') return true;
  return child.name === 'text' && child.parent?.name === 'section';
}

/** What a version has of its own, so that of another version's nothing is carried but what stands inside. */
function isOfVersion(child: SourceElement, newer: boolean): boolean {
  if (child.namespace !== V3) return false;
  if (child.name === 'templateId') return !newer;
  if (child.name === 'id') return ['ClinicalDocument', 'section'].includes(child.parent?.name ?? '');
  return child.name === 'legalAuthenticator' || child.name === 'authenticator';
}

const sameAttribute = (one: SourceAttribute, other: SourceAttribute): boolean =>
  one.name === other.name && one.namespace === other.namespace;

/** Attributes that say something of the code beside them: they go when the code is another one. */
const OF_CODE = ['codeSystemVersion', 'codeSystemName', 'displayName'];

function isUnknownAttribute(each: SourceAttribute, known: SourceElement, now: SourceElement): boolean {
  if (each.namespace === XSI || each.key === 'nullFlavor' || each.name.toLowerCase() === 'id') return false;
  if (known.attributes.some(other => sameAttribute(each, other))) return false;
  if (now.attributes.some(other => sameAttribute(each, other))) return false;
  return !OF_CODE.includes(each.key) || attributeOf(known, 'code') === attributeOf(now, 'code');
}

const prefixesIn = (fragment: string, scope: SourceElement['scope']): readonly string[] =>
  Object.keys(scope).filter(
    prefix => prefix !== '' && prefix !== 'xml' && new RegExp(`[\\s<"'/]${escaped(prefix)}:`).test(fragment),
  );
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Text put into the new version: at a place of it, in the order of the calls. */
class Splices {
  readonly #edits: Readonly<{ at: number; to: number; text: string }>[] = [];
  readonly #declared = new Map<string, string>();
  readonly #text: string;
  readonly #root: SourceElement;
  constructor(text: string, root: SourceElement) {
    this.#text = text;
    this.#root = root;
  }

  put(at: number, text: string, to = at): void {
    this.#edits.push({ at, to, text });
  }

  /** Declarations that the fragment still needs where it comes to stand; others are made at the root. */
  declarations(fragment: string, from: SourceElement['scope'], to: SourceElement['scope'], isElement: boolean): string {
    let inline = '';
    for (const prefix of prefixesIn(fragment, from)) {
      const [namespace, known] = [from[prefix] ?? '', to[prefix] ?? this.#declared.get(prefix)];
      if (known === namespace) continue;
      if (known === undefined && !(prefix in this.#root.scope)) this.#declared.set(prefix, namespace);
      else inline += ` xmlns:${prefix}="${namespace}"`;
    }
    const isBare = isElement && /^<[^\s:/>]+[\s/>]/.test(fragment);
    return isBare && from[''] !== to[''] ? `${inline} xmlns="${from[''] ?? ''}"` : inline;
  }

  result(): string {
    const declared = [...this.#declared].map(([prefix, namespace]) => ` xmlns:${prefix}="${namespace}"`).join('');
    const place = this.#root.inside - 1;
    const edits = [...this.#edits, { at: place, to: place, text: declared }];
    let [text, at] = ['', 0];
    for (const edit of edits.sort((one, other) => one.at - other.at)) {
      text += this.#text.slice(at, edit.at) + edit.text;
      at = edit.to;
    }
    return text + this.#text.slice(at);
  }
}

/** The declarations go after the name; without any the fragment stays as it is. */
const declaring = (fragment: string, declarations: string): string =>
  declarations === '' ? fragment : fragment.replace(/^<[^\s/>]+/, start => start + declarations);

const saysText = (of: SourceElement): boolean => of.children.some(child => child.kind === 'text' && !child.blank);

/** Says something that no generation that we know has: another namespace, or a field with a code that we have no name for. */
function isForeign(of: SourceElement): boolean {
  if (of.namespace !== V3 && of.namespace !== HL7FI) return true;
  if (of.attributes.some(each => !['', XSI, XML].includes(each.namespace))) return true;
  const head = elementsOf(of).find(child => isV3(child, 'code'));
  const isField = isVersionOf(attributeOf(head, 'codeSystem') ?? '', CODE_SYSTEMS.medicationList);
  if (isField && !((attributeOf(head, 'code') ?? '') in FIELD_NAMES)) return true;
  return elementsOf(of).some(isForeign);
}

/** The three texts of a change: what is replaced, the same as we understand it, and the new version. */
export type VersionTexts = Readonly<{
  /** The document that is replaced, as it is; it has passed `readXml`. */
  source: string;
  /** The same document, read and written again: what is not in it was not understood. */
  understood: string;
  /** The new version, as we write it. */
  next: string;
}>;

/** The last section that has a readable text: the one of the prescription itself. */
function lastText(of: SourceElement): SourceElement | null {
  const [texts, deeper] = [
    of.name === 'section' ? elementsOf(of).filter(child => isV3(child, 'text')) : [],
    elementsOf(of)
      .map(lastText)
      .filter(each => each !== null),
  ];
  return deeper.at(-1) ?? texts[0] ?? null;
}

class Carrier {
  readonly #source: Tree;
  readonly #understood: Tree;
  readonly #next: Tree;
  readonly #generation: Generation;
  readonly #splices: Splices;
  constructor(texts: VersionTexts, generation: Generation) {
    this.#source = treeOf(texts.source);
    this.#understood = treeOf(texts.understood);
    this.#next = treeOf(texts.next);
    this.#generation = generation;
    this.#splices = new Splices(texts.next, this.#next.root);
  }

  /** @param says readable text, put at the end of the new version's own */
  carried(says: string): string {
    this.#visit(this.#source.root, this.#understood.root, this.#next.root);
    const text = lastText(this.#next.root);
    if (text && says !== '') this.#splices.put(text.insideEnd, says);
    return this.#splices.result();
  }

  #visit(was: SourceElement, known: SourceElement, now: SourceElement): void {
    this.#attributes(was, known, now);
    const knownText = this.#understood.text.slice(known.inside, known.insideEnd);
    if (saysText(known)) {
      // The text of what stands inside has been read as text: all of it comes back as it was, or goes with a new text.
      const isSame = knownText === this.#next.text.slice(now.inside, now.insideEnd);
      const has = this.#generation === 'older' ? elementsOf(was).some(isForeign) : elementsOf(was).length > 0;
      if (isSame && has && elementsOf(known).length === 0) this.#inner(was, now);
      return;
    }
    const inKnown = matched(was, known, this.#source, this.#understood);
    const inNow = matched(was, now, this.#source, this.#next);
    const newer = this.#generation === 'newer' || this.#generation === 'unknown';
    let at = now.inside;
    for (const child of was.children) {
      if (child.kind === 'text') {
        if (!child.blank && !saysText(now)) this.#carry(child, was, now, at);
        continue;
      }
      const [knownChild, nowChild] = [inKnown.get(child), inNow.get(child)];
      if (nowChild) at = nowChild.to;
      if (isWrittenAnew(child)) continue;
      if (knownChild && nowChild) this.#visit(child, knownChild, nowChild);
      else if (isOfVersion(child, newer)) continue;
      // What older generations say in other places than we do has been understood there.
      else if (!knownChild && !nowChild && (this.#generation !== 'older' || isForeign(child)))
        this.#carry(child, was, now, at);
    }
  }

  #attributes(was: SourceElement, known: SourceElement, now: SourceElement): void {
    for (const each of was.attributes) {
      if (!isUnknownAttribute(each, known, now)) continue;
      const fragment = this.#source.text.slice(each.from, each.to);
      this.#splices.put(now.inside - 1, fragment + this.#splices.declarations(fragment, was.scope, now.scope, false));
    }
  }

  #carry(piece: SourceElement | SourceText, from: SourceElement, to: SourceElement, at: number): void {
    const fragment = this.#source.text.slice(piece.from, piece.to);
    const declarations = this.#splices.declarations(fragment, from.scope, to.scope, piece.kind === 'element');
    this.#splices.put(at, declaring(fragment, declarations));
  }

  #inner(was: SourceElement, now: SourceElement): void {
    const fragment = this.#source.text.slice(was.inside, was.insideEnd);
    const declarations = this.#splices.declarations(fragment, was.scope, now.scope, false);
    this.#splices.put(now.inside - 1, declarations);
    this.#splices.put(now.inside, fragment, now.insideEnd);
  }
}

/**
 * Carries what a document says and we do not understand over into the next version of it, as it is written: elements,
 * attributes and text, each in the place that it has. Of a document of a generation after ours the template ids travel
 * as well. A part whose surroundings the new version has no more goes with them.
 * @param says readable text for what is carried, put at the end of the new version's own
 */
export function withUnknownParts(texts: VersionTexts, generation: Generation, says: string): string {
  return new Carrier(texts, generation).carried(says);
}
