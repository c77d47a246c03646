import { type ReactNode } from 'react';
import { CreditCard } from 'lucide-react';
import { useStore } from 'zustand';
import { useTexts } from '../../i18n/texts.ts';
import { Button, Icon, Mark } from '../../ui/index.ts';
import { CardTray } from './CardTray.tsx';
import { PinPanel } from './PinPanel.tsx';
import { type SessionStore } from './session.store.ts';
import { sessionTexts } from './session.texts.ts';
import css from './session.module.css';

type SignInScreenProps = Readonly<{
  store: SessionStore;
  practiceWord: string | undefined;
  /** Which real environment this workstation works in; null in the practice profile. */
  environment: string | null;
  /** Language and appearance: a person must be able to read the screen before signing in. */
  settings: ReactNode;
  /** What concerns the whole workstation. */
  notice?: ReactNode;
}>;

/** Covers everything: nothing of a desk shows here, whether nobody is signed in or the desk is covered. */
export function SignInScreen({ store, practiceWord, environment, settings, notice }: SignInScreenProps) {
  const t = useTexts(sessionTexts);
  const { session, tray, signIn, insert, reset, enterPin } = useStore(store);
  const card = session?.card ?? null;
  const isCovered = session?.at === 'locked';
  return (
    <div className={css.screen} data-practice={practiceWord !== undefined}>
      <header className={css.head}>
        <span className={css.brand}>
          <Mark />
          <span className={css.word}>Kantele</span>
        </span>
        {practiceWord === undefined ? null : <strong className={css.practice}>{practiceWord}</strong>}
        {environment === null ? null : <span className={css.quiet}>{environment}</span>}
        <span className={css.settings}>{settings}</span>
      </header>
      {notice}
      <main className={css.main} data-alone={tray.length === 0}>
        <section className={css.signIn} aria-labelledby="sign-in-title">
          <h1 id="sign-in-title" className={css.title}>
            {isCovered ? t('locked') : t('title')}
          </h1>
          {card === null ? (
            <div className={css.noCard}>
              <p className={css.lead}>
                <Icon of={CreditCard} /> {t('insertCard')}
              </p>
              <p className={css.quiet}>{isCovered ? t('lockedMore') : t('insertCardMore')}</p>
            </div>
          ) : (
            <>
              <PinPanel card={card} signIn={signIn} onPin={pin => void enterPin(pin)} />
              {isCovered ? <p className={css.quiet}>{t('lockedOther')}</p> : null}
              {card.practice ? (
                <Button variant="quiet" onPress={() => void insert(null)}>
                  {t('remove')}
                </Button>
              ) : null}
            </>
          )}
        </section>
        {tray.length === 0 ? null : (
          <section className={css.traySection} aria-labelledby="tray-title">
            <h2 id="tray-title" className={css.subtitle}>
              {t('tray')}
            </h2>
            <p className={css.quiet}>{t('trayMore')}</p>
            <CardTray cards={tray} onInsert={id => void insert(id)} onReset={id => void reset(id)} />
          </section>
        )}
      </main>
    </div>
  );
}
