/** `kantele knowledge`. */
import { knowledge } from './knowledge-command.ts';

process.exitCode = knowledge(process.argv.slice(2), line => void process.stdout.write(`${line}\n`));
