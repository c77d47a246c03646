import { useCallback, useEffect, useMemo, useState } from 'react';
import { CircleX, RefreshCw } from 'lucide-react';
import { useStore } from 'zustand';
import {
  type AuthorisationRow,
  type AuthorisationStanding,
  standingOf,
} from '../../../shared/domain/records/authorisation.ts';
import { isInstant, type LocalDate } from '../../../shared/kernel/time.ts';
import { useClient, useHostEvent } from '../../api/ClientProvider.tsx';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFailureWords } from '../../i18n/failures.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import {
  Banner,
  Button,
  type Column,
  DataTable,
  EmptyState,
  Gap,
  Quiet,
  Screen,
  screenKeys,
  Tag,
  type Tone,
  TwoLines,
  useAnnouncer,
  useKeys,
} from '../../ui/index.ts';
import { type OpenPatient } from '../patients/index.ts';
import { authorisationTexts } from './authorisations.texts.ts';
import { createAuthorisationsStore } from './authorisations.store.ts';
import { EndDialog } from './EndDialog.tsx';
import { GrantDialog } from './GrantDialog.tsx';

const bind = screenKeys('authorisations');

const TONES: Readonly<Record<AuthorisationRow['state'], Tone>> = { accepted: 'ok', queued: 'info', rejected: 'stop' };
const rowKey = ({ oid }: AuthorisationRow): string => oid;
const isOpen = (standing: AuthorisationStanding): boolean => standing === 'inForce' || standing === 'coming';

/** Authorisations of purchased services of the open patient: granted by the own organiser, and given to it. */
export function AuthorisationsScreen({
  open,
  today,
  onGo,
}: Readonly<{ open: OpenPatient; today: LocalDate; onGo: (area: 'disclosure') => void }>) {
  const t = useTexts(authorisationTexts);
  const words = useFailureWords();
  const formats = useFormats();
  const client = useClient();
  const { announce } = useAnnouncer();
  const { patient } = open;
  const [store] = useState(() => createAuthorisationsStore(client, patient.id));
  const { phase, rows, source, choices, activeOid, load, loadIfWaiting, activate, grant, end } = useStore(store);
  const [isGranting, setGranting] = useState(false);
  const [ending, setEnding] = useState<AuthorisationRow | null>(null);
  useEffect(() => void load(), [load]);
  useHostEvent('queueChanged', () => void loadIfWaiting());
  const mayGrant = patient.deceasedOn === null;
  const begin = useCallback((): void => {
    if (mayGrant) setGranting(true);
    else announce(words({ code: 'PAT-0003' }).says, 'assertive');
  }, [mayGrant, announce, words]);
  const keys = useMemo(() => {
    return [
      bind('grant', 'Ctrl+Shift+N', t('grant'), begin),
      bind('refresh', 'F5', t('refresh'), () => void load().then(() => announce(t('refreshed')))),
    ];
  }, [t, begin, load, announce]);
  useKeys(keys);
  const columns = useMemo<readonly Column<AuthorisationRow>[]>(
    () => [
      {
        id: 'who',
        header: t('who'),
        isRowHeader: true,
        width: '4fr',
        minWidth: 240,
        cell: row => (
          <TwoLines
            top={row.side === 'organiser' ? row.producerName || row.producerOid : row.organiserName || row.organiserOid}
            below={row.serviceEvents === null ? t('allDocuments') : t('events', { count: row.serviceEvents.length })}
          />
        ),
      },
      {
        id: 'period',
        header: t('period'),
        width: 200,
        cell: row => `${formats.date(row.from)}–${formats.date(row.until)}`,
      },
      { id: 'standing', header: t('standing'), width: 120, cell: row => t(standingOf(row, today)) },
      {
        id: 'sending',
        header: t('sending'),
        width: 136,
        cell: row => (
          <Tag tone={TONES[row.state]} look="plain">
            {t(row.state)}
          </Tag>
        ),
      },
    ],
    [t, formats, today],
  );
  const groupName = useCallback((row: AuthorisationRow): string => t(row.side), [t]);
  const active = rows.find(({ oid }) => oid === activeOid) ?? null;
  const mayEnd = active !== null && active.side === 'organiser' && isOpen(standingOf(active, today));
  return (
    <Screen
      title={t('title')}
      meta={
        source !== null && source.asOf !== null && isInstant(source.asOf)
          ? t('asOf', { time: formats.moment(source.asOf) })
          : undefined
      }
      tools={
        <Button icon={RefreshCw} keys="F5" isPending={phase.at === 'loading'} onPress={() => void load()}>
          {t('refresh')}
        </Button>
      }
      banner={
        <>
          {phase.at === 'failed' ? <FailureBanner failure={phase.failure} /> : null}
          {source !== null && source.fault !== null ? <Banner kind="offline">{t('offline')}</Banner> : null}
        </>
      }
      fill="flush"
      foot={
        <>
          <Quiet>{t('about')}</Quiet>
          <Gap />
          {active?.side === 'producer' && standingOf(active, today) === 'inForce' ? (
            <Button onPress={() => onGo('disclosure')}>{t('toSearch')}</Button>
          ) : null}
          {mayEnd ? (
            <Button icon={CircleX} onPress={() => setEnding(active)}>
              {t('end')}
            </Button>
          ) : null}
          <Button
            variant="primary"
            keys="Ctrl+Shift+N"
            disabledBecause={mayGrant ? undefined : words({ code: 'PAT-0003' }).says}
            onPress={begin}
          >
            {t('grant')}
          </Button>
        </>
      }
    >
      <DataTable
        label={t('list')}
        columns={columns}
        rows={rows}
        rowKey={rowKey}
        lines="double"
        groupOf={groupName}
        activeKey={activeOid}
        onActiveChange={row => activate(row.oid)}
        isMuted={row => !isOpen(standingOf(row, today))}
        pending={phase.at === 'loading' && rows.length === 0 ? t('loading') : undefined}
        empty={<EmptyState title={t('empty')}>{t('emptyMore')}</EmptyState>}
        autoFocus
      />
      {isGranting ? (
        <GrantDialog
          choices={choices}
          today={today}
          onClose={() => setGranting(false)}
          onGrant={async wish => {
            const refused = await grant(wish);
            if (refused === null) {
              setGranting(false);
              announce(t('granted'));
            }
            return refused;
          }}
        />
      ) : null}
      {ending === null ? null : (
        <EndDialog
          name={ending.producerName || ending.producerOid}
          onClose={() => setEnding(null)}
          onEnd={async () => {
            const refused = await end(ending.oid);
            if (refused === null) {
              setEnding(null);
              announce(t('endedNow'));
            }
            return refused;
          }}
        />
      )}
    </Screen>
  );
}
