import { StoreFault } from '../app/ports/store.port.ts';
import { refusalText } from './data-folder.ts';
import { type Outcome, Unusable } from './document-files.ts';

const isArgumentError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');

/** Errors of Node's file calls: a path that is not there, may not be read, or is there already. */
const isFileError = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && /^E[A-Z]+$/.test(String(error.code));

/** Runs a command over the arguments of the process: text and exit code, or the usage and 2. */
export async function runCommand(run: (args: readonly string[]) => Promise<Outcome>, usage: string): Promise<void> {
  try {
    const { code, text } = await run(process.argv.slice(2));
    process.exitCode = code;
    process.stdout.write(`${text}\n`);
  } catch (error) {
    if (error instanceof StoreFault) {
      process.exitCode = 1;
      console.error(refusalText(error.code));
      return;
    }
    if (!(error instanceof Unusable) && !isArgumentError(error) && !isFileError(error)) throw error;
    process.exitCode = 2;
    console.error(isArgumentError(error) ? usage : (error as Error).message);
  }
}
