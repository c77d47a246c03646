import type { ReactNode } from 'react';
import css from './EmptyState.module.css';

export type EmptyStateProps = Readonly<{
  /** Why there is nothing: no prescriptions, a filter hides three, refused by the patient. */
  title: string;
  children?: ReactNode;
  /** The next key to press, as a Button. */
  action?: ReactNode;
}>;

export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className={css.empty}>
      <p className={css.title}>{title}</p>
      {children !== undefined && <div className={css.text}>{children}</div>}
      {action !== undefined && <div className={css.action}>{action}</div>}
    </div>
  );
}
