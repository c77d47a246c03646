import css from './Skeleton.module.css';

export type SkeletonProps = Readonly<{
  /** What is being fetched, for screen readers. */
  label: string;
  lines?: number;
}>;

/** Grey lines where content will stand. Invisible for the first 150 ms: a fast answer never flickers. */
export function Skeleton({ label, lines = 3 }: SkeletonProps) {
  return (
    <div className={css.skeleton} role="status">
      <span className={css.label}>{label}</span>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className={css.line} style={{ width: `${[92, 78, 85, 64][index % 4]}%` }} />
      ))}
    </div>
  );
}
