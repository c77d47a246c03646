import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import css from './Screen.module.css';

export type ScreenProps = Readonly<{
  title: string;
  /** Source and age of the data: `as of 14.05, 12 min ago`. Always beside the title when data is cached. */
  meta?: ReactNode;
  /** Search lines, filters, secondary buttons at the right of the title. */
  tools?: ReactNode;
  /** A Banner that concerns this screen. */
  banner?: ReactNode;
  children: ReactNode;
  /** The basket or sign strip: words at the left, the one primary button last, at the bottom right. */
  foot?: ReactNode;
  /** `flush`: a table runs to the edges. `padded`: panels stand with air. */
  fill?: 'padded' | 'flush';
}>;

/** Fills AppFrame's work area: title line, content that takes the height left, foot with the primary button. */
export function Screen({ title, meta, tools, banner, children, foot, fill = 'padded' }: ScreenProps) {
  return (
    <div className={css.screen}>
      <header className={css.head}>
        <h1 className={css.title}>{title}</h1>
        {meta !== undefined && <span className={css.meta}>{meta}</span>}
        {tools !== undefined && <div className={css.tools}>{tools}</div>}
      </header>
      {banner}
      <div className={cx(css.content, css[fill])}>{children}</div>
      {foot !== undefined && <footer className={css.foot}>{foot}</footer>}
    </div>
  );
}

/** List left, detail right; each its own scroll. Below 900 px they stand under each other. */
export function Split({
  list,
  detail,
  share = '3:2',
}: Readonly<{ list: ReactNode; detail: ReactNode; share?: '1:1' | '3:2' | '2:3' | '1:2' | '2:1' }>) {
  const [left = '1', right = '1'] = share.split(':');
  return (
    <div className={css.split} style={{ '--left': `${left}fr`, '--right': `${right}fr` } as Record<string, string>}>
      <div className={css.side} data-pane="">
        {list}
      </div>
      <div className={css.side} data-pane="">
        {detail}
      </div>
    </div>
  );
}
