import { CODE_SYSTEMS, type CodeSystem, isVersionOf } from '../../../shared/codes/code-systems.ts';
import { type Decimal, isDecimal, multiply } from '../../../shared/kernel/decimal.ts';
import { type Oid, isOid } from '../../../shared/kernel/oid.ts';
import { type Coded } from '../../../shared/domain/coded.ts';
import { type Quantity } from '../../../shared/domain/prescribing/prescription.ts';
import { type XmlNode } from '../xml/xml.ts';

/** Carries a finding out of the depth of a reader; `readDocument` turns it into a value. */
export class Unreadable extends Error {
  readonly finding: string;
  constructor(finding: string) {
    super(finding);
    this.finding = finding;
  }
}

/** @param finding what is told when the value is not there: a code, never content */
export function demand<T>(value: T | null | undefined, finding: string): T {
  if (value === null || value === undefined) throw new Unreadable(finding);
  return value;
}

/** XML white space at the ends is layout; other spaces belong to the text. */
export const trimmed = (text: string): string => text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');

export const textOf = (node: XmlNode | null | undefined): string => (node ? trimmed(node.text()) : '');
export const textAt = (node: XmlNode, path: string): string => textOf(node.find(path));
export const attributeAt = (node: XmlNode, path: string, name: string): string | null =>
  node.find(path)?.attribute(name) ?? null;

export const oidAt = (node: XmlNode, path: string): Oid | null => {
  const root = attributeAt(node, path, 'root');
  return root !== null && isOid(root) ? root : null;
};

/** `+7` and `07` are what xs:decimal allows and we do not write. */
export function decimalOf(text: string | null): Decimal | null {
  const plain = (text ?? '')
    .trim()
    .replace(/^\+/, '')
    .replace(/^(-?)0+(?=\d)/, '$1')
    .replace(/^(-?)\./, '$10.')
    .replace(/\.$/, '');
  return isDecimal(plain) ? plain : null;
}

export function countOf(text: string | null): number | null {
  return text !== null && /^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : null;
}

/** `3X21` in the text of an amount means three times twenty-one (Kela CDA library, sample LT1). */
const FORMULA = /^(\d+(?:[.,]\d+)?)\s*[xX×]\s*(\d+(?:[.,]\d+)?)$/;

/** PQ with its number; the text beside it, where it is not the unit but a formula, is computed. `null` when it is words only. */
export function quantityOf(node: XmlNode | null | undefined): Quantity | null {
  if (!node) return null;
  const number = decimalOf(node.attribute('value'));
  const unit = node.attribute('unit') ?? '1';
  const written = textAt(node, 'v3:translation/v3:originalText') || textAt(node, 'v3:originalText');
  if (number !== null) return { value: number, unit: unit === '1' && written !== '' ? written : unit };
  const formula = FORMULA.exec(written);
  if (formula) {
    const [one, other] = [
      decimalOf((formula[1] ?? '').replace(',', '.')),
      decimalOf((formula[2] ?? '').replace(',', '.')),
    ];
    return one && other ? { value: multiply(one, other), unit } : null;
  }
  const plain = decimalOf(written.replace(',', '.'));
  return plain === null ? null : { value: plain, unit };
}

/** A coded value: its code in that system, and the text that stands in place of a code. */
export type CodedValue = Readonly<{ code: string | null; text: string | null; name: string | null }>;

export function codedOf(node: XmlNode | null | undefined, system: CodeSystem): CodedValue {
  const nothing = { code: null, text: null, name: null };
  if (!node) return nothing;
  const given = node.attribute('codeSystem');
  if (given !== null && !isVersionOf(given, system)) return nothing;
  const text = textAt(node, 'v3:originalText');
  return { code: node.attribute('code'), text: text === '' ? null : text, name: nameOf(node) };
}

/** A code of whatever system it says; null where there is no code. */
export function foreignOf(node: XmlNode | null | undefined): Coded | null {
  const code = node?.attribute('code') ?? null;
  if (!node || code === null) return null;
  return { code, system: node.attribute('codeSystem') ?? '', name: nameOf(node) ?? '' };
}

/** `displayName`, which is an attribute, so that layout may stand around it as well. */
export function nameOf(node: XmlNode | null | undefined): string | null {
  const name = node?.attribute('displayName') ?? null;
  return name === null ? null : trimmed(name);
}

/** A value of a closed list. */
export const oneOf = <T extends string>(value: string | null, values: readonly T[]): T | null =>
  values.find(each => each === value) ?? null;

/** The fields of a part of the body by their Lääkityslista code, in document order. */
export class Fields {
  readonly #nodes = new Map<string, XmlNode[]>();

  constructor(within: XmlNode) {
    for (const node of within.findAll('.//v3:observation | .//v3:substanceAdministration')) {
      const head = node.elements().find(each => each.name === 'code');
      const code = head?.attribute('code');
      if (!code || !isVersionOf(head?.attribute('codeSystem') ?? '', CODE_SYSTEMS.medicationList)) continue;
      this.#nodes.set(code, [...(this.#nodes.get(code) ?? []), node]);
    }
  }

  /** Code and element of each, in the order of the codes' first appearance. */
  entries(): readonly (readonly [string, XmlNode])[] {
    return [...this.#nodes].flatMap(([code, nodes]) => nodes.map(node => [code, node] as const));
  }

  all(field: number): readonly XmlNode[] {
    return this.#nodes.get(String(field)) ?? [];
  }

  node(field: number): XmlNode | null {
    return this.all(field)[0] ?? null;
  }

  value(field: number): XmlNode | null {
    return this.node(field)?.find('v3:value') ?? null;
  }

  text(field: number): string {
    return textOf(this.value(field));
  }

  /** False where the field is missing: every flag of the prescription means "no" when nothing is said. */
  flag(field: number): boolean {
    return this.value(field)?.attribute('value') === 'true';
  }

  /** What is said in words beside a code: inside the value, as a value of its own (before package 4.00) or as the field's text. */
  words(field: number): string {
    const node = this.node(field);
    const values = node?.findAll('v3:value') ?? [];
    const inside = values.map(each => textAt(each, 'v3:originalText')).find(each => each !== '');
    const own = values.filter(each => each.attribute('code') === null).map(textOf);
    return inside ?? own.find(each => each !== '') ?? textOf(node?.find('v3:text'));
  }

  coded(field: number, system: CodeSystem): CodedValue {
    const values = this.node(field)?.findAll('v3:value') ?? [];
    return codedOf(values.find(each => each.attribute('code') !== null) ?? values[0], system);
  }
}
