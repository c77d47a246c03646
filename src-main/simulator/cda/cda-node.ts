import { type XmlNode } from '../../wire/xml/xml.ts';
import { type Amount, type CdaAuthor, type CdaPerson, type Code } from './cda-types.ts';

/** Fields of the prescription documents, code system Lääkityslista. Versions of a code system share the stem. */
export const FIELD_SYSTEM = '1.2.246.537.6.12.2002.126';

export const attribute = (node: XmlNode, path: string, name: string): string | null =>
  node.find(path)?.attribute(name) ?? null;

/** Text of an element, white space at the ends cut; `null` for an empty or missing one. */
export function text(node: XmlNode | null, path?: string): string | null {
  const found = path === undefined ? node : (node?.find(path) ?? null);
  const content = found?.text().trim() ?? '';
  return content === '' ? null : content;
}

export function code(node: XmlNode | null): Code | null {
  const value = node?.attribute('code');
  if (!node || !value) return null;
  return {
    code: value,
    system: node.attribute('codeSystem') ?? '',
    name: node.attribute('displayName'),
    text: text(node, 'v3:originalText'),
  };
}

/** PQ: a number with a unit, or text in `translation/originalText` when it cannot be one (`3X21`, `ad 100 g`). */
export function amount(node: XmlNode | null): Amount | null {
  if (!node) return null;
  const written = text(node, 'v3:translation/v3:originalText') ?? text(node, 'v3:originalText');
  const value = node.attribute('value');
  const plain = value === null && written === null ? text(node) : null;
  if (value === null && written === null && plain === null) return null;
  return { value, unit: node.attribute('unit'), text: written ?? plain };
}

export const isSystem = (system: string | null, stem: string): boolean =>
  system === stem || (system ?? '').startsWith(`${stem}.`);

/** Observations of the body by their field code, in document order. */
export class Fields {
  readonly #byCode = new Map<string, XmlNode[]>();

  constructor(body: XmlNode) {
    for (const node of body.findAll('.//v3:observation | .//v3:substanceAdministration')) {
      const head = node.elements().find(e => e.name === 'code');
      const value = head?.attribute('code');
      if (!value || !isSystem(head?.attribute('codeSystem') ?? null, FIELD_SYSTEM)) continue;
      const known = this.#byCode.get(value);
      if (known) known.push(node);
      else this.#byCode.set(value, [node]);
    }
  }

  all(field: number): readonly XmlNode[] {
    return this.#byCode.get(String(field)) ?? [];
  }

  node(field: number): XmlNode | null {
    return this.all(field)[0] ?? null;
  }

  value(field: number): XmlNode | null {
    return this.node(field)?.find('v3:value') ?? null;
  }

  flag(field: number): boolean | null {
    const value = this.value(field)?.attribute('value');
    return value === 'true' ? true : value === 'false' ? false : null;
  }

  text(field: number): string | null {
    return text(this.value(field));
  }

  code(field: number): Code | null {
    return code(this.value(field));
  }

  amount(field: number): Amount | null {
    return amount(this.value(field));
  }
}

export function person(name: XmlNode | null): CdaPerson {
  const given = (name?.findAll('v3:given') ?? []).map(node => ({
    text: node.text().trim(),
    call: node.attribute('qualifier') === 'CL',
  }));
  const callName = given.find(g => g.call)?.text ?? null;
  const names = given.filter(g => !g.call && g.text !== '').map(g => g.text);
  return {
    given: names.length > 0 || callName === null ? names : [callName],
    callName,
    family: text(name, 'v3:family'),
  };
}

export function author(node: XmlNode): CdaAuthor {
  const who = node.find('v3:assignedAuthor');
  const id = (root: string) => who?.find(`v3:id[@root="${root}"]`)?.attribute('extension') ?? null;
  const unit = who?.find('v3:representedOrganization') ?? null;
  return {
    role: attribute(node, 'v3:functionCode', 'code'),
    registrationNumber: id('1.2.246.537.26'),
    identifierNumber: id('1.2.246.537.25'),
    right: who?.find('v3:code/v3:translation/v3:qualifier[v3:name/@code="151"]/v3:value')?.attribute('code') ?? null,
    title: text(
      who?.find('v3:code/v3:translation/v3:qualifier[v3:name/@code="1.2"]/v3:value') ?? null,
      'v3:originalText',
    ),
    name: person(who?.find('v3:assignedPerson/v3:name') ?? null),
    unit: unit ? attribute(unit, 'v3:id', 'root') : null,
    unitName: text(unit, 'v3:name'),
    provider: unit ? attribute(unit, 'v3:asOrganizationPartOf/v3:wholeOrganization/v3:id', 'root') : null,
  };
}
