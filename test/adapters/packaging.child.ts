/**
 * Runs a packed main bundle under plain Node: `packaging.child.ts <main.mjs>`. Electron is a stand-in; everything else is what was
 * packed. PACKAGING_RESOURCES and PACKAGING_USER_DATA name the folders that Electron would.
 */
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const standIn = pathToFileURL(join(import.meta.dirname, 'packaging.electron-module.ts')).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: standIn, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
});
Object.assign(process, { resourcesPath: process.env['PACKAGING_RESOURCES'] });
await import(pathToFileURL(process.argv[2] ?? '').href);
