import { type RefObject, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { type FlowStore } from './flow.store.ts';

const FOCUSABLE = 'input:not(:disabled), textarea, button, [role="spinbutton"], [tabindex="0"]';

/** Where the focus goes when the flow leads to a field: the first control of the first part that names one. */
export function useFieldJump(flow: FlowStore): RefObject<HTMLDivElement | null> {
  const work = useRef<HTMLDivElement>(null);
  const jump = useStore(flow, view => view.jump);
  useEffect(() => {
    if (jump === null) return;
    // Of several selectors the page's order decides.
    work.current
      ?.querySelector(jump.fields.map(field => `[data-field="${CSS.escape(field)}"]`).join(', '))
      ?.querySelector<HTMLElement>(FOCUSABLE)
      ?.focus();
  }, [jump]);
  return work;
}
