/**
 * Draws the icon files from kantele.svg with the system's Chromium: `node resources/icons/render.ts`.
 * PNG of every size the systems ask for, and icon.ico (PNG entries, as Windows reads since Vista). electron-builder
 * makes the macOS set from icon.png, 1024 px. From 48 px the mark stands on its tile; below, it stands alone.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const HERE = import.meta.dirname;
const ACCENT = '#00617A';
const BARE = [16, 24, 32];
const TILED = [48, 64, 128, 256, 512];

const svg = await readFile(join(HERE, 'kantele.svg'), 'utf8');
const shapes = svg.slice(svg.indexOf('>') + 1, svg.lastIndexOf('</svg>'));

/** At 16 px the strings stand wider apart, three pixels each, or they would run together. */
const SMALLEST =
  '<path d="M1.5 10.4 2.3 7.6M4.3 11.5 5.7 6.6M7.1 12 9 5.4M9.9 12 12 4M12.7 11.3 15.2 2"/><path d="M.8 12.9Q8 16 15.2 12.9"/>';

function drawing(size: number): string {
  const strokes = (colour: string) =>
    `<g fill="none" stroke="${colour}" stroke-width="2.25" stroke-linecap="round">${shapes}</g>`;
  if (size === 16)
    return `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="${ACCENT}" stroke-width="1.2" stroke-linecap="round">${SMALLEST}</svg>`;
  const content = BARE.includes(size)
    ? strokes(ACCENT)
    : `<rect width="32" height="32" rx="7" fill="${ACCENT}"/><g transform="translate(16 16.5) scale(.68) translate(-16 -17)">${strokes('#fff')}</g>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 32 32">${content}</svg>`;
}

/** ICO: 6 bytes of head, 16 per entry, then the PNG files. Width and height 256 are written as 0. */
function ico(images: readonly Readonly<{ size: number; png: Buffer }>[]): Buffer {
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  images.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index;
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...images.map(image => image.png)]);
}

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const images: { size: number; png: Buffer }[] = [];
for (const size of [...BARE, ...TILED, 1024]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${drawing(size)}`);
  const png = await page.screenshot({ omitBackground: true });
  images.push({ size, png });
  await writeFile(join(HERE, size === 1024 ? 'icon.png' : `${size}x${size}.png`), png);
  await page.close();
}
await browser.close();
await writeFile(join(HERE, 'icon.ico'), ico(images.filter(image => image.size <= 256)));
