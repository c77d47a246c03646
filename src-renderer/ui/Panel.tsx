import { type ReactNode, useId } from 'react';
import { cx } from './cx.ts';
import css from './Panel.module.css';

export type PanelProps = Readonly<{
  title: string;
  /** Source and age of what stands here, or a count; beside the title. */
  meta?: ReactNode;
  /** Quiet buttons at the right of the title. */
  actions?: ReactNode;
  /** Acts on what stands here; stays in sight while the content scrolls. */
  foot?: ReactNode;
  children: ReactNode;
  /** `flush`: a table or list fills it to its borders. */
  fill?: 'padded' | 'flush';
  /** Takes the height that is left; its content scrolls inside. */
  grows?: boolean;
  /** F6 stops here. */
  isPane?: boolean;
}>;

/** A surface with a title. Never inside another panel: use Section there. */
export function Panel(props: PanelProps) {
  const { title, meta, actions, foot, children, fill = 'padded', grows = false, isPane = false } = props;
  const titleId = useId();
  return (
    <section
      className={cx(css.panel, grows && css.grows)}
      aria-labelledby={titleId}
      {...(isPane ? { 'data-pane': '', tabIndex: -1 } : {})}
    >
      <header className={css.head}>
        <h2 id={titleId} className={css.title}>
          {title}
        </h2>
        {meta !== undefined && <span className={css.meta}>{meta}</span>}
        {actions !== undefined && <span className={css.actions}>{actions}</span>}
      </header>
      <div className={cx(css.body, css[fill])}>{children}</div>
      {foot !== undefined && <footer className={css.foot}>{foot}</footer>}
    </section>
  );
}

export type SectionProps = Readonly<{ title: string; meta?: ReactNode; actions?: ReactNode; children: ReactNode }>;

/** A titled group inside a panel or screen; parted by space, not by a box. */
export function Section({ title, meta, actions, children }: SectionProps) {
  const titleId = useId();
  return (
    <section className={css.section} aria-labelledby={titleId}>
      <header className={css.sectionHead}>
        <h3 id={titleId} className={css.title}>
          {title}
        </h3>
        {meta !== undefined && <span className={css.meta}>{meta}</span>}
        {actions !== undefined && <span className={css.actions}>{actions}</span>}
      </header>
      {children}
    </section>
  );
}
