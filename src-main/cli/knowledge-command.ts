import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { summaryOf, type KnowledgePack } from '../../shared/domain/knowledge/knowledge-pack.ts';
import { readKnowledgePack } from '../adapters/knowledge/knowledge-file.ts';
import { defaultDataDir } from '../node/arguments.ts';
import { installKnowledgePack, installedIn, readShelf } from '../adapters/knowledge/knowledge-shelf.ts';

const USAGE = `Usage: kantele knowledge <command> [--data DIR]
  list            packs that come with the program and those installed, with date and rows
  check FILE      reads a pack and says what is wrong with it
  install FILE    reads a pack and puts it into the data folder; the program uses it from its next start`;

const lineOf = (pack: KnowledgePack): string => {
  const { id, version, date, practice, name, rows, publisher } = summaryOf(pack);
  return `${id} ${version} (${date}): ${name.en}, ${rows} rows, ${publisher}${practice ? '; for practice only' : ''}`;
};

/** `kantele knowledge`: installs, checks and lists knowledge packs. Exit codes: 0 done, 1 refused, 2 wrong arguments. */
export function knowledge(args: readonly string[], say: (line: string) => void): number {
  const at = args.indexOf('--data');
  const dataDir = at < 0 ? defaultDataDir() : (args[at + 1] ?? '');
  const words = at < 0 ? args : args.filter((_, index) => index !== at && index !== at + 1);
  const [command, file, ...more] = words;
  if (dataDir === '' || more.length > 0 || (command !== 'list' && file === undefined)) {
    say(USAGE);
    return 2;
  }
  switch (command) {
    case 'list': {
      const resources = join(import.meta.dirname, '..', '..', 'resources', 'knowledge');
      const shelf = readShelf([resources, installedIn(dataDir)]);
      for (const pack of shelf.packs) say(lineOf(pack));
      for (const { file: name, fault } of shelf.refused) say(`refused ${name}: ${fault}`);
      return shelf.refused.length === 0 ? 0 : 1;
    }
    case 'check': {
      const path = file ?? '';
      if (!existsSync(path)) {
        say(`no such file: ${path}`);
        return 1;
      }
      const read = readKnowledgePack(readFileSync(path));
      say(read.ok ? lineOf(read.value) : `refused: ${read.error}`);
      return read.ok ? 0 : 1;
    }
    case 'install': {
      const installed = installKnowledgePack(file ?? '', dataDir);
      say(installed.ok ? `installed ${lineOf(installed.value)}` : `refused: ${installed.error}`);
      return installed.ok ? 0 : 1;
    }
    default:
      say(USAGE);
      return 2;
  }
}
