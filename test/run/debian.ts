import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Programs that the tests drive and the Debian packages that bring them. */
const NEEDED: Readonly<Record<string, string>> = {
  chromium: 'chromium',
  xmlsec1: 'xmlsec1',
  xmllint: 'libxml2-utils',
  pdftoppm: 'poppler-utils',
  openssl: 'openssl',
  'softhsm2-util': 'softhsm2',
  'g++': 'g++',
  gcc: 'gcc libc6-dev',
};

const onPath = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some(dir => existsSync(join(dir, program)));

/** Installs what is missing where it may (root on Debian); else says the one command and stops. */
export function ensurePrograms(): void {
  const missing = Object.entries(NEEDED).filter(([program]) => !onPath(program));
  if (missing.length === 0) return;
  const packages = missing.map(([, name]) => name);
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (!onPath('apt-get') || process.getuid?.() !== 0) {
    console.error(`The tests need: ${missing.map(([program]) => program).join(', ')}. Run once: sudo ${command}`);
    process.exit(2);
  }
  console.log(`installing ${packages.join(', ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', ['update', '-qq'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  execFileSync('apt-get', command.split(' ').slice(1), { env, stdio: ['ignore', 'ignore', 'inherit'] });
}
