import { useId, useMemo, useState } from 'react';
import { useTexts } from '../i18n/texts.ts';
import { Dialog, KeyHint, optionId, ResultList, SearchField } from '../ui/index.ts';
import { appTexts } from './app.texts.ts';
import { type Command, commandsMatching } from './commands.ts';
import css from './app.module.css';

type CommandPaletteProps = Readonly<{
  /** null: closed. The commands of the moment it was opened. */
  commands: readonly Command[] | null;
  onClose: () => void;
}>;

const render = ({ label, keys }: Command) => (
  <span className={css.command}>
    <span>{label}</span>
    {keys === null ? null : <KeyHint keys={keys} />}
  </span>
);

/** Every screen and act by name: for what has no key, or a key that was forgotten. */
export function CommandPalette({ commands, onClose }: CommandPaletteProps) {
  const t = useTexts(appTexts);
  return (
    <Dialog isOpen={commands !== null} onClose={onClose} title={t('palette')}>
      {commands === null ? null : <Commands commands={commands} onClose={onClose} />}
    </Dialog>
  );
}

function Commands({ commands, onClose }: Readonly<{ commands: readonly Command[]; onClose: () => void }>) {
  const t = useTexts(appTexts);
  const listId = useId();
  const [text, setText] = useState('');
  const [moved, setMoved] = useState<string | null>(null);
  const found = useMemo(() => commandsMatching(commands, text), [commands, text]);
  const at = Math.max(
    0,
    found.findIndex(command => command.id === moved),
  );
  const active = found[at] ?? null;
  const take = (command: Command | null): void => {
    if (command === null) return;
    onClose();
    // The closing dialog gives the focus back first: the command has the last word on where it goes.
    requestAnimationFrame(() => requestAnimationFrame(() => command.run()));
  };
  return (
    <>
      <SearchField
        label={t('paletteHelp')}
        value={text}
        onChange={typed => {
          setText(typed);
          setMoved(null);
        }}
        onEnter={() => take(active)}
        results={{
          listId,
          activeOptionId: active === null ? undefined : optionId(listId, active.id),
          onMove: rows => setMoved(found[Math.min(found.length - 1, Math.max(0, at + rows))]?.id ?? null),
        }}
        width="full"
        autoFocus
      />
      <ResultList
        id={listId}
        label={t('palette')}
        items={found}
        activeId={active?.id ?? null}
        onActiveChange={setMoved}
        onPick={take}
        renderItem={render}
        empty={t('paletteNone')}
      />
    </>
  );
}
