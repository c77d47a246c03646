import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Weights on paper: ordinary and emphasised. */
export type Weight = 400 | 600;
export type Run = Readonly<{ text: string; font: string }>;

const require = createRequire(import.meta.url);
const HOME = dirname(require.resolve('@fontsource/inter/package.json'));
/** In the order in which they are asked; Finnish and Swedish live in the first. */
const SUBSETS = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'greek-ext', 'vietnamese'] as const;
/** Stands for a character that no subset has (an emoji, say): it is seen that something is missing. */
const MISSING = '?';

type Range = readonly [number, number];

function readRanges(text: string): readonly Range[] {
  return text.split(',').map(part => {
    const [from = '', to = from] = part.trim().replace(/^U\+/i, '').split('-');
    return [parseInt(from, 16), parseInt(to, 16)];
  });
}

const unicode = JSON.parse(readFileSync(join(HOME, 'unicode.json'), 'utf8')) as Readonly<Record<string, string>>;
const RANGES = SUBSETS.map(subset => ({ subset, ranges: readRanges(unicode[subset] ?? '') }));

const subsetOf = (codePoint: number): string | null =>
  RANGES.find(({ ranges }) => ranges.some(([from, to]) => codePoint >= from && codePoint <= to))?.subset ?? null;

export const fontFile = (subset: string, weight: Weight): string =>
  join(HOME, 'files', `inter-${subset}-${weight}-normal.woff`);
export const fontName = (subset: string, weight: Weight): string => `${subset}-${weight}`;
export const ALL_FONTS: readonly Readonly<{ name: string; file: string }>[] = SUBSETS.flatMap(subset =>
  ([400, 600] as const).map(weight => ({ name: fontName(subset, weight), file: fontFile(subset, weight) })),
);

/** Splits a text into runs of one font file each: Inter comes in subsets, and paper needs every letter of a name. */
export function runsOf(text: string, weight: Weight): readonly Run[] {
  const runs: { text: string; font: string }[] = [];
  for (const character of text) {
    const subset = subsetOf(character.codePointAt(0) ?? 0);
    const font = fontName(subset ?? 'latin', weight);
    const shown = subset === null ? MISSING : character;
    const last = runs.at(-1);
    if (last?.font === font) last.text += shown;
    else runs.push({ text: shown, font });
  }
  return runs;
}
