/** Opens the store of a folder in a process of its own and says what came of it. */
import { tryToOpen } from '../builders/sqlite.builder.ts';

const opened = tryToOpen(process.argv[2] ?? '');
console.log(opened.ok ? 'opened' : opened.error.code);
if (opened.ok) opened.value.close();
