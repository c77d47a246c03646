import { cx } from './cx.ts';
import { Icon, type IconShape } from './Icon.tsx';
import { KeyHint } from './KeyHint.tsx';
import { Mark } from './Mark.tsx';
import css from './NavRail.module.css';

export type NavItem<Id extends string = string> = Readonly<{
  id: Id;
  label: string;
  icon: IconShape;
  /** Things that wait there; 0 shows nothing. */
  count?: number;
  /** What the count counts, for screen readers: "3 waiting". */
  countLabel?: string;
  isUrgent?: boolean;
  keys?: string;
}>;
export type NavRailProps<Id extends string> = Readonly<{
  items: readonly NavItem<Id>[];
  /** Stand at the lower end: settings, help. */
  endItems?: readonly NavItem<Id>[];
  current: Id | null;
  onGo: (id: Id) => void;
}>;

/** Icon over word, one column. Stands in the `rail` slot of AppFrame, which is the landmark. */
export function NavRail<Id extends string>({ items, endItems = [], current, onGo }: NavRailProps<Id>) {
  const list = (some: readonly NavItem<Id>[]) => (
    <ul className={css.list}>
      {some.map(item => (
        <li key={item.id}>
          <button
            type="button"
            className={css.item}
            aria-current={item.id === current ? 'page' : undefined}
            onClick={() => onGo(item.id)}
          >
            <span className={css.icon}>
              <Icon of={item.icon} />
              {item.count !== undefined && item.count > 0 && (
                <span className={cx(css.count, item.isUrgent === true && css.urgent)} aria-label={item.countLabel}>
                  {item.count > 99 ? '99+' : item.count}
                </span>
              )}
            </span>
            <span className={css.word}>{item.label}</span>
            {item.keys !== undefined && <KeyHint keys={item.keys} show="held" />}
          </button>
        </li>
      ))}
    </ul>
  );
  return (
    <div className={css.rail}>
      <span className={css.mark}>
        <Mark size={24} />
      </span>
      {list(items)}
      {endItems.length > 0 && <div className={css.end}>{list(endItems)}</div>}
    </div>
  );
}
