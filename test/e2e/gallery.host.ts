import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { build } from 'vite';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export type GalleryHost = Readonly<{ address: (query: string) => string; close: () => Promise<void> }>;

/**
 * Builds the gallery as the product is built (same policy, same bundling) and serves it on 127.0.0.1.
 * @param env `development` keeps the warnings of React and React Aria, `production` is what users run
 */
export async function openGalleryHost(env: 'development' | 'production'): Promise<GalleryHost> {
  const folder = await mkdtemp(join(tmpdir(), 'kantele-gallery-'));
  const envBefore = process.env['NODE_ENV'];
  // The test runner says `test`, where React Aria leaves out what the page policy has to bear.
  process.env['NODE_ENV'] = env;
  try {
    await build({ mode: 'gallery', logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
  } finally {
    if (envBefore === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = envBefore;
  }
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://gallery').pathname);
    readFile(join(folder, path)).then(
      bytes =>
        response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: query => `http://127.0.0.1:${port}/gallery.html?${query}`,
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
