import { type RefObject, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { type FlowStore } from './flow.store.ts';

const FOCUSABLE = 'input:not(:disabled), textarea, button, [role="spinbutton"], [tabindex="0"]';

/** Where the focus goes when the flow leads to a field: the first control of the part that names it. */
export function useFieldJump(flow: FlowStore): RefObject<HTMLDivElement | null> {
  const work = useRef<HTMLDivElement>(null);
  const jump = useStore(flow, view => view.jump);
  useEffect(() => {
    if (jump === null) return;
    work.current
      ?.querySelector(`[data-field="${CSS.escape(jump.field)}"]`)
      ?.querySelector<HTMLElement>(FOCUSABLE)
      ?.focus();
  }, [jump]);
  return work;
}
