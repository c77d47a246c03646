import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const root = resolve(import.meta.dirname, 'src-renderer');

/**
 * React Aria empties its announcer with `innerHTML = ''`. The page's policy refuses every string sink
 * (require-trusted-types-for 'script'), so the same emptying is done with nodes. Should a new version move the
 * line, the build stops here and not the screen reader in front of a user.
 */
function announcerWithoutStrings(): Plugin {
  let isPatched = false;
  let isUsed = false;
  return {
    name: 'announcer-without-strings',
    apply: 'build',
    transform: {
      filter: { id: /react-aria[\\/].*LiveAnnouncer\.(mjs|js)$/ },
      handler(code) {
        isUsed = true;
        isPatched ||= code.includes(".innerHTML = ''");
        return { code: code.replaceAll(".innerHTML = ''", '.replaceChildren()'), map: null };
      },
    },
    buildEnd(error) {
      if (error === undefined && isUsed && !isPatched)
        this.error('LiveAnnouncer has changed: look for string sinks anew');
    },
  };
}

/** The development server needs inline scripts and style elements; only built pages carry the policy. */
function noPolicyWhileDeveloping(): Plugin {
  return {
    name: 'no-policy-while-developing',
    apply: 'serve',
    transformIndexHtml: html => html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ''),
  };
}

/** `vite build` makes the product's renderer; `--mode gallery` makes the component gallery instead. */
export default defineConfig(({ mode }) => {
  const isGallery = mode === 'gallery';
  return {
    root,
    base: './',
    publicDir: false,
    plugins: [react(), announcerWithoutStrings(), noPolicyWhileDeveloping()],
    css: { modules: { generateScopedName: isGallery ? '[name]_[local]' : '[hash:base64:6]' } },
    server: { host: '127.0.0.1' },
    build: {
      outDir: isGallery ? '../dist/gallery' : '../dist/renderer',
      emptyOutDir: true,
      // Fonts and icons stay files: font-src knows only 'self'.
      assetsInlineLimit: 0,
      target: 'chrome140',
      modulePreload: { polyfill: false },
      // One page, loaded from the own machine: splitting it would only cost requests.
      chunkSizeWarningLimit: 2000,
      rolldownOptions: { input: resolve(root, isGallery ? 'gallery.html' : 'index.html') },
    },
  };
});
