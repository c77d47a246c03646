import { type PlainElement, type PlainTree } from './tree.ts';

/**
 * The part of XPath 1.0 that the codecs speak, over the plain tree: unions of paths with child, descendant and parent
 * steps, and predicates of attributes and paths. What is beyond it goes to the library, with the same answer.
 */
export type PathQuery = (from: PlainElement, tree: PlainTree) => readonly PlainElement[];

type Test = (element: PlainElement, tree: PlainTree) => boolean;
type Step = Readonly<{
  axis: 'child' | 'descendant' | 'parent';
  /** `null` for any. */
  name: string | null;
  namespace: string;
  tests: readonly Test[];
}>;
type Path = Readonly<{ absolute: boolean; steps: readonly Step[] }>;

/** The expression is not of this part; never leaves this module. */
class Beyond extends Error {}
const beyond = (): never => {
  throw new Beyond();
};

const inOrder = (found: readonly PlainElement[]): readonly PlainElement[] => {
  for (let at = 1; at < found.length; at += 1) {
    if ((found[at - 1]?.order ?? 0) < (found[at]?.order ?? 0)) continue;
    return [...new Set(found)].sort((one, other) => one.order - other.order);
  }
  return found;
};

/** First place in a list in document order whose element stands behind `order`. */
function behind(elements: readonly PlainElement[], order: number): number {
  let [low, high] = [0, elements.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((elements[middle]?.order ?? 0) > order) high = middle;
    else low = middle + 1;
  }
  return low;
}

function below(from: PlainElement, step: Step, tree: PlainTree, found: PlainElement[]): void {
  const named = tree.byName.get(step.name ?? '') ?? [];
  for (let at = behind(named, from.order); at < named.length; at += 1) {
    const element = named[at];
    if (!element || element.order > from.last) break;
    if (element.namespace === step.namespace) found.push(element);
  }
}

const fits = (element: PlainElement, step: Step): boolean =>
  step.name === null || (element.name === step.name && element.namespace === step.namespace);

function taken(from: PlainElement, step: Step, tree: PlainTree): PlainElement[] {
  const found: PlainElement[] = [];
  switch (step.axis) {
    case 'child':
      for (const child of from.children) if (typeof child !== 'string' && fits(child, step)) found.push(child);
      break;
    case 'descendant':
      below(from, step, tree, found);
      break;
    case 'parent':
      if (from.parent && fits(from.parent, step)) found.push(from.parent);
      break;
  }
  return step.tests.length === 0 ? found : found.filter(each => step.tests.every(test => test(each, tree)));
}

/** Above the root, where an absolute path begins, stands the document. */
const documentOf = ({ root }: PlainTree): PlainElement => ({
  name: '',
  namespace: '',
  attributes: [],
  children: [root],
  parent: null,
  order: -1,
  last: root.last,
});

function walked(path: Path, from: PlainElement, tree: PlainTree): readonly PlainElement[] {
  let current: readonly PlainElement[] = [path.absolute ? documentOf(tree) : from];
  for (const step of path.steps) {
    const only = current.length === 1 ? current[0] : undefined;
    current = only ? taken(only, step, tree) : inOrder(current.flatMap(each => taken(each, step, tree)));
    if (current.length === 0) break;
  }
  return current;
}

/** Reads an expression from left to right. */
class Reader {
  readonly #text: string;
  readonly #prefixes: Readonly<Record<string, string>>;
  #at = 0;
  constructor(text: string, prefixes: Readonly<Record<string, string>>) {
    this.#text = text;
    this.#prefixes = prefixes;
  }

  #take(pattern: RegExp): string | null {
    const sticky = new RegExp(pattern.source, 'y');
    sticky.lastIndex = this.#at;
    const match = sticky.exec(this.#text);
    if (!match) return null;
    this.#at = sticky.lastIndex;
    return match[1] ?? match[0];
  }

  #demand(pattern: RegExp): string {
    return this.#take(pattern) ?? beyond();
  }

  #literal(): string {
    return (this.#take(/\s*"[^"]*"/) ?? this.#demand(/\s*'[^']*'/)).trim().slice(1, -1);
  }

  #namespace(prefix: string): string {
    return this.#prefixes[prefix] ?? beyond();
  }

  #step(axis: Step['axis']): Step {
    if (this.#take(/parent::\*/)) {
      if (axis !== 'child') beyond();
      return { axis: 'parent', name: null, namespace: '', tests: this.#tests() };
    }
    if (this.#take(/\*/)) {
      if (axis !== 'child') beyond();
      return { axis, name: null, namespace: '', tests: this.#tests() };
    }
    // A name that is followed by `(` or `::` is a function or an axis.
    const name = this.#demand(/([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)(?!\s*\(|[\w.:-])/);
    const colon = name.indexOf(':');
    const namespace = colon < 0 ? '' : this.#namespace(name.slice(0, colon));
    return { axis, name: name.slice(colon + 1), namespace, tests: this.#tests() };
  }

  #tests(): readonly Test[] {
    const tests: Test[] = [];
    while (this.#take(/\[/)) {
      tests.push(this.#either());
      this.#demand(/\s*\]/);
    }
    return tests;
  }

  #either(): Test {
    const tests = [this.#condition()];
    while (this.#take(/\s+or\s+/)) tests.push(this.#condition());
    return (element, tree) => tests.some(test => test(element, tree));
  }

  #condition(): Test {
    if (this.#take(/not\(/)) {
      const test = this.#condition();
      this.#demand(/\s*\)/);
      return (element, tree) => !test(element, tree);
    }
    if (this.#take(/starts-with\(/)) {
      const attribute = this.#attribute() ?? beyond();
      this.#demand(/\s*,/);
      const start = this.#literal();
      this.#demand(/\s*\)/);
      return element => (attribute(element) ?? '').startsWith(start);
    }
    return this.#comparison();
  }

  #attribute(): ((element: PlainElement) => string | null) | null {
    const name = this.#take(/@([A-Za-z_][\w.-]*)(?![\w.:-])/);
    if (name === null) return null;
    return element => element.attributes.find(each => each.name === name && each.namespace === '')?.value ?? null;
  }

  /** `a/b`, `@x`, `a/b/@x`, each alone or with `= "literal"`; a path without an attribute only alone. */
  #comparison(): Test {
    const steps: Step[] = [];
    let attribute = this.#attribute();
    while (attribute === null) {
      steps.push(this.#step('child'));
      if (!this.#take(/\//)) break;
      attribute = this.#attribute();
    }
    const path: Path = { absolute: false, steps };
    const end = attribute;
    if (end === null) return (element, tree) => walked(path, element, tree).length > 0;
    if (!this.#take(/\s*=/)) return (element, tree) => walked(path, element, tree).some(each => end(each) !== null);
    const literal = this.#literal();
    return (element, tree) => walked(path, element, tree).some(each => end(each) === literal);
  }

  #path(): Path {
    const dot = this.#take(/\.(?=\/\/)/) !== null;
    const absolute = !dot && this.#take(/(?=\/)/) !== null;
    let axis: Step['axis'] = 'child';
    if (dot || absolute) axis = this.#demand(/\/\/?/) === '//' ? 'descendant' : 'child';
    const steps = [this.#step(axis)];
    for (let next = this.#take(/\/\/?/); next !== null; next = this.#take(/\/\/?/))
      steps.push(this.#step(next === '//' ? 'descendant' : 'child'));
    return { absolute, steps };
  }

  query(): PathQuery {
    const paths = [this.#path()];
    while (this.#take(/\s*\|\s*/)) paths.push(this.#path());
    if (this.#at !== this.#text.length) beyond();
    const only = paths.length === 1 ? paths[0] : undefined;
    if (only) return (from, tree) => walked(only, from, tree);
    return (from, tree) => inOrder(paths.flatMap(path => walked(path, from, tree)));
  }
}

/** `null` when the expression is beyond this part of XPath. */
export function pathQuery(xpath: string, prefixes: Readonly<Record<string, string>>): PathQuery | null {
  try {
    return new Reader(xpath, prefixes).query();
  } catch (error) {
    if (error instanceof Beyond) return null;
    throw error;
  }
}
