import { type RefObject, useEffect, useRef, useState } from 'react';

const FIELD = 'input:not([tabindex="-1"]), textarea, button, [tabindex="0"]';

/** Where a form refuses to go on, the focus goes to the first field in the way: its error is read with it. */
export function useFaultFocus(): Readonly<{ form: RefObject<HTMLDivElement | null>; toFault: () => void }> {
  const form = useRef<HTMLDivElement>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (tries === 0) return;
    const fault = form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid]');
    const field = fault?.matches(FIELD) === true ? fault : fault?.querySelector<HTMLElement>(FIELD);
    field?.focus();
  }, [tries]);
  return { form, toFault: () => setTries(count => count + 1) };
}
