import css from './Mark.module.css';

export type MarkProps = Readonly<{
  size?: 16 | 20 | 24 | 32 | 48;
  /** Only where the word mark does not stand beside it. */
  label?: string;
}>;

/** The kantele: five slanted strings of rising length over a low arc. Same drawing as resources/icons/kantele.svg. */
export function Mark({ size = 20, label }: MarkProps) {
  return (
    <svg
      className={css.mark}
      width={size}
      height={size}
      viewBox="0 0 32 32"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.5"
      strokeLinecap="round"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      <path d="M5 20.5 7 15M10.25 22 13.25 13.5M15.5 22.6 19.4 11.5M20.75 22 25 8.5M26 20.5 30 5" />
      <path d="M2.5 25.5Q16 31.5 29.5 25.5" />
    </svg>
  );
}
