import { useEffect, useMemo, useRef, useState } from 'react';
import {
  ClipboardPen,
  FolderKanban,
  House,
  Keyboard,
  LayoutGrid,
  Lock,
  LogOut,
  Pill,
  Repeat,
  ScrollText,
  Send,
  Settings as SettingsIcon,
  Stethoscope,
} from 'lucide-react';
import { useStore } from 'zustand';
import { type SessionState } from '../../shared/contract/session.contract.ts';
import { type Professional } from '../../shared/domain/people/person.ts';
import { dateInHelsinki } from '../../shared/kernel/time.ts';
import { useClient, useConnection } from '../api/ClientProvider.tsx';
import { useFailureWords } from '../i18n/failures.ts';
import { useTexts } from '../i18n/texts.ts';
import {
  askEmergency,
  closePatient,
  endServiceEvent,
  ensureServiceEvent,
  type MetAs,
  OpenPatientBar,
  useIsOpening,
  useOpenPatient,
} from '../features/patients/index.ts';
import { useNearSearch } from '../features/prescribing/index.ts';
import { SignOutDialog } from '../features/queue/index.ts';
import { CardTray, type SessionStore } from '../features/session/index.ts';
import { type SettingsStore } from '../features/settings/index.ts';
import { TakeBack, WaitingSignatures } from '../features/signing/index.ts';
import { ClockBanner, OutagePanel, type StatusStore, StatusStrip } from '../features/status/index.ts';
import {
  AppFrame,
  Banner,
  Button,
  Dialog,
  ErrorBoundary,
  type KeyBinding,
  KeySheet,
  KeysWait,
  NavRail,
  type NavItem,
  useAnnouncer,
  useKeyRegistry,
  useKeys,
} from '../ui/index.ts';
import { CommandPalette } from './CommandPalette.tsx';
import { type Command, mergedCommands } from './commands.ts';
import { appTexts } from './app.texts.ts';
import { homeOf, maySee } from './area-rights.ts';
import { type Area, navigation, useArea } from './navigation.store.ts';
import { useNowMs } from './now.ts';
import { placesTexts } from './places.texts.ts';
import { isServicePlace, servicePlaces } from './service-places.ts';
import { WorkArea } from './WorkArea.tsx';

type DeskProps = Readonly<{
  session: SessionState;
  professional: Professional;
  stores: Readonly<{ session: SessionStore; settings: SettingsStore; status: StatusStore }>;
  practiceWord: string | undefined;
}>;
type RailId = Area | 'keys' | 'lock' | 'signOut';

/** The desk of whoever is signed in: the same five places on every screen. */
export function Desk({ session, professional, stores, practiceWord }: DeskProps) {
  const t = useTexts(appTexts);
  const placeWord = useTexts(placesTexts);
  const words = useFailureWords();
  const client = useClient();
  const { announce } = useAnnouncer();
  const wanted = useArea();
  const { go } = navigation.getState();
  const open = useOpenPatient();
  const isOpening = useIsOpening();
  const nowMs = useNowMs();
  const today = dateInHelsinki(nowMs);
  const counts = useStore(stores.status, state => state.counts);
  const { tray, insert, reset, lock, signOut } = useStore(stores.session);
  const [focusTurn, setFocusTurn] = useState(0);
  const [isSheetOpen, setSheetOpen] = useState(false);
  const [isTrayOpen, setTrayOpen] = useState(false);
  const [isLeaving, setLeaving] = useState(false);
  const [commands, setCommands] = useState<readonly Command[] | null>(null);
  const registry = useKeyRegistry();
  const openPalette = useRef(() => {});
  const { isLost } = useConnection();
  const inPharmacy = professional.organisation.kind === 'pharmacy';
  const may = useMemo(() => new Set(session.capabilities), [session.capabilities]);
  const metAs: MetAs = inPharmacy ? 'customer' : may.has('socialWork') ? 'client' : 'patient';
  const home = homeOf(may);
  const homeWord = home !== 'home' ? placeWord(home) : t(metAs);
  // A desk kept from a time of other rights, or a place that is no one's here, is the home of the role.
  const area = maySee(wanted, may) && wanted !== 'home' ? wanted : home;
  useNearSearch(may.has('prescribe'));

  const keys = useMemo<readonly KeyBinding[]>(() => {
    const bind = (id: string, chord: string, label: string, run: () => void, inDialogs = false): KeyBinding => ({
      id,
      keys: chord,
      scope: 'app',
      label,
      run,
      inDialogs,
    });
    return [
      bind('app.patient', 'F2', homeWord, () => {
        go('home');
        setFocusTurn(turn => turn + 1);
      }),
      ...(may.has('prescribe')
        ? [
            bind('app.prescribing', 'Ctrl+Shift+M', t('prescribing'), () => go('prescribing')),
            bind('app.renewals', 'Ctrl+Shift+U', t('renewals'), () => go('renewals')),
          ]
        : []),
      ...(may.has('dispense') ? [bind('app.dispensing', 'Ctrl+Shift+D', t('dispensing'), () => go('dispensing'))] : []),
      ...(may.has('readRecords') ? [bind('app.records', 'Ctrl+Shift+E', t('records'), () => go('records'))] : []),
      ...(may.has('socialWork') ? [bind('app.social', 'Ctrl+Shift+E', t('social'), () => go('social'))] : []),
      ...(may.has('recordEntry')
        ? [bind('app.medication', 'Ctrl+Shift+L', placeWord('medication'), () => go('medication'))]
        : []),
      ...(may.has('recordEntry')
        ? [
            {
              ...bind('app.emergency', 'Ctrl+Shift+B', t('emergency'), () => {
                go('disclosure');
                askEmergency();
              }),
              isOff: open === null,
            },
          ]
        : []),
      ...(may.has('seeQueue') ? [bind('app.queue', 'Ctrl+Q', t('queue'), () => go('queue'))] : []),
      bind('app.lock', 'Ctrl+L', t('lock'), () => void lock(), true),
      bind('app.keys', 'Shift+F1', t('keys'), () => setSheetOpen(true), true),
      bind('app.palette', 'Ctrl+K', t('palette'), () => openPalette.current()),
    ];
  }, [t, placeWord, go, may, homeWord, lock, open]);
  useKeys(keys);

  const items: NavItem<RailId>[] = [
    { id: 'home', label: homeWord, icon: House, keys: 'F2' },
    ...(may.has('prescribe') ? [{ id: 'prescribing' as const, label: t('prescribing'), icon: Stethoscope }] : []),
    ...(may.has('prescribe') ? [{ id: 'renewals' as const, label: t('renewals'), icon: Repeat }] : []),
    ...(may.has('dispense') ? [{ id: 'dispensing' as const, label: t('dispensing'), icon: Pill }] : []),
    ...(may.has('readRecords') ? [{ id: 'records' as const, label: t('records'), icon: ClipboardPen }] : []),
    ...(may.has('socialWork') ? [{ id: 'social' as const, label: t('social'), icon: FolderKanban }] : []),
    ...(may.has('seeQueue')
      ? [
          {
            id: 'queue' as const,
            label: t('queue'),
            icon: Send,
            keys: 'Ctrl+Q',
            count: counts?.unsent ?? 0,
            countLabel: t('waiting', { count: counts?.needsPerson ?? 0 }),
            isUrgent: (counts?.needsPerson ?? 0) > 0,
          },
        ]
      : []),
    ...(may.has('reviewLogs') ? [{ id: 'logSearch' as const, label: placeWord('logSearch'), icon: ScrollText }] : []),
    { id: 'services', label: placeWord('services'), icon: LayoutGrid },
  ];
  const endItems: NavItem<RailId>[] = [
    { id: 'keys', label: t('keys'), icon: Keyboard, keys: 'Shift+F1' },
    { id: 'settings', label: t('settings'), icon: SettingsIcon },
    { id: 'lock', label: t('lock'), icon: Lock, keys: 'Ctrl+L' },
    { id: 'signOut', label: t('signOut'), icon: LogOut },
  ];
  const onGo = (id: RailId): void => {
    if (id === 'keys') setSheetOpen(true);
    else if (id === 'lock') void lock();
    else if (id === 'signOut' && (counts?.unsent ?? 0) > 0) setLeaving(true);
    else if (id === 'signOut') void signOut();
    else go(id);
  };
  useEffect(() => {
    openPalette.current = () => {
      const services = servicePlaces(may, practiceWord !== undefined).map(({ id, icon }) => ({
        id,
        label: placeWord(id),
        icon,
      }));
      const places = [...items, ...services, ...endItems].map(({ id, label, keys: chord }: NavItem<RailId>) => ({
        id: `place.${id}`,
        label,
        keys: chord ?? null,
        run: () => onGo(id),
      }));
      const acts = registry.acts().filter(({ id }) => id !== 'app.palette');
      const commandsOf = (scope: 'app' | 'screen'): readonly Command[] =>
        acts
          .filter(act => act.scope === scope)
          .map(({ id, label, keys: chord }) => ({ id, label, keys: chord, run: () => registry.run(id) }));
      // What this screen does, then where one can go, then the rest.
      setCommands(mergedCommands(commandsOf('screen'), places, commandsOf('app')));
    };
  });
  const tell = (failure: Awaited<ReturnType<typeof ensureServiceEvent>>): void => {
    if (failure !== null) announce(words(failure).told, 'assertive');
  };
  const errorTexts = {
    title: t('errorTitle'),
    whatIsSafe: t('errorSafe'),
    copy: t('errorCopy'),
    copied: t('errorCopied'),
    again: t('errorAgain'),
  };
  return (
    <AppFrame
      labels={{
        navigation: t('navigation'),
        patient: t(metAs),
        work: t('work'),
        findings: t('findings'),
        status: t('status'),
        nextPane: t('nextPane'),
        previousPane: t('previousPane'),
      }}
      practiceWord={practiceWord}
      banner={
        <>
          {isLost ? <Banner kind="offline">{t('lost')}</Banner> : null}
          <ClockBanner store={stores.status} nowMs={nowMs} />
          <OutagePanel store={stores.status} may={may} />
          <TakeBack hasKey />
          <WaitingSignatures onQueue={() => go('queue')} />
        </>
      }
      rail={
        <NavRail<RailId>
          items={items}
          endItems={endItems}
          current={area === home ? 'home' : area === 'logSearch' ? area : isServicePlace(area) ? 'services' : area}
          onGo={onGo}
        />
      }
      patientBar={
        <OpenPatientBar
          open={open}
          today={today}
          nowMs={nowMs}
          metAs={metAs}
          mayRecord={may.has('arrangeVisits')}
          readsHealth={may.has('readPatients')}
          meetsPersons={may.has('findPersons')}
          onOpenEvent={() => void ensureServiceEvent(client, 'visit').then(tell)}
          onEndEvent={() => void endServiceEvent(client).then(tell)}
          onClose={() => {
            closePatient();
            go('home');
          }}
        />
      }
      statusBar={
        <StatusStrip
          store={stores.status}
          session={session}
          nowMs={nowMs}
          onLines={() => go('settings')}
          onQueue={() => go('queue')}
          onCard={() => setTrayOpen(tray.length > 0)}
        />
      }
    >
      <ErrorBoundary key={area} texts={errorTexts} onError={error => `CALL-0003 ${error.name}`}>
        <WorkArea
          area={area}
          open={open}
          nowMs={nowMs}
          today={today}
          inPharmacy={inPharmacy}
          metAs={metAs}
          may={may}
          focusTurn={focusTurn}
          own={professional.registrationNumber}
          isPractice={practiceWord !== undefined}
          settings={stores.settings}
          onGo={go}
        />
      </ErrorBoundary>
      {isOpening ? <KeysWait /> : null}
      <SignOutDialog
        isOpen={isLeaving}
        onClose={() => setLeaving(false)}
        onQueue={() => {
          setLeaving(false);
          go('queue');
        }}
        onSignOut={() => void signOut()}
      />
      <CommandPalette commands={commands} onClose={() => setCommands(null)} />
      <KeySheet
        isOpen={isSheetOpen}
        onClose={() => setSheetOpen(false)}
        title={t('keySheet')}
        scopeLabels={{ app: t('scopeApp'), screen: t('scopeScreen'), list: t('scopeList'), dialog: t('scopeDialog') }}
      />
      <Dialog isOpen={isTrayOpen} onClose={() => setTrayOpen(false)} title={t('tray')} size="large">
        <CardTray cards={tray} onInsert={id => void insert(id)} onReset={id => void reset(id)} />
        <p>
          <Button onPress={() => void insert(null)}>{t('removeCard')}</Button>
        </p>
      </Dialog>
    </AppFrame>
  );
}
