import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { DatabaseBackup, RefreshCw } from 'lucide-react';
import { useStore } from 'zustand';
import { isLocalDate } from '../../../shared/kernel/time.ts';
import { LANGUAGES } from '../../../shared/kernel/language.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { useFailureWords } from '../../i18n/failures.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import {
  Banner,
  Button,
  type Column,
  DataTable,
  DefinitionList,
  Panel,
  RadioGroup,
  Screen,
  Skeleton,
  Stack,
  Tag,
  useAnnouncer,
} from '../../ui/index.ts';
import { lineWords, statusTexts } from '../status/index.ts';
import { CardSoftwarePanel } from './CardSoftwarePanel.tsx';
import { LabelPrinterPanel } from './LabelPrinterPanel.tsx';
import { createInfoStore } from './settings-info.store.ts';
import { type SettingsStore } from './settings.store.ts';
import { settingsTexts } from './settings.texts.ts';
import css from './settings.module.css';

/** Seconds before a signed prescription is sent. */
const TAKE_BACK_SECONDS = ['0', '5', '10', '20', '30', '60'] as const;

type Register = Readonly<{
  name: string;
  release: string;
  rows: number;
  origin: string;
  licence: string;
  note: string;
}>;

/** How the screen looks, what the program is made of and how it is doing. */
export function SettingsScreen({
  store,
  takesBack,
  ownRights,
}: Readonly<{ store: SettingsStore; takesBack: boolean; ownRights: ReactNode }>) {
  const t = useTexts(settingsTexts);
  const s = useTexts(statusTexts);
  const formats = useFormats();
  const language = useLanguage();
  const words = useFailureWords();
  const { announce, toast } = useAnnouncer();
  const client = useClient();
  const [info] = useState(() => createInfoStore(client));
  const { about, health, knowledge, load, loading, backUp, backingUp, backup } = useStore(info);
  const { settings, change } = useStore(store);
  useEffect(() => void load(), [load]);

  async function makeBackup(): Promise<void> {
    const failure = await backUp();
    if (failure === null) announce(t('backedUp'));
    else toast({ tone: 'stop', text: words(failure).told });
  }

  const columns = useMemo<readonly Column<Register>[]>(
    () => [
      { id: 'name', header: t('register'), cell: row => row.name, isRowHeader: true, width: '2fr' },
      { id: 'release', header: t('release'), cell: row => row.release, width: 168 },
      { id: 'rows', header: t('rows'), cell: row => formats.count(row.rows), align: 'end', width: 96 },
      {
        id: 'origin',
        header: t('origin'),
        cell: row => [row.origin, row.licence, row.note].filter(part => part !== '').join(' · '),
        width: '4fr',
      },
    ],
    [t, formats],
  );
  const registers = useMemo<readonly Register[]>(() => {
    if (about === null) return [];
    const { release } = about.medicines;
    return [
      {
        name: t('medicines'),
        release: isLocalDate(release.date) ? `${release.id}, ${formats.date(release.date)}` : release.id,
        rows: release.rows,
        origin: release.source,
        licence: '',
        note: release.invented ? t('invented') : '',
      },
      ...about.registers.map(register => ({ ...register, note: '' })),
      ...(knowledge?.packs ?? []).map(pack => ({
        name: pack.name[language],
        release: `${pack.version}, ${formats.date(pack.date)} (${t('days', { count: pack.ageDays })})`,
        rows: pack.rows,
        origin: pack.publisher,
        licence: pack.licence,
        note: pack.stale ? `${t('stale')}. ${pack.notice[language]}` : pack.notice[language],
      })),
      ...(knowledge?.refused ?? []).map(({ file, fault }) => ({
        name: file,
        release: '–',
        rows: 0,
        origin: fault,
        licence: '',
        note: '',
      })),
    ];
  }, [about, knowledge, language, t, formats]);

  return (
    <Screen
      title={t('title')}
      tools={
        <>
          <Button icon={DatabaseBackup} onPress={() => void makeBackup()} isPending={backingUp}>
            {t('backUp')}
          </Button>
          <Button icon={RefreshCw} onPress={() => void load()} isPending={loading}>
            {t('refresh')}
          </Button>
        </>
      }
    >
      <Stack>
        {backup === null ? null : <Banner kind="note">{t('backupAt', { path: backup.path })}</Banner>}
        <div className={css.columns}>
          <Panel title={t('appearance')}>
            <Stack>
              <RadioGroup
                label={t('language')}
                direction="row"
                items={LANGUAGES.map(id => ({ id, label: t(id) }))}
                value={settings.language}
                onChange={language => void change({ language })}
              />
              <RadioGroup
                label={t('theme')}
                direction="row"
                items={(['light', 'dark', 'system'] as const).map(id => ({ id, label: t(id) }))}
                value={settings.theme}
                onChange={theme => void change({ theme })}
              />
              <RadioGroup
                label={t('density')}
                direction="row"
                items={(['compact', 'comfortable'] as const).map(id => ({ id, label: t(id) }))}
                value={settings.density}
                onChange={density => void change({ density })}
              />
              {takesBack && (
                <RadioGroup
                  label={t('takeBack')}
                  direction="row"
                  items={TAKE_BACK_SECONDS.map(id => ({ id, label: id === '0' ? t('noTakeBack') : `${id} s` }))}
                  value={String(settings.takeBackSeconds ?? about?.takeBackSeconds ?? '')}
                  onChange={id => void change({ takeBackSeconds: Number(id) })}
                />
              )}
            </Stack>
          </Panel>
          <Panel title={t('about')}>
            {about === null ? (
              <Skeleton label={t('about')} />
            ) : (
              <Stack>
                <DefinitionList
                  items={[
                    { label: t('version'), value: about.version },
                    { label: t('profile'), value: t(about.profile) },
                    ...(about.environment === null ? [] : [{ label: t('environment'), value: about.environment }]),
                    { label: t('shell'), value: t(about.shell) },
                    { label: t('workstation'), value: about.workstation },
                    { label: t('secrets'), value: t(about.secrets) },
                    { label: t('simulator'), value: t(about.simulator) },
                  ]}
                />
                {about.secrets === 'keyFile' ? <Banner kind="note">{t('keyFileNote')}</Banner> : null}
              </Stack>
            )}
          </Panel>
          <Panel title={t('health')}>
            {health === null ? (
              <Skeleton label={t('health')} />
            ) : (
              <DefinitionList
                items={[
                  ...health.lines.map(line => ({
                    id: line.service,
                    label: s(line.service),
                    value: lineWords(line, s, formats),
                  })),
                  { label: t('queue'), value: t('unsent', { count: health.queue.unsent }) },
                  {
                    label: t('database'),
                    value: health.database.ok ? (
                      t('databaseOk', { cipher: health.database.cipher, schema: health.database.schemaVersion })
                    ) : (
                      <Tag tone="stop">{t('databaseFault')}</Tag>
                    ),
                  },
                  {
                    label: t('disk'),
                    value:
                      health.database.freeMegabytes === null
                        ? t('unknown')
                        : `${formats.count(health.database.freeMegabytes)} MB`,
                  },
                  {
                    label: t('lastBackup'),
                    value:
                      health.database.lastBackupAt === null
                        ? t('noBackup')
                        : formats.dateTime(health.database.lastBackupAt),
                  },
                  { label: t('memoryUse'), value: `${formats.count(health.memoryMegabytes)} MB` },
                  { label: t('card'), value: health.card?.holderName ?? t('noCard') },
                  { label: t('started'), value: formats.dateTime(health.startedAt) },
                ]}
              />
            )}
          </Panel>
        </div>
        {ownRights}
        <CardSoftwarePanel />
        <LabelPrinterPanel />
        <Panel title={t('registers')} fill="flush">
          <DataTable
            label={t('registers')}
            columns={columns}
            rows={registers}
            rowKey={registerKey}
            empty={null}
            pending={about === null ? t('registers') : undefined}
          />
        </Panel>
      </Stack>
    </Screen>
  );
}

const registerKey = (row: Register): string => row.name;
