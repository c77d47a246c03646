import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react';
import { X } from 'lucide-react';
import { Button } from './Button.tsx';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import { IconButton } from './IconButton.tsx';
import { TONE_ICONS } from './tone-icons.ts';
import type { Tone } from './tone.ts';
import css from './Announcer.module.css';
import tones from './tones.module.css';

export type Politeness = 'polite' | 'assertive';
export type ToastContent = Readonly<{
  text: string;
  tone?: Tone;
  action?: Readonly<{ label: string; keys?: string; run: () => void }>;
  /** 0 stays until closed. Default 6000; with an action 12000. */
  staysMs?: number;
}>;
export type Announcer = Readonly<{
  /** Speaks to screen readers only. Assertive is for stops. One call per event. */
  announce(text: string, politeness?: Politeness): void;
  /** Shows and speaks. @returns takes the toast away */
  toast(content: ToastContent): () => void;
}>;

const Context = createContext<Announcer | null>(null);

export function useAnnouncer(): Announcer {
  const announcer = useContext(Context);
  if (announcer === null) throw new Error('announcements need a UiRoot above them');
  return announcer;
}

type Shown = ToastContent & Readonly<{ id: number }>;
type Spoken = Readonly<{ id: number; text: string }>;

export function AnnouncerProvider({
  children,
  labels,
}: Readonly<{ children: ReactNode; labels: Readonly<{ close: string; notices: string }> }>) {
  const [toasts, setToasts] = useState<readonly Shown[]>([]);
  const [polite, setPolite] = useState<Spoken>({ id: 0, text: '' });
  const [assertive, setAssertive] = useState<Spoken>({ id: 0, text: '' });
  const lastId = useRef(0);

  const close = useCallback((id: number) => setToasts(all => all.filter(toast => toast.id !== id)), []);
  const announcer = useMemo<Announcer>(() => {
    const announce = (text: string, politeness: Politeness = 'polite') => {
      lastId.current += 1;
      (politeness === 'polite' ? setPolite : setAssertive)({ id: lastId.current, text });
    };
    return {
      announce,
      toast(content) {
        announce(content.text, content.tone === 'stop' ? 'assertive' : 'polite');
        const id = lastId.current;
        setToasts(all => [...all, { ...content, id }].slice(-4));
        const staysMs = content.staysMs ?? (content.action === undefined ? 6000 : 12000);
        if (staysMs > 0) window.setTimeout(close, staysMs, id);
        return () => close(id);
      },
    };
  }, [close]);

  return (
    <Context.Provider value={announcer}>
      {children}
      <div className={css.spoken}>
        <div role="status" aria-live="polite">
          <span key={polite.id}>{polite.text}</span>
        </div>
        <div role="alert" aria-live="assertive">
          <span key={assertive.id}>{assertive.text}</span>
        </div>
      </div>
      {toasts.length > 0 && (
        <section className={css.stack} aria-label={labels.notices}>
          {toasts.map(toast => (
            <div key={toast.id} className={cx(css.toast, tones[toast.tone ?? 'info'])}>
              <span className={css.icon}>
                <Icon of={TONE_ICONS[toast.tone ?? 'info']} />
              </span>
              <span className={css.text}>{toast.text}</span>
              {toast.action !== undefined && (
                <Button
                  variant="quiet"
                  {...(toast.action.keys === undefined ? {} : { keys: toast.action.keys })}
                  onPress={() => {
                    toast.action?.run();
                    close(toast.id);
                  }}
                >
                  {toast.action.label}
                </Button>
              )}
              <IconButton icon={X} label={labels.close} onPress={() => close(toast.id)} />
            </div>
          ))}
        </section>
      )}
    </Context.Provider>
  );
}
