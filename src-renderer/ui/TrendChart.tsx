import { useId } from 'react';
import css from './TrendChart.module.css';

/** One measured value; a second one of the same moment (diastolic) hangs below it on a line. */
export type TrendPoint = Readonly<{ atMs: number; value: number; second: number | null }>;
export type TrendSeries = Readonly<{
  id: string;
  label: string;
  /** `own` filled dots joined by a line; `other` hollow diamonds, never joined with the own ones. */
  look: 'own' | 'other';
  points: readonly TrendPoint[];
}>;
export type TrendChartProps = Readonly<{
  /** What is drawn and in which unit: the chart's name. The numbers stand in a table beside it. */
  label: string;
  series: readonly TrendSeries[];
  formatDay: (atMs: number) => string;
  formatValue: (value: number) => string;
}>;

const [WIDTH, HEIGHT] = [640, 280];
const [LEFT, RIGHT, TOP, BOTTOM] = [48, 16, 16, 32];
const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200];
const MOST_LINES = 6;
const DAY_MS = 24 * 3_600_000;

/** Round values for the lines of the scale: at most six, and all points between the first and the last. */
function scaleOf(values: readonly number[]): readonly number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const step = STEPS.find(one => (high - low) / one <= MOST_LINES - 2) ?? STEPS.at(-1) ?? 1;
  const first = Math.floor(low / step) - (low % step === 0 ? 1 : 0);
  const last = Math.ceil(high / step) + (high % step === 0 ? 1 : 0);
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toFixed(1)));
}

/** Values over time, own and others' apart. Decorates a table that says the same: it is one image for a screen reader. */
export function TrendChart({ label, series, formatDay, formatValue }: TrendChartProps) {
  const titleId = useId();
  const points = series.flatMap(one => one.points);
  if (points.length === 0) return null;
  const times = points.map(({ atMs }) => atMs);
  const [from, to] = [Math.min(...times), Math.max(...times)];
  // One day at least, so that a single measurement stands in the middle.
  const margin = Math.max(0, DAY_MS - (to - from)) / 2;
  const lines = scaleOf(points.flatMap(({ value, second }) => (second === null ? [value] : [value, second])));
  const [low = 0, high = 1] = [lines[0], lines.at(-1)];
  const x = (atMs: number): number =>
    LEFT + ((atMs - from + margin) / (to - from + 2 * margin)) * (WIDTH - LEFT - RIGHT);
  const y = (value: number): number => TOP + ((high - value) / (high - low)) * (HEIGHT - TOP - BOTTOM);
  const days = to - from < 2 * DAY_MS ? [(from + to) / 2] : [from, (from + to) / 2, to];
  const anchors = days.length === 1 ? (['middle'] as const) : (['start', 'middle', 'end'] as const);
  return (
    <figure className={css.figure}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={css.chart} role="img" aria-labelledby={titleId}>
        <title id={titleId}>{label}</title>
        {lines.map(value => (
          <g key={value}>
            <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(value)} y2={y(value)} className={css.grid} />
            <text x={LEFT - 8} y={y(value) + 4} textAnchor="end" className={css.tick}>
              {formatValue(value)}
            </text>
          </g>
        ))}
        {days.map((day, at) => (
          <text key={day} x={x(day)} y={HEIGHT - 8} textAnchor={anchors[at] ?? 'middle'} className={css.tick}>
            {formatDay(day)}
          </text>
        ))}
        {series.map(one => (
          <g key={one.id} data-look={one.look} className={css.series}>
            {one.look === 'own' && one.points.length > 1 ? (
              <polyline
                className={css.line}
                points={[...one.points]
                  .sort((a, b) => a.atMs - b.atMs)
                  .map(({ atMs, value }) => `${x(atMs)},${y(value)}`)
                  .join(' ')}
              />
            ) : null}
            {one.points.map((point, at) => (
              // Two measurements may be of the same moment: the place in the list tells them apart.
              <Point key={`${point.atMs}-${at}`} point={point} look={one.look} x={x} y={y} />
            ))}
          </g>
        ))}
      </svg>
      <figcaption className={css.legend}>
        {series.map(one => (
          <span key={one.id} className={css.key}>
            <svg viewBox="0 0 12 12" className={css.mark} data-look={one.look} aria-hidden="true">
              <Mark look={one.look} cx={6} cy={6} />
            </svg>
            {one.label}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

type Scale = (value: number) => number;
function Point({ point, look, x, y }: Readonly<{ point: TrendPoint; look: TrendSeries['look']; x: Scale; y: Scale }>) {
  const { atMs, value, second } = point;
  return (
    <g>
      {second === null ? null : (
        <>
          <line x1={x(atMs)} x2={x(atMs)} y1={y(value)} y2={y(second)} className={css.span} />
          <Mark look={look} cx={x(atMs)} cy={y(second)} />
        </>
      )}
      <Mark look={look} cx={x(atMs)} cy={y(value)} />
    </g>
  );
}

function Mark({ look, cx, cy }: Readonly<{ look: TrendSeries['look']; cx: number; cy: number }>) {
  return look === 'own' ? (
    <circle cx={cx} cy={cy} r={4} className={css.dot} />
  ) : (
    <path d={`M${cx} ${cy - 5} L${cx + 5} ${cy} L${cx} ${cy + 5} L${cx - 5} ${cy} Z`} className={css.diamond} />
  );
}
