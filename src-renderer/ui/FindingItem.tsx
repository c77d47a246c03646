import { Children, type ReactNode, useId, useState } from 'react';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import { type Grade, GRADE_TONES, SeverityLetter } from './SeverityLetter.tsx';
import css from './FindingItem.module.css';
import tones from './tones.module.css';

export type FindingItemProps = Readonly<{
  grade: Grade;
  gradeLabel: string;
  /** One line of text. */
  text: ReactNode;
  /** The line is a press of its own: it leads to what it speaks of. */
  onText?: () => void;
  /** A quiet Button. */
  action?: ReactNode;
  /** Rule, version, inputs, source, age of the rules: opens in place. */
  why?: ReactNode;
  whyLabel?: string;
  startsOpen?: boolean;
  /** Below the line, inside the item: a form that takes a reason, or the reason taken. */
  children?: ReactNode;
}>;

/** Put blocks first; the list is a `<ul>` by FindingList. */
export function FindingItem(props: FindingItemProps) {
  const { grade, gradeLabel, text, onText, action, why, whyLabel, startsOpen = false, children } = props;
  const [isOpen, setOpen] = useState(startsOpen);
  const whyId = useId();
  return (
    <li className={cx(css.item, tones[GRADE_TONES[grade]])}>
      <div className={css.line}>
        <SeverityLetter grade={grade} label={gradeLabel} />
        {onText === undefined ? (
          <span className={css.text}>{text}</span>
        ) : (
          <button type="button" className={cx(css.text, css.press)} onClick={onText}>
            {text}
          </button>
        )}
      </div>
      {children !== undefined && children !== null && <div className={css.more}>{children}</div>}
      {(why !== undefined || action !== undefined) && (
        <div className={css.foot}>
          {why !== undefined && (
            <button
              type="button"
              className={css.why}
              aria-expanded={isOpen}
              aria-controls={whyId}
              onClick={() => setOpen(!isOpen)}
            >
              <Icon of={isOpen ? ChevronDown : ChevronRight} size={14} />
              {whyLabel}
            </button>
          )}
          {action !== undefined && <span className={css.action}>{action}</span>}
        </div>
      )}
      {why !== undefined && (
        <div id={whyId} className={css.reason} hidden={!isOpen}>
          {why}
        </div>
      )}
    </li>
  );
}

/** Content of the findings rail: a head with the count, then the findings. */
export function FindingList({ label, children }: Readonly<{ label: string; children: ReactNode }>) {
  return (
    <section aria-label={label}>
      <h2 className={css.head}>
        {label}
        <span className={css.count}>{Children.count(children)}</span>
      </h2>
      <ul className={css.list}>{children}</ul>
    </section>
  );
}
