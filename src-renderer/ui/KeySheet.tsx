import { Dialog } from './Dialog.tsx';
import { KeyHint } from './KeyHint.tsx';
import type { KeyEntry, KeyScope } from './keys.ts';
import { useKeyRegistry } from './KeysProvider.tsx';
import css from './KeySheet.module.css';

export type KeySheetProps = Readonly<{
  isOpen: boolean;
  onClose: () => void;
  title: string;
  scopeLabels: Readonly<Record<KeyScope, string>>;
}>;

/** Every key that is registered now, from the same table that makes the keys work. */
export function KeySheet({ isOpen, onClose, title, scopeLabels }: KeySheetProps) {
  const registry = useKeyRegistry();
  const entries = isOpen ? unique(registry.entries()) : [];
  const scopes: readonly KeyScope[] = ['dialog', 'list', 'screen', 'app'];
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={title} size="large">
      <div className={css.sheet} tabIndex={0} role="region" aria-label={title}>
        {scopes
          .map(scope => ({ scope, own: entries.filter(entry => entry.scope === scope) }))
          .filter(({ own }) => own.length > 0)
          .map(({ scope, own }) => (
            <section key={scope} className={css.group}>
              <h3 className={css.title}>{scopeLabels[scope]}</h3>
              <dl>
                {own.map(entry => (
                  <div key={`${entry.id} ${entry.where ?? ''}`} className={css.line}>
                    <dt>
                      <KeyHint keys={entry.keys} />
                      <span className={css.spoken}>{entry.keys}</span>
                    </dt>
                    <dd>{entry.label}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
      </div>
    </Dialog>
  );
}

const unique = (entries: readonly KeyEntry[]): readonly KeyEntry[] => [
  ...new Map(entries.map(entry => [`${entry.scope} ${entry.where ?? ''} ${entry.id}`, entry])).values(),
];
