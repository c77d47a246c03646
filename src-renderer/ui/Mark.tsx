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
      strokeWidth="2.25"
      strokeLinecap="round"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      <path d="M3.5 21.6 5.1 16.5M8.5 23.1 11.3 13.5M13.5 24 17.3 10.5M18.5 24 23.1 7M23.5 23.2 28.8 3.5" />
      <path d="M2.5 25.5Q16 31.5 29.5 25.5" />
    </svg>
  );
}
