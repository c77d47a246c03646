/** Keys as data and the registry that listens. No React here: see KeysProvider.tsx for `useKeys`. */

/**
 * Where a key works. `app`: on every screen. `screen`: while its screen is shown. `list`: while the focus is in a
 * list (only there bare letters are allowed, WCAG 2.1.4). `dialog`: while its dialog is the topmost.
 */
export type KeyScope = 'app' | 'screen' | 'list' | 'dialog';

export type KeyEntry = Readonly<{
  /** Stable name of the act; the same act on two screens has the same id and the same key. */
  id: string;
  /** `F12`, `Ctrl+Shift+B`, `J`, `Space`. Modifiers in the order Ctrl, Shift, Alt. */
  keys: string;
  scope: KeyScope;
  /** Name of the screen, list or dialog; needed where `scope` is not `app`. */
  where?: string;
  /** Text for the key sheet, in the user's language. */
  label: string;
}>;

export type KeyBinding = KeyEntry &
  Readonly<{
    run: (event: KeyboardEvent) => void;
    /** The key stays reserved and listed, but does nothing now. */
    isOff?: boolean;
    /** What the act is about is still being fetched: the key is kept and given when it is there. */
    waits?: boolean;
    /** An `app` key that also works behind an open dialog (lock the screen, key sheet). */
    inDialogs?: boolean;
  }>;

/**
 * What makes the keys of one screen, or by `more.scope` those of a list or a dialog.
 * @param area stands before each id
 * @param where name of the screen, list or dialog in which they work
 */
export const screenKeys =
  (area: string, where = area) =>
  (
    id: string,
    keys: string,
    label: string,
    run: KeyBinding['run'],
    more: Partial<Pick<KeyBinding, 'scope' | 'isOff' | 'waits'>> = {},
  ): KeyBinding => ({ id: `${area}.${id}`, keys, scope: 'screen', where, label, run, ...more });

export type KeyProblem = Readonly<{
  kind: 'clash' | 'bare-letter' | 'alt-gr' | 'reader-key' | 'unreadable';
  ids: readonly string[];
  keys: string;
}>;

type Chord = Readonly<{ key: string; ctrl: boolean; shift: boolean; alt: boolean }>;

const NAMED: Readonly<Record<string, string>> = {
  ' ': 'space',
  escape: 'esc',
  delete: 'del',
  arrowup: 'up',
  arrowdown: 'down',
  arrowleft: 'left',
  arrowright: 'right',
};
const nameKey = (key: string): string => NAMED[key.toLowerCase()] ?? key.toLowerCase();

export function parseChord(keys: string): Chord | null {
  const parts = keys.split(/(?<=[a-z])\+/i);
  const key = parts.pop();
  if (key === undefined || key === '' || parts.some(part => !/^(Ctrl|Shift|Alt)$/.test(part))) return null;
  return {
    key: nameKey(key),
    ctrl: parts.includes('Ctrl'),
    shift: parts.includes('Shift'),
    alt: parts.includes('Alt'),
  };
}

/** One spelling per chord, so that two entries can be compared. */
export const chordName = (chord: Chord): string =>
  `${chord.ctrl ? 'ctrl+' : ''}${chord.shift ? 'shift+' : ''}${chord.alt ? 'alt+' : ''}${chord.key}`;

type PressedKey = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>;

/**
 * The chord of an event. A letter comes from the layout; where the layout gives no Latin letter the physical place
 * is taken. Shift is dropped for marks that need it on some layout (`?`, `+`), since the mark already says it.
 */
export function chordOfEvent(event: PressedKey): Chord {
  const isLetter = /^Key[A-Z]$/.test(event.code);
  const key = isLetter && !/^[a-zåäö]$/i.test(event.key) ? event.code.slice(3) : event.key;
  const isMark = key.length === 1 && !/[\p{L}\d ]/u.test(key);
  return {
    key: nameKey(key),
    ctrl: event.ctrlKey || event.metaKey,
    shift: event.shiftKey && !isMark,
    alt: event.altKey,
  };
}

const isFunctionKey = (key: string): boolean => /^f([1-9]|1[0-2])$/i.test(key);
const isBare = (chord: Chord): boolean =>
  !chord.ctrl && !chord.alt && (chord.key.length === 1 || chord.key === 'space');

/** Whether two entries can be live at the same time. */
function meet(a: KeyEntry, b: KeyEntry): boolean {
  if (a.scope === 'app' || b.scope === 'app') return true;
  if (a.scope === b.scope) return a.where === b.where;
  if (a.scope === 'dialog' || b.scope === 'dialog') return false;
  return a.where === undefined || b.where === undefined || a.where === b.where;
}

/** Everything wrong with a key table: two acts on one key, bare letters outside lists, keys that layouts or screen readers own. */
export function findKeyProblems(entries: readonly KeyEntry[]): readonly KeyProblem[] {
  const problems: KeyProblem[] = [];
  const chords = entries.map(entry => ({ entry, chord: parseChord(entry.keys) }));
  for (const { entry, chord } of chords) {
    const report = (kind: KeyProblem['kind']) => problems.push({ kind, ids: [entry.id], keys: entry.keys });
    if (chord === null) report('unreadable');
    else if (isBare(chord) && entry.scope !== 'list') report('bare-letter');
    else if (chord.ctrl && chord.alt && chord.key.length === 1) report('alt-gr');
    else if (['insert', 'capslock'].includes(chord.key)) report('reader-key');
  }
  chords.forEach((a, index) => {
    for (const b of chords.slice(index + 1)) {
      if (a.chord === null || b.chord === null || a.entry.id === b.entry.id) continue;
      if (chordName(a.chord) === chordName(b.chord) && meet(a.entry, b.entry))
        problems.push({ kind: 'clash', ids: [a.entry.id, b.entry.id], keys: a.entry.keys });
    }
  });
  return problems;
}

/** Keys that belong to the text field in focus: undo, clipboard, word moves. */
const EDITING = new Set([
  'ctrl+z',
  'ctrl+y',
  'ctrl+shift+z',
  'ctrl+x',
  'ctrl+c',
  'ctrl+v',
  'ctrl+a',
  'ctrl+left',
  'ctrl+right',
  'ctrl+backspace',
  'ctrl+del',
  'ctrl+home',
  'ctrl+end',
]);

function isEditable(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['button', 'checkbox', 'radio', 'submit'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target.isContentEditable;
}

/** Where a key is given: a key that waited is given to what has the focus now if its own place is gone. */
const placeOf = ({ target }: Pick<KeyboardEvent, 'target'>): EventTarget | null =>
  target instanceof Element && !target.isConnected ? target.ownerDocument.activeElement : target;

/** Name of the focused list, when the event comes from one. */
function listOf(target: EventTarget | null): string | null {
  return target instanceof Element ? (target.closest('[data-key-list]')?.getAttribute('data-key-list') ?? null) : null;
}

type Held = Readonly<{ layer: number; binding: KeyBinding }>;
export type KeyProfile = Readonly<Record<string, string>>;

export type KeyRegistry = Readonly<{
  /** @returns takes the bindings away again */
  add(layer: number, bindings: readonly KeyBinding[]): () => void;
  /** A number for a modal dialog's own bindings; nothing changes until it is opened. */
  newLayer(): number;
  /** While a layer is open, bindings of the layers below rest. @returns closes it */
  openLayer(layer: number): () => void;
  /**
   * What the keys are about is being opened: keys of screens and of the desk are kept, and given in their order when it stands.
   * @returns says that it stands, or (`false`) that nobody waits for it any longer: then only keys of the desk are given
   */
  hold(): (stands?: boolean) => void;
  /** Each key is told here before anything is done with it: what a key of before still owes is given first. @returns ends it */
  hearFirst(hear: (event: KeyboardEvent) => void): () => void;
  setProfile(profile: KeyProfile): void;
  entries(): readonly KeyEntry[];
  /** What `app` and `screen` keys would do now in the topmost layer: the commands of this moment. */
  acts(): readonly KeyEntry[];
  /** Does the act as its key would; an act that is not there or is off is left alone. */
  run(id: string): void;
  problems(): readonly KeyProblem[];
  listen(target: Window): () => void;
}>;

const MODIFIERS: ReadonlySet<string> = new Set(['Control', 'Shift', 'Alt', 'AltGraph', 'Meta']);
/** More keys than these are not kept: whoever presses on and on does not see that something is being opened. */
const MOST_KEPT = 8;

/** @param later does a thing when the page has drawn what it was told to */
export function createKeyRegistry(
  later: (work: () => void) => void = work => void window.setTimeout(work),
): KeyRegistry {
  let held: readonly Held[] = [];
  let layers: readonly number[] = [0];
  let lastLayer = 0;
  let profile: KeyProfile = {};
  let holds = 0;
  let firsts: readonly ((event: KeyboardEvent) => void)[] = [];
  let kept: readonly KeyboardEvent[] = [];
  let due: Readonly<{ event: KeyboardEvent; id: string }> | null = null;
  const keysOf = (entry: KeyEntry) => profile[entry.id] ?? entry.keys;

  function isLive({ layer, binding }: Held, event: KeyboardEvent, chord: Chord): boolean {
    if (binding.isOff === true) return false;
    if (layer !== layers.at(-1) && !(binding.scope === 'app' && binding.inDialogs === true)) return false;
    const place = placeOf(event);
    const list = listOf(place);
    if (binding.scope === 'list')
      return list !== null && (binding.where === undefined || binding.where === list) && !isEditable(place);
    return !isBare(chord);
  }

  function bindingOf(event: KeyboardEvent): Held | undefined {
    const chord = chordOfEvent(event);
    const name = chordName(chord);
    if (isEditable(event.target) && EDITING.has(name)) return undefined;
    const order: readonly KeyScope[] = ['dialog', 'list', 'screen', 'app'];
    return held
      .filter(item => {
        const own = parseChord(keysOf(item.binding));
        return own !== null && chordName(own) === name && isLive(item, event, chord);
      })
      .sort((a, b) => b.layer - a.layer || order.indexOf(a.binding.scope) - order.indexOf(b.binding.scope))
      .at(0);
  }

  /** While something is opened, and until the keys kept meanwhile are given, a key that asks for an act waits for its turn. */
  function mustWait(event: KeyboardEvent, found: Held | undefined): boolean {
    if ((holds === 0 && kept.length === 0) || layers.length > 1 || found?.binding.inDialogs === true) return false;
    const chord = chordOfEvent(event);
    const asks = chord.ctrl !== chord.alt || isFunctionKey(event.key);
    return asks && !MODIFIERS.has(event.key) && !EDITING.has(chordName(chord));
  }

  /** One key at a time: what the first does stands before the next is given. */
  function give(): void {
    const [event, ...rest] = kept;
    if (holds > 0 || event === undefined) return;
    kept = rest;
    take(event, true);
    if (rest.length > 0) later(give);
  }

  /** The key whose act waited for its data, if the act is still there. */
  function giveDue(): void {
    const waited = due;
    due = null;
    if (waited !== null && bindingOf(waited.event)?.binding.id === waited.id) take(waited.event, true);
  }

  function take(event: KeyboardEvent, isGiven = false): void {
    const found = bindingOf(event);
    const isKept = !isGiven && mustWait(event, found);
    if (found === undefined && !isKept) return;
    event.preventDefault();
    event.stopPropagation();
    if (isKept) {
      if (!event.repeat && kept.length < MOST_KEPT) kept = [...kept, event];
      return;
    }
    if (found === undefined) return;
    // Whoever does something else meanwhile no longer waits.
    due = found.binding.waits === true ? { event, id: found.binding.id } : null;
    if (due !== null) return;
    if (!event.repeat || found.binding.scope === 'list') found.binding.run(event);
  }

  /** Escape is last: an open menu or dialog has the first right to it. */
  const isLate = (event: KeyboardEvent) => event.key === 'Escape';

  const entryOf = ({ binding: { id, scope, where, label, keys } }: Held): KeyEntry => ({
    id,
    scope,
    label,
    keys: profile[id] ?? keys,
    ...(where === undefined ? {} : { where }),
  });
  const isAct = ({ layer, binding }: Held): boolean =>
    layer === layers.at(-1) && (binding.scope === 'app' || binding.scope === 'screen') && binding.isOff !== true;

  return {
    add(layer, bindings) {
      const added = bindings.map(binding => ({ layer, binding }));
      held = [...held, ...added];
      if (due !== null) later(giveDue);
      return () => {
        held = held.filter(item => !added.includes(item));
      };
    },
    newLayer() {
      lastLayer += 1;
      return lastLayer;
    },
    openLayer(layer) {
      layers = [...layers, layer];
      return () => {
        layers = layers.filter(other => other !== layer);
      };
    },
    hold() {
      holds += 1;
      let isOver = false;
      return (stands = true) => {
        if (isOver) return;
        isOver = true;
        holds -= 1;
        if (!stands) kept = kept.filter(event => bindingOf(event)?.binding.scope === 'app');
        if (holds === 0) later(give);
      };
    },
    hearFirst(hear) {
      firsts = [...firsts, hear];
      return () => {
        firsts = firsts.filter(other => other !== hear);
      };
    },
    setProfile(next) {
      profile = next;
    },
    entries: () => held.map(entryOf),
    acts: () => held.filter(isAct).map(entryOf),
    run(id) {
      held.findLast(item => item.binding.id === id && isAct(item))?.binding.run(new KeyboardEvent('keydown'));
    },
    problems() {
      return findKeyProblems(this.entries());
    },
    listen(target) {
      const root = target.document.documentElement;
      const early = (event: KeyboardEvent) => {
        for (const hear of firsts) hear(event);
        if (event.key === 'Alt') root.setAttribute('data-key-hints', '');
        if (event.isComposing) return;
        if (isFunctionKey(event.key)) event.preventDefault();
        if (!isLate(event)) take(event);
      };
      const late = (event: KeyboardEvent) => {
        if (isLate(event) && !event.defaultPrevented && !event.isComposing) take(event);
      };
      const endHints = (event: Event) => {
        if (event.type === 'blur' || (event as KeyboardEvent).key === 'Alt') root.removeAttribute('data-key-hints');
      };
      target.addEventListener('keydown', early, true);
      target.addEventListener('keydown', late);
      target.addEventListener('keyup', endHints, true);
      target.addEventListener('blur', endHints);
      return () => {
        target.removeEventListener('keydown', early, true);
        target.removeEventListener('keydown', late);
        target.removeEventListener('keyup', endHints, true);
        target.removeEventListener('blur', endHints);
        root.removeAttribute('data-key-hints');
      };
    },
  };
}
