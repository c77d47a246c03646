import css from './Spinner.module.css';

/** Only inside a pending button; regions that load use Skeleton. */
export function Spinner() {
  return <span className={css.spinner} aria-hidden="true" />;
}
