/** A screen or an act that can be called by its name. */
export type Command = Readonly<{ id: string; label: string; keys: string | null; run: () => void }>;

const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();

/** Every typed word must be in the name or be its key; names that begin with what was typed come first. */
export function commandsMatching(commands: readonly Command[], typed: string): readonly Command[] {
  const words = folded(typed).split(/\s+/).filter(Boolean);
  const found = commands.filter(({ label, keys }) => {
    const name = folded(label);
    return words.every(word => name.includes(word) || keys?.toLowerCase() === word);
  });
  const whole = words.join(' ');
  const rank = ({ label }: Command): number => (folded(label).startsWith(whole) ? 0 : 1);
  return [...found].sort((a, b) => rank(a) - rank(b));
}

/** One command for each name: a place of the rail and the key that leads there are the same. */
export function mergedCommands(...lists: readonly (readonly Command[])[]): readonly Command[] {
  const byLabel = new Map<string, Command>();
  for (const command of lists.flat()) {
    const known = byLabel.get(command.label);
    byLabel.set(command.label, known === undefined ? command : { ...known, keys: known.keys ?? command.keys });
  }
  return [...byLabel.values()];
}
