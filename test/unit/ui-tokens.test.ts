import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const tokens = readFileSync(join(root, 'src-renderer/ui/tokens.css'), 'utf8');

type Colour = Readonly<{ light: string; dark: string }>;
const COLOURS: ReadonlyMap<string, Colour> = new Map(
  [...tokens.matchAll(/--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  ),
);

/** Relative luminance and contrast ratio as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map(at => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string, theme: keyof Colour): number {
  const [first, second] = [a, b].map(name => {
    const colour = COLOURS.get(name);
    if (colour === undefined) throw new Error(`no token ${name}`);
    return luminance(colour[theme]) + 0.05;
  });
  if (first === undefined || second === undefined) throw new Error('two tokens are needed');
  return Math.max(first, second) / Math.min(first, second);
}

const GROUNDS = ['canvas', 'surface', 'sunken'];
const TONES = ['ok', 'warn', 'stop', 'info', 'practice', 'accent'];
const TEXT_PAIRS: readonly (readonly [string, string])[] = [
  ...GROUNDS.flatMap(ground => [['text', ground] as const, ['text-2', ground] as const]),
  ...TONES.flatMap(tone => [
    [tone, `${tone}-soft`] as const,
    [tone, 'surface'] as const,
    ['text', `${tone}-soft`] as const,
  ]),
  ...TONES.map(tone => ['on-accent', tone] as const),
  ['text-2', 'accent-soft'],
];

test.each((['light', 'dark'] as const).flatMap(theme => TEXT_PAIRS.map(pair => [theme, ...pair] as const)))(
  '%s: %s on %s is read with ease (5.6:1; WCAG AA asks 4.5:1)',
  (theme, text, ground) => {
    expect(contrast(text, ground, theme)).toBeGreaterThanOrEqual(5.6);
  },
);

test.each((['light', 'dark'] as const).flatMap(theme => GROUNDS.map(ground => [theme, ground] as const)))(
  '%s: borders of fields and the focus ring are seen on %s (3:1)',
  (theme, ground) => {
    expect(contrast('line-strong', ground, theme)).toBeGreaterThanOrEqual(3);
    expect(contrast('accent', ground, theme)).toBeGreaterThanOrEqual(3);
  },
);

test('row heights in the code are those of the tokens', async () => {
  const { ROW_HEIGHTS } = await import('../../src-renderer/ui/Settings.tsx');
  const read = (name: string) =>
    [...tokens.matchAll(new RegExp(`--${name}: (\\d+)px`, 'g'))].map(match => Number(match[1]));
  expect({ row: read('row'), double: read('row-double') }).toEqual({
    row: [ROW_HEIGHTS.compact.single, ROW_HEIGHTS.comfortable.single],
    double: [ROW_HEIGHTS.compact.double, ROW_HEIGHTS.comfortable.double],
  });
});

test('the mark in the interface is the mark of the icons', () => {
  const paths = (file: string) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/ d="([^"]+)"/g)].map(match => match[1]);
  expect(paths('src-renderer/ui/Mark.tsx')).toEqual(paths('resources/icons/kantele.svg'));
});
