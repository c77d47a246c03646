import { type ReactNode, useId } from 'react';
import css from './FieldGroup.module.css';

/** Check boxes or switches under one label, on the line of the fields beside them. */
export function FieldGroup({ label, children }: Readonly<{ label: string; children: ReactNode }>) {
  const labelId = useId();
  return (
    <div role="group" aria-labelledby={labelId} className={css.group}>
      <span id={labelId} className={css.label}>
        {label}
      </span>
      {children}
    </div>
  );
}
