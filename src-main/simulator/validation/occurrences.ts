import { type Issue, type IssueCode } from './issue.ts';
import { listOf, type JsonObject } from './json-value.ts';
import { isPrimitiveType } from './primitives.ts';
import { jsonName, membersOf, type ElementNode } from './snapshot-tree.ts';

export type Report = (code: IssueCode, expression: string, diagnostics: string, severity?: Issue['severity']) => void;
/** One occurrence of an element; `holder` and `key` say where it stands, for the text of kept numbers. */
export type Item = Readonly<{
  value: unknown;
  /** the `_name` partner of a primitive */
  extra: unknown;
  type: string;
  path: string;
  holder: object;
  key: string | number;
}>;

/** Reports members that neither the element nor FHIR itself defines; their values are never repeated. */
export function reportUnknownMembers(
  value: JsonObject,
  holder: ElementNode,
  path: string,
  isResource: boolean,
  report: Report,
): void {
  const members = membersOf(holder);
  for (const key in value) {
    if (value[key] === undefined || (isResource && key === 'resourceType')) continue;
    const underscored = key.startsWith('_');
    const child = members.get(underscored ? key.slice(1) : key);
    if (child !== undefined && (!underscored || child.types.some(type => isPrimitiveType(type.code)))) continue;
    const plain = /^_?[A-Za-z]{1,64}$/.test(key) ? ` (${key})` : '';
    const choice = holder.children.find(
      node => node.choice && /^[A-Z]/.test(key.slice(node.name.length)) && key.startsWith(node.name),
    );
    if (choice === undefined) report('structure', path, `only the members that are defined here${plain}`);
    else {
      const types = choice.types.map(type => type.code).join(', ');
      report('structure', `${path}.${choice.name}`, `one of the types ${types}${plain}`);
    }
  }
}

/** The occurrences of a child, each with its primitive partner; wrong array forms are reported. */
export function occurrencesOf(value: JsonObject, child: ElementNode, path: string, report: Report): Item[] {
  const items: Item[] = [];
  let found = 0;
  for (const type of child.contentReference !== undefined ? [{ code: 'BackboneElement' }] : child.types) {
    const name = jsonName(child, type.code);
    const main: unknown = value[name];
    const extra: unknown = isPrimitiveType(type.code) ? value[`_${name}`] : undefined;
    if (main === undefined && extra === undefined) continue;
    found += 1;
    if (found > 1) {
      // Types of a choice have different names; a plain element with several types is read once.
      if (child.choice) report('structure', `${path}.${child.name}`, 'one of the types, not several');
      else continue;
    }
    const at = `${path}.${child.name}`;
    if (!child.array) {
      if (Array.isArray(main) || Array.isArray(extra)) report('structure', at, 'a single value, not an array');
      else items.push({ value: main, extra, type: type.code, path: at, holder: value, key: name });
      continue;
    }
    if ((main !== undefined && !Array.isArray(main)) || (extra !== undefined && !Array.isArray(extra))) {
      report('structure', at, 'an array');
      continue;
    }
    const [mains, extras] = [listOf(main), listOf(extra)];
    if (mains.length === 0 && extras.length === 0) report('invalid', at, 'an array with at least one element');
    for (let index = 0; index < Math.max(mains.length, extras.length); index += 1) {
      items.push({
        value: mains[index] ?? undefined,
        extra: extras[index] ?? undefined,
        type: type.code,
        path: `${at}[${index}]`,
        holder: Array.isArray(main) ? main : value,
        key: index,
      });
    }
  }
  return items;
}
