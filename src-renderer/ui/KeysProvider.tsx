import { createContext, type ReactNode, useContext, useEffect, useLayoutEffect, useState } from 'react';
import { createKeyRegistry, type KeyBinding, type KeyProfile, type KeyRegistry } from './keys.ts';

const Registry = createContext<KeyRegistry | null>(null);
const Layer = createContext(0);

export function useKeyRegistry(): KeyRegistry {
  const registry = useContext(Registry);
  if (registry === null) throw new Error('keys need a UiRoot above them');
  return registry;
}

/**
 * Registers keys while the calling part is shown. Inside a Dialog they belong to that dialog.
 * Pass the same list on each render: texts and handlers are always the newest.
 */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const registry = useKeyRegistry();
  const layer = useContext(Layer);
  useLayoutEffect(() => registry.add(layer, bindings), [registry, layer, bindings]);
}

/** Keys of a dialog, as a part of its content: there they belong to it, and those below rest. */
export function DialogKeys({ bindings }: Readonly<{ bindings: readonly KeyBinding[] }>) {
  useKeys(bindings);
  return null;
}

export function KeysProvider({
  children,
  profile,
}: Readonly<{ children: ReactNode; profile?: KeyProfile | undefined }>) {
  const [registry] = useState(createKeyRegistry);
  useEffect(() => registry.listen(window), [registry]);
  useEffect(() => registry.setProfile(profile ?? {}), [registry, profile]);
  return <Registry.Provider value={registry}>{children}</Registry.Provider>;
}

/** ms: whoever waits longer than this wants to do something else. */
const LONGEST_HOLD_MS = 3_000;

/** Shown while what the next keys will be about is being opened: they wait, none is lost. */
export function KeysWait() {
  const registry = useKeyRegistry();
  useLayoutEffect(() => {
    const release = registry.hold();
    const late = window.setTimeout(() => release(false), LONGEST_HOLD_MS);
    return () => {
      window.clearTimeout(late);
      release();
    };
  }, [registry]);
  return null;
}

/** What a modal dialog wraps its content in: keys below rest while it is open, but not while it fades away. */
export function KeyLayer({ isOpen, children }: Readonly<{ isOpen: boolean; children: ReactNode }>) {
  const registry = useKeyRegistry();
  const [layer] = useState(() => registry.newLayer());
  useLayoutEffect(() => (isOpen ? registry.openLayer(layer) : undefined), [registry, layer, isOpen]);
  return <Layer.Provider value={layer}>{children}</Layer.Provider>;
}
