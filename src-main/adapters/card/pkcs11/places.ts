import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { type ModulePlace } from '../../../app/ports/signing-card.port.ts';

type Known = Readonly<{ path: string; product: string; confirmed: boolean }>;

/**
 * Where card software puts its library. Confirmed ones were seen in packages or driver lists of other programs; the others are
 * told by users alone. Atostek ID is DVV's own software since the end of 2024; DigiSign was supported until the end of 2025.
 */
const KNOWN: Readonly<Partial<Record<NodeJS.Platform, readonly Known[]>>> = {
  linux: [
    { path: '/usr/lib/Atostek-ID-PKCS11.so', product: 'Atostek ID', confirmed: true },
    { path: '/usr/lib/pkcs11/Atostek-ID-PKCS11.so', product: 'Atostek ID', confirmed: true },
    { path: '/usr/lib64/libcryptoki.so', product: 'mPollux DigiSign Client', confirmed: true },
    { path: '/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so', product: 'OpenSC', confirmed: true },
  ],
  darwin: [
    { path: '/Library/mPolluxDigiSign/libcryptoki.dylib', product: 'mPollux DigiSign Client', confirmed: true },
    { path: '/Library/OpenSC/lib/opensc-pkcs11.so', product: 'OpenSC', confirmed: true },
  ],
  win32: [
    {
      path: 'C:\\Program Files\\Fujitsu\\mPollux DigiSign Client\\cryptoki.dll',
      product: 'mPollux DigiSign Client',
      confirmed: false,
    },
  ],
};

const P11_KIT = '/usr/share/p11-kit/modules';
/** Where a module that p11-kit names without a folder may lie. */
const P11_KIT_LIBRARIES = ['/usr/lib/x86_64-linux-gnu/pkcs11', '/usr/lib64/pkcs11', '/usr/lib/pkcs11'];

/** The modules that other programs of this system use, as p11-kit lists them; trust stores are no cards. */
function p11KitModules(folder: string): readonly Known[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter(name => name.endsWith('.module'))
    .flatMap(name => {
      const lines = readFileSync(join(folder, name), 'utf8').split('\n');
      const value = (key: string): string | undefined =>
        lines
          .find(line => line.startsWith(`${key}:`))
          ?.slice(key.length + 1)
          .trim();
      const library = value('module');
      if (library === undefined || value('trust-policy') === 'yes' || library.startsWith('p11-kit-')) return [];
      const paths = isAbsolute(library) ? [library] : P11_KIT_LIBRARIES.map(dir => join(dir, library));
      const path = paths.find(each => existsSync(each));
      return path === undefined ? [] : [{ path, product: name.slice(0, -'.module'.length), confirmed: true }];
    });
}

/** Every place where a module may be on this system, the first that exists is the one to try. */
export function modulePlaces(platform: NodeJS.Platform, p11Kit = P11_KIT): readonly ModulePlace[] {
  const known = (KNOWN[platform] ?? []).map(({ path, product, confirmed }): ModulePlace => ({
    path,
    product,
    from: confirmed ? 'known' : 'unconfirmed',
    exists: existsSync(path),
  }));
  const others = (platform === 'linux' ? p11KitModules(p11Kit) : [])
    .filter(({ path }) => !known.some(place => place.path === path))
    .map(({ path, product }): ModulePlace => ({ path, product, from: 'p11-kit', exists: true }));
  return [...known, ...others];
}
