import type { ReactNode, Ref } from 'react';
import { cx } from './cx.ts';
import css from './Layout.module.css';

type Gap = 'related' | 'group' | 'region';
type LayoutProps = Readonly<{ children: ReactNode; /** 8, 16 or 24 px. */ gap?: Gap }>;

/** Things under each other. */
export function Stack({ children, gap = 'group', ref }: LayoutProps & Readonly<{ ref?: Ref<HTMLDivElement> }>) {
  return (
    <div ref={ref} className={cx(css.stack, css[gap])}>
      {children}
    </div>
  );
}

/** Things beside each other; wraps. `fields`: labels on one line, controls on the next. */
export function Row({
  children,
  gap = 'related',
  align = 'center',
}: LayoutProps & Readonly<{ align?: 'center' | 'fields' | 'end' | 'spread' }>) {
  return <div className={cx(css.row, css[gap], css[align])}>{children}</div>;
}

/** Takes the space between its neighbours in a Row or a screen's foot. */
export function Gap() {
  return <span className={css.filler} />;
}
