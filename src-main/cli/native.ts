/** `npm run native`: builds the binding to card software for this machine. Exit code 1 when it is not there afterwards. */
import { join } from 'node:path';
import { buildNative } from './native-build.ts';

const { outcome, says } = await buildNative(join(import.meta.dirname, '..', '..'));
console.log(says);
process.exitCode = outcome === 'present' || outcome === 'built' ? 0 : 1;
