import { useEffect, useMemo, useState } from 'react';
import { FolderSearch, RefreshCw } from 'lucide-react';
import { useStore } from 'zustand';
import { statementOf } from '../../../shared/domain/records/imaging.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { OfflineBanner } from '../../i18n/OfflineBanner.tsx';
import { useTexts } from '../../i18n/texts.ts';
import {
  Banner,
  Button,
  type Column,
  DataTable,
  EmptyState,
  Screen,
  screenKeys,
  Split,
  Tag,
  TwoLines,
  useKeys,
} from '../../ui/index.ts';
import { type OpenPatient } from '../patients/index.ts';
import { createImagingStore, type ListedStudy } from './imaging.store.ts';
import { imagingTexts } from './imaging.texts.ts';
import { StudyPane } from './StudyPane.tsx';

const bind = screenKeys('imaging');

export type ImagingScreenProps = Readonly<{
  open: OpenPatient;
  /** False for those who read records and ask no other register. */
  mayDisclose: boolean;
  onGo: (area: 'disclosure') => void;
}>;

const studyKey = ({ uid }: ListedStudy): string => uid;
const MODALITIES = ['CR', 'DX', 'CT', 'MR', 'US', 'NM', 'MG', 'XA', 'ECG'] as const;

/** Imaging studies of the open patient: the own register's, and others' while a disclosure is open at this desk. */
export function ImagingScreen({ open, mayDisclose, onGo }: ImagingScreenProps) {
  const t = useTexts(imagingTexts);
  const formats = useFormats();
  const client = useClient();
  const { patient } = open;
  const [store] = useState(() => createImagingStore(client, patient.id));
  const { phase, studies, source, disclosure, activeUid, opened, load, activate, read, openImages } = useStore(store);
  useEffect(() => void load(), [load]);
  const keys = useMemo(() => [bind('refresh', 'F5', t('refresh'), () => void load())], [t, load]);
  useKeys(keys);

  const columns = useMemo<readonly Column<ListedStudy>[]>(() => {
    const method = (code: string): string => {
      const known = MODALITIES.find(one => one === code);
      return known === undefined ? code : t(known);
    };
    return [
      { id: 'time', header: t('time'), width: 116, cell: study => formats.dateOf(study.startedAt) },
      {
        id: 'study',
        header: t('study'),
        isRowHeader: true,
        width: '3fr',
        minWidth: 200,
        cell: study => <TwoLines top={study.title} below={study.modalities.map(method).join(', ')} />,
      },
      {
        id: 'register',
        header: t('register'),
        width: '2fr',
        minWidth: 150,
        cell: study => (
          <TwoLines
            top={study.unitName}
            below={study.isOwn ? t('own') : `${study.controllerName}, ${t(study.registerKind)}`}
          />
        ),
      },
      {
        id: 'statement',
        header: t('statement'),
        width: 172,
        cell: study =>
          study.papers === null ? (
            <Tag look="plain">{t('statementUnknown')}</Tag>
          ) : statementOf(study) === null ? (
            <Tag tone="warn" look="plain">
              {t('noStatement')}
            </Tag>
          ) : (
            <Tag tone="info" look="plain">
              {t('hasStatement')}
            </Tag>
          ),
      },
    ];
  }, [t, formats]);

  const active = studies.find(({ uid }) => uid === activeUid) ?? null;
  const openStatement = (study: ListedStudy): void => {
    const paper = statementOf(study) ?? study.papers?.[0];
    if (paper === undefined) void openImages(study);
    else void read(study, paper);
  };
  return (
    <Screen
      title={t('title')}
      tools={
        <>
          {mayDisclose ? (
            <Button icon={FolderSearch} variant="quiet" onPress={() => onGo('disclosure')}>
              {t('others')}
            </Button>
          ) : null}
          <Button icon={RefreshCw} keys="F5" onPress={() => void load()}>
            {t('refresh')}
          </Button>
        </>
      }
      banner={
        <>
          {phase.at === 'failed' ? <FailureBanner failure={phase.failure} /> : null}
          <OfflineBanner
            source={source}
            says={asOf => (asOf === null ? t('offlineNone') : t('offlineCache', { when: formats.dateTime(asOf) }))}
          />
          {disclosure === null ? null : disclosure.isKnown ? (
            <Banner kind="note">{t('othersOpen', { time: formats.time(disclosure.until) })}</Banner>
          ) : (
            <Banner kind="partial">{t('othersUnknown')}</Banner>
          )}
        </>
      }
      fill="flush"
    >
      <Split
        share="1:1"
        list={
          <DataTable
            label={t('list')}
            columns={columns}
            rows={studies}
            rowKey={studyKey}
            lines="double"
            activeKey={activeUid}
            onActiveChange={study => activate(study.uid)}
            onOpen={openStatement}
            pending={phase.at === 'loading' ? t('loading') : undefined}
            empty={
              source !== null && source.from === 'none' ? (
                <EmptyState title={t('statementUnknown')}>{t('offlineNone')}</EmptyState>
              ) : (
                <EmptyState title={t('empty')}>{t('emptyMore')}</EmptyState>
              )
            }
            autoFocus
          />
        }
        detail={
          <StudyPane
            study={active}
            opened={opened}
            lang={patient.language}
            onRead={(study, paper) => void read(study, paper)}
            onImages={study => void openImages(study)}
          />
        }
      />
    </Screen>
  );
}
