/** The shell that a person asked for with `--shell`; undefined when they left it open. */
export type WantedShell = 'electron' | 'node' | undefined;

export type ShellFacts = Readonly<{
  wanted: WantedShell;
  /** Electron's binary is on this machine. */
  installed: boolean;
  /** A window can be shown. */
  display: boolean;
}>;

/** `none`: the shell that was asked for cannot be had; the other one never takes its place unasked. */
export type ShellChoice = Readonly<{ shell: 'electron' | 'node' | 'none'; because: string }>;

/**
 * Electron when its binary is there or can be had within seconds, else Node.
 * @param fetchBinary called at most once, and only when the answer hangs on it; tells whether the binary is there now
 */
export async function chooseShell(facts: ShellFacts, fetchBinary: () => Promise<boolean>): Promise<ShellChoice> {
  const { wanted, installed, display } = facts;
  if (wanted === 'node') return { shell: 'node', because: 'asked for' };
  if (wanted === undefined && !display) return { shell: 'node', because: 'there is no display for a desktop window' };
  if (installed) return { shell: 'electron', because: wanted === 'electron' ? 'asked for' : 'its binary is installed' };
  if (await fetchBinary()) return { shell: 'electron', because: 'its binary was fetched' };
  return {
    shell: wanted === 'electron' ? 'none' : 'node',
    because: 'Electron’s binary is not installed and could not be fetched within seconds',
  };
}

const OPTION = '--shell';

/** Takes `--shell X` or `--shell=X` out of the arguments; the others belong to the shell. Null: no such shell. */
export function takeShell(args: readonly string[]): Readonly<{ wanted: WantedShell; rest: readonly string[] }> | null {
  const at = args.findIndex(arg => arg === OPTION || arg.startsWith(`${OPTION}=`));
  if (at === -1) return { wanted: undefined, rest: args };
  const isJoined = args[at] !== OPTION;
  const wanted = isJoined ? args[at]?.slice(OPTION.length + 1) : args[at + 1];
  return wanted === 'electron' || wanted === 'node' ? { wanted, rest: args.toSpliced(at, isJoined ? 1 : 2) } : null;
}
