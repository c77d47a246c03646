import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { ClientProvider, useClient, useConnection, useHostEvent, type wire } from '../api/ClientProvider.tsx';
import { LOCALES } from '../i18n/formats.ts';
import { useTexts } from '../i18n/texts.ts';
import { RescueScreen, useDamage } from '../features/rescue/index.ts';
import { closePatient, useOpenPatient } from '../features/patients/index.ts';
import { dropNote } from '../features/records/index.ts';
import { clearDeskView, createSessionStore, SignInScreen } from '../features/session/index.ts';
import { createSettingsStore, QuickSettings } from '../features/settings/index.ts';
import { createStatusStore } from '../features/status/index.ts';
import { Banner, KeysWait, UiRoot } from '../ui/index.ts';
import { appTexts } from './app.texts.ts';
import { Desk } from './Desk.tsx';
import { navigation } from './navigation.store.ts';
import { useKeptDesk } from './use-kept-desk.ts';

/** The window: nothing of a desk exists in the page unless its owner is signed in and uncovered. */
export function App({ wired }: Readonly<{ wired: ReturnType<typeof wire> }>) {
  return (
    <ClientProvider wired={wired}>
      <Window />
    </ClientProvider>
  );
}

function Window() {
  const client = useClient();
  const t = useTexts(appTexts);
  const [stores] = useState(() => ({
    session: createSessionStore(client),
    settings: createSettingsStore(client),
    status: createStatusStore(client),
  }));
  const { session, load, hear } = useStore(stores.session);
  const { settings, load: loadSettings, hear: hearSettings } = useStore(stores.settings);
  const { about, load: loadStatus, hear: hearStatus } = useStore(stores.status);
  const owner = session?.professional?.registrationNumber ?? null;
  const [deskOwner, setDeskOwner] = useState<string | null>(null);
  const open = useOpenPatient();

  const damage = useDamage();
  const { isLost, recoveries } = useConnection();

  // At the start, and after the host was found again: what it told meanwhile was not heard.
  useEffect(() => {
    void load();
    void loadSettings();
    void loadStatus();
  }, [load, loadSettings, loadStatus, recoveries]);
  useHostEvent('sessionChanged', event => hear(event.state));
  useHostEvent('settingsChanged', event => hearSettings(event.settings));
  useHostEvent('queueChanged', event => hearStatus(event.counts, event.lines));

  // What lies on a desk leaves the page before another person's is laid out; one's own is as it was left.
  if (owner !== deskOwner) {
    setDeskOwner(owner);
    if (open !== null) closePatient();
    dropNote();
    clearDeskView();
    navigation.getState().go('home');
    void loadSettings();
  }
  const isLaidOut = useKeptDesk(client, session);

  const practiceWord = about?.profile === 'practice' ? t('practice') : undefined;
  return (
    <UiRoot
      locale={LOCALES[settings.language]}
      theme={settings.theme}
      density={settings.density}
      labels={{ close: t('close'), notices: t('notices'), clear: t('clear') }}
    >
      {damage !== null ? (
        <RescueScreen damage={damage} />
      ) : session?.at === 'signedIn' && session.professional !== null ? (
        !isLaidOut ? (
          <KeysWait />
        ) : (
          <Desk session={session} professional={session.professional} stores={stores} practiceWord={practiceWord} />
        )
      ) : session === null ? null : (
        <SignInScreen
          store={stores.session}
          practiceWord={practiceWord}
          environment={about?.environment ?? null}
          notice={isLost ? <Banner kind="offline">{t('lost')}</Banner> : null}
          settings={<QuickSettings store={stores.settings} />}
        />
      )}
    </UiRoot>
  );
}
